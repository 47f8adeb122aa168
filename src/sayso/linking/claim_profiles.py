"""What of a claim can be compared and counted: its words, its chain with who stands in it, its dates, its document.

In: an `Analysis`. Out: a `ClaimProfile` for each claim of a document that still stands. Records of the ledger hold all of
this apart; here it stands together, so that linking and counting need no other record. It compares nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.knowledge.outlets import Outlet, fold_name, load_outlets
from sayso.records import Actor, Analysis, Attribution, Claim, Hop, Publisher, Timex, published_at, text_of

__all__ = ["ClaimProfile", "HopProfile", "house_key", "profile_claims"]


@dataclass(frozen=True, slots=True)
class HopProfile:
    """A hop as it is compared and counted.

    `house` is the key of the outlet that the hop is ("outlets:ID", or "house:FOLDED NAME"), null where it is none;
    `channel_house` that of the outlet it spoke to. `source_kind` and `cue_kind` are those of its attribution, null for
    publication hops. `said` is the value of its date, `hedges` the words, `cue` those of the attribution's cue.
    """

    hop: Hop
    key: str | None
    house: str | None
    channel_house: str | None
    actor: Actor | None
    source_kind: str | None
    cue_kind: str | None
    style: str | None
    said: str | None
    hedges: tuple[str, ...]
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimProfile:
    """A claim with all that linking needs; `day` is when its document was published, an ISO day, null if unknown.

    `house` is the key of the publisher (the house whose copy it is), `page_house` that of the page it stands on; `role` is
    that of the block ("headline", "body", …). `said` and `happened` are time expressions, null where none is stated.
    """

    claim: Claim
    page: str
    url: str
    title: str | None
    day: str | None
    house: str | None
    page_house: str | None
    role: str
    words: str
    hops: tuple[HopProfile, ...]
    said: Timex | None
    happened: Timex | None

    @property
    def speaker(self) -> HopProfile | None:
        """The innermost source, or nothing where the publisher speaks in its own name."""
        last = self.hops[-1] if self.hops else None
        return last if last is not None and last.hop.role == "source" else None


def profile_claims(analysis: Analysis) -> Iterator[ClaimProfile]:
    """The claims of a document, in its order."""
    document = analysis.document
    attributions = {item.id: item for item in analysis.attributions}
    actors = {item.id: item for item in analysis.actors}
    timexes = {item.id: item for item in analysis.timexes}
    house = _publisher_key(document.publisher)
    page_house = _publisher_key(document.republisher) or house
    for claim in analysis.claims:
        # What stands in an entry of a live blog was published when the entry was.
        published = published_at(document, claim.contents[0].start) if claim.contents else document.published
        day = published.value[:10] if published is not None else None
        hops = tuple(_profile_hop(hop, attributions, actors, timexes, document.text) for hop in claim.chain)
        yield ClaimProfile(
            claim, document.page, document.url, document.title, day, house, page_house, _role_of(analysis, claim),
            text_of(document.text, claim.contents), hops, timexes.get(claim.said or ""), timexes.get(claim.happened or ""),
        )  # fmt: skip


def house_key(name: str | None, outlet: str | None = None) -> str | None:
    """The key of a house: that of its row in the table of outlets, else its folded name; two labels are never merged."""
    row: Outlet | None = None if outlet is not None or not name else load_outlets().by_name(name)
    if outlet is not None or row is not None:
        return f"outlets:{outlet if row is None else row.id}"
    folded = fold_name(name or "").removeprefix("the ")
    return f"house:{folded}" if folded else None


def _publisher_key(publisher: Publisher | None) -> str | None:
    return None if publisher is None else house_key(publisher.name, publisher.outlet)


def _role_of(analysis: Analysis, claim: Claim) -> str:
    """The role of the block that a claim begins in."""
    start = claim.contents[0].start if claim.contents else 0
    return next((block.role for block in analysis.document.blocks if block.span.start <= start < block.span.end), "body")


def _profile_hop(
    hop: Hop, attributions: dict[str, Attribution], actors: dict[str, Actor], timexes: dict[str, Timex], text: str
) -> HopProfile:
    attribution, actor = attributions.get(hop.attribution or ""), actors.get(hop.actor or "")
    is_house = hop.role != "source" or hop.outlet is not None or (actor is not None and actor.kind == "media")
    house = house_key(hop.name, hop.outlet) if is_house else None
    channel = load_outlets().by_name(hop.channel) if hop.channel else None
    said = timexes.get(hop.said or "")
    return HopProfile(
        hop,
        house or (None if hop.name is None else f"name:{fold_name(hop.name)}"),
        house,
        None if channel is None else f"outlets:{channel.id}",
        actor,
        attribution.source_kind if attribution is not None and hop.role == "source" else None,
        attribution.cue_kind if attribution is not None and hop.role == "source" else None,
        attribution.style if attribution is not None and hop.role == "source" else None,
        None if said is None else said.value,
        tuple(span.of(text) for span in hop.hedges),
        text_of(text, attribution.cue, " ") if attribution is not None and hop.role == "source" else None,
    )
