"""Who says so? A question in words, and what the ledger knows of it.

In: words and what narrows them. Out: answers in few lines, as JSON, CSV and Atom; and linking what waits to be linked.
"""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from sayso.errors import QueryError
from sayso.ledger import Ledger
from sayso.linking.answers import Answer
from sayso.records import Policy
from sayso.web.feeds import Feed, to_atom
from sayso.web.linking import LinkRun, Progress
from sayso.web.rendering import find_house, is_partial, render, to_csv, to_json
from sayso.web.routes.claim import Everything, feed_entries, plain_answer
from sayso.web.security import Change
from sayso.web.views.changes import safe_path
from sayso.web.views.who import COLUMNS, Asked, iter_rows, make_who_page

__all__ = ["router"]

router = APIRouter()
MOST_ANSWERS: Final = 5


def read_asked(q: str = "", outlet: str = "", since: str = "", until: str = "", policy: Policy = "origins") -> Asked:
    """The question of an address."""
    return Asked(q.strip(), outlet.strip(), since.strip(), until.strip(), policy)


Question = Annotated[Asked, Depends(read_asked)]


@router.get("/who.json", response_model=dict[str, Any])
def who_json(request: Request, asked: Question) -> Response:
    """The answers to a question, each as `sayso who --json` prints it; how many documents wait to be linked."""
    ledger = find_house(request).ledger
    answers = [plain_answer(answer) for answer in _need(ledger, asked)]
    return to_json({"schema": "sayso/answers/1", "answers": answers, "unlinked": ledger.count_unlinked()})


@router.get("/who.csv", response_class=Response)
def who_csv(request: Request, asked: Question, everything: Everything = False) -> Response:
    """The wordings of all answers as a table."""
    return to_csv(COLUMNS, iter_rows(_need(find_house(request).ledger, asked), everything=everything), "who-says-so")


@router.get("/who.atom", response_class=Response)
def who_atom(request: Request, asked: Question, everything: Everything = False) -> Response:
    """The wordings of all answers, the newest first."""
    ledger = find_house(request).ledger
    entries = feed_entries(ledger, list(_need(ledger, asked)), everything=everything)
    own = f"/who.atom?{asked.query}{'&all=1' if everything else ''}"
    return to_atom(request, Feed(f"who:{asked.query}", f"Who says so? {asked.words}", f"/who?{asked.query}", own, entries))


@router.get("/who", include_in_schema=False)
def who(request: Request, asked: Question) -> Response:
    """The question and its answers."""
    ledger = find_house(request).ledger
    answers, fault = None, ""
    if asked.words:
        try:
            answers = _ask(ledger, asked)
        except QueryError as error:
            fault = str(error)
    view = make_who_page(asked, answers, find_house(request).unlinked())
    return render(request, "who.html", view, status=400 if fault else 200, fault=fault, progress=_run(request).progress)


@router.post("/link", include_in_schema=False)
def link(request: Request, form: Change) -> Response:
    """Link what waits, in the background."""
    house = find_house(request)
    progress = house.linking.start(house.ledger, house.forget_counts)
    if is_partial(request):
        return _tell(request, progress)
    return RedirectResponse(safe_path(form.get("back")), 303)


@router.get("/link", include_in_schema=False)
def progress(request: Request) -> Response:
    """How far linking has come, as a part of a page."""
    return _tell(request, _run(request).progress)


@router.get("/link.json", response_model=dict[str, Any])
def progress_json(request: Request) -> Response:
    """How far linking has come, and how many documents wait."""
    progress = _run(request).progress
    return to_json({
        "running": progress.is_running, "done": progress.done, "waiting": progress.waiting, "fault": progress.fault or None,
        "unlinked": find_house(request).ledger.count_unlinked(),
    })  # fmt: skip


def _tell(request: Request, progress: Progress) -> Response:
    left = find_house(request).ledger.count_unlinked()
    return render(request, "parts/unlinked.html", progress, unlinked=left, progress=progress, back="/who")


def _run(request: Request) -> LinkRun:
    run: LinkRun = find_house(request).linking
    return run


def _need(ledger: Ledger, asked: Asked) -> tuple[Answer, ...]:
    if not asked.words:
        raise QueryError("q", "ask something: words of a claim, or its id")
    return _ask(ledger, asked)


def _ask(ledger: Ledger, asked: Asked) -> tuple[Answer, ...]:
    return ledger.who(
        asked.words, policy=asked.policy, outlet=asked.outlet or None, since=asked.since or None, until=asked.until or None,
        limit=MOST_ANSWERS,
    )  # fmt: skip
