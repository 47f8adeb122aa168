"""Pages that a carrier names and does not hold.

In: an address and what was told of it. Out: a record that whoever fetches turns into a page; nothing is fetched here.
"""

from dataclasses import dataclass

from sayso.records import FieldEvidence

__all__ = ["Reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A page by its address alone, with what its carrier told of it."""

    address: str
    told: tuple[FieldEvidence, ...] = ()
