"""What got lost or grew on the way from page to page, and within a page: queries over the links of a ledger, never verdicts.

In: claims and links. Out: `Discrepancy`s: circles, chains that end in "media reports", a source or hedge that is gone, words
changed between quotation marks, numbers and certainty raised, each at the page where it happened, with both wordings. Each
claim is compared with the one that it has it from: the work grows with claims and links, and no group is compared all with all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.linking.circles import Circle, circles_of, credits_of, find_media_ends, find_rounds
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.headline_checks import HEADS, check_heads
from sayso.linking.hedge_losses import find_hedge_losses
from sayso.linking.lineage import Lineage, find_lineage
from sayso.linking.losses import Loss, compare_wordings, has_source
from sayso.linking.quote_losses import find_quote_losses
from sayso.linking.same_claims import SameClaims, find_same_claims
from sayso.linking.voices import Voice, find_voices
from sayso.records import Discrepancy, RecordLink

__all__ = ["check_pages", "find_circles", "find_discrepancies"]

#: What a loss is worth where nothing says that the one page has it from the other.
UNKNOWN_WAY = 0.5
OF_DOCUMENTS = frozenset({"copy", "rewrite", "same_utterance", "credits"})


def find_circles(claims: Sequence[ClaimProfile], links: Sequence[RecordLink]) -> tuple[Discrepancy, ...]:
    """The circles among claims that say the same: one for each step, the left page has it from the right one."""
    by_id = {claim.claim.id: claim for claim in claims}
    return tuple(step for circle in find_rounds(claims, links) for step in _steps(circle, by_id))


def find_discrepancies(claims: Sequence[ClaimProfile], links: Sequence[RecordLink]) -> tuple[Discrepancy, ...]:
    """All discrepancies of these claims, those of one document together, in the order of documents and kinds."""
    voices = find_voices(claims, links).of
    return _sorted([*_in_pages(claims), *_between_pages(claims, links, voices), *_altered_quotes(claims, links, voices)])


def check_pages(claims: Sequence[ClaimProfile]) -> tuple[Discrepancy, ...]:
    """What `find_discrepancies` finds within pages, where nothing between pages is asked for."""
    return _sorted(_in_pages(claims))


def _sorted(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    unique = {(one.kind, one.left, one.right, one.left_words): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.left_document, one.kind, one.left, one.right or "")))


def _in_pages(claims: Iterable[ClaimProfile]) -> Iterator[Discrepancy]:
    documents: defaultdict[str, list[ClaimProfile]] = defaultdict(list)
    for claim in claims:
        documents[claim.claim.document].append(claim)
    for own in documents.values():
        yield from check_heads(own)


def _between_pages(
    claims: Sequence[ClaimProfile], links: Sequence[RecordLink], voices: Mapping[str, Voice]
) -> Iterator[Discrepancy]:
    same = find_same_claims(claims, links)
    credited = credits_of(links)
    yield from find_media_ends(claims, voices)
    beside = _links_of_documents(links)
    for group in same.groups:
        if len(group) < 2:
            continue
        own = [same.claims[key] for key in group]
        yield from (step for circle in circles_of(own, voices, credited) for step in _steps(circle, same.claims))
        yield from _losses_of(group, same, voices, find_lineage(own, _about(own, beside)))
    yield from (_discrepancy(one.loss, one.left, one.right) for one in find_hedge_losses(claims, links, voices))


def _steps(circle: Circle, claims: Mapping[str, ClaimProfile]) -> Iterator[Discrepancy]:
    """One discrepancy for each page of a circle and the page it has it from; of two pages, one for both."""
    pairs = list(zip(circle.claims, (*circle.claims[1:], circle.claims[0]), strict=True))
    for left, right in pairs[:1] if len(pairs) == 2 else pairs:
        yield _discrepancy(Loss("circle", circle.words, circle.words, 1.0), claims[left], claims[right])


def _links_of_documents(links: Iterable[RecordLink]) -> dict[str, list[RecordLink]]:
    """The links of documents by the document on their left; a shared quotation by both."""
    found: defaultdict[str, list[RecordLink]] = defaultdict(list)
    for link in links:
        if link.kind in OF_DOCUMENTS:
            found[link.left].append(link)
    return dict(found)


def _about(claims: Iterable[ClaimProfile], beside: Mapping[str, list[RecordLink]]) -> list[RecordLink]:
    documents = dict.fromkeys(claim.claim.document for claim in claims)
    return [
        link
        for document in documents
        for link in beside.get(document, ())
        if link.right in documents or ":" in link.right or link.kind == "copy"
    ]


def _losses_of(group: Sequence[str], same: SameClaims, voices: Mapping[str, Voice], lineage: Lineage) -> Iterator[Discrepancy]:
    """What each claim of a group says more surely than the one it has it from, or than the first by the same voice."""
    firsts: dict[str | None, str] = {}
    for key in group:
        voice = voices[key].key
        claim = same.claims[key]
        source = _origin(key, lineage)
        origin = source or firsts.get(voice) or firsts.get(None)
        if origin is not None and same.claims[origin].page != claim.page and claim.role not in HEADS:
            for loss in compare_wordings(claim, same.claims[origin]):
                if loss.kind != "attribution_dropped" or not _names_source(claim, group, same):
                    known = loss if source is not None else replace(loss, score=round(loss.score * UNKNOWN_WAY, 3))
                    yield _discrepancy(known, claim, same.claims[origin])
        firsts.setdefault(voice, key)
        if has_source(claim):
            firsts.setdefault(None, key)


def _origin(claim: str, lineage: Lineage) -> str | None:
    """The claim of another page that one has it from: what it copies, or a page of the house that it cites."""
    kind, _, target = lineage.steps[claim].towards.partition(":")
    if kind == "c":
        return target
    house = target if lineage.steps[claim].rule == "declares_source" else None
    houses = lineage.voices.of[claim].houses
    house = house if kind == "h" and house is not None else houses[-1] if houses else None
    if house is None:
        return None
    found = lineage.by_house.get(house, ())
    return next((one for one in found if lineage.claims[one].page != lineage.claims[claim].page), None)


def _names_source(claim: ClaimProfile, group: Iterable[str], same: SameClaims) -> bool:
    """Whether the same page says elsewhere who says it."""
    return any(has_source(same.claims[key]) for key in group if same.claims[key].page == claim.page)


def _altered_quotes(
    claims: Sequence[ClaimProfile], links: Sequence[RecordLink], voices: Mapping[str, Voice]
) -> Iterator[Discrepancy]:
    """Quotations of two pages that are one, with words changed."""
    for one in find_quote_losses(claims, links, voices):
        loss = Loss("quotation_altered", one.left_words, one.right_words, one.score)
        yield _discrepancy(loss, one.left, one.right)


def _discrepancy(loss: Loss, left: ClaimProfile, right: ClaimProfile) -> Discrepancy:
    spans = [claim.claim.contents[0] if claim.claim.contents else None for claim in (left, right)]
    return Discrepancy(
        loss.kind, left.claim.id, right.claim.id, left.claim.document, right.claim.document, loss.left, loss.right,
        spans[0], spans[1], loss.score,
    )  # fmt: skip
