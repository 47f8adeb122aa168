"""Claims whose words match, as slots of the columns.

In: words and words of a source's name. Out: slots, at most those of the latest `MOST` passages. The database's own index finds
them; answers are kept, and where the ledger has only grown since, only what is new is looked at.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text

from sayso.errors import QueryError
from sayso.store.facet_columns import Columns
from sayso.store.search import MAX_TERMS, WORD, Query, Term, parse_query, to_fts5, to_tsquery

__all__ = ["MOST", "Asked", "Matches", "WordMemory", "parse_words"]

Array = NDArray[Any]
#: How many passages are weighed; of more matches only the latest are.
MOST: Final = 50_000
#: How many answers are kept.
KEPT: Final = 64
# One value instead of many rows: a thread that steps through rows gives way to all others at each of them.
FILE: Final = text(
    "SELECT group_concat(rowid) FROM (SELECT rowid FROM passages_words WHERE passages_words MATCH :wanted AND rowid >= :first "
    "ORDER BY rowid DESC LIMIT :most)"
)
SERVER: Final = text(
    'SELECT string_agg("row"::text, \',\') FROM (SELECT "row" FROM passages WHERE words @@ CAST(:wanted AS tsquery) '
    'AND "row" >= :first ORDER BY "row" DESC LIMIT :most) AS found'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words anywhere in a claim, and words of the names of its sources."""

    words: Query | None
    source: Query | None

    @property
    def terms(self) -> tuple[Term, ...]:
        """What a snippet should mark."""
        return () if self.words is None else self.words.terms

    def expression(self, *, is_file: bool) -> str:
        """The condition in the language of the database."""
        words, source = (self.words, "{}"), (self.source, "head")
        if is_file:
            parts = [to_fts5(query, column="head" if where == "head" else None) for query, where in (words, source) if query]
            return " AND ".join(f"({part})" for part in parts)
        parts = [to_tsquery(query, weight="A" if where == "head" else "") for query, where in (words, source) if query]
        return " & ".join(f"({part})" for part in parts)


@dataclass(frozen=True, slots=True)
class Matches:
    """The slots that match, in the order of their passages; `exact` if these are all."""

    slots: Array
    exact: bool


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer: the passages, up to which one, and how many slots were given up until then."""

    passages: Array
    exact: bool
    top: int
    filed: int
    gone: int


class WordMemory:
    """Answers to questions for words, kept for all who read one ledger in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Remembered] = OrderedDict()

    def find(self, connection: Connection, columns: Columns, asked: Asked) -> Matches:
        """The claims that match."""
        wanted = asked.expression(is_file=connection.dialect.name == "sqlite")
        with self._lock:
            known = self._kept.get(wanted)
        found = _find(connection, columns, wanted, known)
        with self._lock:
            self._kept[wanted] = found
            self._kept.move_to_end(wanted)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        slots = columns.slot_of[found.passages[found.passages < len(columns.slot_of)]]
        return Matches(slots[slots >= 0], found.exact)


def _find(connection: Connection, columns: Columns, wanted: str, known: Remembered | None) -> Remembered:
    is_file, top = connection.dialect.name == "sqlite", len(columns.slot_of)
    if known is not None and known.filed == columns.filed and known.gone == columns.gone:
        return known
    # On SQLite rows are numbered in the order in which they can be seen, as long as none was taken away.
    is_grown = is_file and known is not None and known.gone == columns.gone and known.filed < columns.filed
    first = known.top if is_grown and known is not None else 0
    query = FILE if is_file else SERVER
    found = connection.scalar(query, {"wanted": wanted, "first": first, "most": MOST + 1})
    passages = np.fromstring(found, dtype=np.int64, sep=",")[::-1] if found else np.empty(0, dtype=np.int64)
    if is_grown and known is not None:
        passages = np.concatenate((known.passages, passages))
    exact = len(passages) <= MOST and (not is_grown or known is None or known.exact)
    return Remembered(passages[-MOST:], exact, top, columns.filed, columns.gone)


def parse_words(words: str, source: str) -> Asked | None:
    """What to look for; null where neither is given.

    Raises:
        QueryError: they cannot be read.
    """
    query = parse_query(words) if words.strip() else None
    name = _parse_name(source) if source.strip() else None
    return Asked(query, name) if query is not None or name is not None else None


def _parse_name(name: str) -> Query:
    terms = tuple((Term((word,)),) for word in WORD.findall(name))
    if not 0 < len(terms) <= MAX_TERMS:
        raise QueryError("source", f"give 1 to {MAX_TERMS} words of a name")
    return Query(terms)
