"""What browsing needs, written. In: records and ids of documents. Out: rows. Not built yet."""

from sqlalchemy import Connection

from sayso.store.browsing import SavedSearch

__all__ = ["SqlBrowseWriter"]


class SqlBrowseWriter:
    """Writes within one transaction; see `browsing.BrowseWriter`."""

    _connection: Connection

    def file_document(self, document: str) -> None:
        raise NotImplementedError

    def save_search(self, search: SavedSearch) -> None:
        raise NotImplementedError

    def drop_search(self, search: str, user: str, at: str) -> None:
        raise NotImplementedError
