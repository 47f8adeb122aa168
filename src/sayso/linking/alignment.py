"""What two word sequences share: the longest runs of equal words, as a tiling of either.

In: the 5-grams of two documents, sorted. Out: `Run`s, longest first found, none of which overlaps another on either side; and
`Passage`s, runs joined over a few differing words. It holds no text and judges nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.linking.grams import GRAM, Numbers, Words

__all__ = ["Passage", "Run", "Sorted", "find_runs", "join_runs", "sort_grams"]

#: A gram that one text repeats is looked at this often; of all runs so many, the longest.
MOST_REPEATS, MOST_RUNS = 4, 400


@dataclass(frozen=True, slots=True)
class Sorted:
    """The 5-grams of one document in the order of their hashes: where each stands, and how many words there are."""

    hashes: np.ndarray
    places: Numbers
    words: int


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Words that are equal: number of the first on either side, and how many."""

    left: int
    right: int
    words: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Runs that follow each other on both sides with few words between: first and behind-the-last word of either."""

    left: int
    left_end: int
    right: int
    right_end: int
    words: int


def sort_grams(words: Words, number: int = 0) -> Sorted:
    """The 5-grams of one document among those that were gathered."""
    first, last = int(words.bounds[number]), int(words.bounds[number + 1])
    places = np.flatnonzero(words.whole[first:last])
    hashes = words.gram[first:last][places]
    order = np.argsort(hashes, kind="stable")
    return Sorted(hashes[order], places[order], last - first)


def find_runs(left: Sorted, right: Sorted) -> tuple[Run, ...]:
    """The runs of at least five equal words that tile both sides, by where they stand on the left."""
    lows = np.searchsorted(right.hashes, left.hashes, "left")
    counts = np.searchsorted(right.hashes, left.hashes, "right") - lows
    hits = np.flatnonzero(counts)
    if not len(hits):
        return ()
    counts = np.minimum(counts[hits], MOST_REPEATS)
    mine = np.repeat(left.places[hits], counts)
    offsets = np.arange(len(mine)) - np.repeat(np.cumsum(counts) - counts, counts)
    theirs = right.places[np.repeat(lows[hits], counts) + offsets]
    return _tile(_diagonals(mine, theirs, left.words, right.words))


def _diagonals(mine: Numbers, theirs: Numbers, left: int, right: int) -> list[Run]:
    """The runs of grams that follow each other on both sides, longest first."""
    key = (mine - theirs + right) * (left + 1) + mine
    order = np.argsort(key)
    key, mine, theirs = key[order], mine[order], theirs[order]
    firsts = np.concatenate([[0], np.flatnonzero(key[1:] != key[:-1] + 1) + 1])
    lengths = np.concatenate([firsts[1:], [len(key)]]) - firsts + GRAM - 1
    runs = [Run(*row) for row in zip(mine[firsts].tolist(), theirs[firsts].tolist(), lengths.tolist(), strict=True)]
    runs.sort(key=lambda run: (-run.words, run.left, run.right))
    return runs[:MOST_RUNS]


def _tile(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs that overlap no longer one: of each what the longer ones leave of it, if that is still long enough."""
    taken: list[Run] = []
    for run in runs:
        left = _free(run.left, run.words, [(one.left, one.words) for one in taken])
        right = _free(run.right, run.words, [(one.right, one.words) for one in taken])
        first, last = max(left[0], right[0]), min(left[1], right[1])
        if last - first >= GRAM:
            taken.append(Run(run.left + first, run.right + first, last - first))
    return tuple(sorted(taken))


def _free(start: int, words: int, taken: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The part of a stretch that others leave free at its ends, counted from its start; empty if one lies inside it."""
    first, last = start, start + words
    others = sorted(taken)
    for other, length in others:
        if other <= first < other + length:
            first = other + length
    for other, length in reversed(others):
        if other < last <= other + length:
            last = other
    if any(first < other + length and other < last for other, length in others):
        return 0, 0
    return first - start, last - start


def join_runs(runs: Sequence[Run], gap: int) -> tuple[Passage, ...]:
    """Runs joined where at most `gap` words part them on both sides, in the order of the left."""
    joined: list[Passage] = []
    for run in sorted(runs):
        last = joined[-1] if joined else None
        if last is not None and 0 <= run.left - last.left_end <= gap and 0 <= run.right - last.right_end <= gap:
            joined[-1] = Passage(last.left, run.left + run.words, last.right, run.right + run.words, last.words + run.words)
        else:
            joined.append(Passage(run.left, run.left + run.words, run.right, run.right + run.words, run.words))
    return tuple(joined)
