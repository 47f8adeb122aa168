"""The words by which a line shows that it is furniture of a page and not story.

In: a line. Out: the role its words give it (promo, credit, disclaimer, correction, byline) or null, and whether it is
nothing but a date. The words are data (`furniture.toml`); where the line stands is weighed by `roles` and `plain`.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.reading.lines import words_of
from sayso.records import Role

__all__ = ["Furniture", "has_sentence_end", "is_name_line", "load_furniture"]

Phrase = tuple[str, ...]
#: Furniture whose words may stand anywhere in a line is only looked for in lines up to this many words.
LONGEST_HOLDING, LONGEST_LABEL = 45, 14
#: A longer line that begins like furniture is a sentence of the story, unless the phrase has this many words.
LONGEST_STARTING, TELLING_WORDS = 40, 3
#: What follows a phrase that needs to be set off: "Foto: …", "Source | …", "Anzeige".
SET_OFF = re.compile(r"\s*(?:$|[:/|©\-–—>»…(]|\d)")
NOTE = re.compile(r"[*†‡(\[]")
SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”“»’)\]*]*$")
#: "2018", "04.09.2018", "19:59", "3rd", "10am": the parts of a date that are no words.
NUMBERS = re.compile(r"^\d{1,4}(?:st|nd|rd|th|am|pm|h|er|º|ª)?$")
#: A line of names has so few words, all of them capitalised but for these.
LONGEST_NAMES = 8
NAME_WORDS = frozenset(
    {
        *(
            "and",
            "of",
            "the",
            "for",
            "in",
            "de",
            "la",
            "le",
            "van",
            "von",
            "der",
            "den",
            "del",
            "di",
            "da",
            "bin",
            "al",
            "und",
            "et",
            "y",
            "e",
        )
    }
)
NUMBER = re.compile(r"\d")
DATE = re.compile(r"\b(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2}|[0-2]?\d[:h][0-5]\d)\b")
LONGEST_DATE = 80


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of one role by their first word, with whether each must be set off from what follows."""

    starts: Mapping[str, tuple[tuple[Phrase, bool], ...]]
    holds: Mapping[str, tuple[Phrase, ...]]
    labels: Mapping[str, tuple[Phrase, ...]]
    noted: Mapping[str, tuple[Phrase, ...]]
    whole: frozenset[Phrase]
    addressing: frozenset[str]
    #: The first words of all of these.
    openings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The phrases of each role, by their first word."""

    roles: Mapping[Role, _Words]
    date_words: frozenset[str]
    months: frozenset[str]
    houses: frozenset[str]
    function_words: frozenset[str]
    #: The first words of every phrase: a line without one of them, as most lines are, needs no further look.
    openings: frozenset[str]

    def is_house_line(self, line: str, words: Phrase) -> bool:
        """Whether the line is the name of a house that publishes: "Courier News", "Staff Reporter"."""
        return not self.houses.isdisjoint(words) and is_name_line(line)

    def is_date_line(self, line: str, words: Phrase) -> bool:
        """Whether the line states a date or a time and little else: "19:59 04.09.2018", "3 May 2021 | News"."""
        if len(line) > LONGEST_DATE or not NUMBER.search(line) or has_sentence_end(line):
            return False
        dated = sum(bool(NUMBERS.match(word)) or word in self.date_words or word in self.months for word in words)
        return dated * 2 > len(words) and (not self.months.isdisjoint(words) or bool(DATE.search(line)))

    def role_of(self, line: str, words: Phrase) -> Role | None:
        """The role that the line's own words (given folded too) give it, null for none."""
        held = self.openings.intersection(words)
        if not held:
            return None
        for role, phrases in self.roles.items():
            if phrases.openings.isdisjoint(held):
                continue
            if words in phrases.whole or _starts(line, words, phrases) or _holds(line, words, phrases):
                return role
        return None


def _starts(line: str, words: Phrase, phrases: _Words) -> bool:
    for phrase, is_set_off in phrases.starts.get(words[0], ()):
        if words[: len(phrase)] != phrase:
            continue
        if is_set_off and not SET_OFF.match(_after(line, phrase)):
            continue
        if len(words) <= LONGEST_STARTING or len(phrase) >= TELLING_WORDS or is_set_off:
            return True
    return False


def _after(line: str, phrase: Phrase) -> str:
    """What follows the words of the phrase at the beginning of the line."""
    at = 0
    folded = line.casefold()
    for word in phrase:
        found = folded.find(word, at)
        if found < 0:
            return ""
        at = found + len(word)
    return folded[at:]


def _holds(line: str, words: Phrase, phrases: _Words) -> bool:
    if len(words) > LONGEST_HOLDING:
        return False
    if phrases.noted and NOTE.match(line) and _has(words, phrases.noted):
        return True
    is_label = not has_sentence_end(line) or line.endswith("!")
    if is_label and len(words) <= LONGEST_LABEL and _has(words, phrases.labels):
        return True
    if not is_label and phrases.addressing and phrases.addressing.isdisjoint(words):
        return False
    return _has(words, phrases.holds)


def _has(words: Phrase, phrases: Mapping[str, tuple[Phrase, ...]]) -> bool:
    if phrases.keys().isdisjoint(words):
        return False
    return any(words[at : at + len(phrase)] == phrase for at, word in enumerate(words) for phrase in phrases.get(word, ()))


def _by_first_word(texts: Iterable[str]) -> dict[str, tuple[Phrase, ...]]:
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for text in texts:
        phrase = words_of(text)
        found[phrase[0]].append(phrase)
    return {word: tuple(phrases) for word, phrases in found.items()}


def _index(raw: Mapping[str, list[str]]) -> _Words:
    starts: defaultdict[str, list[tuple[Phrase, bool]]] = defaultdict(list)
    for text in raw["starts"]:
        phrase = words_of(text)
        starts[phrase[0]].append((phrase, text.endswith(":")))
    holds, labels, noted = (_by_first_word(raw.get(name, [])) for name in ("holds", "labels", "noted"))
    whole = frozenset(words_of(text) for text in raw["whole"])
    return _Words(
        starts={word: tuple(found) for word, found in starts.items()},
        holds=holds,
        labels=labels,
        noted=noted,
        whole=whole,
        addressing=frozenset(raw.get("addressing", [])),
        openings=frozenset((*starts, *holds, *labels, *noted, *(phrase[0] for phrase in whole))),
    )


@cache
def load_furniture() -> Furniture:
    """The furniture words that come with the package; read once."""
    raw = tomllib.loads(files("sayso.reading").joinpath("furniture.toml").read_text(encoding="utf-8"))
    roles: tuple[Role, ...] = ("correction", "disclaimer", "promo", "credit", "byline")
    phrases = {role: _index(raw[role]) for role in roles}
    return Furniture(
        roles=phrases,
        date_words=frozenset(raw["date"]["words"]),
        months=frozenset(raw["date"]["months"]),
        houses=frozenset(raw["byline"]["houses"]),
        function_words=frozenset(raw["running"]["function_words"]),
        openings=frozenset[str]().union(*(one.openings for one in phrases.values())),
    )


def is_name_line(line: str) -> bool:
    """Whether the line is a name or two and no sentence: "Jane Doe", "Courier News Agency"."""
    names = line.split()
    if not 1 <= len(names) <= LONGEST_NAMES or has_sentence_end(line) or any(mark in line for mark in ":!?|/"):
        return False
    return all(name[0].isupper() or name.casefold() in NAME_WORDS for name in names) and names[0][0].isupper()


def has_sentence_end(line: str) -> bool:
    """Whether the line ends like a sentence, quotation marks and brackets aside."""
    return bool(SENTENCE_END.search(line[-12:]))
