"""Whether a cited page says what it is cited for: a claim against all claims of the page.

In: the profile of a claim and those of the cited document. Out: the outcome, the nearest claim, a score, reasons in words.
Whoever says it there does not matter, how firmly does. It fetches and reads nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.linking.bounded import read_figures
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claims import link_claims
from sayso.linking.losses import certainty_of, certainty_rank, compare_wordings, hedges_of
from sayso.records import RecordLink
from sayso.records.citations import CitationOutcome

__all__ = ["Compared", "compare_cited"]

#: From this score on a claim of the cited page is the one that is meant.
SAME: Final = 0.5
#: Others that come so close to the nearest one count as well.
CLOSE: Final = 0.1
AGAINST: Final = {"denies": "it says the opposite", "conflicts": "it says what does not go with it"}


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome, the claim of the cited page that comes nearest (null: none does), how near, and why."""

    outcome: CitationOutcome
    nearest: ClaimProfile | None
    score: float
    reasons: tuple[str, ...]


def compare_cited(own: ClaimProfile, others: Sequence[ClaimProfile]) -> Compared:
    """What a cited page says of a claim."""
    by_id = {one.claim.id: one for one in others if one.claim.id != own.claim.id}
    links = [link for link in link_claims([own, *by_id.values()]) if own.claim.id in (link.left, link.right)]
    same = sorted((link for link in links if link.kind == "same_claim"), key=lambda link: (-link.score, link.id))
    if same and same[0].score >= SAME:
        # of several that say the same, the firmest: a page may hedge in its headline what it states in its text
        near = [_other(link, own, by_id) for link in same if link.score >= max(SAME, same[0].score - CLOSE)]
        best = max(near, key=lambda one: (certainty_rank(one), -len(tuple(_weaker(own, one)))))
        reasons = tuple(dict.fromkeys(_weaker(own, best)))
        return Compared("cites_weaker" if reasons else "cites_found", best, same[0].score, reasons)
    against = next((link for link in links if link.kind in AGAINST and link.score >= SAME), None)
    if against is not None:
        return Compared("cites_absent", _other(against, own, by_id), against.score, (AGAINST[against.kind],))
    if same:
        return Compared("cites_absent", _other(same[0], own, by_id), same[0].score, ("what comes nearest says something else",))
    return Compared("cites_absent", None, 0.0, ("nothing on the page comes near it",))


def _other(link: RecordLink, own: ClaimProfile, by_id: dict[str, ClaimProfile]) -> ClaimProfile:
    return by_id[link.right if link.left == own.claim.id else link.left]


def _weaker(own: ClaimProfile, other: ClaimProfile) -> Iterator[str]:
    """In which ways the cited wording says less than the claim."""
    if certainty_rank(other) < certainty_rank(own):
        hedge = next(iter(hedges_of(other)), "")
        yield f"there it is {certainty_of(other)}" + (f" (“{hedge}”)" if hedge else "")
    there = {figure.value for figure in read_figures(other.words)}
    missing = [figure.words for figure in read_figures(own.words) if figure.value not in there]
    if missing and not there:
        yield f"no such number there: “{missing[0]}”"
    for loss in compare_wordings(own, other):
        if loss.kind == "attribution_dropped":
            yield f"there {loss.right} says so"
        else:
            yield f"here “{loss.left}”, there “{loss.right}”"
