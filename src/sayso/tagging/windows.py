"""Windows: the stretches of a document that the encoder sees at once.

In: the pieces of a document. Out: `Window`s of at most `size` pieces that begin and end at a paragraph, else a sentence; a
window also sees up to `context` pieces before its own, for which it decides nothing. None reaches over a break of the pieces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sayso.tagging.pieces import PARAGRAPH, Pieces

__all__ = ["Window", "find_windows"]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start..end` are seen; cues are decided from `own` on."""

    start: int
    own: int
    end: int


def find_windows(pieces: Pieces, size: int, context: int = 0) -> list[Window]:
    """Windows that cover every piece once; see the module for where they are cut."""
    if not len(pieces):
        return []
    new_sentence = np.flatnonzero(np.concatenate(([True], pieces.sentence[1:] != pieces.sentence[:-1])))
    sentence_starts = new_sentence.tolist()
    paragraph_starts = set(new_sentence[(pieces.flags[new_sentence] & PARAGRAPH) > 0].tolist())
    windows: list[Window] = []
    for first, last in pairwise((0, *pieces.breaks, len(pieces))):
        for own, end in _cuts(sentence_starts, paragraph_starts, first, last, size - context):
            floor = max(own - context, first, end - size)
            start = next((s for s in _between(new_sentence, floor, own)), own)
            windows.append(Window(start, own, end))
    return windows


def _between(starts: "np.typing.NDArray[np.int64]", low: int, high: int) -> Iterator[int]:
    first = int(np.searchsorted(starts, low))
    while first < len(starts) and starts[first] < high:
        yield int(starts[first])
        first += 1


def _cuts(
    sentence_starts: list[int], paragraph_starts: set[int], position: int, length: int, size: int
) -> Iterator[tuple[int, int]]:
    """Greedy packing: as many whole paragraphs as fit, else whole sentences, else `size` pieces of a sentence."""
    index = 0
    while position < length:
        while index < len(sentence_starts) and sentence_starts[index] <= position:
            index += 1
        paragraph_cut = sentence_cut = None
        ahead = index
        while ahead < len(sentence_starts) and sentence_starts[ahead] - position <= size:
            sentence_cut = sentence_starts[ahead]
            if sentence_cut in paragraph_starts:
                paragraph_cut = sentence_cut
            ahead += 1
        if length - position <= size:
            end = length
        elif paragraph_cut is not None and paragraph_cut - position >= size // 3:
            end = paragraph_cut
        else:
            end = sentence_cut or position + size
        yield position, end
        position = end
