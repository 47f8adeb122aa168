"""Tables of actors, time expressions and places.

In: schema 0002. Out: schema 0003. Documents that were read before have none until they are read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _create(
        "actors",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
    )
    _create("timexes", sa.Column("value", sa.Text(), nullable=False), *_ends())
    _create(
        "places",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("territory", sa.Text()),
        sa.Column("geonameid", sa.Integer()),
        *_ends(),
    )


def _create(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("document", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "position", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=f"fk_{name}_document"),
    )


def _ends() -> tuple[sa.Column[object], sa.Column[object]]:
    return sa.Column("start", sa.Integer(), nullable=False), sa.Column("stop", sa.Integer(), nullable=False)
