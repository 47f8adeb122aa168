"""What browsing needs, written.

In: ids of documents, saved searches. Out: rows of `facets` and `saved_searches`. A dropped search stays, with who did it.
"""

from dataclasses import asdict

from sqlalchemy import Connection, update

from sayso.errors import NotFound
from sayso.store.browsing import SavedSearch
from sayso.store.facet_filing import file_document
from sayso.store.rows import clean
from sayso.store.schema import saved_searches
from sayso.store.upserts import insert_new

__all__ = ["SqlBrowseWriter"]


class SqlBrowseWriter:
    """Writes within one transaction; see `browsing.BrowseWriter`."""

    _connection: Connection

    def file_document(self, document: str) -> None:
        """Bring what a document's claims are found by up to date."""
        file_document(self._connection, document)

    def save_search(self, search: SavedSearch) -> None:
        """Keep a saved search; the same one again is left as it is."""
        row = {name: clean(value) for name, value in asdict(search).items()}
        self._connection.execute(insert_new(self._connection.dialect.name, saved_searches), row)

    def drop_search(self, search: str, user: str, at: str) -> None:
        """Note who dropped a saved search, and when."""
        place = saved_searches.c
        query = update(saved_searches).where(place.id == search, place.retired.is_(None))
        if not self._connection.execute(query.values(retired=at, retired_by=clean(user))).rowcount:
            raise NotFound(f"{search!r:.60}", "there is no such saved search: it may have been dropped already")
