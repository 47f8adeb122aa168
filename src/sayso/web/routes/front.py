"""The front page: paste a story or its address, or choose a file, and what the ledger holds.

In: a text, an address or a file. Out: the reader's page of the story. It reads one story at a time, keeps it in the
ledger and has the ledger linked behind the answer if it is small. The name of a file is never taken for a path; only its
ending says what it may be.
"""

import re
from pathlib import PurePath
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse

from sayso.errors import IntakeError, QueryError, ReadingError
from sayso.intake.files import CONTENT_TYPES, MAX_BYTES, PASTE, page_from_bytes
from sayso.records import Failure, Page
from sayso.web.house import House
from sayso.web.rendering import find_house, render
from sayso.web.security import Sent, carries_token
from sayso.web.views.front import MOST_PAGES, make_front_page

__all__ = ["router"]

router = APIRouter()
DAY: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
STALE: Final = (
    "sayso was started anew since this page was loaded. Nothing is lost: press “Read it” again, and choose a file anew."
)
#: An address alone, where a story should be.
ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


@router.get("/", include_in_schema=False)
def front(request: Request) -> Response:
    """The front page."""
    return _show(request)


@router.post("/read", include_in_schema=False)
def read(request: Request, form: Sent) -> Response:
    """Read a pasted text, an address or a file, keep it, and show it.

    A form that is older than this run is shown again, with its text.
    """
    house = find_house(request)
    if not carries_token(request, form):
        return _show(request, form, STALE, status=403)
    try:
        document = _keep(house, _find_page(house, form), _find_day(form))
    except (IntakeError, QueryError, ReadingError) as error:
        return _show(request, form, f"This could not be read: {error.reason}.")
    return RedirectResponse(f"/d/{document}", 303, background=BackgroundTask(_link, house))


def _show(request: Request, form: FormData | None = None, wrong: str | None = None, status: int = 422) -> Response:
    house = find_house(request)
    newest = house.newest()[:MOST_PAGES]
    if form is None:
        return render(request, "front.html", make_front_page(house.counts(), newest))
    text, published = str(form.get("text") or ""), str(form.get("published") or "")
    view = make_front_page(house.counts(), newest, text=text, published=published, error=wrong)
    return render(request, "front.html", view, status=status)


def _find_page(house: House, form: FormData) -> Page:
    """The page that a form holds: a file where one was chosen, else the pasted text, or what is at a pasted address.

    Raises:
        IntakeError: it holds nothing, or what it holds is no page, or leads to none.
    """
    file, text = form.get("file"), str(form.get("text") or "")
    if isinstance(file, UploadFile) and file.filename:
        body = file.file.read(MAX_BYTES + 1)
        return page_from_bytes(body, PASTE, CONTENT_TYPES.get(PurePath(file.filename).suffix.lower()))
    if not text.strip():
        raise IntakeError("", "nothing was pasted and no file was chosen: paste a story or its address, or choose a file")
    if ADDRESS.fullmatch(text.strip()):
        found = house.fetch(text.strip())
        if isinstance(found, Failure):
            raise IntakeError("", found.error)
        return found
    return page_from_bytes(text.replace("\r\n", "\n").encode("utf-8", "replace"), PASTE, None)


def _find_day(form: FormData) -> str | None:
    day = str(form.get("published") or "").strip()
    if day and not DAY.fullmatch(day):
        raise QueryError("", f"{day!r} is no date: write 2018-09-04, 2018-09 or 2018")
    return day or None


def _keep(house: House, page: Page, published: str | None) -> str:
    """The id of the document that a page was read as."""
    with house.reading:
        (item,) = house.reader.read([page], published=published)
    if isinstance(item, Failure):
        raise ReadingError("", item.error)
    house.ledger.add([item])
    house.forget_counts()
    return item.analysis.document.id


def _link(house: House) -> None:
    """Link what came, where that takes no more than a moment."""
    if house.counts().documents <= house.settings.links_at_once:
        house.linking.start(house.ledger, house.forget_counts)
