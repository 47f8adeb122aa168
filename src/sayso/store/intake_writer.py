"""How pages came in, written: fetches, feeds and their items, jobs.

In: records. Out: rows, within the transaction of whoever asks. Fetches are never changed; items, feeds and jobs are brought up
to date by their keys. It reads no clock and knows no archive.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, Table, and_, delete, or_, select, update

from sayso.records import Feed, FeedItem, Fetch, Page
from sayso.records.codec import to_plain
from sayso.records.ids import digest
from sayso.records.instants import later
from sayso.records.jobs import Job
from sayso.records.redactions import Tombstone
from sayso.store.intake_columns import fetch_columns, item_columns
from sayso.store.intake_view import FETCH, ITEM, JOB, to_job
from sayso.store.rows import clean, to_json
from sayso.store.schema import document_fetches, feed_items, feeds, fetches, jobs, tombstones
from sayso.store.taking_in import FeedLook, NewJob
from sayso.store.upserts import insert_new, upsert

__all__ = ["SqlIntakeWriter"]

#: No lease is longer: one that seems so was given before the clock went back.
LONGEST_LEASE: Final = 3600
#: Nobody puts a job off for longer, for the same reason.
LONGEST_WAIT: Final = 2 * 86_400
#: A job that was begun so often and never came to an end is not given out again.
MOST_STARTS: Final = 8
LONGEST_ERROR: Final = 2000
#: Longer keys stand as their hashes: an index takes no more.
LONGEST_KEY: Final = 200
Row = dict[str, Any]


class SqlIntakeWriter:
    """Writes within one transaction; see `taking_in.IntakeWriter`."""

    _connection: Connection
    _dialect: str

    # --- fetches ---

    def keep_fetch(self, fetch: Fetch, at: str) -> bool:
        """Keep an attempt; one that is there stays as it is."""
        row: Row = {
            **fetch_columns(fetch),
            "address": clean(fetch.address),
            "status": fetch.status,
            "feed": fetch.feed,
            "record": to_json(to_plain(fetch)),
            "first_seen": at,
        }
        return self._put_once(fetches, row)

    def _is_archived(self, page: Page) -> bool:
        """Whether the bytes of a page are in the archive, by a fetch that the ledger has."""
        place = select(FETCH.file).where(FETCH.id == page.fetch)
        return page.fetch is not None and self._connection.scalar(place) is not None

    def _tie_fetch(self, document: str, page: Page | None) -> None:
        """Note which fetch brought a document."""
        if page is not None and self._is_archived(page):
            told = to_json([to_plain(one) for one in page.told])
            row = {"document": document, "fetch": page.fetch, "told": told}
            self._connection.execute(insert_new(self._dialect, document_fetches), row)

    # --- feeds ---

    def put_feed(self, feed: Feed, at: str) -> None:
        """Keep a feed, in the place of what was kept of it before."""
        row = {
            "id": feed.id,
            "address": clean(feed.address),
            "kind": feed.kind,
            "state": feed.state,
            "due": feed.due,
            "record": to_json(to_plain(feed)),
            "first_seen": at,
        }
        self._connection.execute(upsert(self._dialect, feeds), row)

    def drop_feed(self, feed: str) -> None:
        """Forget a feed and its items."""
        self._connection.execute(delete(feed_items).where(feed_items.c.feed == feed))
        self._connection.execute(delete(feeds).where(feeds.c.id == feed))

    def keep_items(self, feed: str, fetch: str | None, items: Iterable[FeedItem], at: str) -> FeedLook:
        """Keep the items of a look; of items with one key the first counts."""
        wanted: dict[str, FeedItem] = {}
        for item in items:
            wanted.setdefault(digest("item", item.key), item)
        query = select(ITEM.key, ITEM.record).where(ITEM.feed == feed)
        known = {key: record for key, record in self._connection.execute(query) if key in wanted}
        new: list[FeedItem] = []
        changed: list[FeedItem] = []
        rows: list[Row] = []
        for key, item in sorted(wanted.items()):
            record = to_json(to_plain(item))
            if known.get(key) == record:
                continue
            (changed if key in known else new).append(item)
            rows.append(_item_row(feed, item, record) | {"fetch": fetch, "first_seen": at})
        if rows:
            self._connection.execute(upsert(self._dialect, feed_items), rows)
        return FeedLook(tuple(new), tuple(changed))

    # --- jobs ---

    def put_jobs(self, jobs_: Iterable[NewJob], at: str, *, due: str | None = None, again: bool = False) -> int:
        """Write work down, each piece once."""
        count = 0
        for job in jobs_:
            own = digest("job", job.kind, job.key)
            row: Row = {
                "id": "w" + own,
                "kind": job.kind,
                "key": job.key if len(job.key) <= LONGEST_KEY else own,
                "payload": job.payload,
                "state": "ready",
                "due": due or at,
                "added": at,
                "attempts": 0,
            }
            made = int(self._put_once(jobs, row))
            if not made and again:
                values = {
                    "state": "ready",
                    "payload": job.payload,
                    "due": due or at,
                    "attempts": 0,
                    "done": None,
                    "error": None,
                }
                where = (JOB.id == row["id"], JOB.state == "done")
                made = self._connection.execute(update(jobs).where(*where).values(**values)).rowcount
            count += made
        return count

    def lease_jobs(self, kinds: Collection[str], limit: int, holder: str, now: str, until: str) -> tuple[Job, ...]:
        """Take work that is due or was left lying; what was begun too often goes into quarantine instead."""
        far_lease, far_due = later(now, LONGEST_LEASE), later(now, LONGEST_WAIT)
        waits = and_(JOB.state == "ready", or_(JOB.due <= now, JOB.due > far_due))
        left = and_(JOB.state == "leased", or_(JOB.lease_until <= now, JOB.lease_until > far_lease))
        query = select(jobs).where(JOB.kind.in_(sorted(kinds)), or_(waits, left))
        query = query.order_by(JOB.due, JOB.id).limit(limit).with_for_update(skip_locked=True)
        taken: list[str] = []
        for row in self._connection.execute(query).mappings().all():
            if row["attempts"] >= MOST_STARTS:
                error = row["error"] or f"it was begun {MOST_STARTS} times and never came to an end"
                self._set(row["id"], state="quarantined", holder=None, lease_until=None, error=error)
                continue
            self._set(row["id"], state="leased", holder=holder, lease_until=until, attempts=row["attempts"] + 1)
            taken.append(row["id"])
        rows = self._connection.execute(select(jobs).where(JOB.id.in_(taken)).order_by(JOB.due, JOB.id)).mappings()
        return tuple(to_job(row) for row in rows)

    def finish_job(self, job: str, holder: str, at: str) -> bool:
        """Note that a job is done, where its lease is still this holder's."""
        return self._set(job, holder, state="done", holder=None, lease_until=None, done=at, error=None)

    def fail_job(self, job: str, holder: str, error: str, due: str, most: int) -> Job | None:
        """Note why a job failed; after too many attempts it waits for a person."""
        attempts = self._connection.scalar(select(JOB.attempts).where(JOB.id == job))
        state = "quarantined" if (attempts or 0) >= min(most, MOST_STARTS) else "ready"
        reason = clean(error)[:LONGEST_ERROR]
        if not self._set(job, holder, state=state, holder=None, lease_until=None, due=due, error=reason):
            return None
        return to_job(self._connection.execute(select(jobs).where(JOB.id == job)).mappings().one())

    def retry_jobs(self, jobs_: Collection[str] | None, at: str) -> int:
        """Make quarantined jobs ready again."""
        statement = update(jobs).where(JOB.state == "quarantined").values(state="ready", due=at, attempts=0)
        if jobs_ is not None:
            statement = statement.where(JOB.id.in_(sorted(jobs_)))
        return self._connection.execute(statement).rowcount

    def put_tombstones(self, tombstones_: Iterable[Tombstone]) -> None:
        """Note what was redacted."""
        for one in tombstones_:
            self._connection.execute(insert_new(self._dialect, tombstones), {**asdict(one), "reason": clean(one.reason)})

    def _put_once(self, table: Table, row: Row) -> bool:
        """Write a row, where there is none of its key; whether it was written."""
        # what was written comes back: the count of rows is not told by every driver
        statement = insert_new(self._dialect, table).returning(*table.primary_key)
        return self._connection.execute(statement, row).first() is not None

    def _set(self, job: str, held_by: str | None = None, **values: Any) -> bool:
        statement = update(jobs).where(JOB.id == job).values(**values)
        if held_by is not None:
            statement = statement.where(JOB.state == "leased", JOB.holder == held_by)
        return bool(self._connection.execute(statement).rowcount)


def _item_row(feed: str, item: FeedItem, record: str) -> Row:
    address = None if item.address is None else clean(item.address)
    return {**item_columns(item), "feed": feed, "address": address, "record": record}
