"""The forms of corrections: pages of their own, or parts that a script shows over the page where one is.

In: a row, a place in a document. Out: a form that `judging` takes. Nothing is changed here.
"""

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from sayso.errors import QueryError
from sayso.knowledge.actors import load_actors
from sayso.knowledge.outlets import load_outlets
from sayso.ledger import Ledger
from sayso.linking.judgements import in_force
from sayso.linking.verdicts import is_on_link
from sayso.records import Attribution, Claim, Reviewed
from sayso.store import Browse, BrowseRow
from sayso.store.browsing import source_key
from sayso.web.rendering import find_house, is_partial, render
from sayso.web.views.changes import safe_path
from sayso.web.views.overview import make_overview
from sayso.web.views.sheets import (
    Party,
    Sheet,
    find_row,
    make_actors,
    make_add,
    make_chain,
    make_check,
    make_comment,
    make_spans,
    make_speaker,
)
from sayso.web.views.tools import Tools, make_tools

__all__ = ["find_tools", "open_claim", "open_row", "router"]

router = APIRouter(include_in_schema=False)
#: Pages looked through for a name, and judgements for parties that people joined.
MOST_ROWS, MOST_JUDGEMENTS = 20, 1000
Place = Annotated[int, Query(ge=0)]


@router.get("/d/{subject}/edit")
def overview(request: Request, subject: str) -> Response:
    """A document paragraph by paragraph: what is checked, and where something can be added."""
    ledger = find_house(request).ledger
    return render(request, "overview.html", make_overview(ledger.reviewed(ledger.show(subject).document.id)))


@router.get("/d/{subject}/add")
def add(request: Request, subject: str, at: Place = 0, end: int | None = None, wider: bool = False) -> Response:
    """The form for a missed attribution near a place of the text."""
    return _show(request, make_add(_open(request, subject), at, wider=wider, end=end))


@router.get("/d/{subject}/check")
def check(request: Request, subject: str, at: Place = 0, end: int | None = None) -> Response:
    """The form that marks a passage as checked."""
    return _show(request, make_check(_open(request, subject), at, end))


@router.get("/a/{subject}/edit")
@router.get("/c/{subject}/edit")
def spans(request: Request, subject: str, part: str = "contents", wider: bool = False) -> Response:
    """The form for the words of a row."""
    return _show(request, make_spans(*open_row(find_house(request).ledger, subject), part=part, wider=wider))


@router.get("/a/{subject}/comment")
@router.get("/c/{subject}/comment")
def comment(request: Request, subject: str) -> Response:
    """The form for a comment."""
    return _show(request, make_comment(*open_row(find_house(request).ledger, subject)))


@router.get("/c/{subject}/speaker")
def speaker(request: Request, subject: str) -> Response:
    """The form for another speaker."""
    return _show(request, make_speaker(*open_claim(find_house(request).ledger, subject)))


@router.get("/c/{subject}/chain")
def chain(request: Request, subject: str) -> Response:
    """The form for all hops of a chain."""
    return _show(request, make_chain(*open_claim(find_house(request).ledger, subject)))


@router.get("/c/{subject}/actors")
def actors(request: Request, subject: str, name: Annotated[str, Query(max_length=300)] = "") -> Response:
    """The form that joins the sources of a claim with other parties, and takes them apart."""
    ledger = find_house(request).ledger
    reviewed, claim = open_claim(ledger, subject)
    own = {hop.actor for hop in claim.chain if hop.actor is not None}
    names = [name] if name.strip() else [hop.name for hop in claim.chain if hop.actor is not None and hop.name]
    found = {party.value: party for one in names for party in (*_rows_called(one), *_actors_called(ledger, one))}
    elsewhere = [party for key, party in found.items() if key not in own]
    return _show(request, make_actors(reviewed, claim, name, elsewhere, list(_find_joined(ledger, own))))


def open_row(ledger: Ledger, subject: str) -> tuple[Reviewed, Claim | Attribution]:
    """The document of a claim or attribution as people left it, and that row of it.

    Raises:
        NotFound: there is none, or it is none of these.
        HTTPException: the last reading of the document no longer has it.
    """
    shown = ledger.show(subject)
    if shown.kind not in ("claim", "attribution"):
        raise QueryError(subject, "only claims and attributions can be changed")
    reviewed = ledger.reviewed(shown.document.id)
    row = find_row(reviewed, shown.id)
    if row is None:
        raise HTTPException(404, "The last reading of its page no longer finds this row: it cannot be changed.")
    return reviewed, row


def open_claim(ledger: Ledger, subject: str) -> tuple[Reviewed, Claim]:
    """The same for a claim; raises likewise."""
    reviewed, row = open_row(ledger, subject)
    if not isinstance(row, Claim):
        raise QueryError(subject, "only a claim has a chain")
    return reviewed, row


def find_tools(ledger: Ledger, document: str, subject: str) -> Tools | None:
    """The tools of a row of a document; null where its last reading no longer has it."""
    reviewed = ledger.reviewed(document)
    row = find_row(reviewed, subject)
    return None if row is None else make_tools(row, reviewed.reviews.get(row.id), document)


def _open(request: Request, subject: str) -> Reviewed:
    ledger = find_house(request).ledger
    return ledger.reviewed(ledger.show(subject).document.id)


def _show(request: Request, sheet: Sheet) -> Response:
    back = safe_path(request.query_params.get("back") or f"/d/{sheet.document}")
    return render(request, "parts/sheet_part.html" if is_partial(request) else "sheet.html", sheet, back=back)


# --- who else goes by a name ---


def _rows_called(name: str) -> Iterator[Party]:
    """The rows of our tables that are called so."""
    outlet = load_outlets().by_name(name)
    if outlet is not None:
        yield Party(f"outlets:{outlet.id}", outlet.name, "in our table of outlets")
    for row in load_actors().by_name(name)[:MOST_ROWS]:
        yield Party(f"actors:{row.id}", row.name, "in our table of actors")


def _actors_called(ledger: Ledger, name: str) -> Iterator[Party]:
    """The actors of other documents that a chain of a claim there names so."""
    rows = ledger.browse(Browse(actors=(name,), limit=MOST_ROWS)).rows
    yield from (party for row in rows for party in _actors_in(row, source_key(name)))


def _actors_in(row: BrowseRow, key: str) -> Iterator[Party]:
    where = ", ".join(part for part in (row.publisher, row.title) if part)
    for hop in row.claim.chain:
        if hop.actor is not None and hop.name is not None and source_key(hop.name) == key:
            yield Party(hop.actor, hop.name, f"in {where}" if where else "in another document")


def _find_joined(ledger: Ledger, own: set[str]) -> Iterator[Party]:
    """With whom people said that these actors are one, or are not, and the judgement that says it."""
    kept = [item for item in reversed(ledger.history(limit=MOST_JUDGEMENTS)) if is_on_link(item)]
    for one in in_force(kept):
        before = json.loads(one.before) if one.before is not None else {}
        record, names = before.get("record", {}), before.get("names", ["", ""])
        if record.get("kind") == "same_actor" and {record["left"], record["right"]} & own:
            other = 1 if record["left"] in own else 0
            yield Party(one.id, str(names[other]), f"{one.user}, {one.at[:10]}", chosen=one.action == "accept")
