"""PLOVER's training sentences, read once with the shipped model.

In: `PLV_train.tsv` of the corpus `plover`. Out: `Pair`s: a sentence's analysis with its tags, the spans of actor and
recipient, the gold root (CONCEDE and RETREAT are one there, YIELD), and the fold of the sentence. The columns that hold
another system's answers are not looked at.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from evals.corpora import corpus
from sayso.pipeline import open_pipeline
from sayso.records import Analysis, Failure, Page, Span, Tags
from sayso.records.ids import sha256_of
from sayso.stages.events import EVENTS
from sayso.tagging import Tagger

__all__ = ["FOLDS", "YIELD", "Pair", "read_pairs", "tag_texts"]

FOLDS = 5
YIELD = frozenset({"CONCEDE", "RETREAT"})
TAG = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of a sentence and what one did to the other."""

    analysis: Analysis
    actor: Span
    recipient: Span
    root: str

    @property
    def fold(self) -> int:
        """Its part in cross-validation, by its sentence."""
        return crc32(self.analysis.document.text.encode()) % FOLDS


class _Keeping:
    """A tagger that keeps its tags beside the analyses, since the stages leave them out."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger, self.name, self.kept = tagger, tagger.name, dict[str, Tags]()

    def tag(self, analyses: Sequence[Analysis]) -> list[Tags]:
        """The tags of each analysis."""
        found = list(self.tagger.tag(analyses))
        self.kept.update((one.document.url, tags) for one, tags in zip(analyses, found, strict=True))
        return found


def tag_texts(texts: Sequence[str]) -> list[Analysis | None]:
    """The analyses of plain texts with their tags; null where one was refused."""
    pipeline = open_pipeline(None)
    keeping = _Keeping(pipeline.tagger)
    pages = [Page(f"text:{n}", None, text.encode(), "text/plain", sha256_of(text)) for n, text in enumerate(texts)]
    found: list[Analysis | None] = []
    stages = pipeline.stages if EVENTS in pipeline.stages else (*pipeline.stages, EVENTS)
    for item in replace(pipeline, tagger=keeping, stages=stages).read(pages, plain=True, published="2018-09-04"):
        url = item.url if isinstance(item, Failure) else item.analysis.document.url
        found.append(None if isinstance(item, Failure) else replace(item.analysis, tags=keeping.kept.get(url)))
    return found


def read_pairs() -> list[Pair]:
    """All pairs, in the order of the file."""
    with (corpus("plover") / "PLV_train.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    sentences = list(dict.fromkeys(row["sentence"] for row in rows))
    analyses = dict(zip(sentences, tag_texts(sentences), strict=True))
    return list(_pairs(rows, analyses))


def _pairs(rows: Sequence[dict[str, str]], analyses: dict[str, Analysis | None]) -> Iterator[Pair]:
    for row in rows:
        analysis = analyses[row["sentence"]]
        if analysis is not None and analysis.tags is not None:
            text = analysis.document.text
            sides = [_span(text, row["marked_sentence"], tag, row[key]) for tag, key in (("s", "source"), ("t", "target"))]
            yield Pair(analysis, sides[0], sides[1], row["gold_root"])


def _span(text: str, marked: str, tag: str, words: str) -> Span:
    """Where a side stands: of several places with its words the one nearest to the mark."""
    at = marked.find(f"<{tag}>")
    wanted = len(TAG.sub("", marked[:at])) if at >= 0 else 0
    words = words.strip()
    starts = [found.start() for found in re.finditer(re.escape(words), text)] or [min(wanted, len(text) - 1)]
    start = min(starts, key=lambda place: abs(place - wanted))
    return Span(start, min(len(text), start + max(1, len(words))))
