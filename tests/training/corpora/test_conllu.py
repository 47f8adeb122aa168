"""CoNLL-U: offsets, words that share a form, and broken files."""

from pathlib import Path

import pytest
from sayso_training.corpora.conllu import read_sentences
from tests.training.corpora.snippets import block, tokens_of

DENIAL = """
Mara Mara PROPN NNP 4 nsubj
2-3 didn't
did do AUX VBD 4 aux
n't not PART RB 4 advmod
leave leave VERB VB 0 root +
. . PUNCT . 4 punct
"""
GONNA = """
We we PRON PRP 4 nsubj
2-3 wants
want want VERB VBP 0 root
to to PART TO 4 mark
stay stay VERB VB 2 xcomp
"""


def test_words_of_one_form_have_their_own_spans(tmp_path: Path) -> None:
    text, tokens = tokens_of(tmp_path, DENIAL)
    assert text == "Mara didn't leave."
    assert [token.span.of(text) for token in tokens] == ["Mara", "did", "n't", "leave", "."]
    assert [token.head for token in tokens] == [3, 3, 3, -1, 3]


def test_a_form_that_does_not_come_apart_goes_to_its_first_word(tmp_path: Path) -> None:
    text, tokens = tokens_of(tmp_path, GONNA)
    assert text == "We wants stay"
    assert [(token.span.of(text), token.number, token.head) for token in tokens] == [
        ("We", 1, 2),
        ("wants", 2, -1),
        ("stay", 4, 1),
    ]


def test_a_form_takes_the_head_of_its_highest_word_and_makes_no_circle(tmp_path: Path) -> None:
    short = """
    1-2 dunno
    do do AUX VBP 3 aux
    n't not PART RB 3 advmod
    know know VERB VB 0 root
    """
    _, tokens = tokens_of(tmp_path, short)
    assert [token.head for token in tokens] == [1, -1]


def test_the_text_comment_decides_where_a_word_stands(tmp_path: Path) -> None:
    path = tmp_path / "one.conllu"
    path.write_text(block(DENIAL, "text = Mara  didn't leave ."), encoding="utf-8")
    (sentence,) = read_sentences(path)
    assert sentence.text == "Mara  didn't leave ."
    assert sentence.tokens[-1].span.start == 19


def test_a_text_comment_that_does_not_fit_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "one.conllu"
    path.write_text(block(DENIAL, "text = Mara left."), encoding="utf-8")
    assert read_sentences(path)[0].text == "Mara didn't leave."


def test_empty_nodes_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "one.conllu"
    empty = "\t".join(["2.1", "goes", *"_" * 8])
    path.write_text(block(DENIAL).replace("4\tleave", f"{empty}\n4\tleave"), encoding="utf-8")
    assert len(read_sentences(path)[0].tokens) == 5


def test_documents_and_paragraphs_are_known(tmp_path: Path) -> None:
    path = tmp_path / "two.conllu"
    text = block(DENIAL, "newdoc id = a") + block(DENIAL) + block(DENIAL, "newpar") + block(DENIAL, "newpar id = p2")
    path.write_text(text, encoding="utf-8")
    assert [(s.document, s.opens) for s in read_sentences(path)] == [("a", True), ("a", False), ("a", True), ("a", True)]


def test_a_line_without_ten_columns_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text("1\tMara\tMara\n\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad.conllu: 3 columns"):
        read_sentences(path)
