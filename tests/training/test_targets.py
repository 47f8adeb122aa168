"""Layers of a sample become labels of pieces: sets of allowed labels, heads, values."""

import numpy as np
import pytest
from sayso_training.samples import UNMARKED, Layer, Sample, Word
from sayso_training.targets import ROOT, UNKNOWN, make_targets, targets_of
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from sayso.records import Span
from sayso.tagging.labels import CUE_KIND_LABELS, NAME_BIO, RELATION_LABELS

TEXT = "ana ruiz did not leave vesta\nshe stayed"


@pytest.fixture
def tokenizer() -> Tokenizer:
    words = ["[UNK]", "ana", "ru", "##iz", "did", "not", "leave", "vesta", "she", "stayed"]
    tokens = Tokenizer(WordPiece({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106 - no password
    tokens.normalizer = BertNormalizer(lowercase=True)
    tokens.pre_tokenizer = BertPreTokenizer()
    return tokens


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def sample(**layers: object) -> Sample:
    sentences = (span("ana ruiz did not leave vesta"), span("she stayed"))
    return Sample("invented", "one", TEXT, sentences, **layers)  # type: ignore[arg-type]


def allowed(bits: int, labels: tuple[str, ...]) -> set[str]:
    return {label for n, label in enumerate(labels) if bits >> n & 1}


def test_a_marked_span_has_its_label_and_the_rest_what_the_corpus_leaves_open(tokenizer: Tokenizer) -> None:
    layer = Layer(((span("ana ruiz"), ("person",)), (span("vesta"), ("place", "org"))), frozenset({"person", "org", "place"}))
    names = make_targets(tokenizer, sample(names=layer)).names.tolist()
    assert [allowed(bits, NAME_BIO) for bits in names[:3]] == [{"B-person"}, {"I-person"}, {"I-person"}]
    assert allowed(names[6], NAME_BIO) == {"B-place", "B-org"}
    # The corpus marks no dates, peoples or outlets: an unmarked word may be one.
    open_labels = {"O", "B-norp", "I-norp", "B-media", "I-media", "B-date", "I-date"}
    assert allowed(names[3], NAME_BIO) == open_labels


def test_of_a_layer_that_is_not_marked_nothing_is_known(tokenizer: Tokenizer) -> None:
    targets = make_targets(tokenizer, sample())
    assert {allowed(bits, NAME_BIO) == set(NAME_BIO) for bits in targets.names.tolist()} == {True}
    assert set(targets.heads.tolist()) == {UNKNOWN}
    assert np.isnan(targets.factuality).all()


def test_a_tree_hangs_on_first_pieces(tokenizer: Tokenizer) -> None:
    words = tuple(
        Word(span(form), head, relation)
        for form, head, relation in [
            ("ana", 4, "subj"), ("ruiz", 0, "flat"), ("did", 4, "aux"), ("not", 4, "mod"), ("leave", -1, "root"),
            ("vesta", UNMARKED, "other"), ("she", 7, "subj"), ("stayed", -1, "root"),
        ]
    )  # fmt: skip
    targets = make_targets(tokenizer, sample(words=words))
    assert targets.heads.tolist() == [5, 0, 1, 5, 5, ROOT, UNKNOWN, 8, ROOT]
    assert targets.relations[2] == RELATION_LABELS.index("inner")


def test_an_arc_over_our_sentences_is_not_known(tokenizer: Tokenizer) -> None:
    words = (Word(span("she"), 1, "subj"), Word(span("leave"), -1, "root"))
    targets = make_targets(tokenizer, sample(words=words))
    assert targets.heads[7] == UNKNOWN
    assert targets.relations[7] == UNKNOWN


def test_a_value_stands_at_the_first_piece_of_its_predicate(tokenizer: Tokenizer) -> None:
    values = make_targets(tokenizer, sample(factuality=((span("leave"), -3.0),))).factuality
    assert values[5] == -3.0
    assert np.isnan(np.delete(values, 5)).all()


def test_kinds_are_known_at_checked_cues_only(tokenizer: Tokenizer) -> None:
    pieces = make_targets(tokenizer, sample()).pieces
    kinds = targets_of(pieces, kinds=[(span("did not leave"), ("denial", "decline"))]).kinds.tolist()
    assert allowed(kinds[3], CUE_KIND_LABELS) == {"denial", "decline"}
    assert allowed(kinds[0], CUE_KIND_LABELS) == set(CUE_KIND_LABELS)
