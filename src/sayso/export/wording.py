"""How answers of the ledger are told to people: counts, houses, days, stances, what bears on what, what to look at.

In: records of `linking`. Out: words, the same on a terminal and on a screen. It cuts nothing short and makes nothing safe to
show: whoever draws it does, and may hand in how. It draws nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sayso.export.dates import write_value
from sayso.linking.answers import Answer, Wording
from sayso.linking.family_tree import TreeRow
from sayso.records import DiscrepancyKind, LinkKind, Origins, Policy, RecordLink, RootKind

__all__ = [
    "BEARINGS", "DEEDS", "DISCREPANCIES", "LOST_FIRMNESS", "NOBODY", "POLICIES", "STANCES", "count_things", "drop_bare_roots",
    "find_rungs", "name_houses", "name_speaker", "note_root", "note_status", "relate", "root_kind", "strip_marks", "tell_date",
    "tell_day", "tell_funnel", "tell_policy",
]  # fmt: skip

NOBODY: Final = "nobody named"
#: What a source that somebody has it from does with it, other than saying it.
STANCES: Final = {"-": "denies it", "?": "leaves it open"}
QUOTED: Final = re.compile(r'["“](?P<words>[^"“”]+)["”]')
#: What is counted, by policy, and what counts as one.
POLICIES: Final[Mapping[Policy, str]] = {
    "origins": "one speaker, one document, one quotation or one copied text is one origin",
    "speakers": "who is named or described as having said it, each once; pages that name nobody count for none",
    "newsrooms": "houses that have it from somebody themselves",
    "distinct_texts": "texts; what was copied is one",
    "outlets": "houses, whatever they have it from",
}
#: How a claim beside an answer is introduced: where the answer's claims do it, and where the other's do.
BEARINGS: Final[Mapping[LinkKind, tuple[str, str]]] = {
    "retracts": ("this withdraws", "withdrawn by"),
    "corrects": ("this corrects", "corrected by"),
    "denies": ("this denies", "denied by"),
    "conflicts": ("does not go with", "does not go with"),
    "updates": ("this updates", "updated by"),
    "same_claim": ("may say the same", "may say the same"),
}
#: How a link between documents is told from its left end, and from its right one.
DEEDS: Final[Mapping[LinkKind, tuple[str, str]]] = {
    "copy": ("copied from", "copied by"),
    "rewrite": ("rewritten from", "rewritten by"),
    "credits": ("credits", "credited by"),
}
#: What is said of a root beside its name, by the end of its sentence.
ROOTS: Final = {
    "is not said.": "says it, and not from whom",
    "stands on no page here.": "cited; from whom it has it is on no page here",
    "named as the text that says it.": "a text",
    "named as the post that says it.": "a post",
}
#: The kinds of roots by the end of their sentence.
ENDS: Final[Mapping[str, RootKind]] = {
    "named as the one who says it.": "speaker",
    "named as the text that says it.": "document",
    "named as the post that says it.": "post",
    "stands on no page here.": "outlet",
    "is not said.": "untraced",
}
DISCREPANCIES: Final[Mapping[DiscrepancyKind, str]] = {
    "circle": "cite each other in a circle",
    "ends_in_media": "ends in unnamed media",
    "attribution_dropped": "its source is gone",
    "hedge_dropped": "a hedge is gone",
    "quotation_altered": "a quotation was changed",
    "number_strengthened": "a number became firmer",
    "certainty_strengthened": "it became surer",
}
#: Discrepancies by which a page holds it more firmly than what it has it from.
LOST_FIRMNESS: Final[frozenset[DiscrepancyKind]] = frozenset({"hedge_dropped", "certainty_strengthened"})


def count_things(number: int, noun: str, plural: str = "") -> str:
    """So many of them, as in "2 pages"; a plural that does not end in s has to be given."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def tell_funnel(origins: Origins) -> str:
    """Pages, publishers, texts and those with sourcing of their own, in that order."""
    its = "its" if origins.own_sourcing == 1 else "their"
    return (
        f"{count_things(origins.pages, 'page')} › {count_things(origins.publishers, 'publisher')} › "
        f"{count_things(origins.texts, 'distinct text')} › {origins.own_sourcing} with sourcing of {its} own"
    )


def tell_policy(policy: Policy) -> str:
    """What was counted, and what that leaves open."""
    return f"Counted as one ({policy}): {POLICIES[policy]}. What cannot be told apart counts in the upper bound alone."


def name_houses(wording: Wording) -> tuple[str, str | None]:
    """Whose claim it is, and on whose page it stands where that is another's; a page without a house goes by its file."""
    chain = wording.claim.chain
    house = wording.publisher or next((hop.name for hop in reversed(chain) if hop.role == "publisher" and hop.name), None)
    page = next((hop.name for hop in chain if hop.role == "republisher" and hop.name), None)
    file = "standard input" if wording.url == "-" else wording.url.rpartition("/")[2]
    return house or file or "a page", page if page != house else None


def name_speaker(wording: Wording) -> str | None:
    """Who says it innermost; null where it is the publisher's own word."""
    return next((hop.name or NOBODY for hop in reversed(wording.claim.chain) if hop.role == "source"), None)


def tell_day(wording: Wording) -> str:
    """When it was said, where the text says so, else when the page was published, marked as that."""
    said = write_value(wording.said) if wording.said else None
    if said is not None:
        return f"said {said}"
    day = write_value(wording.day) if wording.day else None
    return f"{day} (by publication)" if day else "no date"


def tell_date(value: str | None) -> str:
    """A day in few words."""
    return (write_value(value) or value) if value else "no date"


def note_status(wording: Wording, short: Callable[[str], str] = str) -> Iterator[str]:
    """Who on a page disputes it, whether it was corrected, whether its page still shows it, and what a person made of it."""
    for hop in wording.claim.chain:
        if hop.polarity in STANCES:
            yield f"{short(hop.name or NOBODY)} {STANCES[hop.polarity]}"
    if wording.status != "standing":
        yield f"{wording.status} since"
    if not wording.is_current:
        yield "its page no longer shows it"
    if wording.claim.review != "machine":
        yield wording.claim.review


def note_root(row: TreeRow) -> str:
    """What is said of a root beside its name: that nobody is named, or that this is all there is."""
    if row.words.startswith("“"):
        return "not named"
    words = " ".join(row.words.split())
    return next((note for end, note in ROOTS.items() if words.endswith(end)), "")


def root_kind(row: TreeRow) -> RootKind:
    """Which kind of root a row is."""
    if row.words.startswith("“"):
        return "anonymous"
    return next((kind for end, kind in ENDS.items() if row.words.endswith(end)), "untraced")


def drop_bare_roots(tree: Sequence[TreeRow]) -> list[TreeRow]:
    """The rows of a tree without the roots that nothing hangs below: their pages stand elsewhere and name them."""
    return [row for row, below in zip(tree, (*tree[1:], None), strict=True) if row.depth or (below and below.depth)]


def find_rungs(answer: Answer) -> list[Wording]:
    """The wordings of a ladder, oldest first: of a page each once that it holds more or less firmly."""
    return list({(one.page, one.hedges, one.certainty): one for one in reversed(answer.wordings)}.values())[::-1]


def relate(link: RecordLink, *, is_left: bool) -> str:
    """What one end of a link is to the other."""
    if link.kind in BEARINGS and link.kind != "same_claim":
        return BEARINGS[link.kind][not is_left]
    if link.kind == "same_claim":
        return "says the same as" if link.state == "confirmed" else "may say the same as"
    return DEEDS.get(link.kind, ("shares a quotation with",) * 2)[not is_left]


def strip_marks(words: str) -> str:
    """Words without quotation marks around the whole of them: they are shown in marks of our own."""
    inside = QUOTED.fullmatch(words.strip())
    return inside["words"] if inside else words
