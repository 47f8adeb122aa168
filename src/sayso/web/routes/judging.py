"""What people decide: accepting, rejecting, changing, adding, checking, joining, and taking it back.

In: forms with this run's token. Out: judgements in the ledger; the way back to where one was, or for a script what came of it.
A row that has changed since it was shown is not decided unseen; what was decided before is not decided twice.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from sayso.errors import QueryError
from sayso.ledger import Ledger
from sayso.records import Attribution, Claim, Judgement, Reviewed, Span
from sayso.web.rendering import find_house, is_partial, render
from sayso.web.routes.sheets import open_claim, open_row
from sayso.web.security import Change
from sayso.web.views.changes import (
    Outcome,
    batch_note,
    count_done,
    edit_chain,
    edit_speaker,
    edit_words,
    last_undoable,
    return_to,
    safe_path,
    tell_twice,
    withdrawn_in,
)
from sayso.web.views.choices import read_pieces
from sayso.web.views.sheets import inner_attribution
from sayso.web.views.tools import make_tools

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
#: Rows that one click may decide about, judgements that one may take back, and how far back the last own one is looked for.
MOST: Final = 200
HISTORY: Final = 500
LONGEST_NOTE: Final = 4000
CHANGED: Final = "This row is not as it was when you saw it: look at it again."
Row = Claim | Attribution


@router.post("/judge")
def judge(request: Request, form: Change) -> Response:
    """Accept or reject the rows that were ticked, or the one whose button was pressed ("ID:STAMP")."""
    house, action = find_house(request), _text(form, "action")
    if action not in ("accept", "reject"):
        raise QueryError(action, "not a decision: accept or reject")
    rows = list(dict.fromkeys(str(one) for one in form.getlist("row")))[:MOST]
    if not rows:
        raise QueryError("row", "nothing is ticked: tick the rows that you mean")
    note = batch_note(len(rows), uuid4().hex, _note(form))
    done: list[Judgement] = []
    told: list[str] = []
    for key, _, stamp in (row.partition(":") for row in rows):
        decided = _decide(house.ledger, key, action, (house.settings.user, note), "" if _text(form, "sure") else stamp)
        if isinstance(decided, Judgement):
            done.append(decided)
        else:
            told.append(decided)
    line = " ".join((*([count_done(action, len(done))] if done else []), *dict.fromkeys(told)))
    ids = tuple(one.id for one in done)
    subjects = tuple(row.partition(":")[0] for row in rows)
    return _answer(request, form, Outcome(line, action if done else "", ids, subjects, is_done=bool(done)))


def _decide(ledger: Ledger, key: str, action: str, by: tuple[str, str | None], stamp: str) -> Judgement | str:
    """One decision, or why it was not made."""
    reviewed, row = open_row(ledger, key)
    tools = make_tools(row, reviewed.reviews.get(row.id), reviewed.analysis.document.id)
    twice = None if tools.changed else tell_twice(action, by[0], [(one.user, one.action) for one in tools.voices])
    if twice is not None:
        return twice
    if stamp and stamp != tools.stamp:
        return CHANGED
    return ledger.judge(row.id, action, by[0], by[1])


@router.post("/a/{subject}/comment")
@router.post("/c/{subject}/comment")
def comment(request: Request, subject: str, form: Change) -> Response:
    """Write a comment on a row; it decides nothing."""
    house = find_house(request)
    if not (note := _note(form)):
        raise QueryError("comment", "write something first")
    made = house.ledger.judge(subject, "comment", house.settings.user, note)
    return _answer(request, form, Outcome(count_done("comment", 1), "comment", (made.id,), (made.subject,)))


@router.post("/a/{subject}/edit")
@router.post("/c/{subject}/edit")
def edit(request: Request, subject: str, form: Change) -> Response:
    """Change which words are source, cue and contents."""
    house = find_house(request)
    reviewed, row = open_row(house.ledger, subject)
    if (stale := _stale(form, reviewed, row)) is not None:
        return _answer(request, form, stale)
    analysis = reviewed.analysis
    edits = edit_words(row, inner_attribution(row, analysis), _fields(form), analysis.document.text)
    note = batch_note(len(edits), uuid4().hex, _note(form))
    made = [house.ledger.judge(key, "edit", house.settings.user, note, after=after) for key, after in edits]
    return _answer(request, form, Outcome(count_done("edit", 1), "edit", tuple(one.id for one in made), (row.id,)))


@router.post("/c/{subject}/speaker")
def speaker(request: Request, subject: str, form: Change) -> Response:
    """Let somebody else say it."""
    reviewed, claim = open_claim(find_house(request).ledger, subject)
    return _edit_claim(request, form, reviewed, claim, edit_speaker(claim, _text(form, "speaker"), _text(form, "name")))


@router.post("/c/{subject}/chain")
def chain(request: Request, subject: str, form: Change) -> Response:
    """Change the hops of a chain."""
    reviewed, claim = open_claim(find_house(request).ledger, subject)
    return _edit_claim(request, form, reviewed, claim, edit_chain(claim, _fields(form)))


def _edit_claim(request: Request, form: FormData, reviewed: Reviewed, claim: Claim, after: Mapping[str, Any]) -> Response:
    if (stale := _stale(form, reviewed, claim)) is not None:
        return _answer(request, form, stale)
    house = find_house(request)
    made = house.ledger.judge(claim.id, "edit", house.settings.user, _note(form), after=after)
    return _answer(request, form, Outcome(count_done("edit", 1), "edit", (made.id,), (claim.id,)))


@router.post("/c/{subject}/actors")
def actors(request: Request, subject: str, form: Change) -> Response:
    """Say that two parties are one, or are not."""
    house, action = find_house(request), _text(form, "action")
    left, right = _text(form, "left"), _text(form, "right")
    if not left or not right:
        raise QueryError("party", "choose who is one with whom")
    made = house.ledger.judge_link(left, right, action, house.settings.user, _note(form))
    did = "join" if action == "accept" else "part"
    return _answer(request, form, Outcome(count_done(did, 1), did, (made.id,), (subject,)))


@router.post("/d/{subject}/add")
def add(request: Request, subject: str, form: Change) -> Response:
    """Add an attribution that was missed."""
    house = find_house(request)
    reviewed = house.ledger.reviewed(house.ledger.show(subject).document.id)
    text, document = reviewed.analysis.document.text, reviewed.analysis.document.id
    spans = {role: read_pieces(role, form.getlist(role), text) for role in ("sources", "cue", "contents")}
    for role, question in (("cue", "by which words it is said"), ("contents", "what is said")):
        if not spans[role]:
            raise QueryError(role, f"mark {question}")
    made = house.ledger.add_attribution(
        document,
        sources=spans["sources"],
        cue=spans["cue"],
        contents=spans["contents"],
        user=house.settings.user,
        note=_note(form),
        cue_kind=_text(form, "cue_kind") or "speech",
    )
    after = json.loads(made.after or "{}")
    row = (after.get("claim") or after.get("record") or {}).get("id")
    return _answer(request, form, Outcome(count_done("add", 1), "add", (made.id,), (row,) if row else (), document))


@router.post("/d/{subject}/check")
def check(request: Request, subject: str, form: Change) -> Response:
    """Mark a passage as checked: nothing in it is missing, nothing in it is wrong."""
    house = find_house(request)
    document = house.ledger.show(subject).document
    spans = read_pieces("passage", form.getlist("passage"), document.text)
    if not spans:
        raise QueryError("passage", "tick the sentences that you went through")
    note = batch_note(len(spans), uuid4().hex, _note(form))
    made = [house.ledger.check(document.id, Span(*span), house.settings.user, note) for span in spans]
    ids = tuple(one.id for one in made)
    return _answer(request, form, Outcome(count_done("check", 1), "check", ids, (), document.id))


@router.post("/undo")
def undo(request: Request, form: Change) -> Response:
    """Take back the judgements that are named, else the last own one (with those that were made together with it)."""
    house = find_house(request)
    user = house.settings.user
    named = [one for field in form.getlist("judgement") for one in str(field).split(".") if one][:MOST]
    wanted = tuple(dict.fromkeys(named)) or last_undoable(house.ledger.history(user=user, limit=HISTORY))
    if not wanted:
        return _answer(request, form, Outcome("There is nothing of yours to undo.", is_done=False))
    undone = withdrawn_in(house.ledger.history(limit=HISTORY))
    made = [house.ledger.withdraw(key, user, _note(form)) for key in wanted if key not in undone]
    if not made:
        return _answer(request, form, Outcome("This was undone already.", is_done=False))
    subjects = tuple(dict.fromkeys(one.subject for one in made if one.subject[:1] in "ac"))
    return _answer(request, form, Outcome(count_done("undo", len(made)), "undo", tuple(one.id for one in made), subjects))


# --- answers ---


def _answer(request: Request, form: FormData, outcome: Outcome) -> Response:
    """To where one was; for a script what came of it; what was not done is told on a page of its own."""
    back = safe_path(form.get("back"))
    if is_partial(request):
        return render(request, "parts/outcome.html", outcome)
    if outcome.is_done:
        return RedirectResponse(return_to(back, outcome), 303)
    fields = [(key, str(value)) for key, value in form.multi_items() if key not in ("token", "sure")]
    return render(request, "told.html", outcome, status=409, back=return_to(back, outcome), fields=fields)


def _stale(form: FormData, reviewed: Reviewed, row: Row) -> Outcome | None:
    """That a row is not what it was when the form was shown."""
    tools = make_tools(row, reviewed.reviews.get(row.id), reviewed.analysis.document.id)
    stamp = _text(form, "stamp")
    is_stale = bool(stamp) and stamp != tools.stamp and not _text(form, "sure")
    return Outcome(CHANGED, rows=(row.id,), is_done=False) if is_stale else None


def _fields(form: FormData) -> dict[str, Sequence[Any]]:
    return {key: form.getlist(key) for key in form}


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _note(form: FormData) -> str | None:
    return _text(form, "note").strip()[:LONGEST_NOTE] or None
