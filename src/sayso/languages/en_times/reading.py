"""What a rule is given and what it makes of it.

In: typed tokens that a pattern matched. Out: `Reading`: kind, value, first and last day. A pattern is a text of classes,
"name:CLASS|CLASS", each optional with a "?"; it has no repetition, so that matching is linear.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sayso.languages.en_times.calendar import Days, days_of
from sayso.languages.en_times.clock import Clock
from sayso.languages.en_times.tokens import OTHER, Tokens
from sayso.languages.en_times.words import load_vocabulary

__all__ = ["Lean", "Match", "Pattern", "Reading", "Rule", "compile_pattern", "encode", "of_value"]

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
#: Whether what is said happens after the clock's day, before it, or nothing tells.
Lean = Literal["past", "future"] | None
#: Classes that the tokens make of digits, beside those of the vocabulary.
DIGITS = ("NUM", "DAY", "YEAR", "ORDNUM", "DECADE", "SHORTDECADE", "SHORTYEAR", "POSS")
CODES: Mapping[str, str] = {
    name: chr(0x4E00 + number) for number, name in enumerate((OTHER, *DIGITS, *load_vocabulary().classes))
}
#: Names for several classes.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "COUNT": ("NUM", "DAY", "A"),
    "NUMBER": ("NUM", "DAY"),
    "NTH": ("ORDINAL", "ORDNUM", "SECOND"),
    "ANYUNIT": ("UNIT", "UNITS", "SECOND"),
    "ONEUNIT": ("UNIT", "SECOND"),
    "BACK": ("LAST", "PREVIOUS"),
    "ON_": ("NEXT",),
}
#: Of words between a date and the one before it, in one list.
NEAR = 12
PIECE = re.compile(r"(?:(\w+):)?([\w|]+)(\??)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A time: its first and last day are None where open. `is_counted` says that it was counted from an anchor.

    `is_open` says that it goes on at least to its last day.
    """

    kind: Kind
    value: str
    days: Days
    granularity: str
    is_counted: bool = False
    is_throughout: bool = False
    anchor: str | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern over codes of classes, with the classes that it can begin with."""

    matcher: re.Pattern[str]
    firsts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern's match: the places of its named tokens, and what is known of the text around."""

    tokens: Tokens
    first: int
    after: int
    places: Mapping[str, int]
    clock: Clock
    previous: Reading | None
    previous_after: int
    period: Reading | None
    lean: Callable[[], Lean]

    def has(self, name: str) -> bool:
        """Whether a named piece was there."""
        return name in self.places

    def text(self, name: str) -> str:
        """The value of a named token; empty if it was not there."""
        return self.tokens.values[self.places[name]] if name in self.places else ""

    def word(self, name: str) -> str:
        """The word of a named token in small letters; empty if it was not there."""
        return self.tokens.words[self.places[name]] if name in self.places else ""

    def number(self, name: str) -> float:
        """The value of a named token as a number; 0 if it was not there."""
        try:
            return float(self.text(name) or 0)
        except ValueError:
            return 0

    def before(self, distance: int = 1) -> str:
        """The word before the match, in small letters."""
        place = self.first - distance
        return self.tokens.words[place] if place >= 0 else ""

    def kind_before(self, distance: int = 1) -> str:
        """The class of the word before the match."""
        place = self.first - distance
        return self.tokens.kinds[place] if place >= 0 else ""

    def next(self, distance: int = 0) -> str:
        """The word after the match, in small letters."""
        place = self.after + distance
        return self.tokens.words[place] if place < len(self.tokens) else ""

    def kind_next(self, distance: int = 0) -> str:
        """The class of the word after the match."""
        place = self.after + distance
        return self.tokens.kinds[place] if place < len(self.tokens) else ""

    def is_near(self) -> bool:
        """Whether the date before stands in the same sentence, a few words back."""
        if self.previous_after < 0 or self.first - self.previous_after > NEAR:
            return False
        return "DOT" not in self.tokens.kinds[self.previous_after : self.first]

    def is_tight(self) -> bool:
        """Whether the match is one run without blanks."""
        return all(self.tokens.is_tight(place) for place in range(self.first + 1, self.after))

    def is_capital(self, name: str) -> bool:
        """Whether a named token is written with a capital."""
        return self.tokens.text[self.tokens.starts[self.places[name]]].isupper()


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: the patterns it takes and what it makes of a match; None where it has an objection."""

    name: str
    patterns: tuple[str, ...]
    read: Callable[[Match], Reading | None]


def compile_pattern(pattern: str) -> Pattern:
    """The pattern over codes.

    Raises:
        KeyError: it names a class that is not there.
    """
    source, firsts, is_open = "", set[str](), True
    for name, classes, optional in PIECE.findall(pattern):
        kinds = [kind for part in classes.split("|") for kind in ALIASES.get(part, (part,))]
        codes = "".join(CODES[kind] for kind in kinds)
        source += f"(?P<{name}>[{codes}]){optional}" if name else f"[{codes}]{optional}"
        if is_open:
            firsts.update(kinds)
            is_open = bool(optional)
    return Pattern(re.compile(source), frozenset(firsts))


def encode(tokens: Tokens) -> str:
    """The classes of tokens, one letter each."""
    return "".join([CODES[kind] for kind in tokens.kinds])


def of_value(value: str | None, granularity: str, *, is_counted: bool = False, kind: Kind = "DATE") -> Reading | None:
    """A reading of a calendar value; none if that is no stretch of the calendar."""
    days = days_of(value) if value else None
    if value is None or days is None:
        return None
    return Reading(kind, value, days, granularity, is_counted)
