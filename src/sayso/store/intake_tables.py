"""The tables of how pages came in; `schema` makes them with all others.

In: the metadata of the schema and its type of keys. Out: fetches (one row an attempt, never changed), which of them brought a
document, feeds and their items, jobs, tombstones of
what was redacted, notices of a watch. Keys that come from outside are kept as hashes.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

__all__ = ["make_intake"]


def make_intake(metadata: MetaData, key: Any) -> tuple[Table, Table, Table, Table, Table, Table, Table, Table]:
    """The tables fetches, document_fetches, feeds, feed_items, jobs, tombstones, notices and marks."""
    return (
        *_make_fetches(metadata, key),
        *_make_feeds(metadata, key),
        _make_jobs(metadata, key),
        _make_tombstones(metadata, key),
        *_make_notices(metadata, key),
    )


def _make_fetches(metadata: MetaData, key: Any) -> tuple[Table, Table]:
    fetches = Table(
        "fetches",
        metadata,
        Column("id", key, primary_key=True),
        Column("page", key, nullable=False),  # the page that was asked for; it has no row where nothing was read from it
        Column("address", Text, nullable=False),
        Column("at", key, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("status", Integer),
        Column("sha256", key),
        Column("feed", key),
        Column("file", key),  # where its response lies in the archive
        Column("offset", BigInteger),
        Column("length", BigInteger),
        Column("record", Text, nullable=False),
        Column("first_seen", Text, nullable=False),
        Index("ix_fetches_page", "page", "at"),
        Index("ix_fetches_file", "file", "offset"),
    )
    document_fetches = Table(
        "document_fetches",
        metadata,
        Column("document", key, ForeignKey("documents.id"), primary_key=True),
        Column("fetch", key, ForeignKey("fetches.id"), primary_key=True),
        Column("told", Text, nullable=False),  # what the carrier said of the page
        Index("ix_document_fetches_fetch", "fetch"),
    )
    return fetches, document_fetches


def _make_feeds(metadata: MetaData, key: Any) -> tuple[Table, Table]:
    feeds = Table(
        "feeds",
        metadata,
        Column("id", key, primary_key=True),
        Column("address", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("state", key, nullable=False),
        Column("due", key, nullable=False),
        Column("record", Text, nullable=False),
        Column("first_seen", Text, nullable=False),
        Index("ix_feeds_due", "state", "due"),
    )
    feed_items = Table(
        "feed_items",
        metadata,
        Column("feed", key, ForeignKey("feeds.id"), primary_key=True),
        Column("key", key, primary_key=True),  # a hash of the item's own key
        Column("page", key),
        Column("address", Text),
        Column("title", Text),
        Column("record", Text, nullable=False),
        Column("fetch", key, ForeignKey("fetches.id")),  # the look that last changed it
        Column("first_seen", Text, nullable=False),
        Index("ix_feed_items_page", "page"),
    )
    return feeds, feed_items


def _make_jobs(metadata: MetaData, key: Any) -> Table:
    return Table(
        "jobs",
        metadata,
        Column("id", key, primary_key=True),
        Column("kind", key, nullable=False),
        Column("key", key, nullable=False),
        Column("payload", Text, nullable=False),
        Column("state", key, nullable=False),
        Column("due", key, nullable=False),
        Column("added", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("holder", Text),
        Column("lease_until", key),
        Column("done", Text),
        Column("error", Text),
        UniqueConstraint("kind", "key"),
        Index("ix_jobs_due", "state", "due"),
    )


def _make_tombstones(metadata: MetaData, key: Any) -> Table:
    return Table(
        "tombstones",
        metadata,
        Column("hash", key, primary_key=True),
        Column("kind", key, primary_key=True),
        Column("words", Integer, nullable=False),  # of how many words the hash is; 0 where it is of none
        Column("redaction", key, nullable=False),  # what was taken out together
        Column("reason", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("at", Text, nullable=False),
        Index("ix_tombstones_redaction", "redaction"),
    )


def _make_notices(metadata: MetaData, key: Any) -> tuple[Table, Table]:
    """What a watch noticed, without a word of what it is about: whoever tells it reads that from the rows it names."""
    notices = Table(
        "notices",
        metadata,
        Column("id", key, primary_key=True),
        Column("kind", key, nullable=False),
        Column("search", key),
        Column("claim", key),
        Column("other", key),
        Column("document", key),
        Column("at", key, nullable=False),
        Index("ix_notices_at", "at"),
        Index("ix_notices_claim", "search", "claim"),
    )
    marks = Table(
        "marks",
        metadata,
        Column("name", key, primary_key=True),  # how far something has come, by its name
        Column("at", key, nullable=False),
    )
    return notices, marks
