"""Numbers with what bounds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.bounded import read_figures


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("up to 50 people", 50, "upper"),
        ("as many as five thousand", 5000, "upper"),
        ("no more than 5", 5, "upper"),
        ("at least twelve soldiers", 12, "lower"),
        ("more than 1,200 homes", 1200, "lower"),
        ("some 40 barns", 40, "about"),
        ("$3.5 billion", 3.5e9, "exact"),
        ("between 30 and 50 boats", 50, "upper"),
        ("30 to 50 boats", 50, "upper"),
        ("fell by 10,000 to 1.3 million", 1.3e6, "exact"),
        ("bringing the total of claims up to 42 million", 42e6, "exact"),
    ],
)
def test_a_number_and_its_bound(words: str, value: float, bound: str) -> None:
    figure = read_figures(words)[-1]
    assert (figure.value, figure.bound) == (value, bound)


@pytest.mark.parametrize("words", ["in 2012", "on June 12", "a 12-year-old", "one of them", "at 5 p.m.", "no number"])
def test_what_is_no_number_of_anything(words: str) -> None:
    assert read_figures(words) == ()


@given(st.text(max_size=80))
def test_any_text_can_be_read(words: str) -> None:
    assert all(figure.words in words for figure in read_figures(words))
