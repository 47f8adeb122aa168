"""What people decide about links between claims: the judgement, what it changes at once, and which of them are adrift.

In: a view or store of the ledger, ids of claims. Out: judgements to append; the links of the stories that one is about,
brought up to date, so that nobody has to wait for the next `sayso link` to see it. It weighs no judgement itself.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from sayso.bookkeeping.link_state import read_state
from sayso.bookkeeping.profiling import read_claims
from sayso.bookkeeping.story_links import StoryLinker
from sayso.errors import NotFound, QueryError
from sayso.linking.claim_profiles import ClaimProfile, profile_claims
from sayso.linking.claim_verdicts import (
    ClaimVerdict,
    describe_claim_link,
    find_claims_adrift,
    is_on_claims,
    make_claim_link,
    read_claim_verdicts,
)
from sayso.records import Judgement, KeptJudgement, LinkKind
from sayso.records.ids import judgement_id
from sayso.store import Store, View

__all__ = ["find_adrift_claims", "judge_claims", "renew_judged"]

VERDICTS: Final = frozenset({"accept", "reject"})


def judge_claims(
    view: View, left: str, right: str, kind: LinkKind, action: str, user: str, at: str, note: str | None
) -> tuple[Judgement, str]:
    """The judgement that one claim is, or is not, this to another, and the page of the first.

    Raises:
        NotFound: no reading of a document has one of them now.
        QueryError: the action is no verdict, or both are one.
    """
    if action not in VERDICTS:
        raise QueryError(action, "not a judgement: accept or reject")
    one, other = (_read_claim(view, view.find_id(key)) for key in (left, right))
    if one.claim.id == other.claim.id:
        raise QueryError(left, "a claim is itself: name two")
    link = make_claim_link(kind, one, other)
    before = describe_claim_link(link, one, other)
    judgement = Judgement(judgement_id(link.id, action, user, at), link.id, None, action, before, None, user, at, note)
    return judgement, one.page


def renew_judged(store: Store, subject: str) -> None:
    """Bring the links up to date that a judgement on a link between claims changes; a ledger never linked is left alone."""
    with store.reading() as view:
        if not view.read_linked():
            return
        state = read_state(view)
        described = [kept.judgement for kept in view.read_judgements(None) if kept.judgement.subject == subject]
        pages = {page for judgement in described if is_on_claims(judgement) for page in _pages(judgement, view)}
        if pages:
            StoryLinker(store, view, state, rebuild=False, advance=_nothing).renew(pages)


def find_adrift_claims(view: View, kept: Iterable[KeptJudgement]) -> tuple[Judgement, ...]:
    """Judgements in force on links one of whose claims is found nowhere any more."""
    judged = [item for item in kept if item.judgement.subject.startswith("l")]
    verdicts: Iterable[ClaimVerdict] = read_claim_verdicts(judged).by_ends.values()
    pages = sorted({end[0] for verdict in verdicts for end in verdict.ends})
    return find_claims_adrift(judged, _standing(view, pages)) if pages else ()


def _standing(view: View, pages: Iterable[str]) -> Iterator[ClaimProfile]:
    for page in pages:
        current = view.read_current(page)
        if current is not None:  # as it was read, and as people left it: a verdict was given on one of the two
            yield from profile_claims(current)
            yield from profile_claims(view.read_standing(current.document.id))


def _pages(judgement: Judgement, view: View) -> set[str]:
    """The pages of both claims of a judgement on a link."""
    verdict = next(iter(read_claim_verdicts([KeptJudgement(judgement, "", True)]).by_ends.values()), None)
    if verdict is None:
        return set()
    places = view.place_claims(verdict.ids)
    return {end[0] for end in verdict.ends} | {place.page for place in places.values()}


def _read_claim(view: View, claim: str) -> ClaimProfile:
    place = view.place_claims([claim]).get(claim)
    own = read_claims(view, [place.document]).get(place.document, ()) if place is not None else ()
    found = next((one for one in own if one.claim.id == claim), None)
    if found is None:
        raise NotFound(claim, "no reading of a document has this claim now: `sayso search` lists those there are")
    return found


def _nothing() -> None:
    """Nobody counts."""
