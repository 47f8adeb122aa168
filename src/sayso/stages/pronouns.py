"""Whom a pronoun means: the candidates before it, ranked; or nobody, where the best is not good enough.

In: the references of a text up to a pronoun, in text order. Out: the party that it means with a probability, or None. The
weights are those of a conditional logistic regression (`languages/pronoun_weights.toml` says on what it was fitted). A wrong
speaker is worse than none, so what is below the threshold is left open. It knows nothing of names: a party is a number.
"""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sayso.records import Span

__all__ = ["FEATURES", "NEAREST", "Candidate", "Gender", "Reference", "candidate_features", "candidates", "choose"]

#: As many parties before a pronoun are candidates …
NEAREST = 6
#: … if they were referred to within as many sentences.
SENTENCES = 12

FEATURES = (
    "nobody", "order_0", "order_1", "order_2", "sentence_0", "sentence_1", "sentence_2", "subject", "speaker", "last_speaker",
    "pronoun", "gender_known", "gender_guessed", "gender_weak", "gender_against", "often", "quoted_apart", "same_clause",
    "same_clause_his", "previous_subject", "possessive", "paragraph", "in_quote", "own_words", "governs",
    "addressed", "subjects", "previous_speaker", "below", "reported",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where a party is referred to.

    `sort` is name, noun or pronoun; `governors` the words above it in the tree, the nearest first; `quotation` the
    number of the quotation around it, -1 outside any; `quoted` the party whose words these are, if it is known; `said` what it
    says itself, if it is a source; `held` the contents of somebody else that it stands in.
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
    governors: tuple[int, ...]
    quoted: int | None = None
    said: tuple[Span, ...] = ()
    held: Span | None = None


@dataclass(frozen=True, slots=True)
class Gender:
    """Either "m" or "f": stated by a title or noun, guessed from a forename, or `weak`, from a name that may be a surname."""

    value: str
    how: str


@dataclass(slots=True)
class Candidate:
    """A party with its last reference before a pronoun and how often it was referred to."""

    last: Reference
    count: int
    is_named: bool


def candidates(before: Sequence[Reference], pronoun: Reference) -> list[Candidate]:
    """The parties of the references before a pronoun, the nearest first; `before` is in text order and may be long.

    Whom a speaker speaks of is another: "her commander, she added, had sworn".
    """
    found: dict[int, Candidate] = {}
    for one in reversed(before[-12 * NEAREST :]):
        if pronoun.sentence - one.sentence > SENTENCES:
            break
        if any(span.contains(one.span) for span in pronoun.said):
            continue
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
    genders: Mapping[int, Gender],
    last_speaker: int | None,
    below: Set[int] = frozenset(),
) -> list[dict[str, float]]:
    """The features of each candidate; one whose gender is another than the pronoun's has none and is no candidate.

    Args:
        found: the candidates, the nearest first.
        pronoun: the pronoun's own reference.
        gender: what the pronoun says: "m", "f" or "".
        genders: of parties, as far as it is known.
        last_speaker: the party that was the last to speak before the pronoun.
        below: parties that are named below the verb whose subject the pronoun is, and so are not meant: "he said Smith left".
    """
    rows: list[dict[str, float]] = []
    fitting = [one for one in found if _agrees(one, gender, genders)]
    speaks = pronoun.is_speaker and pronoun.held is None
    subjects = (one for one in fitting if one.last.is_subject and not (speaks and one.last.held))
    previous = next((one for one in subjects if one.last.sentence < pronoun.sentence), None)
    order = 0
    for one in found:
        if not _agrees(one, gender, genders) or (pronoun.quotation >= 0 and pronoun.quoted == one.last.party):
            # In one's own words one is "I".
            rows.append({})
            continue
        own = genders.get(one.last.party)
        rows.append(_features(one, order, pronoun, gender, own, last_speaker, one is previous))
        if one.last.party in below:
            rows[-1]["below"] = 1.0
        if speaks and one.last.held is not None:
            # "wrote to the mayor, the clerk said. He added": who is only spoken of is seldom the next to speak.
            rows[-1]["reported"] = 1.0
        order += 1
    return rows


def _agrees(one: Candidate, gender: str, genders: Mapping[int, Gender]) -> bool:
    own = genders.get(one.last.party)
    return own is None or not gender or own.value == gender or own.how == "weak"


def _features(
    one: Candidate,
    order: int,
    pronoun: Reference,
    gender: str,
    own: Gender | None,
    last_speaker: int | None,
    is_previous: bool,
) -> dict[str, float]:
    last = one.last
    distance = pronoun.sentence - last.sentence
    predicate, its = last.governors[:1], pronoun.governors[:1]
    same_clause = distance == 0 and predicate == its and bool(its)
    above = distance == 0 and not same_clause and bool(predicate) and predicate[0] in pronoun.governors[1:]
    agrees = own is not None and own.value == gender
    known = {
        f"order_{order}": order < 3,
        f"sentence_{distance}": distance < 3,
        "subject": last.is_subject,
        "subjects": last.is_subject and pronoun.is_subject,
        "speaker": last.is_speaker,
        "last_speaker": last_speaker == last.party,
        "previous_speaker": last_speaker == last.party and pronoun.is_speaker,
        "pronoun": last.sort == "pronoun",
        "gender_known": agrees and own is not None and own.how == "stated",
        "gender_guessed": agrees and own is not None and own.how == "guessed",
        "gender_weak": agrees and own is not None and own.how == "weak",
        "gender_against": own is not None and not agrees,
        "quoted_apart": last.quotation != pronoun.quotation,
        "same_clause": same_clause and not pronoun.is_possessive,
        "same_clause_his": same_clause and pronoun.is_possessive,
        "governs": above and last.is_subject,
        "addressed": above and not last.is_subject and not last.is_possessive,
        "previous_subject": is_previous,
        "possessive": last.is_possessive,
        "paragraph": last.paragraph == pronoun.paragraph,
        "in_quote": last.quotation >= 0,
        "own_words": pronoun.quoted == last.party,
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
