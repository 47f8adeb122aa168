"""Clocks at the beginning of lines, and the days that they belong to."""

import pytest

from sayso.reading.dates import read_date
from sayso.reading.entry_stamps import Stamp, is_in_order, localise, read_stamp, set_days
from sayso.records import PublicationDate


@pytest.mark.parametrize(
    ("line", "clock", "day", "zone", "rest"),
    [
        ("14:32", "14:32", None, None, ""),
        ("2.32pm GMT", "14:32", None, "Z", ""),
        ("14.32 BST", "14:32", None, "+01:00", ""),
        ("13:32 British Summer Time", "13:32", None, "+01:00", ""),
        ("7:05 am ET", "07:05", None, None, ""),
        ("12.05am: The gates open", "00:05", None, None, "The gates open"),
        ("**14:32** The mayor speaks", "14:32", None, None, "The mayor speaks"),
        ("14.32: Mayor speaks", "14:32", None, None, "Mayor speaks"),
        ("14h32 – Le maire", "14:32", None, None, "Le maire"),
        ("14:32:10 Water", "14:32:10", None, None, "Water"),
        ("## 2031-05-03 13:32 – Minister flies in", "13:32", "2031-05-03", None, "Minister flies in"),
        ("03 May 2031, 13:32 By Ivo Lund", "13:32", "2031-05-03", None, "By Ivo Lund"),
        ("14:32 on 3 May 2031: Water", "14:32", "2031-05-03", None, "Water"),
        ("Posted at 13:32 3 May", "13:32", "--05-03", None, ""),
    ],
)
def test_a_line_that_begins_with_a_clock(line: str, clock: str, day: str | None, zone: str | None, rest: str) -> None:
    found = read_stamp(line)
    assert found is not None
    assert (found.clock, found.day, found.zone, line[found.end :], found.is_change) == (clock, day, zone, rest, False)


@pytest.mark.parametrize(
    "line",
    [
        "", "9.5 percent more", "1:0 to Merrow", "3-1 lead", "10 May 2031", "2 people", "25:00", "13pm", "99:99",
        "At 9.30am the council met", "10.05am saw the first boat", "The gates shut at 14:32",
    ],
)  # fmt: skip
def test_a_line_that_does_not(line: str) -> None:
    assert read_stamp(line) is None


def test_a_change_is_marked() -> None:
    found = read_stamp("Updated at 14.50 BST")
    assert found is not None
    assert found.is_change


@pytest.mark.parametrize(
    ("instant", "shown", "value", "zone"),
    [
        ("2031-05-03T02:15:00Z", "10:15 pm", "2031-05-02T22:15:00", "-04:00"),
        ("2031-05-03T12:32:00Z", "13.32 BST", "2031-05-03T13:32:00", "+01:00"),
        ("2031-05-03T20:00:00Z", "05:30", "2031-05-04T05:30:00", "+09:30"),
        ("2031-05-03T12:32:00Z", "12:32", "2031-05-03T12:32:00", "Z"),
        # A clock that is no whole quarter of an hour away is another clock.
        ("2031-05-03T12:32:00Z", "13:40", "2031-05-03T12:32:00", "Z"),
        ("2031-05-03T14:32:00+02:00", "13:32", "2031-05-03T14:32:00", "+02:00"),
    ],
)
def test_the_clock_beside_an_instant_tells_its_day(instant: str, shown: str, value: str, zone: str) -> None:
    stated = read_date(instant)
    assert stated is not None
    local = localise(stated, read_stamp(shown))
    assert (local.value, local.zone) == (value, zone)


def stamps(*lines: str) -> list[Stamp]:
    found = [read_stamp(line) for line in lines]
    return [one for one in found if one is not None]


def published(value: str, zone: str | None = None) -> PublicationDate:
    return PublicationDate(value, "minute" if "T" in value else "day", zone, "json-ld")


SECOND, THIRD = "2031-05-02", "2031-05-03"


@pytest.mark.parametrize(
    ("lines", "page", "changed", "days"),
    [
        (("10:00", "11:00", "12:00"), published(SECOND), None, [SECOND] * 3),
        (("12:00", "11:00", "10:00"), published(SECOND), SECOND, [SECOND] * 3),
        (("00:30", "23:50", "23:10"), published(SECOND), THIRD, [THIRD, SECOND, SECOND]),
        (("23:10", "23:50", "00:30"), published(SECOND), None, [SECOND, SECOND, THIRD]),
        # Times in another zone than the page's: the nearest day, here past midnight and here still the day before.
        (("00:35", "01:10", "02:00"), published("2031-05-02T23:30", "Z"), None, [THIRD] * 3),
        (("19:35", "20:10", "21:00"), published("2031-05-03T02:30", "Z"), None, [SECOND] * 3),
        # It began late in the evening, so that the first clock is that of the morning after.
        (("06:30", "07:00", "08:00"), published("2031-05-02T20:55", "+01:00"), None, [THIRD] * 3),
        (("10:00", "11:00", "12:00"), published(SECOND), "2031-05-06", [None] * 3),
        (("10:00", "11:00", "12:00"), None, None, [None] * 3),
        (("10:00", "11:00", "12:00"), published("2031-05"), None, [None] * 3),
        (("00:30", "23:50", "3 May 2031, 23:10"), None, None, ["2031-05-04", THIRD, THIRD]),
        (
            ("1 January, 00:30", "31 December, 23:10", "22:00"), published("2031-12-31"), None,
            ["2032-01-01", "2031-12-31", "2031-12-31"],
        ),
    ],
)  # fmt: skip
def test_days(lines: tuple[str, ...], page: PublicationDate | None, changed: str | None, days: list[str | None]) -> None:
    assert set_days(stamps(*lines), page, changed) == days


def test_order() -> None:
    assert is_in_order([900, 800, 700])
    assert is_in_order([700, 800, 900, 10])
    assert not is_in_order([700, 300, 900, 200, 800])
