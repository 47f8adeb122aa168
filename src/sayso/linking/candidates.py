"""Which documents are worth comparing: an inverted index over rare hashes, in the order of publication.

In: for each hash the page that has it, and the day of each page. Out: pairs of pages. A page meets the last few before it with
the same hash and the first of all within the window, so the work grows with the words and never with the pairs; a hash that
very many pages have brings each only to its neighbour and to the first. Being looked at says nothing of whether two are alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.linking.grams import Hashes, Numbers, Words, count_distinct, distinct

__all__ = ["NO_DAY", "Reach", "find_pairs", "winnow", "within"]

#: Of so many grams in a row at least one is kept.
WINDOW = 4
#: The day of a page that names none: behind all others, and within reach of all.
NO_DAY = 1 << 22
DAY_BITS = 23


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a page looks: the last `neighbours` before it that share a hash, one where more than `rare` pages have it.

    `days` is the window, null for none; a pair must share so many hashes.
    """

    neighbours: int
    rare: int
    days: int | None
    shared: int


def winnow(words: Words) -> Numbers:
    """The places of the grams that represent a text: of four in a row the least, and all of a text that has no four."""
    gram, whole = words.gram, words.whole
    kept = np.zeros(len(gram), np.bool_)
    last = len(gram) - WINDOW + 1
    if last > 0:
        full = np.logical_and.reduce([whole[step : step + last] for step in range(WINDOW)])
        least = np.minimum.reduce([gram[step : step + last] for step in range(WINDOW)])
        for step in range(WINDOW):
            kept[step : step + last] |= full & (gram[step : step + last] == least)
    owners = words.documents()
    counts = np.bincount(owners[kept], minlength=len(words.bounds) - 1)
    return np.flatnonzero(kept | (whole & (counts[owners] == 0)))


def find_pairs(hashes: Hashes, pages: Numbers, days: Numbers, reach: Reach) -> Numbers:
    """The pairs of pages, each as earlier * number of pages + later, in order; `days` ascend with the number of the page."""
    count = len(days)
    hashes, owners = _postings(hashes, pages, count)
    groups = np.cumsum(np.concatenate([[0], hashes[1:] != hashes[:-1]])) if len(hashes) else np.zeros(0, np.int64)
    found: list[tuple[Numbers, Numbers]] = []
    for later, earlier in _meetings(groups, owners, days, reach):
        found.append(count_distinct(owners[earlier] * count + owners[later]))
    if not found:
        return np.zeros(0, np.int64)
    keys, times = count_distinct(np.concatenate([keys for keys, _ in found]), np.concatenate([times for _, times in found]))
    return keys[times >= reach.shared]


def _postings(hashes: Hashes, pages: Numbers, count: int) -> tuple[Hashes, Numbers]:
    """Hashes that more than one page has, with the pages, in the order of both; a page counts once for each hash."""
    bits = np.uint64(max(1, (count - 1).bit_length()))
    keys = distinct((hashes >> bits << bits) | pages.astype(np.uint64))
    heads = keys >> bits
    shared = np.zeros(len(keys), np.bool_)
    if len(keys) > 1:
        same = heads[1:] == heads[:-1]
        shared[1:] |= same
        shared[:-1] |= same
    owners = (keys[shared] & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return heads[shared], owners


def _meetings(groups: Numbers, owners: Numbers, days: Numbers, reach: Reach) -> Iterator[tuple[Numbers, Numbers]]:
    """Places of postings that meet: each with the ones before it, then each with the first of its group."""
    if not len(groups):
        return
    sizes = np.bincount(groups)
    rare = sizes[groups] <= reach.rare
    day = days[owners]
    for step in range(1, reach.neighbours + 1):
        later = np.arange(step, len(groups))
        near = groups[step:] == groups[:-step]
        if step > 1:
            near &= rare[step:]
        near &= within(day[step:], day[:-step], reach.days)
        yield later[near], later[near] - step
    begins = np.cumsum(sizes) - sizes
    first = begins[groups]
    if reach.days is not None:
        axis = (groups << DAY_BITS) + day
        wanted = np.where(day == NO_DAY, groups << DAY_BITS, axis - reach.days)
        first = np.maximum(first, np.searchsorted(axis, wanted))
    places = np.arange(len(groups))
    far = places - first > np.where(rare, reach.neighbours, 1)
    yield places[far], first[far]


def within(one: Numbers, other: Numbers, days: int | None) -> npt.NDArray[np.bool_]:
    """Whether days lie within the window of each other; a page without a day is within that of all."""
    if days is None:
        return np.ones(len(one), np.bool_)
    return np.asarray((one == NO_DAY) | (other == NO_DAY) | (np.abs(one - other) <= days))
