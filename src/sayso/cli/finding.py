"""Which documents and claims an export is about.

In: an opened ledger, words and filters as for a search. Out: ids of documents with those of their claims. It writes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sayso.export.claims import TextPolicy
from sayso.ledger import Ledger

__all__ = ["Wanted", "find_wanted"]

#: Hits that are asked for at once.
AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: a query and the filters of a search (both may be empty), and how much text.

    Rejected claims, and accusations whose speaker the text does not state, go along or not.
    """

    query: str
    filters: Mapping[str, Any]
    text: TextPolicy
    rejected: bool = False
    accusations: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing narrows it."""
        return not self.query and not any(self.filters.values())


def find_wanted(ledger: Ledger, wanted: Wanted, *, kind: Any) -> dict[str, set[str]]:
    """The documents that match, the best first, each with those of its claims that do."""
    found: dict[str, set[str]] = {}
    offset = 0
    while hits := ledger.search(wanted.query, kind=kind, limit=AT_ONCE, offset=offset, **wanted.filters):
        for hit in hits:
            found.setdefault(hit.document, set()).add(hit.id)
        offset += len(hits)
    return found
