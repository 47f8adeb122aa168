"""Dates written for people: when a page was published, and what a time expression of its text comes to.

In: ISO 8601 of a page, TIMEX3 values of a text. Out: "4 September 2018, 19:59", "3 Sep 2018", "week of 27 Aug 2018", "2014". A
value that names no stretch of the calendar (PAST_REF, XXXX-06) has no such words: nothing is guessed.
"""

import re
from datetime import date, timedelta
from typing import Final

from sayso.records import PublicationDate, Timex

__all__ = ["write_date", "write_timex", "write_value"]

MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905  shorter
)
PUBLISHED: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}))?)?)?")
DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
WEEK: Final = re.compile(r"(\d{4})-W(\d{2})(-WE)?", re.ASCII)
PART_OF_YEAR: Final = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)", re.ASCII)
CLOCK: Final = re.compile(r"\d{2}:\d{2}(?::\d{2})?", re.ASCII)
SPAN_OF_YEARS: Final = re.compile(r"\d{2,4}", re.ASCII)
PARTS: Final = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
SEASONS: Final = {"SP": "spring", "SU": "summer", "FA": "autumn"}
#: What the last part of a rule's name says of the stretch that it read: "early June".
PORTIONS: Final = {"start": "early ", "mid": "mid-", "end": "late "}


def write_date(published: PublicationDate) -> str:
    """A date of publication: "4 September 2018, 19:59"."""
    match = PUBLISHED.match(published.value)
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        return published.value
    year, month, day, clock = match.groups()
    words = " ".join(filter(None, (day and str(int(day)), month and MONTHS[int(month) - 1], year)))
    return words + (f", {clock}" if clock else "") + (f" {published.zone}" if clock and published.zone else "")


def write_timex(timex: Timex, text: str) -> str:
    """What a time expression comes to, in few words; where it comes to no date, its own words in quotation marks."""
    written = write_value(timex.value)
    if written is None:
        return f"“{timex.span.of(text)}”"
    is_day = timex.granularity in {"day", "part", "minute"}
    return ("" if is_day else PORTIONS.get(timex.rule.rpartition("+")[2], "")) + written


def write_value(value: str) -> str | None:
    """A TIMEX3 value in few words; null where it names no stretch of the calendar."""
    first, slash, last = value.partition("/")
    if slash:
        begins, ends = _write_one(first), _write_one(last)
        return None if begins is None or ends is None else f"{begins} to {ends}"
    return _write_one(value)


def _write_one(value: str) -> str | None:
    head, _, clock = value.partition("T")
    try:
        if match := DAY.fullmatch(head):
            return _with_clock(_write_day(date(*map(int, match.groups()))), clock)
        if clock:
            return None
        if match := WEEK.fullmatch(head):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return f"weekend of {_write_day(monday + timedelta(days=5))}" if match[3] else f"week of {_write_day(monday)}"
    except (ValueError, OverflowError):
        return None
    return _write_long(head)


def _write_long(value: str) -> str | None:
    """A month and more."""
    if match := MONTH.fullmatch(value):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if 1 <= int(match[2]) <= 12 else None
    if match := PART_OF_YEAR.fullmatch(value):
        year, part = match[1], match[2]
        if part == "WI":  # it begins in December
            return f"winter {year}/{(int(year) + 1) % 100:02}"
        return f"{SEASONS[part]} {year}" if part in SEASONS else f"{part} {year}"
    if SPAN_OF_YEARS.fullmatch(value) is None:
        return None
    return {4: value, 3: f"{value}0s"}.get(len(value), f"{value}00s")


def _write_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _with_clock(day: str, clock: str) -> str | None:
    if not clock:
        return day
    if clock in PARTS:
        return f"{day}, {PARTS[clock]}"
    return f"{day}, {clock[:5]}" if CLOCK.match(clock) else None
