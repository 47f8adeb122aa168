"""What a language gives the stages: word lists and functions over the words of one text.

In: the table of a language (`en.toml`). Out: a `Lexicon` of it, and `Language`, which adds what no table can hold: functions.
Here stands only what every language has; how its words are inflected and negated is the language's own module.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sayso.errors import KnowledgeError
from sayso.records import CueKind

__all__ = ["CueSense", "Language", "Lexicon", "Phrase", "read_lexicon"]

CUE_KINDS: frozenset[str] = frozenset(get_args(CueKind))


@dataclass(frozen=True, slots=True)
class CueSense:
    """What a cue amounts to: its kind, the word that decided it; `polarity` is + (asserts), - (disputes) or ? (neither)."""

    kind: CueKind
    lemma: str
    polarity: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cue of several words, as lemmas; other words may stand between them."""

    words: tuple[str, ...]
    kind: CueKind


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The word lists of a language.

    `cues` maps a lemma to its kind, `phrases` a first lemma to the phrases that begin with it (longest first), `small` the cues
    that are nothing but small words and signs, `irregular` a form to its lemma; `lists` holds every other list by its name in
    the table ("titles.words", "nouns.bodies"), lower case; lists of phrases stay in `lists` too, one phrase an element.
    """

    cues: Mapping[str, CueKind]
    phrases: Mapping[str, tuple[Phrase, ...]]
    small: Mapping[str, CueKind]
    weak: frozenset[str]
    irregular: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language as the stages see it.

    `lemmas` gives the base forms that a word may have, likeliest first. `read_cue` takes a cue, the text that stands before it
    and the first words of its contents.
    """

    code: str
    lexicon: Lexicon
    lemmas: Callable[[str], tuple[str, ...]]
    read_cue: Callable[[str, str, str], CueSense]

    def is_in(self, form: str, name: str) -> bool:
        """Whether a word, by one of its base forms, is in a list."""
        return any(lemma in self.lexicon.lists[name] for lemma in self.lemmas(form))


def read_lexicon(name: str, table: Mapping[str, Any]) -> Lexicon:
    """The lexicon of a parsed table.

    Raises:
        KnowledgeError: a cue kind that does not exist, or a cue word that stands in two kinds.
    """
    cues: dict[str, CueKind] = {}
    phrases: dict[str, list[Phrase]] = {}
    for kind, entry in table["cues"].items():
        if kind in {"small", "weak"}:
            continue
        if kind not in CUE_KINDS:
            raise KnowledgeError(name, f'there is no cue kind "{kind}": use one of {", ".join(sorted(CUE_KINDS))}')
        for word in entry["words"].split():
            if cues.setdefault(word, kind) != kind:
                raise KnowledgeError(name, f'"{word}" is a cue of kind {cues[word]} and of kind {kind}: keep one')
        for line in entry["phrases"].splitlines():
            if words := tuple(line.split()):
                phrases.setdefault(words[0], []).append(Phrase(words, kind))
    return Lexicon(
        cues=cues,
        phrases={first: tuple(sorted(found, key=lambda phrase: -len(phrase.words))) for first, found in phrases.items()},
        small={word: kind for kind, words in table["cues"]["small"].items() for word in words.split()},
        weak=frozenset(table["cues"]["weak"]["words"].split()),
        irregular=_irregular(table["irregular"]["forms"]),
        lists=dict(_lists(table)),
    )


def _irregular(lines: str) -> dict[str, str]:
    """Every form of each line to the line's first word; a form that two words share belongs to the first of them."""
    lemma_of: dict[str, str] = {}
    for line in lines.splitlines():
        lemma, *forms = line.split() or [""]
        for form in forms:
            lemma_of.setdefault(form, lemma)
    return lemma_of


def _lists(table: Mapping[str, Any]) -> list[tuple[str, frozenset[str]]]:
    found = []
    for section, entries in table.items():
        for key, value in entries.items():
            if isinstance(value, str) and section not in {"cues", "irregular"}:
                # A list of phrases has one on each line; a list of words has as many as fit.
                whole_lines = key in {"phrases", "anonymous_marks"}
                parts = value.splitlines() if whole_lines else value.split()
                found.append((f"{section}.{key}", frozenset(part for part in parts if part)))
            elif isinstance(value, dict):
                found += [
                    (f"{section}.{key}.{name}", frozenset(words.split())) for name, words in value.items() if section != "cues"
                ]
    return found
