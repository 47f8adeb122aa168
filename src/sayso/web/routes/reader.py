"""The reader: one document with its attributions marked and a card for each claim.

In: the id of a document or page, or the beginning of one. Out: its page, its analysis as JSON, its claims as CSV, the versions
of its page as an Atom feed. Whoever asks by another id than the document's own is sent on to that.
"""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from sayso.bookkeeping.versions import PageVersion
from sayso.ledger import Ledger
from sayso.store import Shown
from sayso.web.feeds import Entry, Feed, to_atom
from sayso.web.rendering import find_house, render, to_csv, to_json
from sayso.web.views.reader import COLUMNS, Opened, iter_rows, make_reader, tell_document
from sayso.web.views.tools import list_tools

__all__ = ["router"]

router = APIRouter()


@router.get("/d/{subject}.json", response_model=dict[str, Any])
def reader_json(request: Request, subject: str) -> Response:
    """The analysis of a document as its contract has it, with reviews, versions and who else carries its claims beside it."""
    return to_json(tell_document(_open(find_house(request).ledger, subject)))


@router.get("/d/{subject}.csv", response_class=Response)
def reader_csv(request: Request, subject: str) -> Response:
    """The claims of a document as a table."""
    opened = _open(find_house(request).ledger, subject)
    styles = {one.id: one.style for one in opened.analysis.attributions}
    return to_csv(COLUMNS, iter_rows(make_reader(opened), styles), opened.shown.document.id)


@router.get("/d/{subject}.atom", response_class=Response)
def reader_atom(request: Request, subject: str) -> Response:
    """The versions of a document's page, the newest first."""
    shown = find_house(request).ledger.show(subject)
    title = shown.document.title or shown.document.url
    entries = [
        Entry(one.document, f"Version {one.number}: {title}", one.first_seen, f"/d/{one.document}")
        for one in reversed(shown.versions)
    ]
    page = shown.document.page
    return to_atom(request, Feed(page, f"Versions of: {title}", f"/d/{page}", f"/d/{page}.atom", entries))


@router.get("/d/{subject}", include_in_schema=False)
def reader(request: Request, subject: str, edit: bool = False) -> Response:
    """The page; with `?edit=1` every word is an element of its own, so that a span can be chosen."""
    ledger = find_house(request).ledger
    shown = ledger.show(subject)
    if subject != shown.document.id:
        return _send_on(shown, request.url.query)
    opened = _read(ledger, shown)
    own = list_tools(opened.reviewed)
    return render(request, "reader.html", make_reader(opened, editing=edit), own=own, changed=_find_changed(ledger, shown))


@router.get("/a/{subject}", include_in_schema=False)
def attribution(request: Request, subject: str) -> Response:
    """An attribution where its document shows it."""
    return _send_on(find_house(request).ledger.show(subject), request.url.query)


def _find_changed(ledger: Ledger, shown: Shown) -> PageVersion | None:
    """What came, went and changed in this version of its page; null for the only or first one."""
    if len(shown.versions) < 2:
        return None
    versions = ledger.versions(shown.document.page)
    return next((one for one in versions if one.document == shown.document.id and one.number > 1), None)


def _send_on(shown: Shown, query: str) -> Response:
    """To the document's own address, and there to the card of what was asked for."""
    place = {"attribution": f"#a-{shown.id}", "claim": f"#c-{shown.id}"}.get(shown.kind, "")
    return RedirectResponse(f"/d/{shown.document.id}{'?' + query if query else ''}{place}", 302)


def _open(ledger: Ledger, subject: str) -> Opened:
    return _read(ledger, ledger.show(subject))


def _read(ledger: Ledger, shown: Shown) -> Opened:
    document = shown.document.id
    return Opened(shown, ledger.reviewed(document), ledger.carriers(document))
