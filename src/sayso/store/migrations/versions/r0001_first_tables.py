"""The first tables.

In: an empty database. Out: schema 0001. Written out and not taken from `schema`, which goes on changing.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import UserDefinedType

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


class SearchWords(UserDefinedType[str]):
    """PostgreSQL's search vector."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:
        """The name of the type."""
        return "TSVECTOR"


KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = SearchWords().with_variant(sa.Text(), "sqlite")
SQLITE = (
    """CREATE VIEW passages_text AS
SELECT p."row" AS "row",
  CASE WHEN p.claim IS NULL THEN d.title ELSE c.sources END AS head,
  CASE WHEN p.claim IS NULL THEN substr(d.text, p.start + 1, p.stop - p.start) ELSE c.exact END AS body
FROM passages AS p JOIN documents AS d ON d.id = p.document LEFT JOIN claims AS c ON c."row" = p.claim""",
    """CREATE VIRTUAL TABLE passages_words USING fts5(head, body, content='passages_text', content_rowid='row',
tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END""",
    """CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END""",
    """CREATE TRIGGER judgements_are_new BEFORE INSERT ON judgements
WHEN EXISTS (SELECT 1 FROM judgements WHERE id = NEW.id OR "row" = NEW."row")
BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END""",
    """PRAGMA application_id = 1935767923""",
)
POSTGRESQL = (
    """CREATE INDEX ix_passages_words ON passages USING gin (words)""",
    """CREATE FUNCTION sayso_only_added() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'judgements are only ever added'; END $$""",
    """CREATE TRIGGER judgements_stay BEFORE UPDATE OR DELETE ON judgements
FOR EACH ROW EXECUTE FUNCTION sayso_only_added()""",
    """CREATE TRIGGER judgements_remain BEFORE TRUNCATE ON judgements
FOR EACH STATEMENT EXECUTE FUNCTION sayso_only_added()""",
)


def upgrade() -> None:
    """Make all tables, and what only one of the two databases has."""
    for create in (
        _create_bodies,
        _create_failures,
        _create_judgements,
        _create_pages,
        _create_runs,
        _create_documents,
        _create_attributions,
        _create_blocks,
        _create_claims,
        _create_passages,
    ):
        create()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _create_bodies() -> None:
    op.create_table(
        "bodies",
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_bodies"),
    )


def _create_failures() -> None:
    op.create_table(
        "failures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
    )


def _create_judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("row", ROW, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("page", KEY, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdraws", KEY, nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_index("ix_judgements_page", "judgements", ["page"])


def _create_pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("current", KEY, nullable=True),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
    )


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", KEY, nullable=False),
        sa.Column("page", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("outlets", sa.Text(), nullable=False),
        sa.Column("day_first", KEY, nullable=True),
        sa.Column("day_last", KEY, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_exact", sa.Text(), nullable=True),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.Column("quotations", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("body", KEY, nullable=True),
        sa.Column("fetched", sa.Text(), nullable=True),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("first_run", KEY, nullable=True),
        sa.Column("last_run", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("page", "version", name="uq_documents_page_version"),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_documents_page"),
        sa.ForeignKeyConstraint(["body"], ["bodies.sha256"], name="fk_documents_body"),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name="fk_documents_first_run"),
        sa.ForeignKeyConstraint(["last_run"], ["runs.id"], name="fk_documents_last_run"),
    )
    op.create_index("ix_documents_day_last", "documents", ["day_last"])


def _create_attributions() -> None:
    op.create_table(
        "attributions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("twin", sa.Integer(), nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("cue_kind", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("style", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("retired", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("first_run", KEY, nullable=True),
        sa.Column("last_run", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", "twin", name="pk_attributions"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_attributions_document"),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name="fk_attributions_first_run"),
        sa.ForeignKeyConstraint(["last_run"], ["runs.id"], name="fk_attributions_last_run"),
    )
    op.create_index("ix_attributions_document", "attributions", ["document"])


def _create_blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("document", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document", "position", name="pk_blocks"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_blocks_document"),
    )


def _create_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("row", ROW, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("twin", sa.Integer(), nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attribution", KEY, nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("cue_kind", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=True),
        sa.Column("style", sa.Text(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=True),
        sa.Column("polarity", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("happened", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("retired", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("first_run", KEY, nullable=True),
        sa.Column("last_run", KEY, nullable=True),
        sa.PrimaryKeyConstraint("row", name="pk_claims"),
        sa.UniqueConstraint("id", "twin", name="uq_claims_id_twin"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_claims_document"),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name="fk_claims_first_run"),
        sa.ForeignKeyConstraint(["last_run"], ["runs.id"], name="fk_claims_last_run"),
    )
    op.create_index("ix_claims_document", "claims", ["document"])


def _create_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("row", ROW, nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("claim", ROW, nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("words", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("row", name="pk_passages"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_passages_document"),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name="fk_passages_claim"),
    )
    op.create_index("ix_passages_document", "passages", ["document"])
