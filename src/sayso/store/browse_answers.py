"""The questions of the ledger's screen, answered from the columns in memory and, for one page of rows, from the database.

In: a connection, what is kept in memory of the ledger, a `Browse`. Out: the records of `browsing`. `browse_view` loads this,
and numpy with it, when the first question comes.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from sayso.errors import NotFound
from sayso.store.browse_counts import (
    Counts,
    add_counts,
    count_days,
    count_facets,
    count_places,
    join_counts,
    make_buckets,
    make_facets,
    make_places,
)
from sayso.store.browse_masks import Frame, frame_of, in_voice, numbers_of
from sayso.store.browse_order import find_leaf
from sayso.store.browse_rows import read_rows
from sayso.store.browse_words import WordMemory
from sayso.store.browsing import (
    DOES,
    ActorAccount,
    ActorPart,
    Browse,
    Browsed,
    BrowseRow,
    Bucket,
    Clock,
    Facet,
    PartName,
    PlaceCount,
    source_key,
)
from sayso.store.facet_columns import Columns, Shelf
from sayso.store.schema import actors, claims

__all__ = ["BrowseAnswers"]

Array = NDArray[Any]
#: How many counts are kept for as long as nothing changes.
KEPT: Final = 64
#: Rows of each list on an actor's page, and how many of its latest claims say of what kind it is.
FIRST_ROWS: Final = 10
LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class _Seen:
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Counts, and what the columns had when they were made."""

    filed: int
    gone: int
    size: int
    counts: Counts


class BrowseAnswers:
    """Answers for one ledger; many may ask at once."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.words = WordMemory()
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], _Counted] = OrderedDict()

    def browse(self, connection: Connection, ask: Browse, after: str | None) -> Browsed:
        """One page of rows."""
        frame = self._frame(connection, ask)
        named = _named(frame) if ask.words.strip() or ask.source.strip() else None
        leaf = find_leaf(frame, ask, after, named)
        rows = frame.columns.column["claim"][leaf.slots].tolist() if leaf.slots else []
        found = read_rows(connection, rows, leaf.ranks, frame.terms)
        return Browsed(found, leaf.next, leaf.previous, leaf.total, frame.exact)

    def facets(self, connection: Connection, ask: Browse) -> tuple[Facet, ...]:
        """The facets of a question."""
        columns, counts = self._counted("facets", connection, ask, lambda frame: count_facets(frame, ask), add_counts)
        return make_facets(columns, ask, counts)

    def timeline(self, connection: Connection, ask: Browse, clock: Clock) -> tuple[Bucket, ...]:
        """The claims by a clock."""
        return make_buckets(self._counted(clock, connection, ask, lambda frame: count_days(frame, ask, clock), join_counts)[1])

    def places(self, connection: Connection, ask: Browse) -> tuple[PlaceCount, ...]:
        """The claims by where they are about."""
        return make_places(*self._counted("places", connection, ask, count_places, add_counts))

    def latest(self, connection: Connection, ask: Browse, since: str | None) -> tuple[BrowseRow, ...]:
        """Rows first kept after an instant, the newest first."""
        rows = self.browse(connection, replace(ask, sort="kept", descending=True), None).rows
        return tuple(row for row in rows if since is None or row.kept > since)

    def account(self, connection: Connection, name: str, also: tuple[str, ...]) -> ActorAccount:
        """The page of a source."""
        key = source_key(name)
        columns = self.shelf.refresh(connection)
        keys = tuple(dict.fromkeys((key, *also)))
        numbers = numbers_of(columns, "actors", keys)
        if not any(numbers.values()):
            raise NotFound(f"{name!r:.60}", "no source in the ledger is called so: `sayso actor` finds who goes by a name")
        known = tuple(one for one in keys if numbers[one])
        ask = Browse(actors=known, limit=FIRST_ROWS)
        labels = [columns.names.get(number).label for one in known for number in numbers[one]]
        seen = self._seen(connection, replace(ask, limit=LOOKED_AT, sort="kept"), set(known))
        done = self._part(connection, ask, "done")
        if not seen.names and not done.total:
            raise NotFound(f"{name!r:.60}", "no current claim has a source that is called so, or says that it did something")
        parts = (self._part(connection, ask, "says"), self._part(connection, ask, "relayed"))
        return ActorAccount(
            key=key,
            name=labels[0],
            names=tuple(dict.fromkeys((*labels, *seen.names))),
            kinds=seen.kinds,
            countries=seen.countries,
            parts=(*parts, done, self._part(connection, ask, "denies")),
        )

    def _part(self, connection: Connection, ask: Browse, name: PartName) -> ActorPart:
        own = replace(ask, voice=DOES if name == "done" else name)
        found = self.browse(connection, own, None)
        return ActorPart(name, own, found.total, found.rows)

    def _seen(self, connection: Connection, ask: Browse, keys: set[str]) -> _Seen:
        """How its latest claims and their documents write a source, and of what kind and country they have it."""
        frame = self._frame(connection, ask)
        slots = find_leaf(frame, ask, None, None).slots
        rows = frame.columns.column["claim"][slots].tolist()
        query = select(claims.c.edited, claims.c.record).where(claims.c.row.in_(rows))
        found = (json.loads(edited or record) for edited, record in connection.execute(query))
        hops = [
            hop for one in found for hop in one["chain"] if hop["role"] == "source" and source_key(hop["name"] or "") in keys
        ]
        ids = sorted({hop["actor"] for hop in hops if hop["actor"] is not None})
        own = [json.loads(one) for one in connection.scalars(select(actors.c.record).where(actors.c.id.in_(ids)))]
        return _Seen(
            names=tuple(sorted({hop["name"] for hop in hops} | {name for actor in own for name in actor["names"]})),
            kinds=tuple(sorted({actor["kind"] for actor in own})),
            countries=tuple(sorted({actor["country"] for actor in own if actor["country"]})),
        )

    def _frame(self, connection: Connection, ask: Browse, since: int = 0) -> Frame:
        return frame_of(connection, self.shelf, self.words, ask, since)

    def _counted(
        self,
        what: str,
        connection: Connection,
        ask: Browse,
        count: Callable[[Frame], Counts],
        add: Callable[[Counts, Counts], Counts],
    ) -> tuple[Columns, Counts]:
        """What was counted for this question before, with what has come since; counted anew where more has changed."""
        columns = self.shelf.refresh(connection)
        key = (what, replace(ask, sort="published", descending=True).key())
        with self._lock:
            known = self._kept.get(key)
        if ask.story is not None:
            known = None  # what belongs to a story changes without a filing
        if known is not None and known.filed == columns.filed:
            return columns, known.counts
        since = known.size if known is not None and known.gone == columns.gone else 0
        frame = self._frame(connection, ask, since)
        if since and not (frame.exact and frame.columns.gone == columns.gone):
            frame = self._frame(connection, ask)  # the oldest of very many matches give way to new ones
        counts = count(frame)
        if frame.since and known is not None:
            counts = add(known.counts, counts)
        self._keep(key, _Counted(frame.columns.filed, frame.columns.gone, frame.columns.size, counts))
        return frame.columns, counts

    def _keep(self, key: tuple[str, str], counted: _Counted) -> None:
        with self._lock:
            self._kept[key] = counted
            self._kept.move_to_end(key)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _named(frame: Frame) -> Array:
    """The slots of claims with a source in whose name one of the words stands."""
    names, pairs = frame.columns.names, frame.columns.pairs.get("actors")
    bears = np.zeros(names.last + 1, dtype=bool)
    bears[sorted(names.sources(frame.terms))] = True
    return np.zeros(0, dtype=np.int64) if pairs is None else pairs.slot[bears[pairs.code] & in_voice(pairs, None)]
