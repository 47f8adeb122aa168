"""The front page: paste a story or choose a file, and what the ledger holds.

In: a text or a file. Out: the reader's page of the story. It reads one story at a time and keeps it in the ledger.
"""

from fastapi import APIRouter, Request, Response

from sayso.web.rendering import find_house, render
from sayso.web.views.front import FrontPage

__all__ = ["router"]

router = APIRouter()


@router.get("/", include_in_schema=False)
def front(request: Request) -> Response:
    """The front page."""
    house = find_house(request)
    return render(request, "front.html", FrontPage(house.ledger.counts()))
