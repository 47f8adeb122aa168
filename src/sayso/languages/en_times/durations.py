"""Rules for how long and how often, and for hours of the day.

In: matches. Out: readings. "The past two months" is a duration that the clock gives bounds; an hour takes the day that is named
beside it or before it.
"""

from dataclasses import replace
from datetime import date

from sayso.languages.date_words import ZONES
from sayso.languages.en_times.calendar import move, nearest_weekday
from sayso.languages.en_times.names import NO_TIME
from sayso.languages.en_times.reading import Match, Reading, Rule

__all__ = ["DURATIONS"]

LETTERS = {
    "D": "D",
    "N": "D",
    "W": "W",
    "M": "M",
    "Q": "Q",
    "Y": "Y",
    "E": "E",
    "C": "C",
    "L": "L",
    "TS": "S",
    "TM": "M",
    "TH": "H",
}
CLOCK_WORDS = frozenset({"at", "by", "until", "from", "since", "around", "about", "before", "after", "till", "to", "-"})
#: What a stretch of the calendar begins with.
CALENDAR = frozenset({"MONTH", "YEAR", "SEASON", "THE", "LAST", "NEXT", "THIS"})
#: Of words back, how far the "has" of "has lasted two years" may be.
LASTING = 9
HALVES = {"Y": "6M", "TM": "30S", "TH": "30M", "D": "T12H"}
GRANULARITIES = {
    "D": "day",
    "N": "day",
    "W": "week",
    "F": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "E": "decade",
    "C": "century",
}


def duration_value(number: float | None, unit: str) -> str | None:
    """For "P2Y", "PT90M", "P2Y6M"; of an unknown number "PXY"; none for a unit that is not counted."""
    if unit == "F":
        unit, number = "W", None if number is None else number * 2
    if unit == "E" and number is not None:
        unit, number = "Y", number * 10
    if unit == "C" and number is not None:
        unit, number = "Y", number * 100
    letter = LETTERS.get(unit)
    if letter is None:
        return None
    prefix = "PT" if unit.startswith("T") else "P"
    if number is None:
        return f"{prefix}X{letter}"
    whole = int(number)
    if number - whole == 0.5 and unit in HALVES:
        return f"{prefix}{whole}{letter}{HALVES[unit]}" if whole else f"{prefix}{HALVES[unit]}"
    return f"{prefix}{number:g}{letter}"


def _duration(
    number: float | None, unit: str, days: tuple[date | None, date | None] = (None, None), **more: bool
) -> Reading | None:
    value = duration_value(number, unit)
    if value is None:
        return None
    return Reading(
        "DURATION", value, days, GRANULARITIES.get(unit, "hour"), is_throughout=True, is_counted=more.get("is_counted", False)
    )


def _counted(match: Match) -> Reading | None:
    """For "two years", "a 10-hour", "2 1/2 years", "a year and a half"."""
    unit = match.text("u")
    number = match.number("n") + (0.5 if match.has("half") else 0)
    if match.has("dash") and match.kind_next() == "DASH" and match.next(1) == "old":
        return None
    if match.word("n") in ("a", "an") and (unit == "TS" or match.word("u") in ("night", "second")):
        return None
    if match.word("n") == "a" and unit == "Q":
        return None
    if match.word("u") == "second" and not match.has("dash"):
        return None
    reading = _duration(number, "TS" if match.word("u") == "second" else unit)
    if unit in GRANULARITIES and _has_lasted(match):
        days = (_moved(match, match.clock.day, number, unit, -1), match.clock.day)
        return replace(reading, days=days, is_counted=True, is_open=True) if reading else None
    return reading


def _has_lasted(match: Match) -> bool:
    """For "has been held for two years": up to now and on."""
    place = match.first
    before = match.tokens.words[max(0, place - LASTING) : place]
    return bool(before) and before[-1] in ("for", "lasted") and ("has" in before or "have" in before) and "had" not in before


def _moved(match: Match, day: date | None, number: float | None, unit: str, sign: int) -> date | None:
    """The day a whole number of units away, as far as the clock knows the unit."""
    if day is None or number is None or number != int(number) or not match.clock.knows(unit):
        return None
    return move(day, sign * int(number), unit)


def _age(match: Match) -> Reading | None:
    """For "a 6-year-old", "44 years old", "aged 30": no time at all."""
    return NO_TIME if not match.has("age") or match.word("age") == "age" else None


def _vague(match: Match) -> Reading | None:
    return _duration(None, match.text("u"))


def _plural(match: Match) -> Reading | None:
    """For "for weeks", "months of talks": nothing but the unit."""
    if match.text("u") in ("TS", "Q", "N") or match.kind_before() in ("NUM", "DAY", "DASH", "ORDINAL", "MOD", "ORDNUM"):
        return None
    return _duration(None, match.text("u"))


def _span_back(match: Match) -> Reading | None:
    """The past two months, the last few years."""
    number = None if match.text("n") in ("X", "") else match.number("n")
    unit, day = match.text("u"), match.clock.day
    if match.has("long"):
        # "the past decade" is ten years up to now, not the decade before this one.
        number, unit = 1, match.text("long")
        if unit not in ("E", "C"):
            return None
    if match.kind_next() == "OF" and match.kind_next(1) in CALENDAR:
        # "the last three weeks of June" are not counted from the clock.
        return _duration(number, unit)
    return _duration(number, unit, (_moved(match, day, number, unit, -1), day), is_counted=True)


def _span_ahead(match: Match) -> Reading | None:
    """The next four years, the coming weeks, the weeks ahead."""
    number = None if match.text("n") in ("X", "") else match.number("n")
    unit, day = match.text("u"), match.clock.day
    last = (
        move(day, int(number), unit)
        if day and number is not None and match.clock.knows(unit) and number == int(number)
        else None
    )
    return _duration(number, unit, (day, last), is_counted=True)


def _first_units(match: Match) -> Reading | None:
    """For "the first nine months"."""
    return _duration(match.number("n"), match.text("u")) if match.text("u") != "Q" else None


def _each(match: Match) -> Reading | None:
    unit = match.text("u")
    value = duration_value(match.number("n") or 1, unit)
    return Reading("SET", value, (None, None), GRANULARITIES.get(unit, "hour")) if value else None


def _weekdays(match: Match) -> Reading | None:
    """For "Mondays", "Tuesday nights"."""
    part = {"N": "NI"}.get(match.text("p"), match.text("p"))
    if part in LETTERS:
        return None
    return Reading("SET", f"XXXX-WXX-{match.text('w')}" + (f"T{part}" if part else ""), (None, None), "day")


def _daily(match: Match) -> Reading | None:
    return Reading("SET", match.text("d"), (None, None), "day")


def _clock_time(match: Match) -> Reading | None:
    """For "5 p.m.", "10:30", "noon": of the day that was named last in the sentence, else of the clock's."""
    hour, minute = int(match.number("h")), match.word("min")
    if "." in match.text("h"):
        minute = match.text("h").partition(".")[2]
    if match.has("noon"):
        if match.before() not in CLOCK_WORDS and match.kind_next() not in ("WEEKDAY", "DAYWORD"):
            return None
        hour, minute = (24 if match.word("noon") == "midnight" else 12), ""
    elif match.has("half_day"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(match.number("half_day"))
    elif not match.has("oclock") and not _is_clock(match):
        return None
    if hour > 24 or (minute and (len(minute) != 2 or int(minute) > 59)):
        return None
    day = match.clock.day if match.clock.precision == "day" else None
    if match.previous and match.previous.granularity in ("day", "part") and match.is_near():
        day = match.previous.days[0]
    stem = day.isoformat() if day else "XXXX-XX-XX"
    value = f"{stem}T{hour:02}:{minute or '00'}"
    return Reading("TIME", value, (day, day), "minute", is_counted=True)


def _is_clock(match: Match) -> bool:
    """Whether "22:30" is an hour: tight, after a word of time or before a zone."""
    return match.is_tight() and (match.before() in CLOCK_WORDS or match.next() in ZONES or match.next() == "local")


def _part(match: Match) -> Reading | None:
    """For "in the morning", "by evening": of the day that was named last, else the clock's."""
    if not match.has("the") and not match.has("mod") and match.before() not in ("by", "at", "until", "before"):
        return None
    if (
        match.has("the")
        and match.next() != "of"
        and match.before() not in ("in", "during", "by", "of", "through", "since", "for", "into", "throughout")
    ):
        return None
    day = match.previous.days[0] if match.previous and match.previous.granularity == "day" else None
    if day is None:
        day = match.clock.day if match.clock.precision == "day" else None
    stem = day.isoformat() if day else "XXXX-XX-XX"
    return Reading("TIME", f"{stem}T{match.text('p')}", (day, day), "part", is_counted=True)


def _week_of(match: Match) -> Reading | None:
    """For "a week from Tuesday"."""
    day, weekday = match.clock.day, int(match.number("w"))
    if day is None or match.clock.precision != "day":
        return Reading("DATE", f"XXXX-WXX-{weekday}", (None, None), "day", is_counted=True)
    first = nearest_weekday(day, weekday, is_future=True)
    last = move(first, 1, "W") if first else None
    return Reading("DATE", last.isoformat(), (last, last), "day", is_counted=True) if last else None


DURATIONS: tuple[Rule, ...] = (
    Rule(
        "age",
        ("NUMBER DASH? UNIT DASH? OLD", "NUMBER UNITS OLD", "NUMBER UNITS OF age:OTHER"),
        _age,
    ),
    Rule("duration", ("APPROX? n:COUNT MORE? u:ANYUNIT",), _counted),
    Rule("dashed_duration", ("A? n:NUMBER dash:DASH u:ONEUNIT",), _counted),
    Rule(
        "duration_and_half",
        ("n:COUNT u:ONEUNIT AND A half:HALF", "n:NUMBER AND A half:HALF u:ANYUNIT", "n:A AND half:HALF u:UNITS"),
        _counted,
    ),
    Rule("half_unit", ("half:HALF A u:UNIT", "A half:HALF DASH? u:UNIT", "half:HALF OF? THE? u:UNIT"), _counted),
    Rule("duration_range", ("n:NUMBER TO|AND|DASH NUMBER u:UNITS",), _counted),
    Rule("vague_duration", ("A? VAGUE OF? MORE? u:UNITS", "APPROX VAGUE u:UNITS"), _vague),
    Rule("plural_units", ("u:UNITS",), _plural),
    Rule(
        "span_back",
        (
            "THE|THESE? LAST|PREVIOUS APPROX? n:NUMBER MORE? u:ANYUNIT",
            "THE? LAST A? n:VAGUE u:UNITS",
            "THE LAST u:UNITS",
            "THE LAST long:UNIT",
        ),
        _span_back,
    ),
    Rule(
        "span_ahead",
        (
            "THE? NEXT|FOLLOWING n:NUMBER MORE? u:ANYUNIT",
            "THE? NEXT A? n:VAGUE u:UNITS",
            "THE NEXT u:UNITS",
            "THE u:UNITS AHEAD",
        ),
        _span_ahead,
    ),
    Rule("first_units", ("THE? NTH n:NUMBER u:UNITS",), _first_units),
    Rule("each_unit", ("EVERY u:UNIT", "EVERY n:NUMBER u:UNITS", "EVERY OTHER_EACH u:UNIT"), _each),
    Rule("each_weekday", ("EVERY w:WEEKDAY", "w:WEEKDAYS", "w:WEEKDAY p:PARTS|UNITS", "w:WEEKDAYS p:PARTS|UNITS"), _weekdays),
    Rule("daily", ("d:DAILY",), _daily),
    Rule(
        "clock_time",
        (
            "h:NUMBER half_day:AMPM",
            "h:NUMBER COLON min:NUMBER half_day:AMPM",
            "h:NUMBER COLON min:NUMBER",
            "h:NUMBER oclock:OCLOCK",
            "noon:NOON",
        ),
        _clock_time,
    ),
    Rule("part_of_day", ("the:THE p:PART", "mod:MOD DASH? p:PART", "p:PART"), _part),
    Rule("week_from_weekday", ("A UNIT FROM w:WEEKDAY",), _week_of),
)
