"""What a watch noticed, read and written.

In: a connection. Out: `Notice`s and marks, and what a watch asks of rows: since when they are there, whether they are linked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict

from sqlalchemy import Connection, func, select

from sayso.records.notices import Notice
from sayso.store.batches import in_batches
from sayso.store.schema import claims, documents, linked_documents, marks, notices
from sayso.store.upserts import insert_new, upsert

__all__ = ["SqlNoticeView", "SqlNoticeWriter"]


class SqlNoticeView:
    """Reads one state of the ledger; see `NoticeView`."""

    _connection: Connection

    def read_notices(self, since: str, until: str, search: str | None = None, limit: int = 10_000) -> tuple[Notice, ...]:
        """The notices of a time."""
        at = notices.c
        query = select(at.id, at.kind, at.search, at.claim, at.other, at.document, at.at)
        query = query.where(at.at > since, at.at <= until).order_by(at.at, at.id).limit(limit)
        if search is not None:
            query = query.where((at.search == search) | at.search.is_(None))
        return tuple(Notice(*row) for row in self._connection.execute(query))

    def find_noticed(self, search: str, claims_: Collection[str]) -> Collection[str]:
        """Which of these claims a search has a notice of."""
        found: set[str] = set()
        for some in in_batches(sorted(set(claims_))):
            query = select(notices.c.claim).where(notices.c.search == search, notices.c.claim.in_(some))
            found.update(self._connection.scalars(query))
        return found

    def read_mark(self, name: str) -> str | None:
        """How far something has come."""
        return self._connection.scalar(select(marks.c.at).where(marks.c.name == name))

    def read_first_seen(self, claims_: Collection[str]) -> Mapping[str, str]:
        """Since when the ledger has these claims: the first of their twins."""
        found: dict[str, str] = {}
        for some in in_batches(sorted(set(claims_))):
            query = select(claims.c.id, func.min(claims.c.first_seen)).where(claims.c.id.in_(some)).group_by(claims.c.id)
            found.update({claim: at for claim, at in self._connection.execute(query)})  # noqa: C416  rows are not pairs to mypy
        return found

    def find_linked(self, documents_: Collection[str]) -> Collection[str]:
        """Which of these documents are linked."""
        found: set[str] = set()
        for some in in_batches(sorted(set(documents_))):
            query = select(linked_documents.c.document).where(linked_documents.c.document.in_(some))
            found.update(self._connection.scalars(query))
        return found

    def read_versions_of(self, documents_: Collection[str]) -> Mapping[str, str]:
        """The document that a page showed just before."""
        own, older = documents.alias(), documents.alias()
        found: dict[str, str] = {}
        for some in in_batches(sorted(set(documents_))):
            query = select(own.c.id, older.c.id).join(older, older.c.page == own.c.page)
            query = query.where(own.c.id.in_(some), older.c.id != own.c.id, older.c.first_seen < own.c.first_seen)
            pairs = self._connection.execute(query.order_by(own.c.id, older.c.first_seen, older.c.id))
            found.update({document: before for document, before in pairs})  # noqa: C416  as above
        return found


class SqlNoticeWriter:
    """Writes within one transaction; see `NoticeWriter`."""

    _connection: Connection
    _dialect: str

    def put_notices(self, found: Iterable[Notice]) -> int:
        """Keep notices."""
        statement = insert_new(self._dialect, notices).returning(notices.c.id)
        return sum(self._connection.execute(statement, asdict(one)).first() is not None for one in found)

    def put_mark(self, name: str, at: str) -> None:
        """Note how far something has come."""
        before = self._connection.scalar(select(marks.c.at).where(marks.c.name == name))
        if before is None or before < at:
            self._connection.execute(upsert(self._dialect, marks), {"name": name, "at": at})
