"""The tables of what a document's own reading holds beside attributions and claims.

In: the metadata of the schema and the type of its keys. Out: one table for each field of `Analysis`, a row for each record in
its order. Reading a document anew replaces its rows; nothing else points to them.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

__all__ = ["make_details"]


def make_details(metadata: MetaData, key: Any) -> Mapping[str, Table]:
    """The tables, by the field of `Analysis`."""
    mentions = _make(metadata, key, "mentions", Column("kind", Text, nullable=False), *_ends())
    actors = _make(
        metadata,
        key,
        "actors",
        Column("id", key, nullable=False),
        Column("name", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("country", Text),
    )
    Index("ix_actors_id", actors.c.id)
    timexes = _make(metadata, key, "timexes", Column("value", Text, nullable=False), *_ends())
    places = _make(
        metadata,
        key,
        "places",
        Column("role", Text, nullable=False),
        Column("territory", Text),
        Column("geonameid", Integer),
        *_ends(),
    )
    events = _make(metadata, key, "events", Column("code", key), Column("mode", Text), *_ends())
    Index("ix_events_code", events.c.code)
    quantities = _make(metadata, key, "quantities", Column("kind", Text, nullable=False), *_ends())
    return {table.name: table for table in (mentions, actors, timexes, places, events, quantities)}


def _make(metadata: MetaData, key: Any, name: str, *columns: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        Column("document", key, ForeignKey("documents.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
        Column("record", Text, nullable=False),
    )


def _ends() -> tuple[Column[Any], Column[Any]]:
    return Column("start", Integer, nullable=False), Column("stop", Integer, nullable=False)
