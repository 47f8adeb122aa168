"""Numbers in the words of a claim, with what stands before them: "up to 50", "at least twelve", "between 30 and 50".

In: words. Out: `Figure`s with their value and whether the number is a bound from above, from below, a guess or meant exactly.
Dates, ages and ordinals are left to others; what a number counts is not read.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.languages.sourcing import load_sourcing

__all__ = ["Bound", "Figure", "read_figures"]

Bound = Literal["upper", "lower", "about", "exact"]
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
UNITS = f"zero one two three four five six seven eight nine {TEENS}"
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
SMALL = {word: number for number, word in enumerate(UNITS.split())} | TENS
SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "k": 1e3}
MONTHS = r"(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
NUMBER = re.compile(
    rf"(?<![\w.,])[$€£]?(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
    rf"(?:[\s-]?({'|'.join(SCALES)}))?(?![\w])(?!-(?:year|day|month|week|hour|minute|point|old)|\s*(?:{MONTHS}|[ap]\.?m\b))",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d\Z")
BETWEEN = re.compile(r"\bbetween\s+(?:\S+\s+){1,3}?and\s*$", re.IGNORECASE)
RANGE = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)\s*(?:to|-|–)\s*$")
RISEN = re.compile(
    r"\b(?:bring|brought|rais|push|rise|rose|climb|went|go(?:es|ing)?\b|jump)\w*(?:\W+\w+){0,12}\W*$", re.IGNORECASE
)
#: The ends of a range lie no further apart: "rose by 10,000 to 1.3 million" is none.
WIDEST = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: its value, what bounds it, and its words with that."""

    value: float
    bound: Bound
    words: str


@cache
def _bounds() -> tuple[tuple[re.Pattern[str], Bound], ...]:
    """What may stand right before a number, longest first within its kind."""
    kinds: tuple[Bound, ...] = ("upper", "lower", "about")
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, load_sourcing().bounds[kind]))})\s+[$€£]?$", re.IGNORECASE), kind)
        for kind in kinds
    )


def read_figures(words: str) -> tuple[Figure, ...]:
    """The numbers of some words, in their order."""
    found = []
    for match in NUMBER.finditer(words):
        value, before = _value(match), words[: match.start()]
        if value is None or (YEAR.match(match[1]) and match[2] is None) or _is_date(match, before):
            continue
        bound, start = _bound(before, value)
        found.append(Figure(value, bound, words[start : match.end()].strip()))
    return tuple(found)


def _value(match: re.Match[str]) -> float | None:
    digits = match[1].replace(",", "").lower()
    if match[2] is None and digits in {"one", "zero"}:
        # "one" is mostly a pronoun.
        return None
    number = float(SMALL[digits]) if digits in SMALL else float(digits)
    return number * SCALES[match[2].lower()] if match[2] else number


def _is_date(match: re.Match[str], before: str) -> bool:
    """Whether a number is a day of a month: "June 12"."""
    return bool(re.search(rf"\b{MONTHS}\s*$", before, re.IGNORECASE)) and match[2] is None and match[1].isdigit()


def _bound(before: str, value: float) -> tuple[Bound, int]:
    between, ranged = BETWEEN.search(before), RANGE.search(before)
    if between:
        return "upper", between.start()
    if ranged and value / WIDEST <= float(ranged[1].replace(",", "")) < value:
        return "upper", ranged.start()
    for pattern, kind in _bounds():
        found = pattern.search(before)
        if found:
            # "bringing the total up to 42 million" bounds nothing.
            is_risen = RISEN.search(before[: found.start()]) is not None and found[0].lower().startswith("up to")
            return ("exact" if is_risen else kind), found.start()
    return "exact", len(before)
