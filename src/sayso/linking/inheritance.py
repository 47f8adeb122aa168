"""Which claim of a document another document's claim was copied from, and which claims hold one quotation.

In: claims, their voices, links between documents. Out: a `Parent` for each claim that stands in copied text, and pairs of
claims that a shared quotation joins. What a copy added itself, a speaker whom the other text does not name or words outside
what is shared, is not inherited.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.naming import page_name
from sayso.linking.voices import SURE, Voice, Voices
from sayso.records import CountRule, RecordLink, Span

__all__ = ["Inheritance", "Parent", "by_document", "find_parents", "is_sure", "is_whole"]

#: From these scores on a link between documents counts for both bounds. What is called a copy shares whole runs of words, and
#: what its passages do not hold is not inherited, so a part is enough; a rewriting is a matter of likeness.
ENOUGH: dict[str, float] = {"copy": 0.55, "rewrite": 0.9, "same_utterance": 0.6, "credits": SURE}
#: A link shows so many passages at most: one that has them all says nothing of the places between.
MOST_PASSAGES = 12
KINDS = ("speaker", "document", "post", "anonymous", "outlet", "untraced")
OUTSIDE = frozenset({"headline", "standfirst", "caption"})
NAMED = frozenset({"speaker", "document", "post"})


@dataclass(frozen=True, slots=True)
class Parent:
    """The claim that one has its words from, by which link, and why."""

    claim: str
    rule: CountRule
    link: str
    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The parents of claims by id, and pairs of claims with the link that says they hold one quotation.

    `copying` are the documents that have their text from another: what stands in them without a parent, they added themselves.
    """

    parents: dict[str, Parent]
    utterances: tuple[tuple[str, str, RecordLink], ...]
    copying: frozenset[str]


def is_sure(link: RecordLink) -> bool:
    """Whether a link between documents counts for both bounds: confirmed, or one that scores high enough for its kind."""
    return link.state == "confirmed" or link.score >= ENOUGH.get(link.kind, SURE)


def is_whole(link: RecordLink) -> bool:
    """Whether a copy is derived from the other text for the most part, so that the two are one text."""
    return is_sure(link) and not any(reason.rule == "partly derived" for reason in link.evidence)


def by_document(claims: Mapping[str, ClaimProfile]) -> dict[str, list[str]]:
    """The claims of each document, in the order given."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, profile in claims.items():
        found[profile.claim.document].append(key)
    return dict(found)


def find_parents(claims: Mapping[str, ClaimProfile], voices: Voices, links: Sequence[RecordLink]) -> Inheritance:
    """Who inherits what from whom."""
    documents = by_document(claims)
    parents: dict[str, Parent] = {}
    firsts: dict[str, str] = {}
    copying: set[str] = set()
    for link, left, right in _copies(claims, documents, links):
        is_hint = not is_sure(link)
        if link.kind != "credits" and not is_hint:
            copying.add(left)
        for claim in documents[left]:
            if claim not in parents and _covers(link, claims[claim], left):
                found = _parent_of(claim, documents[right], claims, voices, is_hint=is_hint)
                # Clocks and directions may lie: no claim has it, step by step, from itself.
                if found is not None and _first(found, firsts) != claim:
                    firsts[claim] = found
                    words = f"{page_name(claims[claim])} {_deed(link)} {page_name(claims[found])}."
                    rule: CountRule = "declares_source" if link.kind == "credits" else "near_copy"
                    parents[claim] = Parent(found, rule, link.id, link.score, words)
    return Inheritance(parents, tuple(_utterances(claims, documents, links)), frozenset(copying))


def _deed(link: RecordLink) -> str:
    return {"copy": "copies the text of", "rewrite": "rewrites the text of", "credits": "says it has it from"}[link.kind]


def _copies(
    claims: Mapping[str, ClaimProfile], documents: Mapping[str, list[str]], links: Sequence[RecordLink]
) -> Iterator[tuple[RecordLink, str, str]]:
    """The links by which one document has its text from another, surest first; copies of an absent text, from its first."""
    absent: defaultdict[str, list[RecordLink]] = defaultdict(list)
    kinds = {"copy", "rewrite", "credits"}
    wanted = [link for link in links if link.kind in kinds and (is_sure(link) or link.kind == "rewrite")]
    for link in sorted(wanted, key=lambda link: (link.kind != "copy", -link.score, link.left, link.right)):
        if link.left not in documents or link.left == link.right:
            continue
        if link.right in documents:
            yield link, link.left, link.right
        elif link.kind == "copy" and ":" not in link.right:
            absent[link.right].append(link)
    for own in absent.values():
        ordered = sorted(own, key=lambda link: (claims[documents[link.left][0]].day or "9999", link.left))
        for link in ordered[1:]:
            yield link, link.left, ordered[0].left


def _covers(link: RecordLink, profile: ClaimProfile, document: str) -> bool:
    """Whether a claim stands in what is shared; a link that says no place is about the whole text."""
    if link.kind in {"copy", "rewrite"} and profile.role in OUTSIDE:
        # Headlines stand outside of what texts are compared by.
        return True
    spans = [span for span in _spans(link, document) if span is not None]
    if not spans or len(spans) >= MOST_PASSAGES:
        return True
    return any(span.overlaps(piece) for span in spans for piece in profile.claim.contents)


def _spans(link: RecordLink, document: str) -> Iterator[Span | None]:
    rules = {"same words", "quoted words"}
    named = [reason for reason in link.evidence if reason.rule in rules]
    for reason in named or link.evidence:
        yield reason.left_span if link.left == document else reason.right_span


def _parent_of(
    claim: str, others: Iterable[str], claims: Mapping[str, ClaimProfile], voices: Voices, *, is_hint: bool
) -> str | None:
    """The claim of the other text that says it by the same voice, else by the one best known; null for a voice of its own.

    A hint of a rewriting is enough where both texts describe somebody alike, and for nothing else.
    """
    voice = voices.of[claim]
    if is_hint and voice.kind != "anonymous":
        return None
    candidates = list(others)
    alike = [other for other in candidates if _is_alike(voice, voices.of[other])]
    if alike:
        return min(alike, key=lambda other: (claims[other].words != claims[claim].words, other))
    if voice.kind in NAMED or not candidates or is_hint:
        return None

    def rank(other: str) -> tuple[int, bool, str]:
        return KINDS.index(voices.of[other].kind), claims[other].words != claims[claim].words, other

    return min(candidates, key=rank)


def _is_alike(left: Voice, right: Voice) -> bool:
    if left.kind != right.kind:
        return False
    return left.key == right.key and (left.words <= right.words or right.words <= left.words)


def _first(claim: str, firsts: dict[str, str]) -> str:
    """The claim that one has it from in the end; shortens the way for the next who asks."""
    first = claim
    while first in firsts:
        first = firsts[first]
    while claim in firsts and firsts[claim] != first:
        firsts[claim], claim = first, firsts[claim]
    return first


def _utterances(
    claims: Mapping[str, ClaimProfile], documents: Mapping[str, list[str]], links: Sequence[RecordLink]
) -> Iterator[tuple[str, str, RecordLink]]:
    """Pairs of claims in which both documents have the same quotation, for every pair the first claim of each that holds it."""
    for link in sorted(links, key=lambda link: link.id):
        if link.kind == "same_utterance" and is_sure(link) and link.left in documents and link.right in documents:
            sides = [_holders(link, document, documents, claims) for document in (link.left, link.right)]
            for left in sides[0]:
                for right in sides[1][:1]:
                    yield left, right, link
            for right in sides[1][1:]:
                for left in sides[0][:1]:
                    yield left, right, link


def _holders(
    link: RecordLink, document: str, documents: Mapping[str, list[str]], claims: Mapping[str, ClaimProfile]
) -> list[str]:
    return [key for key in documents[document] if _covers(link, claims[key], document)]
