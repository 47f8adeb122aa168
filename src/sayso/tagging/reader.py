"""How a network reads documents: windows, cues, the roles around each cue, and contents read again for what they hold.

In: a network, analyses. Out: `Tags`. The same code runs in training (torch) and in the shipped tagger (ONNX), so that figures
measured there hold here. It knows no library and no file.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter

import numpy as np
from tokenizers import Tokenizer

from sayso.records import Analysis, Quotation, Span, Tag, TagGroup, Tags
from sayso.tagging.base import Calibration, CrfWeights, Encoded, Inputs, Network, ReadingSettings
from sayso.tagging.crf import FloatArray, best_paths
from sayso.tagging.forms import find_forms, with_forms
from sayso.tagging.labels import CUE_KIND_LABELS, LABEL_COLUMNS, ROLE_LABELS, IntArray, Range, decode_cues, decode_roles
from sayso.tagging.layers import COLUMNS, Layers, find_spans, find_words, new_layers, pack_vectors, softmax
from sayso.tagging.nesting import HoldsCue, find_enclosing
from sayso.tagging.pieces import PARAGRAPH, QUOTED, Pieces, find_pieces, pieces_in, span_of
from sayso.tagging.roles import crop, distances
from sayso.tagging.windows import find_windows

__all__ = ["Costs", "Found", "Reader", "Strip", "make_batches", "make_inputs", "role_inputs"]

CLS, SEP = 101, 102
#: Role crops of one call of the role head; more gain no speed and cost memory.
CUES_AT_ONCE = 128
#: Contents shorter than this many pieces hold no attribution of their own.
SHORTEST_NESTED = 4
#: Labels of contents.
CONTENTS = tuple(n for n, label in enumerate(ROLE_LABELS) if label.endswith("contents"))
#: In the place of what is not kept.
NOTHING = np.zeros((0, 0, 0), dtype=np.float32)
#: What may stand around contents without belonging to what is said.
FRAME = frozenset({'"', "“", "”", "‘", "’", "'", "«", "»", ",", "that", ":"})


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Pieces that are read at once: `positions` index the document's pieces; cues before `own` are not decided here."""

    document: int
    positions: IntArray
    flags: IntArray
    own: int
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A group in piece ranges of its document, with what the network said of it."""

    strip: Strip
    cue: Range
    sources: tuple[Range, ...]
    contents: tuple[Range, ...]
    cue_probability: float
    path_log_probability: float
    kind: tuple[str, float]


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds spent in one call of `Reader.tag`."""

    pieces: float
    first: float
    nested: float
    pieces_read: int


def _never(_: str) -> bool:
    """No contents are read again: the figures on PolNeAR need none, for it marks only outermost attributions."""
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """A network with everything needed to read.

    `holds_cue` says which contents are worth a second reading; `workers` is how many batches are read side by side.
    """

    tokenizer: Tokenizer
    network: Network
    crf: CrfWeights
    settings: ReadingSettings = field(default_factory=ReadingSettings)
    calibration: Calibration = field(default_factory=Calibration)
    holds_cue: HoldsCue = _never
    temperatures: Mapping[str, float] = field(default_factory=dict)
    workers: int = 1

    def tag(self, analyses: Sequence[Analysis]) -> list[Tags]:
        """The tags of each analysis."""
        return self.tag_with_costs(analyses)[0]

    def tag_with_costs(self, analyses: Sequence[Analysis]) -> tuple[list[Tags], Costs]:
        """The tags, and the seconds that the parts took."""
        begun = perf_counter()
        documents = [self._cut(analysis) for analysis in analyses]
        cut = perf_counter()
        layers = [new_layers(pieces) for pieces in documents]
        groups = self._outermost(documents, layers)
        read = perf_counter()
        outer = [self._with_forms(*parts) for parts in zip(documents, analyses, groups, strict=True)]
        again = [
            strip
            for number, analysis in enumerate(analyses)
            for rank, (place, group) in enumerate(outer[number])
            if place is not None
            for strip in self._again(documents[number], analysis, groups[number][place], group, rank, number)
        ]
        inner: list[list[TagGroup]] = [[] for _ in documents]
        for found in self.find(documents, again):
            group = self._group(documents[found.strip.document], found)
            if self._is_cue(analyses[found.strip.document].document.text, group, found):
                inner[found.strip.document].append(group)
        done = perf_counter()
        tags = [self._tags(*parts) for parts in zip(documents, layers, outer, inner, strict=True)]
        return tags, Costs(cut - begun, read - cut, done - read, sum(len(p) for p in documents))

    def _cut(self, analysis: Analysis) -> Pieces:
        """The pieces of an analysis; each entry of a live blog is read by itself."""
        entries = (entry.span for entry in analysis.document.entries)
        return find_pieces(self.tokenizer, analysis.document.text, analysis.sentences, analysis.quotations, entries)

    def _with_forms(self, pieces: Pieces, analysis: Analysis, found: Sequence[Found]) -> list[tuple[int | None, TagGroup]]:
        """The groups of the first reading that are likely enough, and those that the form shows; see `forms.with_forms`."""
        groups = ((place, self._group(pieces, one)) for place, one in enumerate(found))
        likely = [(place, group) for place, group in groups if group.score >= self.settings.lowest]
        entries = [entry.span for entry in analysis.document.entries]
        return with_forms(likely, find_forms(analysis.document.text, analysis.sentences, entries))

    def _tags(
        self, pieces: Pieces, layers: Layers, placed: Sequence[tuple[int | None, TagGroup]], inner: Sequence[TagGroup]
    ) -> Tags:
        outer = [group for _, group in placed]
        heat = self.temperatures
        names, mentions, hedges = (
            find_spans(pieces, layers.labels[:, COLUMNS[layer]], LABEL_COLUMNS[layer], heat.get(layer, 1.0))
            for layer in ("names", "mentions", "hedges")
        )
        words = find_words(pieces, layers)
        return Tags(_joined(outer, inner), names, mentions, hedges, words, pack_vectors(layers.vectors))

    def find_outermost(self, analysis: Analysis) -> tuple[list[Found], list[TagGroup]]:
        """The groups of the first reading with what the network said of them, for calibration."""
        pieces = self._cut(analysis)
        found = self._outermost([pieces], [new_layers(pieces)])[0]
        return found, [self._group(pieces, f) for f in found]

    def read_layers(self, documents: Sequence[Pieces]) -> list[Layers]:
        """What the network says of each piece of some documents, for measuring."""
        layers = [new_layers(pieces) for pieces in documents]
        strips = [strip for number, pieces in enumerate(documents) for strip in self.strips(number, pieces)]
        for batch in make_batches(strips, self.settings.batch):
            _keep(layers, documents, batch, self.network.encode(make_inputs(documents, batch)))
        return layers

    def _outermost(self, documents: Sequence[Pieces], layers: Sequence[Layers]) -> list[list[Found]]:
        """The groups of each document's first reading, in text order."""
        strips = [strip for number, pieces in enumerate(documents) for strip in self.strips(number, pieces)]
        groups: list[list[Found]] = [[] for _ in documents]
        for found in self.find(documents, strips, layers):
            groups[found.strip.document].append(found)
        for own in groups:
            own.sort(key=lambda f: int(f.strip.positions[f.cue[0]]))
        return groups

    def strips(self, number: int, pieces: Pieces) -> Iterator[Strip]:
        """The windows of one document, as the first reading sees them."""
        for window in find_windows(pieces, self.settings.window, self.settings.context):
            positions = np.arange(window.start, window.end)
            yield Strip(number, positions, pieces.flags[positions], window.own)

    def _again(
        self, pieces: Pieces, analysis: Analysis, found: Found, group: TagGroup, rank: int, number: int
    ) -> Iterator[Strip]:
        """The contents of a group as a text of their own, if they may hold a cue."""
        text = analysis.document.text
        if not any(self.holds_cue(span.of(text)) for span in group.contents):
            return
        whole = np.concatenate([found.strip.positions[start:end] for start, end in found.contents])
        positions = _without_frame(pieces, text, whole)
        if SHORTEST_NESTED <= len(positions) <= self.settings.window:
            flags = _inner_flags(pieces, positions, analysis.quotations)
            yield Strip(number, positions, flags, 0, within=rank)

    def _is_cue(self, text: str, group: TagGroup, found: Found) -> bool:
        """Whether a cue of a second reading is kept: a word of saying, or a cue that the network is sure of."""
        sure = found.cue_probability >= self.settings.nested_sure
        return sure or any(self.holds_cue(span.of(text)) for span in group.cue)

    def find(self, documents: Sequence[Pieces], strips: Sequence[Strip], layers: Sequence[Layers] | None = None) -> list[Found]:
        """The groups of all strips; what else the network says of them is kept in the layers, if there are any."""
        found: list[Found] = []
        batches = list(make_batches(strips, self.settings.batch))
        with ThreadPoolExecutor(self.workers) as pool:
            for batch, (encoded, own) in zip(batches, pool.map(partial(self._read, documents), batches), strict=True):
                found.extend(own)
                if layers is not None:
                    _keep(layers, documents, batch, encoded)
        return found

    def _read(self, documents: Sequence[Pieces], batch: Sequence[Strip]) -> tuple[Encoded, list[Found]]:
        """What the network says of a batch, without the projections that only the roles need, and the groups in it."""
        encoded = self.network.encode(make_inputs(documents, batch))
        cues = list(self._cues(encoded, batch))
        found: list[Found] = []
        for begin in range(0, len(cues), CUES_AT_ONCE):
            found.extend(self._groups(encoded, batch, cues[begin : begin + CUES_AT_ONCE], self.settings.reach))
        return encoded._replace(tokens=NOTHING, heads=NOTHING), found

    def _cues(self, encoded: Encoded, batch: Sequence[Strip]) -> Iterator[tuple[int, Range, float]]:
        """Row, range (in the strip) and probability of each cue."""
        logits = encoded.cues - np.array([self.settings.outside_bias, 0, 0], dtype=np.float32)
        labels = logits.argmax(axis=2)
        for row, strip in enumerate(batch):
            length = len(strip.positions)
            for cue in decode_cues(labels[row, 1 : length + 1]):
                if strip.positions[cue[0]] < strip.own:
                    continue
                inside = softmax(encoded.cues[row, cue[0] + 1 : cue[1] + 1])
                probability = float(1 - inside[:, 0].max())
                if strip.within is None or probability >= self.settings.nested_cue:
                    yield row, cue, probability

    def _groups(
        self, encoded: Encoded, batch: Sequence[Strip], cues: Sequence[tuple[int, Range, float]], reach: int
    ) -> Iterator[Found]:
        crops = [crop(cue, len(batch[row].positions), reach) for row, cue, _ in cues]
        paths, logs = self._paths(encoded, cues, crops)
        wider = []
        for item, (start, end), labels, log in zip(cues, crops, paths, logs, strict=True):
            row, cue, probability = item
            strip = batch[row]
            if _touches_edge(labels, start, end, len(strip.positions)) and reach < self.settings.window:
                wider.append(item)
                continue
            sources, contents = (tuple((a + start, b + start) for a, b in role) for role in decode_roles(labels))
            yield Found(strip, cue, sources, contents, probability, float(log), self._kind(encoded, row, cue))
        if wider:
            yield from self._groups(encoded, batch, wider, reach * 2)

    def _kind(self, encoded: Encoded, row: int, cue: Range) -> tuple[str, float]:
        """The kind of a cue and its probability."""
        logits = encoded.labels[row, cue[0] + 1 : cue[1] + 1, COLUMNS["kinds"]].mean(axis=0)
        probabilities = softmax(logits / self.temperatures.get("kinds", 1.0))
        best = int(probabilities.argmax())
        return CUE_KIND_LABELS[best], float(probabilities[best])

    def _paths(
        self, encoded: Encoded, cues: Sequence[tuple[int, Range, float]], crops: Sequence[Range]
    ) -> tuple[list[IntArray], np.typing.NDArray[np.float32]]:
        tokens, heads, far, lengths = role_inputs(encoded, [(row, cue) for row, cue, _ in cues], crops)
        emissions = self.network.emissions(tokens, heads, far, lengths)
        weights = (self.crf.transitions, self.crf.starts, self.crf.ends)
        paths, logs = best_paths(emissions, lengths, *weights)
        bare = np.array([n for n, path in enumerate(paths) if not (path >= CONTENTS[0]).any()], dtype=np.int64)
        if len(bare):
            fuller, fuller_logs = best_paths(emissions[bare], lengths[bare], *weights, needed=CONTENTS)
            for row, path, log in zip(bare.tolist(), fuller, fuller_logs.tolist(), strict=True):
                # A cue attributes something, unless that is far less likely than that it stands alone ("did not respond").
                if log >= logs[row] - self.settings.alone:
                    paths[row], logs[row] = path, log
        return paths, logs

    def _group(self, pieces: Pieces, found: Found) -> TagGroup:
        positions = found.strip.positions
        score = self.calibration.score(
            found.cue_probability,
            found.path_log_probability,
            has_source=bool(found.sources),
            has_contents=bool(found.contents),
            is_nested=found.strip.within is not None,
        )
        cue, sources, contents = (
            tuple(span for r in ranges for span in _spans(pieces, positions, r))
            for ranges in ((found.cue,), found.sources, found.contents)
        )
        kind = Tag(cue[0], found.kind[0], round(found.kind[1], 4))
        return TagGroup(cue, sources, contents, score, found.strip.within, kind)


def _spans(pieces: Pieces, positions: IntArray, piece_range: Range) -> Iterator[Span]:
    """The text spans of a range of a strip; more than one where the strip joins discontinuous contents."""
    run = positions[piece_range[0] : piece_range[1]]
    cuts = np.flatnonzero(np.diff(run) != 1) + 1
    for part in np.split(run, cuts):
        yield span_of(pieces, (int(part[0]), int(part[-1]) + 1))


def _without_frame(pieces: Pieces, text: str, positions: IntArray) -> IntArray:
    """Contents without the marks around them and the conjunction before them: what a text of its own would begin with."""
    words = [text[pieces.starts[p] : pieces.ends[p]].lower() for p in positions]
    first, last = 0, len(words)
    while first < last and words[first] in FRAME:
        first += 1
    while last > first and words[last - 1] in FRAME:
        last -= 1
    return positions[first:last]


def _inner_flags(pieces: Pieces, positions: IntArray, quotations: Sequence[Quotation]) -> IntArray:
    """Flags of contents read as a text: only quotations inside them count, not the one that they are."""
    flags: IntArray = pieces.flags[positions] & ~QUOTED
    outer = Span(int(pieces.starts[positions[0]]), int(pieces.ends[positions[-1]]))
    for quotation in quotations:
        if outer.contains(quotation.span) and len(quotation.span) < 0.9 * len(outer):
            low, high = pieces_in(pieces, quotation.span)
            flags[(positions >= low) & (positions < high)] |= QUOTED
    flags[0] |= PARAGRAPH
    return flags


def _keep(layers: Sequence[Layers], documents: Sequence[Pieces], batch: Sequence[Strip], encoded: Encoded) -> None:
    for row, strip in enumerate(batch):
        layers[strip.document].keep(encoded, row, documents[strip.document], strip.positions, strip.own)


def make_batches(strips: Sequence[Strip], budget: int) -> Iterator[list[Strip]]:
    """Strips of about one length, at most `budget` padded pieces together."""
    batch: list[Strip] = []
    for strip in sorted(strips, key=lambda s: len(s.positions), reverse=True):
        longest = len(batch[0].positions) if batch else len(strip.positions)
        if batch and (longest + 2) * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(strip)
    if batch:
        yield batch


def role_inputs(
    encoded: Encoded, cues: Sequence[tuple[int, Range]], crops: Sequence[Range]
) -> tuple[FloatArray, FloatArray, IntArray, IntArray]:
    """What `Network.emissions` is given for cues (row, range in the strip), each looked at inside its crop."""
    lengths = np.array([end - start for start, end in crops], dtype=np.int64)
    longest = int(lengths.max())
    tokens = np.zeros((len(cues), longest, encoded.tokens.shape[2]), dtype=np.float32)
    heads = np.empty((len(cues), encoded.heads.shape[2]), dtype=np.float32)
    far = np.zeros((len(cues), longest), dtype=np.int64)
    for n, ((row, cue), (start, end)) in enumerate(zip(cues, crops, strict=True)):
        tokens[n, : end - start] = encoded.tokens[row, start + 1 : end + 1]
        heads[n] = encoded.heads[row, cue[0] + 1 : cue[1] + 1].mean(axis=0)
        far[n, : end - start] = distances(cue, start, end)
    return tokens, heads, far, lengths


def make_inputs(documents: Sequence[Pieces], batch: Sequence[Strip]) -> Inputs:
    """The inputs of a batch of strips, each framed by [CLS] and [SEP]."""
    longest = max(len(strip.positions) for strip in batch) + 2
    ids, mask, shapes, flags, sentences = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(5))
    for row, strip in enumerate(batch):
        pieces, length = documents[strip.document], len(strip.positions)
        ids[row, 0], ids[row, length + 1] = CLS, SEP
        ids[row, 1 : length + 1] = pieces.ids[strip.positions]
        mask[row, : length + 2] = 1
        shapes[row, 1 : length + 1] = pieces.shapes[strip.positions]
        flags[row, 1 : length + 1] = strip.flags
        own = pieces.sentence[strip.positions]
        sentences[row, 1 : length + 1] = np.cumsum(np.concatenate(([True], own[1:] != own[:-1])))
    return Inputs(ids, mask, shapes, flags, sentences, np.arange(1, int(sentences.max()) + 1))


def _joined(outer: Sequence[TagGroup], inner: Sequence[TagGroup]) -> tuple[TagGroup, ...]:
    """The groups of both readings; a cue that both found stays as the first found it."""
    known = [span for group in outer for span in group.cue]
    starts = sorted((span.start, span.end) for span in known)
    fresh = [group for group in inner if not _overlaps_any(group.cue[0], starts)]
    placed = [replace(group, within=within) for group, within in zip(outer, find_enclosing(outer), strict=True)]
    return (*placed, *fresh)


def _overlaps_any(span: Span, sorted_ranges: Sequence[Range]) -> bool:
    at = bisect_right(sorted_ranges, (span.start, span.end))
    return any(start < span.end and span.start < end for start, end in sorted_ranges[max(0, at - 1) : at + 1])


def _touches_edge(labels: IntArray, start: int, end: int, length: int) -> bool:
    """Whether a role runs into an end of the crop that is not an end of the strip."""
    return bool((labels[0] and start > 0) or (labels[-1] and end < length))
