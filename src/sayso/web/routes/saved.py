"""Saved searches: kept under a name, listed, dropped; each is an address of the ledger, with a feed of what is new.

In: a name and the query string of a page of the ledger. Out: the list as a page, JSON, CSV or a feed. Changes lead back to it.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from sayso.export.queries import parse_query, write_query
from sayso.web.feeds import Entry, Feed, to_atom
from sayso.web.rendering import find_house, render, to_csv, to_json
from sayso.web.security import Change
from sayso.web.views.saved import SavedPage, make_saved

__all__ = ["router"]

router = APIRouter()
COLUMNS = ("id", "name", "words", "choices", "user", "at", "page", "feed")


@router.get("/saved.json", response_model=SavedPage)
def saved_json(request: Request) -> Response:
    """The saved searches, the newest first."""
    return to_json(_load(request))


@router.get("/saved.csv", response_class=Response)
def saved_csv(request: Request) -> Response:
    """The saved searches as a table."""
    lines = _load(request).searches
    rows = [(one.id, one.name, one.words, "; ".join(one.choices), one.user, one.at, one.address, one.atom) for one in lines]
    return to_csv(COLUMNS, rows, "saved")


@router.get("/saved.atom", response_class=Response)
def saved_atom(request: Request) -> Response:
    """The saved searches as a feed of feeds."""
    entries = [
        Entry(one.id, one.name, one.at, one.address, "; ".join((one.words, *one.choices))) for one in _load(request).searches
    ]
    return to_atom(request, Feed("saved", "Saved searches", "/saved", "/saved.atom", entries))


@router.get("/saved", include_in_schema=False)
def saved(request: Request) -> Response:
    """The list."""
    return render(request, "saved.html", _load(request))


@router.post("/saved", include_in_schema=False)
def save(request: Request, form: Change, name: Annotated[str, Form()] = "") -> Response:
    """Keep a search: the question is kept as we write it."""
    house, query = find_house(request), form.get("query")
    asked = parse_query(query if isinstance(query, str) else "")
    house.ledger.save_search(name.replace("\x00", " "), write_query(asked), house.settings.user)
    return RedirectResponse("/saved", 303)


@router.post("/saved/{search}/drop", include_in_schema=False)
def drop(request: Request, form: Change, search: str) -> Response:  # noqa: ARG001  taking the form checks its token
    """Drop a search."""
    house = find_house(request)
    house.ledger.drop_saved_search(search, house.settings.user)
    return RedirectResponse("/saved", 303)


def _load(request: Request) -> SavedPage:
    return make_saved(find_house(request).ledger.saved_searches())
