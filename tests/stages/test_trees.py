"""A tree answers what a span holds, what heads it and what hangs below, also where a model made a cycle of it."""

from hypothesis import given
from hypothesis import strategies as st
from tests.trees import tree

from sayso.records import Span, Word
from sayso.stages.trees import Tree

TEXT = "The dam held, Fors said."
HELD = tree(TEXT, "The/dam/mod dam/held/subj held/said/ccomp ,/held/punct Fors/said/subj said//root ./said/punct")


def test_a_span_has_its_words_and_a_head() -> None:
    contents = Span(0, TEXT.index(","))
    assert [HELD.form(place) for place in HELD.inside(contents)] == ["the", "dam", "held"]
    assert HELD.form(HELD.head([contents]) or 0) == "held"
    assert HELD.head([Span(0, 0)]) is None


def test_what_hangs_below_is_whole_and_can_leave_relations_out() -> None:
    assert {HELD.form(place) for place in HELD.below(2)} == {"the", "dam", "held", ","}
    assert {HELD.form(place) for place in HELD.below(2, frozenset({"subj", "punct"}))} == {"held"}


def test_a_predicate_is_the_nearest_clause_above() -> None:
    assert HELD.form(HELD.predicate(0)) == "held"
    assert HELD.predicate(5) == 5


def test_neighbouring_words_are_one_span() -> None:
    assert [span.of(TEXT) for span in HELD.spans([0, 1, 2, 4])] == ["The dam held", "Fors"]


@given(st.lists(st.integers(-1, 7), min_size=8, max_size=8))
def test_no_tree_hangs_the_reader(heads: list[int]) -> None:
    text = "a b c d e f g h"
    made = Tree(text, [Word(Span(2 * n, 2 * n + 1), head, "obj", 1.0, 0.0) for n, head in enumerate(heads)])
    for place in range(8):
        assert place in made.below(place)
        assert len(list(made.above(place))) < 8
    made.head([Span(0, len(text))])
