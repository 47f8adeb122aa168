"""Names, nominal mentions, hedges, the dependency tree and the vectors of sentences, from what the network said of each piece.

In: the network's answers, window by window. Out: the layers of `Tags` for each document. Pieces that a window sees as context
only are decided by the window before it. What the labels are used for is the stages' business.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.records import Span, Tag, Word
from sayso.tagging.base import Encoded
from sayso.tagging.crf import FloatArray
from sayso.tagging.labels import LABEL_COLUMNS, RELATION_LABELS, IntArray
from sayso.tagging.pieces import Pieces

__all__ = ["COLUMNS", "VECTOR", "WIDTH", "Layers", "find_spans", "find_words", "new_layers", "pack_vectors", "softmax"]


def _columns() -> dict[str, slice]:
    columns, at = {}, 0
    for name, labels in LABEL_COLUMNS.items():
        columns[name] = slice(at, at + len(labels))
        at += len(labels)
    return columns


#: Where each set of labels stands among the columns of the label head.
COLUMNS = _columns()
WIDTH = sum(len(labels) for labels in LABEL_COLUMNS.values()) + 1
#: Of a sentence's vector.
VECTOR = 384
INNER = RELATION_LABELS.index("inner")
ROOT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """What was said of one document, filled in place while it is read.

    `labels` (pieces, columns) are logits, `governors` (pieces,) positions in the document, ROOT for a root; `vectors`
    (sentences, width) are sums over windows.
    """

    labels: FloatArray
    governors: IntArray
    governor_scores: FloatArray
    vectors: FloatArray

    def keep(self, encoded: Encoded, row: int, pieces: Pieces, positions: IntArray, own: int) -> None:
        """Take what the window in a row of a batch says of the pieces from `own` on; its positions are one stretch."""
        first = int(positions[0])
        skip = max(0, own - first)
        seen = slice(1 + skip, 1 + len(positions))
        mine = slice(first + skip, first + len(positions))
        self.labels[mine] = encoded.labels[row, seen]
        governors = encoded.governors[row, seen]
        self.governors[mine] = np.where(governors == 0, ROOT, governors - 1 + first)
        self.governor_scores[mine] = encoded.governor_scores[row, seen]
        start = int(pieces.sentence[first])
        sentences, counts = np.unique(pieces.sentence[mine], return_counts=True)
        self.vectors[sentences] += encoded.vectors[row, sentences - start] * counts[:, None]


def new_layers(pieces: Pieces) -> Layers:
    """Empty layers of a document."""
    count = len(pieces)
    sentences = int(pieces.sentence[-1]) + 1 if count else 0
    return Layers(
        np.zeros((count, WIDTH), dtype=np.float32),
        np.full(count, ROOT, dtype=np.int64),
        np.zeros(count, dtype=np.float32),
        np.zeros((sentences, VECTOR), dtype=np.float32),
    )


def find_spans(pieces: Pieces, logits: FloatArray, labels: Sequence[str], temperature: float) -> tuple[Tag, ...]:
    """The labelled spans, of whole words, of BIO logits (pieces, labels), each with the mean probability of its label."""
    firsts = np.flatnonzero(np.diff(pieces.word, prepend=-1))
    if not len(firsts):
        return ()
    kinds = list(dict.fromkeys(label[2:] for label in labels if label != "O"))
    probabilities = softmax(logits[firsts] / temperature)
    begins, insides = probabilities[:, 1::2], probabilities[:, 2::2]
    totals = np.concatenate((probabilities[:, :1], begins + insides), axis=1)
    best = totals.argmax(axis=1)
    follows = np.concatenate(([False], best[1:] == best[:-1]))
    kind = np.maximum(best - 1, 0)
    rows = np.arange(len(best))
    sentence = pieces.sentence[firsts]
    joined = follows & (insides[rows, kind] >= begins[rows, kind]) & (sentence == np.concatenate(([-1], sentence[:-1])))
    starts = np.flatnonzero((best > 0) & ~joined)
    ends = np.concatenate((firsts[1:], [len(pieces)]))
    found = []
    for start in starts.tolist():
        end = start + 1
        while end < len(best) and joined[end] and best[end] == best[start]:
            end += 1
        span = Span(int(pieces.starts[firsts[start]]), int(pieces.ends[ends[end - 1] - 1]))
        found.append(Tag(span, kinds[best[start] - 1], round(float(totals[start:end, best[start]].mean()), 4)))
    return tuple(found)


def find_words(pieces: Pieces, layers: Layers) -> tuple[Word, ...]:
    """The words of the document as a forest: pieces joined to words, each with its head, coarse relation and factuality.

    Every word of a sentence hangs, over its heads, on a root: where arcs run in a circle the least sure of them is cut.
    """
    if not len(pieces):
        return ()
    relations = layers.labels[:, COLUMNS["relations"]].copy()
    best = relations.argmax(axis=1)
    inner = (np.diff(pieces.word, prepend=-1) == 0) | ((best == INNER) & _touches(pieces))
    number = np.cumsum(~inner) - 1
    firsts = np.flatnonzero(~inner)
    heads = layers.governors[firsts]
    heads = np.where(heads == ROOT, ROOT, number[np.maximum(heads, 0)])
    heads = np.where(heads == np.arange(len(firsts)), ROOT, heads)
    scores = layers.governor_scores[firsts]
    tree = _cut_circles(heads.tolist(), scores.tolist())
    ends = np.concatenate((firsts[1:], [len(pieces)])) - 1
    relations[:, INNER] = -np.inf
    names = relations[firsts].argmax(axis=1)
    values = layers.labels[firsts, -1]
    rows = zip(
        pieces.starts[firsts].tolist(), pieces.ends[ends].tolist(), tree, names.tolist(), scores.tolist(), values.tolist(),
        strict=True,
    )  # fmt: skip
    return tuple(
        Word(Span(start, end), head, RELATION_LABELS[name], round(score, 4), round(min(max(value, -3.0), 3.0), 2))
        for start, end, head, name, score, value in rows
    )


def pack_vectors(vectors: FloatArray) -> tuple[bytes, ...]:
    """Unit vectors as little-endian half floats."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = (vectors / np.maximum(norms, 1e-9)).astype("<f2")
    return tuple(row.tobytes() for row in unit)


def _touches(pieces: Pieces) -> "np.typing.NDArray[np.bool_]":
    """Which pieces follow their predecessor without a blank, in one sentence."""
    touching = (pieces.starts[1:] == pieces.ends[:-1]) & (pieces.sentence[1:] == pieces.sentence[:-1])
    return np.concatenate(([False], touching))


def _cut_circles(heads: list[int], scores: list[float]) -> list[int]:
    """Heads without circles; what hung in one hangs on the root by its least sure arc."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        at = start
        while at != ROOT and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if at != ROOT and state[at] == 1:
            circle = path[path.index(at) :]
            heads[min(circle, key=scores.__getitem__)] = ROOT
        for word in path:
            state[word] = 2
    return heads


def softmax(logits: FloatArray) -> FloatArray:
    """Probabilities over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    normal: FloatArray = raised / raised.sum(axis=-1, keepdims=True)
    return normal
