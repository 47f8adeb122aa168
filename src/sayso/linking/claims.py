"""Which claims are the same, deny each other, are in conflict, or are updated, corrected and withdrawn.

In: profiles of the claims of one story, or of any set; links between copies; what people have decided. Out: `RecordLink`s,
each with both wordings and its reasons; suggestions, unless a person confirmed them. Claims in the same words are taken
together first and then meet by rare words in an index: each is compared with a bounded number of others, never all with all.
Whoever says it does not matter to whether two claims are the same. It asks nobody what is true.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sayso.linking.claim_answers import find_answered
from sayso.linking.claim_groups import ClaimGroup, are_foreign, families_of, group_claims
from sayso.linking.claim_leads import find_leads
from sayso.linking.claim_pairs import Likeness, compare_claims, prior_of, weigh_stems
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_relations import Relation, can_relate, relate, wording_reasons
from sayso.linking.claim_verdicts import NO_VERDICTS, ClaimVerdict, ClaimVerdicts, make_claim_link
from sayso.linking.claim_words import whole_span
from sayso.linking.corrections import correction_part, find_corrections, status_of, still_carried
from sayso.linking.reasons import turn_reason
from sayso.records import LinkKind, LinkReason, RecordLink
from sayso.records.ids import link_id

__all__ = ["MOST_COMPARED", "MOST_LINKS", "ClaimVerdicts", "link_claims", "status_of", "still_carried"]

#: With so many others a claim is compared at most, those that share its rarest words.
MOST_COMPARED: Final = 40
#: What two claims share, of the weight of the lighter one, to be compared at all.
LEAST_SHARED: Final = 0.25
#: So many links of one kind a claim gets at most to others before it, the surest ones.
MOST_LINKS: Final = 8
#: Of a word that stands everywhere only so many of the last claims are remembered.
MOST_REMEMBERED: Final = 200


def link_claims(
    profiles: Sequence[ClaimProfile],
    copies: Sequence[RecordLink] = (),
    verdicts: ClaimVerdicts = NO_VERDICTS,
    homes: Mapping[str, str] | None = None,
) -> tuple[RecordLink, ...]:
    """The links between claims, the same whatever the order they come in; an ordered pair has one link of a kind at most.

    With `homes`, those of the claims by their ids, claims of one home (a story, or a document alone) are not compared.
    """
    families = families_of(copies)
    groups = group_claims(profiles, families, verdicts)
    weights = weigh_stems(group.first for group in groups)
    found: dict[str, RecordLink] = {}
    for link in _iter_links(groups, weights, verdicts, homes):
        if link.id not in found:
            found[link.id] = link
    if homes is None:
        found.update((link.id, link) for link in find_answered(profiles) if link.id not in found)
    confirmed, barred = _decided(profiles, verdicts)
    found = {own: link for own, link in found.items() if own not in barred}
    found.update({link.id: link for link in confirmed})
    return tuple(sorted(found.values(), key=lambda link: link.id))


def _iter_links(
    groups: Sequence[ClaimGroup], weights: Mapping[str, float], verdicts: ClaimVerdicts, homes: Mapping[str, str] | None
) -> Iterator[RecordLink]:
    yield from find_corrections(groups, weights)
    yield from _same_words(groups)
    yield from _leads(groups, weights, verdicts)
    plain = [group for group in groups if correction_part(group.first.profile) is None]
    for left, ones in _compared(plain, weights, homes):
        taken: Counter[LinkKind] = Counter()
        for relation, likeness, right in ones:
            if taken[relation.kind] < MOST_LINKS and not _is_barred(left, right, relation.kind, verdicts):
                taken[relation.kind] += 1
                yield _link(left, right, relation, likeness)


def _same_words(groups: Sequence[ClaimGroup]) -> Iterator[RecordLink]:
    """Claims in the same words: each joined to the first, also where other sources say them."""
    firsts: dict[str, ClaimGroup] = {}
    for group in groups:
        if correction_part(group.first.profile) is not None:
            continue
        first = firsts.setdefault(group.wording, group)
        others = [profile for profile in group.members if profile is not group.members[0]]
        for profile in others:
            yield _same(profile, group.members[0])
        if first is not group and not first.judged:
            yield _same(group.members[0], first.members[0])


def _same(left: ClaimProfile, right: ClaimProfile) -> RecordLink:
    whole = [whole_span(side) for side in (left, right)]
    reason = LinkReason("same words", left.words, right.words, 1.0, *whole)
    own = link_id("same_claim", left.claim.id, right.claim.id)
    return RecordLink(own, left.claim.id, right.claim.id, "same_claim", "suggested", 1.0, "same words", (reason,))


def _leads(groups: Sequence[ClaimGroup], weights: Mapping[str, float], verdicts: ClaimVerdicts) -> Iterator[RecordLink]:
    """The lead of each page joined to its headline, surely or perhaps."""
    for (lead, left), (head, right), score, likeness in find_leads(groups, weights):
        if not _is_barred(left, right, "same_claim", verdicts):
            ends = lead.claim.id, head.claim.id
            reasons = tuple(wording_reasons(left.first, right.first, likeness))
            yield RecordLink(
                link_id("same_claim", *ends), *ends, "same_claim", "suggested", score, "headline and lead", reasons
            )


def _compared(
    groups: Sequence[ClaimGroup], weights: Mapping[str, float], homes: Mapping[str, str] | None
) -> Iterator[tuple[ClaimGroup, list[tuple[Relation, Likeness, ClaimGroup]]]]:
    """For each group what it is to those before it that share words with it, the surest first."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    prior = prior_of(len(groups), len({group.first.profile.claim.document for group in groups}))
    totals = [math.fsum(weights[stem] for stem in group.first.stems) for group in groups]
    places = [_home_of(group, homes or {}) for group in groups]
    for place, group in enumerate(groups):
        stems = sorted(group.first.stems | group.first.hinted)
        found = []
        for other in _near(stems, totals[place], totals, index, weights):
            if groups[other].wording == group.wording or (places[place] is not None and places[place] == places[other]):
                continue
            if not can_relate(group.first, groups[other].first):
                continue
            likeness = compare_claims(group.first, groups[other].first, weights, prior)
            relation = relate(group, groups[other], likeness)
            if relation is not None and (relation.kind != "same_claim" or not are_foreign(group, groups[other])):
                found.append((relation, likeness, groups[other]))
        yield group, sorted(found, key=lambda item: -item[0].score)
        for stem in stems:
            index[stem].append(place)


def _home_of(group: ClaimGroup, homes: Mapping[str, str]) -> str | None:
    """The home of all claims of a group, if they have one."""
    found = {homes.get(one.claim.id) for one in group.members}
    return found.pop() if len(found) == 1 else None


def _near(
    stems: Sequence[str], total: float, totals: Sequence[float], index: Mapping[str, list[int]], weights: Mapping[str, float]
) -> list[int]:
    """The groups before that share enough of their weight to be compared, most first."""
    reach: defaultdict[int, float] = defaultdict(float)
    for stem in stems:
        weight = weights.get(stem, 0.0)
        for other in index.get(stem, ())[-MOST_REMEMBERED:]:
            reach[other] += weight
    near = [(-shared, other) for other, shared in reach.items() if shared >= LEAST_SHARED * min(total, totals[other])]
    return [other for _, other in sorted(near)[:MOST_COMPARED]]


def _link(left: ClaimGroup, right: ClaimGroup, relation: Relation, likeness: Likeness) -> RecordLink:
    if relation.is_turned:
        left, right = right, left
    one, other = left.first, right.first
    turned = [turn_reason(reason) if relation.is_turned else reason for reason in relation.reasons]
    reasons = (*wording_reasons(one, other, likeness), *turned)
    ends = one.profile.claim.id, other.profile.claim.id
    return RecordLink(
        link_id(relation.kind, *ends), *ends, relation.kind, "suggested", relation.score, relation.method, reasons
    )


# --- what people have decided ---


def _is_barred(left: ClaimGroup, right: ClaimGroup, kind: LinkKind, verdicts: ClaimVerdicts) -> bool:
    """Whether a person said that a claim of the one is no such thing to one of the other, or is something else to it."""
    if not left.judged or not right.judged:
        return False
    for profile in left.members:
        for verdict, side in verdicts.on(profile):
            if {verdict.ids[1 - side], verdict.ends[1 - side]} & right.judged and _speaks_against(verdict, kind):
                return True
    return False


def _speaks_against(verdict: ClaimVerdict, kind: LinkKind) -> bool:
    return verdict.kind == kind if verdict.action == "reject" else verdict.kind != kind


def _decided(profiles: Iterable[ClaimProfile], verdicts: ClaimVerdicts) -> tuple[list[RecordLink], set[str]]:
    """The links that people have accepted, and the ids of those they have rejected."""
    met: dict[object, ClaimProfile] = {}
    judged: dict[int, ClaimVerdict] = {}
    for profile in profiles:
        for verdict, side in verdicts.on(profile):
            judged[id(verdict)] = verdict
            for key in (verdict.ids[side], verdict.ends[side]):
                met.setdefault((id(verdict), side, key), profile)
    confirmed, barred = [], set()
    for own, verdict in judged.items():
        ends = [met.get((own, side, verdict.ids[side])) or met.get((own, side, verdict.ends[side])) for side in (0, 1)]
        left, right = ends
        if left is None or right is None or left is right:
            continue
        if verdict.action == "accept":
            confirmed.append(make_claim_link(verdict.kind, left, right))
        else:
            barred.add(link_id(verdict.kind, left.claim.id, right.claim.id))
    return confirmed, barred
