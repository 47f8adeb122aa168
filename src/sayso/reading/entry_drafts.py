"""An entry of a live blog while it is being put together, and what speaks for a page being one.

In: what the finders of entries saw: stretches of the text, clocks, declared dates. Out: `Draft`s, which `entries` turns into
records once the page's own date is known. It finds nothing itself.
"""

import re
from dataclasses import dataclass
from typing import Final

from sayso.reading.dates import StatedDate
from sayso.reading.entry_stamps import Stamp
from sayso.records import Span

__all__ = ["FEWEST", "MOST_ENTRIES", "Draft", "is_live_title"]

#: So many entries make a live blog where the page does not declare them.
FEWEST: Final = 3
#: No more of a page are told apart.
MOST_ENTRIES: Final = 2000
#: How a title says that its page is written as things happen; "live" alone is also a verb.
LIVE_TITLE: Final = re.compile(
    r"^\W*live\s*[:|–—-]|[:|–—-]\s*live\b\W*(?:$|[:|–—-])|(?<!to )(?<!long )(?<!we )\blive\s*[:|–—]|\s[–—-]\s(?:\w+\s)?live$"
    r"|\blive[\s-]?(?:blog|updates?|coverage|reporting|reports?|ticker|feed|text|report)\b|\bas (?:it|they|that) happened\b"
    r"|\bminute[\s-]by[\s-]minute\b|\brolling (?:coverage|updates|blog)\b|\b(?:news|live)[\s-]?(?:blog|ticker)\b"
    r"|\ben (?:direct|vivo)\b|\bminuto a minuto\b|\bin diretta\b",
    re.IGNORECASE,
)
LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry: `stated` is its instant where a machine says it, `stamp` the clock that the page shows; one of them is there.

    `is_declared` says that the page itself calls it an entry.
    """

    span: Span
    stated: StatedDate | None
    stamp: Stamp | None
    method: str
    score: float
    title: str | None = None
    bylines: tuple[str, ...] = ()
    address: str | None = None
    modified: StatedDate | None = None
    is_declared: bool = False


def is_live_title(title: str) -> bool:
    """Whether a title says so."""
    return bool(LIVE_TITLE.search(title[:LONGEST_TITLE]))
