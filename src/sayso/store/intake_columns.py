"""The columns of how pages came in that repeat what a record says: written by one module, compared by another.

In: a fetch, an item of a feed. Out: the values of its columns. It reads and writes nothing.
"""

from typing import Any

from sayso.records import FeedItem, Fetch
from sayso.records.ids import digest, page_id
from sayso.store.rows import clean

__all__ = ["fetch_columns", "item_columns"]


def fetch_columns(fetch: Fetch) -> dict[str, Any]:
    """Those of an attempt."""
    place = fetch.archive
    return {
        "id": fetch.id,
        "page": page_id(fetch.address),
        "at": fetch.at,
        "outcome": fetch.outcome,
        "sha256": fetch.sha256,
        "file": None if place is None else place.file,
        "offset": None if place is None else place.offset,
        "length": None if place is None else place.length,
    }


def item_columns(item: FeedItem) -> dict[str, Any]:
    """Those of an item."""
    return {
        "key": digest("item", item.key),
        "page": None if item.address is None else page_id(item.address),
        "title": None if item.title is None else clean(item.title),
    }
