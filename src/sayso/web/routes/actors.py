"""Actors' pages: what a source says, is said to have said, and denies; who may be one with it, and decisions about that.

In: a name, or the id of an actor of a document. Out: the page, JSON, CSV, a feed. Who may be one with whom is looked for over
the whole ledger: at once where that is small, else when somebody asks. A decision leads back to the page.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.store import ActorAccount, Browse
from sayso.web.feeds import Feed, to_atom
from sayso.web.house import House
from sayso.web.rendering import find_house, render, stream_csv, to_json
from sayso.web.security import Change
from sayso.web.views.actors import ActorAnswer, address_of, answer_actor, list_actors, make_actor
from sayso.web.views.feed_entries import make_entries
from sayso.web.views.rows import COLUMNS, is_held_back, write_cells

__all__ = ["router"]

router = APIRouter()
Name = Annotated[str, Query(max_length=300)]
BATCH: Final = 500
FEED: Final = 50


@router.get("/actor.json", response_model=ActorAnswer)
def actor_json(request: Request, name: Name) -> Response:
    """A source by its name: what it says, is said to have said, denies."""
    return to_json(answer_actor(_find(request, name)))


@router.get("/actor.csv", response_class=Response)
def actor_csv(request: Request, name: Name) -> Response:
    """All claims in whose chain the source stands."""
    ledger, account = find_house(request).ledger, _find(request, name)
    return stream_csv(COLUMNS, _read_all(ledger, Browse(actors=(account.key,), limit=BATCH)), "actor")


@router.get("/actor.atom", response_class=Response)
def actor_atom(request: Request, name: Name) -> Response:
    """The claims with the source that came into the ledger last."""
    account = _find(request, name)
    rows = find_house(request).ledger.latest(Browse(actors=(account.key,), limit=FEED))
    entries = make_entries([row for row in rows if not is_held_back(row)])
    own = address_of(account.name)
    feed = Feed(f"actor:{quote(account.key)}", f"{account.name}: claims", own, own.replace("/actor?", "/actor.atom?"), entries)
    return to_atom(request, feed)


@router.get("/actor/{subject}.json", response_model=ActorAnswer)
def actor_by_id_json(request: Request, subject: str) -> Response:
    """A source by the id of an actor of a document."""
    return to_json(answer_actor(_find(request, subject)))


@router.get("/actor", include_in_schema=False)
def actor(request: Request, name: Name = "", links: bool = False) -> Response:
    """The page of a name; without one, whom the ledger's claims come from most often."""
    if not name.strip():
        return render(request, "actors.html", list_actors(find_house(request).ledger.facets(Browse())))
    try:
        account = _find(request, name)
    except NotFound:
        page = list_actors(find_house(request).ledger.facets(Browse()), name.strip())
        return render(request, "actors.html", page, status=404)
    return _show(request, account, links=links)


@router.get("/actor/{subject}", include_in_schema=False)
def actor_by_id(request: Request, subject: str, links: bool = False) -> Response:
    """The page of whoever an actor of a document is."""
    return _show(request, _find(request, subject), links=links)


@router.post("/actor/links", include_in_schema=False)
def decide(
    request: Request, form: Change, left: Annotated[str, Form()], right: Annotated[str, Form()], action: Annotated[str, Form()]
) -> Response:
    """Two actors are one, or are not the same."""
    house = find_house(request)
    house.ledger.judge_link(left, right, action, house.settings.user, kind="same_actor")
    return _back(form.get("name"))


@router.post("/actor/undo", include_in_schema=False)
def undo(request: Request, form: Change, judgement: Annotated[str, Form()]) -> Response:
    """Take a decision back."""
    house = find_house(request)
    house.ledger.withdraw(judgement, house.settings.user)
    return _back(form.get("name"))


def _find(request: Request, name_or_id: str) -> ActorAccount:
    return find_house(request).ledger.actor(name_or_id.replace("\x00", " ").strip())


def _show(request: Request, account: ActorAccount, *, links: bool) -> Response:
    house = find_house(request)
    lookup = house.ledger.find_actors(account.name) if links or _is_small(house) else None
    return render(request, "actor.html", make_actor(account, lookup))


def _is_small(house: House) -> bool:
    return house.counts().documents <= house.settings.links_at_once // 10


def _read_all(ledger: Ledger, ask: Browse) -> Iterator[tuple[object, ...]]:
    """The cells of all rows, page after page."""
    page = ledger.browse(ask)
    while True:
        yield from (write_cells(row) for row in page.rows if not is_held_back(row))
        if page.next is None:
            return
        page = ledger.browse(replace(ask), page.next)


def _back(name: object) -> Response:
    """To the page that a decision was made on."""
    place = f"{address_of(name)}&links=1#links" if isinstance(name, str) and name else "/actor"
    return RedirectResponse(place, 303)
