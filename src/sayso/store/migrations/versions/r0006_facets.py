"""Tables by which claims are browsed, and saved searches.

In: schema 0005. Out: schema 0006. The rows of the documents that are there already are made right after the migration, by
the code that makes them for new ones.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "facets",
        sa.Column("row", ROW, nullable=False),
        sa.Column("document", KEY, nullable=False),
        sa.Column("filed", sa.BigInteger(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_facets"),
        sa.UniqueConstraint("document", name="uq_facets_document"),
        sa.UniqueConstraint("filed", name="uq_facets_filed"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_facets_document"),
    )
    op.create_table(
        "facet_names",
        sa.Column("id", ROW, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("level", sa.Text()),
        sa.Column("territory", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_facet_names"),
        sa.UniqueConstraint("kind", "key", name="uq_facet_names_kind_key"),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("retired", sa.Text()),
        sa.Column("retired_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
    )
