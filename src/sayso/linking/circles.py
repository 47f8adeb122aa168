"""Houses that have one claim from each other, and claims that end in "media reports".

In: claims that say the same, and links of their documents. Out: `Circle`s: pages each of which has it from the house of the
next, the last from the first; `ends_in_media` as `Discrepancy`s. A house of which another page has it from somebody else is
in no circle, and two that cite each other for different things are in none. A circle says nothing of what is true.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.naming import house_name, page_name
from sayso.linking.reaching import find_rings
from sayso.linking.voices import Voice, find_voices
from sayso.records import Discrepancy, RecordLink

__all__ = ["Circle", "circles_of", "credits_of", "find_media_ends", "find_rounds"]

#: From this score on a document's credit to a house counts.
CREDITED = 0.5


@dataclass(frozen=True, slots=True)
class Circle:
    """Claims that say the same, one for each page of the circle in its order, with pages, documents, houses and words."""

    claims: tuple[str, ...]
    documents: tuple[str, ...]
    pages: tuple[str, ...]
    houses: tuple[str, ...]
    words: str


def find_rounds(claims: Sequence[ClaimProfile], links: Iterable[RecordLink]) -> Iterator[Circle]:
    """The circles among claims that say the same."""
    kept = list(links)
    voices = find_voices(claims, kept).of
    yield from circles_of(claims, voices, credits_of(kept))


def credits_of(links: Iterable[RecordLink]) -> dict[str, list[str]]:
    """The houses that each document credits."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.kind == "credits" and ":" in link.right and (link.score >= CREDITED or link.state == "confirmed"):
            found[link.left].append(link.right)
    return dict(found)


def find_media_ends(claims: Iterable[ClaimProfile], voices: Mapping[str, Voice]) -> Iterator[Discrepancy]:
    """The claims whose innermost source is outlets that nobody names: "media reports", "a local newspaper"."""
    for claim in claims:
        voice = voices[claim.claim.id]
        if voice.kind == "outlet" and voice.key is None:
            own = claim.claim
            span = own.contents[0] if own.contents else None
            yield Discrepancy(
                "ends_in_media", own.id, None, own.document, None, claim.words, voice.name or "", span, None, own.score
            )


def circles_of(
    claims: Iterable[ClaimProfile], voices: Mapping[str, Voice], credited: Mapping[str, Sequence[str]]
) -> Iterator[Circle]:
    """The circles among claims that say the same, whose voices and credits are known."""
    group = {claim.claim.id: claim for claim in claims}
    cited = {key: _cited(claim, voices[key], credited) for key, claim in group.items()}
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for key, claim in group.items():
        # A copy on another house's page adds nothing to a circle, and what is added to it is not the publisher's.
        if claim.page_house in {claim.house, None}:
            pages[claim.page].append(key)
    houses: defaultdict[str, list[str]] = defaultdict(list)
    first_hand = {page for page, own in pages.items() if any(_is_first_hand(voices[claim]) for claim in own)}
    for page, own in pages.items():
        if house := group[own[0]].house:
            houses[house].append(page)
    edges: dict[str, list[str]] = {}
    for page, own in pages.items():
        targets = dict.fromkeys(house for claim in own for house in cited[claim])
        # A house that has it from somebody on any page is no link of a circle: who cites it may have that page in mind.
        found = [other for house in targets for other in houses.get(house, ()) if not first_hand & set(houses[house])]
        edges[page] = [other for other in found if other != page and page not in first_hand]
    for ring in find_rings(edges):
        if len(ring) > 1:
            yield _circle(_in_order(ring, edges), pages, group, cited)


def _cited(claim: ClaimProfile, voice: Voice, credited: Mapping[str, Sequence[str]]) -> list[str]:
    """The houses that a claim is had from: those of its chain, else the one that its document credits."""
    own = [*voice.houses, *((voice.key,) if voice.kind == "outlet" and voice.key is not None else ())]
    if not own and voice.kind == "untraced":
        own = list(credited.get(claim.claim.document, ()))
    return [house for house in dict.fromkeys(own) if house != claim.house]


def _is_first_hand(voice: Voice) -> bool:
    return voice.kind in {"speaker", "document", "post", "anonymous"} and not voice.houses


def _in_order(ring: Sequence[str], edges: dict[str, list[str]]) -> list[str]:
    """The pages of a circle, each before one that it has it from, as far as one way through it goes."""
    inside, at = set(ring), min(ring)
    ordered = [at]
    while (following := next((page for page in sorted(edges[at]) if page in inside and page not in ordered), None)) is not None:
        ordered.append(following)
        at = following
    return ordered


def _circle(
    ordered: Sequence[str], pages: Mapping[str, list[str]], group: Mapping[str, ClaimProfile], cited: Mapping[str, list[str]]
) -> Circle:
    claims = [next(claim for claim in pages[page] if cited[claim]) for page in ordered]
    profiles = [group[claim] for claim in claims]
    houses = tuple(profile.house or "" for profile in profiles)
    names = [page_name(profile) for profile in profiles]
    steps = [f"{name} has it from {house_name(house)}" for name, house in zip(names, (*houses[1:], houses[0]), strict=True)]
    return Circle(
        tuple(claims),
        tuple(profile.claim.document for profile in profiles),
        tuple(ordered),
        houses,
        f"{', '.join(steps)}.",
    )
