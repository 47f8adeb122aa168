"""Training examples: windows of pieces with their labels, and a crop with role labels for each cue.

In: articles, samples of the other corpora and a tokenizer. Out: padded numpy batches. Encoding is `sayso.tagging`'s own, so
that training and run time agree.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sayso.tagging.labels import CUE_LABELS, ROLE_LABELS, IntArray, Range, encode_cues, encode_roles
from sayso.tagging.pieces import pieces_in
from sayso.tagging.roles import crop, distances
from sayso.tagging.windows import Window, find_windows
from sayso_training.polnear import Article
from sayso_training.targets import ROOT, UNKNOWN, Targets, every_label

__all__ = ["Batch", "Example", "Noise", "Taught", "batches", "epoch_windows", "find_attributions", "group_windows"]

CLS, SEP, MASK = 101, 102, 103
#: Attributions as piece ranges: cue, sources, contents.
Attributions = tuple[tuple[Range, tuple[Range, ...], tuple[Range, ...]], ...]
#: Layers that are bit sets of labels: elsewhere nothing is known.
BIT_LAYERS = ("names", "mentions", "hedges", "kinds")


@dataclass(frozen=True, eq=False)
class Taught:
    """What trained networks say of a text.

    `cues`: probabilities of the cue labels, shape (pieces, 3). `roles`: for each cue its range, the piece that its crop begins
    at, and the marginal probabilities of the role labels there, shape (crop, 5).
    """

    cues: np.ndarray
    roles: tuple[tuple[Range, int, np.ndarray], ...]


@dataclass(frozen=True, eq=False)
class Example:
    """A text with everything known of it; `attributions` is None where they are not marked.

    `vectors` are the sentences' vectors by the encoder as it was, shape (sentences, width), or None; `taught` is what trained
    networks say of it, or None.
    """

    name: str
    targets: Targets
    attributions: Attributions | None = None
    vectors: np.ndarray | None = None
    taught: Taught | None = None

    def __len__(self) -> int:
        return len(self.targets.pieces)


#: A window of an example.
Part = tuple[Example, Window]


class Crop(NamedTuple):
    """A cue of a batch: its window's row, where its crop begins in the padded window, its range, distances and labels."""

    row: int
    start: int
    cue: Range
    distances: IntArray
    labels: np.ndarray


@dataclass(frozen=True)
class Noise:
    """What is varied in training: shares of windows that lose their case, of masked pieces, of batches with twice the reach.

    `taught` is how much the word of trained networks weighs against that of annotators, where there are both.
    """

    case: float = 0.0
    masked: float = 0.0
    far: float = 0.0
    taught: float = 0.5


@dataclass(frozen=True)
class Batch:
    """A batch of windows and of the cues in them.

    `inputs`: ids, mask, shapes, flags, sentences, each (windows, longest + 2), and slots. `cues`: the probability of each
    label, (windows, longest + 2, 3), zeros where nothing is known. The role arrays have one row a cue: `rows` says of which
    window, `starts` at which position (with [CLS]) its crop begins, `cue_ranges` where the cue stands in the padded window,
    `roles` the probability of each label, (cues, longest crop, 5), zeros beyond its length. `targets`: the labels of the other
    heads by name, positions counted with [CLS].
    """

    inputs: tuple[IntArray, ...]
    cues: np.ndarray
    rows: IntArray
    starts: IntArray
    lengths: IntArray
    cue_ranges: IntArray
    distances: IntArray
    roles: np.ndarray
    targets: dict[str, np.ndarray]

    @property
    def pieces(self) -> int:
        """How many pieces are read."""
        return int(self.inputs[1].sum())


def find_attributions(article: Article, targets: Targets) -> Attributions:
    """The piece ranges of an article's attributions; a cue that no piece covers is passed over."""
    found = []
    for marked in article.attributions:
        cue = pieces_in(targets.pieces, marked.cue[0])
        if cue[0] < cue[1]:
            sources = tuple(pieces_in(targets.pieces, s) for s in marked.sources)
            contents = tuple(pieces_in(targets.pieces, s) for s in marked.contents)
            found.append((cue, sources, contents))
    return tuple(found)


def epoch_windows(examples: Sequence[Example], rng: random.Random, sizes: tuple[int, int], context: int) -> list[Part]:
    """Windows of a random size for each text, so that no two epochs cut a text alike."""
    pairs: list[Part] = []
    for example in examples:
        size = rng.randint(*sizes)
        pairs.extend((example, window) for window in find_windows(example.targets.pieces, size, context))
    return pairs


def group_windows(pairs: list[Part], rng: random.Random, size: int) -> list[list[Part]]:
    """Shuffled groups of windows of about equal lengths, each with about as many pieces as `size` windows of 340."""
    rng.shuffle(pairs)
    groups: list[list[Part]] = []
    for begin in range(0, len(pairs), size * 32):
        chunk = sorted(pairs[begin : begin + size * 32], key=lambda p: p[1].start - p[1].end)
        while chunk:
            longest = chunk[0][1].end - chunk[0][1].start + 2
            take = max(1, min(4 * size, size * 340 // longest))
            groups.append(chunk[:take])
            chunk = chunk[take:]
    rng.shuffle(groups)
    return groups


def batches(groups: Iterable[list[Part]], rng: random.Random, reach: int, noise: Noise) -> Iterator[Batch]:
    """A batch of each group; roles are looked for within `reach` pieces of their cue."""
    for group in groups:
        # Long contents need a longer look, which is what they get at run time too.
        yield _batch(group, rng, reach if rng.random() >= noise.far else 2 * reach, noise)


def _batch(group: list[Part], rng: random.Random, reach: int, noise: Noise) -> Batch:
    shape = (len(group), max(w.end - w.start for _, w in group) + 2)
    inputs = _inputs(group, shape, rng, noise)
    cues = np.zeros((*shape, len(CUE_LABELS)), dtype=np.float32)
    crops: list[Crop] = []
    for row, (example, window) in enumerate(group):
        cues[row, 1 : window.end - window.start + 1] = _cue_labels(example, window, noise.taught)
        crops.extend(_role_labels(example, window, row, reach, noise.taught))
    return _with_crops(inputs, cues, crops, _targets(group, shape, int(inputs[4].max())))


def _cue_labels(example: Example, window: Window, share: float) -> np.ndarray:
    """The probability of each cue label in a window, by the annotators, the networks, or both."""
    length = window.end - window.start
    taught = None if example.taught is None else example.taught.cues[window.start : window.end]
    if example.attributions is None:
        return np.zeros((length, len(CUE_LABELS)), dtype=np.float32) if taught is None else taught
    inside = [c for c, _, _ in example.attributions if window.start <= c[0] and c[1] <= window.end]
    marked = np.eye(len(CUE_LABELS), dtype=np.float32)[encode_cues(length, _shift(inside, window.start))]
    return marked if taught is None else (1 - share) * marked + share * taught


def _role_labels(example: Example, window: Window, row: int, reach: int, share: float) -> Iterator[Crop]:
    """The crops of a window's cues: those that annotators marked, else those that the networks found."""
    taught = {} if example.taught is None else {cue: (start, own) for cue, start, own in example.taught.roles}
    alone = example.attributions is None
    for cue, sources, contents in ((c, (), ()) for c in taught) if alone else example.attributions or ():
        if not (window.start <= cue[0] and cue[1] <= window.end):
            continue
        (inside,) = _shift([cue], window.start)
        ((start, end),) = _shift([crop(inside, window.end - window.start, reach)], -window.start)
        begun, own = taught.get(cue, (start, np.zeros((0, len(ROLE_LABELS)), dtype=np.float32)))
        low, high = max(start, begun), min(end, begun + len(own))
        if alone:
            # Nothing is known beyond what the networks looked at.
            start, end = low, high
        marked = encode_roles(end - start, _shift(sources, start), _shift(contents, start))
        labels = np.eye(len(ROLE_LABELS), dtype=np.float32)[marked]
        weight = 1.0 if alone else share
        both = labels[low - start : max(low, high) - start]
        both += weight * (own[low - begun : max(low, high) - begun] - both)
        yield Crop(row, start - window.start + 1, inside, distances(cue, start, end), labels)


def _inputs(group: list[Part], shape: tuple[int, int], rng: random.Random, noise: Noise) -> tuple[IntArray, ...]:
    ids, mask, shapes, flags, sentences = (np.zeros(shape, dtype=np.int64) for _ in range(5))
    numbers = np.random.default_rng(rng.getrandbits(32))
    for row, (example, window) in enumerate(group):
        length, pieces = window.end - window.start, example.targets.pieces
        seen = slice(window.start, window.end)
        ids[row, 0], ids[row, length + 1] = CLS, SEP
        ids[row, 1 : length + 1] = np.where(numbers.random(length) < noise.masked, MASK, pieces.ids[seen])
        mask[row, : length + 2] = 1
        shapes[row, 1 : length + 1] = _drop_case(pieces.shapes[seen], rng, noise.case)
        flags[row, 1 : length + 1] = pieces.flags[seen]
        sentences[row, 1 : length + 1] = pieces.sentence[seen] - pieces.sentence[window.start] + 1
    return ids, mask, shapes, flags, sentences, np.arange(1, int(sentences.max()) + 1)


def _targets(group: list[Part], shape: tuple[int, int], slots: int) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {name: np.full(shape, every_label(name), dtype=np.int64) for name in BIT_LAYERS}
    arrays |= {name: np.full(shape, UNKNOWN, dtype=np.int64) for name in ("heads", "relations")}
    arrays["factuality"] = np.full(shape, np.nan, dtype=np.float32)
    width = next((e.vectors.shape[1] for e, _ in group if e.vectors is not None), 1)
    arrays["vectors"] = np.zeros((shape[0], slots, width), dtype=np.float32)
    for row, (example, window) in enumerate(group):
        seen, own = slice(window.start, window.end), slice(1, window.end - window.start + 1)
        targets = example.targets
        for name in (*BIT_LAYERS, "relations", "factuality"):
            arrays[name][row, own] = getattr(targets, name)[seen]
        arrays["heads"][row, own] = _heads_inside(targets.heads[seen], window)
        if example.vectors is not None:
            first, last = int(targets.pieces.sentence[window.start]), int(targets.pieces.sentence[window.end - 1])
            arrays["vectors"][row, : last - first + 1] = example.vectors[first : last + 1]
    arrays["relations"][arrays["heads"] == UNKNOWN] = UNKNOWN
    return arrays


def _heads_inside(heads: IntArray, window: Window) -> IntArray:
    """Heads as positions in the padded window, 0 for a root, UNKNOWN where the head lies outside."""
    inside = (heads >= window.start) & (heads < window.end)
    return np.where(heads == ROOT, 0, np.where(inside, heads - window.start + 1, UNKNOWN))


def _with_crops(
    inputs: tuple[IntArray, ...],
    cues: np.ndarray,
    crops: list[Crop],
    targets: dict[str, np.ndarray],
) -> Batch:
    longest = max((len(c.labels) for c in crops), default=1)
    far = np.zeros((len(crops), longest), dtype=np.int64)
    roles = np.zeros((len(crops), longest, len(ROLE_LABELS)), dtype=np.float32)
    for row, own in enumerate(crops):
        far[row, : len(own.labels)] = own.distances
        roles[row, : len(own.labels)] = own.labels
    return Batch(
        inputs,
        cues,
        np.array([c.row for c in crops], dtype=np.int64),
        np.array([c.start for c in crops], dtype=np.int64),
        np.array([len(c.labels) for c in crops], dtype=np.int64),
        np.array([(c.cue[0] + 1, c.cue[1] + 1) for c in crops], dtype=np.int64).reshape(-1, 2),
        far,
        roles,
        targets,
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
