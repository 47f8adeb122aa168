"""Early, mid and late: which days of a month, a year, a decade they mean.

In: the first and last day of a stretch, and the word. Out: the first and last day of its portion. "Earlier" ends on the clock's
day, "later" begins there.
"""

from datetime import date, timedelta

from sayso.languages.en_times.calendar import Days, move

__all__ = ["portion_of"]

DAY = timedelta(days=1)
#: By what the stretches are about as long as, how many units their beginning and their end take up.
UNITS = ((8, "D", 3, 4), (35, "D", 10, 10), (100, "M", 1, 1), (800, "M", 4, 4), (4000, "Y", 5, 4), (40000, "Y", 33, 33))


def portion_of(days: Days, word: str, today: date | None) -> Days:
    """The days of a portion: START, MID, END, BEFORE (the clock's day), AFTER, H1, H2."""
    first, last = days
    if first is None or last is None:
        return days
    if word in ("H1", "H2"):
        half = first + (last - first) // 2
        return (first, half) if word == "H1" else (half + DAY, last)
    if word in ("BEFORE", "AFTER"):
        if today is None or not first <= today <= last:
            return days
        return (first, today) if word == "BEFORE" else (today, last)
    return _third(first, last, word)


def _third(first: date, last: date, word: str) -> Days:
    length = (last - first).days + 1
    unit, early, late = next(((unit, early, late) for most, unit, early, late in UNITS if length <= most), ("Y", 300, 300))
    after_start, before_end = move(first, early, unit), move(last, -late, unit)
    if after_start is None or before_end is None or not first < after_start <= last:
        return first, last
    if unit == "M":
        # The last day of a month that is four months back: the last of that month.
        before_end = (move(first, early * 2, unit) or last) - DAY
    if word == "START":
        return first, after_start - DAY
    if word == "END":
        return before_end + DAY, last
    if unit == "Y" and late < 10:
        # The middle of a decade overlaps both its ends.
        return date(first.year + 3, 1, 1), date(last.year - 3, 12, 31)
    return (after_start, before_end) if after_start <= before_end else (first, last)
