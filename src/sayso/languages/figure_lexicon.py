"""English words that say what a figure counts: fates of people, tolls, parts of a whole, measures, currencies.

In: `en_figures.toml`. Out: `FigureLexicon`. How numbers are read is told in `amounts`; what holds of a figure in its sentence
is decided in `sayso.stages`. English only.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sayso.errors import KnowledgeError
from sayso.records import QuantityKind

__all__ = ["FATES", "Fate", "FigureLexicon", "load_figure_lexicon", "read_figure_lexicon"]

TABLE: Final = "en_figures.toml"
#: What becomes of people, the gravest first.
FATES: Final[tuple[QuantityKind, ...]] = ("killed", "injured", "missing", "detained", "displaced", "affected")
#: Endings of words for people.
AGENTS: Final = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ee", "folk", "crat", "nese")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fate:
    """The words for one thing that becomes of people: verbs whose objects or subjects they are, nouns for them, states."""

    objects: frozenset[str]
    subjects: frozenset[str]
    nouns: frozenset[str]
    states: frozenset[str]
    phrases: frozenset[Phrase]


@dataclass(frozen=True, slots=True, eq=False)
class FigureLexicon:
    """`fates` by kind; `lists` and `phrases` by "section.name"; `measures` by form, `currencies` by word or `pairs`."""

    fates: Mapping[QuantityKind, Fate]
    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, frozenset[Phrase]]
    measures: Mapping[str, str]
    currencies: Mapping[str, str]
    pairs: Mapping[Phrase, str]

    def is_person(self, word: str, forms: tuple[str, ...]) -> bool:
        """Whether a noun means people, by the list or by its ending; `forms` are what it may be a form of."""
        all_forms = {word, *forms}
        if all_forms & self.lists["people.never"]:
            return False
        return bool(all_forms & self.lists["people.nouns"]) or any(
            len(form) > 4 and form.endswith(AGENTS) for form in (*forms, word)
        )


@cache
def load_figure_lexicon() -> FigureLexicon:
    """The shipped lists, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        return read_figure_lexicon(tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8")))
    except (OSError, KeyError, AttributeError, TypeError, ValueError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the words of figures are damaged ({error}): install sayso again") from error


def read_figure_lexicon(table: Mapping[str, Any]) -> FigureLexicon:
    """The lists of a table in the form of `en_figures.toml`."""
    words = {
        f"{section}.{name}": line.split()
        for section, entries in table.items()
        for name, line in entries.items()
        if name not in {"lines", "pairs"}
    }
    return FigureLexicon(
        fates={kind: _read_fate(kind, words) for kind in FATES},
        lists={name: frozenset(found) for name, found in words.items()},
        phrases={name: _phrases(found) for name, found in words.items()},
        measures=_by_form(table["measures"]["lines"]),
        currencies={**_by_form(table["currencies"]["lines"]), **{word: word for word in words["currencies.open"]}},
        pairs={
            tuple(pair.split("-")): code
            for code, pair in (line.split() for line in table["currencies"]["pairs"].split("\n") if line)
        },
    )


def _read_fate(kind: QuantityKind, words: Mapping[str, list[str]]) -> Fate:
    objects, subjects, nouns, states = (
        frozenset(words[f"{kind}.{name}"]) for name in ("objects", "subjects", "nouns", "states")
    )
    return Fate(objects, subjects, nouns, states, _phrases(words[f"phrases.{kind}"]))


def _phrases(words: list[str]) -> frozenset[Phrase]:
    return frozenset(tuple(word.split("-")) for word in words)


def _by_form(lines: str) -> dict[str, str]:
    """Each form of a line, its first word among them, with that first word."""
    return {form: line.split()[0] for line in lines.splitlines() if line for form in line.split()}
