"""Numbers as English writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.languages.amounts import Amount, find_amounts, is_no_count, read_tokens


def amounts(words: str) -> list[Amount]:
    return list(find_amounts(read_tokens(words)))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("52", 52, 52),
        ("1,200", 1200, 1200),
        ("2 1/2 million", 2.5e6, 2.5e6),
        ("2½ million", 2.5e6, 2.5e6),
        ("one and a half million", 1.5e6, 1.5e6),
        ("half a million", 5e5, 5e5),
        ("a quarter of a million", 2.5e5, 2.5e5),
        ("a dozen", 12, 12),
        ("twenty-two", 22, 22),
        ("three hundred and five", 305, 305),
        ("two hundred and fifty thousand", 250_000, 250_000),
        ("a hundred thirty million", 1.3e8, 1.3e8),
        ("two thousand three hundred", 2300, 2300),
        ("between 20 and 30", 20, 30),
        ("2 to 3 million", 2e6, 3e6),
        ("two or three", 2, 3),
        ("dozens", 24, 120),
        ("tens of thousands", 20_000, 150_000),
        ("a few hundred", 200, 900),
        ("several dozen", 36, 240),
        ("no one", 0, 0),
        ("nobody", 0, 0),
    ],
)
def test_a_number_has_bounds_in_words_and_in_figures(words: str, low: float, high: float) -> None:
    (found,) = amounts(words)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("a third of them", 1 / 3),
        ("two-thirds of pupils", 2 / 3),
        ("half of it", 0.5),
        ("one in four voters", 0.25),
        ("6 of 10 Poles", 0.6),
    ],
)
def test_a_fraction_is_a_part_of_one(words: str, share: float) -> None:
    (found,) = amounts(words)
    assert found.is_part
    assert found.low == pytest.approx(share)


@pytest.mark.parametrize("words", ["a third man was seen", "the second time", "nothing", "someone", "a quarter final"])
def test_an_ordinal_is_no_number(words: str) -> None:
    assert not any(found.is_part for found in amounts(words))


def test_two_numbers_that_do_not_bound_one_are_two() -> None:
    assert [found.low for found in amounts("killed two in five days")] == [2, 5]
    assert [found.low for found in amounts("rose $2, to $18")] == [2, 18]
    assert [found.low for found in amounts("by 52 to 48")] == [52, 48]


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("at least 52", "above"),
        ("no fewer than ten", "above"),
        ("up to 40", "below"),
        ("some 30", "about"),
        ("only 3", ""),
        ("52", ""),
    ],
)
def test_the_words_before_a_number_bound_it(words: str, bound: str) -> None:
    (found,) = amounts(words)
    assert found.bound == bound
    assert found.first == 0


def test_a_sign_stands_between_a_bound_and_its_number() -> None:
    (found,) = amounts("more than US$1 million")
    assert (found.bound, found.first, found.low) == ("above", 0, 1e6)


@pytest.mark.parametrize("words", ["on May 3", "in 2033", "before 9 p.m.", "a 19-year-old man", "one of the hikers", "the 3rd"])
def test_days_years_hours_and_ages_count_nothing(words: str) -> None:
    tokens = read_tokens(words)
    assert all(is_no_count(tokens, found.at, found.after) for found in find_amounts(tokens))


@given(st.text(alphabet="0123456789 ,.-$½/abdefhimnotuy", max_size=40))
def test_no_text_is_too_odd(words: str) -> None:
    tokens = read_tokens(words)
    end = 0
    for found in find_amounts(tokens):
        assert 0 <= found.first <= found.at < found.after <= len(tokens)
        assert found.low <= found.high
        assert found.at >= end, "no token is read twice"
        end = found.after


@given(st.integers(min_value=21, max_value=99), st.sampled_from(["", " thousand", " million"]))
def test_a_number_is_one_in_words_and_in_figures(number: int, magnitude: str) -> None:
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"][number // 10 - 2]
    ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][number % 10]
    (in_words,) = amounts(f"{tens}{'-' if ones else ''}{ones}{magnitude}")
    (in_figures,) = amounts(f"{number}{magnitude}")
    assert in_words.low == in_figures.low
