"""The one way in which a row is brought up to date, on SQLite and PostgreSQL alike.

In: a table. Out: the statement that inserts rows and, where a row of the same key is there already, gives it the new values or
leaves it alone. It runs nothing.
"""

from functools import cache
from typing import Final

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

__all__ = ["insert_new", "upsert"]

#: Columns that keep the value they were first given.
FIRST: Final = frozenset({"row", "first_seen", "first_run"})
#: Those of a document alone: the format of a profile changes with it.
FIRST_OF: Final = {"documents": frozenset({"version"})}
#: What makes a row the same row, where that is not its primary key.
KEYS: Final = {"claims": ("id", "twin"), "facets": ("document",)}


@cache
def upsert(dialect: str, table: Table) -> Insert:
    """Insert rows; where one is there already, give it the new values of all columns but those that stay as they were first."""
    statement = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    keys = KEYS.get(table.name) or tuple(column.name for column in table.primary_key)
    kept = {*keys, *FIRST, *FIRST_OF.get(table.name, ())}
    changes = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in kept}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


@cache
def insert_new(dialect: str, table: Table) -> Insert:
    """Insert rows; leave alone those that are there already."""
    return (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table).on_conflict_do_nothing()
