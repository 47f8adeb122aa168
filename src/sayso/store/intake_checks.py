"""What can be wrong with the rows of how pages came in, and whether it is.

In: a connection in a transaction. Out: `Problem`s, each naming a row. Whether the archive holds what the rows point to is for
whoever has the archive; this repairs nothing.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Table, select

from sayso.errors import RecordError
from sayso.records import Feed, FeedItem, Fetch
from sayso.records.jobs import JOB_STATES
from sayso.store.base import Problem
from sayso.store.intake_columns import fetch_columns, item_columns
from sayso.store.rows import record_from
from sayso.store.schema import feed_items, feeds, fetches, jobs, tombstones

__all__ = ["find_intake_problems"]

FETCH: Final = 1000


def find_intake_problems(connection: Connection) -> Iterator[Problem]:
    """Everything that is wrong with fetches, feeds, items and jobs."""
    masked = set(connection.scalars(select(tombstones.c.hash).where(tombstones.c.kind == "fetch")))
    for row in _rows(connection, fetches, "id"):
        columns = _columns_of_masked if row["id"] in masked else fetch_columns
        yield from _check(row["id"], row, Fetch, columns)
    for row in _rows(connection, feeds, "id"):
        yield from _check(row["id"], row, Feed, lambda feed: {"id": feed.id, "state": feed.state, "due": feed.due})
    for row in _rows(connection, feed_items, "feed", "key"):
        yield from _check(f"{row['feed']} {row['key']}", row, FeedItem, item_columns)
    for row in _rows(connection, jobs, "id"):
        if row["state"] not in JOB_STATES or (row["state"] == "leased") != (row["holder"] is not None):
            yield Problem(row["id"], "its state is none, or it is held by nobody: run `sayso retry`")


def _rows(connection: Connection, table: Table, *order: str) -> Iterator[RowMapping]:
    query = select(table).order_by(*(table.c[name] for name in order)).execution_options(yield_per=FETCH)
    yield from connection.execute(query).mappings()


def _check(subject: str, row: RowMapping, cls: Any, columns: Any) -> Iterator[Problem]:
    try:
        record = record_from(cls, row["record"])
    except (RecordError, ValueError, TypeError) as error:
        yield Problem(subject, f"its record cannot be read: {error}")
        return
    if any(row[name] != value for name, value in columns(record).items()):
        yield Problem(subject, "its record says something else than its columns")


def _columns_of_masked(fetch: Fetch) -> dict[str, Any]:
    """Those of a fetch that words were taken out of: its page is still known by its address as it was."""
    return {name: value for name, value in fetch_columns(fetch).items() if name != "page"}
