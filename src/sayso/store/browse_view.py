"""What the ledger's screen asks, answered from one state of a ledger.

In: a `Browse`. Out: the records of `browsing`. What is kept in memory for it belongs to the opened ledger, and is made with the
first question. Writes nothing.
"""

import threading
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sayso.store.browsing import ActorAccount, Browse, Browsed, BrowseRow, Bucket, Clock, Facet, PlaceCount, SavedSearch
from sayso.store.schema import saved_searches

if TYPE_CHECKING:  # it needs numpy, and most commands do not
    from sayso.store.browse_answers import BrowseAnswers

__all__ = ["BrowseMemory", "SqlBrowseView"]


class BrowseMemory:
    """What an opened ledger keeps in memory for browsing: nothing before the first question."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: BrowseAnswers | None = None

    @property
    def answers(self) -> "BrowseAnswers":
        """What answers."""
        from sayso.store.browse_answers import BrowseAnswers

        with self._lock:
            if self._answers is None:
                self._answers = BrowseAnswers()
            return self._answers


class SqlBrowseView:
    """Reads one state of the ledger; see `browsing.BrowseView`."""

    _connection: Connection
    _memory: BrowseMemory

    def browse(self, ask: Browse, after: str | None = None) -> Browsed:
        """One page of rows."""
        return self._memory.answers.browse(self._connection, ask, after)

    def read_facets(self, ask: Browse) -> tuple[Facet, ...]:
        """The facets of a question."""
        return self._memory.answers.facets(self._connection, ask)

    def read_timeline(self, ask: Browse, clock: Clock) -> tuple[Bucket, ...]:
        """How many rows fall on each day, week, month or span of years."""
        return self._memory.answers.timeline(self._connection, ask, clock)

    def read_places(self, ask: Browse) -> tuple[PlaceCount, ...]:
        """The places that the rows speak of."""
        return self._memory.answers.places(self._connection, ask)

    def read_account(self, name: str, also: tuple[str, ...] = ()) -> ActorAccount:
        """The page of a source."""
        return self._memory.answers.account(self._connection, name, also)

    def read_latest(self, ask: Browse, since: str | None) -> tuple[BrowseRow, ...]:
        """Rows that were first kept after an instant, the newest first."""
        return self._memory.answers.latest(self._connection, ask, since)

    def read_saved(self) -> tuple[SavedSearch, ...]:
        """The saved searches that nobody dropped, oldest first."""
        place = saved_searches.c
        query = select(place.id, place.name, place.query, place.user, place.at).where(place.retired.is_(None))
        return tuple(SavedSearch(*row) for row in self._connection.execute(query.order_by(place.at, place.id)))
