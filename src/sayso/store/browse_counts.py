"""Facets, timelines and places of the claims that a question means.

In: a `Frame`. Out: the small records of `browsing`, in an order that depends on nothing but the claims. It asks no database.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.store.browse_masks import SINGLE, Frame, day_window, numbers_of
from sayso.store.browsing import (
    ALIASES,
    CERTAINTIES,
    DEPTHS,
    FACETS,
    HEDGES,
    VALUES,
    Browse,
    Bucket,
    Clock,
    Facet,
    FacetValue,
    PlaceCount,
)
from sayso.store.facet_packing import POSITIONS

__all__ = ["find_buckets", "find_facets", "find_places"]

Array = NDArray[Any]
#: How many values of a facet are listed, besides those chosen.
LISTED: Final = 12
BUCKETS: Final = 60
KINDS: Final = {"outlet": "outlet", "actor": "actor", "territory": "territory"}
YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
LAST_DAY: Final = date.max.toordinal()


def find_facets(frame: Frame, ask: Browse) -> tuple[Facet, ...]:
    """The facets of a question, in the order of `FACETS`."""
    if not frame.columns.size:
        return tuple(Facet(name, _chosen_only(ask, field), 0) for name, field in FACETS.items())
    shared = frame.passing()
    found = []
    for name, field in FACETS.items():
        slots = frame.passing(field) if field in frame.masks else shared
        found.append(_named_facet(frame, ask, name, slots) if name in KINDS else _listed_facet(frame, ask, name, slots))
    return tuple(found)


def _values(ask: Browse, field: str) -> tuple[str, ...]:
    chosen = getattr(ask, field)
    return chosen if isinstance(chosen, tuple) else (chosen,) if chosen else ()


def _chosen_only(ask: Browse, field: str) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, value, 0, True) for value in sorted(set(_values(ask, field))))


def _listed_facet(frame: Frame, ask: Browse, name: str, slots: Array) -> Facet:
    """A facet whose values are words that we chose."""
    field = FACETS[name]
    aliases = ALIASES.get(field, {})
    chosen = {aliases.get(value, value) for value in _values(ask, field)}
    counts = _listed_counts(frame, name, slots)
    order = list(VALUES[field])
    ranked = sorted((value for value in order if counts[value]), key=lambda value: (-counts[value], order.index(value)))
    shown = [*ranked[:LISTED], *(value for value in order if value in chosen and value not in ranked[:LISTED])]
    values = tuple(FacetValue(value, value, counts[value], value in chosen) for value in shown)
    return Facet(name, values, sum(1 for value in ranked if value not in shown))


def _listed_counts(frame: Frame, name: str, slots: Array) -> Mapping[str, int]:
    column = frame.columns.column
    if name == "depth":
        counted = _count(column["depth"][slots], len(DEPTHS))
        return dict(zip(DEPTHS, counted.tolist(), strict=True))
    if name == "hedge":
        sure = _count(column["certainty"][slots], len(CERTAINTIES) + 1)
        plain, hedged = _count(column["hedged"][slots], 2).tolist()
        return dict(zip(HEDGES, [*sure[1:].tolist(), hedged, plain], strict=True))
    own = SINGLE[FACETS[name]]
    counted = _count(column[own][slots], len(POSITIONS[own]) + 1)
    return {value: int(counted[position]) for value, position in POSITIONS[own].items()}


def _count(codes: Array, size: int) -> Array:
    return np.bincount(codes, minlength=size)[:size]


def _named_facet(frame: Frame, ask: Browse, name: str, slots: Array) -> Facet:
    """A facet whose values are names."""
    field, names = FACETS[name], frame.columns.names
    counts = _named_counts(frame, ask, name, slots)
    by_value = numbers_of(frame.columns, field, sorted(set(_values(ask, field))))
    chosen = {number for numbers in by_value.values() for number in numbers}
    top = _most(counts, names.ranks(name))
    shown = [*top, *sorted(chosen - set(top), key=lambda number: names.get(number).key)]
    values = [
        FacetValue(one.key, one.label, int(counts[number]), number in chosen)
        for number in shown
        for one in (names.get(number),)
    ]
    values += [FacetValue(value, value, 0, True) for value, numbers in by_value.items() if not numbers]
    return Facet(name, tuple(values), int(np.count_nonzero(counts)) - sum(1 for number in shown if counts[number]))


def _named_counts(frame: Frame, ask: Browse, name: str, slots: Array) -> Array:
    """By the number of a name, how many of the slots have it."""
    columns = frame.columns
    size = columns.names.last + 1
    if name == "outlet":
        counts = _count(columns.column["outlet"][slots], size) + _count(columns.column["republisher"][slots], size)
        counts[0] = 0
        return counts
    return _paired_counts(frame, "actors" if name == "actor" else "territories", slots, ask.voice if name == "actor" else None)


def _paired_counts(frame: Frame, kind: str, slots: Array, voice: str | None = None) -> Array:
    pairs = frame.columns.pairs[kind]
    has = np.zeros(frame.columns.size, dtype=bool)
    has[slots] = True
    wanted = has[pairs.slot]
    if voice is not None:
        wanted &= pairs.voice == POSITIONS["voice"][voice]
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


def find_buckets(frame: Frame, ask: Browse, clock: Clock) -> tuple[Bucket, ...]:
    """The claims by the first day of their dates; those that begin before the days asked for, on the first of these."""
    if not frame.columns.size:
        return ()
    days = frame.columns.column[f"{clock}_first"][frame.passing()]
    days = days[days > 0]
    if not len(days):
        return ()
    days = np.maximum(days, day_window(ask, clock)[0])
    starts = _starts(int(days.min()), int(days.max()))
    counts = _count(np.searchsorted(starts[:-1], days, side="right") - 1, len(starts) - 1).tolist()
    return tuple(
        Bucket(date.fromordinal(start).isoformat(), date.fromordinal(after - 1).isoformat(), count)
        for start, after, count in zip(starts, starts[1:], counts, strict=False)
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


def find_places(frame: Frame) -> tuple[PlaceCount, ...]:
    """The places that the claims speak of, most frequent first."""
    if not frame.columns.size:
        return ()
    counts = _paired_counts(frame, "places", frame.passing())
    return tuple(sorted(_placed(frame, counts), key=lambda one: (-one.count, one.name, one.territory or "", one.lat, one.lon)))


def _placed(frame: Frame, counts: Array) -> Iterator[PlaceCount]:
    for number in np.flatnonzero(counts).tolist():
        name = frame.columns.names.get(number)
        if name.lat is not None and name.lon is not None:
            yield PlaceCount(name.territory, name.label, name.lat, name.lon, name.level or "other", int(counts[number]))
