"""Stated days in claims."""

import pytest

from sayso.linking.claim_days import are_days_apart, find_days

MONDAY = "2031-03-10"


@pytest.mark.parametrize(
    ("one", "other", "is_apart"),
    [
        ("it broke out on Sunday", "it broke out on Saturday", True),
        ("it broke out on Sunday", "it broke out on March 9", False),
        ("they meet on 3 February", "they meet on 10 February", True),
        ("they meet in February", "they meet on 3 February", False),
        ("it was brought in January", "it was carried in February", True),
        ("the storm overnight", "the storm on Sunday", False),
        ("winds by Friday", "gusts on Friday", False),
        ("it will close in 2033", "it will close in 2032", True),
    ],
)
def test_two_times_are_apart_when_no_day_is_in_both(one: str, other: str, is_apart: bool) -> None:
    (left,), (right,) = find_days(one, MONDAY), find_days(other, MONDAY)
    assert are_days_apart(left, right) is is_apart


def test_one_weekday_of_two_publications_is_two_days_of_one_name() -> None:
    (left,), (right,) = find_days("on Sunday", MONDAY), find_days("on Sunday", "2031-03-24")
    assert (left.first, right.first) == ("2031-03-09", "2031-03-23")
    assert not are_days_apart(left, right), "whether the weeks differ is for the story to say"


def test_without_a_day_of_publication_relative_times_are_left_out() -> None:
    assert find_days("it broke out on Sunday", None) == ()
    assert find_days("it broke out on Sunday", "2031-03") == ()
    assert len(find_days("it broke out on 9 March 2031", None)) == 1


def test_durations_are_no_days() -> None:
    assert find_days("the truce would last for 30 days", MONDAY) == ()
