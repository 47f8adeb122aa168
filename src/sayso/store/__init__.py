"""Keeps the ledger: one SQLite file or a PostgreSQL database, the same tables in both.

In: a path or URL. Out: a `Store`, to write records into and to read them and views of them from. Only this package knows
SQL; it decides nothing about what the records mean.
"""

import os

from sayso.store.base import (
    Added,
    Carriers,
    Counts,
    Filters,
    Hit,
    KeptFailure,
    Problem,
    Shown,
    Snippet,
    Store,
    Version,
    View,
    Writer,
)
from sayso.store.browsing import (
    ActorAccount,
    ActorPart,
    Browse,
    Browsed,
    BrowseRow,
    Bucket,
    Clock,
    Facet,
    FacetValue,
    PlaceCount,
    SavedSearch,
    Sort,
    Voice,
    source_key,
)
from sayso.store.linked import ComparedPair, DocumentHead, KeptLink, KeptProfile, KeptStory, PlacedClaim, ReadMark, WrittenLink
from sayso.store.reviewing import ClaimWeight
from sayso.store.rows import write_link, write_out
from sayso.store.search import Query, find_words, parse_query
from sayso.store.taking_in import FeedLook, KeptItem, NewJob, Origin

__all__ = [
    "ActorAccount",
    "ActorPart",
    "Added",
    "Browse",
    "BrowseRow",
    "Browsed",
    "Bucket",
    "Carriers",
    "ClaimWeight",
    "Clock",
    "ComparedPair",
    "Counts",
    "DocumentHead",
    "Facet",
    "FacetValue",
    "FeedLook",
    "Filters",
    "Hit",
    "KeptFailure",
    "KeptItem",
    "KeptLink",
    "KeptProfile",
    "KeptStory",
    "NewJob",
    "Origin",
    "PlaceCount",
    "PlacedClaim",
    "Problem",
    "Query",
    "ReadMark",
    "SavedSearch",
    "Shown",
    "Snippet",
    "Sort",
    "Store",
    "Version",
    "View",
    "Voice",
    "Writer",
    "WrittenLink",
    "find_words",
    "migrate_store",
    "open_store",
    "parse_query",
    "source_key",
    "write_link",
    "write_out",
]


def open_store(address: str | os.PathLike[str], *, create: bool = True) -> Store:
    """The ledger at a path, `sqlite:///…` or `postgresql://…`; a missing or empty one is made if `create`.

    Raises:
        MigrationNeeded: its schema is newer than this sayso, or it is on PostgreSQL and older.
        StoreError: it cannot be opened.
    """
    from sayso.store.sql import SqlStore  # SQLAlchemy is slow to load: only for an opened ledger

    return SqlStore(address, create=create)


def migrate_store(address: str | os.PathLike[str]) -> tuple[str, str]:
    """Bring the ledger at `address` to the newest schema; the revisions before and after.

    Raises:
        StoreError: there is no ledger, or it could not be migrated; it is then as before.
    """
    from sayso.store.engines import migrate_ledger  # as above

    return migrate_ledger(address)
