"""Figures in the words of a claim: what is counted, and from how much to how much.

In: the words. Out: `Figure`s: "at least 52 people" is 52 and more, "dozens" is 24 to 120, "between 10 and 12" is that; with
what they count and their unit. Days, hours of the clock, years and ages are no figures. It compares two figures, but no
claims; `figures` reads how a number is said, for losses along a chain.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.languages.claim_lexicon import load_claim_lexicon, sense_of
from sayso.records import Span

__all__ = ["Figure", "are_alike", "are_apart", "are_comparable", "are_equal", "find_figures"]

TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[$€£¥%–-]")
MONTHS: Final = re.compile(r"(?:jan|febr?|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]*(?:y|ch|il|e|st|er)|uary)?|may")
#: "About 50" is taken for 50 give or take this part; other figures for exact to this part.
LOOSE, TIGHT = 0.15, 0.005
#: The noun that is counted stands within so many words behind the figure.
REACH: Final = 4
LARGEST: Final = math.inf
#: Words between a figure and its noun that end the search, and those that are passed over.
STOPS: Final = re.compile(r"and|or|but|in|on|at|from|after|before|when|while|with|by|to|was|were|had|have|has|who|which|that")
PASSED: Final = re.compile(r"of|their|its|the|his|her|other|more|foreign|\w*(?:ed|al|an|ous)")
#: Behind these a number of four digits is a year.
BEFORE_YEARS: Final = frozenset({"in", "since", "by", "until", "before", "after", "of", "from", "year"})
Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its bounds, unit, the stem of what is counted, its words.

    `unit` is "percent", "money", "measure:km" and the like, "time:day" and the like, "people" or "things"; `measure` is what
    became of the people that it counts ("die", "arrest"), where the claim says so.
    """

    low: float
    high: float
    unit: str
    noun: str
    start: int
    end: int
    words: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def find_figures(words: str, apart: Sequence[Span] = ()) -> tuple[Figure, ...]:
    """The figures of a claim, but for those in the spans `apart`, which are dates."""
    tokens = [_Token(m.group().lower(), m.start(), m.end()) for m in TOKEN.finditer(words)]
    return tuple(_find(tokens, words, apart))


def are_comparable(left: Figure, right: Figure) -> bool:
    """Whether two figures count the same sort of thing."""
    if left.unit != right.unit or left.measure != right.measure:
        return False
    if left.unit in {"percent", "money"} or left.noun == right.noun:
        return True
    generic = load_claim_lexicon().lists["people.generic"]
    return left.unit == "people" and any(figure.noun in generic or not figure.noun for figure in (left, right))


def are_apart(left: Figure, right: Figure) -> bool:
    """Whether no number lies within both."""
    return left.high < right.low or right.high < left.low


def are_equal(left: Figure, right: Figure) -> bool:
    """Whether two figures have a number in common, and are both open or both closed upwards."""
    return not are_apart(left, right) and (left.high < LARGEST) == (right.high < LARGEST)


def are_alike(left: Figure, right: Figure) -> bool:
    """Whether two figures may be meant for the same number: "at least 12" and "12" are, "at least 12" and "19" are not."""
    if are_apart(left, right):
        return False
    if left.high == right.high == LARGEST:
        return max(left.low, right.low) <= min(left.low, right.low) * (1 + 2 * LOOSE)
    for one, other in ((left, right), (right, left)):
        if one.high == LARGEST:
            return other.low <= one.low * (1 + 2 * LOOSE)
    return True


def _find(tokens: Sequence[_Token], words: str, apart: Sequence[Span]) -> Iterator[Figure]:
    at = 0
    while at < len(tokens):
        found = _value(tokens, at)
        if found is None:
            at += 1
            continue
        bounds, after = found
        span = Span(tokens[at].start, tokens[after - 1].end)
        if not any(span.overlaps(other) for other in apart) and not _is_no_count(tokens, at, after):
            yield _figure(tokens, at, after, bounds, words)
        at = after


def _value(tokens: Sequence[_Token], at: int) -> tuple[Bounds, int] | None:
    """The number that begins at a place and where it ends: "3.5 million", "twenty-two", "a dozen", "10 to 12"."""
    single = _single(tokens, at)
    if single is None:
        return None
    (low, high), after = single
    is_between = at > 0 and tokens[at - 1].text == "between"
    joiner = tokens[after].text if after < len(tokens) else ""
    if joiner in {"to", "–", "-"} or (joiner == "and" and is_between):
        second = _single(tokens, after + 1)
        if second is not None and second[0][1] > low:
            # "2 to 3 million" says the magnitude once for both.
            scale = _scale_of(tokens, after + 1, second[1]) if second[0][1] >= 1000 > high else 1.0
            return (low * scale, second[0][1]), second[1]
    return (low, high), after


def _scale_of(tokens: Sequence[_Token], start: int, end: int) -> float:
    magnitudes = load_claim_lexicon().magnitudes
    return math.prod(magnitudes.get(token.text, 1.0) for token in tokens[start:end])


def _single(tokens: Sequence[_Token], at: int) -> tuple[Bounds, int] | None:
    lexicon = load_claim_lexicon()
    if at >= len(tokens):
        return None
    word = tokens[at].text
    if word in lexicon.vague and lexicon.vague[word][0] >= 2:
        return _vague(tokens, at)
    if word in {"a", "half"} and at + 1 < len(tokens):
        following = tokens[at + 1].text
        if following in lexicon.magnitudes and len(following) > 2 and following != "score":
            return _scaled(tokens, 0.5 if word == "half" else 1.0, at + 1)
        return _vague(tokens, at + 1) if following in {"third", "quarter", "fifth", "couple"} else None
    if word[0].isdigit():
        value = _digits(word)
        return None if value is None else _scaled(tokens, value, at + 1)
    return _in_words(tokens, at) if word in lexicon.numbers else None


def _vague(tokens: Sequence[_Token], at: int) -> tuple[Bounds, int]:
    """How much "hundreds" may be; in "tens of thousands" two vague words multiply."""
    low, high = load_claim_lexicon().vague[tokens[at].text]
    scales = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
    behind = [token.text for token in tokens[at + 1 : at + 3]]
    if len(behind) == 2 and behind[0] == "of" and behind[1] in scales:
        return (low * scales[behind[1]], high * scales[behind[1]]), at + 3
    return (low, high), at + 1


def _in_words(tokens: Sequence[_Token], at: int) -> tuple[Bounds, int]:
    """The number of "twenty-two", "three hundred": units add up, magnitudes multiply."""
    lexicon = load_claim_lexicon()
    value, after = lexicon.numbers[tokens[at].text], at + 1
    if 20 <= value < 100:
        step = after + 1 if after < len(tokens) and tokens[after].text == "-" else after
        if step < len(tokens) and 0 < lexicon.numbers.get(tokens[step].text, 0) < 10:
            value, after = value + lexicon.numbers[tokens[step].text], step + 1
    return _scaled(tokens, value, after)


def _scaled(tokens: Sequence[_Token], value: float, after: int) -> tuple[Bounds, int]:
    """A value with the magnitudes behind it; "m" and "k" only right behind digits."""
    magnitudes = load_claim_lexicon().magnitudes
    while after < len(tokens) and tokens[after].text in magnitudes and tokens[after].text != "score":
        if len(tokens[after].text) < 3 and tokens[after].start != tokens[after - 1].end:
            break
        value, after = value * magnitudes[tokens[after].text], after + 1
    return (value, value), after


def _digits(word: str) -> float | None:
    """The value of "1,200" and "3.5"; "1.200.000" has points for commas."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word):
        return float(word.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", word):
        return float(word.replace(".", ""))
    return float(word) if re.fullmatch(r"\d{1,15}(?:\.\d{1,15})?", word) else None


def _is_no_count(tokens: Sequence[_Token], at: int, after: int) -> bool:
    """Whether a number is a day, a year, an hour, an age or no number: "May 3", "in 2033", "9 p.m.", "one of them"."""
    before = tokens[at - 1].text if at else ""
    behind = [token.text for token in tokens[after : after + 2]] + ["", ""]
    if MONTHS.fullmatch(before) or MONTHS.fullmatch(behind[0]) or behind[0] in {"p", "am", "pm", "st", "nd", "rd", "th"}:
        return True
    if behind[:2] in (["a", "m"], ["-", "year"], ["-", "month"]):
        return True
    is_year = after == at + 1 and re.fullmatch(r"(?:1[89]|20|21)\d\d", tokens[at].text) is not None
    is_one = tokens[at].text == "one" and (
        behind[0] in {"of", "another"} or before in {"no", "the", "this", "that", "any", "every"}
    )
    return (is_year and before in BEFORE_YEARS) or is_one


def _figure(tokens: Sequence[_Token], at: int, after: int, bounds: Bounds, words: str) -> Figure:
    low, high, first = _bounded(tokens, at, *bounds)
    unit, noun = _counted(tokens, at, after)
    start, end = tokens[first].start, tokens[after - 1].end
    return Figure(low, high, unit, noun, start, end, words[start:end], _measure(tokens) if unit == "people" else "")


def _bounded(tokens: Sequence[_Token], at: int, low: float, high: float) -> tuple[float, float, int]:
    """The bounds with what stands before the number, and where that begins."""
    lists, texts = load_claim_lexicon().lists, [token.text for token in tokens]
    # "More than $1 million": the sign stands between.
    sign = at > 0 and texts[at - 1] in "$€£¥"
    for length in range(min(3, at - sign), 0, -1):
        phrase = " ".join(texts[at - sign - length : at - sign])
        if phrase in lists["bounds.above"]:
            # "Over 50" is more than 50, "at least 50" is 50 and more; the difference is never what two reports differ in.
            return low, LARGEST, at - sign - length
        if phrase in lists["bounds.below"]:
            return 0.0, high, at - sign - length
        if phrase in lists["bounds.about"]:
            return low * (1 - LOOSE), high * (1 + LOOSE), at - sign - length
    opens = {"between", "only", "just"} | lists["units.currency"]
    return low * (1 - TIGHT), high * (1 + TIGHT), at - 1 if at and texts[at - 1] in opens else at


def _counted(tokens: Sequence[_Token], at: int, after: int) -> tuple[str, str]:
    """The unit and the stem of what is counted."""
    lists = load_claim_lexicon().lists
    before = tokens[at - 1].text if at else ""
    if before in lists["units.currency"]:
        return "money", before
    if [token.text for token in tokens[after : after + 2]] == ["per", "cent"]:
        return "percent", ""
    things: tuple[str, str] | None = None
    for token in tokens[after : after + REACH]:
        if STOPS.fullmatch(token.text):
            break
        found = _unit(token.text)
        if found is not None and found[0] != "things":
            return found
        # "40 government soldiers": the noun that is counted comes last.
        things = things or found
    return things or _counted_before(tokens, at)


def _unit(word: str) -> tuple[str, str] | None:
    """The unit that a word behind a figure makes it, and its stem; null for a word that is passed over."""
    lists, stem = load_claim_lexicon().lists, sense_of(word).stem
    singular = word[:-1] if word.endswith("s") and len(word) > 2 else word
    if word in lists["units.percent"]:
        return "percent", ""
    if singular in lists["units.currency"]:
        return "money", singular
    for name in ("measure", "time"):
        if singular in lists[f"units.{name}"]:
            return f"{name}:{singular}", singular
    if _is_people(word, stem):
        return "people", stem
    if PASSED.fullmatch(word) or not word[0].isalpha() or word in lists["light.words"]:
        return None
    return "things", stem


def _counted_before(tokens: Sequence[_Token], at: int) -> tuple[str, str]:
    """What a figure without a noun behind it counts: "the number of marchers at 20,000", "the toll rose to 19"."""
    texts = [token.text for token in tokens[:at]]
    places = [n for n in range(1, len(texts)) if texts[n] == "of" and texts[n - 1] == "number"]
    noun = next((word for word in texts[places[0] + 1 :] if word.isalpha() and word != "the"), "") if places else ""
    stem = sense_of(noun).stem if noun else ""
    return "people" if _speaks_of_people(tokens) or _is_people(noun, stem) else "things", stem


def _is_people(word: str, stem: str) -> bool:
    lists = load_claim_lexicon().lists
    return any(form in lists["people.generic"] or form in lists["people.kinds"] for form in (word, stem))


def _speaks_of_people(tokens: Sequence[_Token]) -> bool:
    """Whether a figure without a noun counts people: the claim speaks of the dead, the injured, the missing."""
    lists = load_claim_lexicon().lists
    return any(sense_of(token.text).stem in lists["measures.fates"] | lists["measures.people"] for token in tokens)


def _measure(tokens: Sequence[_Token]) -> str:
    """What became of people, by the first word of a claim that says it."""
    fates = load_claim_lexicon().lists["measures.fates"]
    senses = [sense_of(token.text) for token in tokens]
    return next((sense.stem for sense in senses if sense.stem in fates and not sense.is_opposite), "")
