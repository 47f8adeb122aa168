"""How much two claims say of one thing: a calibrated score over words, names, figures and days.

In: two `WordedClaim`s and how rare each stem is among the claims they stand between. Out: a `Likeness`: the probability that
both speak of one proposition, whatever each says of it, and the measures it comes from. Whether they agree is asked in
`conflicts`. The weights were fitted by `evals/claim_fit.py` on the dev half of `evals/claim_links` alone.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sayso.linking.claim_days import are_days_apart
from sayso.linking.claim_figures import are_comparable, are_equal
from sayso.linking.claim_words import WordedClaim

__all__ = ["MEASURES", "Likeness", "compare_claims", "measure_claims", "prior_of", "weigh_stems"]

#: The names of the measures, in the order of the weights.
MEASURES: Final = (
    *("overlap", "contained", "events", "names", "no_names", "letters"),
    *("figures", "other_figures", "days", "order", "core", "verb"),
)
WEIGHTS: Final = (2.58, 3.36, 2.39, 0.69, 0.38, 1.52, 2.66, -1.16, 1.01, 0.57, 0.79, 0.74)
BIAS: Final = -4.39
#: The claims on a page of the stories that the weights were fitted on, how many times as many count, and the claims of a story.
FITTED_ON, MOST_TAKEN, CROWD = 3.0, 20.0, 9.0
#: How the rarity of a stem is smoothed: a story has few claims, and what stands in all of them still says something.
FLOOR, CEILING = 2.0, 20.0
#: What is added to the weight of the shorter claim: three words in common say more than one.
SMOOTH = 1.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score of a pair, its measures by the names in `MEASURES`, and the stems both have."""

    score: float
    measures: tuple[float, ...]
    shared: frozenset[str]


def weigh_stems(claims: Iterable[WordedClaim]) -> dict[str, float]:
    """How much each stem tells, among these claims: the rarer the more."""
    counted: Counter[str] = Counter()
    number = 0
    for claim in claims:
        counted.update(claim.stems)
        number += 1
    return {stem: math.log((number + CEILING) / (count + FLOOR)) for stem, count in counted.items()}


def prior_of(claims: int, documents: int) -> float:
    """What is taken off the score where so many claims of so many documents are compared.

    Of the claims of another page one says the same at most, so chance falls with the claims of a page. It hardly falls with
    the number of pages: a story that more of them tell has as many more pairs that belong together. So all claims count by
    their square root alone, which keeps apart many pages of one claim each that have nothing to do with each other.
    """
    each = claims / max(documents, 1)
    crowd = (claims / CROWD) ** 0.5
    return -math.log(min(max(each / FITTED_ON, crowd, 1.0), MOST_TAKEN))


def compare_claims(left: WordedClaim, right: WordedClaim, weights: Mapping[str, float], prior: float = 0.0) -> Likeness:
    """How much two claims say of one thing; `prior` is that of `prior_of`."""
    measures = measure_claims(left, right, weights)
    total = BIAS + prior + sum(weight * measure for weight, measure in zip(WEIGHTS, measures, strict=True))
    return Likeness(1 / (1 + math.exp(-total)), measures, left.stems & right.stems)


def measure_claims(left: WordedClaim, right: WordedClaim, weights: Mapping[str, float]) -> tuple[float, ...]:
    """The measures of a pair, each between 0 and 1."""
    ones, others = left.stems, right.stems
    # Whom a pronoun means may be named on the other side; it need not be.
    shared = (ones & others) | (left.hinted & others) | (right.hinted & ones)
    both = _weigh(shared, weights)
    one, other = _weigh(ones | (left.hinted & others), weights), _weigh(others | (right.hinted & ones), weights)
    least = min(one, other)
    names = left.names & right.names | (left.hinted & right.names) | (right.hinted & left.names)
    fewest = min(len(left.names), len(right.names))
    figures = _figures(left, right)
    return (
        both / (one + other - both) if one + other > both else 0.0,
        both / (least + SMOOTH),
        _events(left, right, shared, weights),
        min(1.0, len(names) / fewest) if fewest else 0.0,
        float(not fewest),
        _share(left.letters, right.letters),
        figures[0],
        figures[1],
        _days(left, right),
        _order(left, right),
        _core(left, right, weights),
        _verbs(left, right),
    )


def _weigh(stems: Iterable[str], weights: Mapping[str, float]) -> float:
    return math.fsum(weights.get(stem, 0.0) for stem in stems)


def _events(left: WordedClaim, right: WordedClaim, shared: frozenset[str], weights: Mapping[str, float]) -> float:
    """What is shared of the words that are no names: two claims about one man need not be one."""
    names = left.names | right.names
    least = min(_weigh(side.stems - names, weights) for side in (left, right))
    return min(1.0, _weigh(shared - names, weights) / (least + SMOOTH))


def _core(left: WordedClaim, right: WordedClaim, weights: Mapping[str, float]) -> float:
    """What is shared of what happened, when who did it and where are left out."""
    least = min(_weigh(side.core, weights) for side in (left, right))
    return min(1.0, _weigh(left.core & right.core, weights) / (least + SMOOTH))


def _verbs(left: WordedClaim, right: WordedClaim) -> float:
    """Whether both have the verb of the one, or each its own."""
    if not left.verb or not right.verb:
        return 0.0
    return 1.0 if left.verb in right.stems or right.verb in left.stems else -1.0


def _share(ones: frozenset[str], others: frozenset[str]) -> float:
    """What two sets have in common, of what both hold."""
    return 2 * len(ones & others) / (len(ones) + len(others)) if ones and others else 0.0


def _figures(left: WordedClaim, right: WordedClaim) -> tuple[float, float]:
    """Whether both count the same thing, the more if they say the same number; and whether only one counts."""
    pairs = [(one, other) for one in left.figures for other in right.figures if are_comparable(one, other)]
    if any(are_equal(one, other) for one, other in pairs):
        return 1.0, 0.0
    return (0.6 if pairs else 0.0), float(not pairs and bool(left.figures or right.figures))


def _days(left: WordedClaim, right: WordedClaim) -> float:
    if not left.days or not right.days:
        return 0.0
    return 1.0 if any(not are_days_apart(one, other) for one in left.days for other in right.days) else -1.0


def _order(left: WordedClaim, right: WordedClaim) -> float:
    """What is shared of neighbouring stems."""
    least = min(len(left.pairs), len(right.pairs))
    return len(left.pairs & right.pairs) / least if least else 0.0
