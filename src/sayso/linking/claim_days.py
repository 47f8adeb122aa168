"""Stated days in the words of a claim, and whether two of them can be one.

In: the words and the day of publication. Out: `Day`s, from the earliest to the latest day that the words may mean. They are
read by the grammar of `languages.en_times`; what has no day ("for 30 days", "soon") is none. Which of them dates what is not
asked.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from sayso.languages.en_times import NO_CLOCK, Clock, find_times
from sayso.records import Span

__all__ = ["Day", "are_days_apart", "find_days"]

NAMES: Final = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october"
    "|november|december"
)
NAMED: Final = re.compile(rf"\d+|{NAMES}", re.IGNORECASE)
VAGUE: Final = re.compile(r"\b(?:by|before|after|until|since|night|overnight|early|late|evening)\b", re.IGNORECASE)
#: Days that a vague time may be off.
NEAR: Final = 2
YEAR: Final = 10_000


@dataclass(frozen=True, slots=True)
class Day:
    """A stated time as ISO days, from the earliest to the latest, with its granularity.

    `is_named` says that its words name it ("Sunday", "May 3", not "overnight"), `called` by which weekday or number.
    """

    first: str
    last: str
    granularity: str
    start: int
    end: int
    is_named: bool
    called: str = ""


def are_days_apart(left: Day, right: Day) -> bool:
    """Whether two stated times share no day; days that name no year are compared within it as well.

    A night and "at the weekend" may be the day beside; days that are named by their name or number are no other.
    """
    if (left.first <= right.last and right.first <= left.last) or left.called == right.called != "":
        return False
    if not (left.is_named and right.is_named) and _distance(left, right) <= NEAR:
        return False
    if "year" in {left.granularity, right.granularity}:
        return True
    shifts = [(_number(day.first) % YEAR, _number(day.last) % YEAR) for day in (left, right)]
    (a, b), (c, d) = shifts
    return not (a <= d and c <= b)


def _distance(left: Day, right: Day) -> int:
    """Days between two times."""
    first, second = sorted(((left.first, left.last), (right.first, right.last)))
    try:
        return (date.fromisoformat(second[0][:10]) - date.fromisoformat(first[1][:10])).days
    except ValueError:
        return 0


def _number(day: str) -> int:
    return int(day.replace("-", ""))


def find_days(words: str, day: str | None) -> tuple[Day, ...]:
    """The days that words name, counted from an ISO day where one is known."""
    return _read_days(words, day[:10] if day else "") if any(letter.isalnum() for letter in words) else ()


@lru_cache(maxsize=4096)
def _read_days(words: str, published: str) -> tuple[Day, ...]:
    """The days that words name; of a weekday or month those around the publication."""
    found = []
    for time in find_times(words, (Span(0, len(words)),), _clock(published)):
        first, last, _, end = (*time.bounds[:2], *time.bounds[2:])
        low, high = first or last, end or last or first
        if time.reading.kind in {"DATE", "TIME"} and low is not None and high is not None and low <= high:
            found.append(
                Day(
                    low,
                    high,
                    time.reading.granularity,
                    time.span.start,
                    time.span.end,
                    _is_named(time.span.of(words)),
                    _called(time.span.of(words)),
                )
            )
    return tuple(found)


def _is_named(words: str) -> bool:
    """Whether a time is named by its name or number."""
    return bool(NAMED.search(words)) and not VAGUE.search(words)


def _called(words: str) -> str:
    """The weekday of a time, or its month with its day."""
    return " ".join(sorted({found.lower() for found in NAMED.findall(words)}))


def _clock(published: str) -> Clock:
    try:
        return Clock(date.fromisoformat(published), "day", "published")
    except ValueError:
        return NO_CLOCK
