"""Dates as pages write them, with no more precision than they state.

In: a short string (a meta value, a line under a headline, an address). Out: `StatedDate`: ISO value, precision, zone and
where in the string it stands, or `None`. It knows no page: which date is the publication is decided in `published`.
`find_dates("19:59 04.09.2018")[0].value` is `"2018-09-04T19:59"`; of `04/09/2018` it says that it cannot tell.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from sayso.languages.date_words import AFTERNOON, CHANGED, MONTHS, ZONES
from sayso.records import Span

__all__ = ["StatedDate", "find_date_in_address", "find_dates", "read_date"]

#: A line with a date is short; what is longer is prose and is cut here before any pattern sees it.
LONGEST_LINE = 240
YEARS = range(1900, 2100)
#: How far from a date its time of day may stand ("September 4, 2018 / CBS News / 7:59 PM").
FARTHEST_TIME = 40

MONTH = "(?:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + ")"
DATE = re.compile(
    rf"""
      (?<![\w.])(?P<iso>(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})(?:-(?P<d1>\d{{1,2}}))?)(?![\d-])
    | (?<!\d)(?P<y2>\d{{4}})(?P<sep2>[/.])(?P<m2>\d{{1,2}})(?P=sep2)(?P<d2>\d{{1,2}})(?!\d)
    | (?<!\d)(?P<y3>\d{{4}})年[ ]?(?P<m3>\d{{1,2}})月[ ]?(?P<d3>\d{{1,2}})日
    | (?<![\d.,])(?<!\d:)(?P<d4>\d{{1,2}})(?P<sep4>[./-])[ ]?(?P<m4>\d{{1,2}})(?P=sep4)[ ]?
      (?P<y4>\d{{4}}|\d{{2}}(?![\d:.]))(?!\d)
    | (?<![\d.,])(?<!\d:)(?P<d5>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?[ ,/-]{{0,3}}(?:of[ ]|de[ ])?(?P<m5>{MONTH})(?![^\W\d_])\.?
      (?:[ ,/-]{{1,3}}(?:de[ ]|del[ ])?(?P<y5>\d{{4}}|\d{{2}}(?![\d:.])))?(?!\w)
    | (?<!\w)(?P<m8>{MONTH})[ ]{{1,2}}(?P<d8>\d{{1,2}})(?=[ ]\d\d:\d\d:\d\d[ ](?:[A-Z]{{3,4}}[ ])?(?P<y8>\d{{4}})(?!\d))
    | (?<!\w)(?P<m6>{MONTH})\.?[ ]{{1,2}}(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[:.]\d)(?:,?[ ]{{1,2}}(?P<y6>\d{{4}})(?!\d))?
    | (?<!\w)(?P<m7>{MONTH})\.?,?[ ]{{1,2}}(?:de[ ])?(?P<y7>\d{{4}})(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?:[.,]\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
TIME = re.compile(
    r"""(?<![\d.,:/-])(?P<h>\d{1,2})
        (?:(?P<sep>[:.h])(?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?)?
        [ ]?(?P<half>(?:a|p)\.?m(?:\b\.?|\.))?(?P<uhr>[ ]?(?:Uhr|hrs?)\b)?(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
ZONE = re.compile(
    r"[ ]?\(?(?P<base>GMT|UTC)?[ ]?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)\)?(?![\d-])|[ ]?\(?(?P<name>[A-Z]{1,5})\b\)?"
)
DIGIT = re.compile(r"\d")
LAST_WORDS = re.compile(r"[^\W\d_]+")
ADDRESS_DAY = re.compile(
    r"(?<![\d])(?P<y>(?:19|20)\d{2})[/_-](?P<m>\d{1,2}|[A-Za-z]{3,9})[/_-](?P<d>\d{1,2})(?!\d)"
    r"|(?<![\d])(?P<y2>(?:19|20)\d{2})(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """`value` is ISO 8601 as precise as `precision` (second, minute, day, month); `zone` an offset, "Z" or null.

    Without a year `value` is "--09-04". `doubt` is the other reading of a date whose day and month could be swapped.
    """

    value: str
    precision: str
    zone: str | None
    span: Span
    is_change: bool = False
    doubt: str | None = None


def read_date(value: str, day_first: bool | None = None) -> StatedDate | None:
    """The date of a machine value (JSON-LD, meta, `datetime`): ISO, compact, RFC 822 or words; the first full one."""
    text = value.strip()[:LONGEST_LINE]
    compact = COMPACT.fullmatch(text)
    if compact:
        return _compact(compact)
    return next((found for found in find_dates(text, day_first) if not found.value.startswith("--")), None)


def _compact(match: re.Match[str]) -> StatedDate | None:
    year, month, day, hour, minute, second, zone = match.groups()
    value = _day(int(year), int(month), int(day))
    if value is None:
        return None
    found = StatedDate(value, "day", None, Span(match.start(), match.end()))
    if hour is None:
        return found
    return _with_time(found, int(hour), int(minute), None if second is None else int(second), _offset(zone) if zone else None)


def find_dates(line: str, day_first: bool | None = None) -> tuple[StatedDate, ...]:
    """Every date of a line, in order, each with the time of day and zone that stand with it.

    `day_first` settles `04/09/2018`; null leaves it in doubt. A date after a word for a change is marked as one.
    """
    line = line[:LONGEST_LINE]
    if not DIGIT.search(line):
        return ()
    found: list[StatedDate] = []
    matches = [(match, stated) for match in DATE.finditer(line) if (stated := _date_of(match, day_first)) is not None]
    for number, (match, stated) in enumerate(matches):
        floor = matches[number - 1][0].end() if number else 0
        ceiling = matches[number + 1][0].start() if number + 1 < len(matches) else len(line)
        whole = _add_time(line, stated, floor, ceiling)
        words = {word.lower() for word in LAST_WORDS.findall(line[floor : match.start()])}
        found.append(replace(whole, is_change=bool(words & CHANGED)))
    return tuple(found)


def _date_of(match: re.Match[str], day_first: bool | None) -> StatedDate | None:
    group = match.groupdict()
    span = Span(match.start(), match.end())
    if group["y4"] is not None:
        return _numeric(group, span, day_first)
    number = next(n for n in "1235678" if group[f"m{n}"] is not None)
    month_text = group[f"m{number}"]
    month = int(month_text) if month_text.isdecimal() else MONTHS.get(month_text.lower(), 0)
    year, day = group.get(f"y{number}"), group.get(f"d{number}")
    if year is not None and len(year) == 2:
        year = f"{_century(int(year))}{year}"
    if not 1 <= month <= 12 or (year is not None and int(year) not in YEARS):
        return None
    if day is None:
        return StatedDate(f"{year}-{month:02}", "month", None, span)
    if year is None:
        # 2000 is a leap year, so that 29 February without a year is a day.
        return StatedDate(f"--{month:02}-{int(day):02}", "day", None, span) if _day(2000, month, int(day)) else None
    value = _day(int(year), month, int(day))
    return StatedDate(value, "day", None, span) if value else None


def _numeric(group: dict[str, str], span: Span, day_first: bool | None) -> StatedDate | None:
    """`04.09.2018`, `04/09/2018`, `4-9-18`: dots say day first, slashes and hyphens do not say."""
    first, second = int(group["d4"]), int(group["m4"])
    year = int(group["y4"]) if len(group["y4"]) == 4 else int(f"{_century(int(group['y4']))}{group['y4']}")
    if len(group["y4"]) == 2 and group["sep4"] == "-":
        return None
    as_day, as_month = _day(year, second, first), _day(year, first, second)
    if group["sep4"] == "." or first > 12:
        return StatedDate(as_day, "day", None, span) if as_day else None
    if second > 12 or as_day is None:
        return StatedDate(as_month, "day", None, span) if as_month else None
    if as_day == as_month or day_first is not None:
        chosen = as_month if day_first is False and as_month else as_day
        return StatedDate(chosen, "day", None, span)
    return StatedDate(as_day, "day", None, span, doubt=as_month)


def _century(year: int) -> int:
    """The century of a year of two digits: wire stories of 1970 to 2069."""
    return 19 if year >= 70 else 20


def _day(year: int, month: int, day: int) -> str | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _add_time(line: str, stated: StatedDate, floor: int, ceiling: int) -> StatedDate:
    """The date with the nearest time of day between its neighbours; one after it wins over one before it."""
    if stated.precision != "day":
        return stated
    after = line[stated.span.end : min(ceiling, stated.span.end + FARTHEST_TIME)]
    # RFC 3339 joins the two by a T.
    start = stated.span.end + (1 if re.match(r"[Tt]\d", after) else 0)
    ahead = _time_in(line, start, min(ceiling, start + FARTHEST_TIME))
    if ahead is None:
        ahead = _time_in(line, max(floor, stated.span.start - FARTHEST_TIME), stated.span.start)
    if ahead is None:
        return stated
    hour, minute, second, span = ahead
    zone, zone_end = _zone_after(line, span.end)
    start, end = min(stated.span.start, span.start), max(stated.span.end, zone_end)
    return _with_time(replace(stated, span=Span(start, end)), hour, minute, second, zone)


def _time_in(line: str, start: int, end: int) -> tuple[int, int, int | None, Span] | None:
    for match in TIME.finditer(line, start, end):
        minute, half, clock = match["min"], match["half"], match["uhr"]
        # A bare number is no time, and "19.59" is one only beside "Uhr", "pm" or a zone.
        marked = half or clock or (match["sep"] == "." and _zone_after(line, match.end())[0])
        if not marked and (minute is None or match["sep"] == "."):
            continue
        hour = int(match["h"])
        if half:
            hour = hour % 12 + (12 if half.lower() in AFTERNOON else 0) if 1 <= hour <= 12 else 24
        if hour > 23 or int(minute or 0) > 59 or int(match["s"] or 0) > 59:
            continue
        second = int(match["s"]) if match["s"] else None
        return hour, int(minute or 0), second, Span(match.start(), match.end())
    return None


def _zone_after(line: str, at: int) -> tuple[str | None, int]:
    """The zone that stands right here, and where it ends."""
    match = ZONE.match(line, at)
    zone = _offset(match["offset"]) if match and match["offset"] else ZONES.get(match["name"].lower()) if match else None
    return zone, match.end() if match and zone else at


def _offset(text: str) -> str | None:
    """`+0100`, `+01:00`, `+1` or `Z` as an offset."""
    if text in "zZ":
        return "Z"
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(hours) > 14 or int(minutes) > 59:
        return None
    return f"{text[0]}{int(hours):02}:{int(minutes):02}"


def _with_time(stated: StatedDate, hour: int, minute: int, second: int | None, zone: str | None) -> StatedDate:
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return stated
    clock = f"{hour:02}:{minute:02}" if second is None else f"{hour:02}:{minute:02}:{second:02}"
    doubt = f"{stated.doubt}T{clock}" if stated.doubt else None
    return replace(
        stated, value=f"{stated.value}T{clock}", precision="minute" if second is None else "second", zone=zone, doubt=doubt
    )


def find_date_in_address(address: str) -> StatedDate | None:
    """The day in the path of an address (`/2018/09/04/`, `/2018/sep/04/`, `-20180904`), if it has one."""
    path = address[:2000].split("?", 1)[0].split("#", 1)[0]
    for match in ADDRESS_DAY.finditer(path):
        year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
        number = int(month) if month.isdecimal() else MONTHS.get(month.lower(), 0)
        value = _day(int(year), number, int(day))
        if value:
            return StatedDate(value, "day", None, Span(match.start(), match.end()))
    return None
