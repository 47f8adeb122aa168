"""Which claims a question means, as masks over the columns.

In: a `Browse`, one state of the columns, the slots that its words match. Out: a `Frame`: the slots in question and, for each
field that narrows, which of them pass. It reads the database only for the documents of a story.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from sayso.store.browse_words import WordMemory, parse_words
from sayso.store.browsing import ALIASES, CERTAINTIES, CLOCKS, DEPTHS, DOES, Browse, source_key
from sayso.store.facet_columns import CURRENT, GONE, Columns, Pairs, Shelf
from sayso.store.facet_packing import POSITIONS, days_of_iso
from sayso.store.rows import fold, parse_day
from sayso.store.schema import facets, story_members
from sayso.store.search import Term

__all__ = ["Frame", "day_window", "frame_of", "in_voice", "numbers_of"]

Array = NDArray[Any]
#: The columns of fields whose values are those of one list.
SINGLE: Final[Mapping[str, str]] = {
    "source_kinds": "source_kind",
    "styles": "style",
    "cue_kinds": "cue_kind",
    "polarities": "polarity",
    "reviews": "review",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots in question (null: all there are), and which of them pass, by the field that narrows ("" for all others).

    `terms` are the words to mark; `since` is the first slot in question.
    """

    columns: Columns
    slots: Array | None
    masks: Mapping[str, Array]
    exact: bool
    terms: tuple[Term, ...]
    since: int = 0

    def pairs(self, kind: str) -> Pairs:
        """The pairs of the slots from `since` on; they stand in the order of their slots."""
        found = self.columns.pairs[kind]
        first = int(np.searchsorted(found.slot, self.since)) if self.since else 0
        return Pairs(found.slot[first:], found.code[first:], found.voice[first:])

    def take(self, name: str) -> Array:
        """A column of the slots in question."""
        return self.of(self.columns.column[name])

    def of(self, values: Array) -> Array:
        """Values of all slots, for those in question."""
        return values if self.slots is None else values[self.slots]

    def passing(self, without: str | None = None) -> Array:
        """The slots that pass all fields, but for one."""
        masks = [mask for field, mask in self.masks.items() if field != without]
        found = masks[0]
        for mask in masks[1:]:
            found = found & mask
        places = np.flatnonzero(found)
        return places if self.slots is None else self.slots[places]


def frame_of(connection: Connection, shelf: Shelf, memory: WordMemory, ask: Browse, since: int = 0) -> Frame:
    """The frame of a question, for the slots from `since` on.

    Raises:
        QueryError: words or a date cannot be read.
    """
    asked = parse_words(ask.words, ask.source)
    columns = shelf.refresh(connection)
    if asked is None or not columns.size:
        slots, exact = (None if columns.size else np.empty(0, dtype=np.int64)), True
    else:
        found = memory.find(connection, columns, asked)
        slots, exact = found.slots, found.exact
    if not columns.size:
        return Frame(columns, slots, {"": np.empty(0, dtype=bool)}, True, ())
    if since:
        slots = np.arange(since, columns.size) if slots is None else slots[slots >= since]
    bare = Frame(columns, slots, {}, exact, asked.terms if asked is not None else (), since)
    masks = {"": _common(connection, bare, ask)}
    for field, narrow in NARROWING.items():
        if getattr(ask, field) or field == "reviews":
            masks[field] = narrow(bare, ask)
    return replace(bare, masks=masks)


def _common(connection: Connection, frame: Frame, ask: Browse) -> Array:
    """What all facets are counted within: the version, dates, story, and voice where it stands alone."""
    state = frame.of(frame.columns.state)
    mask: Array = state != GONE if ask.history else state == CURRENT
    for clock in CLOCKS:
        first, last = day_window(ask, clock)
        if first:
            mask &= frame.take(f"{clock}_last") >= first
        if last:
            begins = frame.take(f"{clock}_first")
            mask &= (begins <= last) & (begins > 0)
    if ask.story is not None:
        query = select(facets.c.row).join(story_members, story_members.c.document == facets.c.document)
        members = connection.scalars(query.where(story_members.c.story == ask.story)).all()
        mask &= np.isin(frame.of(frame.columns.document), np.array(members, dtype=np.int64))
    if ask.voice is not None and not ask.actors:
        mask &= _paired(frame, "actors", None, ask.voice)
    return mask


def day_window(ask: Browse, clock: str) -> tuple[int, int]:
    """The first and last day that a question leaves of a clock, 0 where it is open.

    Raises:
        QueryError: a date cannot be read.
    """
    first, last = getattr(ask, f"{clock}_from"), getattr(ask, f"{clock}_until")
    for value, is_last in ((first, False), (last, True)):
        if value:
            parse_day(value, last=is_last)
    return days_of_iso((first or "").strip())[0], days_of_iso((last or "").strip())[1]


def numbers_of(columns: Columns, field: str, values: Collection[str]) -> dict[str, list[int]]:
    """The numbers of the names that each value means: outlets by id or name, sources by name, territories by code."""
    names, found = columns.names, {}
    for value in values:
        if field == "outlets":
            found[value] = list(names.outlets(fold(value)))
        else:
            kind, key = ("actor", source_key(value)) if field == "actors" else ("territory", value.strip().upper())
            number = names.number(kind, key)
            found[value] = [] if number is None else [number]
    return found


def _paired(frame: Frame, kind: str, numbers: Collection[int] | None, voice: str | None) -> Array:
    """The slots in question that have one of these names, in this voice."""
    pairs = frame.pairs(kind)
    chosen = np.ones(len(pairs.slot), dtype=bool) if numbers is None else np.isin(pairs.code, sorted(numbers))
    chosen &= in_voice(pairs, voice)
    has = np.zeros(frame.columns.size, dtype=bool)
    has[pairs.slot[chosen]] = True
    return frame.of(has)


def in_voice(pairs: Pairs, voice: str | None) -> Array:
    """The pairs in this voice; without one those of all who stand in a chain, or are no parties at all."""
    found: Array = pairs.voice != POSITIONS["voice"][DOES] if voice is None else pairs.voice == POSITIONS["voice"][voice]
    return found


def _in_column(column: str, codes: Collection[int]) -> Callable[[Frame], Array]:
    return lambda frame: np.isin(frame.take(column), sorted(codes))


def _narrow_single(field: str) -> Callable[[Frame, Browse], Array]:
    def narrow(frame: Frame, ask: Browse) -> Array:
        aliases = ALIASES.get(field, {})
        codes = {POSITIONS[SINGLE[field]][aliases.get(value, value)] for value in getattr(ask, field)}
        return _in_column(SINGLE[field], codes)(frame)

    return narrow


def _narrow_depth(frame: Frame, ask: Browse) -> Array:
    return _in_column("depth", {DEPTHS.index(ALIASES["depths"].get(value, value)) for value in ask.depths})(frame)


def _narrow_hedge(frame: Frame, ask: Browse) -> Array:
    sure = {POSITIONS["certainty"][value] for value in ask.hedges if value in CERTAINTIES}
    hedged = {int(value == "hedged") for value in ask.hedges if value not in CERTAINTIES}
    return _in_column("certainty", sure)(frame) | _in_column("hedged", hedged)(frame)


def _narrow_outlet(frame: Frame, ask: Browse) -> Array:
    numbers = {number for found in numbers_of(frame.columns, "outlets", ask.outlets).values() for number in found}
    return _in_column("outlet", numbers)(frame) | _in_column("republisher", numbers)(frame)


def _narrow_actor(frame: Frame, ask: Browse) -> Array:
    numbers = {number for found in numbers_of(frame.columns, "actors", ask.actors).values() for number in found}
    return _paired(frame, "actors", numbers, ask.voice)


def _narrow_territory(frame: Frame, ask: Browse) -> Array:
    found = numbers_of(frame.columns, "territory", [ask.territory or ""])
    return _paired(frame, "territories", {number for numbers in found.values() for number in numbers}, None)


def _narrow_review(frame: Frame, ask: Browse) -> Array:
    """What was rejected counts only where it is asked for."""
    if ask.reviews:
        return _narrow_single("reviews")(frame, ask)
    found: Array = frame.take("review") != POSITIONS["review"]["rejected"]
    return found


NARROWING: Final[Mapping[str, Callable[[Frame, Browse], Array]]] = {
    **{field: _narrow_single(field) for field in SINGLE},
    "reviews": _narrow_review,
    "depths": _narrow_depth,
    "hedges": _narrow_hedge,
    "outlets": _narrow_outlet,
    "actors": _narrow_actor,
    "territory": _narrow_territory,
}
