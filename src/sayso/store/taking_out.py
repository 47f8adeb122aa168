"""What a storage promises about taking something out again: words from all rows, a page with all that rests on it.

In: a `Mask`, or the id of a page. Out: what was changed. What is taken out leaves the rows here; `Store.compact` then sees to
it that no file of the database holds it any more. Nothing here touches a database.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from sayso.records import Fetch
from sayso.records.redactions import Mask

__all__ = ["Masked", "RedactWriter", "Removed"]


@dataclass(frozen=True, slots=True)
class Masked:
    """What masking changed: how many rows, which documents and fetches, and the hashes of bytes that are gone."""

    rows: int = 0
    documents: tuple[str, ...] = ()
    fetches: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """What went with a page: its documents, the hashes of their texts and bytes, its fetches."""

    documents: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    fetches: tuple[str, ...] = ()


class RedactWriter(Protocol):
    """Takes out, within the transaction of its `Writer`."""

    def mask_rows(self, mask: Mask) -> Masked:
        """Put blocks in the place of words in every row; feeds, items and jobs that cannot do without them go.

        Profiles of the documents that it names are to be made anew.
        """
        ...

    def remove_page(self, page: str) -> Removed:
        """Remove a page, its documents, what was decided about them, and all that rests on them."""
        ...

    def move_fetches(self, fetches: Iterable[Fetch]) -> None:
        """Note where the responses of these fetches lie now, and what is left of them."""
        ...

    def drop_fetches(self, fetches: Collection[str]) -> None:
        """Remove fetches and what ties documents to them."""
        ...

    def close_job(self, job: str) -> None:
        """Remove a job that nobody needs to know of any more."""
        ...
