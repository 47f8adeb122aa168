"""Labels of pieces become spans of whole words, arcs a forest; windows fill a document's layers between them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.reading.segment import find_sentences
from sayso.tagging.base import Encoded
from sayso.tagging.labels import NAME_BIO, RELATION_LABELS, IntArray
from sayso.tagging.layers import COLUMNS, VECTOR, WIDTH, Layers, find_spans, find_words, new_layers, pack_vectors
from sayso.tagging.pieces import Pieces, find_pieces


def pieces_of(tokenizer: Tokenizer, text: str) -> Pieces:
    return find_pieces(tokenizer, text, find_sentences(text), ())


def logits(labels: list[str], names: tuple[str, ...] = NAME_BIO, height: float = 5.0) -> "np.typing.NDArray[np.float32]":
    out = np.zeros((len(labels), len(names)), dtype=np.float32)
    out[np.arange(len(labels)), [names.index(label) for label in labels]] = height
    return out


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["B-org", "I-org", "I-org", "O", "O", "B-person"], [("radio vest", "org"), ("he", "person")]),
        # An inside without a beginning begins a span; a second beginning begins another.
        (["I-org", "I-org", "I-org", "O", "O", "O"], [("radio vest", "org")]),
        (["B-org", "B-place", "I-place", "O", "O", "O"], [("radio", "org"), ("vest", "place")]),
        # Only the first piece of a word counts: "vest" is two pieces here.
        (["O", "B-media", "O", "O", "O", "O"], [("vest", "media")]),
    ],
)
def test_labels_become_spans(tokenizer: Tokenizer, labels: list[str], expected: list[tuple[str, str]]) -> None:
    text = "radio vest said he"
    pieces = pieces_of(tokenizer, text)
    firsts = np.flatnonzero(np.diff(pieces.word, prepend=-1)).tolist()
    spread = ["O"] * len(pieces)
    for number, label in zip(firsts, [labels[0], labels[1], "O", labels[-1]], strict=True):
        spread[number] = label
    found = find_spans(pieces, logits(spread), NAME_BIO, 1.0)
    assert [(tag.span.of(text), tag.label) for tag in found] == expected
    assert all(0.5 < tag.score <= 1 for tag in found)


def test_a_span_ends_with_its_sentence(tokenizer: Tokenizer) -> None:
    text = "talks failed on monday.\nmonday talks failed."
    pieces = pieces_of(tokenizer, text)
    found = find_spans(pieces, logits(["I-date"] * len(pieces)), NAME_BIO, 1.0)
    assert [tag.span.of(text) for tag in found] == ["talks failed on monday.", "monday talks failed."]


def test_a_higher_temperature_is_less_sure_of_the_same(tokenizer: Tokenizer) -> None:
    pieces = pieces_of(tokenizer, "he said")
    sure, unsure = (find_spans(pieces, logits(["B-person", "O"]), NAME_BIO, t)[0].score for t in (1.0, 3.0))
    assert sure > unsure


def layers_of(pieces: Pieces, heads: list[int], relation: str = "mod") -> Layers:
    layers = new_layers(pieces)
    layers.governors[:] = heads
    layers.governor_scores[:] = np.linspace(0.9, 0.5, len(heads))
    layers.labels[:, COLUMNS["relations"].start + RELATION_LABELS.index(relation)] = 5
    return layers


def test_words_have_heads_relations_and_factuality(tokenizer: Tokenizer) -> None:
    text = "the minister said it"
    pieces = pieces_of(tokenizer, text)
    layers = layers_of(pieces, [1, 2, -1, 2])
    layers.labels[2, -1] = 7.5
    words = find_words(pieces, layers)
    assert [(w.span.of(text), w.head, w.relation) for w in words] == [
        ("the", 1, "mod"), ("minister", 2, "mod"), ("said", -1, "mod"), ("it", 2, "mod"),
    ]  # fmt: skip
    assert words[2].factuality == 3.0


def test_a_circle_is_cut_where_it_is_least_sure(tokenizer: Tokenizer) -> None:
    words = find_words(pieces := pieces_of(tokenizer, "he said it will open"), layers_of(pieces, [1, 2, 0, 4, 3]))
    assert [w.head for w in words] == [1, 2, -1, 4, -1]


@given(st.lists(st.integers(-1, 11), min_size=12, max_size=12))
def test_every_word_hangs_on_a_root(heads: list[int]) -> None:
    count = len(heads)
    number: IntArray = np.arange(count)
    pieces = Pieces(number, number * 2, number * 2 + 1, number, number, number * 0, number)
    words = find_words(pieces, layers_of(pieces, heads))
    for start in range(count):
        at, steps = start, 0
        while at >= 0:
            at, steps = words[at].head, steps + 1
            assert steps <= count


def test_a_window_decides_only_what_is_its_own(tokenizer: Tokenizer) -> None:
    pieces = pieces_of(tokenizer, "he said it.\nthey denied it.\nwe told officials.")
    layers = new_layers(pieces)
    for first, own, end, value in ((0, 0, 8, 1.0), (4, 8, 12, 2.0)):
        shape = (1, end - first + 2)
        governors = np.full(shape, 2, dtype=np.int64)
        vectors = np.full((1, 4, VECTOR), value, dtype=np.float32)
        nothing = np.zeros((*shape, 1), dtype=np.float32)
        labels = np.full((*shape, WIDTH), value, dtype=np.float32)
        encoded = Encoded(nothing, nothing, nothing, labels, governors, np.full(shape, value, dtype=np.float32), vectors)
        layers.keep(encoded, 0, pieces, np.arange(first, end), own)
    assert layers.labels[:, 0].tolist() == [1.0] * 8 + [2.0] * 4
    assert layers.governors.tolist() == [1] * 8 + [5] * 4
    assert [bool((row == row[0]).all()) for row in layers.vectors] == [True] * 3
    assert [float(row[0]) for row in layers.vectors] == [4.0, 4.0, 8.0]


def test_vectors_are_packed_at_unit_length() -> None:
    packed = pack_vectors(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32))
    assert np.frombuffer(packed[0], dtype="<f2").tolist() == pytest.approx([0.6, 0.8], abs=1e-3)
    assert np.frombuffer(packed[1], dtype="<f2").tolist() == [0.0, 0.0]
