"""What people have decided, brought to the rows that it is about.

In: a view of the ledger, and rows of it. Out: the same rows with judgements, verdict and review; and the judgements that a
person makes, anchored to what they had before them. It appends nothing and decides nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.errors import NotFound, QueryError
from sayso.linking.actors import find_row, make_link
from sayso.linking.judgements import Attached, attach_judgements, candidate_of, candidates_of, describe, review_of
from sayso.linking.verdicts import describe_link, is_on_link
from sayso.records import Claim, Judgement, KeptJudgement, SeenActor
from sayso.records.ids import judgement_id
from sayso.store import Hit, Shown, View

__all__ = ["attach", "judge_parties", "judge_row", "read_party", "review_hits", "review_shown", "reviewed", "withdraw"]


def judge_row(shown: Shown, action: str, user: str, at: str, note: str | None) -> tuple[Judgement, str]:
    """The judgement of a claim or attribution, anchored to the words it is about, and its page.

    Raises:
        QueryError: the action is no verdict, or the row can have none.
    """
    item = shown.claim if shown.kind == "claim" else shown.attribution
    if item is None:
        raise QueryError(shown.id, "only claims and attributions can be judged: `sayso show` lists those of a document")
    action, candidate = _verdict(action), candidate_of(item, shown.document.text)
    before = describe(item, candidate.names)
    judgement = Judgement(
        judgement_id(shown.id, action, user, at), shown.id, candidate.quote, action, before, None, user, at, note
    )
    return judgement, shown.document.page


def judge_parties(left: SeenActor, right: SeenActor | str, action: str, user: str, at: str, note: str | None) -> Judgement:
    """The judgement that two parties are, or are not, one.

    Raises:
        QueryError: the action is no verdict, or both are one.
    """
    if left == right:
        raise QueryError(left.actor.id, "an actor is itself: name two")
    action, link = _verdict(action), make_link(left, right)
    before = describe_link(link, (left, right))
    return Judgement(judgement_id(link.id, action, user, at), link.id, None, action, before, None, user, at, note)


def withdraw(old: Judgement, user: str, at: str, note: str | None) -> Judgement:
    """The judgement that takes another one back."""
    own = judgement_id(old.subject, f"withdraw {old.id}", user, at)
    return Judgement(own, old.subject, old.anchor, "withdraw", None, None, user, at, note, withdraws=old.id)


def read_party(view: View, key: str) -> SeenActor | str:
    """The actor of an id, or the id of a row of a table.

    Raises:
        NotFound: there is neither.
    """
    if ":" not in key:
        return view.read_actor(key)
    if find_row(key) is None:
        raise NotFound(key, "no table has this row: name it actors:ID or outlets:ID, as suggestions do")
    return key


def attach(view: View, kept: Sequence[KeptJudgement]) -> dict[str, Attached]:
    """The judgements of each page with what they belong to now."""
    by_page: dict[str, list[KeptJudgement]] = {}
    for item in kept:
        if not is_on_link(item.judgement):
            by_page.setdefault(item.page, []).append(item)
    attached = {}
    for page, items in by_page.items():
        current = view.read_current(page)
        attached[page] = attach_judgements(items, () if current is None else candidates_of(current))
    return attached


def review_hits(view: View, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits with what was decided about their claims."""
    attached = attach(view, view.read_judgements({hit.page for hit in hits}))
    return tuple(_review_hit(hit, attached[hit.page]) if hit.page in attached else hit for hit in hits)


def _review_hit(hit: Hit, attached: Attached) -> Hit:
    judgements = attached.by_subject.get(hit.id, ())
    if hit.claim is None or not judgements:
        return hit
    review = review_of(candidate_of(hit.claim, ""), judgements)
    return replace(hit, claim=reviewed(hit.claim, review.verdict), verdict=review.verdict)


def review_shown(view: View, shown: Shown) -> Shown:
    """The row with what was decided about it, and with its links."""
    item = shown.claim if shown.kind == "claim" else shown.attribution
    ends = {"claim": shown.id, "document": shown.id, "page": shown.document.id}
    if shown.kind in ends:
        shown = replace(shown, links=tuple(kept.link for kept in view.read_links([ends[shown.kind]])))
    attached = attach(view, view.read_judgements({shown.document.page}))
    if item is None or not attached:
        return shown
    judgements = attached[shown.document.page].by_subject.get(shown.id, ())
    review = review_of(candidate_of(item, shown.document.text), judgements)
    claim = None if shown.claim is None else reviewed(shown.claim, review.verdict)
    return replace(shown, claim=claim, judgements=judgements, verdict=review.verdict, changed=review.changed)


def reviewed(claim: Claim, verdict: str | None) -> Claim:
    """A rejected claim keeps its review: there is no word for it among the values, the verdict beside it says so."""
    return replace(claim, review="accepted") if verdict == "accept" else claim


def _verdict(action: str) -> str:
    """An action that is a verdict."""
    if action not in ("accept", "reject"):
        raise QueryError(action, "not a judgement: accept or reject")
    return action
