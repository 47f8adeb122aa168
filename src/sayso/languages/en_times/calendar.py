"""Stretches of the calendar: weeks, months, quarters, seasons as TIMEX3 values, and the first and last day of each.

In: dates and values. Out: dates and values. Whatever leaves the years 1 to 9999 is none; nothing is counted from today.
"""

from datetime import date, timedelta

__all__ = ["Days", "days_of", "easter", "month_value", "move", "nearest_weekday", "nth_weekday", "unit_value"]

#: The first and the last day of a stretch; one that is open has none.
Days = tuple[date | None, date | None]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}
DAYS_OF = {"D": 1, "N": 1, "W": 7, "F": 14}


def month_value(year: int, month: int) -> str:
    """The value of a month."""
    return f"{year:04}-{month:02}"


def unit_value(day: date, unit: str) -> str | None:
    """The value of the day, week, month, quarter, year, decade, century that a day lies in; none for another unit."""
    if unit in ("D", "N"):
        return day.isoformat()
    if unit in ("W", "F"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "WE":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}-WE"
    if unit == "M":
        return month_value(day.year, day.month)
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return {"Y": f"{day.year:04}", "E": f"{day.year // 10:03}", "C": f"{day.year // 100:02}"}.get(unit)


def move(day: date, number: int, unit: str) -> date | None:
    """The day that many units away; in a shorter month its last day."""
    if unit in DAYS_OF:
        return _plus(day, number * DAYS_OF[unit]) if abs(number) < 10**6 else None
    if unit == "WE":
        return _plus(day, number * 7) if abs(number) < 10**5 else None
    if unit not in MONTHS_OF:
        return day
    months = day.year * 12 + day.month - 1 + number * MONTHS_OF[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    return min(_last_of(year, month + 1), date(year, month + 1, 1) + timedelta(days=day.day - 1))


def days_of(value: str) -> Days | None:
    """The first and last day of a value such as "2018", "2018-09", "2018-W35", "2018-Q2", "2018-SU", "199"; else none."""
    head, _, rest = value.partition("T")[0].partition("-")
    if not head.isascii() or not head.isdigit() or not 2 <= len(head) <= 4:
        return None
    scale = 10 ** (4 - len(head))
    year = int(head) * scale
    if not 1 <= year <= 9999:
        return None
    if scale > 1:
        return (date(year, 1, 1), date(min(year + scale - 1, 9999), 12, 31)) if not rest else None
    return (date(year, 1, 1), date(year, 12, 31)) if not rest else _days_in(year, rest)


def _days_in(year: int, rest: str) -> Days | None:
    try:
        if rest[0] == "W" and rest not in SEASONS:
            monday = date.fromisocalendar(year, int(rest[1:3]), 1)
            return (_plus(monday, 5), _plus(monday, 6)) if rest.endswith("-WE") else (monday, _plus(monday, 6))
        if rest[0] == "Q":
            return date(year, int(rest[1]) * 3 - 2, 1), _last_of(year, int(rest[1]) * 3)
        if rest[0] == "H":
            return (date(year, 1, 1), date(year, 6, 30)) if rest == "H1" else (date(year, 7, 1), date(year, 12, 31))
        if rest in SEASONS:
            last = year * 12 + SEASONS[rest] + 1
            return date(year, SEASONS[rest], 1), _last_of(last // 12, last % 12 + 1)
        month, _, day = rest.partition("-")
        if day:
            return (date(year, int(month), int(day)),) * 2
        return date(year, int(month), 1), _last_of(year, int(month))
    except (ValueError, IndexError, OverflowError):
        return None


def nearest_weekday(day: date, weekday: int, *, is_future: bool, is_same: bool = True) -> date | None:
    """The most recent or the next weekday (1 Monday … 7 Sunday); the day itself counts if `is_same`."""
    away = (weekday - day.isoweekday()) % 7 if is_future else -((day.isoweekday() - weekday) % 7)
    if away == 0 and not is_same:
        away = 7 if is_future else -7
    return _plus(day, away)


def nth_weekday(year: int, weekday: int, number: int, month: int) -> date:
    """The first (1) … fourth or the last (-1) weekday of a month."""
    if number < 0:
        last = _last_of(year, month)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _last_of(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
