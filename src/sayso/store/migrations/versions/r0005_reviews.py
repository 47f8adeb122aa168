"""What people made of each row, how much hangs on a claim, and decisions by who made them.

In: schema 0004. Out: schema 0005. The next `sayso link` brings the judgements of such a ledger to its rows, works its stories
out anew and weighs their claims.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the columns, the table and the indexes."""
    op.add_column("documents", sa.Column("reviewed", KEY))
    for table in ("attributions", "claims"):
        op.add_column(table, sa.Column("review", sa.Text(), nullable=False, server_default="machine"))
        op.add_column(table, sa.Column("edited", sa.Text()))
        op.add_column(table, sa.Column("added_by", KEY))
    op.create_index("ix_claims_open", "claims", ["review", "retired", "score", "row"])
    op.create_index("ix_judgements_user", "judgements", ["user"])
    op.create_table(
        "weights",
        sa.Column("claim", KEY, nullable=False),
        sa.Column("story", KEY, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim", name="pk_weights"),
    )
    op.create_index("ix_weights_weight", "weights", ["weight", "claim"])
    op.create_index("ix_weights_story", "weights", ["story"])
    op.execute("UPDATE documents SET reviewed = '' WHERE page IN (SELECT page FROM judgements)")
    op.execute("UPDATE stories SET digest = ''")
    op.execute("DELETE FROM linked")
