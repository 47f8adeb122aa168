"""Tables of profiles, links and stories, and actors by their ids.

In: schema 0003. Out: schema 0004. Nothing is linked yet in a ledger that comes from there: `sayso link` does it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables and the index."""
    op.create_index("ix_actors_id", "actors", ["id"])
    op.create_table(
        "profiles",
        sa.Column("document", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "kind", name="pk_profiles"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_profiles_document"),
    )
    op.create_table(
        "compared",
        sa.Column("left", KEY, nullable=False),
        sa.Column("right", KEY, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("left", "right", name="pk_compared"),
    )
    op.create_index("ix_compared_right", "compared", ["right"])
    op.create_table(
        "stories",
        sa.Column("id", KEY, nullable=False),
        sa.Column("day_first", KEY),
        sa.Column("day_last", KEY),
        sa.Column("title", sa.Text()),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_table(
        "story_members",
        sa.Column("document", KEY, nullable=False),
        sa.Column("story", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_story_members"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_story_members_document"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_members_story"),
    )
    op.create_index("ix_story_members_story", "story_members", ["story"])
    op.create_table(
        "links",
        sa.Column("id", KEY, nullable=False),
        sa.Column("left", KEY, nullable=False),
        sa.Column("right", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("story", KEY),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "left", name="pk_links"),
    )
    for column in ("left", "right", "kind", "story"):
        op.create_index(f"ix_links_{column}", "links", [column])
    op.create_table(
        "linked_documents",
        sa.Column("document", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_linked_documents"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_linked_documents_document"),
    )
    op.create_table(
        "linked",
        sa.Column("part", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("part", name="pk_linked"),
    )
