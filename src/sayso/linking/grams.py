"""The hashes of many fingerprints as arrays: words, their 5-grams, and the paragraphs.

In: fingerprints. Out: `Words` with one row for each word and each 5-gram of all documents, in the order of the documents; no
gram runs over the end of a document or of a quotation. It selects and compares nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

__all__ = [
    "GRAM",
    "MIXER",
    "Hashes",
    "Numbers",
    "Words",
    "count_distinct",
    "distinct",
    "gather_paragraphs",
    "gather_words",
    "gather_words_of",
]

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Value = TypeVar("Value", np.int64, np.uint64)
#: So many words are a gram.
GRAM = 5
WORD = np.dtype([("hash", "<u4"), ("start", "<u4"), ("length", "u1")])
PARAGRAPH = np.dtype([("hash", "<u8"), ("start", "<u4"), ("end", "<u4")])
FACTOR, MIXER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some documents: their documents begin at `bounds`; word n is `start[n]` to `end[n]` of its text.

    `gram[n]` is the hash of the five words from n on, and means something where `whole[n]`.
    """

    bounds: Numbers
    start: Numbers
    end: Numbers
    gram: Hashes
    whole: npt.NDArray[np.bool_]

    def documents(self) -> Numbers:
        """The number of the document of each word."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


def distinct(values: npt.NDArray[Value]) -> npt.NDArray[Value]:
    """The different values in order. Sorting beats the table that numpy makes for it where there are millions."""
    values = np.sort(values)
    return values[_firsts(values)]


def count_distinct(values: Numbers, weights: Numbers | None = None) -> tuple[Numbers, Numbers]:
    """The different values in order, and how often each is there, or what it weighs."""
    if weights is None:
        values = np.sort(values)
        places = np.flatnonzero(_firsts(values))
        return values[places], np.diff(np.append(places, len(values)))
    order = np.argsort(values, kind="stable")
    values = values[order]
    places = np.flatnonzero(_firsts(values))
    return values[places], np.add.reduceat(weights[order], places) if len(places) else weights


def _firsts(ordered: npt.NDArray[Value]) -> npt.NDArray[np.bool_]:
    firsts = np.ones(len(ordered), np.bool_)
    firsts[1:] = ordered[1:] != ordered[:-1]
    return firsts


def gather_words(packed: Sequence[bytes], turns: Sequence[bytes] | None = None) -> Words:
    """The words of documents, each packed as in a `Fingerprint`; `turns` are the firsts of their quotations."""
    sizes = np.array([len(item) // WORD.itemsize for item in packed], np.int64)
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    words = np.frombuffer(b"".join(packed), WORD)
    start = words["start"].astype(np.int64)
    breaks = np.zeros(len(words) + 1, np.int64)
    breaks[bounds] = 1
    if turns is not None:
        for first, item in zip(bounds[:-1].tolist(), turns, strict=True):
            breaks[np.frombuffer(item, "<u4").astype(np.int64) + first] = 1
    stretch = np.cumsum(breaks[:-1])
    whole = np.zeros(len(words), np.bool_)
    last = len(words) - GRAM + 1
    if last > 0:
        whole[:last] = stretch[:last] == stretch[GRAM - 1 :]
    return Words(bounds, start, start + words["length"], _mix(words["hash"]), whole)


def gather_words_of(packed: bytes, turns: bytes | None = None) -> Words:
    """The words of one document."""
    return gather_words([packed], None if turns is None else [turns])


def _mix(words: npt.NDArray[np.uint32]) -> Hashes:
    """The hash of each word with the four after it."""
    padded = np.concatenate([words.astype(np.uint64), np.zeros(GRAM - 1, np.uint64)])
    mixed = np.zeros(len(words), np.uint64)
    for step in range(GRAM):
        mixed = (mixed ^ padded[step : step + len(words)]) * FACTOR
        mixed ^= mixed >> SHIFT
    mixed *= MIXER
    return mixed ^ (mixed >> SHIFT)


def gather_paragraphs(packed: Iterable[bytes]) -> tuple[Hashes, Numbers]:
    """The hashes of the paragraphs of documents, and the number of the document of each."""
    items = [np.frombuffer(item, PARAGRAPH)["hash"] for item in packed]
    owners = np.repeat(np.arange(len(items)), [len(item) for item in items])
    return np.concatenate([np.zeros(0, np.uint64), *items]).astype(np.uint64), owners.astype(np.int64)
