"""Tables of events and figures.

In: schema 0006. Out: schema 0007. Documents that were read before have none until they are read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _create("events", sa.Column("code", KEY), sa.Column("mode", sa.Text()))
    op.create_index("ix_events_code", "events", ["code"])
    _create("quantities", sa.Column("kind", sa.Text(), nullable=False))


def _create(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("document", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "position", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=f"fk_{name}_document"),
    )
