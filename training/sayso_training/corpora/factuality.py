"""Factuality of predicates (UDS-IH2 over EWT): how sure the reader is that what a verb says happened.

In: the folder of the corpora and the samples of EWT's trees. Out: the same samples with a value for each judged predicate, from
-3 (did not happen, for sure) over 0 (no telling) to 3 (happened, for sure). The test part is left out, as its sentences are.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from sayso.records import Span
from sayso_training.corpora.conllu import Sentence, read_sentences
from sayso_training.samples import Sample

__all__ = ["read_factuality"]

#: The file counts the sentences of EWT 1.2. In later versions, from this number on, they stand this many places further down:
#: one was cut in two in the train part, two were made one in the development part.
MOVED = {"train": (11466, 1), "dev": (335, -1)}
#: Published values are normalised to a standard deviation of 1, with the surest answers at about ±1.2; this brings those to ±3.
SCALE = 2.5


def read_factuality(folder: Path, trees: Sequence[Sample]) -> list[Sample]:
    """All of `trees`, in order, with `factuality` filled where a sample is EWT's and has judged predicates.

    `folder` holds `ewt/` and `uds-factuality/factuality.zip`. `trees` are what `read_trees` gives for it, whole.

    Raises:
        ValueError: the samples do not have the sentences of the files.
    """
    values = _read_values(folder / "uds-factuality" / "factuality.zip")
    filled = list(trees)
    for part, held_out in (("train", False), ("dev", True)):
        sentences = read_sentences(folder / "ewt" / f"en_ewt-ud-{part}.conllu")
        places = [
            (at, span)
            for at, sample in enumerate(trees)
            if sample.corpus == "ewt" and sample.held_out is held_out
            for span in sample.sentences
        ]
        if len(places) != len(sentences):
            raise ValueError(
                f"ewt {part}: {len(sentences)} sentences in the file, {len(places)} in the samples; read them anew"
            )
        found: dict[int, list[tuple[Span, float]]] = {}
        for (at, place), sentence, marks in zip(places, sentences, _by_sentence(values, part, len(sentences)), strict=True):
            found.setdefault(at, []).extend(_place(place.start, sentence, marks))
        for at, predicates in found.items():
            filled[at] = replace(filled[at], factuality=tuple(predicates))
    return filled


def _read_values(path: Path) -> dict[tuple[str, int], dict[int, float]]:
    """Values by part and number of the sentence, then by number of the word."""
    with ZipFile(path) as archive:
        graphs = json.loads(archive.read("factuality.json"))["data"]
    values: dict[tuple[str, int], dict[int, float]] = {}
    for name, nodes in graphs.items():
        _, part, number = name.split("-")
        values[part, int(number)] = {
            int(node.rsplit("-", 1)[1]): marks["factuality"]["factual"]["value"] for node, marks in nodes.items()
        }
    return values


def _by_sentence(values: dict[tuple[str, int], dict[int, float]], part: str, count: int) -> Iterator[dict[int, float]]:
    start, by = MOVED[part]
    placed = {number + (by if number >= start else 0): marks for (own, number), marks in values.items() if own == part}
    return (placed.get(number, {}) for number in range(1, count + 1))


def _place(start: int, sentence: Sentence, marks: dict[int, float]) -> Iterator[tuple[Span, float]]:
    for token in sentence.tokens:
        # Only verbs were judged: what falls on another word was numbered before the tree was mended.
        if token.number in marks and token.upos == "VERB":
            value = max(-3.0, min(3.0, marks[token.number] * SCALE))
            yield Span(token.span.start + start, token.span.end + start), value
