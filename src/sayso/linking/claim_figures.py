"""Figures in the words of a claim: what is counted, and from how much to how much.

In: the words. Out: `Figure`s: "at least 52 people" is 52 and more, "dozens" is 24 to 120, "between 10 and 12" is that; with
what they count and their unit. Days, hours of the clock, years and ages are no figures. It compares two figures, but no
claims; `figures` reads how a number is said, for losses along a chain.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.languages.amounts import Amount, Token, find_amounts, is_no_count, read_tokens
from sayso.languages.claim_lexicon import load_claim_lexicon, sense_of
from sayso.records import Span

__all__ = ["Figure", "are_alike", "are_apart", "are_comparable", "are_equal", "find_figures"]

#: "About 50" is taken for 50 give or take this part; other figures for exact to this part.
LOOSE, TIGHT = 0.15, 0.005
#: The noun that is counted stands within so many words behind the figure.
REACH: Final = 4
LARGEST: Final = math.inf
#: Words between a figure and its noun that end the search, and those that are passed over.
STOPS: Final = re.compile(r"and|or|but|in|on|at|from|after|before|when|while|with|by|to|was|were|had|have|has|who|which|that")
PASSED: Final = re.compile(r"of|their|its|the|his|her|other|more|foreign|\w*(?:ed|al|an|ous)")
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


def find_figures(words: str, apart: Sequence[Span] = ()) -> tuple[Figure, ...]:
    """The figures of a claim, but for those in the spans `apart`, which are dates."""
    tokens = read_tokens(words)
    return tuple(
        _figure(tokens, amount, words)
        for amount in find_amounts(tokens)
        if not amount.is_nobody  # that is the polarity of the claim
        and not any(Span(tokens[amount.at].start, tokens[amount.after - 1].end).overlaps(other) for other in apart)
        and not is_no_count(tokens, amount.at, amount.after)
    )


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


def _figure(tokens: Sequence[Token], amount: Amount, words: str) -> Figure:
    low, high = _loosened(amount)
    unit, noun = _counted(tokens, amount.at, amount.after)
    start, end = tokens[amount.first].start, tokens[amount.after - 1].end
    return Figure(low, high, unit, noun, start, end, words[start:end], _measure(tokens) if unit == "people" else "")


def _loosened(amount: Amount) -> Bounds:
    """The bounds within which two reports mean one number."""
    if amount.bound == "above":
        # "Over 50" is more than 50, "at least 50" is 50 and more; the difference is never what two reports differ in.
        return amount.low, LARGEST
    if amount.bound == "below":
        return 0.0, amount.high
    part = LOOSE if amount.bound == "about" else TIGHT
    return amount.low * (1 - part), amount.high * (1 + part)


def _counted(tokens: Sequence[Token], at: int, after: int) -> tuple[str, str]:
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


def _counted_before(tokens: Sequence[Token], at: int) -> tuple[str, str]:
    """What a figure without a noun behind it counts: "the number of marchers at 20,000", "the toll rose to 19"."""
    texts = [token.text for token in tokens[:at]]
    places = [n for n in range(1, len(texts)) if texts[n] == "of" and texts[n - 1] == "number"]
    noun = next((word for word in texts[places[0] + 1 :] if word.isalpha() and word != "the"), "") if places else ""
    stem = sense_of(noun).stem if noun else ""
    return "people" if _speaks_of_people(tokens) or _is_people(noun, stem) else "things", stem


def _is_people(word: str, stem: str) -> bool:
    lists = load_claim_lexicon().lists
    return any(form in lists["people.generic"] or form in lists["people.kinds"] for form in (word, stem))


def _speaks_of_people(tokens: Sequence[Token]) -> bool:
    """Whether a figure without a noun counts people: the claim speaks of the dead, the injured, the missing."""
    lists = load_claim_lexicon().lists
    return any(sense_of(token.text).stem in lists["measures.fates"] | lists["measures.people"] for token in tokens)


def _measure(tokens: Sequence[Token]) -> str:
    """What became of people, by the first word of a claim that says it."""
    fates = load_claim_lexicon().lists["measures.fates"]
    senses = [sense_of(token.text) for token in tokens]
    return next((sense.stem for sense in senses if sense.stem in fates and not sense.is_opposite), "")
