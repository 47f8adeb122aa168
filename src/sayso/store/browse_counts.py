"""Facets, timelines and places of the claims that a question means.

In: a `Frame`. Out: plain counts, which can be added to those of other slots, and made of them the small records of `browsing`,
in an order that depends on nothing but the claims. It asks no database.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.store.browse_masks import SINGLE, Frame, day_window, in_voice, numbers_of
from sayso.store.browsing import (
    ALIASES,
    CERTAINTIES,
    DEPTHS,
    FACETS,
    VALUES,
    Browse,
    Bucket,
    Clock,
    Facet,
    FacetValue,
    PlaceCount,
)
from sayso.store.facet_columns import Columns
from sayso.store.facet_packing import POSITIONS

__all__ = [
    "Counts", "add_counts", "count_days", "count_facets", "count_places", "join_counts", "make_buckets", "make_facets",
    "make_places",
]  # fmt: skip

Array = NDArray[Any]
Counts = Mapping[str, Array]
NONE: Final[Array] = np.zeros(0, dtype=np.int64)
#: How many values of a facet are listed, besides those chosen.
LISTED: Final = 12
BUCKETS: Final = 60
KINDS: Final = {"outlet": "outlet", "actor": "actor", "territory": "territory"}
YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
LAST_DAY: Final = date.max.toordinal()


def add_counts(one: Counts, other: Counts) -> Counts:
    """The counts of facets or places of two sets of claims together."""
    found = {}
    for name in one.keys() | other.keys():
        less, more = sorted((one.get(name, NONE), other.get(name, NONE)), key=len)
        found[name] = more.copy()
        found[name][: len(less)] += less
    return found


def join_counts(one: Counts, other: Counts) -> Counts:
    """Those of timelines."""
    return {name: np.concatenate((one.get(name, NONE), other.get(name, NONE))) for name in one.keys() | other.keys()}


def count_facets(frame: Frame, ask: Browse) -> Counts:
    """For each facet, by the position of a value or the number of a name, how many claims have it."""
    if not frame.columns.size:
        return {}
    shared, found = frame.passing(), {}
    for name, field in FACETS.items():
        slots = frame.passing(field) if field in frame.masks else shared
        found[name] = _named_counts(frame, ask, name, slots) if name in KINDS else _listed_counts(frame, name, slots)
    return found


def make_facets(columns: Columns, ask: Browse, counts: Counts) -> tuple[Facet, ...]:
    """The facets of a question, in the order of `FACETS`."""
    return tuple(
        (_named_facet if name in KINDS else _listed_facet)(columns, ask, name, counts.get(name, NONE)) for name in FACETS
    )


def _values(ask: Browse, field: str) -> tuple[str, ...]:
    chosen = getattr(ask, field)
    return chosen if isinstance(chosen, tuple) else (chosen,) if chosen else ()


def _listed_facet(_: Columns, ask: Browse, name: str, found: Array) -> Facet:
    """A facet whose values are words that we chose."""
    field = FACETS[name]
    aliases, order = ALIASES.get(field, {}), VALUES[field]
    chosen = {aliases.get(value, value) for value in _values(ask, field)}
    counts = dict(zip(order, found.tolist() or [0] * len(order), strict=True))
    ranked = sorted((value for value in order if counts[value]), key=lambda value: (-counts[value], order.index(value)))
    shown = [*ranked[:LISTED], *(value for value in order if value in chosen and value not in ranked[:LISTED])]
    values = tuple(FacetValue(value, value, counts[value], value in chosen) for value in shown)
    return Facet(name, values, sum(1 for value in ranked if value not in shown))


def _listed_counts(frame: Frame, name: str, slots: Array) -> Array:
    """In the order of the values."""
    column = frame.columns.column
    if name == "depth":
        return _count(column["depth"][slots], len(DEPTHS))
    if name == "hedge":
        sure = _count(column["certainty"][slots], len(CERTAINTIES) + 1)
        return np.concatenate((sure[1:], _count(column["hedged"][slots], 2)[::-1]))
    own = SINGLE[FACETS[name]]
    return _count(column[own][slots], len(POSITIONS[own]) + 1)[1:]


def _count(codes: Array, size: int) -> Array:
    found: Array = np.bincount(codes, minlength=size)[:size]
    return found


def _named_facet(columns: Columns, ask: Browse, name: str, counts: Array) -> Facet:
    """A facet whose values are names."""
    field, names = FACETS[name], columns.names
    by_value = numbers_of(columns, field, sorted(set(_values(ask, field))))
    chosen = {number for numbers in by_value.values() for number in numbers}
    top = _most(counts, names.ranks(name))
    shown = [*top, *sorted(chosen - set(top), key=lambda number: names.get(number).key)]
    named = zip(shown, map(names.get, shown), strict=True)
    values = [FacetValue(one.key, one.label, _at(counts, number), number in chosen) for number, one in named]
    values += [FacetValue(value, value, 0, True) for value, numbers in by_value.items() if not numbers]
    return Facet(name, tuple(values), int(np.count_nonzero(counts)) - sum(1 for number in shown if _at(counts, number)))


def _at(counts: Array, number: int) -> int:
    return int(counts[number]) if number < len(counts) else 0


def _named_counts(frame: Frame, ask: Browse, name: str, slots: Array) -> Array:
    """By the number of a name."""
    columns = frame.columns
    if name == "outlet":
        size = columns.names.last + 1
        counts = _count(columns.column["outlet"][slots], size) + _count(columns.column["republisher"][slots], size)
        counts[0] = 0
        return counts
    return _paired_counts(frame, "actors" if name == "actor" else "territories", slots, ask.voice if name == "actor" else None)


def _paired_counts(frame: Frame, kind: str, slots: Array, voice: str | None = None) -> Array:
    pairs = frame.pairs(kind)
    has = np.zeros(frame.columns.size, dtype=bool)
    has[slots] = True
    wanted = has[pairs.slot] & in_voice(pairs, voice)
    return _count(pairs.code[wanted], frame.columns.names.last + 1)


def _most(counts: Array, ranks: Array) -> list[int]:
    """The numbers with the highest counts, equal ones by their names."""
    there = np.flatnonzero(counts)
    if len(there) > LISTED:
        bar = np.partition(counts[there], -LISTED)[-LISTED]
        there = there[counts[there] >= bar]
    order = np.lexsort((ranks[there], -counts[there]))
    return [int(number) for number in there[order][:LISTED]]


# --- the timeline ---


def count_days(frame: Frame, ask: Browse, clock: Clock) -> Counts:
    """The days that dates of claims begin on, and how many do; before the days asked for, on the first of these."""
    if not frame.columns.size:
        return {}
    days = frame.columns.column[f"{clock}_first"][frame.passing()]
    days = np.maximum(days[days > 0], day_window(ask, clock)[0])
    found, counts = np.unique(days, return_counts=True)
    return {"days": found.astype(np.int64), "counts": counts}


def make_buckets(counts: Counts) -> tuple[Bucket, ...]:
    """One bucket after the other, from the first day to the last."""
    days = counts.get("days", NONE)
    if not len(days):
        return ()
    starts = _starts(int(days.min()), int(days.max()))
    found = np.zeros(len(starts) - 1, dtype=np.int64)
    np.add.at(found, np.searchsorted(starts[:-1], days, side="right") - 1, counts["counts"])
    return tuple(
        Bucket(date.fromordinal(start).isoformat(), date.fromordinal(after - 1).isoformat(), count)
        for start, after, count in zip(starts, starts[1:], found.tolist(), strict=False)
    )


def _starts(first: int, last: int) -> list[int]:
    """The first days of buckets from one day to another, and of the one after the last."""
    if last - first < BUCKETS:
        return list(range(first, last + 2))
    monday = first - date.fromordinal(first).weekday()
    if (last - monday) // 7 < BUCKETS:
        return [*range(max(monday, 1), last + 1, 7), monday + ((last - monday) // 7 + 1) * 7]
    begin, end = date.fromordinal(first), date.fromordinal(last)
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    if months <= BUCKETS:
        return [_month(begin.year, begin.month - 1 + n) for n in range(months + 1)]
    step = next(step for step in YEARS if end.year // step - begin.year // step < BUCKETS)
    return [_month(year, 0) for year in range(begin.year // step * step, end.year // step * step + step + 1, step)]


def _month(year: int, month: int) -> int:
    """The first day of the month that is so many after January of a year, as far as a calendar goes."""
    year, month = year + month // 12, month % 12 + 1
    return 1 if year < 1 else LAST_DAY + 1 if year > date.max.year else date(year, month, 1).toordinal()


# --- places ---


def count_places(frame: Frame) -> Counts:
    """By the number of a place, how many claims speak of it."""
    return {"places": _paired_counts(frame, "places", frame.passing())} if frame.columns.size else {}


def make_places(columns: Columns, counts: Counts) -> tuple[PlaceCount, ...]:
    """The places, most frequent first; what cannot be put on a map is left out."""
    found = _placed(columns, counts.get("places", NONE))
    return tuple(sorted(found, key=lambda one: (-one.count, one.name, one.territory or "", one.lat, one.lon)))


def _placed(columns: Columns, counts: Array) -> Iterator[PlaceCount]:
    for number in np.flatnonzero(counts).tolist():
        name = columns.names.get(number)
        if name.lat is not None and name.lon is not None:
            yield PlaceCount(name.territory, name.label, name.lat, name.lon, name.level or "other", int(counts[number]))
