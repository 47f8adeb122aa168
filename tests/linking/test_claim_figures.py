"""Figures in the words of claims."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.claim_figures import are_alike, are_apart, are_comparable, find_figures
from sayso.records import Span


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("At least 12 people were killed", 12, math.inf, "people"),
        ("more than 1,200 homes burnt", 1200, math.inf, "things"),
        ("up to 140 kilometres an hour", 0, 140, "measure:kilometre"),
        ("dozens of demonstrators were detained", 24, 120, "people"),
        ("tens of thousands of protesters marched", 20_000, 150_000, "people"),
        ("between 10 and 12 soldiers died", 10, 12, "people"),
        ("2 to 3 million crowns", 2e6, 3e6, "money"),
        ("a ransom of $2 million", 2e6, 2e6, "money"),
        ("twenty-two inmates escaped", 22, 22, "people"),
        ("a dozen people died", 12, 12, "people"),
        ("forty thousand households lost power", 40_000, 40_000, "things"),
        ("won 46 per cent of the vote", 46, 46, "percent"),
        ("7.5% inflation", 7.5, 7.5, "percent"),
        ("the number of marchers at 22,000", 22_000, 22_000, "people"),
        ("the number of dead rose to 19", 19, 19, "people"),
        ("some 300 houses were destroyed", 255, 345, "things"),
    ],
)
def test_a_figure_is_a_range_with_a_unit(words: str, low: float, high: float, unit: str) -> None:
    (figure,) = find_figures(words)
    assert figure.low == pytest.approx(low, rel=0.006)
    assert figure.high == pytest.approx(high, rel=0.006)
    assert figure.unit == unit


@pytest.mark.parametrize(
    "words",
    [
        "on May 3",
        "3 February was cold",
        "it opens in 2033",
        "shortly before 9 p.m.",
        "a 19-year-old man",
        "one of the hikers was dead",
    ],
)
def test_days_years_hours_and_ages_are_no_figures(words: str) -> None:
    assert find_figures(words) == ()


def test_what_is_taken_for_a_date_is_no_figure() -> None:
    assert find_figures("12 people", (Span(0, 2),)) == ()


def test_the_words_of_a_figure_hold_its_bound() -> None:
    words = "police said at least 52 people died"
    (figure,) = find_figures(words)
    assert words[figure.start : figure.end] == figure.words == "at least 52"


def test_figures_are_compared_only_where_they_count_one_thing() -> None:
    dead, more_dead = find_figures("12 people were killed")[0], find_figures("the death toll rose to 19")[0]
    hurt, lorries = find_figures("14 people were injured")[0], find_figures("14 lorries")[0]
    assert are_comparable(dead, more_dead)
    assert not are_comparable(dead, hurt)
    assert not are_comparable(dead, lorries)


def test_open_ranges_are_apart_only_below_their_bound() -> None:
    least, less, more = (find_figures(f"{words} people died")[0] for words in ("at least 12", "9", "19"))
    assert are_apart(least, less)
    assert not are_apart(least, more)
    assert not are_alike(least, more), "nineteen is no other way to say at least twelve"
    assert are_alike(least, find_figures("12 people died")[0])


@given(st.text(max_size=80))
def test_no_text_is_too_odd(words: str) -> None:
    for figure in find_figures(words):
        assert figure.low <= figure.high
        assert 0 <= figure.start < figure.end <= len(words)


@given(st.integers(min_value=2, max_value=10**9))
def test_a_number_is_read_with_and_without_commas(number: int) -> None:
    (plain,), (grouped,) = find_figures(f"{number} lorries"), find_figures(f"{number:,} lorries")
    assert (plain.low, plain.high) == (grouped.low, grouped.high)
    assert plain.low <= number <= plain.high
