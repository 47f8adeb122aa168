"""What stands in quotation marks in two documents: words that somebody said once, and both have.

In: two documents of a `PrintIndex`. Out: a `same_utterance` link with the shared passages, or null. That two quote one
utterance says nothing of whether one has it from the other. The same in other words is never more than a weak suggestion.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from sayso.linking.alignment import Run, join_runs
from sayso.linking.copy_settings import CopySettings
from sayso.linking.fingerprints import NUMBER, WORD, Fingerprint
from sayso.linking.overlaps import passage_reasons
from sayso.linking.print_index import PrintIndex
from sayso.records import LinkReason, RecordLink, Span
from sayso.records.ids import link_id

__all__ = ["link_other_words", "link_utterance", "read_turns"]

#: So many quoted words in a row are surely no chance; shorter runs count less.
SURE_RUN = 16
#: A word of so many letters says what somebody speaks of; names of months and the like are among them, so several must agree.
LONG_WORD = 5
OTHER_WORDS_SCORE = 0.3


def link_utterance(
    index: PrintIndex, left: int, right: int, quoted: Sequence[Run], settings: CopySettings
) -> RecordLink | None:
    """The link of two documents that quote the same words; `quoted` are the runs that they share inside quotation marks."""
    runs = [run for run in quoted if run.words >= settings.utterance_words]
    if not runs:
        return None
    if index.prints[left].document > index.prints[right].document:
        left, right = right, left
        runs = [Run(run.right, run.left, run.words) for run in runs]
    one, other = index.prints[left], index.prints[right]
    longest, words = max(run.words for run in runs), sum(run.words for run in runs)
    score = round(0.5 + 0.45 * min(1.0, longest / SURE_RUN), 3)
    reasons = [LinkReason("quoted words", f"{words} words", f"{words} words", score)]
    reasons += _speakers(one, other, runs)
    reasons += passage_reasons(index.quoted, left, right, join_runs(runs, 0))
    return RecordLink(
        link_id("same_utterance", one.document, other.document), one.document, other.document,
        "same_utterance", "suggested", score, "quoted words", tuple(reasons),
    )  # fmt: skip


def _speakers(left: Fingerprint, right: Fingerprint, runs: Sequence[Run]) -> list[LinkReason]:
    """Whether both lay the longest shared words in one mouth; nothing where either names nobody."""
    longest = max(runs, key=lambda run: (run.words, -run.left))
    mine, theirs = _speaker_at(left, longest.left), _speaker_at(right, longest.right)
    if mine is None or theirs is None:
        return []
    same = set(mine.split()) <= set(theirs.split()) or set(theirs.split()) <= set(mine.split())
    return [LinkReason("same speaker" if same else "other speaker", mine, theirs, 0.0)]


def _speaker_at(one: Fingerprint, word: int) -> str | None:
    firsts = [number for (number,) in NUMBER.iter_unpack(one.turns)]
    turn = bisect_right(firsts, word) - 1
    return one.speakers[turn] if 0 <= turn < len(one.speakers) else None


def link_other_words(left: Fingerprint, right: Fingerprint, settings: CopySettings) -> RecordLink | None:
    """The link of two quotations of one named speaker that say much the same in other words: a translation, or a bad memory."""
    if left.document > right.document:
        left, right = right, left
    best: tuple[float, int, LinkReason] | None = None
    theirs = read_turns(right)
    for speaker, words, span in read_turns(left):
        for other, other_words, other_span in theirs:
            shared = len(words & other_words)
            share = shared / max(1, min(len(words), len(other_words)))
            if other != speaker or shared < settings.other_least or share < settings.other_words:
                continue
            reason = LinkReason("other words", f"{share:.0%}", f"{share:.0%}", OTHER_WORDS_SCORE, span, other_span)
            if best is None or (share, shared) > best[:2]:
                best = share, shared, reason
    if best is None:
        return None
    return RecordLink(
        link_id("same_utterance", left.document, right.document), left.document, right.document,
        "same_utterance", "suggested", OTHER_WORDS_SCORE, "other words", (best[2],),
    )  # fmt: skip


def read_turns(one: Fingerprint) -> list[tuple[str, frozenset[int], Span]]:
    """The quotations of named speakers: who, the longer words, where."""
    words = np.frombuffer(one.quoted, np.dtype([("hash", "<u4"), ("start", "<u4"), ("length", "u1")]))
    firsts = [number for (number,) in NUMBER.iter_unpack(one.turns)]
    ends = [*firsts[1:], len(one.quoted) // WORD.size][: len(firsts)]
    found = []
    for speaker, first, end in zip(one.speakers, firsts, ends, strict=True):
        if speaker is None or end <= first:
            continue
        own = words[first:end]
        last = own[-1]
        long = frozenset(own["hash"][own["length"] >= LONG_WORD].tolist())
        found.append((speaker, long, Span(int(own[0]["start"]), int(last["start"]) + int(last["length"]))))
    return found
