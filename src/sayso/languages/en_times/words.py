"""The words of English time expressions, by class, as `words.toml` lists them.

In: the table beside this file. Out: `Vocabulary`: single words and phrases with their class and value, holidays, words that
tell tense. What the classes mean to each other is the business of the rules.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.errors import KnowledgeError

__all__ = ["TOKEN", "Entry", "Phrase", "Vocabulary", "load_vocabulary"]

TABLE = "words.toml"
#: A word, the digits of a number, or a mark; each alternative is a single run, so that no text makes it look twice.
TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|\S")
HOLIDAY = "HOLIDAY"
#: The sections that hold lists of words without classes.
LISTS = ("tense", "lists")
#: What an entry of the table says of a word: its class and its value.
Entry = tuple[str, str]
#: The words after the first, and what they are together with it.
Phrase = tuple[tuple[str, ...], Entry]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Every word by its small letters; phrases by their first word, the longest first."""

    words: Mapping[str, Entry]
    phrases: Mapping[str, tuple[Phrase, ...]]
    classes: tuple[str, ...]
    lists: Mapping[str, frozenset[str]]


@cache
def load_vocabulary() -> Vocabulary:
    """The table, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages.en_times").joinpath(TABLE).read_text(encoding="utf-8"))
        entries = [
            *_entries(table["classes"]),
            *((tuple(_parts(name.replace(" ", "_"))), (HOLIDAY, day)) for name, day in table["holidays"].items()),
        ]
        lists = {name: frozenset(words.split()) for section in LISTS for name, words in table[section].items()}
        classes = (*table["classes"], HOLIDAY)
    except (OSError, KeyError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the words of time are damaged ({error}): install sayso again") from error
    words = {name[0]: entry for name, entry in entries if len(name) == 1}
    phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
    for name, entry in entries:
        if len(name) > 1:
            phrases[name[0]].append((name[1:], entry))
    longest = {first: tuple(sorted(rest, key=lambda one: -len(one[0]))) for first, rest in phrases.items()}
    return Vocabulary(MappingProxyType(words), MappingProxyType(longest), classes, MappingProxyType(lists))


def _entries(classes: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for name, words in classes.items():
        for item in words.split():
            word, _, value = item.partition("=")
            yield tuple(_parts(word)), (name, value or word.replace("_", " "))


def _parts(word: str) -> Iterator[str]:
    """The tokens that an entry of the table is made of: "year-ago" is three, as in a text."""
    for piece in word.split("_"):
        yield from TOKEN.findall(piece)
