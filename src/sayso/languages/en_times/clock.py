"""The clock that a text is read by: the day, month or year that its relative expressions are counted from.

In: ISO dates. Out: `Clock`, with what it was taken from and how surely it is known. Without one, nothing is guessed.
"""

from dataclasses import dataclass
from datetime import date

__all__ = ["NO_CLOCK", "Clock"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A reference date: `day` is the first of what `precision` ("day", "month", "year") knows; none where no date is known.

    `source` is "dateline", "entry", "published", "republished" or "none". `is_vague` says that the day may be off by one,
    because an instant of the small hours is stated in universal time. `instant` names an entry by its time.
    """

    day: date | None
    precision: str
    source: str
    is_vague: bool = False
    instant: str = ""

    @property
    def name(self) -> str:
        """How an expression names its anchor: "published 2018-09-04", "entry 2018-09-04T14:32+02:00"."""
        if self.day is None:
            return "none"
        if self.instant:
            return f"{self.source} {self.instant}"
        length = {"year": 4, "month": 7}.get(self.precision, 10)
        return f"{self.source} {self.day.isoformat()[:length]}"

    def knows(self, unit: str) -> bool:
        """Whether a unit can be counted on this clock: no weeks from a month, no months from a year."""
        if self.day is None:
            return False
        if self.precision == "year":
            return unit in ("Y", "E", "C", "L")
        return self.precision == "day" or unit not in ("D", "W", "WE", "F", "N")


NO_CLOCK = Clock(None, "none", "none")
