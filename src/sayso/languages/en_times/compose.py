"""What a date takes from the words beside it: "early" June, Monday "night", "5 p.m." on Friday, "the end of" the year.

In: a reading at its place. Out: the same, longer and more exact, its rule named with what was added ("weekday+part").
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.languages.date_words import ZONES
from sayso.languages.en_times.calendar import days_of, move, unit_value
from sayso.languages.en_times.clock import Clock
from sayso.languages.en_times.portions import portion_of
from sayso.languages.en_times.reading import Reading
from sayso.languages.en_times.tokens import Tokens

__all__ = ["Found", "compose"]

HALVES = frozenset({"H1", "H2"})
WEEK_LINKS = frozenset({"of", "ending", "ended", "beginning", "starting"})
LINKS = frozenset({"COMMA", "ON", "OF", "THE"})
#: Words that may stand between "early" and a date.
BETWEEN = frozenset({"DASH", "OF", "IN", "THE", "ON"})


@dataclass(frozen=True, slots=True)
class Found:
    """A reading of the tokens `first` to `after`, and the rule that made it."""

    first: int
    after: int
    reading: Reading
    rule: str


def compose(tokens: Tokens, found: Found, read: Callable[[int], Found | None], least: int, clock: Clock) -> Found:
    """The reading with what stands beside it; nothing before the place `least` is touched."""
    if found.rule == "clock_time":
        found = _with_zone(tokens, found)
        return _with_date(tokens, found, read)
    if found.rule == "part_of_day":
        return _with_date(tokens, found, read)
    if found.reading.kind == "DATE" and found.reading.granularity == "day":
        found = _with_neighbour(tokens, _with_week(tokens, _with_part(tokens, found), least), least)
    if found.reading.kind == "DATE":
        found = _with_mod(tokens, found, least, clock)
    return found


def _with_zone(tokens: Tokens, found: Found) -> Found:
    at = found.after
    if at < len(tokens) and tokens.words[at] in ZONES and tokens.text[tokens.starts[at]].isupper():
        return replace(found, after=at + 1)
    return found


def _with_date(tokens: Tokens, found: Found, read: Callable[[int], Found | None]) -> Found:
    """For "5 p.m. EST, Nov. 6", "the night of Friday": the day is the one that follows."""
    at = found.after
    is_parted = at + 3 < len(tokens) and tokens.kinds[at] == "LPAREN" and tokens.words[at + 2] in ZONES
    at += 4 if is_parted else 0
    limit = at + 2
    while at < min(len(tokens), limit) and tokens.kinds[at] in LINKS:
        at += 1
    follows = read(at)
    if follows is None or follows.reading.kind != "DATE" or follows.reading.granularity != "day":
        return found
    if follows.reading.days[0] is None or "/" in follows.reading.value:
        return found
    time = found.reading.value.partition("T")[2]
    reading = replace(
        follows.reading, kind="TIME", value=f"{follows.reading.value}T{time}", granularity=found.reading.granularity
    )
    # "10:35 a.m. (0735 GMT) Friday": behind a bracket the day is an expression of its own, too.
    return Found(found.first, found.after if is_parted else follows.after, reading, f"{found.rule}+{follows.rule}")


def _with_part(tokens: Tokens, found: Found) -> Found:
    at = found.after
    if at < len(tokens) and tokens.kinds[at] == "PART" and "/" not in found.reading.value:
        value = f"{found.reading.value}T{tokens.values[at]}"
        reading = replace(found.reading, kind="TIME", value=value, granularity="part")
        return replace(found, after=at + 1, reading=reading, rule=f"{found.rule}+part")
    return found


def _with_week(tokens: Tokens, found: Found, least: int) -> Found:
    """For "the week of March 6", "the week ending 5 August"."""
    at = found.first - 2
    if at < least or tokens.words[at] != "week" or tokens.words[at + 1] not in WEEK_LINKS or found.reading.kind != "DATE":
        return found
    day = found.reading.days[0]
    value = unit_value(day, "W") if day else None
    days = days_of(value) if value else None
    if value is None or days is None:
        return found
    the = 1 if at - 1 >= least and tokens.kinds[at - 1] == "THE" else 0
    reading = replace(found.reading, value=value, days=days, granularity="week")
    return Found(at - the, found.after, reading, f"week+{found.rule}")


def _with_neighbour(tokens: Tokens, found: Found, least: int) -> Found:
    """For "the day before last Tuesday's hearing", "the day after Christmas": the day beside it."""
    at, day = found.first - 2, found.reading.days[0]
    away = {"before": -1, "after": 1}.get(tokens.words[at + 1]) if at >= least else None
    if away is None or day is None or tokens.words[at] != "day" or found.reading.granularity != "day":
        return found
    beside = move(day, away, "D")
    if beside is None:
        return found
    the = 1 if at - 1 >= least and tokens.kinds[at - 1] == "THE" else 0
    reading = replace(found.reading, value=beside.isoformat(), days=(beside, beside))
    return Found(at - the, found.after, reading, f"day_{tokens.words[at + 1]}+{found.rule}")


def _with_mod(tokens: Tokens, found: Found, least: int, clock: Clock) -> Found:
    """For "early June", "mid-1998", "late last week": a third of it."""
    at = found.first - 1
    while at >= least and at >= found.first - 2 and tokens.kinds[at] in BETWEEN:
        at -= 1
    if at < least or tokens.kinds[at] not in ("MOD", "ENDOF") or found.reading.granularity == "open":
        return found
    if found.reading.granularity == "day" and tokens.words[at] not in ("early", "late"):
        return found
    if at < found.first - 1 and tokens.words[at] in ("earlier", "later"):
        return found
    portion = "END" if tokens.kinds[at] == "ENDOF" else tokens.values[at]
    reading = replace(found.reading, days=portion_of(found.reading.days, portion, clock.day))
    if portion in HALVES and reading.granularity == "year":
        reading = replace(reading, value=f"{reading.value}-{portion}", granularity="half")
    the = 1 if at - 1 >= least and tokens.kinds[at - 1] == "THE" else 0
    return replace(found, first=at - the, reading=reading, rule=f"{found.rule}+{portion.lower()}")
