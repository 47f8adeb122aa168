"""Which documents are worth comparing: those that share rare words and came out within days of each other.

In: packed profiles, in the order of their days. Out: pairs of their numbers. Each document is looked up by its weightiest
words, meets a bounded number of others by each of them, and keeps those that it shares most with, so that the work grows with
the number of documents and not with that of pairs. A document without a date meets the others without one, and dated ones where
a word is rare. It scores nothing for good.
"""

from collections.abc import Iterator

import numpy as np

from sayso.linking.story_scores import NO_DAY, Floats, Numbers, Packed

__all__ = ["NEIGHBOURS", "WINDOW", "find_pairs"]

#: Days that two reports of one happening may lie apart.
WINDOW = 5
#: Words of the lead and of the whole document that it is looked up by.
LEAD_KEYS, BODY_KEYS = 30, 8
#: Documents that each meets by one word, going forward in time; and those that it keeps to be compared with.
MEETINGS, NEIGHBOURS = 48, 32
#: What two must share of their key words' weight to be remembered at all.
LEAST_SHARED = 0.03
#: Documents whose pairs are looked for together: this bounds the memory.
BLOCK = 4096


def find_pairs(packed: Packed) -> tuple[Numbers, Numbers]:
    """The pairs, the smaller number on the left, in ascending order."""
    found = [_pairs_of_block(packed, *bounds) for bounds in _blocks(packed.days)]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    left, right, shared = (np.concatenate(parts) for parts in zip(*found, strict=True))
    kept = _is_near(left, right, shared) | _is_near(right, left, shared)
    return left[kept], right[kept]


def _blocks(days: Numbers) -> Iterator[tuple[int, int, int]]:
    """From where to where the left documents of a block stand, and up to where their right ones do."""
    undated = int(np.searchsorted(days, NO_DAY, side="right"))
    for start in range(0, len(days), BLOCK):
        end = min(start + BLOCK, len(days))
        last = len(days) if start < undated else int(np.searchsorted(days, days[end - 1] + WINDOW, side="right"))
        yield start, end, last


def _pairs_of_block(packed: Packed, start: int, end: int, last: int) -> tuple[Numbers, Numbers, Floats]:
    """The pairs of the left documents of a block with what each pair shares."""
    owner, hashes, weights = _key_words(packed, start, last)
    order = np.argsort((hashes.astype(np.uint64) << np.uint64(32)) | owner.astype(np.uint64))
    owner, hashes, weights = owner[order], hashes[order], weights[order]
    days = packed.days[owner]
    keys, shares = [], []
    for step in range(1, MEETINGS + 1):
        one, other = slice(0, max(0, len(owner) - step)), slice(step, len(owner))
        is_near = (days[other] - days[one] <= WINDOW) | (days[one] == NO_DAY)
        hit = np.flatnonzero((hashes[one] == hashes[other]) & is_near & (owner[one] < end))
        keys.append(owner[one][hit] * len(packed) + owner[other][hit])
        shares.append(weights[one][hit] * weights[other][hit])
    pairs, place = np.unique(np.concatenate(keys), return_inverse=True)
    shared = np.round(np.bincount(place, np.concatenate(shares), minlength=len(pairs)), 4).astype(np.float32)
    kept = shared >= LEAST_SHARED
    return pairs[kept] // len(packed), pairs[kept] % len(packed), shared[kept]


def _key_words(packed: Packed, start: int, last: int) -> tuple[Numbers, Numbers, Floats]:
    """The words that documents from `start` to `last` are looked up by: whose, the hash, the weight."""
    words = packed.words
    span = slice(int(words.starts[start]), int(words.starts[last]))
    owner = (words.keys[span] >> np.uint64(32)).astype(np.int64)
    hashes = (words.keys[span] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    lead, body = words.columns["lead"][span], words.columns["body"][span]
    kept = _is_first(owner, hashes, lead, LEAD_KEYS) | _is_first(owner, hashes, body, BODY_KEYS)
    return owner[kept], hashes[kept], np.maximum(lead, body)[kept]


def _is_near(own: Numbers, others: Numbers, shared: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which pairs are among those that the document on the own side shares most in."""
    return _is_first(own, others, shared, NEIGHBOURS)


def _is_first(owner: Numbers, ties: Numbers, values: Floats, most: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which values are among the first so many of their owner; of like values those with the smaller tie come first."""
    order = np.lexsort((ties, -values, owner))
    sorted_owner = owner[order]
    starts = np.searchsorted(sorted_owner, sorted_owner, side="left")
    first = np.zeros(len(owner), dtype=bool)
    first[order] = np.arange(len(owner)) - starts < most
    return first & (values > 0)
