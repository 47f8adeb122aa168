"""An index that holds by which mark each document was read, so that counting what waits to be linked reads no text.

In: schema 0007. Out: schema 0008.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_documents_mark", "documents", ["id", "digest", "reviewed"])
