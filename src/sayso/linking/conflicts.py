"""What two claims on one thing differ in: a figure, a day, a place, who did it, or whether it happened.

In: two `WordedClaim`s that speak of one proposition. Out: `Difference`s, each with the words on either side. What differs is
found in the words, by rule: figures with no number in common, days that share none, other names behind the same kind of word.
Whether a difference is a conflict or a later figure of the same source is decided in `claims`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from sayso.knowledge.places import candidates
from sayso.languages.claim_lexicon import load_claim_lexicon
from sayso.linking.claim_days import Day, are_days_apart
from sayso.linking.claim_figures import Figure, are_apart, are_comparable, are_equal
from sayso.linking.claim_stems import StemmedWord
from sayso.linking.claim_words import WordedClaim, span_in_text, whole_span
from sayso.records import LinkReason, Span

__all__ = ["CONFLICTS", "Difference", "DifferenceKind", "find_differences"]

DifferenceKind = Literal["value", "date", "place", "who", "happened"]
_Placed = Figure | StemmedWord | Day
#: The rules by which reasons name the type of a conflict.
CONFLICTS: Final[tuple[DifferenceKind, ...]] = ("happened", "value", "date", "place", "who")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two claims differ in, and the words for it."""

    kind: DifferenceKind
    left: str
    right: str
    left_span: Span | None = None
    right_span: Span | None = None

    @property
    def reason(self) -> LinkReason:
        """The difference as a reason of a link; it adds nothing to the score."""
        return LinkReason(self.kind, self.left, self.right, 0.0, self.left_span, self.right_span)


def find_differences(left: WordedClaim, right: WordedClaim) -> tuple[Difference, ...]:
    """What two claims differ in; nothing where they say the same or one only says more."""
    return tuple(_find(left, right))


def _find(left: WordedClaim, right: WordedClaim) -> Iterator[Difference]:
    crossed = any(_is_of_both(stem, left, right) for stem in (left.opposites ^ right.opposites) & left.stems & right.stems)
    # The polarity of long contents is not always read right: what turns it has to be seen on one side alone.
    one, other = (bool(side.negated & (left.stems | left.hinted) & (right.stems | right.hinted)) for side in (left, right))
    is_seen = crossed or left.is_denial != right.is_denial or one != other
    if is_seen and ({left.side, right.side} == {"+", "-"}) != crossed:
        yield Difference(
            "happened", left.profile.words, right.profile.words, whole_span(left.profile), whole_span(right.profile)
        )
    yield from _values(left, right)
    yield from _dates(left, right)
    yield from _places(left, right)
    yield from _doers(left, right)


def _is_of_both(stem: str, left: WordedClaim, right: WordedClaim) -> bool:
    """Whether opposites are said of one thing: a bus may fall where a toll rises, so these have to be the verb of both."""
    return stem not in load_claim_lexicon().lists["doers.moving"] or left.verb == right.verb == stem


def _values(left: WordedClaim, right: WordedClaim) -> Iterator[Difference]:
    """The figures of one thing that have no number in common; nothing where any number stands on both sides."""
    if any(_is_one_number(one, other) for one in left.figures for other in right.figures):
        return
    pairs = [(one, other) for one in left.figures for other in right.figures if are_comparable(one, other)]
    apart = [(one, other) for one, other in pairs if are_apart(one, other)]
    if apart and not any(are_equal(one, other) for one, other in pairs):
        yield _of_words("value", left, right, *apart[0])


def _is_one_number(one: Figure, other: Figure) -> bool:
    return (one.low, one.high) == (other.low, other.high)


def _dates(left: WordedClaim, right: WordedClaim) -> Iterator[Difference]:
    if left.days and right.days and all(are_days_apart(one, other) for one in left.days for other in right.days):
        yield _of_words("date", left, right, left.days[0], right.days[0])


def _places(left: WordedClaim, right: WordedClaim) -> Iterator[Difference]:
    """Other names behind words of place; not where one lies in the other, or both have a place in common."""
    names = left.names & right.names
    ones = [word for word in left.where if word.stem not in right.stems]
    others = [word for word in right.where if word.stem not in left.stems]
    shared = {word.stem for word in left.where} & {word.stem for word in right.where} & names
    if ones and others and not shared and not _is_within(left, ones[0], right, others[0]):
        yield _of_words("place", left, right, ones[0], others[0])


def _is_within(left: WordedClaim, one: StemmedWord, right: WordedClaim, other: StemmedWord) -> bool:
    """Whether the one may lie in the other: a town and its country or region, as the table of places has them."""
    names = (left.profile.words[one.start : one.end], right.profile.words[other.start : other.end])
    found = [candidates(name) for name in names]
    wide = [{place.territory for place in side if place.level != "city"} for side in found]
    all_of = [{place.territory for place in side} for side in found]
    return bool((wide[0] & all_of[1]) or (wide[1] & all_of[0]))


def _doers(left: WordedClaim, right: WordedClaim) -> Iterator[Difference]:
    """Others who did it: neither is called by a word of the other, and what they did has words in common."""
    ones, others = left.doers, right.doers
    names = [ones & (left.names | left.hinted), others & (right.names | right.hinted)]
    if all(names):
        ones, others = names
    if not ones or not others or ones & others or not any(names):
        return
    done = (left.stems - ones) & (right.stems - others)
    crossed = (ones & (right.stems | right.hinted)) | (others & (left.stems | left.hinted))
    if done and not crossed:
        yield Difference("who", _called(left, ones), _called(right, others), _where(left, ones), _where(right, others))


def _called(claim: WordedClaim, stems: frozenset[str]) -> str:
    span = _range(claim, stems)
    speaker = claim.profile.speaker
    return claim.profile.words[span[0] : span[1]] if span else (speaker.hop.name or "" if speaker else "")


def _where(claim: WordedClaim, stems: frozenset[str]) -> Span | None:
    span = _range(claim, stems)
    return span_in_text(claim.profile, *span) if span else None


def _range(claim: WordedClaim, stems: frozenset[str]) -> tuple[int, int] | None:
    found = [word for word in claim.words if word.stem in stems]
    return (min(word.start for word in found), max(word.end for word in found)) if found else None


def _of_words(kind: DifferenceKind, left: WordedClaim, right: WordedClaim, one: _Placed, other: _Placed) -> Difference:
    return Difference(
        kind,
        left.profile.words[one.start : one.end],
        right.profile.words[other.start : other.end],
        span_in_text(left.profile, one.start, one.end),
        span_in_text(right.profile, other.start, other.end),
    )
