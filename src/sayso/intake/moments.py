"""Instants as carriers write them, in one form; and how often a feed wants to be read.

In: a date as a feed, a mail or a wire has it. Out: ISO 8601 with the offset that was stated, or nothing for what is no date;
seconds between two looks. No clock is read: whether a date lies in the future is asked with an instant that is given.
"""

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import struct_time
from typing import Final

__all__ = ["every_of", "is_after", "read_moment", "read_struct", "to_utc"]

LONGEST_DATE: Final = 80
#: Years in which news can have been published online or on paper; the rest is garbage of some software.
FIRST_YEAR, LAST_YEAR = 1600, 2999
DATE_ONLY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?")
PERIODS: Final = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
#: Nothing is read more often than each five minutes, nor less than each thirty days, whatever it asks for.
LEAST_EVERY, MOST_EVERY = 300, 2592000
DAY: Final = 86400
SKIPPED: Final = re.compile(r"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
HOUR: Final = re.compile(r"<hour>\s{0,20}(\d{1,2})\s{0,20}</hour>", re.IGNORECASE)


def read_moment(words: str | None) -> str | None:
    """A date in the form of ISO 8601 or of mail, as ISO 8601; "2018-09-04" stays a day. Nothing for anything else."""
    line = " ".join((words or "")[: LONGEST_DATE + 1].split())
    if not line or len(line) > LONGEST_DATE:
        return None
    try:
        if DATE_ONLY.fullmatch(line):
            return line if FIRST_YEAR <= datetime.fromisoformat(line).year <= LAST_YEAR else None
        compact = COMPACT.fullmatch(line)
        if compact:
            year, month, day, hour, minute, second, zone = compact.groups()
            line = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}"
        moment = datetime.fromisoformat(line) if line[:4].isdigit() else parsedate_to_datetime(line)
        return _write(moment)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_struct(parsed: struct_time | None) -> str | None:
    """An instant in UTC that another parser read."""
    try:
        return _write(datetime.fromtimestamp(timegm(parsed), UTC)) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def to_utc(moment: str | None) -> str | None:
    """The instant in UTC, to the second; a day or a time without an offset stands as it is."""
    if moment is None or "T" not in moment:
        return moment
    try:
        read = datetime.fromisoformat(moment)
        return _write(read.astimezone(UTC) if read.tzinfo else read)
    except (ValueError, OverflowError):
        return None


def is_after(moment: str, bound: str) -> bool:
    """Whether a moment is more than a day later than a bound: zones and clocks differ by less."""
    try:
        left, right = (datetime.fromisoformat(one) for one in (moment, bound))
        left, right = (one if one.tzinfo else one.replace(tzinfo=UTC) for one in (left, right))
        return left - right > timedelta(days=1)
    except (ValueError, OverflowError):
        return False


def every_of(ttl: str | None, period: str | None, frequency: str | None, head: str) -> int | None:
    """The seconds between two looks that a feed asks for by ttl (minutes), sy:updatePeriod and skipHours; null if by none."""
    asked: list[int] = []
    if ttl and ttl.strip()[:6].isdigit() and int(ttl.strip()[:6]):
        asked.append(int(ttl.strip()[:6]) * 60)
    if period and period.strip().lower() in PERIODS:
        times = int(frequency) if frequency and frequency.strip()[:6].isdigit() and len(frequency) <= 6 else 1
        asked.append(PERIODS[period.strip().lower()] // max(1, times))
    block = SKIPPED.search(head)
    skipped = {int(hour) % 24 for hour in HOUR.findall(block[1])} if block else set()
    if skipped:
        asked.append(DAY // max(1, 24 - len(skipped)))
    return min(MOST_EVERY, max(LEAST_EVERY, *asked)) if asked else None


def _write(moment: datetime) -> str | None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    written = moment.replace(microsecond=0).isoformat()
    return written.removesuffix("+00:00") + "Z" if written.endswith("+00:00") else written
