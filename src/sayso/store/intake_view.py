"""How pages came in, read: fetches, feeds and their items, jobs.

In: ids and states. Out: records, in an order that is the same for every call. Writes nothing.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final, cast

from sqlalchemy import Connection, RowMapping, func, select

from sayso.records import Feed, FeedItem, Fetch, FieldEvidence
from sayso.records.codec import from_plain
from sayso.records.ids import page_id
from sayso.records.jobs import JOB_STATES, Job, JobState
from sayso.records.redactions import Tombstone, TombstoneKind
from sayso.store.batches import in_batches
from sayso.store.rows import record_from
from sayso.store.schema import document_fetches, documents, feed_items, feeds, fetches, jobs, tombstones
from sayso.store.taking_in import KeptItem, Origin

__all__ = ["ITEM", "JOB", "SqlIntakeView", "to_job"]

FETCH: Final = fetches.c
FEED: Final = feeds.c
ITEM: Final = feed_items.c
JOB: Final = jobs.c


class SqlIntakeView:
    """Reads one state of the ledger; see `taking_in.IntakeView`."""

    _connection: Connection

    def read_fetch(self, fetch: str) -> Fetch | None:
        """The attempt of this id."""
        record = self._connection.scalar(select(FETCH.record).where(FETCH.id == fetch))
        return None if record is None else record_from(Fetch, record)

    def read_fetches(self, page: str, limit: int = 100) -> tuple[Fetch, ...]:
        """The attempts to have a page, the last one first."""
        query = select(FETCH.record).where(FETCH.page == page).order_by(FETCH.at.desc(), FETCH.id).limit(limit)
        return tuple(record_from(Fetch, record) for record in self._connection.scalars(query))

    def iter_archived(self, file: str | None = None) -> Iterator[Fetch]:
        """The fetches whose responses lie in the archive, by file and place."""
        query = select(FETCH.record).where(FETCH.file.is_not(None) if file is None else FETCH.file == file)
        query = query.order_by(FETCH.file, FETCH.offset, FETCH.id).execution_options(yield_per=1000)
        for record in self._connection.scalars(query):
            yield record_from(Fetch, record)

    def read_archived_end(self, file: str) -> int:
        """Up to which byte of a file of the archive the ledger has fetches."""
        return self._connection.scalar(select(func.max(FETCH.offset + FETCH.length)).where(FETCH.file == file)) or 0

    def has_fetches(self, fetches_: Collection[str]) -> Collection[str]:
        """Which of these ids there are fetches of."""
        found: set[str] = set()
        for some in in_batches(sorted(fetches_)):
            found.update(self._connection.scalars(select(FETCH.id).where(FETCH.id.in_(some))))
        return found

    def read_origins(self, document: str) -> tuple[Origin, ...]:
        """The fetches that brought a document, the last one first."""
        query = select(FETCH.record, document_fetches.c.told).join(fetches, FETCH.id == document_fetches.c.fetch)
        query = query.where(document_fetches.c.document == document).order_by(FETCH.at.desc(), FETCH.id)
        return tuple(
            Origin(record_from(Fetch, record), tuple(from_plain(FieldEvidence, one) for one in json.loads(told)))
            for record, told in self._connection.execute(query)
        )

    def read_pages_at(self, page: str) -> frozenset[str]:
        """The pages whose documents came from an address: one may have been led elsewhere."""
        query = select(documents.c.page, FETCH.page, FETCH.record).join(document_fetches, FETCH.id == document_fetches.c.fetch)
        query = query.join(documents, documents.c.id == document_fetches.c.document)
        found = {own for own, asked, record in self._connection.execute(query) if page in (asked, *_pages_of(record))}
        return frozenset(found)

    def read_feeds(self) -> tuple[Feed, ...]:
        """All feeds, by when they are due."""
        query = select(FEED.record).order_by(FEED.due, FEED.id)
        return tuple(record_from(Feed, record) for record in self._connection.scalars(query))

    def read_feed(self, feed: str) -> Feed | None:
        """The feed of this id."""
        record = self._connection.scalar(select(FEED.record).where(FEED.id == feed))
        return None if record is None else record_from(Feed, record)

    def read_items(self, feed: str, limit: int = 100) -> tuple[KeptItem, ...]:
        """The items of a feed, those that came last first."""
        query = select(feed_items).where(ITEM.feed == feed).order_by(ITEM.first_seen.desc(), ITEM.key).limit(limit)
        rows = self._connection.execute(query).mappings()
        return tuple(
            KeptItem(row["feed"], record_from(FeedItem, row["record"]), row["page"], row["first_seen"]) for row in rows
        )

    def read_told(self, page: str) -> tuple[FieldEvidence, ...]:
        """What feeds say of a page, by feed and key."""
        query = select(ITEM.record).where(ITEM.page == page).order_by(ITEM.feed, ITEM.key)
        told = (one for record in self._connection.scalars(query) for one in record_from(FeedItem, record).told)
        return tuple(dict.fromkeys(told))

    def read_jobs(self, state: JobState | None = None, limit: int = 100) -> tuple[Job, ...]:
        """Jobs, or those in one state, by when they are due."""
        query = select(jobs).order_by(JOB.due, JOB.id).limit(limit)
        if state is not None:
            query = query.where(JOB.state == state)
        return tuple(to_job(row) for row in self._connection.execute(query).mappings())

    def count_jobs(self) -> Mapping[JobState, int]:
        """How many jobs there are in each state."""
        rows = self._connection.execute(select(JOB.state, func.count()).group_by(JOB.state))
        found = {state: count for state, count in rows}  # noqa: C416  a row is no pair to the type checker
        return {state: found.get(state, 0) for state in JOB_STATES}

    def read_tombstones(self, kinds: Collection[TombstoneKind] | None = None) -> tuple[Tombstone, ...]:
        """What was redacted, by kind and hash."""
        columns = [tombstones.c[field.name] for field in fields(Tombstone)]
        query = select(*columns).order_by(tombstones.c.kind, tombstones.c.hash)
        if kinds is not None:
            query = query.where(tombstones.c.kind.in_(sorted(kinds)))
        return tuple(Tombstone(*row) for row in self._connection.execute(query))

    def find_tombstones(self, kind: TombstoneKind, hashes: Collection[str]) -> Collection[str]:
        """Which of these hashes there are tombstones of."""
        found: set[str] = set()
        for some in in_batches(sorted(hashes)):
            query = select(tombstones.c.hash).where(tombstones.c.kind == kind, tombstones.c.hash.in_(some))
            found.update(self._connection.scalars(query))
        return found


def _pages_of(record: str) -> Iterator[str]:
    """The pages that a fetch was led to."""
    plain = json.loads(record)
    yield from (page_id(address) for address in (plain["final"], *plain["redirects"]) if address)


def to_job(row: RowMapping) -> Job:
    """The job of a row."""
    names = ("id", "kind", "key", "payload", "state", "due", "added", "attempts", "holder", "lease_until", "done", "error")
    return Job(**cast("Any", {name: row[name] for name in names}))
