"""What the front page shows.

In: the counts of a ledger. Out: a `FrontPage`.
"""

from dataclasses import dataclass

from sayso.store import Counts

__all__ = ["FrontPage"]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """How much the ledger holds."""

    counts: Counts
