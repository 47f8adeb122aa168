"""The review screens: claims that wait for somebody to look at them, the log of decisions, and what is adrift.

In: items of a queue with their documents, judgements. Out: the view records of `/review`, its log and its list of what is
adrift. Counts of what somebody did are counts, no points. It reads no ledger.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Final

from sayso.records import Analysis, Claim, Judgement, QueueItem, QueueKind, Reviewed, Span
from sayso.web.views.cards import Card, make_cards
from sayso.web.views.changes import withdrawn_in
from sayso.web.views.choices import cut_passage, find_passage
from sayso.web.views.segments import Mark, Segment
from sayso.web.views.sheets import inner_attribution
from sayso.web.views.tools import Tools, make_tools

__all__ = [
    "COLUMNS", "QUEUE_WORDS", "AdriftPage", "LogLine", "LogPage", "Progress", "QueueTab", "ReviewCard", "ReviewPage",
    "count_today", "iter_log", "make_log", "make_review_card", "tell_adrift",
]  # fmt: skip

#: What each queue is called, and what it is for.
QUEUE_WORDS: Final[Mapping[QueueKind, tuple[str, str]]] = {
    "uncertain": ("Least certain", "what the machine is least sure of comes first"),
    "consequential": ("Most hangs on", "what changes a count of origins, or is carried by many, comes first"),
    "audit": ("Random audit", "a random sample, set apart to measure how often the machine errs"),
}
DEEDS: Final[Mapping[str, str]] = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "changed",
    "add": "added",
    "check": "marked as checked",
    "comment": "commented on",
    "withdraw": "took back a decision on",
}
KINDS: Final[Mapping[str, str]] = {"c": "claim", "a": "attribution", "d": "passage", "l": "link"}
#: Where a row is shown as it is now; a rejected claim has no page of its own.
ADDRESSES: Final[Mapping[str, str]] = {"c": "/review/card/", "a": "/a/", "d": "/d/"}
#: The columns of the log as CSV.
COLUMNS: Final = ("at", "user", "action", "kind", "subject", "words", "note", "withdraws", "withdrawn", "id")


@dataclass(frozen=True, slots=True)
class QueueTab:
    """A queue with the number of claims that wait in it."""

    kind: QueueKind
    name: str
    purpose: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A claim with its sentence in context; `segments` are the passage with two sentences either side."""

    card: Card
    tools: Tools
    segments: tuple[Segment, ...]
    document: str
    title: str
    publisher: str | None
    why: str
    cursor: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows somebody decided about today."""

    today: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A queue: its claims, one or a list of them; `next` is the cursor of what comes after them."""

    queue: QueueKind
    view: str
    outlet: str
    tabs: tuple[QueueTab, ...]
    cards: tuple[ReviewCard, ...]
    next: str | None
    progress: Progress
    outlets: tuple[str, ...]
    skipped: int
    after: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A judgement as a line of the log; `is_withdrawn` says that somebody took it back."""

    id: str
    at: str
    user: str
    action: str
    deed: str
    kind: str
    subject: str
    address: str | None
    words: str
    note: str | None
    withdraws: str | None
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, the newest first; `next` is what to ask for older ones with."""

    lines: tuple[LogLine, ...]
    user: str
    next: str | None


@dataclass(frozen=True, slots=True)
class AdriftPage:
    """Decisions in force that find their place no more, with the words they were on."""

    lines: tuple[LogLine, ...]


def make_review_card(reviewed: Reviewed, claim: Claim, item: QueueItem | None) -> ReviewCard:
    """A claim as the review screens show it; without an item of a queue nothing is said of why."""
    analysis = reviewed.analysis
    review = reviewed.reviews.get(claim.id)
    alone = _alone(analysis, claim)
    (card, *_) = make_cards(alone, reviewed.reviews, {})
    document = analysis.document
    return ReviewCard(
        card=card,
        tools=make_tools(claim, review, document.id),
        segments=_segments(analysis, claim),
        document=document.id,
        title=document.title or document.url,
        publisher=None if document.publisher is None else document.publisher.name,
        why="" if item is None else item.why,
        cursor="" if item is None else item.cursor,
    )


def count_today(history: Iterable[Judgement], today: str, zone: tzinfo | None, limit: int) -> Progress:
    """How many rows were decided about on a day; `history` is one person's, newest first, of at most `limit`."""
    listed = list(history)
    undone = withdrawn_in(listed)
    decided = {
        one.subject if one.action != "check" else one.id
        for one in listed
        if one.action in ("accept", "reject", "edit", "add", "check") and one.id not in undone and _day(one.at, zone) == today
    }
    is_more = len(listed) == limit and _day(listed[-1].at, zone) == today
    return Progress(len(decided), is_more)


def make_log(history: Sequence[Judgement], recent: Sequence[Judgement], user: str, limit: int) -> LogPage:
    """A page of the log; `recent` are the last judgements of all, which may take back what stands on this page."""
    undone = withdrawn_in([*recent, *history])
    lines = tuple(_line(one, one.id in undone) for one in history[:limit])
    return LogPage(lines, user, history[limit - 1].id if len(history) > limit else None)


def tell_adrift(judgements: Iterable[Judgement]) -> AdriftPage:
    """What is adrift, in the order of the log."""
    return AdriftPage(tuple(_line(one, is_withdrawn=False) for one in judgements))


def iter_log(page: LogPage | AdriftPage) -> Iterator[tuple[object, ...]]:
    """The lines as rows under `COLUMNS`."""
    for one in page.lines:
        yield (
            one.at, one.user, one.action, one.kind, one.subject, one.words, one.note, one.withdraws, one.is_withdrawn, one.id,
        )  # fmt: skip


def _line(one: Judgement, is_withdrawn: bool) -> LogLine:
    letter = one.subject[:1]
    address = f"{ADDRESSES[letter]}{one.subject}" if letter in ADDRESSES else None
    return LogLine(
        id=one.id,
        at=one.at[:19].replace("T", " "),
        user=one.user,
        action=one.action,
        deed=_deed(one),
        kind=KINDS.get(letter, "row"),
        subject=one.subject,
        address=address,
        words=_words(one),
        note=one.note,
        withdraws=one.withdraws,
        is_withdrawn=is_withdrawn,
    )


def _deed(one: Judgement) -> str:
    if one.subject[:1] == "l" and one.action in ("accept", "reject"):
        return "joined" if one.action == "accept" else "kept apart"
    return DEEDS.get(one.action, one.action)


def _words(one: Judgement) -> str:
    """The words that a judgement is on: of a link the names of both ends."""
    before: Any = json.loads(one.before) if one.before is not None else {}
    after: Any = json.loads(one.after) if one.after is not None else {}
    names = [str(name) for name in (before.get("names") or after.get("names") or ()) if name]
    if one.anchor is None:
        return " and ".join(names)
    return f"{', '.join(names)}: {one.anchor.exact}" if names else one.anchor.exact


def _day(at: str, zone: tzinfo | None) -> str:
    return datetime.fromisoformat(at).astimezone(zone).date().isoformat()


def _alone(analysis: Analysis, claim: Claim) -> Analysis:
    """The analysis with this claim only, and the attributions of its chain."""
    wanted = {hop.attribution for hop in claim.chain}
    return replace(analysis, claims=(claim,), attributions=tuple(one for one in analysis.attributions if one.id in wanted))


def _segments(analysis: Analysis, claim: Claim) -> tuple[Segment, ...]:
    inner = inner_attribution(claim, analysis)
    style = inner.style if inner is not None else "own"
    marks = [Mark(span, f"contents m-{style}", 1) for span in claim.contents]
    if inner is not None:
        marks += [Mark(span, "source", 1) for span in inner.sources]
        marks += [Mark(span, "cue", 1) for span in inner.cue]
    spans: list[Span] = [mark.span for mark in marks]
    return cut_passage(analysis.document.text, find_passage(analysis, spans), marks)
