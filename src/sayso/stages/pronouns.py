"""Whom a pronoun means: the candidates before it, ranked; or nobody, where the best is not good enough.

In: the references of a text up to a pronoun, in text order. Out: the party that it means with a probability, or None. The weights
are those of a conditional logistic regression (`languages/pronoun_weights.toml` says on what it was fitted). A wrong speaker is
worse than none, so what is below the threshold is left open. It knows nothing of names: a party is a number.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Span

__all__ = ["FEATURES", "NEAREST", "Candidate", "Reference", "candidate_features", "candidates", "choose"]

#: As many parties before a pronoun are candidates …
NEAREST = 6
#: … if they were referred to within as many sentences.
SENTENCES = 12

FEATURES = (
    "nobody", "order_0", "order_1", "order_2", "sentence_0", "sentence_1", "sentence_2", "subject", "speaker", "last_speaker",
    "named", "pronoun", "gender_known", "gender_guessed", "often", "quoted_apart", "same_clause", "previous_subject", "opens",
    "possessive", "only", "paragraph", "in_quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where a party is referred to.

    `sort` is name, noun or pronoun; `predicate` the place of the verb that it belongs to in the tree, -1 if none is known;
    `quotation` the number of the quotation around it, -1 outside any.
    """

    span: Span
    party: int
    sort: str
    sentence: int
    paragraph: int
    quotation: int
    is_subject: bool
    is_possessive: bool
    is_speaker: bool
    predicate: int


@dataclass(slots=True)
class Candidate:
    """A party with its last reference before a pronoun, and how often it was referred to."""

    last: Reference
    count: int
    is_named: bool


def candidates(before: Sequence[Reference], pronoun: Reference) -> list[Candidate]:
    """The parties of the references before a pronoun, the nearest first; `before` is in text order and may be long."""
    found: dict[int, Candidate] = {}
    for one in reversed(before[-12 * NEAREST :]):
        if pronoun.sentence - one.sentence > SENTENCES:
            break
        known = found.get(one.party)
        if known is not None:
            known.count += 1
            known.is_named |= one.sort == "name"
        elif len(found) < NEAREST:
            found[one.party] = Candidate(one, 1, one.sort == "name")
    return list(found.values())


def candidate_features(
    found: Sequence[Candidate],
    pronoun: Reference,
    gender: str,
    genders: Mapping[int, tuple[str, bool]],
    last_speaker: int | None,
) -> list[dict[str, float]]:
    """The features of each candidate; one whose gender is another than the pronoun's has none and is no candidate.

    Args:
        found: the candidates, the nearest first.
        pronoun: the pronoun's own reference.
        gender: what the pronoun says: "m", "f" or "".
        genders: of parties, "m" or "f", and whether a title or noun says so rather than a forename.
        last_speaker: the party that was the last to speak before the pronoun.
    """
    rows: list[dict[str, float]] = []
    fitting = [one for one in found if _agrees(one, gender, genders)]
    previous = next((one for one in fitting if one.last.is_subject and one.last.sentence < pronoun.sentence), None)
    order = 0
    for one in found:
        if not _agrees(one, gender, genders):
            rows.append({})
            continue
        rows.append(_features(one, order, pronoun, genders.get(one.last.party), last_speaker, one is previous, len(fitting)))
        order += 1
    return rows


def _agrees(one: Candidate, gender: str, genders: Mapping[int, tuple[str, bool]]) -> bool:
    own = genders.get(one.last.party, ("", False))[0]
    return not own or not gender or own == gender


def _features(
    one: Candidate,
    order: int,
    pronoun: Reference,
    gender: tuple[str, bool] | None,
    last_speaker: int | None,
    is_previous: bool,
    fitting: int,
) -> dict[str, float]:
    last = one.last
    distance = pronoun.sentence - last.sentence
    known = {
        f"order_{order}": order < 3,
        f"sentence_{distance}": distance < 3,
        "subject": last.is_subject,
        "speaker": last.is_speaker,
        "last_speaker": last_speaker == last.party,
        "named": one.is_named,
        "pronoun": last.sort == "pronoun",
        "gender_known": bool(gender and gender[1]),
        "gender_guessed": bool(gender and not gender[1]),
        "quoted_apart": last.quotation != pronoun.quotation,
        "same_clause": distance == 0 and last.predicate == pronoun.predicate and last.predicate >= 0,
        "previous_subject": is_previous,
        "opens": last.sentence <= 1,
        "possessive": last.is_possessive,
        "only": fitting == 1,
        "paragraph": last.paragraph == pronoun.paragraph,
        "in_quote": last.quotation >= 0,
    }
    return {name: 1.0 for name, holds in known.items() if holds} | {"often": min(math.log(one.count), 2.0)}


def choose(rows: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> tuple[int, float] | None:
    """The likeliest candidate with its probability; None where there is none. "Nobody of these" takes part."""
    scores = [(sum(weights.get(name, 0.0) * value for name, value in row.items()), n) for n, row in enumerate(rows) if row]
    if not scores:
        return None
    nobody = weights.get("nobody", 0.0)
    top = max(nobody, max(scores)[0])
    total = math.exp(nobody - top) + sum(math.exp(score - top) for score, _ in scores)
    best, at = max(scores, key=lambda pair: (pair[0], -pair[1]))
    return at, math.exp(best - top) / total
