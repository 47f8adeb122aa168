"""What one claim is to another: the same, its denial, in conflict with it, its later figure, or nothing.

In: two groups of claims and how much they say of one thing. Out: a `Relation` with its direction and reasons, or null.
Nothing is compared with what is true: two claims that cannot both hold stand side by side. A source's own later figure is a
version.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.languages.claim_lexicon import load_claim_lexicon, sense_of
from sayso.linking.claim_figures import are_alike, are_comparable
from sayso.linking.claim_groups import LATE, ClaimGroup
from sayso.linking.claim_pairs import Likeness
from sayso.linking.claim_words import WordedClaim, whole_span
from sayso.linking.conflicts import Difference, find_differences
from sayso.records import LinkKind, LinkReason

__all__ = ["THRESHOLDS", "Relation", "are_at_odds", "can_relate", "relate", "same_statement", "wording_reasons"]

#: The score from which on a relation is suggested, by what it is.
THRESHOLDS: Final = {
    "same_claim": 0.5,
    "denies": 0.4,
    "updates": 0.4,
    "happened": 0.6,
    "value": 0.6,
    "date": 0.6,
    "place": 0.5,
    "who": 0.25,
}
#: Telling words that each of two claims has, and that they share; figures of one thing stand for one of them.
FEWEST_WORDS, FEWEST_SHARED = 2, 2
#: Who says so does not say that nothing happened; it is set against whoever names him alone.
UNINVOLVED: Final = re.compile(
    r"\bnothing to do with\b|\bno (?:part|role|hand) in\b|\bnot (?:involved|behind|responsible|to blame)\b"
)
#: Within one document people rarely contradict each other, and say much that sounds alike.
WITHIN: Final = 0.8
#: Who did it and where count for nothing in these two; then what happened has to be the same by itself.
SAME_CORE: Final = 0.7
#: Differences besides which no other may stand: two that differ in day and in place are two happenings.
ALONE: Final = frozenset({"date", "place", "who", "value"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: its kind, whether it runs from the right group to the left one, the rule, and what it comes from."""

    kind: LinkKind
    is_turned: bool
    method: str
    reasons: tuple[LinkReason, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Later:
    """Which of two groups is the later word of one source, and why."""

    is_left: bool
    reason: LinkReason


def relate(left: ClaimGroup, right: ClaimGroup, likeness: Likeness) -> Relation | None:
    """What the left group is to the right one."""
    one, other = left.first, right.first
    if likeness.score < min(THRESHOLDS.values()):
        return None
    differences = find_differences(one, other)
    kinds = {difference.kind for difference in differences}
    later = _later(left, right)
    is_denied = one.is_denial != other.is_denial
    if kinds and later is None and _is_within(one, other) and not is_denied and likeness.score < WITHIN:
        return None
    if "happened" in kinds:
        return _opposed(left, right, likeness, differences, later)
    is_changed = _is_changed_figure(one, other)
    if later is not None and (is_changed or kinds) and kinds <= {"value"}:
        return _relation("updates", not later.is_left, "later figure", likeness, [*_reasons(differences), later.reason])
    if kinds:
        return _conflict(left, right, likeness, differences)
    if is_changed or _count_apart(one, other) or (one.is_blame != other.is_blame and not one.doers & other.doers):
        return None
    return _relation("same_claim", False, "wording", likeness, [])


def can_relate(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether two claims are statements of some words, held in one mood, that share two words, one of them no name."""
    if not same_statement(one, other):
        return False
    if any(UNINVOLVED.search(a.profile.words) and not a.doers & (b.stems | b.hinted) for a, b in ((one, other), (other, one))):
        return False
    shared = (one.stems & other.stems) | (one.hinted & other.stems) | (other.hinted & one.stems)
    plain = shared - one.names - other.names - one.hinted - other.hinted
    if not plain or min(len(side.stems | side.hinted) + len(side.figures) for side in (one, other)) < FEWEST_WORDS:
        return False
    count_one = any(are_comparable(a, b) for a in one.figures for b in other.figures)
    return len(shared) + count_one >= FEWEST_SHARED


def same_statement(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether two claims are statements in one mood of which neither is a part of the other."""
    if "?" in {one.side, other.side} or not (one.is_statement and other.is_statement):
        return False
    return _mood(one) == _mood(other) and not _overlap(one, other)


def are_at_odds(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether two claims that are not called the same differ in something, or count different things."""
    if one.is_denial != other.is_denial or find_differences(one, other):
        return True
    return _is_changed_figure(one, other) or _count_apart(one, other)


def _overlap(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether one claim is a part of the other, and no denial of it: "rejected the union's claim that P" is two claims."""
    left, right = one.profile.claim, other.profile.claim
    if one.is_denial != other.is_denial:
        return False
    return left.document == right.document and any(a.overlaps(b) for a in left.contents for b in right.contents)


def _mood(claim: WordedClaim) -> str:
    """The mood of a claim: what is asserted, denied or offered is one sort, what is wished or conditional is not."""
    factuality = claim.profile.claim.factuality
    mood = factuality.mood if factuality is not None else "asserted"
    return "asserted" if mood == "offered" else mood


def _opposed(
    left: ClaimGroup, right: ClaimGroup, likeness: Likeness, differences: Sequence[Difference], later: _Later | None
) -> Relation | None:
    """What two claims are, one of which says that it was not so."""
    one, other = left.first, right.first
    kinds = {difference.kind for difference in differences}
    if "who" in kinds and not _are_named(one, other):
        kinds -= {"who"}
    if len(kinds) > 1 or (one.figures and other.figures and _numbers(one) != _numbers(other)):
        # "Not by our army" and "by the rebels" go together, and so do one chance in three to lose and two to win.
        return None
    if one.is_denial != other.is_denial:
        return _relation("denies", other.is_denial, "denial", likeness, _reasons(differences))
    if later is not None:
        return _relation("updates", not later.is_left, "later word", likeness, [*_reasons(differences), later.reason])
    if _same_chain(one, other):
        return None
    return _relation("conflicts", False, "conflict", likeness, _reasons(differences), "happened")


def _conflict(left: ClaimGroup, right: ClaimGroup, likeness: Likeness, differences: Sequence[Difference]) -> Relation | None:
    """The conflict of two claims that differ in one thing; one speaker of one text does not contradict himself."""
    kinds = [difference.kind for difference in differences]
    if kinds[0] == "who" and not _could_be_one(left.first, right.first):
        return None
    if kinds[0] in {"place", "who"} and _share_besides(left.first, right.first, kinds[0]) < SAME_CORE:
        return None
    if kinds[0] != "value" and left.first.figures and right.first.figures and _numbers(left.first) != _numbers(right.first):
        return None
    if len(kinds) > 1 or left.first.side == "-" or _same_chain(left.first, right.first):
        return None
    return _relation("conflicts", False, "conflict", likeness, _reasons(differences), kinds[0])


def _is_within(one: WordedClaim, other: WordedClaim) -> bool:
    return one.profile.claim.document == other.profile.claim.document


def _numbers(claim: WordedClaim) -> frozenset[tuple[float, float]]:
    """The numbers of a claim."""
    return frozenset((figure.low, figure.high) for figure in claim.figures)


def _same_chain(one: WordedClaim, other: WordedClaim) -> bool:
    left, right = one.profile, other.profile
    return left.claim.document == right.claim.document and [h.key for h in left.hops] == [h.key for h in right.hops]


def _could_be_one(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether two that differ in who did it speak of what one party does, and name it or put the blame."""
    if not (one.is_by_one and other.is_by_one):
        return False
    return _are_named(one, other) or one.is_blame or other.is_blame


def _are_named(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether both name who did it."""
    return all(side.doers & (side.names | side.hinted) for side in (one, other))


def _share_besides(one: WordedClaim, other: WordedClaim, kind: str) -> float:
    """What two claims share of their words, those left out that a conflict over place or doer is about."""
    sides = []
    for claim in (one, other):
        named = {word.stem for word in claim.where} if kind == "place" else claim.doers
        sides.append(claim.stems - named)
    least = min(len(side) for side in sides)
    return len(sides[0] & sides[1]) / least if least else 0.0


def _count_apart(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether both count, and count nothing in common."""
    return bool(one.figures and other.figures) and not any(are_comparable(a, b) for a in one.figures for b in other.figures)


def _is_changed_figure(one: WordedClaim, other: WordedClaim) -> bool:
    """Whether figures of one thing do not say nearly the same, although both may hold: "at least 12" and "19"."""
    pairs = [(a, b) for a in one.figures for b in other.figures if are_comparable(a, b)]
    return bool(pairs) and not any(are_alike(a, b) for a, b in pairs)


def _later(left: ClaimGroup, right: ClaimGroup) -> _Later | None:
    """Which group is the later word of one source: the same speaker's, or that of a house where no other speaker is named."""
    one, other = left.first.profile, right.first.profile
    first, second = one.day or LATE, other.day or LATE
    if _is_one_speaker(left, right):
        names = one.speaker.hop.name if one.speaker else "", other.speaker.hop.name if other.speaker else ""
        reason = LinkReason("same source", f"{names[0]} {one.day or ''}".strip(), f"{names[1]} {other.day or ''}".strip(), 0.0)
        return _ordered(left, right, first, second, reason)
    if left.speaker and right.speaker and not _alike(left, right):
        return None
    for house, day in left.houses.items():
        if house in right.houses:
            reason = LinkReason("same house", f"{house} {day}", f"{house} {right.houses[house]}", 0.0)
            return _ordered(left, right, day, right.houses[house], reason)
    return None


def _is_one_speaker(left: ClaimGroup, right: ClaimGroup) -> bool:
    """Whether both are said by one party: of the same name, or one of whose names holds the other."""
    if not left.speaker or not right.speaker or "unnamed " in {left.speaker[:8], right.speaker[:8]}:
        return False
    if left.speaker == right.speaker:
        return True
    names = [group.first.profile.speaker for group in (left, right)]
    words = [frozenset(w for w in (n.hop.name or "").split() if w[:1].isupper() and w != "The") for n in names if n is not None]
    return len(words) == 2 and bool(words[0]) and bool(words[1]) and (words[0] <= words[1] or words[1] <= words[0])


def _ordered(left: ClaimGroup, right: ClaimGroup, first: str, second: str, reason: LinkReason) -> _Later | None:
    """The later of two by their days; of one day the one that speaks of a change."""
    if LATE not in {first, second} and first != second:
        return _Later(first > second, reason)
    changes = _speaks_of_change(left.first), _speaks_of_change(right.first)
    return _Later(changes[0], reason) if changes[0] != changes[1] else None


def _alike(left: ClaimGroup, right: ClaimGroup) -> bool:
    """Whether two sources without a name of their own, or called nearly the same, may be one source of a house."""
    light = load_claim_lexicon().lists["light.words"]
    ones, others = ({sense_of(word).stem for word in group.speaker.split()[1:] if word not in light} for group in (left, right))
    return ones == others or left.speaker == right.speaker


@cache
def _changing() -> frozenset[str]:
    """The stems of words that speak of a change."""
    return frozenset(sense_of(word).stem for word in load_claim_lexicon().lists["changes.words"])


def _speaks_of_change(claim: WordedClaim) -> bool:
    return bool(_changing() & claim.stems) or bool({"now", "still"} & set(claim.profile.words.lower().split()))


def _reasons(differences: Sequence[Difference]) -> list[LinkReason]:
    return [difference.reason for difference in differences]


def _relation(
    kind: LinkKind,
    is_turned: bool,
    method: str,
    likeness: Likeness,
    reasons: Sequence[LinkReason],
    bar: str = "",
) -> Relation | None:
    if likeness.score < THRESHOLDS[bar or kind]:
        return None
    return Relation(kind, is_turned, method, tuple(reasons), round(likeness.score, 3))


def wording_reasons(left: WordedClaim, right: WordedClaim, likeness: Likeness) -> Iterator[LinkReason]:
    """Both wordings, and the words that they have in common."""
    whole = [whole_span(side.profile) for side in (left, right)]
    yield LinkReason("wording", left.profile.words, right.profile.words, round(likeness.score, 3), *whole)
    shared = [
        ", ".join(dict.fromkeys(side.profile.words[w.start : w.end] for w in side.words if w.stem in likeness.shared))
        for side in (left, right)
    ]
    if shared[0]:
        yield LinkReason("shared words", shared[0], shared[1], round(likeness.measures[1], 3))
