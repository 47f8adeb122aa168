"""How many claims fall on which days, as bars and as a table.

In: the buckets of a question on one clock. Out: a `Timeline`: bars in units of their own (one to the right for each bucket, 100
upwards for the fullest), labels, and for each bar the address that narrows the question to it. It counts nothing itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sayso.export.dates import write_value
from sayso.export.queries import Asked, write_query
from sayso.store import Bucket, Clock
from sayso.store.browsing import CLOCKS

__all__ = ["CLOCK_NAMES", "HEIGHT", "Bar", "ClockLink", "Timeline", "make_timeline"]

#: What each clock tells.
CLOCK_NAMES: Final = {"published": "published", "said": "said", "happened": "happened"}
HEIGHT: Final = 100
#: A bar that is there can be seen.
LOWEST: Final = 3
#: Days of a bucket, and what such a bucket is called.
SPANS: Final = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket: where it is drawn, which days it means, and the address that asks for them alone."""

    place: int
    height: int
    start: str
    end: str
    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class ClockLink:
    """A clock that the bars can be told by."""

    clock: Clock
    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars of one clock; `begin` and `until` are the days the question is narrowed to, `wider` the address without them."""

    clock: Clock
    clock_name: str
    clocks: tuple[ClockLink, ...]
    bars: tuple[Bar, ...]
    unit: str
    most: int
    total: int
    first: str
    last: str
    begin: str | None
    until: str | None
    wider: str | None

    @property
    def dated(self) -> tuple[Bar, ...]:
        """The bars that are not empty."""
        return tuple(bar for bar in self.bars if bar.count)


def make_timeline(asked: Asked, buckets: Sequence[Bucket]) -> Timeline:
    """The timeline of a question on its clock."""
    clock = asked.clock
    begin, until = (getattr(asked.browse, f"{clock}_{end}") for end in ("from", "until"))
    most = max((bucket.count for bucket in buckets), default=0)
    unit = _unit(buckets)
    bars = tuple(_bar(asked, place, bucket, most, unit) for place, bucket in enumerate(buckets))
    return Timeline(
        clock=clock,
        clock_name=CLOCK_NAMES[clock],
        clocks=tuple(_link(asked, other) for other in CLOCKS),
        bars=bars,
        unit=unit,
        most=most,
        total=sum(bucket.count for bucket in buckets),
        first=write_value(bars[0].start) or "" if bars else "",
        last=write_value(bars[-1].end) or "" if bars else "",
        begin=begin,
        until=until,
        wider=_narrow(asked, None, None) if begin or until else None,
    )


def _bar(asked: Asked, place: int, bucket: Bucket, most: int, unit: str) -> Bar:
    height = max(LOWEST, round(HEIGHT * bucket.count / most)) if bucket.count else 0
    label = _name(bucket, unit)
    return Bar(place, height, bucket.start, bucket.end, label, bucket.count, _narrow(asked, bucket.start, bucket.end))


def _link(asked: Asked, clock: Clock) -> ClockLink:
    query = write_query(Asked(asked.browse, None, clock, asked.look))
    return ClockLink(clock, CLOCK_NAMES[clock], f"/s?{query}" if query else "/s", clock == asked.clock)


def _narrow(asked: Asked, begin: str | None, until: str | None) -> str:
    query = write_query(asked.alter(**{f"{asked.clock}_from": begin, f"{asked.clock}_until": until}))
    return f"/s?{query}" if query else "/s"


def _unit(buckets: Sequence[Bucket]) -> str:
    """What the longest bucket is called."""
    longest = max((_days(bucket) for bucket in buckets), default=1)
    return next((name for days, name in SPANS if longest <= days), f"{round(longest / 365.25)} years")


def _days(bucket: Bucket) -> int:
    try:
        return (date.fromisoformat(bucket.end) - date.fromisoformat(bucket.start)).days + 1
    except ValueError:
        return 1


def _name(bucket: Bucket, unit: str) -> str:
    """The days of a bucket in few words: a whole month by its name, a whole year by its number."""
    start, end = bucket.start, bucket.end
    if unit == "month" and start.endswith("-01") and start[:7] == end[:7]:
        return write_value(start[:7]) or start
    if start.endswith("-01-01") and end == f"{start[:4]}-12-31":
        return start[:4]
    begin, until = write_value(start) or start, write_value(end) or end
    return begin if start == end else f"{begin} to {until}"
