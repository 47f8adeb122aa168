"""Spans that people give: what is refused, and where they are found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import QueryError
from sayso.linking.anchors import find_spans, quote_span, read_span, read_spans, write_spans
from sayso.records import Span

TEXT = "The ferry is late. The mayor said so. The ferry is safe."


def test_pairs_and_spans_are_spans() -> None:
    assert read_spans("cue", [[0, 3], (4, 9), Span(10, 12)], TEXT) == (Span(0, 3), Span(4, 9), Span(10, 12))
    assert read_spans("sources", [], TEXT, may_be_empty=True) == ()


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        ([[0, 3], [2, 5]], "overlap"),
        ([[4, 9], [0, 3]], "in the order of the text"),
        ([], "nothing is marked"),
        ([[0, 99]], "outside the text"),
        ([[-1, 3]], "outside the text"),
        ([[3, 0]], "outside the text"),
        ([[3, 4]], "holds no words"),
        ([[0]], "not a span"),
        ([["0", "3"]], "whole numbers"),
        ([[0.0, 3.0]], "whole numbers"),
        ([None], "not a span"),
        ("0-3", "give a list"),
        (7, "give a list"),
    ],
)
def test_what_makes_no_sense_is_one_line(given_: object, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        read_spans("contents", given_, TEXT)
    assert "\n" not in str(caught.value)


def test_in_the_same_text_numbers_hold() -> None:
    written = write_spans(TEXT, [Span(0, 9), Span(38, 47)])
    assert find_spans(TEXT, written, is_same_text=True) == (Span(0, 9), Span(38, 47))


def test_in_another_text_words_are_found_by_what_stands_around_them() -> None:
    written = write_spans(TEXT, [Span(38, 47)])
    assert find_spans(f"News. {TEXT}", written, is_same_text=False) == (Span(44, 53),)


@pytest.mark.parametrize(
    "text",
    ["", "The ferry sank.", "A boat is late. A boat is safe.", f"{TEXT} So {TEXT} So"],
    ids=["none", "one", "no words", "twice"],
)
def test_words_that_are_gone_or_stand_twice_are_not_guessed(text: str) -> None:
    written = write_spans(TEXT, [Span(38, 47)])
    assert find_spans(text, written, is_same_text=False) is None


def test_spans_out_of_order_in_another_text_are_not_taken() -> None:
    written = write_spans("one two. three four.", [Span(0, 3), Span(9, 14)])
    assert find_spans("three four. one two.", written, is_same_text=False) is None


@given(st.text(min_size=1, max_size=80), st.data())
def test_what_is_written_down_is_found_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert find_spans(text, write_spans(text, [span]), is_same_text=True) == (span,)
    found = find_spans(text, write_spans(text, [span]), is_same_text=False)
    assert found is None or found[0].of(text) == span.of(text)
    assert quote_span(text, span).exact == span.of(text)


def test_a_span_alone_is_read_the_same_way() -> None:
    assert read_span("passage", (0, 9), TEXT) == Span(0, 9)
