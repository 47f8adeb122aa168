"""Words around names of places: what a government does, what puts something into a place, what makes a city's name a region's.

In: `en_places.toml`. Out: its lists by name. What a place is named for is decided in `sayso.stages.place_roles`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.errors import KnowledgeError

__all__ = ["load_place_words"]

TABLE = "en_places.toml"
NAMES = (
    "acts", "addressed", "possessed", "relations", "relating", "locative", "reaching", "speaking", "occasions", "parts",
    "units", "towns", "things", "homonyms", "helpers",
)  # fmt: skip


@cache
def load_place_words() -> Mapping[str, frozenset[str]]:
    """The lists, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
        return MappingProxyType({name: frozenset(str(table[name]).split()) for name in NAMES})
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the words around places are damaged ({error}): install sayso again") from error
