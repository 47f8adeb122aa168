from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.web.views.segments import MOST_MARKS, Mark, Segment, cut_text, find_levels, find_words

TEXT = "Ministers 🚢 said “no”."


def mark(start: int, end: int, role: str = "contents", number: int = 1) -> Mark:
    return Mark(Span(start, end), role, number)


def test_a_text_without_marks_is_one_segment() -> None:
    assert cut_text("It rains.", []) == (Segment(0, 9, "It rains."),)
    assert cut_text("", [mark(0, 4)]) == ()


def test_a_sign_outside_the_basic_plane_counts_as_one() -> None:
    source, cue = mark(0, 11, "source"), mark(12, 16, "cue")
    texts = [(one.text, one.marks) for one in cut_text(TEXT, [source, cue])]
    assert texts == [("Ministers 🚢", (source,)), (" ", ()), ("said", (cue,)), (" “no”.", ())]


def test_marks_may_cross_and_nest_the_shortest_comes_first() -> None:
    outer, inner, crossing = mark(0, 9, number=1), mark(2, 5, number=2), mark(4, 12, number=3)
    found = cut_text("0123456789abcdef", [outer, inner, crossing])
    assert [(one.text, [m.number for m in one.marks]) for one in found] == [
        ("01", [1]),
        ("23", [2, 1]),
        ("4", [2, 3, 1]),
        ("5678", [3, 1]),
        ("9ab", [3]),
        ("cdef", []),
    ]


def test_empty_marks_are_left_out_and_long_ones_are_cut() -> None:
    assert [one.marks for one in cut_text("abc", [mark(1, 1), mark(9, 12)])] == [()]
    assert [one.text for one in cut_text("abc", [mark(2, 99)])] == ["ab", "c"]


def test_further_cuts_fall_where_they_are_wanted() -> None:
    assert [one.text for one in cut_text("abc", [], [0, 1, 3, 7, -2])] == ["a", "bc"]


def test_words_can_be_segments_of_their_own() -> None:
    text = "It’s the port's “half-built” quay."
    found = [one.text for one in cut_text(text, [], find_words(text)) if one.text.strip()]
    assert found == ["It’s", "the", "port's", "“", "half-built", "”", "quay", "."]


def test_groups_that_nest_or_cross_stand_on_lines_of_their_own() -> None:
    outer, inner, apart, crossing = [Span(0, 20)], [Span(5, 9), Span(12, 14)], [Span(30, 40)], [Span(13, 25)]
    assert find_levels([outer, inner, apart, crossing]) == (0, 1, 0, 2)
    assert find_levels([[Span(3, 5)], [Span(3, 9)]]) == (1, 0)
    assert find_levels([[], [Span(0, 2)]]) == (0, 0)


@given(
    st.text(alphabet=st.sampled_from("ab 🚢é\n\u202e"), max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 12)), max_size=14),
    st.lists(st.integers(-3, 50), max_size=5),
)
def test_the_segments_are_the_text_and_carry_exactly_the_marks_over_them(
    text: str, places: list[tuple[int, int]], cuts: list[int]
) -> None:
    marks = [mark(start, start + length, number=index) for index, (start, length) in enumerate(places)]
    segments = cut_text(text, marks, cuts)
    assert "".join(one.text for one in segments) == text
    assert all(left.end == right.start for left, right in pairwise(segments))
    for one in segments:
        assert one.text == text[one.start : one.end] != ""
        over = {m.number for m in marks if m.span.start <= one.start and one.end <= m.span.end}
        named = [m.number for m in one.marks]
        assert set(named) <= over
        assert len(named) == min(len(over), MOST_MARKS)
        lengths = [min(len(text), m.span.end) - m.span.start for m in one.marks]
        assert lengths == sorted(lengths)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12))
def test_no_two_groups_that_share_a_place_share_a_line(places: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in places]
    levels = find_levels([[span] for span in spans])
    for left, one in zip(levels, spans, strict=True):
        for right, other in zip(levels, spans, strict=True):
            assert one is other or left != right or not one.overlaps(other)


def test_many_marks_over_one_text_end_soon() -> None:
    text = "word " * 20_000
    marks = [mark(0, len(text) - index, number=index) for index in range(20_000)]
    assert len(cut_text(text, marks)) == 20_000  # a loop over all open marks for each segment would take hours
