"""Factuality: the values stand on the verbs they were given for."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from sayso_training.corpora.factuality import MOVED, read_factuality
from sayso_training.corpora.trees import read_open, read_trees
from tests.training.corpora.snippets import block

LEFT = """
Mara Mara PROPN NNP 4 nsubj
2-3 didn't
did do AUX VBD 4 aux
n't not PART RB 4 advmod
leave leave VERB VB 0 root +
. . PUNCT . 4 punct
"""


def write_values(folder: Path, values: dict[str, dict[int, float]]) -> None:
    graphs = {
        name: {
            f"{name}-semantics-pred-{number}": {"factuality": {"factual": {"value": value, "confidence": 1.0}}}
            for number, value in marks.items()
        }
        for name, marks in values.items()
    }
    (folder / "uds-factuality").mkdir()
    with ZipFile(folder / "uds-factuality" / "factuality.zip", "w") as archive:
        archive.writestr("factuality.json", json.dumps({"metadata": {}, "data": graphs}))


def write_trees(folder: Path, *, train: int, dev: int) -> None:
    (folder / "ewt").mkdir()
    for part, count in (("train", train), ("dev", dev)):
        text = block(LEFT, f"newdoc id = {part}") + block(LEFT) * (count - 1)
        (folder / "ewt" / f"en_ewt-ud-{part}.conllu").write_text(text, encoding="utf-8")


def test_a_value_stands_on_its_verb_and_its_part(tmp_path: Path) -> None:
    write_trees(tmp_path, train=2, dev=1)
    write_values(tmp_path, {"ewt-train-2": {4: -1.2}, "ewt-dev-1": {4: 0.4}, "ewt-test-1": {4: 1.0}})
    train, dev = read_open(tmp_path)
    assert [(span.of(train.text), value) for span, value in train.factuality] == [("leave", -3.0)]
    assert train.factuality[0][0].start == len("Mara didn't leave. Mara didn't ")
    assert [(span.of(dev.text), value) for span, value in dev.factuality] == [("leave", 1.0)]
    assert (train.held_out, dev.held_out) == (False, True)


def test_a_value_on_another_word_is_dropped(tmp_path: Path) -> None:
    write_trees(tmp_path, train=1, dev=1)
    write_values(tmp_path, {"ewt-train-1": {1: 1.0, 99: 1.0}})
    assert all(sample.factuality == () for sample in read_open(tmp_path))


def test_the_surest_answers_do_not_pass_three(tmp_path: Path) -> None:
    write_trees(tmp_path, train=1, dev=1)
    write_values(tmp_path, {"ewt-train-1": {4: 2.3}})
    assert read_open(tmp_path)[0].factuality[0][1] == 3.0


def test_numbers_after_a_mended_sentence_are_moved(tmp_path: Path) -> None:
    start, by = MOVED["dev"]
    write_trees(tmp_path, train=1, dev=start + 5)
    write_values(tmp_path, {f"ewt-dev-{start + 3}": {4: 1.0}})
    found = [(sample, span) for sample in read_open(tmp_path) for span, _ in sample.factuality]
    ((sample, span),) = found
    before = sum(
        len(other.sentences) for other in read_trees(tmp_path) if other.held_out and _number(other.name) < _number(sample.name)
    )
    inside = next(at for at, sentence in enumerate(sample.sentences) if sentence.contains(span))
    assert before + inside + 1 == start + 3 + by


def _number(name: str) -> int:
    return int(name.rpartition("#")[2])


def test_samples_of_another_file_are_refused(tmp_path: Path) -> None:
    write_trees(tmp_path, train=1, dev=1)
    write_values(tmp_path, {})
    with pytest.raises(ValueError, match="ewt train: 1 sentences in the file, 0 in the samples"):
        read_factuality(tmp_path, [])
