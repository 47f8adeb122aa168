"""Rules for what is counted from the clock or from the date before: yesterday, last week, Monday, two years ago.

In: matches. Out: readings. Without a clock they stay symbolic: a weekday is "XXXX-WXX-1", what is past PAST_REF.
"""

from datetime import date

from sayso.languages.en_times.calendar import days_of, month_value, move, nearest_weekday, unit_value
from sayso.languages.en_times.reading import Match, Reading, Rule, of_value

__all__ = ["RELATIVE"]

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
    "WE": "weekend",
}
#: Before "one day" these make it a length.
OF_ONE = frozenset({"for", "in", "within", "about", "only", "just", "than", "least", "after"})
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def symbolic(direction: int) -> Reading:
    """Past, present or future, where nothing is known to count from."""
    value = "PRESENT_REF" if direction == 0 else "PAST_REF" if direction < 0 else "FUTURE_REF"
    return Reading("DATE", value, (None, None), "open", is_counted=True)


def _reference(match: Match, direction: int) -> Reading:
    """Past, present or future of the clock's day: open on one side."""
    day = match.clock.day if match.clock.precision == "day" else None
    days = (None, day) if direction < 0 else (day, None) if direction > 0 else (day, day)
    value = "PRESENT_REF" if direction == 0 else "PAST_REF" if direction < 0 else "FUTURE_REF"
    return Reading("DATE", value, days, "open", is_counted=True)


def _on(day: date | None, unit: str, direction: int = 0) -> Reading:
    """The unit that a day lies in, counted; symbolic where there is none."""
    reading = of_value(unit_value(day, unit), GRANULARITIES.get(unit, "day"), is_counted=True) if day else None
    return reading or symbolic(direction)


def part_of(day: date | None, part: str) -> Reading:
    """A part of a day: "2021-03-08TNI"."""
    value = f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}"
    return Reading("TIME", value, (day, day), "part", is_counted=True)


def _today(match: Match) -> date | None:
    return match.clock.day if match.clock.precision == "day" else None


def _dayword(match: Match) -> Reading | None:
    away = int(match.number("d"))
    if match.word("d") == "today" and match.before() == "usa":
        return None
    today = _today(match)
    return _on(move(today, away, "D") if today else None, "D", away)


def _day_before_yesterday(match: Match) -> Reading | None:
    away = -2 if match.word("d") == "yesterday" else 2
    if (match.word("how") == "before") != (away < 0):
        return None
    today = _today(match)
    return _on(move(today, away, "D") if today else None, "D", away)


def _tonight(match: Match) -> Reading | None:
    today = _today(match)
    if match.word("d") == "overnight" and match.lean() != "future":
        return part_of(move(today, -1, "D") if today else None, "NI")
    return part_of(today, "NI")


def _this_part(match: Match) -> Reading | None:
    return part_of(_today(match), match.text("p"))


def _last_part(match: Match) -> Reading | None:
    """For "last night": of the day before."""
    today = _today(match)
    return part_of(move(today, -1, "D") if today else None, match.text("p"))


def _shift_unit(match: Match) -> Reading | None:
    """Last, this, next week, month, year."""
    unit, away = match.text("u"), int(match.number("shift"))
    if unit not in GRANULARITIES or (unit in ("D", "F", "N") and match.word("shift") == "last"):
        return None
    if (match.word("shift") == "next" and unit == "D") or (match.word("shift") == "past" and unit in ("E", "C")):
        return None
    if match.word("shift") == "past" and not match.has("the") and match.before() not in ("over", "in"):
        return None
    if not match.clock.knows(unit):
        return symbolic(away)
    if unit == "WE":
        return _weekend(match)
    today = match.clock.day
    return _on(move(today, away, unit) if today else None, unit, away)


def _weekend(match: Match) -> Reading | None:
    """The weekend just gone or to come; on a Sunday the one that runs."""
    today = _today(match)
    if today is None:
        return Reading("DATE", "XXXX-WXX-WE", (None, None), "weekend", is_counted=True)
    word = match.word("shift")
    this = move(today, 0, "W")
    if this is None:
        return symbolic(0)
    weekday = this.isoweekday()
    if word in ("last", "past", "previous"):
        return _on(move(this, -1, "W"), "WE", -1)
    if word in ("next", "coming", "upcoming", "following"):
        return _on(move(this, 1 if weekday >= 6 or word == "next" else 0, "W"), "WE", 1)
    is_gone = weekday <= 3 if match.lean() is None else match.lean() == "past"
    return _on(move(this, -1 if is_gone and weekday < 6 else 0, "W"), "WE", 0)


def _shift_month(match: Match) -> Reading | None:
    """Last May, next June, this September."""
    month, away = int(match.number("m")), int(match.number("shift"))
    today = match.clock.day
    if today is None or not match.clock.knows("M"):
        return Reading("DATE", f"XXXX-{month:02}", (None, None), "month", is_counted=True)
    year = today.year
    if away < 0:
        year -= month >= today.month
    elif away > 0:
        year += month <= today.month
    return of_value(month_value(year, month), "month", is_counted=True)


def _shift_season(match: Match) -> Reading | None:
    """Last summer, this spring, next winter, the fall."""
    season, away = match.text("s"), int(match.number("shift"))
    today = match.clock.day
    if today is None or not match.clock.knows("M"):
        return Reading("DATE", f"XXXX-{season}", (None, None), "season", is_counted=True)
    for year in _years_around(today.year, away):
        value = f"{year:04}-{season}"
        days = days_of(value)
        if days is None or days[0] is None or days[1] is None:
            return None
        is_past, is_future = days[1] < today, days[0] > today
        if (away < 0 and is_past) or (away > 0 and is_future) or (away == 0 and not (is_past and match.lean() == "future")):
            return of_value(value, "season", is_counted=True)
    return None


def _years_around(year: int, away: int) -> tuple[int, ...]:
    return (year, year - 1, year - 2) if away < 0 else (year, year + 1)


def _season(match: Match) -> Reading | None:
    """For "in the spring": the nearest by tense; a bare "fall" or "spring" is a verb."""
    if match.before() not in (
        "in",
        "by",
        "since",
        "until",
        "during",
        "this",
        "over",
        "throughout",
        "early",
        "late",
        "through",
        "from",
        "for",
    ):
        return None
    if match.word("s") in ("fall", "spring") and not match.has("the"):
        return None
    today, season = match.clock.day, match.text("s")
    if today is None or not match.clock.knows("M"):
        return Reading("DATE", f"XXXX-{season}", (None, None), "season", is_counted=True)
    start = SEASON_START[season]
    is_future = match.lean() == "future"
    year = today.year + (start + 2 < today.month) if is_future else today.year - (start > today.month)
    return of_value(f"{year:04}-{season}", "season", is_counted=True)


def _weekday(match: Match) -> Reading | None:
    """A bare weekday: the most recent one, the clock's own day included, unless the clause speaks of the future."""
    weekday = int(match.number("w"))
    today = _today(match)
    if today is None:
        return Reading("DATE", f"XXXX-WXX-{weekday}", (None, None), "day", is_counted=True)
    return _on(nearest_weekday(today, weekday, is_future=match.lean() == "future"), "D")


def _shift_weekday(match: Match) -> Reading | None:
    """Last, next, this, the previous, the following Friday."""
    weekday, word = int(match.number("w")), match.word("shift")
    today = _today(match)
    if word in ("previous", "preceding", "following", "subsequent", "prior") and match.previous and match.previous.days[0]:
        today = match.previous.days[0]
    if today is None:
        return Reading("DATE", f"XXXX-WXX-{weekday}", (None, None), "day", is_counted=True)
    away = int(match.number("shift"))
    if away == 0:
        return _on(nearest_weekday(today, weekday, is_future=match.lean() != "past"), "D")
    return _on(nearest_weekday(today, weekday, is_future=away > 0, is_same=False), "D")


def _weekday_of_week(match: Match) -> Reading | None:
    """Monday of last week, Friday next week."""
    weekday, away = int(match.number("w")), int(match.number("shift"))
    today = _today(match)
    week = move(today, away, "W") if today and match.text("u") == "W" else None
    if match.text("u") != "W":
        return None
    day = move(week, weekday - week.isoweekday(), "D") if week else None
    return _on(day, "D", away)


def _ago(match: Match) -> Reading | None:
    """For "two years ago", to the unit that it is counted in; "several years ago" only is past."""
    unit, number = match.text("u"), match.number("n") or (1 if match.has("n") else 0)
    return _count_back(match, unit, number, match.clock.day)


def _count_back(match: Match, unit: str, number: float, day: date | None) -> Reading | None:
    direction = 1 if match.has("ahead") else -1
    if match.text("n") == "X" or not match.has("n") or day is None:
        return _reference(match, direction)
    if unit == "TH" and number >= 24:
        unit, number = "D", number // 24
    if unit.startswith("T"):
        return _on(_today(match), "D", direction)
    if not match.clock.knows(unit):
        return symbolic(direction)
    if number != int(number):
        unit, number = {"Y": ("M", number * 12), "E": ("Y", number * 10), "W": ("D", number * 7)}.get(unit, (unit, number))
    if unit == "E":
        unit, number = "Y", number * 10
    return _on(move(day, direction * int(number), unit), unit, direction)


def _soon(match: Match) -> Reading | None:
    """For "soon", where the clause is of the future: "he soon left" and "soon after" tell a story."""
    if match.word("soon") in ("soon", "shortly"):
        is_story = match.before() == "as" or match.kind_next() in ("BEFORE", "AFTER") or match.lean() != "future"
        return None if is_story else _reference(match, 1)
    return _reference(match, 1)


def _narrative_unit(match: Match) -> Reading | None:
    """For "the following month", "the next day": counted from the date before in the text."""
    unit, word = match.text("u"), match.word("shift")
    if unit not in GRANULARITIES:
        return None
    away = {"same": 0, "that": 0}.get(word, int(match.number("shift")))
    base = match.previous.days[0] if match.previous else None
    if base is None:
        base = match.clock.day if match.clock.knows(unit) else None
    if base is None:
        return symbolic(away)
    return _on(move(base, away, unit), unit, away)


def _narrative_part(match: Match) -> Reading | None:
    """For "the next morning": of the day after the date before."""
    base = match.previous.days[0] if match.previous and match.previous.granularity in ("day", "part") else _today(match)
    return part_of(move(base, int(match.number("shift")), "D") if base else None, match.text("p"))


def _is_at_end(match: Match) -> bool:
    """Whether the clause ends here, or goes on with "when"."""
    return match.kind_next() in ("COMMA", "DOT", "") or match.next() in (";", "when", "and")


def _unit_before(match: Match) -> Reading | None:
    """For "the year before", "the day after", where no event follows that it is counted from."""
    unit = match.text("u")
    if unit not in GRANULARITIES or not _is_at_end(match):
        return None
    away = -1 if match.word("how") == "before" else 1
    base = match.previous.days[0] if match.previous else match.clock.day if match.clock.knows(unit) else None
    return _on(move(base, away, unit), unit, away) if base else None


def _weekend_rule(match: Match) -> Reading | None:
    return _weekend(match)


RELATIVE: tuple[Rule, ...] = (
    Rule("dayword", ("d:DAYWORD",), _dayword),
    Rule("day_before_yesterday", ("THE? UNIT how:BEFORE|AFTER d:DAYWORD",), _day_before_yesterday),
    Rule("tonight", ("d:TONIGHT",), _tonight),
    Rule("this_part", ("THIS p:PART",), _this_part),
    Rule("last_part", ("LAST p:PART",), _last_part),
    Rule(
        "shift_unit", ("the:THE? shift:LAST|THIS|NEXT u:UNIT|WEEKEND", "the:THIS shift:LAST|NEXT u:UNIT|WEEKEND"), _shift_unit
    ),
    Rule("shift_month", ("THIS? shift:LAST|THIS|NEXT m:MONTH",), _shift_month),
    Rule("shift_season", ("THIS? shift:LAST|THIS|NEXT s:SEASON",), _shift_season),
    Rule("season", ("the:THE? s:SEASON",), _season),
    Rule("weekday", ("w:WEEKDAY",), _weekday),
    Rule(
        "shift_weekday",
        ("THE? shift:LAST|THIS|NEXT|PREVIOUS|FOLLOWING w:WEEKDAY", "THIS shift:LAST|NEXT w:WEEKDAY"),
        _shift_weekday,
    ),
    Rule("weekday_of_week", ("w:WEEKDAY OF? shift:LAST|THIS|NEXT u:UNIT",), _weekday_of_week),
    Rule(
        "ago", ("APPROX? HALF? n:COUNT MORE? u:ANYUNIT AGO", "A? n:VAGUE OF? MORE? u:ANYUNIT AGO", "APPROX? u:UNITS AGO"), _ago
    ),
    Rule("hence", ("n:COUNT MORE? u:ANYUNIT ahead:HENCE", "A? n:VAGUE u:ANYUNIT ahead:HENCE"), _ago),
    Rule(
        "narrative_unit",
        ("THE shift:PREVIOUS|FOLLOWING|THAT u:UNIT", "shift:THAT u:UNIT", "THE shift:NEXT u:UNIT"),
        _narrative_unit,
    ),
    Rule("narrative_part", ("THE shift:NEXT|FOLLOWING|PREVIOUS p:PART",), _narrative_part),
    Rule("unit_before", ("THE u:UNIT how:BEFORE|AFTER",), _unit_before),
    Rule("weekend", ("THE shift:WEEKEND", "shift:THAT WEEKEND"), _weekend_rule),
    Rule("now", ("now:NOW",), lambda match: _reference(match, 0)),
    Rule("once", ("once:ONCE",), lambda match: _reference(match, -1)),
    Rule(
        "soon",
        ("soon:SOON",),
        _soon,
    ),
    Rule(
        "one_day",
        ("n:NUM u:UNIT",),
        lambda match: (
            _reference(match, 1)
            if match.word("n") == "one" and match.text("u") == "D" and match.lean() == "future" and match.before() not in OF_ONE
            else None
        ),
    ),
    Rule("the_past", ("THE past:LAST",), lambda match: _reference(match, -1) if match.word("past") == "past" else None),
    Rule("recent_units", ("RECENT UNITS", "RECENT UNITS AND UNITS"), lambda match: _reference(match, -1)),
    Rule(
        "past_units",
        ("LAST u:UNITS",),
        lambda match: _reference(match, -1) if match.tokens.words[match.first] == "past" else None,
    ),
    Rule("recent", ("RECENT",), lambda match: _reference(match, -1)),
    Rule("current", ("this:THIS",), lambda match: _reference(match, 0) if match.word("this") == "current" else None),
)
