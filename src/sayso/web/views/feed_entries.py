"""Claims as entries of a feed: who said what, labelled where nobody has looked at it.

In: rows of the ledger, the newest first. Out: `Entry` records. What is left out of a feed is decided before.
"""

from collections.abc import Iterator, Sequence

from sayso.store import BrowseRow
from sayso.web.feeds import Entry
from sayso.web.views.rows import make_row

__all__ = ["make_entries"]


def make_entries(rows: Sequence[BrowseRow]) -> tuple[Entry, ...]:
    """An entry for each row; it leads to the sentence."""
    return tuple(_entry(row) for row in rows)


def _entry(row: BrowseRow) -> Entry:
    told = make_row(row)
    label = "[unreviewed] " if row.review == "machine" else f"[{told.review_words}] "
    words = "".join(piece.text for piece in told.said)
    who = f"{told.who.name}, its own word" if told.is_own else told.who.name
    return Entry(row.id, f"{label}{who}: {words}", row.kept, told.place, "; ".join(_summary(row)))


def _summary(row: BrowseRow) -> Iterator[str]:
    told = make_row(row)
    names = [*told.relays, told.who]
    yield "according to " + " ‹ ".join(f"{hop.name} ({', '.join(hop.notes)})" if hop.notes else hop.name for hop in names)
    yield from (f"{label} {words}" for label, words in told.days)
    yield from (*told.firmly, *(f"hedged: {words}" for words in told.hedges))
    yield f"published by {told.publisher}" + (f": {told.title}" if told.title else "")
