"""What the ledger's screen asks, answered from one state of a ledger.

In: a `Browse`. Out: the records of `browsing`. Not built yet.
"""

from sqlalchemy import Connection

from sayso.store.browsing import ActorAccount, Browse, Browsed, BrowseRow, Bucket, Clock, Facet, PlaceCount, SavedSearch

__all__ = ["SqlBrowseView"]


class SqlBrowseView:
    """Reads one state of the ledger; see `browsing.BrowseView`."""

    _connection: Connection

    def browse(self, ask: Browse, after: str | None = None) -> Browsed:
        raise NotImplementedError

    def read_facets(self, ask: Browse) -> tuple[Facet, ...]:
        raise NotImplementedError

    def read_timeline(self, ask: Browse, clock: Clock) -> tuple[Bucket, ...]:
        raise NotImplementedError

    def read_places(self, ask: Browse) -> tuple[PlaceCount, ...]:
        raise NotImplementedError

    def read_account(self, name: str, also: tuple[str, ...] = ()) -> ActorAccount:
        raise NotImplementedError

    def read_latest(self, ask: Browse, since: str | None) -> tuple[BrowseRow, ...]:
        raise NotImplementedError

    def read_saved(self) -> tuple[SavedSearch, ...]:
        raise NotImplementedError
