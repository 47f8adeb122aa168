"""What the corpora of the other heads have in common: a text, its sentences, and whatever layers a corpus marks.

In: nothing; the readers of the corpora make these records. Out: records that `targets` turns into labels of pieces. A layer
that a corpus does not mark is None, and a label that it does not mark is not counted against the network.
"""

from dataclasses import dataclass

from sayso.records import Span
from sayso.tagging.labels import MENTION_LABELS, NAME_LABELS
from sayso.tagging.labels import RELATION_LABELS as RELATIONS

__all__ = ["MENTION_LABELS", "NAME_LABELS", "RELATIONS", "UNMARKED", "Layer", "Sample", "Word"]

#: Head of a word whose head the corpus does not say.
UNMARKED = -2


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a tree: `head` is an index into the sample's words, -1 for a root, UNMARKED where nothing is said."""

    span: Span
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Layer:
    """Labelled spans that do not overlap.

    Each span has the labels that it may bear, "" for none: one where the corpus is sure. `marked` are the labels that the
    corpus marks wherever they occur; outside of the spans a text bears none of those, and perhaps any of the others.
    """

    spans: tuple[tuple[Span, tuple[str, ...]], ...]
    marked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its marks; `held_out` samples are never trained on."""

    corpus: str
    name: str
    text: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...] = ()
    names: Layer | None = None
    mentions: Layer | None = None
    hedges: Layer | None = None
    factuality: tuple[tuple[Span, float], ...] = ()
    held_out: bool = False
