"""Worlds linked from end to end, and what came of it beside what is true.

In: the gold of some worlds. Out: a `Report`: edges, clusters, circles, and for each world the bounds of the origins of its main
proposition, once from the claims that same_claim links lead to and once from those of gold, beside the two counts that
others print. All worlds are linked as one ledger.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.clusters import ClusterFigures, score_clusters
from evals.worlds.generator import stratum_of
from evals.worlds.gold import Gold
from evals.worlds.scores import EdgeCounts, Interval, Rate, count_circles, count_edges, find_groups
from sayso.linking.actors import suggest_links
from sayso.linking.answers import join_claims, says_same
from sayso.linking.claim_profiles import ClaimProfile, profile_claims
from sayso.linking.claims import link_claims
from sayso.linking.copies import find_copies
from sayso.linking.credits import find_credits
from sayso.linking.discrepancies import find_circles, find_discrepancies
from sayso.linking.fingerprints import fingerprint
from sayso.linking.origins import count_origins
from sayso.linking.stories import find_stories
from sayso.linking.story_profiles import profile_story
from sayso.records import Analysis, RecordLink, SeenActor, Story

__all__ = ["Bounds", "Linked", "Report", "link_worlds", "report"]

OF_DOCUMENTS = frozenset({"copy", "rewrite", "same_utterance", "credits"})


@dataclass(frozen=True, slots=True)
class Linked:
    """All that linking finds in some documents; claims by id."""

    profiles: Mapping[str, ClaimProfile]
    documents: tuple[RecordLink, ...]
    stories: tuple[Story, ...]
    claims: tuple[RecordLink, ...]
    actors: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The origins of one world: end to end, from gold claims, and what two simple counts say."""

    seed: int
    stratum: str
    found: Interval
    given: Interval
    publishers: Interval
    texts: Interval
    claims: Rate
    strangers: int


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed of a set of worlds."""

    edges: EdgeCounts
    copies: ClusterFigures
    stories: ClusterFigures
    circles: Rate
    circle_precision: Rate
    bounds: tuple[Bounds, ...]
    losses: Mapping[str, tuple[Rate, int]]


def link_worlds(analyses: Sequence[Analysis]) -> Linked:
    """Everything that links these documents and their claims."""
    prints = [fingerprint(analysis) for analysis in analyses]
    copies, credited = find_copies(prints), find_credits(prints)
    stories = find_stories([profile_story(analysis) for analysis in analyses], copies)
    profiles = {profile.claim.id: profile for analysis in analyses for profile in profile_claims(analysis)}
    by_document: dict[str, list[ClaimProfile]] = {}
    for profile in profiles.values():
        by_document.setdefault(profile.claim.document, []).append(profile)
    claims: list[RecordLink] = []
    for story in stories:
        claims += link_claims([one for document in story.documents for one in by_document.get(document, [])], copies)
    return Linked(profiles, (*copies, *credited), tuple(stories), tuple(claims), _link_actors(analyses))


def report(golds: Sequence[Gold], linked: Linked) -> Report:
    """What came of it."""
    documents = [analysis.document.id for gold in golds for analysis in gold.analyses]
    texts: dict[Hashable, Hashable] = {document: min(group) for gold in golds for group in gold.groups for document in group}
    stories: dict[Hashable, Hashable] = {
        document: f"{gold.seed}:{story}" for gold in golds for document, story in gold.stories.items()
    }
    clusters = find_groups(documents, linked.documents)
    copies: dict[Hashable, Hashable] = {document: clusters[document] for document in documents}
    told = {document: story.id for story in linked.stories for document in story.documents}
    bounds = tuple(bound for gold in golds if (bound := _bound(gold, linked)) is not None)
    circles, precision = count_circles(golds, _circles(golds, linked))
    return Report(
        count_edges(golds, linked.documents), score_clusters(texts, copies),
        score_clusters(stories, {document: told.get(document, document) for document in documents}),
        circles, precision, bounds, _losses(golds, linked),
    )  # fmt: skip


def _losses(golds: Sequence[Gold], linked: Linked) -> dict[str, tuple[Rate, int]]:
    """For each kind of loss, on how many of the pages where it happened it is reported, and on how many pages in all."""
    lost = {pair for gold in golds for pair in gold.losses}
    inside = {analysis.document.id for gold in golds for analysis in gold.analyses}
    claims = [profile for profile in linked.profiles.values() if profile.claim.document in inside]
    reported = find_discrepancies(claims, (*linked.documents, *linked.claims))
    # What a headline says more than its own body is another matter.
    found = {(one.left_document, one.kind) for one in reported if one.left_document != one.right_document}
    return {
        kind: (Rate(len(mine & found), len(mine)), sum(other == kind for _, other in found))
        for kind in sorted({kind for _, kind in lost})
        if (mine := {pair for pair in lost if pair[1] == kind})
    }


def _circles(golds: Sequence[Gold], linked: Linked) -> Iterable[set[str]]:
    """The documents of each circle that is found among the claims on a main proposition."""
    for gold in golds:
        claims = [linked.profiles[one.id] for one in gold.main if one.id in linked.profiles]
        inside = {analysis.document.id for analysis in gold.analyses}
        for one in find_circles(claims, _about(linked.documents, inside)):
            yield {document for document in (one.left_document, one.right_document) if document is not None}


def _bound(gold: Gold, linked: Linked) -> Bounds | None:
    main = {one.id for one in gold.main if one.id in linked.profiles}
    if not main:
        return None
    inside = {analysis.document.id for analysis in gold.analyses}
    links = (*_about(linked.documents, inside), *linked.actors)
    found, perhaps = _same(_first(main, linked.profiles), linked.claims)
    truth, stratum = len(gold.origins), stratum_of(len(gold.origins))
    carriers = {one.document for one in gold.main}
    publishers = len({gold.pages[document] for document in carriers})
    texts = sum(bool(group & carriers) for group in gold.texts)
    return Bounds(
        gold.seed, stratum, _interval(linked.profiles, found, links, truth, perhaps),
        _interval(linked.profiles, main, links, truth),
        Interval(publishers, publishers, truth), Interval(texts, texts, truth),
        Rate(len(found & main), len(main)), len(found - main),
    )  # fmt: skip


def _interval(
    profiles: Mapping[str, ClaimProfile],
    claims: Iterable[str],
    links: Sequence[RecordLink],
    truth: int,
    perhaps: Iterable[str] = (),
) -> Interval:
    own, others = ([profiles[one] for one in sorted(side)] for side in (claims, perhaps))
    counted = count_origins(own, links, "origins", others)
    return Interval(counted.at_least, counted.at_most, truth)


def _first(claims: Iterable[str], profiles: Mapping[str, ClaimProfile]) -> str:
    """The claim that somebody would ask about: of the oldest page, from its body."""
    return min(claims, key=lambda own: (profiles[own].role == "headline", profiles[own].day or "9999", own))


def _same(claim: str, links: Sequence[RecordLink]) -> tuple[set[str], set[str]]:
    """The claims that links join to one, and those that may say the same, with what is joined to them."""
    ends = {end for link in links for end in (link.left, link.right)}
    groups = join_claims({claim, *ends}, links)
    found = set(groups[claim])
    doubtful = [link for link in links if link.kind == "same_claim" and not says_same(link)]
    near = {end for link in doubtful if not found.isdisjoint((link.left, link.right)) for end in (link.left, link.right)}
    return found, {one for other in near - found for one in groups[other]}


def _about(links: Iterable[RecordLink], documents: set[str]) -> tuple[RecordLink, ...]:
    return tuple(link for link in links if link.kind in OF_DOCUMENTS and (link.left in documents or link.right in documents))


def _link_actors(analyses: Iterable[Analysis]) -> tuple[RecordLink, ...]:
    seen = [
        SeenActor(
            actor, one.document.id, one.document.page,
            one.document.published.value[:10] if one.document.published is not None else None,
            one.document.publisher.name if one.document.publisher is not None else None,
        )
        for one in analyses
        for actor in one.actors
    ]  # fmt: skip
    return tuple(suggest_links(seen))
