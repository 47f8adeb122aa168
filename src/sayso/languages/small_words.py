"""The small words and letters of some seventy languages: enough to tell which one a paragraph is written in.

In: `small_words.toml`. Out: `SmallWords`, one look-up from a word to the languages that have it. What a text amounts to
is decided in `sayso.reading.language`. These are languages that sayso can name; those it can read are in `sayso.languages`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from unicodedata import combining, normalize

from sayso.errors import KnowledgeError

__all__ = ["SmallWords", "fold_accents", "load_small_words"]

TABLE = "small_words.toml"
#: Languages whose script names them: no word need be known.
NAMED_BY_SCRIPT = {
    "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "el": "Greek", "hy": "Armenian", "ka": "Georgian",
    "th": "Thai", "lo": "Lao", "my": "Burmese", "km": "Khmer", "bn": "Bengali", "pa": "Punjabi", "gu": "Gujarati", "or": "Odia",
    "ta": "Tamil", "te": "Telugu", "kn": "Kannada", "ml": "Malayalam", "si": "Sinhala", "bo": "Tibetan",
    "am": "Amharic or Tigrinya", "dv": "Dhivehi",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class SmallWords:
    """Which languages have a word, exactly or with its accents left out, which letters mark a language, what it is called.

    `lookalikes` are words that, in an English text, say nothing of another language.
    """

    languages: Mapping[str, tuple[str, ...]]
    lookalikes: frozenset[str]
    letters: Mapping[str, frozenset[str]]
    names: Mapping[str, str]


@cache
def load_small_words() -> SmallWords:
    """The table, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
        words = {code: str(entry["words"]).split() for code, entry in table.items()}
        names = {code: str(entry["name"]) for code, entry in table.items()}
        lookalikes = frozenset(str(table["en"]["lookalikes"]).split())
        letters = {code: frozenset(entry.get("letters", "")) for code, entry in table.items()}
    except (OSError, KeyError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the small words are damaged ({error}): install sayso again") from error
    owners: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for code, its in words.items():
        for word in its:
            for form in (word, fold_accents(word)):
                owners[form][code] = None
    languages = {word: tuple(codes) for word, codes in owners.items()}
    return SmallWords(
        MappingProxyType(languages), lookalikes, MappingProxyType(letters), MappingProxyType(names | NAMED_BY_SCRIPT)
    )


def fold_accents(word: str) -> str:
    """A word as somebody without accents on the keyboard types it: "über" → "uber"."""
    return "".join(letter for letter in normalize("NFD", word) if not combining(letter))
