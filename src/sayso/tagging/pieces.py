"""Word pieces of a document with the features that the encoder gets beside their ids.

In: a tokenizer, a text, the spans to be read, quotations. Out: `Pieces`: arrays, one entry a piece, with offsets into the text.
The vocabulary is uncased, so a word-shape feature brings case back; flags say what stands in quotation marks or opens a
paragraph.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sayso.records import Quotation, Span
from sayso.tagging.labels import IntArray, Range

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

__all__ = ["FLAGS", "SHAPES", "Pieces", "find_pieces", "pieces_in", "span_of"]

#: Word shapes, in the order of their embedding.
SHAPES = ("none", "digit", "lower", "UPPER", "Title", "mixed")
#: Flags are the sum of these: 1 inside quotation marks, 2 first piece of a paragraph.
QUOTED, PARAGRAPH = 1, 2
FLAGS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces of the text that is read; all arrays have shape (pieces,).

    `ids`, `shapes`, `flags` are model inputs; `starts` and `ends` are offsets into the text; `sentence` is the number of the
    sentence that the piece stands in, `word` that of its word, as the tokenizer splits words before it cuts them into pieces.
    `breaks` are the pieces at which another text begins that is read by itself: an entry of a live blog, or what follows one.
    """

    ids: IntArray
    starts: IntArray
    ends: IntArray
    shapes: IntArray
    flags: IntArray
    sentence: IntArray
    word: IntArray
    breaks: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


def find_pieces(
    tokenizer: "Tokenizer",
    text: str,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    apart: Iterable[Span] = (),
) -> Pieces:
    """The pieces inside `sentences` (sorted, disjoint); words outside of them are not read.

    Each of `apart` is a text of its own.
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    first = np.array([s.start for s in sentences], dtype=np.int64)
    last = np.array([s.end for s in sentences], dtype=np.int64)
    sentence = np.searchsorted(first, starts, side="right") - 1
    kept = (sentence >= 0) & (ends > starts)
    if len(last):
        kept &= starts < last[np.maximum(sentence, 0)]
    starts, ends, sentence = starts[kept], ends[kept], sentence[kept]
    ids = np.array(encoding.ids, dtype=np.int64)[kept]
    shapes = _word_shapes(text, encoding)[kept]
    flags = _flags(text, sentences, quotations, starts, sentence)
    words = np.array(encoding.word_ids, dtype=np.int64)[kept]
    edges = {int(np.searchsorted(starts, edge)) for span in apart for edge in (span.start, span.end)}
    breaks = tuple(sorted(edge for edge in edges if 0 < edge < len(starts)))
    return Pieces(ids, starts, ends, shapes, flags, sentence, words, breaks)


def _word_shapes(text: str, encoding: "Encoding") -> IntArray:
    """The shape of the word that each piece belongs to."""
    shapes: list[int] = []
    word_ids, offsets = encoding.word_ids, encoding.offsets
    position, count = 0, len(word_ids)
    while position < count:
        end = position + 1
        while end < count and word_ids[end] == word_ids[position]:
            end += 1
        shape = _shape(text[offsets[position][0] : offsets[end - 1][1]])
        shapes.extend([shape] * (end - position))
        position = end
    return np.array(shapes, dtype=np.int64)


@lru_cache(maxsize=65536)
def _shape(word: str) -> int:
    if not any(c.isalnum() for c in word):
        return 0
    if not any(c.isalpha() for c in word):
        return 1
    if word.islower():
        return 2
    if word.isupper() and len(word) > 1:
        return 3
    if word[0].isupper() and not any(c.isupper() for c in word[1:]):
        return 4
    return 5


def _flags(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], starts: IntArray, sentence: IntArray
) -> IntArray:
    flags = np.zeros(len(starts), dtype=np.int64)
    for quotation in quotations:
        low, high = np.searchsorted(starts, (quotation.span.start, quotation.span.end))
        flags[low:high] = QUOTED
    opens = np.array([_opens_paragraph(text, sentences, n) for n in range(len(sentences))], dtype=np.bool_)
    if len(starts):
        first_piece = np.concatenate(([True], sentence[1:] != sentence[:-1]))
        flags[first_piece & opens[sentence]] |= PARAGRAPH
    return flags


def _opens_paragraph(text: str, sentences: Sequence[Span], number: int) -> bool:
    return number == 0 or "\n" in text[sentences[number - 1].end : sentences[number].start]


def pieces_in(pieces: Pieces, span: Span) -> Range:
    """The range of pieces that share a character with the span."""
    low = int(np.searchsorted(pieces.ends, span.start, side="right"))
    high = int(np.searchsorted(pieces.starts, span.end, side="left"))
    return low, max(low, high)


def span_of(pieces: Pieces, piece_range: Range) -> Span:
    """The text span from the first to the last piece of a non-empty range."""
    return Span(int(pieces.starts[piece_range[0]]), int(pieces.ends[piece_range[1] - 1]))
