"""The page that says how it reads and how often it errs.

In: the card of the model that the application reads with. Out: a page. It measures nothing.
"""

from pathlib import Path

from fastapi import APIRouter, Request, Response

from sayso.tagging.bundles import shipped_bundle
from sayso.web.rendering import find_house, render, to_json
from sayso.web.views.method import MethodPage, read_card

__all__ = ["router"]

router = APIRouter()
NO_CARD = "This model comes without a card that says how often it errs.\n"


@router.get("/method.json", response_model=MethodPage)
def method_json(request: Request) -> Response:
    """The model's card in parts."""
    return to_json(_load(request))


@router.get("/method", include_in_schema=False)
def method(request: Request) -> Response:
    """The same as a page."""
    return render(request, "method.html", _load(request))


def _load(request: Request) -> MethodPage:
    folder = find_house(request).settings.bundle
    card = (shipped_bundle() if folder is None else Path(folder)) / "CARD.md"
    return read_card(card.read_text(encoding="utf-8", errors="replace") if card.is_file() else NO_CARD)
