"""Numbers as English writes them: "at least 52", "2 1/2 million", "a few hundred", "between 20 and 30", "nobody".

In: words. Out: `Token`s, and `Amount`s over them: the bounds of each number, the words that bound it ("more than"), and where
it stands. It is the one place where numbers are read; what is counted, and whether a number counts anything, others decide.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.languages.claim_lexicon import load_claim_lexicon

__all__ = ["SIGNS", "Amount", "Bound", "Token", "find_amounts", "is_no_count", "read_tokens"]

#: Signs of currencies that stand before a number.
SIGNS: Final = "$€£¥₽₹₩₪₺₴"
TOKEN: Final = re.compile(rf"\d+(?:[.,]\d+)*|[½¼¾⅓⅔]|[^\W\d_½¼¾⅓⅔]+(?:['’][^\W\d_]+)?|[{SIGNS}%–-]")
MONTHS: Final = re.compile(r"(?:jan|febr?|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]*(?:y|ch|il|e|st|er)|uary)?|may")
#: Behind these a number of four digits is a year.
BEFORE_YEARS: Final = frozenset({"in", "since", "by", "until", "before", "after", "of", "from", "year"})
#: What the words before a number make of it: a lower bound, an upper one, only roughly that.
Bound = Literal["above", "below", "about", ""]
BOUNDS: Final[tuple[Bound, ...]] = ("above", "below", "about")
LONGEST_BOUND: Final = 3
SIGN_FRACTIONS: Final = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}
PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
#: Behind a fraction of something, or behind a rise or fall by one: otherwise "a third man" is the third of them.
BEHIND_PARTS: Final = frozenset({"of", "more", "less", "fewer", "higher", "lower", "since", "from", "to", "in", "by"})
#: What a share is told of, as "one in four".
WHOLES: Final = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000})
NOBODY: Final = frozenset({"nobody", "none", "no-one"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign in small letters, and what stands between it and the one before ("", " ", ", ")."""

    text: str
    start: int
    end: int
    glue: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is written: `low` and `high` are one for a plain number, and the conventional bounds of a vague one.

    `first` is the token that it begins with, bound and all, `at` that of the number alone, `after` the one behind it.
    `is_vague`: "dozens" says no number; `is_range`: "20 to 30" says two; `is_part`: it is a fraction ("a third of");
    `is_nobody`: "no one" and the like.
    """

    low: float
    high: float
    bound: Bound
    first: int
    at: int
    after: int
    is_vague: bool = False
    is_range: bool = False
    is_part: bool = False
    is_nobody: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """One number on its own, up to the token `after`."""

    low: float
    high: float
    after: int
    is_vague: bool = False
    is_part: bool = False


def read_tokens(words: str) -> tuple[Token, ...]:
    """The tokens of some words."""
    tokens, end = list[Token](), 0
    for match in TOKEN.finditer(words):
        tokens.append(Token(match.group().lower(), match.start(), match.end(), words[end : match.start()]))
        end = match.end()
    return tuple(tokens)


def find_amounts(tokens: Sequence[Token]) -> Iterator[Amount]:
    """All numbers from left to right; years, days and ages are among them."""
    at = 0
    while at < len(tokens):
        found = _value(tokens, at)
        if found is None:
            at += 1
            continue
        number, is_range = found
        bound, first = _bound(tokens, at)
        is_nobody = number.high == 0 and not tokens[at].text[0].isdigit() and tokens[at].text != "zero"
        yield Amount(
            number.low, number.high, bound, first, at, number.after, number.is_vague, is_range, number.is_part, is_nobody
        )
        at = number.after


def is_no_count(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Whether a number is a day, a year, an hour, an age or no number: "May 3", "in 2033", "9 p.m.", "one of them"."""
    before = tokens[at - 1].text if at else ""
    behind = [token.text for token in tokens[after : after + 2]] + ["", ""]
    if MONTHS.fullmatch(before) or MONTHS.fullmatch(behind[0]) or behind[0] in {"p", "am", "pm", "st", "nd", "rd", "th"}:
        return True
    if behind[:2] in (["a", "m"], ["-", "year"], ["-", "month"]):
        return True
    is_year = after == at + 1 and re.fullmatch(r"(?:1[89]|20|21)\d\d", tokens[at].text) is not None
    is_one = (
        tokens[at].text == "one"
        and after == at + 1
        and (behind[0] in {"of", "another"} or before in {"no", "the", "this", "that", "any", "every"})
    )
    return (is_year and before in BEFORE_YEARS) or is_one


# --- one number, or two that bound something ---


def _value(tokens: Sequence[Token], at: int) -> tuple[_Number, bool] | None:
    """The number that begins at a place, and whether it is a range: "3.5 million", "twenty-two", "a dozen", "10 to 12"."""
    one = _single(tokens, at)
    if one is None:
        return None
    ratio = _ratio(tokens, one)
    if ratio is not None:
        return ratio, False
    is_between = at > 0 and tokens[at - 1].text == "between"
    joiner = tokens[one.after].text if one.after < len(tokens) else ""
    is_broken = any("," in token.glue for token in tokens[one.after : one.after + 2])
    if is_broken:
        return one, False
    if joiner in {"to", "–", "-", "or"} or (joiner == "and" and is_between):
        start = one.after + 1
        # "$20 million to $30 million": the sign is said twice.
        start += start < len(tokens) and tokens[start].text in SIGNS
        other = _single(tokens, start)
        if other is not None and other.high > one.low and (joiner != "or" or other.high <= 1.5 * one.low + 2):
            # "2 to 3 million" says the magnitude once for both.
            scale = _scale_of(tokens, start, other.after) if other.high >= 1000 > one.high else 1.0
            return _Number(one.low * scale, other.high, other.after, one.is_vague or other.is_vague), True
    return one, False


def _ratio(tokens: Sequence[Token], one: _Number) -> _Number | None:
    """A share as two numbers: "one in four voters", "eight out of 10"; null in "killed two in five days"."""
    joined = _text(tokens, one.after) in {"in", "out", "of"} and one.low == one.high and 0 < one.low < 10
    start = one.after + 1 + (_text(tokens, one.after) == "out" and _text(tokens, one.after + 1) == "of")
    other = _single(tokens, start) if joined else None
    if other is None or other.low not in WHOLES or other.low <= one.low or other.is_part:
        return None
    if _text(tokens, one.after) == "of" and other.low not in {10, 100}:
        return None
    behind = _text(tokens, other.after)
    if behind.removesuffix("s") in load_claim_lexicon().lists["units.time"] or (
        behind in {"", "-"} and _text(tokens, one.after) == "in"
    ):
        return None
    return _Number(one.low / other.low, one.high / other.low, other.after, is_part=True)


def _scale_of(tokens: Sequence[Token], start: int, end: int) -> float:
    magnitudes = load_claim_lexicon().magnitudes
    return math.prod(magnitudes.get(token.text, 1.0) for token in tokens[start:end])


def _single(tokens: Sequence[Token], at: int) -> _Number | None:
    lexicon = load_claim_lexicon()
    if at >= len(tokens):
        return None
    word = tokens[at].text
    if word in NOBODY or (word == "no" and _text(tokens, at + 1) == "one"):
        return _Number(0.0, 0.0, at + (2 if word == "no" else 1))
    if word in lexicon.vague and lexicon.vague[word][0] >= 2:
        return _vague(tokens, at)
    if word in {"a", "half"}:
        return _with_article(tokens, at)
    if word in SIGN_FRACTIONS:
        return _scaled(tokens, SIGN_FRACTIONS[word], at + 1)
    if word[0].isdigit():
        value = _digits(word)
        return None if value is None else _scaled(tokens, *_with_fraction(tokens, value, at + 1))
    return _in_words(tokens, at) if word in lexicon.numbers else None


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _with_article(tokens: Sequence[Token], at: int) -> _Number | None:
    """The number of "a dozen", "half a million", "a couple", "a third of", "half of"."""
    magnitudes, word, behind = load_claim_lexicon().magnitudes, tokens[at].text, _text(tokens, at + 1)
    if word == "half" and behind == "a" and _is_magnitude(_text(tokens, at + 2)):
        return _scaled(tokens, 0.5 * magnitudes[tokens[at + 2].text], at + 3)
    if _is_magnitude(behind):
        return _in_words_from(tokens, at + 1, 1.0) if word == "a" else _scaled(tokens, 0.5, at + 1)
    if word == "half":
        return _Number(0.5, 0.5, at + 1, is_part=True) if behind == "of" else None
    if behind in {"couple", "few"}:
        return _vague(tokens, at + 1)
    return _part(tokens, 1, at + 1) if behind in PARTS and behind != "half" else None


def _is_magnitude(word: str) -> bool:
    return word in load_claim_lexicon().magnitudes and len(word) > 2 and word != "score"


def _part(tokens: Sequence[Token], count: float, at: int) -> _Number | None:
    """A fraction: "third of", "quarters since"; null where it is an ordinal ("a third man")."""
    word = tokens[at].text.removesuffix("s") if count > 1 else tokens[at].text
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is not None and behind.text not in BEHIND_PARTS and not behind.glue.strip():
        return None
    value, after = count / PARTS[word], at + 1
    if [_text(tokens, after), _text(tokens, after + 1)] == ["of", "a"] and _is_magnitude(_text(tokens, after + 2)):
        return _scaled(tokens, value, after + 2)  # "a quarter of a million"
    return _Number(value, value, after, is_part=True)


def _vague(tokens: Sequence[Token], at: int) -> _Number:
    """How much "hundreds" may be; in "tens of thousands" and "a few hundred" two words multiply."""
    low, high = load_claim_lexicon().vague[tokens[at].text]
    scales = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
    behind = [token.text for token in tokens[at + 1 : at + 3]]
    if len(behind) == 2 and behind[0] == "of" and behind[1] in scales:
        return _Number(low * scales[behind[1]], high * scales[behind[1]], at + 3, is_vague=True)
    after = at + 2 if tokens[at].text == "couple" and behind[:1] == ["of"] else at + 1
    scaled = _scaled(tokens, 1.0, after) if _is_magnitude(_text(tokens, after)) else None
    if scaled is not None:
        return _Number(low * scaled.low, high * scaled.high, scaled.after, is_vague=True)
    return _Number(low, high, after, is_vague=True)


def _in_words(tokens: Sequence[Token], at: int) -> _Number | None:
    """The number of "twenty-two", "three hundred and five", "two-thirds", "one and a half million"."""
    value, after = _small(tokens, at)
    dash = after < len(tokens) and tokens[after].text == "-"
    part = _text(tokens, after + dash)
    if part.removesuffix("s") in PARTS and part.removesuffix("s") != "half" and value < 10:
        found = _part(tokens, value, after + dash)
        if found is not None and (value > 1 or part in PARTS):
            return found
    return _in_words_from(tokens, after, value)


def _in_words_from(tokens: Sequence[Token], after: int, value: float) -> _Number:
    """A value in words, with the hundreds and thousands behind it, and what is added to those: "a hundred and five"."""
    value, after = _with_fraction(tokens, *_hundreds(tokens, value, after))
    number = _scaled(tokens, value, after)
    while number.after > after and number.low % 1000 == 0:
        step = number.after + (_text(tokens, number.after) == "and")
        if _text(tokens, step) not in load_claim_lexicon().numbers:
            break
        more, behind = _hundreds(tokens, *_small(tokens, step))
        added = _scaled(tokens, more, behind)
        # "Two thousand three hundred"; not "five thousand and six million".
        if not 0 < added.low < 1000:
            break
        after, number = number.after, _Number(number.low + added.low, number.high + added.low, added.after)
    return number


def _hundreds(tokens: Sequence[Token], value: float, after: int) -> tuple[float, int]:
    """A number below a thousand: "three hundred and five", "a hundred thirty"."""
    if value >= 100 or _text(tokens, after) != "hundred":
        return value, after
    step = after + 1 + (_text(tokens, after + 1) == "and")
    if _text(tokens, step) not in load_claim_lexicon().numbers:
        return value * 100, after + 1
    more, behind = _small(tokens, step)
    return value * 100 + more, behind


def _small(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    """A number below a hundred, and where it ends."""
    numbers = load_claim_lexicon().numbers
    value, after = numbers[tokens[at].text], at + 1
    if 20 <= value < 100:
        step = after + 1 if after < len(tokens) and tokens[after].text == "-" else after
        if 0 < numbers.get(_text(tokens, step), 0) < 10:
            value, after = value + numbers[tokens[step].text], step + 1
    return value, after


def _with_fraction(tokens: Sequence[Token], value: float, after: int) -> tuple[float, int]:
    """A number with the fraction behind it: "2 1/2", "2½", "one and a half"."""
    if _text(tokens, after) in SIGN_FRACTIONS:
        return value + SIGN_FRACTIONS[tokens[after].text], after + 1
    if [token.text for token in tokens[after : after + 3]] == ["and", "a", "half"]:
        return value + 0.5, after + 3
    if after + 1 < len(tokens) and tokens[after + 1].glue == "/" and tokens[after].text.isdecimal():
        upper, lower = tokens[after].text, tokens[after + 1].text
        if lower.isdecimal() and 0 < int(upper) < int(lower) < 10:
            return value + int(upper) / int(lower), after + 2
    return value, after


def _scaled(tokens: Sequence[Token], value: float, after: int) -> _Number:
    """A value with the magnitudes behind it; "m" and "k" only right behind digits."""
    magnitudes = load_claim_lexicon().magnitudes
    while after < len(tokens) and tokens[after].text in magnitudes and tokens[after].text != "score":
        if len(tokens[after].text) < 3 and tokens[after].start != tokens[after - 1].end:
            break
        value, after = value * magnitudes[tokens[after].text], after + 1
    return _Number(value, value, after)


def _digits(word: str) -> float | None:
    """The value of "1,200" and "3.5"; "1.200.000" has points for commas."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word):
        return float(word.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", word):
        return float(word.replace(".", ""))
    return float(word) if re.fullmatch(r"\d{1,15}(?:\.\d{1,15})?", word) else None


# --- what stands before it ---


def _bound(tokens: Sequence[Token], at: int) -> tuple[Bound, int]:
    """How the words before a number bound it, and where those begin."""
    lists, texts = load_claim_lexicon().lists, [token.text for token in tokens[max(0, at - LONGEST_BOUND - 2) : at]]
    # "More than $1 million", "more than US$1 million": the sign stands between.
    sign = int(bool(texts) and texts[-1] in SIGNS)
    sign += int(sign and len(texts) > 1 and tokens[at - 1].glue == "" and texts[-2].isalpha())
    before = texts[: len(texts) - sign]
    for length in range(min(LONGEST_BOUND, len(before)), 0, -1):
        phrase = " ".join(before[-length:])
        for bound in BOUNDS:
            if phrase in lists[f"bounds.{bound}"]:
                return bound, at - sign - length
    opens = {"between", "only", "just"} | lists["units.currency"]
    return "", at - (sign or int(bool(texts) and texts[-1] in opens))
