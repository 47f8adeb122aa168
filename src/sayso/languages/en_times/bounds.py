"""The four bounds of a time, from its days and the word before it.

In: a reading, the word before it, the clock. Out: begin at the earliest and latest, end at the earliest and latest, as ISO
dates, None where open; and whether something lasts all through. "since 2014" begins in 2014 and goes on at least to the clock.
"""

from datetime import timedelta

from sayso.languages.en_times.clock import Clock
from sayso.languages.en_times.reading import Reading

__all__ = ["Bounds", "bounds_of"]

Bounds = tuple[str | None, str | None, str | None, str | None]
UNTIL = frozenset({"until", "till", "til"})
DAY = timedelta(days=1)


def bounds_of(reading: Reading, signal: str, clock: Clock) -> tuple[Bounds, bool]:
    """The bounds, and whether the word before makes it last throughout."""
    first, last = reading.days
    begin, end = first.isoformat() if first else None, last.isoformat() if last else None
    if reading.kind == "SET" or (first is None and last is None):
        return (None, None, None, None), False
    today = clock.day.isoformat() if clock.day else None
    if reading.kind == "DURATION":
        return (begin, begin, end, None if reading.is_open else end), True
    if signal == "since":
        return (begin, end, today if today and (begin is None or today >= begin) else None, None), True
    if signal in UNTIL:
        return (None, None, begin, end), True
    if signal == "by":
        return (None, end, None, end), False
    if signal == "before":
        return (None, begin, None, begin), False
    if signal == "after":
        return (end, None, end, None), False
    if clock.is_vague and reading.is_counted and first and first == last == clock.day and first.toordinal() > 1:
        begin = (first - DAY).isoformat()
    return (begin, end, begin, end), False
