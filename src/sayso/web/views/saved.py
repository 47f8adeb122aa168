"""Saved searches, each with the question it keeps in words and the addresses that answer it.

In: `SavedSearch` records. Out: a `SavedPage`, the newest search first. It asks no ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.export.dates import write_value
from sayso.export.queries import parse_query
from sayso.store import SavedSearch
from sayso.web.views.narrowing import find_chips, to_address

__all__ = ["SavedLine", "SavedPage", "make_saved"]


@dataclass(frozen=True, slots=True)
class SavedLine:
    """One search: its words and choices for people, and where its page, its feed and its table are."""

    id: str
    name: str
    words: str
    choices: tuple[str, ...]
    user: str
    day: str
    at: str
    address: str
    atom: str
    csv: str
    json: str


@dataclass(frozen=True, slots=True)
class SavedPage:
    """All saved searches."""

    searches: tuple[SavedLine, ...]


def make_saved(searches: Sequence[SavedSearch]) -> SavedPage:
    """The page of the saved searches."""
    return SavedPage(tuple(_line(one) for one in reversed(searches)))


def _line(saved: SavedSearch) -> SavedLine:
    asked = parse_query(saved.query)
    choices = tuple(f"{chip.what}: {chip.label}" for chip in find_chips(asked))
    day = write_value(saved.at[:10]) or saved.at[:10]
    atom, csv, json = (to_address(asked, f"/s.{suffix}") for suffix in ("atom", "csv", "json"))
    address = to_address(asked)
    return SavedLine(saved.id, saved.name, asked.browse.words, choices, saved.user, day, saved.at, address, atom, csv, json)
