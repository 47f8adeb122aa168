"""The packed claims of a ledger as columns in memory, kept up with the database.

In: rows of `facets` and `facet_names`. Out: `Columns`, one state of them that never changes: a slot for each claim, a
number for each slot in each column. What is new is appended, what has changed appended anew, its old slots marked as gone, so
that states share their memory and keeping up costs as much as there is news. It asks no question and knows no words.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from sayso.store.facet_packing import CLAIM, COUNTS, PAIR
from sayso.store.name_book import NameBook, Named
from sayso.store.schema import facet_names, facets

__all__ = ["CURRENT", "EARLIER", "GONE", "Columns", "Pairs", "Shelf"]

Array = NDArray[Any]
#: What a slot holds: nothing any more, a claim of an earlier version of a page, or of what it shows now.
GONE, EARLIER, CURRENT = 0, 1, 2
TYPES: Final[Mapping[str, str]] = {"q": "<i8", "d": "<f8", "i": "<i4", "H": "<u2", "B": "u1"}
RECORD: Final = np.dtype([(name, TYPES[form]) for name, form in CLAIM.items()])
PAIR_RECORD: Final = np.dtype([("slot", "<u4"), ("code", "<i4"), ("voice", "u1")])
PAIRED: Final = ("actors", "places", "territories")
#: Slots that are gone are swept out once they are more than this, and half of all.
SWEEP: Final = 10_000
FETCH: Final = 2000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Claims and what they have several of: slot, number of the name, voice."""

    slot: Array
    code: Array
    voice: Array


@dataclass(frozen=True, slots=True)
class Columns:
    """One state: as of the filing `filed`. `gone` counts the slots that were ever given up.

    `document` is the row of `facets`; `slot_of` has the slot of a passage, -1 where it is no claim.
    """

    filed: int
    gone: int
    size: int
    column: Mapping[str, Array]
    state: Array
    document: Array
    slot_of: Array
    pairs: Mapping[str, Pairs]
    names: NameBook


class Growing:
    """An array that grows at its end; what was handed out before stays as it was."""

    def __init__(self, form: str) -> None:
        self._data: Array = np.empty(0, dtype=form)
        self._size = 0

    def extend(self, values: Array) -> None:
        """Append values."""
        size = self._size + len(values)
        if size > len(self._data):
            grown = np.empty(size + size // 4 + 1024, dtype=self._data.dtype)
            grown[: self._size] = self._data[: self._size]
            self._data = grown
        self._data[self._size : size] = values
        self._size = size

    def view(self) -> Array:
        """All values."""
        return self._data[: self._size]


class Shelf:
    """Keeps the newest state of one ledger, for all who read it in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names = NameBook()
        self._reset(0)

    def _reset(self, gone: int) -> None:
        self._column = {name: Growing(TYPES[form]) for name, form in CLAIM.items()}
        self._pairs = {kind: {name: Growing(PAIR_RECORD[name].str) for name in ("slot", "code", "voice")} for kind in PAIRED}
        self._document = Growing("<i8")
        self._ranges: dict[int, tuple[int, int]] = {}
        self.columns = Columns(0, gone, 0, {}, np.empty(0, "u1"), np.empty(0, "<i8"), np.empty(0, "<i4"), {}, self._names)

    def refresh(self, connection: Connection) -> Columns:
        """The columns as the connection's transaction sees them, if this is the first that it reads; else of a moment later."""
        with self._lock:
            filed = connection.scalar(select(func.max(facets.c.filed))) or 0
            if filed > self.columns.filed:
                self._read_names(connection)
                self._read_facets(connection)
                dead = self.columns.size - int(np.count_nonzero(self.columns.state))
                if dead > SWEEP and dead * 2 > self.columns.size:
                    self._reset(self.columns.gone + 1)
                    self._read_facets(connection)
            return self.columns

    def _read_names(self, connection: Connection) -> None:
        place = facet_names.c
        columns = (place.id, place.kind, place.key, place.label, place.lat, place.lon, place.level, place.territory)
        found = connection.execute(select(*columns).where(place.id > self._names.last).order_by(place.id)).all()
        self._names.add((row[0], Named(*row[1:])) for row in found)

    def _read_facets(self, connection: Connection) -> None:
        query = select(facets.c.row, facets.c.filed, facets.c.current, facets.c.packed)
        query = query.where(facets.c.filed > self.columns.filed).order_by(facets.c.filed)
        rows: list[Any] = []
        with connection.execute(query.execution_options(yield_per=FETCH)) as result:
            for some in result.partitions(FETCH):
                rows += some
        self._append(rows)

    def _append(self, rows: Sequence[Any]) -> None:
        if not rows:
            return
        old = self.columns
        counts, claims, pairs = _unpacked([bytes(row.packed) for row in rows])
        starts = old.size + np.concatenate(([0], np.cumsum(counts[:, 0])))
        for name, growing in self._column.items():
            growing.extend(claims[name])
        self._document.extend(np.repeat(np.array([row.row for row in rows], dtype=np.int64), counts[:, 0]))
        for at, kind in enumerate(PAIRED, 1):
            found = pairs[at - 1]
            self._pairs[kind]["slot"].extend(found["slot"] + np.repeat(starts[:-1], counts[:, at]))
            self._pairs[kind]["code"].extend(found["code"])
            self._pairs[kind]["voice"].extend(found["voice"])
        states = np.array([CURRENT if row.current else EARLIER for row in rows], dtype=np.uint8)
        state = np.concatenate((old.state, np.repeat(states, counts[:, 0])))
        gone = old.gone
        for row, start, stop in zip(rows, starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            before = self._ranges.get(row.row)
            if before is not None:
                state[slice(*before)] = GONE
                gone += before[1] - before[0]
            self._ranges[row.row] = (start, stop)
        column = {name: growing.view() for name, growing in self._column.items()}
        kept = {kind: Pairs(**{name: one.view() for name, one in three.items()}) for kind, three in self._pairs.items()}
        slot_of = _placed(old.slot_of, column["passage"][old.size :], old.size)
        filed, size = rows[-1].filed, int(starts[-1])
        self.columns = Columns(filed, gone, size, column, state, self._document.view(), slot_of, kept, self._names)


def _unpacked(blobs: Sequence[bytes]) -> tuple[Array, Array, list[Array]]:
    """The counts of each document, and the claims and pairs of all of them."""
    counts: list[tuple[int, ...]] = []
    parts: list[list[bytes]] = [[], [], [], []]
    sizes = (RECORD.itemsize, PAIR.size, PAIR.size, PAIR.size)
    for blob in blobs:
        found = COUNTS.unpack_from(blob)
        counts.append(found)
        at = COUNTS.size
        for part, number, size in zip(parts, found, sizes, strict=True):
            part.append(blob[at : at + number * size])
            at += number * size
    claims = np.frombuffer(b"".join(parts[0]), dtype=RECORD)
    pairs = [np.frombuffer(b"".join(part), dtype=PAIR_RECORD) for part in parts[1:]]
    return np.array(counts, dtype=np.int64).reshape(-1, len(parts)), claims, pairs


def _placed(old: Array, passages: Array, first: int) -> Array:
    """The slots of passages, with those of new ones, which may take the place of others; `old` stays as it is."""
    if not len(passages):
        return old
    size = max(len(old), int(passages.max()) + 1)
    placed = np.full(size, -1, dtype=np.int32)
    placed[: len(old)] = old
    placed[passages] = np.arange(first, first + len(passages), dtype=np.int32)
    return placed
