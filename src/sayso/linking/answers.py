"""What is known of one proposition across documents: its wordings, who had it from whom, its origins, what stands against it.

In: the claims that say it, the claims around them, the links of all of these. Out: an `Answer`, which holds every figure with
its bounds and every join with its reasons. It searches nothing, draws nothing, and never says what is true.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.corrections import status_of, still_carried
from sayso.linking.discrepancies import check_pages, find_discrepancies
from sayso.linking.family_tree import TreeRow, who_had_it_from_whom
from sayso.linking.lineage import find_lineage
from sayso.linking.losses import certainty_of, hedges_of
from sayso.linking.naming import house_name
from sayso.linking.origins import add_perhaps, count_lineage, say_origins
from sayso.linking.provenance import draw_provenance
from sayso.linking.same_claims import SURE, join_claims, says_same
from sayso.records import DIRECTED, Claim, Discrepancy, LinkKind, Origins, Policy, RecordLink

__all__ = ["BEARING", "BETWEEN_DOCUMENTS", "SURE", "Answer", "Bearing", "Wording", "join_claims", "make_answer", "says_same"]

BETWEEN_DOCUMENTS: Final[tuple[LinkKind, ...]] = ("copy", "rewrite", "same_utterance", "credits")
#: What one claim can be to another that is not surely the same, in the order in which they are told.
BEARING: Final[tuple[LinkKind, ...]] = ("retracts", "corrects", "denies", "conflicts", "updates", "same_claim")
LATE: Final = "9999"
Status = Literal["standing", "corrected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One claim as it stands on a page; `day` is that of publication, `said` and `happened` are dates of the text.

    `publisher` is the house whose copy it is. `is_current` says that the page still shows it, `status` what later texts say of
    it: standing, corrected or withdrawn. `cue_kind` is by what kind of cue its innermost source says it.
    """

    claim: Claim
    words: str
    page: str
    url: str
    title: str | None
    day: str | None
    publisher: str | None
    role: str
    said: str | None
    happened: str | None
    hedges: tuple[str, ...]
    certainty: str
    polarity: str
    status: Status
    is_current: bool
    cue_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """What bears on a proposition without saying the same: the kind of the link, the claims that do, the surest link of them.

    `is_ours` says that the claims of the answer do it to the others (the answer denies them), and not the others to it; of a
    kind without a direction it is true. same_claim are claims that may say the same, and that nobody has confirmed.
    """

    kind: LinkKind
    is_ours: bool
    others: tuple[Wording, ...]
    link: RecordLink


@dataclass(frozen=True, slots=True)
class Answer:
    """One proposition; `claim` is the wording that stands for it, `said` the count of its origins in words for people.

    `tree` are the rows of who had it from whom, `links` say why these claims are one and which texts hang together. `carried`
    are claims that their pages still show though they were corrected or withdrawn elsewhere.
    """

    claim: str
    words: str
    story: str | None
    said: str
    origins: Origins
    wordings: tuple[Wording, ...]
    tree: tuple[TreeRow, ...]
    bearings: tuple[Bearing, ...]
    discrepancies: tuple[Discrepancy, ...]
    carried: tuple[str, ...]
    links: tuple[RecordLink, ...]


def make_answer(
    first: str,
    known: Mapping[str, ClaimProfile],
    links: Sequence[RecordLink],
    standing: Collection[str],
    policy: Policy,
    story: str | None = None,
) -> Answer:
    """The answer for the claims that say the same as `first`.

    Args:
        first: the claim that stands for them.
        known: all claims of the documents that have to do with it, by id.
        links: the links of these claims, documents and actors.
        standing: the claims that their pages show now.
        policy: what is counted.
        story: the story it belongs to.
    """
    scene = _Scene(known, links, standing)
    own = [known[claim] for claim in scene.groups[first]]
    lineage = find_lineage(own, links)
    origins = add_perhaps(count_lineage(lineage, links, policy), own, links, scene.perhaps(set(scene.groups[first])))
    inside, documents = set(scene.groups[first]), {profile.claim.document for profile in own}
    steps = {step.link for step in lineage.steps.values()}
    why = {(link.id, link.left): link for link in links if link.id in steps or _explains(link, inside, documents)}
    return Answer(
        claim=first,
        words=known[first].words,
        story=story,
        said=say_origins(origins),
        origins=origins,
        wordings=scene.word(own),
        tree=who_had_it_from_whom(draw_provenance(lineage, links)),
        bearings=tuple(scene.bearings(inside)),
        discrepancies=tuple(scene.discrepancies(own)),
        carried=tuple(scene.carried(own)),
        links=tuple(why[key] for key in sorted(why)),
    )


def _explains(link: RecordLink, claims: set[str], documents: set[str]) -> bool:
    """Whether a link says why the claims of an answer are one, or how their texts hang together."""
    if says_same(link):
        return link.left in claims and link.right in claims
    if link.kind in BETWEEN_DOCUMENTS:
        return link.left in documents and link.right in documents
    return link.kind in BEARING and (link.left in claims or link.right in claims)


class _Scene:
    """The claims and links around an answer, with what is looked up in them."""

    def __init__(self, known: Mapping[str, ClaimProfile], links: Sequence[RecordLink], standing: Collection[str]) -> None:
        self.known, self.links, self.standing = known, links, standing
        self.groups = join_claims(known, links)
        self.aimed: defaultdict[str, list[RecordLink]] = defaultdict(list)
        for link in links:
            self.aimed[link.right].append(link)

    def bearings(self, inside: Collection[str]) -> Iterator[Bearing]:
        """What bears on the claims inside: claims that say the same together, by their surest link."""
        found: dict[tuple[LinkKind, bool, str], RecordLink] = {}
        for link in self.links:
            is_ours = link.left in inside
            other = link.right if is_ours else link.left
            if link.kind in BEARING and other in self.known and other not in inside and (is_ours or link.right in inside):
                key = (link.kind, is_ours or link.kind not in DIRECTED, self.groups[other][0])
                found[key] = min(found.get(key, link), link, key=_surest)
        for key in sorted(found, key=lambda key: (BEARING.index(key[0]), key[1], *_surest(found[key]))):
            kind, is_ours, other = key
            yield Bearing(kind, is_ours, self.word(self.known[claim] for claim in self.groups[other]), found[key])

    def perhaps(self, inside: set[str]) -> list[ClaimProfile]:
        """The claims that may say the same as those inside, with all that surely say the same as they."""
        near = {
            other
            for link in self.links
            if link.kind == "same_claim" and not says_same(link) and not inside.isdisjoint((link.left, link.right))
            for other in (link.left, link.right)
            if other in self.known and other not in inside
        }
        return [self.known[claim] for claim in sorted({claim for one in near for claim in self.groups[one]})]

    def discrepancies(self, own: Sequence[ClaimProfile]) -> Iterator[Discrepancy]:
        """What these claims say more surely than those they are had from, and than others on the same page."""
        inside, documents = {one.claim.id for one in own}, {one.claim.document for one in own}
        sure = [link for link in self.links if link.kind != "same_claim" or says_same(link)]
        around = [profile for profile in self.known.values() if profile.claim.document in documents]
        found = dict.fromkeys((*find_discrepancies(own, sure), *check_pages(around)))
        yield from (one for one in found if {one.left, one.right} & inside)

    def carried(self, own: Sequence[ClaimProfile]) -> Iterator[str]:
        """The claims that their pages still show though a claim that says the same was corrected or withdrawn."""
        gone = {one.page: one.claim.id for one in own if self._status(one.claim.id) != "standing"}
        told = [profile for key in list(gone.values())[:2] for profile in still_carried(key, self.links, own)]
        yield from dict.fromkeys(one.claim.id for one in told if one.claim.id in self.standing)

    def word(self, profiles: Iterable[ClaimProfile]) -> tuple[Wording, ...]:
        """The claims as they are shown, oldest first."""
        ordered = sorted(profiles, key=lambda one: (one.day or LATE, one.page, _start(one), one.claim.id))
        return tuple(_word(one, self._status(one.claim.id), is_current=one.claim.id in self.standing) for one in ordered)

    def _status(self, claim: str) -> Status:
        return status_of(claim, self.aimed.get(claim, ()))


def _surest(link: RecordLink) -> tuple[bool, float, str]:
    return link.state != "confirmed", -link.score, link.id


def _start(profile: ClaimProfile) -> int:
    return min((span.start for span in profile.claim.contents), default=0)


def _word(profile: ClaimProfile, status: Status, *, is_current: bool) -> Wording:
    claim = profile.claim
    houses = [hop.hop.name for hop in profile.hops if hop.hop.role == "publisher" and hop.hop.name]
    return Wording(
        claim=claim if status == "standing" else replace(claim, status=status),
        words=profile.words,
        page=profile.page,
        url=profile.url,
        title=profile.title,
        day=profile.day,
        publisher=houses[-1] if houses else None if profile.house is None else house_name(profile.house),
        role=profile.role,
        said=None if profile.said is None else profile.said.value,
        happened=None if profile.happened is None else profile.happened.value,
        hedges=hedges_of(profile),
        certainty=certainty_of(profile),
        polarity="+" if claim.factuality is None else claim.factuality.polarity,
        status=status,
        is_current=is_current,
        cue_kind=None if profile.speaker is None else profile.speaker.cue_kind,
    )
