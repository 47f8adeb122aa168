"""What Alembic runs for each command: it takes our connection and stays within its transaction.

In: the connection in `config.attributes`. Out: whatever steps the command asked for. Only Alembic may import this.
"""

from alembic import context

from sayso.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
