"""What is new for saved searches, and how what is followed fares.

In: how many days to look back. Out: the digest and the list of sources as pages, JSON, CSV and a feed. It only shows what a
watch or `sayso digest` has noticed; it notices and fetches nothing itself.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from sayso.ledger import Ledger
from sayso.records.codec import to_plain
from sayso.records.instants import later, read_clock
from sayso.watch.digests import make_digest
from sayso.web.feeds import Entry, Feed, to_atom
from sayso.web.rendering import find_house, render, to_csv, to_json
from sayso.web.views.news import NewsPage, SourcesPage, make_news, make_sources

__all__ = ["router"]

router = APIRouter()
Days = Annotated[int, Query(ge=1, le=366)]
DAY = 86_400
COLUMNS = ("id", "address", "title", "kind", "state", "items", "every", "due", "last_ok", "failures", "last_error")


@router.get("/news.json", response_model=dict[str, Any])
def news_json(request: Request, days: Days = 7, *, everything: Annotated[bool, Query(alias="all")] = False) -> Response:
    """What `sayso digest --as json` prints."""
    page = _load(find_house(request).ledger, days, everything=everything)
    return to_json({"schema": "sayso/digest/1", **to_plain(page.digest)})


@router.get("/news.atom", response_class=Response)
def news_atom(request: Request, days: Days = 7) -> Response:
    """The lines of the digest, each once."""
    page = _load(find_house(request).ledger, days)
    entries = [
        Entry(
            f"{line.kind}:{part.search}:{line.claim or line.document}",
            f"{part.name}: {page.head(line.kind)}: {line.words}",
            line.at,
            f"/c/{line.claim}" if line.claim else f"/d/{line.document}",
            "; ".join((*line.notes, line.detail)),
        )
        for part in page.digest.parts
        for line in part.lines
    ]
    return to_atom(request, Feed("news", "What is new", "/news", "/news.atom", entries))


@router.get("/news", include_in_schema=False)
def news(request: Request, days: Days = 7, *, everything: Annotated[bool, Query(alias="all")] = False) -> Response:
    """What is new for each saved search."""
    return render(request, "news.html", _load(find_house(request).ledger, days, everything=everything))


@router.get("/sources.json", response_model=SourcesPage)
def sources_json(request: Request) -> Response:
    """What is followed."""
    return to_json(_sources(request))


@router.get("/sources.csv", response_class=Response)
def sources_csv(request: Request) -> Response:
    """The same as a table."""
    feeds = find_house(request).ledger.feeds()
    return to_csv(COLUMNS, [[getattr(one, name) for name in COLUMNS] for one in feeds], "sources")


@router.get("/sources", include_in_schema=False)
def sources(request: Request) -> Response:
    """What is followed, and how each fares."""
    return render(request, "sources.html", _sources(request))


def _sources(request: Request) -> SourcesPage:
    ledger = find_house(request).ledger
    return make_sources(ledger.feeds(), ledger.count_jobs())


def _load(ledger: Ledger, days: int, *, everything: bool = False) -> NewsPage:
    now = read_clock()
    searches = ledger.saved_searches()
    digest = make_digest(ledger, searches, later(now, -days * DAY), now, everything=everything)
    marks = [mark for one in searches if (mark := ledger.mark(f"search:{one.id}"))]
    return make_news(digest, days, min(marks) if len(marks) == len(searches) and marks else None)
