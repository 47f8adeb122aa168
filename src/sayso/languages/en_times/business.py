"""Rules for the periods that companies report by: quarters, fiscal years, the year-ago period, year-end.

In: matches. Out: readings. A quarter without a year is the last that has begun; "a year earlier" is the same quarter of the
year before where a quarter is being spoken of, else the year before.
"""

from datetime import date

from sayso.languages.en_times.calendar import days_of, move, unit_value
from sayso.languages.en_times.reading import Match, Reading, Rule, of_value

__all__ = ["BUSINESS"]

#: Before these a period is a stretch of some length, not one of the calendar: "the year ended March 31".
ENDED = frozenset({"ended", "ending", "to", "that"})


def _quarter(number: int, match: Match) -> Reading | None:
    """A quarter of the year that the clock is in, or of the one before if it has not begun."""
    today = match.clock.day
    if not 1 <= number <= 4:
        return None
    if today is None or not match.clock.knows("Q"):
        return Reading("DATE", f"XXXX-Q{number}", (None, None), "quarter", is_counted=True)
    begins = days_of(f"{today.year:04}-Q{number}")
    has_begun = begins is not None and begins[0] is not None and begins[0] <= today
    year = today.year if has_begun or match.lean() == "future" else today.year - 1
    return of_value(f"{year:04}-Q{number}", "quarter", is_counted=True)


def _nth_quarter(match: Match) -> Reading | None:
    """The third quarter, a third-quarter loss, this year's third quarter, the year-ago third quarter."""
    if match.text("u") != "Q":
        return None
    number = int(match.number("n"))
    if match.word("n") == "final":
        number = 4
    if number == 0:
        return _last_quarter(match)
    reading = _quarter(number, match)
    shift = int(match.number("shift")) if match.has("shift") else 0
    if match.has("ago"):
        return _year_before(reading)
    if match.has("shift") and match.clock.day:
        return of_value(f"{match.clock.day.year + shift:04}-Q{number}", "quarter", is_counted=True)
    return reading


def _last_quarter(match: Match) -> Reading | None:
    """The quarter that is being spoken of, else the last that is over."""
    today, period = match.clock.day, match.period
    if period is not None and period.granularity == "quarter" and not (today and period.days[1] and period.days[1] > today):
        return period
    back = move(today, -1, "Q") if today and match.clock.knows("Q") else None
    return of_value(unit_value(back, "Q"), "quarter", is_counted=True) if back else None


def _the_quarter(match: Match) -> Reading | None:
    """Reads "the quarter", "the latest quarter", "the 1988 quarter", "the year-ago quarter"."""
    if match.text("u") != "Q":
        return None
    reading = _last_quarter(match)
    if match.has("ago"):
        return _year_before(reading)
    if match.has("y") and reading is not None:
        return of_value(match.text("y") + reading.value[4:], "quarter", is_counted=True)
    return reading


def _year_before(reading: Reading | None) -> Reading | None:
    """The same quarter or year, one year back."""
    if reading is None or not reading.value[:4].isdigit():
        return None
    return of_value(f"{int(reading.value[:4]) - 1:04}{reading.value[4:]}", reading.granularity, is_counted=True)


def _year_ago(match: Match) -> Reading | None:
    """For "a year earlier", "the year-ago period": the quarter before last year's, or last year."""
    if match.has("later") and match.word("later") != "earlier":
        return None
    if match.has("u") and match.text("u") != "Y":
        return None
    if match.period is not None and match.period.granularity == "quarter":
        return _year_before(match.period)
    day = match.clock.day
    if match.has("later") and match.previous and match.previous.days[0] and match.previous.granularity == "year":
        day = match.previous.days[0]
    back = move(day, -1, "Y") if day else None
    return of_value(f"{back.year:04}", "year", is_counted=True) if back else None


def _year_end(match: Match) -> Reading | None:
    """For "year-end", "the end of the year": the last day."""
    today = match.clock.day
    if match.has("y"):
        return of_value(f"{match.text('y')}-12-31", "day")
    if match.has("u") and match.text("u") != "Y":
        return None
    if today is None:
        return None
    year = today.year - (1 if match.before() == "since" else 0)
    return of_value(f"{year:04}-12-31", "day", is_counted=True)


def _the_year(match: Match) -> Reading | None:
    """For "for the year", "the fiscal year"; the year that ends on a day is only as long as a year."""
    if match.text("u") != "Y" or match.kind_next() == "BEFORE" or match.kind_next() == "AFTER":
        return None
    if match.next() in ENDED:
        return Reading("DURATION", "P1Y", (None, None), "year", is_throughout=True)
    is_of = match.before() in ("of", "for", "during", "throughout", "in")
    if not (match.has("fiscal") or is_of) or match.clock.day is None:
        return None
    base: date | None = match.clock.day
    if match.has("fiscal") and match.word("n") == "latest":
        base = move(match.clock.day, -1, "Y")
    return of_value(f"{base.year:04}", "year", is_counted=True) if base else None


BUSINESS: tuple[Rule, ...] = (
    Rule(
        "nth_quarter",
        (
            "THE? FISCAL? DASH? n:NTH DASH? u:UNIT",
            "THE? shift:LAST|THIS|NEXT UNIT POSS n:NTH DASH? u:UNIT",
            "THE? ago:AGO_UNIT n:NTH DASH? u:UNIT",
            "n:NTH DASH? u:UNIT",
        ),
        _nth_quarter,
    ),
    Rule(
        "the_quarter",
        ("THE u:UNIT", "THE n:ORDINAL u:UNIT", "THE y:YEAR u:UNIT", "THE? ago:AGO_UNIT u:UNIT", "shift:LAST UNIT POSS u:UNIT"),
        lambda match: (
            _the_quarter(match)
            if not match.has("shift")
            else _year_before(_last_quarter(match))
            if match.text("u") == "Q"
            else None
        ),
    ),
    Rule("year_ago", ("THE? AGO_UNIT PERIOD", "AGO_UNIT", "A u:UNIT later:MOD", "A u:UNIT AGO"), _year_ago),
    Rule("year_end", ("THE? YEAREND", "YEAREND y:YEAR", "THE? ENDOF THE u:UNIT"), _year_end),
    Rule("the_year", ("THE u:UNIT", "THE? fiscal:FISCAL u:UNIT", "THE n:ORDINAL fiscal:FISCAL u:UNIT"), _the_year),
)
