"""Training examples: windows of pieces with cue labels, and a crop with role labels for each cue.

In: articles and a tokenizer. Out: padded numpy batches. Encoding is `sayso.tagging`'s own, so that training and run time agree.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from sayso.reading.segment import find_quotations, find_sentences
from sayso.tagging.labels import IntArray, Range, encode_cues, encode_roles
from sayso.tagging.pieces import Pieces, find_pieces, pieces_in
from sayso.tagging.roles import crop, distances
from sayso.tagging.windows import Window, find_windows
from sayso_training.polnear import Article

__all__ = ["Batch", "Encoded", "batches", "encode_article", "epoch_windows"]

CLS, SEP, PAD = 101, 102, 0


@dataclass(frozen=True)
class Encoded:
    """An article as pieces; `attributions` are (cue, sources, contents) as piece ranges."""

    article: Article
    pieces: Pieces
    attributions: tuple[tuple[Range, tuple[Range, ...], tuple[Range, ...]], ...]


@dataclass(frozen=True)
class Batch:
    """A batch of windows and of the cues in them.

    `ids`, `mask`, `shapes`, `flags`, `cues`: (windows, longest + 2). The role arrays have one row a cue: `rows` says of which
    window, `starts` at which position (with [CLS]) its crop begins, `cue_ranges` where the cue stands in the padded window.
    """

    ids: IntArray
    mask: IntArray
    shapes: IntArray
    flags: IntArray
    cues: IntArray
    rows: IntArray
    starts: IntArray
    lengths: IntArray
    cue_ranges: IntArray
    distances: IntArray
    roles: IntArray


def encode_article(tokenizer: Tokenizer, article: Article) -> Encoded:
    """Pieces and piece ranges of one article."""
    sentences = find_sentences(article.text)
    pieces = find_pieces(tokenizer, article.text, sentences, find_quotations(article.text))
    found = []
    for marked in article.attributions:
        cue = pieces_in(pieces, marked.cue[0])
        if cue[0] < cue[1]:
            sources = tuple(pieces_in(pieces, s) for s in marked.sources)
            contents = tuple(pieces_in(pieces, s) for s in marked.contents)
            found.append((cue, sources, contents))
    return Encoded(article, pieces, tuple(found))


def epoch_windows(
    articles: Sequence[Encoded], rng: random.Random, sizes: tuple[int, int], context: int
) -> list[tuple[Encoded, Window]]:
    """Windows of a random size for each article, so that no two epochs cut an article alike."""
    pairs = []
    for encoded in articles:
        size = rng.randint(*sizes)
        pairs.extend((encoded, window) for window in find_windows(encoded.pieces, size, context))
    return pairs


def batches(
    pairs: list[tuple[Encoded, Window]], rng: random.Random, size: int, reach: int, case_dropout: float
) -> Iterator[Batch]:
    """Shuffled batches of about equal lengths."""
    rng.shuffle(pairs)
    pool = size * 24
    groups = []
    for begin in range(0, len(pairs), pool):
        chunk = sorted(pairs[begin : begin + pool], key=lambda p: p[1].end - p[1].start)
        groups += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(groups)
    for group in groups:
        yield _batch(group, rng, reach, case_dropout)


def _batch(group: list[tuple[Encoded, Window]], rng: random.Random, reach: int, case_dropout: float) -> Batch:
    longest = max(w.end - w.start for _, w in group) + 2
    shape = (len(group), longest)
    ids, mask, shapes, flags = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    cues = np.full(shape, -100, dtype=np.int64)
    crops = []
    for row, (encoded, window) in enumerate(group):
        length, pieces = window.end - window.start, encoded.pieces
        seen = slice(window.start, window.end)
        ids[row, 0], ids[row, length + 1] = CLS, SEP
        ids[row, 1 : length + 1] = pieces.ids[seen]
        mask[row, : length + 2] = 1
        shapes[row, 1 : length + 1] = _drop_case(pieces.shapes[seen], rng, case_dropout)
        flags[row, 1 : length + 1] = pieces.flags[seen]
        inside = [(c, s, k) for c, s, k in encoded.attributions if window.start <= c[0] and c[1] <= window.end]
        shifted = [tuple(_shift(ranges, window.start) for ranges in ((c,), s, k)) for c, s, k in inside]
        cues[row, 1 : length + 1] = encode_cues(length, [c[0] for c, _, _ in shifted])
        for (cue,), sources, contents in shifted:
            start, end = crop(cue, length, reach)
            labels = encode_roles(end - start, _shift(sources, start), _shift(contents, start))
            crops.append((row, start + 1, cue, distances(cue, start, end), labels))
    return _with_crops((ids, mask, shapes, flags, cues), crops)


def _with_crops(arrays: tuple[IntArray, ...], crops: list[tuple[int, int, Range, IntArray, IntArray]]) -> Batch:
    longest = max((len(c[4]) for c in crops), default=1)
    far = np.zeros((len(crops), longest), dtype=np.int64)
    roles = np.full((len(crops), longest), -100, dtype=np.int64)
    for row, (_, _, _, distance, labels) in enumerate(crops):
        far[row, : len(labels)] = distance
        roles[row, : len(labels)] = labels
    return Batch(
        *arrays,
        np.array([c[0] for c in crops], dtype=np.int64),
        np.array([c[1] for c in crops], dtype=np.int64),
        np.array([len(c[4]) for c in crops], dtype=np.int64),
        np.array([(c[2][0] + 1, c[2][1] + 1) for c in crops], dtype=np.int64).reshape(-1, 2),
        far,
        roles,
    )


def _shift(ranges: Sequence[Range], by: int) -> tuple[Range, ...]:
    return tuple((start - by, end - by) for start, end in ranges)


def _drop_case(shapes: IntArray, rng: random.Random, share: float) -> IntArray:
    """Now and then a window in lower case, capitals or title case, so that headlines and transcripts do not break."""
    draw = rng.random()
    if draw >= share:
        return shapes
    form = 2 if draw < share * 0.6 else 3 if draw < share * 0.85 else 4
    return np.where(shapes >= 2, form, shapes)
