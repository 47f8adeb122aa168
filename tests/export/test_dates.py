"""Dates in the words of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import timex

from sayso.export.dates import write_date, write_timex, write_value
from sayso.records import PublicationDate, Span


@pytest.mark.parametrize(
    ("value", "zone", "words"),
    [
        ("2018-09-04T19:59", None, "4 September 2018, 19:59"),
        ("2018-09-04T19:59:30", "+02:00", "4 September 2018, 19:59 +02:00"),
        ("2018-09-04", None, "4 September 2018"),
        ("2018-09", None, "September 2018"),
        ("2018", None, "2018"),
        ("lately", None, "lately"),
        ("2018-19", None, "2018-19"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(value: str, zone: str | None, words: str) -> None:
    assert write_date(PublicationDate(value, "minute", zone, "test")) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2018-09-03", "3 Sep 2018"),
        ("2018-06", "June 2018"),
        ("2018-W35", "week of 27 Aug 2018"),
        ("2018-W35-WE", "weekend of 1 Sep 2018"),
        ("2014", "2014"),
        ("201", "2010s"),
        ("19", "1900s"),
        ("2018-Q2", "Q2 2018"),
        ("2018-H1", "H1 2018"),
        ("2018-SU", "summer 2018"),
        ("2018-WI", "winter 2018/19"),
        ("2018-09-03TNI", "3 Sep 2018, night"),
        ("2018-09-03T19:30", "3 Sep 2018, 19:30"),
        ("2012/2014", "2012 to 2014"),
    ],
)
def test_a_value_of_the_calendar_is_written_short(value: str, words: str) -> None:
    assert write_value(value) == words


@pytest.mark.parametrize(
    "value",
    ["PAST_REF", "XXXX-06", "XXXX-WXX-1", "XXXX-XX-XXTMO", "P10Y", "2018-13", "2018-02-30", "2018-W60", "", "2018/", "T19:30"],
)
def test_a_value_that_names_no_stretch_of_the_calendar_has_no_words(value: str) -> None:
    assert write_value(value) is None


def test_an_expression_that_comes_to_no_date_keeps_its_own_words() -> None:
    text = "It sailed recently."
    assert write_timex(timex(text, "d1", Span(10, 18), "PAST_REF"), text) == "“recently”"


def test_a_portion_of_a_stretch_is_not_the_whole() -> None:
    text = "It sailed in early June."
    early = timex(text, "d1", Span(13, 23), "2018-06", granularity="month", rule="month+start")
    assert write_timex(early, text) == "early June 2018"


@given(st.text(alphabet="0123456789-WQHTXPEFRASUI_:/", max_size=14))
def test_any_value_is_written_or_has_no_words(value: str) -> None:
    assert write_value(value) != ""
