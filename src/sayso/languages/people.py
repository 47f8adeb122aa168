"""What a language says of people and bodies by the words it calls them with: forenames, titles, kinds of roles, governments.

In: `en_people.toml`. Out: `People`, its lists and a look-up of governments. That two descriptions may mean one party is all
that it says; whether they do is found in `stages.actors`. English only, as the stages that ask it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.errors import KnowledgeError

__all__ = ["Government", "People", "load_people"]

TABLE = "en_people.toml"


@dataclass(frozen=True, slots=True)
class Government:
    """A government by its country: ISO 3166-1 alpha-2 code, adjective, and the name of the country."""

    country: str
    adjective: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The lists by section and name ("people.male"), and governments by adjective, capital and country, lower case."""

    lists: Mapping[str, frozenset[str]]
    adjectives: Mapping[str, Government]
    capitals: Mapping[str, Government]
    countries: Mapping[str, Government]

    def list(self, name: str) -> frozenset[str]:
        """A list; one that does not exist is empty."""
        return self.lists.get(name, frozenset())

    def seat(self, words: str) -> Government | None:
        """The government that a place stands for when it speaks, by its capital or country in lower case."""
        return self.capitals.get(words) or self.countries.get(words)


@cache
def load_people() -> People:
    """The table, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
        lines = [line.split() for line in table.pop("governments")["lines"].splitlines() if line]
        rows = [(Government(code, _plain(word), _plain(name)), _plain(seat)) for code, word, seat, name in lines]
        lists = {
            f"{section}.{key}": frozenset(words.split()) for section, entries in table.items() for key, words in entries.items()
        }
    except (OSError, KeyError, ValueError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the words for people are damaged ({error}): install sayso again") from error
    return People(
        MappingProxyType(lists),
        MappingProxyType({row.adjective: row for row, _ in reversed(rows)}),
        MappingProxyType({seat: row for row, seat in reversed(rows) if seat != "-"}),
        MappingProxyType({row.name: row for row, _ in reversed(rows)}),
    )


def _plain(word: str) -> str:
    return word.replace("-", " ") if len(word) > 1 else word
