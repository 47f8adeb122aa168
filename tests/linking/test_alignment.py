"""The runs that two texts share tile both of them, and are all there."""

from hypothesis import given
from hypothesis import strategies as st
from tests.linking.prints import make_print, paragraph

from sayso.linking.alignment import Run, Sorted, find_runs, join_runs, sort_grams
from sayso.linking.grams import GRAM, gather_words_of


def sorted_of(text: str) -> Sorted:
    return sort_grams(gather_words_of(make_print(text).told))


def runs_of(left: str, right: str) -> tuple[Run, ...]:
    return find_runs(sorted_of(left), sorted_of(right))


def test_a_text_and_itself_are_one_run() -> None:
    text = paragraph(1, 40)
    assert runs_of(text, text) == (Run(0, 0, 40),)


def test_four_words_are_none() -> None:
    assert runs_of("a b c d x y", "q a b c d z") == ()
    assert runs_of("a b c d e x", "q a b c d e") == (Run(0, 1, 5),)
    assert runs_of("", "a b c d e") == runs_of("a b c", "a b c") == ()


def test_moved_paragraphs_are_found_where_they_stand() -> None:
    one, two = paragraph(1, 20), paragraph(2, 30)
    assert runs_of(f"{one} {two}", f"{two} {one}") == (Run(0, 30, 20), Run(20, 0, 30))


def test_what_one_side_repeats_is_taken_once_from_the_other() -> None:
    one = paragraph(1, 12)
    assert runs_of(one, f"{one} {paragraph(2, 9)} {one}") == (Run(0, 0, 12),)


def test_an_endless_refrain_ends() -> None:
    runs = runs_of("na " * 3000, "na " * 3000)
    assert sum(run.words for run in runs) <= 3000


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.lists(st.sampled_from("abcd"), max_size=60))
def test_runs_are_equal_words_that_overlap_on_neither_side(left: list[str], right: list[str]) -> None:
    runs = runs_of(" ".join(left), " ".join(right))
    for run in runs:
        assert run.words >= GRAM
        assert left[run.left : run.left + run.words] == right[run.right : run.right + run.words]
    for side in ("left", "right"):
        taken = [place for run in runs for place in range(getattr(run, side), getattr(run, side) + run.words)]
        assert len(taken) == len(set(taken))
    grams = {tuple(right[at : at + GRAM]) for at in range(len(right) - GRAM + 1)}
    shares_one = any(tuple(left[at : at + GRAM]) in grams for at in range(len(left) - GRAM + 1))
    assert bool(runs) == shares_one


def test_runs_with_few_words_between_are_one_passage() -> None:
    runs = (Run(0, 10, 8), Run(10, 19, 6), Run(40, 60, 5))
    first, second = join_runs(runs, 6)
    assert (first.left, first.left_end, first.right, first.right_end, first.words) == (0, 16, 10, 25, 14)
    assert second.words == 5
    assert len(join_runs(runs, 0)) == 3
