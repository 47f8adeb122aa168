"""The clocks of a live blog: which time a line begins with, and on which day that was.

In: lines, and dates of machines beside what the page shows. Out: `Stamp`s, and days for clocks that have none. A clock whose
day cannot be told keeps none: a wrong day is worse. It knows no page and no markup.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from sayso.languages.date_words import AFTERNOON, WEEKDAYS, ZONES
from sayso.reading.dates import StatedDate, find_dates
from sayso.records import PublicationDate, Span

__all__ = ["Stamp", "is_in_order", "localise", "read_stamp", "set_days", "stated_of"]

#: No stamp stands further into a line, and a date with its clock is no longer.
LONGEST_STAMP, LONGEST_DATE = 100, 40
LEAD = re.compile(
    r"[\s#*_>\[(|•·–—-]{0,8}(?P<told>(?:(?:last|first)\s)?(?P<change>updated?|edited|aktualisiert)?(?:posted|published|entry)?"
    r"(?:\s?(?:at|on|um|:))?\s)?",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4])(?:(?P<sep>[:.h])(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?)?(?:\s?(?P<half>[AaPp]\.?[Mm]\b\.?))?"
    r"(?P<uhr>\s?(?:Uhr|hrs)\b)?(?!\d|:\d)"
)
#: What every clock has in it: most lines are known by it to hold none.
CLOCKISH = re.compile(r"\d[:.h][0-5]\d|\d\s?[AaPp]\.?[Mm]")
ZONE = re.compile(r"\s?\(?(?:(?P<base>GMT|UTC)?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)(?!\d)|(?P<name>[A-Z]{1,5})\b)\)?")
#: Zones by their full names; what reads like one and is not among them is a zone that is not known.
LONG_ZONE = re.compile(r"\s(?P<name>(?:[A-Z][a-z]+ ){1,3}Time)\b")
LONG_ZONES = {
    "Greenwich Mean Time": "Z", "British Summer Time": "+01:00", "Central European Time": "+01:00",
    "Central European Summer Time": "+02:00", "Eastern Daylight Time": "-04:00", "Eastern Standard Time": "-05:00",
    "Pacific Daylight Time": "-07:00", "Pacific Standard Time": "-08:00",
}  # fmt: skip
#: Zones whose offset depends on the season.
LOOSE_ZONES = frozenset(["et", "ct", "mt", "pt", "cst", "ist", "local"])
GAP = re.compile(
    rf"[\s,|·–—-]{{0,3}}(?:on\s|am\s)?(?:(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b,?\s)?", re.IGNORECASE
)
#: What parts a clock from the words behind it; "14.32" and "9.5" are only clocks before it or before nothing.
PART = re.compile(r"[\])*_]{0,3}(?:\s*[:–—|·•,.-]+\s+|\s+|\s*$|:)")
PARTED = re.compile(r"[\])*_]{0,3}\s*(?:$|[:–—|-]\s)")
MIDNIGHT = 24 * 60
#: An entry may be so much older than its page says that it is (minutes): clocks differ, and dates are rounded.
GRACE = 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """A clock at the beginning of a line, in minutes and seconds; `end` is where the words behind it begin.

    `day` is ISO, without a year "--05-03", null where the line has none; `zone` an offset, "Z" or null. `is_change` says that
    it is the time of a change.
    """

    minutes: int
    seconds: int | None
    day: str | None
    zone: str | None
    end: int
    is_change: bool = False

    @property
    def clock(self) -> str:
        """The clock in ISO 8601."""
        shown = f"{self.minutes // 60:02}:{self.minutes % 60:02}"
        return shown if self.seconds is None else f"{shown}:{self.seconds:02}"


def read_stamp(line: str, day_first: bool | None = None) -> Stamp | None:
    """The clock that a line begins with; null where it begins with none."""
    head = line[:LONGEST_STAMP]
    if CLOCKISH.search(head) is None:
        return None
    lead = LEAD.match(head)
    at = lead.end() if lead else 0
    is_change = bool(lead and lead["change"])
    clock = CLOCK.match(head, at)
    if clock is not None and (clock["m"] or clock["half"]):
        found = _by_clock(head, clock, day_first)
    else:
        found = _by_date(head, at, day_first)
    if found is None:
        return None
    part = PART.match(line, found.end)
    if part is None:
        return None
    # "At 9.30am the council met", "10.05am saw the first": prose that begins with a clock.
    is_bare = part.end() == len(line)
    is_prose = bool(lead and lead["told"] and lead["told"].strip().lower() in {"at", "on", "um"}) or (
        line[part.end() : part.end() + 1].islower() and PARTED.match(line, found.end) is None
    )
    return replace(found, end=part.end(), is_change=is_change) if is_bare or not is_prose else None


def _by_clock(head: str, clock: re.Match[str], day_first: bool | None) -> Stamp | None:
    """For "14:32", "2.32pm GMT", "14:32 on 3 May"."""
    zone, end = _zone(head, clock.end())
    is_bare = clock["sep"] == "." and not (clock["half"] or clock["uhr"] or end > clock.end())
    if is_bare and PARTED.match(head, end) is None:
        return None
    hour, minute = int(clock["h"]), int(clock["m"] or 0)
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"].lower() in AFTERNOON else 0)
    if hour > 23:
        return None
    seconds = int(clock["s"]) if clock["s"] else None
    gap = GAP.match(head, end)
    start = gap.end() if gap else end
    dates = find_dates(head[start : start + LONGEST_DATE], day_first)
    dated = dates[0] if dates and dates[0].span.start == 0 and dates[0].precision == "day" and not dates[0].doubt else None
    end = start + _inked(head[start:], dated.span.end) if dated else end
    return Stamp(hour * 60 + minute, seconds, dated.value if dated else None, zone, end)


def _by_date(head: str, at: int, day_first: bool | None) -> Stamp | None:
    """For "3 May 2031, 14:32" and "2031-05-03 14:32"."""
    gap = GAP.match(head, at)
    start = gap.end() if gap else at
    dates = find_dates(head[start:], day_first)
    stated = dates[0] if dates else None
    if stated is None or stated.doubt or stated.span.start > 0 or "T" not in stated.value or len(stated.span) > LONGEST_DATE:
        return None
    day, _, clock = stated.value.partition("T")
    hour, minute, *seconds = map(int, clock.split(":"))
    return Stamp(
        hour * 60 + minute, seconds[0] if seconds else None, day, stated.zone, start + _inked(head[start:], stated.span.end)
    )


def _inked(line: str, end: int) -> int:
    """Where a piece of a line ends without the blanks behind it."""
    return len(line[:end].rstrip())


def _zone(head: str, at: int) -> tuple[str | None, int]:
    """The zone right behind a clock, and where it ends."""
    long = LONG_ZONE.match(head, at)
    if long is not None:
        return LONG_ZONES.get(long["name"]), long.end()
    match = ZONE.match(head, at)
    if match is None:
        return None, at
    if match["offset"]:
        digits = match["offset"][1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        return (f"{match['offset'][0]}{int(hours):02}:{int(minutes):02}", match.end()) if int(hours) < 15 else (None, at)
    name = match["name"].lower()
    return (ZONES.get(name), match.end()) if name in ZONES or name in LOOSE_ZONES else (None, at)


def stated_of(stamp: Stamp, day: str, zone: str | None = None) -> StatedDate:
    """The date that a clock comes to on a day."""
    precision = "minute" if stamp.seconds is None else "second"
    return StatedDate(f"{day}T{stamp.clock}", precision, stamp.zone or zone, Span(0, stamp.end))


def localise(stated: StatedDate, shown: Stamp | None) -> StatedDate:
    """An instant in universal time as the page shows it: with the day and offset that its own clock comes to.

    The clock beside an instant tells the offset: 02:15 in universal time, shown as 22.15, is four hours behind, the day before.
    """
    if shown is None or stated.zone not in {"Z", "+00:00"} or "T" not in stated.value:
        return stated
    try:
        instant = datetime.fromisoformat(stated.value)
    except ValueError:
        return stated
    ahead = (shown.minutes - instant.hour * 60 - instant.minute) % MIDNIGHT
    ahead = ahead if ahead <= 14 * 60 else ahead - MIDNIGHT
    if ahead % 15 or not -12 * 60 <= ahead <= 14 * 60 or ahead == 0:
        return stated
    local = instant + timedelta(minutes=ahead)
    sign, size = "+" if ahead > 0 else "-", abs(ahead)
    timespec = "minutes" if stated.precision == "minute" else "seconds"
    return replace(stated, value=local.isoformat(timespec=timespec), zone=f"{sign}{size // 60:02}:{size % 60:02}")


def is_in_order(minutes: Sequence[int]) -> bool:
    """Whether clocks run one way, a slip now and then aside; the shorter way round counts, so that midnights are none."""
    steps = _steps(minutes)
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return min(up, down) <= max(1, len(steps) // 5)


def _steps(minutes: Sequence[int]) -> list[int]:
    """How far it is from each clock to the next, the shorter way round; instants further apart are days apart."""
    steps = [right - left for left, right in pairwise(minutes)]
    if max(minutes, default=0) >= MIDNIGHT:
        return steps
    return [(step + MIDNIGHT // 2) % MIDNIGHT - MIDNIGHT // 2 for step in steps]


def _is_newest_first(minutes: Sequence[int]) -> bool:
    steps = _steps(minutes)
    return sum(step < 0 for step in steps) > sum(step > 0 for step in steps)


def set_days(stamps: Sequence[Stamp], published: PublicationDate | None, changed: str | None) -> list[str | None]:
    """The day of each clock in page order: its own, that which follows from a neighbour's, or from when the page began.

    `changed` is the day of the page's last change, which must fit; each midnight that the clocks pass is a day.
    """
    minutes = [stamp.minutes for stamp in stamps]
    newest_first = _is_newest_first(minutes)
    order = range(len(stamps) - 1, -1, -1) if newest_first else range(len(stamps))
    away, passed, last = [0] * len(stamps), 0, -1
    for number in order:
        passed += 0 <= minutes[number] < last - GRACE // 4
        away[number], last = passed, minutes[number]
    known = {number: day for number, stamp in enumerate(stamps) if (day := _full_day(stamp.day, published)) is not None}
    if not known and stamps:
        first = _first_day(stamps[order[0]], published, changed, passed)
        known = {} if first is None else {order[0]: first}
    if not known:
        return [None] * len(stamps)
    return [_move(known, away, number) for number in range(len(stamps))]


def _move(known: dict[int, date], away: Sequence[int], number: int) -> str | None:
    nearest = min(known, key=lambda other: abs(other - number))
    try:
        return (known[nearest] + timedelta(days=away[number] - away[nearest])).isoformat()
    except OverflowError:
        return None


def _full_day(day: str | None, published: PublicationDate | None) -> date | None:
    """A stamp's own day; one without a year in the year of the page."""
    if day is None:
        return None
    if day.startswith("--"):
        if published is None or len(published.value) < len("2031-05-03"):
            return None
        # A page of New Year's Eve goes on in January.
        shift = 1 if published.value[5:7] == "12" and day[2:4] == "01" else 0
        day = f"{int(published.value[:4]) + shift}-{day[2:]}"
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _first_day(oldest: Stamp, published: PublicationDate | None, changed: str | None, passed: int) -> date | None:
    """The day of the oldest clock, from when the page was published; null where the day of its change says otherwise."""
    if published is None or len(published.value) < len("2031-05-03"):
        return None
    try:
        day = date.fromisoformat(published.value[:10])
        last = date.fromisoformat(changed) if changed else None
    except ValueError:
        return None
    clock = published.value[11:16]
    if clock:
        ahead = oldest.minutes - int(clock[:2]) * 60 - int(clock[3:5])
        is_elsewhere = published.zone in {"Z", "+00:00"} and oldest.zone is None
        if ahead < (-MIDNIGHT // 2 if is_elsewhere else -GRACE):
            day += timedelta(days=1)
        elif is_elsewhere and ahead > MIDNIGHT // 2:
            day -= timedelta(days=1)
    return None if last is not None and (last - day).days > passed else day
