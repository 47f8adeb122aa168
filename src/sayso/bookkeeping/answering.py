"""Answers to questions: which claims are meant, which say the same, and what is known of them.

In: a view of the ledger and a question. Out: `Answer`s, the best match first. A claim is meant if its words and those of the
claims that say the same have all words of the question among them. Only rows that have to do with the question are read.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.bookkeeping.cross_links import find_alike, link_across
from sayso.bookkeeping.known_links import KnownLinks
from sayso.bookkeeping.profiling import read_claims, read_scene
from sayso.errors import NotFound
from sayso.linking.actors import suggest_links
from sayso.linking.answers import BEARING, BETWEEN_DOCUMENTS, Answer, join_claims, make_answer, says_same
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_verdicts import ClaimVerdict, read_claim_verdicts
from sayso.linking.verdicts import read_verdicts
from sayso.records import DIRECTED, LinkKind, Policy, RecordLink, SeenActor
from sayso.store import Filters, Hit, Query, View, find_words, parse_query

__all__ = ["Question", "answer_claim", "answer_question", "answer_within", "read_decided"]

#: Claims that match a question, and claims that any one answer is followed to.
MOST_HITS, MOST_CLAIMS = 200, 4000
SAME: Final[tuple[LinkKind, ...]] = ("same_claim",)
#: What stands beside an answer in such a way needs no answer of its own.
TOLD: Final = frozenset({"denies", "corrects", "retracts", "same_claim"})
#: A claim's id, instead of words.
CLAIM: Final = re.compile("c[0-9a-f]{6,24}")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words (as in a search), what narrows it, what is counted, and how many answers there may be."""

    words: str
    filters: Filters
    policy: Policy = "origins"
    limit: int = 5


def answer_question(view: View, question: Question) -> Iterator[Answer]:
    """The answers, each with the claims that say the same; what only bears on an answer before it stands there alone."""
    if CLAIM.fullmatch(question.words.strip()):
        yield answer_claim(view, view.find_id(question.words.strip()), question.policy)
        return
    ranked = [hit.id for hit in _find_hits(view, question)]
    across = link_across(view, ranked)
    given, told = 0, set[str]()
    for claim in ranked:
        if given == question.limit:
            return
        if claim not in told:
            answer = answer_within(view, claim, question.policy, across)
            if (target := _target(answer, ranked, told)) is not None:
                answer = answer_within(view, target, question.policy, across)
            told.update(wording.claim.id for wording in answer.wordings)
            told.update(one.claim.id for bearing in answer.bearings if bearing.kind in TOLD for one in bearing.others)
            given += 1
            yield answer


def _target(answer: Answer, ranked: Collection[str], told: Collection[str]) -> str | None:
    """What an answer only denies, corrects or withdraws, where the question means that too: then it is told beside that."""
    meant = [
        one.claim.id
        for bearing in answer.bearings
        if bearing.is_ours and bearing.kind in DIRECTED & TOLD
        for one in bearing.others
        if one.claim.id in ranked and one.claim.id not in told
    ]
    return meant[0] if meant else None


def answer_claim(view: View, claim: str, policy: Policy) -> Answer:
    """The answer for a claim and all that say the same.

    Raises:
        NotFound: no reading of a document has it now.
    """
    place = view.place_claims([claim]).get(claim)
    own = read_claims(view, [place.document], [claim]).get(place.document, ()) if place is not None else ()
    found = next((one for one in own if one.claim.id == claim), None)
    if found is None:
        reason = "it was rejected, or no reading of its page has it now: it counts for nothing, and `sayso show` says why"
        raise NotFound(claim, reason)
    return answer_within(view, claim, policy, link_across(view, [claim, *find_alike(view, found)]))


def read_decided(view: View, answer: Answer) -> tuple[ClaimVerdict, ...]:
    """What people decided about links of the claims of an answer, the last decision first."""
    told = [*answer.wordings, *(other for bearing in answer.bearings for other in bearing.others)]
    inside = {one.claim.id for one in answer.wordings}
    verdicts = read_claim_verdicts(view.read_judgements({one.page for one in told})).by_ends.values()
    found = [verdict for verdict in verdicts if inside.intersection(verdict.ids)]
    return tuple(sorted(found, key=lambda verdict: verdict.judgements[-1].at, reverse=True))


def answer_within(view: View, claim: str, policy: Policy, across: Sequence[RecordLink] = ()) -> Answer:
    """The answer for a claim that a reading has now, within its story; `across` are links to others, which no row holds."""
    return _answer(view, KnownLinks(view), claim, policy, across)


def _answer(view: View, of_claims: KnownLinks, claim: str, policy: Policy, across: Sequence[RecordLink]) -> Answer:
    same = join_claims(*_with_ends(claim, _follow(of_claims, [claim], across)))[claim]
    inside = set(same)
    bearing = of_claims.of(same, BEARING)
    bearing += [link for link in across if {link.left, link.right} & inside]
    links = [*_follow(of_claims, {*same, *_ends(bearing)}, across), *bearing]
    claims = {*same, *_ends(links)}
    places = view.place_claims(claims)
    known = {p.claim.id: p for p in read_scene(view, {at.document for at in places.values()}, claims, inside)}
    documents = {known[one].claim.document for one in claims if one in known}
    links += [kept.link for kept in view.read_links(documents, BETWEEN_DOCUMENTS)]
    near = [known[one] for one in sorted(claims) if one in known]
    links += suggest_links(_seen_actors(near), read_verdicts(view.read_judgements({one.page for one in near})))
    standing = {key for key, at in places.items() if at.stands}
    story = view.read_stories_of([known[claim].claim.document]).get(known[claim].claim.document)
    return make_answer(claim, known, list({(one.id, one.left): one for one in links}.values()), standing, policy, story)


# --- which claims are meant ---


def _find_hits(view: View, question: Question) -> list[Hit]:
    """The claims that have all the words, then those that have them together with claims that say the same."""
    found = _standing(view.search(question.words, question.filters, MOST_HITS, 0))
    query = parse_query(question.words)
    if len(query.groups) < 2:
        return list(found)
    some = _standing(view.search(_any_of(query), question.filters, MOST_HITS, 0))
    links = _follow(KnownLinks(view), [hit.id for hit in some])
    groups = join_claims({hit.id for hit in some} | _ends(links), links)
    words = {key: frozenset(_folded(at.words)) for key, at in view.place_claims(groups).items()}
    whole = {hit.id for hit in found}
    together = [
        hit for hit in some if hit.id not in whole and _covers(query, [words.get(one, frozenset()) for one in groups[hit.id]])
    ]
    return [*found, *together]


def _standing(hits: Iterable[Hit]) -> list[Hit]:
    """The hits without those that people rejected: they count for nothing."""
    return [hit for hit in hits if hit.verdict != "reject"]


def _any_of(query: Query) -> str:
    """A query for any of the words of another one, without what that excludes."""
    terms = " OR ".join(f'"{" ".join(term.words)}"{"*" if term.prefix else ""}' for term in query.terms)
    return " ".join([terms, *(f'-"{" ".join(term.words)}"' for term in query.excluded)])


def _covers(query: Query, words: Iterable[frozenset[str]]) -> bool:
    """Whether claims have all the words of a question among them."""
    every = frozenset().union(*words)
    return all(any({*_folded(" ".join(term.words))} <= every for term in group) for group in query.groups)


def _folded(text: str) -> Iterator[str]:
    return (word for word, _ in find_words(text))


# --- following links ---


def _follow(known: KnownLinks, claims: Iterable[str], across: Iterable[RecordLink] = ()) -> list[RecordLink]:
    """The links between claims that say the same, from these claims on, as far as so many of them."""
    met, waiting = set[str](), set(claims)
    other = [link for link in across if says_same(link)]
    links: dict[tuple[str, str], RecordLink] = {}
    while waiting and len(met) < MOST_CLAIMS:
        met |= waiting
        found = known.of(waiting, SAME)
        found += [link for link in other if {link.left, link.right} & waiting]
        fresh = {(link.id, link.left): link for link in found if says_same(link)}
        links.update(fresh)
        waiting = _ends(fresh.values()) - met
    return [links[key] for key in sorted(links)]


def _with_ends(claim: str, links: list[RecordLink]) -> tuple[set[str], list[RecordLink]]:
    return {claim, *_ends(links)}, links


def _ends(links: Iterable[RecordLink]) -> set[str]:
    return {end for link in links for end in (link.left, link.right)}


def _seen_actors(profiles: Iterable[ClaimProfile]) -> Iterator[SeenActor]:
    """Who speaks in these claims, each once, by day and document."""
    seen: dict[str, SeenActor] = {}
    for one in sorted(profiles, key=lambda one: (one.day or "", one.claim.document, one.claim.id)):
        for hop in one.hops:
            if hop.actor is not None:
                seen.setdefault(hop.actor.id, SeenActor(hop.actor, one.claim.document, one.page, one.day, None))
    yield from seen.values()
