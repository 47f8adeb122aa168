from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import analysis

from sayso.errors import QueryError
from sayso.records import Block, Span
from sayso.web.views.choices import (
    choose_words,
    cut_passage,
    find_paragraph,
    find_passage,
    read_pieces,
    split_sentences,
)
from sayso.web.views.segments import Mark

STORY = analysis(
    ("Mayor Ilse Hartog", "said", "the 🛶 ferry is late"),
    ("Officials", "denied", "that anybody was paid"),
    ("The harbour", "announced", "a new pier, at last"),
    ("Radio Korvia", "reported", "that boats had left"),
)
TEXT = STORY.document.text


def test_a_passage_has_the_sentences_on_either_side() -> None:
    inside = STORY.claims[1].contents
    passage = find_passage(STORY, inside, around=1)
    assert passage == Span(STORY.sentences[0].start, STORY.sentences[2].end)
    assert find_passage(STORY, inside, around=9) == Span(0, len(TEXT))


def test_a_document_without_sentences_has_passages_too() -> None:
    bare = replace(STORY, sentences=())
    assert find_passage(bare, [Span(5, 9)]).contains(Span(5, 9))
    assert find_passage(bare, []).start == 0


def test_the_paragraph_of_a_place_is_its_block() -> None:
    blocks = (Block(Span(0, 40), "body"), Block(Span(40, len(TEXT)), "body"))
    story = replace(STORY, document=replace(STORY.document, blocks=blocks))
    assert find_paragraph(story, 41) == blocks[1].span
    assert find_paragraph(replace(STORY, document=replace(STORY.document, blocks=())), 3) == STORY.sentences[0]


def test_pieces_and_what_is_between_them_are_the_passage() -> None:
    passage = find_passage(STORY, STORY.claims[1].contents)
    for choice in (
        choose_words(TEXT, passage, "contents", "What is said", STORY.claims[1].contents),
        split_sentences(STORY, passage, "passage", "Checked", [passage]),
    ):
        assert choice.before + "".join(piece.text + piece.after for piece in choice.pieces) == passage.of(TEXT)


def test_what_is_ticked_comes_back_as_the_same_spans() -> None:
    for claim in STORY.claims:
        choice = choose_words(TEXT, find_passage(STORY, claim.contents), "contents", "?", claim.contents)
        ticked = [f"{piece.start}-{piece.end}" for piece in choice.pieces if piece.chosen]
        assert read_pieces("contents", ticked, TEXT) == [[span.start, span.end] for span in claim.contents]
        assert choice.chosen == claim.contents[0].of(TEXT)


def test_a_span_within_a_word_is_cut_out_of_it() -> None:
    start = TEXT.index("harbour") + 2
    choice = choose_words(TEXT, Span(0, len(TEXT)), "cue", "?", [Span(start, start + 3)])
    assert [piece.text for piece in choice.pieces if piece.chosen] == ["rbo"]


def test_segments_of_a_passage_know_their_places_in_the_text() -> None:
    passage = Span(10, 60)
    segments = cut_passage(TEXT, passage, [Mark(Span(0, 20), "source", 1), Mark(Span(70, 80), "cue", 1)])
    assert "".join(one.text for one in segments) == passage.of(TEXT)
    assert all(TEXT[one.start : one.end] == one.text for one in segments)
    assert [one.end for one in segments if one.marks] == [20]


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)), max_size=12))
def test_ticked_places_come_to_spans_in_order(pairs: list[tuple[int, int]]) -> None:
    pieces = [(start, min(start + length, len(TEXT))) for start, length in pairs]
    spans = read_pieces("contents", [f"{start}-{end}" for start, end in pieces], TEXT)
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    assert {place for start, end in pieces for place in range(start, end)} <= covered


@pytest.mark.parametrize("given", ["", "5", "a-b", "7-7", "9-3", "0-100000000000000", "²-³", "1-2-3"])
def test_what_is_no_place_is_refused(given: str) -> None:
    with pytest.raises(QueryError):
        read_pieces("contents", [given], TEXT)
