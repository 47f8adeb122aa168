"""What the front page shows: a box to paste into, an example, what the ledger holds and what came last.

In: the counts of a ledger and its newest pages. Out: a `FrontPage`. It reads no story.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sayso.export.dates import write_value
from sayso.store import Counts, DocumentHead

__all__ = ["EXAMPLE", "MOST_PAGES", "FrontPage", "LatestPage", "make_front_page"]

#: An invented story to try, in the form of a pasted one.
EXAMPLE: Final = """Ferry line "was offered twice" before the storm, union says

ALDERHAVEN, 12 May 2031 (Port Gazette) - The council of Alderhaven allegedly turned down two offers for its ferry line in \
March, the Evening Lantern reported on Friday, citing two officials who asked not to be named.

"Nobody has made us an offer," Mayor Ilse Hartog told reporters on Saturday. She said the line would be sold \
only if the harbour fund agreed.

The Fishers' Union said it had seen a letter in which a shipping company from Talmere offered 40 million crowns. According \
to the union, the letter was sent on 3 March. The company declined to comment.
"""
MOST_PAGES: Final = 8


@dataclass(frozen=True, slots=True)
class LatestPage:
    """A page that came into the ledger lately; `published` in words."""

    document: str
    title: str
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page; `text` and `error` are what was pasted and why it could not be read."""

    counts: Counts
    latest: tuple[LatestPage, ...]
    example: str = EXAMPLE
    text: str = ""
    published: str = ""
    error: str | None = None


def make_front_page(
    counts: Counts, newest: Iterable[DocumentHead], *, text: str = "", published: str = "", error: str | None = None
) -> FrontPage:
    """The front page."""
    return FrontPage(counts, tuple(map(_page, newest)), text=text, published=published, error=error)


def _page(head: DocumentHead) -> LatestPage:
    day = None if head.day is None else write_value(head.day) or head.day
    return LatestPage(head.document, head.title or "(no title)", head.publisher, day)
