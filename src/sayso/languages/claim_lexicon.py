"""Words by which two wordings of one claim are known again: synonyms, opposites, figures, corrections.

In: `claim_words.toml`. Out: `ClaimLexicon`, its look-ups. Which claims are the same is decided in `sayso.linking`; here
stands only what English words amount to. English only.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from sayso.errors import KnowledgeError
from sayso.languages.en import lemmas

__all__ = ["ClaimLexicon", "Sense", "load_claim_lexicon", "sense_of"]

TABLE = "claim_words.toml"
#: Endings that turn a verb into a noun or an adjective, longest first; what is left must have this many letters.
ENDINGS = (
    *("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ors", "or", "ances", "ance"),
    *("ences", "ence", "als", "al", "ly", "ed", "s", "e"),
)
SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word is compared by: a stem that its synonyms share, and whether it says the opposite of it."""

    stem: str
    is_opposite: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ClaimLexicon:
    """The tables: `senses` by base form, `irregular` base forms by form, figures and vague figures.

    `lists` by name: "light.words"; phrases as "at least".
    """

    senses: Mapping[str, Sense]
    irregular: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    numbers: Mapping[str, float]
    magnitudes: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]


@cache
def load_claim_lexicon() -> ClaimLexicon:
    """The tables, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
        return _read(table)
    except (OSError, KeyError, AttributeError, TypeError, ValueError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the words of claims are damaged ({error}): install sayso again") from error


@lru_cache(maxsize=65536)
def sense_of(word: str) -> Sense:
    """What a lower-case word is compared by: "killed" → die, "survived" → the opposite of die, "seizing" → abduct."""
    lexicon = load_claim_lexicon()
    senses, forms = lexicon.senses, (*((lexicon.irregular[word],) if word in lexicon.irregular else ()), *lemmas(word))
    for form in forms:
        if form in senses:
            return senses[form]
    return Sense(_shorten(forms[0] if forms else word))


def _shorten(word: str) -> str:
    """A word without the first ending that it has: "bombardment" and "bombarding" are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _read(table: Mapping[str, Any]) -> ClaimLexicon:
    senses: dict[str, Sense] = {}
    for line in table["synonyms"]["lines"].splitlines():
        first, *others = line.split() or [""]
        for word in (first, *others) if first else ():
            senses.setdefault(word, Sense(first))
    _add_opposites(senses, table["opposites"]["lines"].splitlines())
    plain = ("numbers", "magnitudes", "vague", "synonyms", "irregular", "opposites")
    lists = {
        f"{section}.{name}": frozenset(word.replace("-", " ") if _is_phrase(section, name) else word for word in words.split())
        for section, entries in table.items()
        if section not in plain
        for name, words in entries.items()
    }
    return ClaimLexicon(
        MappingProxyType(senses),
        MappingProxyType({form: line.split()[0] for line in table["irregular"]["lines"].splitlines() for form in line.split()}),
        MappingProxyType(lists),
        MappingProxyType({word: float(value) for word, value in table["numbers"].items()}),
        MappingProxyType({word: float(value) for word, value in table["magnitudes"].items()}),
        MappingProxyType({word: (float(low), float(high)) for word, (low, high) in table["vague"].items()}),
    )


def _add_opposites(senses: dict[str, Sense], lines: Iterable[str]) -> None:
    """Give every word of an opposite's group the stem of the first word, turned round."""
    plain = dict(senses)
    for line in lines:
        first, *others = line.split() or [""]
        stem = plain.get(first, Sense(first)).stem
        turned = {plain.get(word, Sense(word)).stem for word in others} - {stem}
        for word in (*others, *(word for word, sense in plain.items() if sense.stem in turned)):
            senses[word] = Sense(stem, is_opposite=True)


def _is_phrase(section: str, name: str) -> bool:
    """Whether the hyphens of a list stand for blanks."""
    return section in {"bounds", "corrections"} or name == "phrases"
