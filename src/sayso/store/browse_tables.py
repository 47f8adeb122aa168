"""The tables that browsing needs; `schema` makes them with all others.

In: the metadata of the schema, and its types of keys and row numbers. Out: three tables. Of a document's claims one row holds
all that they can be found, counted and sorted by, packed; `facet_packing` says how, `docs/decisions/0024-facets.md` why.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["make_tables"]


def make_tables(metadata: MetaData, key: Any, row: Any) -> tuple[Table, Table, Table]:
    """The tables `facets`, `facet_names` and `saved_searches`."""
    facets = Table(
        "facets",
        metadata,
        Column("row", row, primary_key=True),
        Column("document", key, ForeignKey("documents.id"), nullable=False),
        Column("filed", BigInteger, nullable=False),  # grows with every change: what is new is what has a larger number
        Column("current", Integer, nullable=False),
        Column("packed", LargeBinary, nullable=False),
        UniqueConstraint("document"),
        UniqueConstraint("filed"),
    )
    facet_names = Table(
        "facet_names",
        metadata,
        Column("id", row, primary_key=True),
        Column("kind", key, nullable=False),  # actor, outlet, place or territory
        Column("key", key, nullable=False),  # folded name, outlet id or folded name, place, code
        Column("label", Text, nullable=False),  # as it was first written
        Column("lat", Float),
        Column("lon", Float),
        Column("level", Text),
        Column("territory", key),
        UniqueConstraint("kind", "key"),
    )
    saved_searches = Table(
        "saved_searches",
        metadata,
        Column("id", key, primary_key=True),
        Column("name", Text, nullable=False),
        Column("query", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("retired", Text),  # the instant it was dropped
        Column("retired_by", Text),
    )
    return facets, facet_names, saved_searches
