from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.strategies import spans

from sayso.records import Span, merge_spans, strip_span, text_of


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 2), (-2, -1)])
def test_a_span_that_ends_before_it_starts_or_starts_below_zero_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_counts_code_points() -> None:
    assert Span(2, 4).of("😀 hé!") == "hé"
    assert len(Span(2, 4)) == 2


@given(spans(), spans())
def test_spans_overlap_where_they_share_a_character(left: Span, right: Span) -> None:
    shared = set(range(left.start, left.end)) & set(range(right.start, right.end))
    assert left.overlaps(right) == right.overlaps(left)
    assert left.overlaps(right) or not shared
    if len(left) and len(right):
        assert left.overlaps(right) == bool(shared)


@given(spans(), spans())
def test_a_span_contains_what_lies_wholly_inside(left: Span, right: Span) -> None:
    assert left.contains(right) == (left.start <= right.start and right.end <= left.end)


def test_a_span_loses_the_white_space_at_its_ends() -> None:
    assert strip_span("a \n who said \t so", Span(1, 13)) == Span(4, 12)


@given(st.text(alphabet=" \n\u00a0ab", max_size=12))
def test_a_stripped_span_covers_what_python_strips_to(text: str) -> None:
    assert strip_span(text, Span(0, len(text))).of(text) == text.strip()


def test_discontinuous_pieces_are_joined_by_a_gap() -> None:
    assert text_of("never said never", (Span(0, 5), Span(11, 16))) == "never … never"


@given(st.lists(spans(), max_size=8))
def test_merged_spans_cover_the_same_characters_apart_and_in_order(some: list[Span]) -> None:
    merged = merge_spans(some)
    assert {n for span in merged for n in range(span.start, span.end)} == {
        n for span in some for n in range(span.start, span.end)
    }
    assert all(left.end < right.start for left, right in pairwise(merged))
