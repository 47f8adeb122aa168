"""A digest: what was noticed in a time, search by search, by new origin and not by new page.

In: a ledger, saved searches, a time. Out: a `Digest` of lines in words. Whatever was redacted, rejected or replaced since it
was noticed is left out; accusations whose speaker is not stated are counted and not told, unless reviewed or asked for.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.bookkeeping.versions import PageVersion
from sayso.errors import NotFound, QueryError
from sayso.export.withheld import is_withheld
from sayso.export.wording import name_houses, note_status, strip_marks, tell_day
from sayso.ledger import Ledger
from sayso.linking.answers import Answer, Wording
from sayso.records.notices import Notice, NoticeKind
from sayso.store import SavedSearch

__all__ = ["HEADS", "Digest", "DigestLine", "DigestPart", "make_digest"]

#: What is told first, and under which words.
HEADS: Final[Mapping[NoticeKind, str]] = {
    "taken_back": "Taken back or corrected",
    "denial": "Denied or contradicted",
    "new_origin": "A new origin",
    "new_claim": "Said for the first time here",
    "hedge_dropped": "A hedge or source fell off on the way",
    "silent_edit": "A page says otherwise than before",
}
MOST_LINES: Final = 100
MOST_CHANGES: Final = 6


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing to tell: words of pages are as they stand there, `detail` is about it in words of ours.

    `notes` say who disputes the words where they stand, by which hedges they are said, and what has become of them: words alone
    would put them into the mouth of whoever denies them.
    """

    kind: NoticeKind
    words: str
    speaker: str
    house: str
    day: str
    detail: str
    claim: str | None
    document: str
    url: str
    review: str
    at: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestPart:
    """What is new for a search: lines, how many more copies there are, how many lines were left out, and why."""

    search: str
    name: str
    lines: tuple[DigestLine, ...]
    copies: int
    withheld: int
    more: int

    @property
    def summary(self) -> str:
        """In one line: "2 new origins, 14 more copies"."""
        counts = Counter(line.kind for line in self.lines)
        told = [
            _count(counts["new_claim"], "claim said for the first time", "claims said for the first time"),
            _count(counts["new_origin"], "new origin", "new origins"),
            _count(counts["denial"], "denial or contradiction", "denials or contradictions"),
            _count(counts["taken_back"], "taken back or corrected", "taken back or corrected"),
            _count(counts["hedge_dropped"], "lost hedge or source", "lost hedges or sources"),
            _count(counts["silent_edit"], "page changed", "pages changed"),
        ]
        said = ", ".join(one for one in told if one) or "nothing new"
        copies = _count(self.copies, "more copy", "more copies")
        return f"{said}, {copies}" if copies else said


@dataclass(frozen=True, slots=True)
class Digest:
    """What was noticed after `since` and up to `until` (UTC instants)."""

    since: str
    until: str
    parts: tuple[DigestPart, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to tell."""
        return not any(part.lines or part.copies or part.withheld for part in self.parts)


def make_digest(ledger: Ledger, searches: Sequence[SavedSearch], since: str, until: str, *, everything: bool = False) -> Digest:
    """The digest of these searches; those without news are in it with their name."""
    return Digest(since, until, tuple(_make_part(ledger, one, since, until, everything) for one in searches))


def _make_part(ledger: Ledger, search: SavedSearch, since: str, until: str, everything: bool) -> DigestPart:
    notices = ledger.notices(since, until, search.id)
    order = list(HEADS)
    told = sorted((one for one in notices if one.kind in HEADS), key=lambda one: (order.index(one.kind), one.at, one.id))
    lines, withheld = [], 0
    for notice in told[:MOST_LINES]:
        for line, is_left_out in _lines(ledger, notice):
            if is_left_out and not everything:
                withheld += 1
            else:
                lines.append(line)
    copies = sum(one.kind == "copy" for one in notices)
    return DigestPart(search.id, search.name, tuple(lines), copies, withheld, max(0, len(told) - MOST_LINES))


def _lines(ledger: Ledger, notice: Notice) -> Iterator[tuple[DigestLine, bool]]:
    """The line of a notice, and whether it is left out of what others read."""
    try:
        if notice.kind == "silent_edit" and notice.document is not None:
            yield _edit_line(ledger, notice, notice.document), False
        elif notice.claim is not None:
            answer = ledger.who(notice.claim)[0]
            wording = next(one for one in answer.wordings if one.claim.id == notice.claim)
            other = _words_of(ledger, notice.other, answer)
            yield (
                _claim_line(notice, answer, wording, other),
                is_withheld(wording.claim, wording.cue_kind, wording.claim.review),
            )
    except (NotFound, QueryError, StopIteration, IndexError):
        return  # what it names is gone, or is no claim any more: then it is no news either


def _claim_line(notice: Notice, answer: Answer, wording: Wording, other: str) -> DigestLine:
    house, page = name_houses(wording)
    sources = [hop.name for hop in wording.claim.chain if hop.role == "source"]
    speaker = " ‹ ".join(name or "nobody named" for name in sources)
    details: dict[NoticeKind, str] = {
        "denial": f"it bears on: {other}" if other else "",
        "taken_back": f"it takes back or corrects: {other}" if other else "",
        "hedge_dropped": f"elsewhere: {other}" if other else "",
    }
    detail = details.get(notice.kind, f"as we read it, {answer.said}")
    return DigestLine(
        kind=notice.kind,
        words=strip_marks(wording.words),
        speaker=speaker,
        house=f"{house} on {page}" if page else house,
        day=tell_day(wording),
        detail=detail,
        claim=notice.claim,
        document=wording.claim.document,
        url=wording.url,
        review="unreviewed" if wording.claim.review == "machine" else wording.claim.review,
        at=notice.at,
        notes=(*(one for one in note_status(wording) if one != wording.claim.review), *(f"“{one}”" for one in wording.hedges)),
    )


def _words_of(ledger: Ledger, claim: str | None, answer: Answer) -> str:
    """The words of another claim, with whose page they are on."""
    if claim is None:
        return ""
    near = [*answer.wordings, *(one for bears in answer.bearings for one in bears.others)]
    found = next((one for one in near if one.claim.id == claim), None)
    if found is None:
        found = next((one for one in ledger.who(claim)[0].wordings if one.claim.id == claim), None)
    if found is None:
        return ""
    disputes = [one for one in note_status(found) if one != found.claim.review]
    return f"“{strip_marks(found.words)}” ({', '.join([name_houses(found)[0], *disputes])})"


def _edit_line(ledger: Ledger, notice: Notice, document: str) -> DigestLine:
    head = ledger.show(document)
    version = next(one for one in ledger.versions(document) if one.document == head.document.id)
    publisher = head.document.publisher
    return DigestLine(
        kind="silent_edit",
        words=head.document.title or "(no title)",
        speaker="",
        house=publisher.name if publisher is not None else "publisher unknown",
        day="",
        detail="; ".join((*_entries(version), *_changes(version))) or "its words changed, no claim did",
        claim=None,
        document=head.document.id,
        url=head.document.url,
        review="",
        at=notice.at,
    )


def _changes(version: PageVersion) -> Iterator[str]:
    """The claims that came, went and changed, the first so many; those of new entries of a live blog are news of their own."""
    signs = {"came": "now says", "went": "no longer says", "changed": "says otherwise"}
    changes = [one for one in version.claims if one.change != "came"] if version.entries else version.claims
    for change in changes[:MOST_CHANGES]:
        words = change.words_before if change.change == "went" else change.words_after
        yield f"{signs[change.change]}: “{strip_marks(words or '')}”"
    if len(changes) > MOST_CHANGES:
        yield f"and {len(changes) - MOST_CHANGES} more"


def _entries(version: PageVersion) -> Iterator[str]:
    """The entries of a live blog that were edited without a word, the first so many."""
    edited = [one for one in version.entries if one.is_silent]
    for one in edited[:MOST_CHANGES]:
        named = f" “{strip_marks(one.title)}”" if one.title else ""
        yield f"the entry of {one.published or 'an unknown time'}{named} {'is gone' if one.change == 'went' else 'was changed'}"
    if len(edited) > MOST_CHANGES:
        yield f"and {len(edited) - MOST_CHANGES} more entries"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
