"""What a tagger is, and what a network behind it must offer.

In: analyses with a document, sentences and quotations. Out: `Tags`, one for each. No run-time library is imported here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from sayso.records import Analysis, Tags
from sayso.tagging.crf import FloatArray
from sayso.tagging.labels import IntArray

__all__ = ["Calibration", "CrfWeights", "Encoded", "Inputs", "Network", "ReadingSettings", "Tagger"]


class Tagger(Protocol):
    """Anything that finds cues, sources and contents."""

    @property
    def name(self) -> str:
        """What to write into a run: the bundle's name and version."""
        ...

    def tag(self, analyses: Sequence[Analysis]) -> list[Tags]:
        """The tags of each analysis, in order; needs `document`, `sentences` and `quotations`."""
        ...


class Inputs(NamedTuple):
    """What a network is given of a batch of windows.

    `ids`, `mask`, `shapes`, `flags`, `sentences` have shape (windows, longest); `sentences` counts from 1 in each window and is
    0 for what is no piece of the text. `slots` is 1 … the largest of these numbers.
    """

    ids: IntArray
    mask: IntArray
    shapes: IntArray
    flags: IntArray
    sentences: IntArray
    slots: IntArray


class Encoded(NamedTuple):
    """What the network says of a batch of windows.

    `cues` are logits, shape (windows, longest, 3); `tokens` and `heads` the projections that the role head needs, shape
    (windows, longest, 192); `labels` the logits of all labels of `labels.LABEL_COLUMNS` and the factuality, side by side;
    `governors` the position of each piece's head, 0 for the root, and `governor_scores` its probability, shape (windows,
    longest); `vectors` those of the sentences, shape (windows, slots, width).
    """

    cues: FloatArray
    tokens: FloatArray
    heads: FloatArray
    labels: FloatArray
    governors: IntArray
    governor_scores: FloatArray
    vectors: FloatArray


class Network(Protocol):
    """The two calls that a reading makes; the trainer answers them with torch, the run time with ONNX."""

    def encode(self, inputs: Inputs) -> Encoded:
        """One encoder pass."""
        ...

    def emissions(self, tokens: FloatArray, cue: FloatArray, distances: IntArray, lengths: IntArray) -> FloatArray:
        """Role emissions, shape (cues, longest, 5), of tokens (cues, longest, 192) around cues (cues, 192)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class CrfWeights:
    """The learnt transitions: (5, 5) from-to, first and last (5,)."""

    transitions: FloatArray
    starts: FloatArray
    ends: FloatArray

    @classmethod
    def of(cls, transitions: npt.ArrayLike, starts: npt.ArrayLike, ends: npt.ArrayLike) -> "CrfWeights":
        """From nested lists, as a manifest holds them."""
        return cls(*(np.asarray(a, dtype=np.float32) for a in (transitions, starts, ends)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic map from what the network says of a group to the chance that an annotator agrees with it (Platt 1999)."""

    bias: float = 0.0
    cue: float = 1.0
    path: float = 1.0
    no_source: float = 0.0
    no_contents: float = 0.0
    nested: float = 0.0

    def score(self, cue: float, path: float, *, has_source: bool, has_contents: bool, is_nested: bool) -> float:
        """A score in 0..1 from a cue's probability and its path's log-probability."""
        clipped = min(max(cue, 1e-6), 1 - 1e-6)
        logit = self.bias + self.cue * float(np.log(clipped / (1 - clipped))) + self.path * max(path, -20.0)
        logit += self.no_source * (not has_source) + self.no_contents * (not has_contents) + self.nested * is_nested
        return float(1 / (1 + np.exp(-logit)))


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How a network is run over a document; the defaults are what the shipped bundle was measured with, but for `lowest`.

    `window` and `context` count pieces; `reach` is how far from its cue a role is first looked for, and is doubled where one
    touches that edge; `outside_bias` is subtracted from the logit of "no cue"; a cue of a second reading needs a probability of
    `nested_cue`, and of `nested_sure` where it is no word of saying; a cue stands alone where it does so `alone` nats more
    likely than with contents; what the first reading scores below `lowest` is no attribution; `batch` counts padded pieces.
    """

    window: int = 384
    context: int = 48
    reach: int = 96
    outside_bias: float = 0.0
    nested_cue: float = 0.5
    nested_sure: float = 0.9
    alone: float = 3.0
    lowest: float = 0.0
    batch: int = 2048
