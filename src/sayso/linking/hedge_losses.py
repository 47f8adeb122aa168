"""Where a hedge was lost on the way: a page says flatly what the page it has it from holds for likely or possible.

In: claims, their voices, links. Out: `HedgeLoss`es: the claim, the one it has it from, and the loss. Only a way that is known
counts: a text that was taken, a page that is credited, a house that the sentence itself names; and only one voice, for of two
people who say the same one may well be surer. Nothing is lost that either page says both ways. Claims meet by index alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.headline_checks import HEADS
from sayso.linking.losses import Loss, certainty_rank, compare_hedges
from sayso.linking.same_claims import join_claims
from sayso.linking.voices import Voice
from sayso.records import RecordLink

__all__ = ["HedgeLoss", "find_hedge_losses"]

#: Links of documents that say that the left one has something from the right one.
WAYS = frozenset({"copy", "rewrite", "credits"})
TAKEN = frozenset({"copy", "rewrite"})
NAMELESS = frozenset({"untraced", "outlet"})
LATE = "9999"


@dataclass(frozen=True, slots=True)
class HedgeLoss:
    """What a claim says more surely than the one it has it from."""

    left: ClaimProfile
    right: ClaimProfile
    loss: Loss


@dataclass(slots=True)
class _Told:
    """Claims of bodies by what they say (the first claim that says the same) and where: by document, by house.

    `surely` has for each claim those that say the same beyond doubt.
    """

    voices: Mapping[str, Voice]
    surely: Mapping[str, tuple[str, ...]]
    by_document: defaultdict[tuple[str, str], list[ClaimProfile]] = field(default_factory=lambda: defaultdict(list))
    by_house: defaultdict[tuple[str, str], list[ClaimProfile]] = field(default_factory=lambda: defaultdict(list))

    def add(self, claim: ClaimProfile, said: str) -> None:
        self.by_document[claim.claim.document, said].append(claim)
        if claim.house is not None:
            self.by_house[claim.house, said].append(claim)

    def taken(self, claim: ClaimProfile, said: str, document: str, *, is_text: bool) -> list[ClaimProfile]:
        """What another document says that a claim may have from there."""
        own = self.voices[claim.claim.id]
        found = self.by_document.get((document, said), ())
        beside = [self.voices[one.claim.id] for one in self.by_document[claim.claim.document, said]]
        return [
            one
            for one in found
            if self._is_one(own, one)
            or (
                is_text
                and self.surely[one.claim.id] == self.surely[claim.claim.id]
                and self._may_be_one(own, one)
                and not any(self._is_one(voice, one) for voice in beside)
            )
        ]

    def cited(self, claim: ClaimProfile, said: str, credited: Iterable[str]) -> list[ClaimProfile]:
        """What pages of the houses that a claim names, or that its page credits, say no later than it."""
        own = self.voices[claim.claim.id]
        named = (own.key,) if own.kind == "outlet" and own.key is not None else own.houses[-1:]
        houses = dict.fromkeys((*named, *credited))
        found = [one for house in houses for one in self.by_house.get((house, said), ()) if one.page != claim.page]
        in_time = [one for one in found if (one.day or "") <= (claim.day or LATE)]
        return [one for one in in_time if own.kind == "outlet" or self._is_one(own, one)]

    def _is_one(self, own: Voice, claim: ClaimProfile) -> bool:
        """Whether a claim ends with the same voice: a party by its key, somebody who is only described by the description."""
        other = self.voices[claim.claim.id]
        if own.key is not None or other.key is not None:
            return own.key == other.key
        return own.kind == other.kind == "anonymous" and (own.words <= other.words or other.words <= own.words)

    def _may_be_one(self, own: Voice, claim: ClaimProfile) -> bool:
        """Whether in a text that was taken a voice may have lost its name on the way."""
        return own.key is None or self.voices[claim.claim.id].key is None or own.kind in NAMELESS

    def softest(self, claim: ClaimProfile, said: str) -> ClaimProfile:
        """What the page of a claim says least surely by the same voice."""
        own = self.voices[claim.claim.id]
        alike = [one for one in self.by_document[claim.claim.document, said] if one is claim or self._is_one(own, one)]
        return min(alike, key=lambda one: (certainty_rank(one), one.claim.id))


def find_hedge_losses(
    claims: Sequence[ClaimProfile], links: Iterable[RecordLink], voices: Mapping[str, Voice]
) -> Iterator[HedgeLoss]:
    """The losses, each page's once for what it says."""
    kept = list(links)
    # One voice on a way that is known is so much that also a suggestion that two may be one is enough.
    ids = [claim.claim.id for claim in claims]
    groups = join_claims(ids, kept, least=0.0)
    told, said = _Told(voices, join_claims(ids, kept)), {}
    for claim in sorted(claims, key=lambda one: one.claim.id):
        if claim.role not in HEADS:
            said[claim.claim.id] = groups[claim.claim.id][0]
            told.add(claim, said[claim.claim.id])
    ways: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for link in kept:
        if link.kind in WAYS:
            ways[link.left][link.right] = ways[link.left].get(link.right, False) or link.kind in TAKEN
    for claim in claims:
        if claim.claim.id in said and told.softest(claim, said[claim.claim.id]) is claim:
            yield from _losses(claim, said[claim.claim.id], told, ways.get(claim.claim.document, {}))


def _losses(claim: ClaimProfile, said: str, told: _Told, ways: Mapping[str, bool]) -> Iterator[HedgeLoss]:
    """What a claim says more surely than all that it may have it from."""
    found = [one for document, is_text in ways.items() for one in told.taken(claim, said, document, is_text=is_text)]
    found = [one for one in found if one.page != claim.page] or told.cited(
        claim, said, [house for house in ways if ":" in house]
    )
    if found:
        surest = max(found, key=lambda one: (certainty_rank(one), one.claim.id))
        yield from (HedgeLoss(claim, surest, loss) for loss in compare_hedges(claim, surest))
