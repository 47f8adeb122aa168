"""What the words of two documents outside quotation marks say of them: a copy, a rewrite, or nothing.

In: two documents of a `PrintIndex`. Out: a `copy` or `rewrite` link with its evidence, or null. It depends on the two and on
the settings alone. Rules named "same words" have the spans of what is shared; all the others are facts about the pair.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.linking.alignment import Passage, Run, Sorted, find_runs, join_runs
from sayso.linking.copy_settings import CopySettings
from sayso.linking.directions import EXPLICIT, Direction, Overlap, find_direction
from sayso.linking.fingerprints import Fingerprint
from sayso.linking.grams import GRAM, Words
from sayso.linking.print_index import PrintIndex
from sayso.linking.reasons import turn_reason
from sayso.records import LinkReason, RecordLink, Span
from sayso.records.ids import link_id

__all__ = ["SAME_TEXT", "SAME_WORDS", "link_copy", "passage_reasons"]

SAME_WORDS, SAME_TEXT = "same words", "same text"
#: Runs are shown as one passage where so few words part them, and so many passages, the longest.
GAP, MOST_PASSAGES = 6, 12
#: Texts of fewer words are the same by chance.
SHORTEST_TEXT = 8
#: A run of so many words speaks for a copy as much as any.
LONG_RUN = 40


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two documents share outside quotation marks, and how many words inside."""

    runs: tuple[Run, ...]
    grams: int
    share: float
    overlap: Overlap
    longest: int
    quoted: int
    is_exact: bool


def link_copy(index: PrintIndex, left: int, right: int, quoted: Sequence[Run], settings: CopySettings) -> RecordLink | None:
    """The copy or rewrite that two documents are, the copying one left; null where they are neither.

    `quoted` are the runs that they share inside quotation marks.
    """
    shared = _share(index, left, right, quoted)
    kind = _kind(shared, settings)
    if kind is None:
        return None
    one, other = index.prints[left], index.prints[right]
    direction = find_direction(one, other, shared.overlap, contained=settings.contained, longer=settings.longer)
    reasons = [*_extent(kind, shared), *_direction(direction, one, other)]
    passages = join_runs(shared.runs, GAP)
    reasons += passage_reasons(index.told, left, right, passages)
    ends = one.document, other.document
    if not direction.left_copies:
        reasons = [turn_reason(reason) for reason in reasons]
        ends = other.document, one.document
    if kind == "copy":
        reasons.insert(0, _whole(shared.overlap.left if direction.left_copies else shared.overlap.right, settings))
    score = round(min(1.0, max(0.0, sum(reason.score for reason in reasons))), 3)
    method = SAME_TEXT if shared.is_exact else SAME_WORDS
    return RecordLink(link_id(kind, *ends), *ends, kind, "suggested", score, method, tuple(reasons))  # type: ignore[arg-type]


def _share(index: PrintIndex, left: int, right: int, quoted: Sequence[Run]) -> _Shared:
    mine, theirs = index.told_of(left), index.told_of(right)
    runs = find_runs(mine, theirs)
    grams, words = sum(run.words - GRAM + 1 for run in runs), sum(run.words for run in runs)
    one, other = index.prints[left], index.prints[right]
    return _Shared(
        runs,
        grams,
        _ratio(grams, min(len(mine.hashes), len(theirs.hashes))),
        Overlap(_ratio(words, mine.words), _ratio(words, theirs.words), _tail(mine, runs, 0), _tail(theirs, runs, 1)),
        max((run.words for run in runs), default=0),
        sum(run.words for run in quoted),
        one.words >= SHORTEST_TEXT and one.body == other.body,
    )


def _ratio(part: int, whole: int) -> float:
    return min(1.0, part / whole) if whole else 0.0


def _tail(side: Sorted, runs: Sequence[Run], turn: int) -> float:
    """The share of a document's words that come after the last shared one."""
    ends = [(run.right if turn else run.left) + run.words for run in runs]
    return _ratio(side.words - max(ends), side.words) if ends else 1.0


def _kind(shared: _Shared, settings: CopySettings) -> str | None:
    grams, share = shared.grams, shared.share
    if (
        shared.is_exact
        or (grams >= settings.copy_grams and share >= settings.copy_share)
        or (grams >= settings.passage_grams and share >= settings.passage_share)
        or (grams >= settings.short_grams and share >= settings.short_share)
    ):
        return "copy"
    if (grams >= settings.rewrite_grams and share >= settings.rewrite_share) or (
        grams >= settings.short_rewrite_grams and share >= settings.short_rewrite_share
    ):
        return "rewrite"
    return None


def _whole(share: float, settings: CopySettings) -> LinkReason:
    """How much of the copy is derived, as far as it can be seen."""
    return LinkReason("wholly derived" if share >= settings.wholly else "partly derived", f"{share:.0%}", "", 0.0)


def _extent(kind: str, shared: _Shared) -> list[LinkReason]:
    """What share of either stands in the other, the longest run, and how much of what is shared is quotation."""
    told = sum(run.words for run in shared.runs)
    base = 0.5 + 0.4 * shared.share if kind == "copy" else min(0.4, 0.2 + 0.5 * shared.share)
    shares = f"{shared.overlap.left:.0%}", f"{shared.overlap.right:.0%}"
    longest = f"{shared.longest} words"
    found = [
        LinkReason("share of the words", *shares, round(base, 3)),
        LinkReason("longest run", longest, longest, round(0.1 * min(1.0, shared.longest / LONG_RUN), 3)),
    ]
    if shared.quoted:
        quotes = f"{_ratio(shared.quoted, shared.quoted + told):.0%}"
        found.append(LinkReason("share of quotations in it", quotes, quotes, 0.0))
    if shared.is_exact:
        found.append(LinkReason(SAME_TEXT, "", "", 0.0))
    return found


def _direction(direction: Direction, left: Fingerprint, right: Fingerprint) -> list[LinkReason]:
    """Why one is held to be made from the other, and the house that both say they have it from."""
    span = direction.credit.span if direction.credit is not None else None
    spans = (span, None) if direction.left_copies else (None, span)
    found = [LinkReason(direction.rule, direction.left, direction.right, 0.0, *spans)]
    theirs = {credit.house: credit for credit in right.credits if credit.kind in EXPLICIT}
    for credit in left.credits:
        if credit.kind in EXPLICIT and credit.house in theirs:
            other = theirs[credit.house]
            found.append(LinkReason("common credit", credit.name, other.name, 0.0, credit.span, other.span))
            break
    return found


def passage_reasons(words: Words, left: int, right: int, passages: Sequence[Passage]) -> list[LinkReason]:
    """The longest shared passages, in their order on the left, with where they stand on either side."""
    mine, theirs = int(words.bounds[left]), int(words.bounds[right])
    longest = sorted(sorted(passages, key=lambda one: (-one.words, one.left))[:MOST_PASSAGES], key=lambda one: one.left)
    return [
        LinkReason(
            SAME_WORDS,
            f"{one.words} words",
            f"{one.words} words",
            0.0,
            Span(int(words.start[mine + one.left]), int(words.end[mine + one.left_end - 1])),
            Span(int(words.start[theirs + one.right]), int(words.end[theirs + one.right_end - 1])),
        )
        for one in longest
    ]
