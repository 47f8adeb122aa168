"""Samples as labels of pieces.

In: samples of the corpora, a tokenizer. Out: `Targets`, whose arrays have one entry a piece of the whole text: sets of allowed
labels as bits, heads as positions of pieces, values. A piece of which nothing is known has all bits or UNKNOWN.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from sayso.reading.segment import find_quotations
from sayso.records import Span
from sayso.tagging.labels import CUE_KIND_LABELS, HEDGE_LABELS, LABEL_COLUMNS, MENTION_BIO, NAME_BIO, RELATION_LABELS, IntArray
from sayso.tagging.pieces import Pieces, find_pieces, pieces_in
from sayso_training.samples import UNMARKED, Layer, Sample, Word

__all__ = ["ROOT", "UNKNOWN", "Targets", "every_label", "make_targets", "targets_of"]

#: Nothing is known: not scored.
UNKNOWN = -100
#: The head of a root.
ROOT = -1


@dataclass(frozen=True, eq=False)
class Targets:
    """What is known of the pieces of one text; every array has shape (pieces,).

    `names`, `mentions`, `hedges` and `kinds` are bit sets of allowed labels, all bits set where nothing is known; `heads` are
    positions of the first pieces of head words, ROOT or UNKNOWN; `factuality` is -3..3, or not a number.
    """

    pieces: Pieces
    names: IntArray
    mentions: IntArray
    hedges: IntArray
    kinds: IntArray
    heads: IntArray
    relations: IntArray
    factuality: np.ndarray


def every_label(layer: str) -> int:
    """The bits of all labels of a layer: nothing is known."""
    return (1 << len(LABEL_COLUMNS[layer])) - 1


def make_targets(tokenizer: Tokenizer, sample: Sample) -> Targets:
    """The targets of a sample of an open corpus."""
    pieces = find_pieces(tokenizer, sample.text, sample.sentences, find_quotations(sample.text))
    return targets_of(
        pieces, sample.words, sample.names, sample.mentions, sample.hedges, factuality=sample.factuality
    )  # fmt: skip


def targets_of(
    pieces: Pieces,
    words: Sequence[Word] = (),
    names: Layer | None = None,
    mentions: Layer | None = None,
    hedges: Layer | None = None,
    *,
    factuality: Iterable[tuple[Span, float]] = (),
    kinds: Iterable[tuple[Span, tuple[str, ...]]] = (),
) -> Targets:
    """The targets of a text whose pieces are known."""
    heads, relations = _tree(pieces, words)
    values = np.full(len(pieces), np.nan, dtype=np.float32)
    for span, value in factuality:
        low, high = pieces_in(pieces, span)
        if low < high:
            values[low] = value
    kind_bits = np.full(len(pieces), every_label("kinds"), dtype=np.int64)
    for span, allowed in kinds:
        low, high = pieces_in(pieces, span)
        kind_bits[low:high] = sum(1 << CUE_KIND_LABELS.index(kind) for kind in allowed)
    return Targets(
        pieces, _bits(pieces, names, NAME_BIO), _bits(pieces, mentions, MENTION_BIO), _bits(pieces, hedges, HEDGE_LABELS),
        kind_bits, heads, relations, values,
    )  # fmt: skip


def _bits(pieces: Pieces, layer: Layer | None, labels: tuple[str, ...]) -> IntArray:
    """Allowed BIO labels of each piece as bits."""
    if layer is None:
        return np.full(len(pieces), (1 << len(labels)) - 1, dtype=np.int64)
    outside = sum(1 << n for n, label in enumerate(labels) if label == "O" or label[2:] not in layer.marked)
    bits = np.full(len(pieces), outside, dtype=np.int64)
    for span, allowed in layer.spans:
        low, high = pieces_in(pieces, span)
        if low >= high:
            continue
        first = sum(1 << labels.index(f"B-{label}" if label else "O") for label in allowed)
        inside = sum(1 << labels.index(f"I-{label}" if label else "O") for label in allowed)
        bits[low] = first
        bits[low + 1 : high] = inside
    return bits


def _tree(pieces: Pieces, words: Sequence[Word]) -> tuple[IntArray, IntArray]:
    """Heads and relations of pieces: a word's first piece has its head, the later ones hang on the first.

    A word that begins inside another's piece, as "n't" does, has no piece of its own and is passed over.
    """
    heads = np.full(len(pieces), UNKNOWN, dtype=np.int64)
    relations = np.full(len(pieces), UNKNOWN, dtype=np.int64)
    starts = [word.span.start for word in words]
    firsts = np.searchsorted(pieces.ends, starts, side="right").tolist()
    lasts = np.searchsorted(pieces.starts, [word.span.end for word in words], side="left").tolist()
    taken = np.zeros(len(pieces) + 1, dtype=np.bool_)
    for word, own, last in zip(words, firsts, lasts, strict=True):
        if own >= len(pieces) or taken[own] or pieces.starts[own] != word.span.start:
            continue
        taken[own:last] = True
        if own + 1 < last:
            heads[own + 1 : last] = own
            relations[own + 1 : last] = RELATION_LABELS.index("inner")
        head = word.head if word.head < 0 else firsts[word.head]
        known = word.head != UNMARKED and head != own and head < len(pieces)
        # Another's sentences may be longer than ours, and arcs are looked for inside a sentence.
        if known and (head < 0 or pieces.sentence[head] == pieces.sentence[own]):
            heads[own] = ROOT if word.head < 0 else head
            relations[own] = RELATION_LABELS.index(word.relation)
    return heads, relations
