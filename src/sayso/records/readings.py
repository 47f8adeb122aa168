"""A page together with what was read on it, for whoever keeps both.

In: a `Page` and the `Analysis` of its document. Out: one value that a stream can carry.
"""

from dataclasses import dataclass

from sayso.records.analyses import Analysis
from sayso.records.documents import Page

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One page read: the bytes as they came in, and all that was found in them."""

    page: Page
    analysis: Analysis
