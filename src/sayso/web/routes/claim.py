"""One claim across outlets: who says so, from whom they have it, and what stands against it.

In: the id of a claim, what is counted, which page of its rows. Out: its page, the answer as the command line prints it, its
wordings as CSV, new ones as an Atom feed. A judgement on a link is kept and shows at once.
"""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from sayso.errors import NotFound, QueryError
from sayso.export.wording import name_houses, strip_marks
from sayso.ledger import Ledger
from sayso.linking.answers import Answer
from sayso.linking.claim_verdicts import CLAIM_LINKS
from sayso.records import Policy
from sayso.records.codec import to_plain
from sayso.web.feeds import Entry, Feed, to_atom
from sayso.web.rendering import find_house, render, to_csv, to_json
from sayso.web.routes.sheets import find_tools
from sayso.web.security import Change
from sayso.web.views.changes import Outcome, count_done, return_to, safe_path
from sayso.web.views.claim import make_claim_page
from sayso.web.views.event_lines import event_lines
from sayso.web.views.who import COLUMNS, iter_rows, list_fit

__all__ = ["answer_claim", "feed_entries", "plain_answer", "router"]

router = APIRouter()
MOST_ENTRIES: Final = 100
#: Whether a file or a feed has also what `is_withheld` says, which is asked for by `all=1`.
Everything = Annotated[bool, Query(alias="all")]


@router.get("/c/{claim}.json", response_model=dict[str, Any])
def claim_json(request: Request, claim: str, policy: Policy = "origins") -> Response:
    """What `sayso who --json` prints for a claim."""
    return to_json(plain_answer(answer_claim(find_house(request).ledger, claim, policy)))


@router.get("/c/{claim}.csv", response_class=Response)
def claim_csv(request: Request, claim: str, policy: Policy = "origins", everything: Everything = False) -> Response:
    """The wordings of a claim as a table, the oldest first."""
    answer = answer_claim(find_house(request).ledger, claim, policy)
    return to_csv(COLUMNS, iter_rows([answer], everything=everything), answer.claim)


@router.get("/c/{claim}.atom", response_class=Response)
def claim_atom(request: Request, claim: str, everything: Everything = False) -> Response:
    """The wordings of a claim, the newest first."""
    ledger = find_house(request).ledger
    answer = answer_claim(ledger, claim, "origins")
    title = f"Who says so? {strip_marks(answer.words)}"
    entries = feed_entries(ledger, [answer], everything=everything)
    own = f"/c/{answer.claim}.atom{'?all=1' if everything else ''}"
    return to_atom(request, Feed(f"who:{answer.claim}", title, f"/c/{answer.claim}", own, entries))


@router.get("/c/{claim}", include_in_schema=False)
def claim_page(request: Request, claim: str, policy: Policy = "origins", page: int = 1) -> Response:
    """The page of a claim."""
    house = find_house(request)
    ledger = house.ledger
    query = f"?{request.url.query}" if request.url.query else ""
    try:
        answer = answer_claim(ledger, claim, policy)
    except NotFound:
        if ledger.show(claim).verdict != "reject":
            raise
        return RedirectResponse(f"/review/card/{claim}{query}", 302)
    if answer.claim != claim:
        return RedirectResponse(f"/c/{answer.claim}{query}", 302)
    view = make_claim_page(answer, ledger.decided(answer), page)
    row = find_tools(ledger, view.asked.document, answer.claim)
    events = event_lines(ledger.analysis(view.asked.document)).get(answer.claim, ())
    return render(
        request, "claim.html", view, unlinked=house.unlinked(), progress=house.linking.progress, row=row, events=events
    )


@router.post("/links", include_in_schema=False)
def judge_link(request: Request, form: Change) -> Response:
    """Say that two claims are, or are not, what a link makes of them."""
    house = find_house(request)
    kind, action = str(form.get("kind", "same_claim")), str(form.get("action", ""))
    if kind not in CLAIM_LINKS:
        raise QueryError(kind, "no link between claims is called so")
    left, right = str(form.get("left", "")), str(form.get("right", ""))
    note = str(form.get("note", "")).strip()[:2000] or None
    made = house.ledger.judge_link(left, right, action, house.settings.user, note, kind=kind)
    did: Literal["join", "part"] = "join" if action == "accept" else "part"
    outcome = Outcome(count_done(did, 1), did, (made.id,))
    return RedirectResponse(return_to(safe_path(form.get("back")), outcome), 303)


def answer_claim(ledger: Ledger, claim: str, policy: Policy) -> Answer:
    """The answer for a claim.

    Raises:
        NotFound: there is no such claim.
    """
    shown = ledger.show(claim) if len(claim) < len("c") + 24 else None
    if shown is not None and shown.kind != "claim":
        raise NotFound(claim, "not the id of a claim: ask with words at /who")
    answers = ledger.who(shown.id if shown is not None else claim, policy=policy)
    if not answers or claim[:1] != "c":
        raise NotFound(claim, "no claim in the ledger has this id: ask with words at /who")
    return answers[0]


def plain_answer(answer: Answer) -> dict[str, Any]:
    """An answer as the command line prints it."""
    return {"schema": "sayso/answer/1", **to_plain(answer)}


def feed_entries(ledger: Ledger, answers: list[Answer], *, everything: bool) -> list[Entry]:
    """Entries for the wordings that a feed may hold; one without a date goes by when it came into the ledger."""
    entries = []
    for answer in answers:
        for one in list_fit(answer, everything=everything)[:MOST_ENTRIES]:
            label = "[unreviewed] " if one.claim.review == "machine" else f"[{one.claim.review}] "
            house, page = name_houses(one)
            where = f"{house} on {page}" if page else house
            updated = f"{one.day}T00:00:00Z" if one.day and len(one.day) == 10 else ledger.show(one.claim.id).first_seen
            chain = " ‹ ".join(hop.name or "nobody named" for hop in one.claim.chain)
            title = f"{label}{where}: {strip_marks(one.words)}"
            entries.append(Entry(one.claim.id, title, updated, f"/c/{answer.claim}", f"according to {chain}"))
    return sorted(entries, key=lambda entry: entry.updated, reverse=True)[:MOST_ENTRIES]
