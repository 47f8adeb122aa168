"""The year of a month or a day that names none.

In: a match and its month. Out: the year, or none without a clock. In this order: the year that the other end of a range or
"that year" names, the year that a row of months to come has reached, tense, and the nearest.
"""

from sayso.languages.en_times.reading import Match

__all__ = ["pick_year", "stated_year"]

#: Months that nothing tells of are past up to so many months back, else to come: most are past.
BACK_LIMIT = 7
#: A day of the two months ahead is hardly that of last year, which would be named.
NEAR_LIMIT = 2
JOINS = frozenset({"TO", "DASH", "AND", "THROUGH"})


def pick_year(match: Match, month: int) -> int | None:
    """The year; none without a clock."""
    stated = stated_year(match, month)
    if stated is not None:
        return stated
    today = match.clock.day
    if today is None or match.clock.precision == "year":
        return today.year if today else None
    if not match.has("d"):
        row = _year_in_row(match, month)
        if row is not None:
            return row
    ahead = (month - today.month) % 12
    lean = match.lean()
    if ahead == 0:
        return today.year
    if lean == "past" and ahead <= NEAR_LIMIT and match.has("d"):
        lean = None
    is_future = lean == "future" or (lean is None and ahead < 12 - BACK_LIMIT)
    return today.year + (month < today.month) if is_future else today.year - (month > today.month)


def stated_year(match: Match, month: int) -> int | None:
    """The year of "March" in "from March to August 2011", of "May 1" in "May 1 - June 3, 2014", of "in March that year"."""
    kinds, at = match.tokens.kinds, match.after
    while at < min(len(kinds), match.after + 2) and kinds[at] in ("OF", "THE"):
        at += 1
    if kinds[at : at + 2] == ["THAT", "UNIT"] and match.tokens.values[at + 1] == "Y" and match.previous:
        first = match.previous.days[0]
        return first.year if first else None
    if kinds[match.after : match.after + 1] == [] or kinds[match.after] not in JOINS:
        return None
    return _year_of_range(match, month)


def _year_of_range(match: Match, month: int) -> int | None:
    kinds, values, at = match.tokens.kinds, match.tokens.values, match.after + 1
    day = 0
    while at < len(kinds) and kinds[at] in ("THE", "DAY", "ORDNUM") and day < 2:
        at, day = at + 1, day + 1
    if at >= len(kinds) or kinds[at] != "MONTH":
        return None
    last = int(values[at])
    at += 1
    skipped = 0
    while at < len(kinds) and kinds[at] in ("COMMA", "IN", "OF", "DAY", "ORDNUM") and skipped < 2:
        at, skipped = at + 1, skipped + 1
    if at >= len(kinds) or kinds[at] != "YEAR":
        return None
    return int(values[at]) - (month > last)


def _year_in_row(match: Match, month: int) -> int | None:
    """Of months to come in a row ("in November, in January"), each is after the one before."""
    today, before = match.clock.day, match.previous
    if today is None or before is None or before.granularity != "month" or before.days[0] is None or before.days[0] <= today:
        return None
    if not before.is_counted or not match.is_near() or match.lean() == "past":
        return None
    return before.days[0].year + (month < before.days[0].month)
