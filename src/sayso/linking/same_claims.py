"""Which claims are held for the same by the links of a ledger.

In: claims and links. Out: `SameClaims`: groups of claims that same_claim links join, directly or through others, and claims
with the same words in a document and its copy. What joins two claims in the first place is decided in `claims`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.knowledge.outlets import fold_name
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.inheritance import is_sure
from sayso.linking.unions import Unions
from sayso.records import RecordLink

__all__ = ["SURE", "SameClaims", "find_same_claims", "join_claims", "says_same"]

#: From this score on a suggestion joins; likelier ones than not would join half a story through others.
SAME = 0.9


#: Claims count as one proposition from this score on (docs/decisions/0022); others may be one, and are shown beside it.
SURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class SameClaims:
    """The claims by id, and those that say the same, each group in the order of days; a claim alone is a group too."""

    claims: dict[str, ClaimProfile]
    groups: tuple[tuple[str, ...], ...]


def says_same(link: RecordLink, least: float = SURE) -> bool:
    """Whether a link makes two claims one proposition: surely, or because a person said so."""
    return link.kind == "same_claim" and (link.state == "confirmed" or link.score >= least)


def join_claims(claims: Iterable[str], links: Iterable[RecordLink], least: float = SURE) -> dict[str, tuple[str, ...]]:
    """For each claim all that say the same, itself too, in the order of their ids."""
    unions, known = Unions(), frozenset(claims)
    for link in links:
        if says_same(link, least) and {link.left, link.right} <= known:
            unions.join(link.left, link.right)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for claim in sorted(known):
        groups[unions.find(claim)].append(claim)
    return {claim: tuple(groups[unions.find(claim)]) for claim in sorted(known)}


def find_same_claims(claims: Sequence[ClaimProfile], links: Sequence[RecordLink]) -> SameClaims:
    """The groups of claims that say the same."""
    ordered = sorted(claims, key=lambda claim: (claim.day or "9999", claim.claim.document, claim.claim.id))
    by_id = {claim.claim.id: claim for claim in ordered}
    unions = Unions()
    for link in links:
        is_sure_enough = link.kind == "same_claim" and (link.state == "confirmed" or link.score >= SAME)
        if is_sure_enough and link.left in by_id and link.right in by_id:
            unions.join(link.left, link.right)
    for left, right in _copied(ordered, links):
        unions.join(left, right)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key in by_id:
        groups[unions.find(key)].append(key)
    return SameClaims(by_id, tuple(tuple(group) for group in groups.values()))


def _copied(claims: Sequence[ClaimProfile], links: Sequence[RecordLink]) -> Iterator[tuple[str, str]]:
    """Claims with the same words in a document and in what copies it."""
    words: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        words[claim.claim.document].setdefault(_folded(claim.words), claim.claim.id)
    for link in links:
        if link.kind in {"copy", "rewrite"} and is_sure(link) and link.left in words and link.right in words:
            other = words[link.right]
            yield from ((own, other[text]) for text, own in words[link.left].items() if text in other)


def _folded(words: str) -> str:
    """Words without marks and capitals; what is too long to be a name is folded by its letters alone."""
    return fold_name(words) or " ".join(words.casefold().split())
