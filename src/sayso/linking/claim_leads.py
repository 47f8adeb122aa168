"""Headline and lead of one page: in other words, and mostly of one thing.

In: groups of claims and how rare each stem is. Out: for each page a link between what its headline says and its first claim
below it. A lead tells again what the headline told, so the two need less in common than any two claims of a story; what they
do not share in words stays below the score from which links join. It looks at no two pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sayso.linking.claim_groups import ClaimGroup
from sayso.linking.claim_pairs import Likeness, compare_claims
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_relations import are_at_odds, relate, same_statement
from sayso.linking.corrections import correction_part

__all__ = ["POSSIBLE", "find_leads", "pair_leads"]

#: The score of a lead and its headline where their words do not say that they are one: both bounds of a count need more.
POSSIBLE: Final = 0.4
_Placed = tuple[ClaimProfile, ClaimGroup]


def find_leads(
    groups: Sequence[ClaimGroup], weights: Mapping[str, float]
) -> Iterator[tuple[_Placed, _Placed, float, Likeness]]:
    """The lead and the headline of each page that may be one claim, with the score and what they share."""
    for lead, head in pair_leads(groups):
        left, right = lead[1], head[1]
        if left is right or left.wording == right.wording or not same_statement(left.first, right.first):
            continue
        likeness = compare_claims(left.first, right.first, weights)
        relation = relate(left, right, likeness)
        if relation is not None and relation.kind == "same_claim":
            yield lead, head, relation.score, likeness
        elif relation is None and likeness.shared and not are_at_odds(left.first, right.first):
            yield lead, head, POSSIBLE, likeness


def pair_leads(groups: Sequence[ClaimGroup]) -> Iterator[tuple[_Placed, _Placed]]:
    """The first claim of each body with the longest one of its headline, in the order of documents."""
    heads: dict[str, _Placed] = {}
    leads: dict[str, _Placed] = {}
    for group in groups:
        if correction_part(group.first.profile) is not None:
            continue
        for profile in group.members:
            document = profile.claim.document
            if profile.role == "headline":
                known = heads.get(document)
                if known is None or (-len(profile.words), _start(profile)) < (-len(known[0].words), _start(known[0])):
                    heads[document] = profile, group
            elif profile.role == "body" and (document not in leads or _start(profile) < _start(leads[document][0])):
                leads[document] = profile, group
    for document in sorted(heads.keys() & leads.keys()):
        yield leads[document], heads[document]


def _start(profile: ClaimProfile) -> tuple[int, str]:
    return min((span.start for span in profile.claim.contents), default=0), profile.claim.id
