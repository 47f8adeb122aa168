"""The names that facets are counted by, in memory.

In: rows of `facet_names`, in the order of their numbers. Out: a name by its number, numbers by names, and the order of names by
their keys. Names are only ever added, so that all states of the columns share one book.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.store.rows import fold
from sayso.store.search import Term, find_words, fold_word

__all__ = ["NameBook", "Named"]


@dataclass(frozen=True, slots=True)
class Named:
    """A row of `facet_names`."""

    kind: str
    key: str
    label: str
    lat: float | None
    lon: float | None
    level: str | None
    territory: str | None


class NameBook:
    """Names that others may look up while more are added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names: dict[int, Named] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._outlets: dict[str, tuple[int, ...]] = {}
        self._words: dict[str, list[int]] = {}  # of sources
        self._ranks: dict[str, tuple[int, NDArray[Any]]] = {}
        self._sorted: dict[str, list[tuple[str, int]]] = {}
        self.last = 0

    def add(self, rows: Iterable[tuple[int, Named]]) -> None:
        """Take in names."""
        with self._lock:
            for number, name in rows:
                self._names[number] = name
                self._numbers[name.kind, name.key] = number
                if name.kind == "outlet":
                    for key in {name.key, fold(name.label)}:
                        self._outlets[key] = (*self._outlets.get(key, ()), number)
                elif name.kind == "actor":
                    for word in {word for word, _ in find_words(name.label)}:
                        self._words.setdefault(word, []).append(number)
                self.last = number

    def get(self, number: int) -> Named:
        """The name of a number."""
        return self._names[number]

    def number(self, kind: str, key: str) -> int | None:
        """The number of a name, null where nothing is called so."""
        return self._numbers.get((kind, key))

    def outlets(self, folded: str) -> tuple[int, ...]:
        """The outlets of an id or a folded name."""
        return self._outlets.get(folded, ())

    def sources(self, terms: Iterable[Term]) -> set[int]:
        """The sources whose names have one of these words or phrases."""
        with self._lock:
            return {number for term in terms for number in self._bearing(term)}

    def _bearing(self, term: Term) -> Iterator[int]:
        *whole, last = (fold_word(word) for word in term.words)
        ends = [word for word in self._words if word.startswith(last)] if term.prefix else [last]
        for number in {number for end in ends for number in self._words.get(end, ())}:
            words = [word for word, _ in find_words(self._names[number].label)] if whole else []
            if not whole or _holds(words, whole, ends):
                yield number

    def ranks(self, kind: str) -> NDArray[Any]:
        """By number, the place of a name among those of its kind, by their keys: from 1 on, 0 for others."""
        with self._lock:
            last, ranks = self._ranks.get(kind, (0, np.zeros(1, dtype=np.int64)))
            if last < self.last:
                own = self._sorted.setdefault(kind, [])
                new = ((number, self._names[number]) for number in range(last + 1, self.last + 1) if number in self._names)
                own.extend((name.key, number) for number, name in new if name.kind == kind)
                own.sort()  # a list that is nearly sorted takes no time
                ranks = np.zeros(self.last + 1, dtype=np.int64)
                ranks[np.fromiter((number for _, number in own), dtype=np.int64, count=len(own))] = np.arange(1, len(own) + 1)
                self._ranks[kind] = (self.last, ranks)
            return ranks


def _holds(words: Sequence[str], whole: Sequence[str], ends: Sequence[str]) -> bool:
    """Whether words hold a phrase, of which the last word may be one of several."""
    size = len(whole)
    return any(words[at : at + size] == whole and words[at + size] in ends for at in range(len(words) - size))
