"""A question, and its answers in few lines each: counts in words, first wording, who says it, oldest and newest.

In: what was asked and the `Answer`s. Out: a `WhoPage`; rows of wordings as a table and as a feed. A feed holds no accusation of
somebody named whose speaker the text does not state, unless a person has reviewed it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from sayso.export.withheld import is_withheld
from sayso.export.wording import (
    BEARINGS,
    POLICIES,
    drop_bare_roots,
    name_houses,
    note_root,
    strip_marks,
    tell_date,
    tell_funnel,
)
from sayso.linking.answers import Answer, Wording
from sayso.records import Policy
from sayso.web.views.claim import Told, tell

__all__ = ["COLUMNS", "Asked", "Brief", "WhoPage", "brief", "iter_rows", "list_fit", "make_who_page"]

MOST_NAMES: Final = 4
#: The columns of wordings as a table.
COLUMNS: Final = (
    "answer", "claim", "words", "publisher", "republisher", "sources", "basis", "published", "said", "happened", "hedges",
    "certainty", "polarity", "status", "review", "current", "document", "title", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form holds."""

    words: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    policy: Policy = "origins"

    @property
    def query(self) -> str:
        """The question as the query of an address."""
        pairs = {"q": self.words, "outlet": self.outlet, "since": self.since, "until": self.until}
        told = {name: value for name, value in pairs.items() if value}
        return urlencode(told if self.policy == "origins" else {**told, "policy": self.policy})

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides words narrows it."""
        return bool(self.outlet or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Brief:
    """An answer in few lines; `names` are those at the beginning, each with what is said of it."""

    claim: str
    words: str
    funnel: str
    said: str
    first: Told
    names: tuple[tuple[str, str], ...]
    more: int
    oldest: str
    newest: str
    beside: tuple[str, ...]
    queries: int


@dataclass(frozen=True, slots=True)
class WhoPage:
    """The page of a question; `answers` are null where nothing was asked yet."""

    asked: Asked
    policies: tuple[tuple[Policy, str], ...]
    answers: tuple[Brief, ...] | None
    unlinked: int


def make_who_page(asked: Asked, answers: Sequence[Answer] | None, unlinked: int) -> WhoPage:
    """The page."""
    told = None if answers is None else tuple(brief(answer) for answer in answers)
    return WhoPage(asked, tuple(POLICIES.items()), told, unlinked)


def brief(answer: Answer) -> Brief:
    """An answer in few lines."""
    roots = [row for row in drop_bare_roots(answer.tree) if row.kind == "root"]
    days = sorted(one.day for one in answer.wordings if one.day)
    beside = dict.fromkeys(
        f"{BEARINGS[one.kind][not one.is_ours]}: {name_houses(one.others[0])[0]}"
        for one in answer.bearings
        if one.kind != "same_claim" and (one.link.score >= 0.7 or one.link.state == "confirmed")
    )
    return Brief(
        claim=answer.claim,
        words=strip_marks(answer.words),
        funnel=tell_funnel(answer.origins),
        said=answer.said,
        first=tell(answer.wordings[0]),
        names=tuple((row.name, note_root(row)) for row in roots[:MOST_NAMES]),
        more=max(0, len(roots) - MOST_NAMES),
        oldest=tell_date(days[0]) if days else "",
        newest=tell_date(days[-1]) if days else "",
        beside=tuple(beside)[:MOST_NAMES],
        queries=len(answer.discrepancies),
    )


def iter_rows(answers: Iterable[Answer], *, everything: bool = True) -> Iterator[tuple[object, ...]]:
    """The wordings of answers as rows of a table; without `everything` those that may stand in a file."""
    for answer in answers:
        for one in answer.wordings:
            if everything or not _is_withheld(one):
                yield (answer.claim, *_row(one))


def list_fit(answer: Answer, *, everything: bool = False) -> list[Wording]:
    """The wordings that may stand in a feed, the newest first; all of them where everything is asked for.

    A wrong "she accused him" can be a libel, and a feed is read where nobody sees how it was read.
    """
    ordered = sorted(answer.wordings, key=lambda one: (one.day or "", one.claim.id), reverse=True)
    return [one for one in ordered if everything or not _is_withheld(one)]


def _is_withheld(one: Wording) -> bool:
    return is_withheld(one.claim, one.cue_kind, one.claim.review)


def _row(one: Wording) -> tuple[object, ...]:
    sources = [hop for hop in one.claim.chain if hop.role == "source"]
    house, page = name_houses(one)
    return (
        one.claim.id, one.words, house, page, " > ".join(hop.name or "" for hop in sources),
        " > ".join(hop.basis for hop in sources), one.day, one.said, one.happened, "; ".join(one.hedges), one.certainty,
        one.polarity, one.status, one.claim.review, one.is_current, one.claim.document, one.title, one.url,
    )  # fmt: skip
