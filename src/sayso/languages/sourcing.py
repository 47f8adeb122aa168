"""What a language says of sources without naming them ("Lebanese media") and of numbers without fixing them ("up to").

In: `en_sourcing.toml`. Out: `Sourcing`, its lists of words, and of phrases before a number, longest first. Which source
is meant is decided by those who ask, in `linking`. English only, as the stages that read it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.errors import KnowledgeError

__all__ = ["Sourcing", "load_sourcing"]

TABLE = "en_sourcing.toml"


@dataclass(frozen=True, slots=True, eq=False)
class Sourcing:
    """`lists` by section and name ("media.heads"), `bounds` the phrases before a number by what they leave open."""

    lists: Mapping[str, frozenset[str]]
    bounds: Mapping[str, tuple[str, ...]]


@cache
def load_sourcing() -> Sourcing:
    """The table, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
        numbers = table.pop("numbers")
        lists = {f"{part}.{key}": frozenset(words.split()) for part, entries in table.items() for key, words in entries.items()}
        bounds = {key: tuple(sorted(str(line).split("|"), key=lambda p: (-len(p), p))) for key, line in numbers.items()}
    except (OSError, KeyError, ValueError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the words for sources are damaged ({error}): install sayso again") from error
    return Sourcing(MappingProxyType(lists), MappingProxyType(bounds))
