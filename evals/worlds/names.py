"""Invented names: of persons, places, firms, ships and houses that print or broadcast.

In: a seeded random generator. Out: names that the table of outlets does not know, none twice in one world. Nothing here knows
what the names are used for.
"""

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from sayso.knowledge.outlets import load_outlets

__all__ = ["House", "HouseKind", "Names", "load_pieces"]

HouseKind = Literal["agency", "newspaper", "broadcaster", "website", "archive"]
MIDDLES = ("", "", "a", "e", "el", "er", "in", "o", "um", "ar")


@cache
def load_pieces() -> Mapping[str, Sequence[str]]:
    """What names are put together from."""
    table = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
    return {kind: words.split() for kind, words in table.items()}


@dataclass(frozen=True, slots=True)
class House:
    """An invented house; `host` is that of its pages."""

    name: str
    host: str
    kind: HouseKind


class Names:
    """Names of one world, each given once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._given: set[str] = set()
        self._pieces = load_pieces()

    def person(self) -> str:
        """A first name and a surname; no two persons of a world share a surname."""
        first = self._rng.choice(self._pieces["first"])
        return f"{first} {self._fresh(lambda: self._stem() + self._rng.choice(self._pieces['tails']))}"

    def place(self) -> str:
        """A town."""
        return self._fresh(lambda: self._stem() + self._rng.choice(self._pieces["ends"]))

    def river(self) -> str:
        """A river or a sound."""
        return self._fresh(lambda: self._stem() + self._rng.choice(("a", "e", "au", "ir")))

    def country(self) -> str:
        """A country."""
        return self._fresh(lambda: self._stem() + self._rng.choice(("ia", "mark", "land", "ova")))

    def firm(self) -> str:
        """A company."""
        return self._fresh(
            lambda: (
                f"{self._stem()}{self._rng.choice(self._pieces['tails'])} {self._rng.choice(('Holding', 'Works', 'and Sons'))}"
            )
        )

    def ship(self) -> str:
        """A ship."""
        return self._fresh(lambda: f"{self._rng.choice(('Star', 'Pearl', 'Lady', 'Spirit'))} of {self._stem().capitalize()}a")

    def street(self) -> str:
        """A street, which other worlds may have too."""
        return f"{self._rng.choice(self._pieces['streets'])} {self._rng.choice(('Street', 'Lane', 'Row', 'Square'))}"

    def house(self, kind: HouseKind) -> House:
        """A house of some kind that the table of outlets does not know."""
        name = self._fresh(lambda: self._house_name(kind))
        host = "".join(letter for letter in name.lower().removeprefix("the ") if letter.isalnum() or letter == " ")
        return House(name, host.replace(" ", "-").encode("ascii", "ignore").decode() + ".example", kind)

    def _house_name(self, kind: HouseKind) -> str:
        stem = self._stem() + self._rng.choice(self._pieces["ends"])
        match kind:
            case "agency":
                return f"{stem} {self._rng.choice(('News Agency', 'Press Agency', 'Wire'))}"
            case "broadcaster":
                return f"{self._rng.choice(('Radio', 'Channel'))} {stem}"
            case "website":
                return f"{stem} {self._rng.choice(('Today', 'Online', 'Now'))}"
            case "archive":
                return f"{stem} {self._rng.choice(('News Archive', 'Clippings', 'Monitor'))}"
        return f"{self._rng.choice(('The ', ''))}{stem} {self._rng.choice(self._pieces['papers'])}"

    def _stem(self) -> str:
        return self._rng.choice(self._pieces["heads"]) + self._rng.choice(MIDDLES)

    def _fresh(self, make: Callable[[], str]) -> str:
        for _ in range(1000):
            name = make()
            if name not in self._given and load_outlets().by_name(name) is None:
                self._given.add(name)
                return name
        raise RuntimeError("a world needs more names than there are")
