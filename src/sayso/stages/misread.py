"""What the tagger took for somebody's words that is none.

In: a draft. Out: the same without attributions that only tell what was done ("committed war crimes", "needs new glasses", "the
strike showed", "without citing evidence"), whom something was told ("before telling Parliament") or what was asked about; whom
they stood in says all of it again. Contents that run on are for `running_on`.
"""

from collections.abc import Sequence
from typing import Final

from sayso.records import Attribution, Span
from sayso.stages.drafts import Draft

__all__ = ["drop_unsaid", "is_cause"]

OBJECTS: Final = ("obj", "iobj")
ASKED: Final = frozenset({"xcomp", "acl", "advcl"})
QUOTES: Final = frozenset("“\"‘'«„")


def drop_unsaid(draft: Draft) -> None:
    """Take out the attributions in which nobody says anything."""
    for one in draft.attributions:
        if _is_none(draft, one):
            draft.drop(one)


def is_cause(draft: Draft, cited: Sequence[Span]) -> bool:
    """Whether what is cited is why something is done and not who says so: "citing a weak labour market"."""
    head = draft.tree.head(cited)
    return head is not None and draft.is_in(head, "misread.causes") and not draft.tree.has_clause(cited)


def _is_none(draft: Draft, one: Attribution) -> bool:
    """Whether nobody says anything in it."""
    head = draft.tree.head(one.cue)
    if head is None or not one.contents:
        return False
    return _is_no_saying(draft, one, head) or _holds_no_words(draft, one, head)


def _is_no_saying(draft: Draft, one: Attribution, head: int) -> bool:
    """Whether its cue or source is none, whatever it holds."""
    if head > 0 and draft.tree.form(head - 1) == "without" and draft.tree.form(head).endswith("ing"):
        # "without offering proof", "without citing evidence".
        return True
    if draft.is_in(head, "relays.statements") and _is_thing(draft.text, one.sources):
        return True
    if draft.is_in(head, "relays.cited") and (_is_only_cited(draft, one, head) or is_cause(draft, one.contents)):
        return True
    if draft.is_in(head, "misread.meaning") and _is_happening(draft, one.sources):
        return True
    return _is_preposition(draft, one.cue) or _is_confirmed(draft, one)


def _holds_no_words(draft: Draft, one: Attribution, head: int) -> bool:
    """Whether what it holds are no words: a deed, whom something was told, what was asked about, a "this"."""
    opening = one.contents[0].of(draft.text)
    if len(one.contents) == 1 and opening.lower() in draft.lists["misread.pointers"]:
        # "who announced this".
        return True
    if draft.tree.has_clause(one.contents) or opening[:1] in QUOTES:
        return False
    if not one.sources and draft.tree.form(head) in draft.lists["misread.questioned"]:
        # "Asked about the strike, he said".
        words = {one.cue[-1].of(draft.text).split()[-1].lower(), opening.split(None, 1)[0].lower()}
        return bool(words & draft.lists["misread.about"])
    if draft.is_in(head, "misread.deeds"):
        return not opening.startswith(("to ", "for ")) and not _is_asked(draft, one.contents)
    return draft.is_in(head, "misread.telling") and _is_addressee(draft, head, one.contents)


def _is_asked(draft: Draft, contents: Sequence[Span]) -> bool:
    """Whether somebody is to do something: "pushed [the council to resign]"."""
    tree = draft.tree
    return any(tree.form(p) == "to" and tree.relation(tree.words[p].head) in ASKED for p in tree.within(contents))


def _is_preposition(draft: Draft, cue: Sequence[Span]) -> bool:
    """Whether a cue is nothing but a small word: "photographs [of] the ruins"."""
    return len(cue) == 1 and cue[0].of(draft.text).lower() in draft.lists["misread.prepositions"]


def _is_confirmed(draft: Draft, one: Attribution) -> bool:
    """Whether its contents are those of whom it is told: "told her boss, who confirmed that P"."""
    sentence = draft.sentence(one.cue[0])
    if sentence is None or one.contents[0].start < one.cue[-1].end:
        return False
    return any(
        other.contents == one.contents
        and len(other.sources) == 1
        and other.sources[0].of(draft.text).lower() in draft.lists["grammar.relatives"]
        and one.cue[-1].end <= other.sources[0].start < other.cue[-1].end <= one.contents[0].start
        for other in draft.within(sentence)
        if other.id != one.id
    )


def _is_thing(text: str, sources: Sequence[Span]) -> bool:
    """Whether a source is a thing in quotation marks before a noun: "cast doubt on the ‘superconductor’ claim"."""
    if len(sources) != 1:
        return False
    source = sources[0]
    around = text[max(0, source.start - 1) : source.start + 1], text[source.end - 1 : source.end + 1]
    return all(any(mark in QUOTES or mark in "”’»" for mark in edge) for edge in around)


def _is_only_cited(draft: Draft, one: Attribution, head: int) -> bool:
    """Whether it holds but whom somebody cites: "quoting its staff, the clinic put the dead at six"."""
    if not draft.tree.form(head).endswith("ing") or draft.tree.has_clause(one.contents) or one.style != "indirect":
        return False
    sentence = draft.sentence(one.cue[0])
    others = draft.within(sentence) if sentence is not None else [one]
    # What others say there is what he is cited for; `relays` sees to it.
    return not any(other.id != one.id and other.contents for other in others)


def _is_addressee(draft: Draft, head: int, contents: Sequence[Span]) -> bool:
    """Whether all that the contents hold is whom the cue is said to."""
    tree = draft.tree
    if len(contents) != 1 or contents[0].start < tree.words[head].span.end:
        return False
    inside = tree.inside(contents[0])
    objects = [child for child in tree.children(head, *OBJECTS) if child in inside]
    if not objects:
        return False
    # "warned the operator of a leak", "told him what price to bid" say something.
    told = tree.below(objects[0]) & set(inside)
    rest = [p for p in inside if p not in told and tree.relation(p) not in {"punct", "mark"}]
    return not rest and tree.form(objects[0]) not in draft.lists["misread.tellable"]


def _is_happening(draft: Draft, sources: Sequence[Span]) -> bool:
    """Whether what "says" it is something that happened: "the strike showed that they want no peace"."""
    head = draft.tree.head(sources)
    return head is not None and draft.is_in(head, "misread.happenings")
