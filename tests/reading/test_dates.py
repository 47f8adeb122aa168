"""Dates as pages write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.dates import find_date_in_address, find_dates, read_date


@pytest.mark.parametrize(
    ("written", "value", "precision", "zone"),
    [
        ("19:59 04.09.2018", "2018-09-04T19:59", "minute", None),
        ("Published 4 September 2018 at 19:59 BST", "2018-09-04T19:59", "minute", "+01:00"),
        ("2018-09-04T19:59:07.123+02:00", "2018-09-04T19:59:07", "second", "+02:00"),
        ("2018-09-04T19:59:07Z", "2018-09-04T19:59:07", "second", "Z"),
        ("20180904T195907Z", "2018-09-04T19:59:07", "second", "Z"),
        ("20180904", "2018-09-04", "day", None),
        ("2018-09-04", "2018-09-04", "day", None),
        ("2018-09", "2018-09", "month", None),
        ("Tue, 04 Sep 2018 19:59:00 +0100", "2018-09-04T19:59:00", "second", "+01:00"),
        ("Tue Sep  4 19:59:00 UTC 2018", "2018-09-04T19:59:00", "second", "Z"),
        ("September 4, 2018 / 7:59 PM / Port Gazette", "2018-09-04T19:59", "minute", None),
        ("Sept. 4, 2018 at 7 p.m. EDT", "2018-09-04T19:00", "minute", "-04:00"),
        ("12:05 AM, 4 Sep 2018", "2018-09-04T00:05", "minute", None),
        ("Sep 04 2018 07:59 AM (GMT+3)", "2018-09-04T07:59", "minute", "+03:00"),
        ("4. September 2018, 19.59 Uhr", "2018-09-04T19:59", "minute", None),
        ("vom 3. März 2020 um 14 Uhr MEZ", "2020-03-03T14:00", "minute", "+01:00"),
        ("20h15 le 1er mars 2020", "2020-03-01T20:15", "minute", None),
        ("12:30, 4 de octubre de 2019", "2019-10-04T12:30", "minute", None),
        ("29 Feb 2020 18.00 GMT", "2020-02-29T18:00", "minute", "Z"),
        ("2018年9月4日", "2018-09-04", "day", None),
        ("3 JAN 90", "1990-01-03", "day", None),
        ("May 2018", "2018-05", "month", None),
        ("13/09/2018 10:05", "2018-09-13T10:05", "minute", None),
        ("09/14/2018", "2018-09-14", "day", None),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_stated(written: str, value: str, precision: str, zone: str | None) -> None:
    found = read_date(written)
    assert found is not None
    assert (found.value, found.precision, found.zone, found.doubt) == (value, precision, zone, None)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1539766800",
        "September 31, 2018",
        "29 Feb 2019",
        "2019-13-01",
        "Mayor 2018",
        "1990-1995",
        "3 September",
        "Sept 3",
        "0000-00-00",
    ],
)
def test_what_is_no_full_date_is_not_read(written: str) -> None:
    assert read_date(written) is None


def test_slashes_do_not_say_which_is_the_day() -> None:
    found = read_date("04/09/2018 10:00")
    assert found is not None
    assert (found.value, found.doubt) == ("2018-09-04T10:00", "2018-04-09T10:00")


@pytest.mark.parametrize(("day_first", "value"), [(True, "2018-09-04"), (False, "2018-04-09")])
def test_the_page_may_say_which_is_the_day(day_first: bool, value: str) -> None:
    found = read_date("04/09/2018", day_first)
    assert found is not None
    assert (found.value, found.doubt) == (value, None)


def test_a_zone_that_means_two_is_no_zone() -> None:
    found = read_date("4 September 2018 19:59 IST")
    assert found is not None
    assert found.zone is None


def test_a_date_after_a_word_for_a_change_is_marked() -> None:
    first, second = find_dates("Published 4 Sep 2018, updated 5 Sep 2018 10:00 GMT")
    assert (first.value, first.is_change) == ("2018-09-04", False)
    assert (second.value, second.is_change) == ("2018-09-05T10:00", True)


def test_a_day_without_a_year_keeps_none() -> None:
    assert [found.value for found in find_dates("BEIRUT, Sept. 3")] == ["--09-03"]


def test_the_span_covers_date_and_time() -> None:
    line = "Posted on 4 September 2018 at 19:59 BST by the desk"
    (found,) = find_dates(line)
    assert found.span.of(line) == "4 September 2018 at 19:59 BST"


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://news.example/2018/09/04/offer", "2018-09-04"),
        ("https://news.example/2018/sep/04/offer", "2018-09-04"),
        ("/archive/offer-20180904.html", "2018-09-04"),
        ("https://news.example/a/2018-09-04-offer?x=2019-01-01", "2018-09-04"),
    ],
)
def test_an_address_may_hold_a_day(address: str, value: str) -> None:
    found = find_date_in_address(address)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "address", ["", "https://news.example/2018/09/offer", "https://news.example/20189904/", "x/12345678901/"]
)
def test_an_address_without_a_day_has_none(address: str) -> None:
    assert find_date_in_address(address) is None


@given(st.text(max_size=400))
def test_no_text_makes_the_readers_raise(text: str) -> None:
    for found in find_dates(text):
        assert found.span.end <= len(text)
    read_date(text)
    find_date_in_address(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_comes_back_from_every_unambiguous_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%Y%m%d", "%d %b %Y"):
        found = read_date(day.strftime(form))
        assert found is not None
        assert found.value == day.isoformat()


@pytest.mark.parametrize("unit", ["1", "May ", "1.1.", " ", "+1", "1 may ", "12:30 ", "2018-", "a/2018/09/", "(GMT", "1st of "])
def test_a_megabyte_of_near_dates_takes_no_longer_than_a_line(unit: str) -> None:
    malice = unit * (1_000_000 // len(unit))
    find_dates(malice)
    read_date(malice)
    find_date_in_address(malice)
