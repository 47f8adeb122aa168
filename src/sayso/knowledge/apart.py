"""Names that are spelt nearly alike and are never one: Khamenei and Khomeini, Hassan and Hussein, two presidents Bush.

In: `apart.toml` beside this module, written by us. Out: `Apart`, which is asked of two words or two whole names before they are
taken for spellings of each other. It forbids only: that it says nothing of two names is no reason to join them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sayso.errors import KnowledgeError
from sayso.knowledge.outlets import fold_name
from sayso.knowledge.skeletons import skeleton

__all__ = ["Apart", "load_apart", "read_apart"]

TABLE = Path(__file__).with_name("apart.toml")


@dataclass(frozen=True, slots=True)
class Apart:
    """For each folded word the names that it is a spelling of, the skeletons of them all, and for each whole name its side."""

    words: Mapping[str, frozenset[int]]
    skeletons: frozenset[str]
    names: Mapping[str, tuple[int, int]]

    def keeps_words(self, left: str, right: str) -> bool:
        """Whether two folded words with one skeleton are known, or suspected, to be two names."""
        if left == right:
            return False
        own, other = self.words.get(left), self.words.get(right)
        if own is not None and other is not None:
            return not own & other
        return skeleton(left) in self.skeletons

    def keeps_names(self, left: str, right: str) -> bool:
        """Whether two whole names, their folded words joined by blanks, are known to be two persons'."""
        own, other = self.names.get(left), self.names.get(right)
        return own is not None and other is not None and own[0] == other[0] and own[1] != other[1]


@cache
def load_apart() -> Apart:
    """The shipped table, read once.

    Raises:
        KnowledgeError: the table is missing or damaged.
    """
    try:
        return read_apart(TABLE.read_text("utf-8"))
    except OSError as error:
        raise KnowledgeError(TABLE.name, f"cannot be read ({error.strerror}); install sayso again") from error


def read_apart(table: str) -> Apart:
    """The names of a table in TOML.

    Raises:
        KnowledgeError: it is not such a table.
    """
    try:
        parsed = tomllib.loads(table)
        spelt = [line for group in parsed["words"] for line in group]
        words: dict[str, set[int]] = {}
        for number, line in enumerate(spelt):
            for word in line.split():
                words.setdefault(fold_name(word), set()).add(number)
        names = _sides(parsed["names"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(TABLE.name, f"is damaged ({error}); install sayso again") from error
    return Apart(
        MappingProxyType({word: frozenset(numbers) for word, numbers in words.items()}),
        frozenset(map(skeleton, words)),
        MappingProxyType(names),
    )


def _sides(groups: Any) -> dict[str, tuple[int, int]]:
    """For each whole name its group, and which of the two sides of the bar it stands on."""
    found = {}
    for number, group in enumerate(groups):
        bar = group.index("|") if "|" in group else len(group)
        for at, name in enumerate(group):
            if at != bar:
                found[" ".join(name.split())] = (number, int(at > bar))
    return found
