"""Which documents are worth comparing: those that share rare words and came out within days of each other.

In: packed profiles, in the order of their days. Out: pairs of their numbers. Each document is looked up by its weightiest
words, meets a bounded number of others by each of them, and keeps those that it shares most with, so that the work grows with
the number of documents and not with that of pairs. A document without a date meets the others without one, and dated ones where
a word is rare. It scores nothing for good.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sayso.linking.grams import distinct
from sayso.linking.story_scores import NO_DAY, Floats, Numbers, Packed, Rows

__all__ = ["NEIGHBOURS", "WINDOW", "find_pairs", "ranks_of"]

#: Days that two reports of one happening may lie apart.
WINDOW = 5
#: Words of the lead and of the whole document that it is looked up by.
LEAD_KEYS, BODY_KEYS = 30, 8
#: Documents that each meets by one word, going forward in time; and those that it keeps to be compared with.
MEETINGS, NEIGHBOURS = 48, 16
#: What two must share of their key words' weight to be remembered at all.
LEAST_SHARED = 0.005
#: What is shared is told in steps of this size, no more than sixteen bits of them.
STEP, MOST_STEPS = 3e-5, (1 << 16) - 1
#: What two share by one word, at most 1, is told in so many bits.
SHARE_BITS = 24
#: Documents whose pairs are looked for together: this bounds the memory.
BLOCK = 4096
#: Blocks that are looked through at the same time.
THREADS = 2
NOTHING = np.zeros(0, dtype=np.int64)
KeyWords = tuple[Numbers, Numbers, Floats]


def find_pairs(packed: Packed) -> tuple[Numbers, Numbers]:
    """The pairs, the smaller number on the left, in ascending order."""
    count = len(packed)
    keys = _key_words(packed)
    # Sorting millions of numbers leaves the interpreter to others meanwhile.
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda bounds: _pairs_of_block(packed, keys, *bounds), _blocks(packed.days)))
    left, right, shared = (
        (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else (NOTHING, NOTHING, NOTHING)
    )
    # A pair is kept if it is among the nearest of either side.
    kept = [_nearest(own, other, shared) for own, other in ((left, right), (right, left))]
    pairs = distinct(np.concatenate([np.minimum(own, other) * count + np.maximum(own, other) for own, other in kept]))
    return pairs // count, pairs % count


def ranks_of(ordered: Numbers) -> Numbers:
    """How many of the same value stand before each, where like values stand together."""
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    ranks: Numbers = np.arange(len(ordered)) - np.repeat(starts, np.diff(starts, append=len(ordered)))
    return ranks


def _blocks(days: Numbers) -> Iterator[tuple[int, int, int]]:
    """From where to where the left documents of a block stand, and up to where their right ones do."""
    undated = int(np.searchsorted(days, NO_DAY, side="right"))
    for start in range(0, len(days), BLOCK):
        end = min(start + BLOCK, len(days))
        last = len(days) if start < undated else int(np.searchsorted(days, days[end - 1] + WINDOW, side="right"))
        yield start, end, last


def _pairs_of_block(packed: Packed, keys: KeyWords, start: int, end: int, last: int) -> tuple[Numbers, Numbers, Numbers]:
    """The pairs of the left documents of a block with what each pair shares, in steps of `STEP`."""
    within = slice(*np.searchsorted(keys[0], (start, last)).tolist())
    owner, hashes, weights = keys[0][within], keys[1][within], keys[2][within]
    # Word by word, in the order of documents: a number that is sorted whole is far quicker than an order that is looked for.
    order = np.sort((hashes << 32) | np.arange(len(hashes))) & 0xFFFFFFFF
    owner, hashes, weights = owner[order], hashes[order], weights[order]
    days, width = packed.days[owner], (last - start).bit_length()
    first = np.flatnonzero(owner < end)
    met: list[Numbers] = []
    for step in range(1, MEETINGS + 1):
        first = first[: np.searchsorted(first, len(owner) - step)]
        other = first + step
        # Who does not meet the next one by a word, or only too late, does not meet those after it either.
        hit = (hashes[first] == hashes[other]) & ((days[other] - days[first] <= WINDOW) | (days[first] == NO_DAY))
        first, other = first[hit], other[hit]
        share = (weights[first].astype(np.float64) * weights[other] * (1 << SHARE_BITS)).astype(np.int64)
        met.append((owner[first] - start << width | owner[other] - start) << SHARE_BITS + 1 | share)
    joined = np.sort(np.concatenate(met))
    pairs = joined >> SHARE_BITS + 1
    places = np.flatnonzero(np.diff(pairs, prepend=-1))
    shared = np.add.reduceat(joined & (2 << SHARE_BITS) - 1, places) / (1 << SHARE_BITS) if len(places) else np.zeros(0)
    kept = shared >= LEAST_SHARED
    pairs, shared = pairs[places[kept]], shared[kept]
    steps = np.minimum(shared / STEP, MOST_STEPS).astype(np.int64)
    return (pairs >> width) + start, (pairs & (1 << width) - 1) + start, steps


def _key_words(packed: Packed) -> KeyWords:
    """The words that documents are looked up by: whose, the hash, the weight; in the order of documents."""
    words = packed.words
    lead, body = words.columns["lead"], words.columns["body"]
    is_key = np.zeros(len(words.hashes), dtype=bool)
    is_key[_weightiest(words, lead, LEAD_KEYS)] = True
    is_key[_weightiest(words, body, BODY_KEYS)] = True
    kept = np.flatnonzero(is_key)
    return words.owner[kept], words.hashes[kept].astype(np.int64), np.maximum(lead, body)[kept]


def _weightiest(words: Rows, weights: Floats, most: int) -> Numbers:
    """Where the weightiest words of each document stand; of like ones those with the smaller hash."""
    owner = words.owner
    within = np.arange(len(owner)) - words.starts[owner]
    first, place = _first(owner, np.minimum(weights / STEP, MOST_STEPS).astype(np.int64), within, most)
    at = words.starts[first] + place
    found: Numbers = at[weights[at] > 0]
    return found


def _nearest(own: Numbers, others: Numbers, shared: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs among those that the document on the own side shares most in."""
    return _first(own, shared, others, NEIGHBOURS)


def _first(owner: Numbers, values: Numbers, ties: Numbers, most: int) -> tuple[Numbers, Numbers]:
    """Owner and tie of the largest values of each owner, so many at most; of like values those with the smaller tie.

    The three are put into one number and sorted: far quicker than sorting by three columns.
    """
    joined = np.sort((owner << 40) | ((MOST_STEPS - values) << 24) | ties)
    owners = joined >> 40
    kept = np.ones(len(owners), dtype=bool)
    kept[most:] = owners[most:] != owners[:-most]
    return owners[kept], joined[kept] & 0xFFFFFF
