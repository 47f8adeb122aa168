"""The ledger in SQL: what is written and in which order, on SQLite and PostgreSQL alike.

In: records. Out: rows, one transaction a document: bytes, page, run, document, blocks, attributions, claims, and the rows
that make them searchable. Rows are brought up to date by `upserts`; none is ever deleted but those of the search index, the
blocks of a document that is read again, and what linking came to (`link_writer`). `docs/decisions/0003-ledger-rows.md` says
why. Reading is in `views`, checking in `checks`.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import RowMapping, Table, delete, func, insert, or_, select, update
from sqlalchemy.exc import DatabaseError

from sayso.errors import StoreError
from sayso.records import Analysis, Failure, Judgement, Page
from sayso.records.codec import to_plain
from sayso.records.ids import digest
from sayso.store.base import Added, Outcome, Problem, View, Writer
from sayso.store.browse_view import BrowseMemory
from sayso.store.browse_writer import SqlBrowseWriter
from sayso.store.checks import find_index_problems, find_problems, is_damage
from sayso.store.compacting import compact, find_copies
from sayso.store.engines import Opened, open_engine, storing, transaction
from sayso.store.facet_filing import move_document
from sayso.store.intake_writer import SqlIntakeWriter
from sayso.store.notice_rows import SqlNoticeWriter
from sayso.store.removing import SqlRemovalWriter
from sayso.store.review_writer import SqlReviewWriter
from sayso.store.rows import ReadingRows, body_row, clean, rows_of, to_json
from sayso.store.schema import (
    DETAILS,
    attributions,
    blocks,
    bodies,
    claims,
    compared,
    documents,
    failures,
    judgements,
    pages,
    passages,
    profiles,
    runs,
)
from sayso.store.upserts import insert_new, upsert
from sayso.store.views import SqlView

__all__ = ["SqlStore", "SqlWriter"]


class SqlStore:
    """An opened ledger on SQLite or PostgreSQL; see `base.Store`."""

    def __init__(self, address: str | os.PathLike[str], *, create: bool = True) -> None:
        self._opened: Opened = open_engine(address, create=create)
        self._memory = BrowseMemory()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A transaction that writes, alone on SQLite."""
        with transaction(self._opened, writes=True) as connection:
            yield SqlWriter(connection)

    @contextmanager
    def reading(self) -> Iterator[View]:
        """A transaction that sees one state of the ledger."""
        with transaction(self._opened, writes=False) as connection:
            yield SqlView(connection, self._memory)

    def verify(self) -> list[Problem]:
        """Everything that is wrong with what is kept, as of one moment; others may write meanwhile."""
        steps = [(find_problems, False)] if self._opened.read_only else [(find_index_problems, True), (find_problems, False)]
        problems: list[Problem] = []
        for step, writes in steps:
            try:
                with transaction(self._opened, writes=writes) as connection:
                    problems.extend(step(connection))
            except StoreError as error:
                if not (isinstance(error.__cause__, DatabaseError) and is_damage(error.__cause__)):
                    raise
                problems.append(Problem("database", "the file is damaged: go back to a copy of it"))
        return problems

    def compact(self) -> None:
        """Write the database anew, so that no file of it holds what was taken out."""
        compact(self._opened)
        self._memory = BrowseMemory()

    def find_copies(self) -> tuple[Path, ...]:
        """Copies of the ledger that we left beside it."""
        return find_copies(self._opened)

    def close(self) -> None:
        """Let go of the database."""
        with storing(self._opened.subject):
            self._opened.engine.dispose()


class SqlWriter(SqlReviewWriter, SqlBrowseWriter, SqlIntakeWriter, SqlRemovalWriter, SqlNoticeWriter):
    """Writes within one transaction; see `base.Writer`."""

    @property
    def view(self) -> View:
        """What this transaction sees, its own writing too."""
        return SqlView(self._connection)

    def keep(self, analysis: Analysis, page: Page | None, at: str) -> Added:
        """Keep an analysis; nothing is written where all of it is known already."""
        rows = rows_of(analysis)
        document, page_id, url = analysis.document.id, analysis.document.page, analysis.document.url
        fetched = None if page is None else page.fetched
        known = self._find_known(document)
        outcome: Outcome = "unchanged"
        brings_bytes = page is not None and not self._is_archived(page)
        if known is None or _has_news(known, rows, brings_bytes=brings_bytes):
            self._hold_page(page_id, rows, at)
            known = self._find_known(document)  # another writer may have kept it while this one waited for the page
            outcome = "added" if known is None else "updated"
        _, moved = self._choose_current(page_id, document, fetched)
        version = known["version"] if known is not None else self._next_version(page_id)
        if outcome != "unchanged":
            self._write(rows, page, known, {"version": version, "fetched": fetched, "at": at})
        elif moved:
            outcome = "updated"
            self._mark_passages(document, current=True)
        self._tie_fetch(document, page)
        return Added(outcome, url, document, version)

    def keep_failure(self, failure: Failure, at: str) -> Added:
        """Keep that a page could not be read; the same failure again is the same row."""
        row = {
            "id": "f" + digest("failure", failure.url, failure.stage, failure.error),
            "url": clean(failure.url),
            "stage": clean(failure.stage),
            "error": clean(failure.error),
            "record": to_json(to_plain(failure)),
            "first_seen": at,
        }
        self._put_new(failures, row)
        return Added("failed", failure.url, error=failure.error)

    def append_judgement(self, judgement: Judgement, page: str) -> None:
        """Append a decision; one that is there already is left as it is."""
        if self._connection.scalar(select(judgements.c.row).where(judgements.c.id == judgement.id)) is not None:
            return
        row = {
            "id": judgement.id,
            "subject": judgement.subject,
            "page": page,
            "action": judgement.action,
            "user": clean(judgement.user),
            "at": judgement.at,
            "note": None if judgement.note is None else clean(judgement.note),
            "withdraws": judgement.withdraws,
            "record": to_json(to_plain(judgement)),
        }
        self._connection.execute(insert(judgements), row)

    # --- the parts of keeping an analysis ---

    def _put(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(upsert(self._dialect, table), rows)

    def _put_new(self, table: Table, row: Mapping[str, Any]) -> None:
        self._connection.execute(insert_new(self._dialect, table), dict(row))

    def _find_known(self, document: str) -> RowMapping | None:
        columns = documents.c
        query = select(columns.digest, columns.version, columns.body, columns.fetched).where(columns.id == document)
        return self._connection.execute(query).mappings().one_or_none()

    def _hold_page(self, page: str, rows: ReadingRows, at: str) -> None:
        """Make the row of a page, or lock it: versions of one page are numbered by one writer at a time."""
        row = {"id": page, "url": rows.document["url"], "first_seen": at}
        self._put_new(pages, row)
        self._connection.execute(select(pages.c.id).where(pages.c.id == page).with_for_update())

    def _next_version(self, page: str) -> int:
        latest = self._connection.scalar(select(func.max(documents.c.version)).where(documents.c.page == page))
        return (latest or 0) + 1

    def _choose_current(self, page: str, document: str, fetched: str | None) -> tuple[bool, bool]:
        """Whether the document is now what its page shows, and whether that is new.

        The text fetched last is; where one of the two has no time of fetching, the one added last.
        """
        query = (
            select(pages.c.current, documents.c.fetched)
            .outerjoin_from(pages, documents, documents.c.id == pages.c.current)
            .where(pages.c.id == page)
        )
        current, other = self._connection.execute(query).one()
        if current == document:
            if fetched is not None and (other is None or fetched > other):
                self._connection.execute(update(documents).where(documents.c.id == document).values(fetched=fetched))
            return True, False
        if current is not None and fetched is not None and other is not None and fetched < other:
            return False, False
        self._connection.execute(update(pages).where(pages.c.id == page).values(current=document))
        if current is not None:
            self._mark_passages(current, current=False)
        return True, True

    def _mark_passages(self, document: str, *, current: bool) -> None:
        self._connection.execute(update(passages).where(passages.c.document == document).values(current=int(current)))
        move_document(self._connection, document, current=current)

    def _write(self, rows: ReadingRows, page: Page | None, known: RowMapping | None, facts: Mapping[str, Any]) -> None:
        """All rows of a reading, those first that others point to."""
        document = rows.document["id"]
        if known is not None:
            self._unindex(document)
            for table in (blocks, *DETAILS.values(), profiles):
                self._connection.execute(delete(table).where(table.c.document == document))
            self._connection.execute(delete(compared).where(or_(compared.c.left == document, compared.c.right == document)))
            for table in (attributions, claims):
                self._connection.execute(update(table).where(table.c.document == document).values(retired=1))
        is_new = page is not None and not self._is_archived(page)
        body = self._keep_body(page, facts["at"]) if page is not None and is_new else known and known["body"]
        if rows.run is not None:
            self._put_new(runs, {**rows.run, "first_seen": facts["at"]})
        run = rows.run and rows.run["id"]
        came = {"first_seen": facts["at"], "first_run": run, "last_run": run}
        fetched = max(filter(None, (facts["fetched"], known and known["fetched"])), default=None)
        own = {"digest": rows.digest, "body": body, "fetched": fetched, "version": facts["version"]}
        self._put(documents, [{**rows.document, **came, **own}])
        if rows.blocks:
            self._connection.execute(insert(blocks), list(rows.blocks))
        for name, details in rows.details.items():
            if details:
                self._connection.execute(insert(DETAILS[name]), list(details))
        # As the machine reads it; whoever keeps it brings the rows to what people decided.
        came |= {"retired": 0, "review": "machine", "edited": None, "added_by": None}
        self._put(attributions, [{**row, **came} for row in rows.attributions])
        self._put(claims, [{**row, **came} for row in rows.claims])
        self._index(document)

    def _keep_body(self, page: Page, at: str) -> str:
        row = body_row(page)
        self._put_new(bodies, {**row, "first_seen": at})
        return str(row["sha256"])


def _has_news(known: RowMapping, rows: ReadingRows, *, brings_bytes: bool) -> bool:
    return known["digest"] != rows.digest or (brings_bytes and known["body"] is None)
