"""Tables of how pages came in: fetches, feeds and their items, jobs, and what was redacted.

In: schema 0008. Out: schema 0009. Pages that were added before have their bytes in the ledger itself, as local files do.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables and their indexes."""
    op.create_table(
        "fetches",
        sa.Column("id", KEY, nullable=False),
        sa.Column("page", KEY, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", KEY, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("sha256", KEY),
        sa.Column("feed", KEY),
        sa.Column("file", KEY),
        sa.Column("offset", sa.BigInteger()),
        sa.Column("length", sa.BigInteger()),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fetches"),
    )
    op.create_index("ix_fetches_page", "fetches", ["page", "at"])
    op.create_index("ix_fetches_file", "fetches", ["file", "offset"])
    op.create_table(
        "document_fetches",
        sa.Column("document", KEY, nullable=False),
        sa.Column("fetch", KEY, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "fetch", name="pk_document_fetches"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_document_fetches_document"),
        sa.ForeignKeyConstraint(["fetch"], ["fetches.id"], name="fk_document_fetches_fetch"),
    )
    op.create_index("ix_document_fetches_fetch", "document_fetches", ["fetch"])
    _make_feeds()
    _make_jobs()


def _make_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("due", KEY, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
    )
    op.create_index("ix_feeds_due", "feeds", ["state", "due"])
    op.create_table(
        "feed_items",
        sa.Column("feed", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("page", KEY),
        sa.Column("address", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("fetch", KEY),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "key", name="pk_feed_items"),
        sa.ForeignKeyConstraint(["feed"], ["feeds.id"], name="fk_feed_items_feed"),
        sa.ForeignKeyConstraint(["fetch"], ["fetches.id"], name="fk_feed_items_fetch"),
    )
    op.create_index("ix_feed_items_page", "feed_items", ["page"])


def _make_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("due", KEY, nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text()),
        sa.Column("lease_until", KEY),
        sa.Column("done", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("kind", "key", name="uq_jobs_kind_key"),
    )
    op.create_index("ix_jobs_due", "jobs", ["state", "due"])
    op.create_table(
        "tombstones",
        sa.Column("hash", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("redaction", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "kind", name="pk_tombstones"),
    )
    op.create_index("ix_tombstones_redaction", "tombstones", ["redaction"])
