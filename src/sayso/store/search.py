"""Questions and the words they are made of: parsing, the two databases' search languages, passages and snippets.

In: what a person typed, and texts. Out: a `Query`, the expression for SQLite's FTS5 or PostgreSQL's tsquery (only ever
built from letters and digits, so that no search syntax of a database can be reached), the passages a text is indexed by,
and the piece of text to show. Words are compared without case and accents. Runs no search; see `sql`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.errors import QueryError
from sayso.records import Span
from sayso.store.base import Snippet

__all__ = [
    "MAX_TERMS",
    "WORD",
    "Query",
    "Term",
    "find_words",
    "fold_word",
    "make_snippet",
    "parse_query",
    "passages_of",
    "search_vector",
    "to_fts5",
    "to_tsquery",
]

#: Letters and digits with the accents that follow them: what FTS5's `unicode61` takes for a word.
WORD: Final = re.compile("[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*)*")
PIECE: Final = re.compile(r'(-?)"([^"]*)"(\*?)|([^\s"]+)')
MAX_QUERY: Final = 1000
MAX_TERMS: Final = 32
#: A word longer than this is no word; PostgreSQL refuses one of 2 KB.
MAX_WORD: Final = 100
#: PostgreSQL counts positions up to 16,383 and holds at most 1 MB of words in one vector.
PASSAGE_WORDS: Final = 12_000
PASSAGE_BYTES: Final = 500_000
POSITIONS: Final = 255
MAX_HEAD: Final = 2000
SNIPPET_LENGTH: Final = 240
MAX_MARKS: Final = 2000


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or the words of a phrase in order; `prefix` leaves the end of the last one open."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One of each of `groups` must be there, none of `excluded` may."""

    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that a snippet should mark."""
        return tuple(term for group in self.groups for term in group)


def parse_query(text: str) -> Query:
    """The query that a person typed: words, "phrases", -not, OR between two terms, and a prefix*.

    `a b OR c -d` means a, and one of b and c, and not d. AND may be written and means nothing; `“typographic”` marks count
    as straight ones.

    Raises:
        QueryError: nothing to look for, only what must not be there, OR without two terms, a mark that does not close.
    """
    if len(text) > MAX_QUERY:
        raise QueryError("search", f"the query has {len(text)} characters: at most {MAX_QUERY} are read")
    straight = re.sub("[“”„«»]", '"', text)
    if straight.count('"') % 2:
        raise QueryError(text, 'a quotation mark does not close: write "the phrase" with two')
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    last = "start"
    for kind, term in _iter_terms(straight):
        if (kind == "or" and last != "term") or (kind == "not" and last == "or"):
            raise QueryError(text, "OR needs a word to look for before and after it")
        if kind == "not":
            excluded.append(term)
        elif kind == "term" and last == "or":
            groups[-1].append(term)
        elif kind == "term":
            groups.append([term])
        last = kind
    if last == "or":
        raise QueryError(text, "OR needs a word to look for before and after it")
    return _checked(text, Query(tuple(tuple(group) for group in groups), tuple(excluded)))


def _checked(text: str, query: Query) -> Query:
    if not query.groups:
        reason = "says only what must not be there: add a word to look for" if query.excluded else "no word to look for"
        raise QueryError(text.strip() or "search", reason)
    if len(query.terms) + len(query.excluded) > MAX_TERMS:
        raise QueryError("search", f"more than {MAX_TERMS} words and phrases: ask for fewer")
    return query


def _iter_terms(text: str) -> Iterator[tuple[str, Term]]:
    """Each piece as "term", "not" or "or", and its words (none for "or")."""
    for match in PIECE.finditer(text):
        minus, phrase, star, bare = match.groups()
        if bare == "OR":
            yield "or", Term(())
        elif bare != "AND":
            if phrase is None:
                minus, phrase, star = bare[:1], bare, bare[-1:]
            words = tuple(WORD.findall(phrase))
            if words:
                yield "not" if minus == "-" else "term", Term(words, star == "*")


def to_fts5(query: Query, *, column: str | None = None) -> str:
    """The query in FTS5's language, on one column where it is named."""
    expression = " AND ".join(f"({' OR '.join(_fts5_term(term) for term in group)})" for group in query.groups)
    if query.excluded:
        expression = f"({expression}) NOT ({' OR '.join(_fts5_term(term) for term in query.excluded)})"
    return expression if column is None else f"{{{column}}} : ({expression})"


def _fts5_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")


def to_tsquery(query: Query, *, weight: str = "") -> str:
    """The query in the language of PostgreSQL's tsquery, on the words of one weight where it is named."""
    expression = " & ".join(f"({' | '.join(_ts_term(term, weight) for term in group)})" for group in query.groups)
    if query.excluded:
        expression += f" & !({' | '.join(_ts_term(term, weight) for term in query.excluded)})"
    return expression


def _ts_term(term: Term, weight: str) -> str:
    words = [f"'{fold_word(word)}'" + (f":{weight}" if weight else "") for word in term.words]
    if term.prefix:
        words[-1] += "*" if weight else ":*"
    return f"({' <-> '.join(words)})"


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """A word of `WORD` without case and accents, cut to `MAX_WORD`."""
    if word.isascii():
        return word[:MAX_WORD].lower()
    parts = unicodedata.normalize("NFKD", word[:MAX_WORD])
    folded = "".join(letter for letter in parts.casefold() if letter.isalnum())
    return folded[:MAX_WORD] or word[:MAX_WORD]


def find_words(text: str) -> Iterator[tuple[str, Span]]:
    """The words of a text, folded, and where they stand."""
    for match in WORD.finditer(text):
        yield fold_word(match.group()), Span(match.start(), match.end())


def passages_of(text: str) -> list[Span]:
    """The pieces that a text is indexed by: one, unless it is longer than one search vector can be."""
    spans: list[Span] = []
    start = count = size = 0
    for match in WORD.finditer(text):
        count += 1
        size += 4 * len(fold_word(match.group())) + 8
        if count > PASSAGE_WORDS or size > PASSAGE_BYTES:
            spans.append(Span(start, match.start()))
            start, count, size = match.start(), 1, 0
    return [*spans, Span(start, len(text))]


def search_vector(head: str, body: str) -> str:
    """The words of a passage as the text of a tsvector: those of its head with weight A, then those of its body.

    What is longer than one passage is cut; a document's own passages hold all of its text.
    """
    places: dict[str, list[str]] = {}
    position = 0
    for text, weight in ((head[:MAX_HEAD], "A"), (passages_of(body)[0].of(body), "")):
        for match in WORD.finditer(text):
            position += 1
            found = places.setdefault(fold_word(match.group()), [])
            if len(found) < POSITIONS:
                found.append(f"{position}{weight}")
        position += 2  # no phrase reaches from the head into the body
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def make_snippet(text: str, offset: int, terms: Sequence[Term], length: int = SNIPPET_LENGTH) -> Snippet:
    """The piece of `text`, about `length` characters, that holds the most different terms; marks say where they are.

    `offset` is where `text` begins in its document: spans are given in the document.
    """
    found = _find_terms(text, terms)
    start, end = _best_window(found, len(text), length)
    start, end = _to_blanks(text, start, end)
    marks = tuple(Span(offset + a, offset + b) for a, b, _ in found if start <= a and b <= end)
    return Snippet(text[start:end], Span(offset + start, offset + end), marks)


def _find_terms(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Start, end and number of each term found in the text, at most `MAX_MARKS`."""
    if not terms:
        return []
    words = list(find_words(text))
    folded = [word for word, _ in words]
    wanted = [tuple(fold_word(word) for word in term.words) for term in terms]
    starts: dict[str, list[int]] = {}
    for number, term in enumerate(wanted):
        starts.setdefault(term[0], []).append(number)
    prefixes = [number for number, term in enumerate(terms) if term.prefix and len(term.words) == 1]
    found: list[tuple[int, int, int]] = []
    for place, word in enumerate(folded):
        numbers = [
            n for n in starts.get(word, ()) if _matches(folded[place : place + len(wanted[n])], wanted[n], terms[n].prefix)
        ]
        numbers += [n for n in prefixes if word != wanted[n][0] and word.startswith(wanted[n][0])]
        found += [(words[place][1].start, words[place + len(wanted[n]) - 1][1].end, n) for n in numbers]
        if len(found) >= MAX_MARKS:
            break
    return found


def _matches(words: Sequence[str], wanted: Sequence[str], prefix: bool) -> bool:
    if len(words) < len(wanted):
        return False
    last = words[-1].startswith(wanted[-1]) if prefix else words[-1] == wanted[-1]
    return last and all(word == want for word, want in zip(words[:-1], wanted[:-1], strict=True))


def _best_window(found: Sequence[tuple[int, int, int]], size: int, length: int) -> tuple[int, int]:
    """The first window of `length` characters with the most different terms, a third of the room before it."""
    if size <= length or not found:
        return 0, min(size, length)
    best, most, first = found[0][0], 0, 0
    inside: dict[int, int] = {}
    for here, (_, end, number) in enumerate(found):
        inside[number] = inside.get(number, 0) + 1
        while first < here and found[first][0] < end - length:
            inside[found[first][2]] -= 1
            if not inside[found[first][2]]:
                del inside[found[first][2]]
            first += 1
        if len(inside) > most:
            most, best = len(inside), found[first][0]
    start = max(0, min(best - length // 6, size - length))
    return start, min(size, start + length)


def _to_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """The window without the half words at its ends, where a blank is near."""
    if start:
        blank = text.find(" ", start, min(end, start + 30))
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", max(start, end - 30), end)
        end = blank if blank > start else end
    return start, end
