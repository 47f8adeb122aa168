"""Tables of what a watch noticed, and of how far it has come.

In: schema 0010. Out: schema 0011. They begin empty: what came before is not told as news.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables and their indexes."""
    op.create_table(
        "notices",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("search", KEY),
        sa.Column("claim", KEY),
        sa.Column("other", KEY),
        sa.Column("document", KEY),
        sa.Column("at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_at", "notices", ["at"])
    op.create_index("ix_notices_claim", "notices", ["search", "claim"])
    op.create_table(
        "marks",
        sa.Column("name", KEY, nullable=False),
        sa.Column("at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )
