"""The ledger's screen: claims that match a question, with what they can be narrowed by; the same as JSON, CSV and Atom.

In: a question as a query string. Out: one page of rows (or the whole table as CSV, or the newest as a feed). A part of the
page alone is what our scripts get. Feeds and exports leave out what `is_held_back` says, unless the question has `all=1`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from sayso.errors import QueryError
from sayso.export.queries import NAMES, Asked, parse_query, write_query
from sayso.ledger import Ledger
from sayso.records.ids import digest
from sayso.store import Browsed
from sayso.web.feeds import Feed, to_atom
from sayso.web.rendering import find_house, is_partial, render, stream_csv, to_json
from sayso.web.views.feed_entries import make_entries
from sayso.web.views.narrowing import to_address
from sayso.web.views.rows import COLUMNS, is_held_back, write_cells
from sayso.web.views.search import Answered, SearchAnswer, answer_search, make_search

__all__ = ["router"]

router = APIRouter()
#: Rows that are read at a time for a table that has them all.
BATCH: Final = 500
#: What the JSON's description says of its parameters: the query string is read as a whole.
PARAMETERS: Final[dict[str, Any]] = {
    "parameters": [{"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in NAMES]
}


@router.get("/s.json", response_model=SearchAnswer, openapi_extra=PARAMETERS)
def search_json(request: Request) -> Response:
    """One page of the claims that match; `next` is the address of the page after it."""
    asked = parse_query(request.url.query)
    return to_json(answer_search(asked, find_house(request).ledger.browse(asked.browse, asked.after)))


@router.get("/s.csv", response_class=Response, openapi_extra=PARAMETERS)
def search_csv(request: Request) -> Response:
    """All claims that match, on however many pages, as a table."""
    asked = parse_query(request.url.query)
    ledger, ask = find_house(request).ledger, replace(asked.browse, limit=BATCH)
    first = ledger.browse(ask)  # before the answer begins, so that a question without sense is answered as an error
    return stream_csv(COLUMNS, _read_all(ledger, replace(asked, browse=ask), first), "claims")


@router.get("/s.atom", response_class=Response, openapi_extra=PARAMETERS)
def search_atom(request: Request) -> Response:
    """The claims that match and came into the ledger last."""
    asked = replace(parse_query(request.url.query), after=None)
    rows = find_house(request).ledger.latest(asked.browse)
    kept = [row for row in rows if asked.everything or not is_held_back(row)]
    title = f"Claims: {asked.browse.words or 'the ledger'}"
    feed = Feed(digest("feed", write_query(asked)), title, to_address(asked), to_address(asked, "/s.atom"), make_entries(kept))
    return to_atom(request, feed)


@router.get("/s", include_in_schema=False)
def search(request: Request) -> Response:
    """The page, or its part that a choice changes."""
    asked = parse_query(request.url.query)
    asked, answered = _ask(find_house(request).ledger, asked)
    template = "parts/ledger.html" if is_partial(request) else "search.html"
    return render(request, template, make_search(asked, answered), status=400 if answered.error else 200)


def _ask(ledger: Ledger, asked: Asked) -> tuple[Asked, Answered]:
    """What the ledger answers; a cursor of another question is left out, and a question without sense has a line instead."""
    try:
        browsed = ledger.browse(asked.browse, asked.after)
    except QueryError as error:
        if asked.after is None:
            return asked, Answered(error=str(error))
        note = "This is no page of that question any more: its first page is shown."
        return _ask(ledger, replace(asked, after=None, notes=(*asked.notes, note)))
    places = None if asked.look == "rows" else ledger.map_places(asked.browse)
    facets, buckets = ledger.facets(asked.browse), ledger.timeline(asked.browse, asked.clock)
    return asked, Answered(browsed, facets, buckets, places)


def _read_all(ledger: Ledger, asked: Asked, first: Browsed) -> Iterator[tuple[object, ...]]:
    """The cells of all rows, page after page."""
    page: Browsed | None = first
    while page is not None:
        yield from (write_cells(row) for row in page.rows if asked.everything or not is_held_back(row))
        page = None if page.next is None else ledger.browse(asked.browse, page.next)
