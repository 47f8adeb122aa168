"""The review screens: the queues, one claim of them, the log of decisions, and what is adrift.

In: which queue and from where on, whose decisions. Out: pages, JSON, CSV. Deciding is another route's: see `judging`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from sayso.knowledge.outlets import fold_name
from sayso.ledger import Ledger
from sayso.records import QUEUES, Claim, QueueItem, QueueKind
from sayso.web.rendering import find_house, is_partial, render, to_csv, to_json
from sayso.web.routes.sheets import open_claim
from sayso.web.views.review import (
    COLUMNS,
    QUEUE_WORDS,
    AdriftPage,
    LogPage,
    Progress,
    QueueTab,
    ReviewCard,
    ReviewPage,
    count_today,
    iter_log,
    make_log,
    make_review_card,
    tell_adrift,
)
from sayso.web.views.sheets import find_row

__all__ = ["router"]

router = APIRouter()
LIST: Final = 50
#: Claims whose publishers are offered by name, and those looked through for the ones of one publisher, so many at a time.
NAMED: Final = 200
SEARCHED, BATCH = 2000, 200
#: Own decisions of today that are counted, and judgements that may have taken another one back.
TODAY: Final = 500
RECENT: Final = 1000
Queue = Annotated[QueueKind, Query()]
Name = Annotated[str, Query(max_length=300)]
Cursor = Annotated[str, Query()]
View = Annotated[Literal["one", "list"], Query()]


@router.get("/review.json", response_model=ReviewPage)
def review_json(
    request: Request, queue: Queue = "uncertain", view: View = "list", outlet: Name = "", after: Cursor = ""
) -> Response:
    """Claims of a queue that wait for somebody, each with its passage, and why it should be looked at."""
    return to_json(_load(request, queue, view, outlet, after))


@router.get("/review", include_in_schema=False)
def review(request: Request, queue: Queue = "uncertain", view: View = "one", outlet: Name = "", after: Cursor = "") -> Response:
    """The same as a page: one claim at a time, or a list."""
    return render(request, "review.html", _load(request, queue, view, outlet, after))


@router.get("/review/card/{subject}", include_in_schema=False)
def card(request: Request, subject: str) -> Response:
    """One claim as it is now, for a script that shows it anew."""
    reviewed, claim = open_claim(find_house(request).ledger, subject)
    shown = make_review_card(reviewed, claim, None)
    return render(request, "parts/review_card_part.html" if is_partial(request) else "review_card.html", shown)


@router.get("/review/log.json", response_model=LogPage)
def log_json(request: Request, user: Name = "", before: Cursor = "") -> Response:
    """The log of decisions, the newest first."""
    return to_json(_load_log(request, user, before))


@router.get("/review/log.csv", response_class=Response)
def log_csv(request: Request, user: Name = "", before: Cursor = "") -> Response:
    """The same as a table."""
    return to_csv(COLUMNS, iter_log(_load_log(request, user, before)), "log")


@router.get("/review/log", include_in_schema=False)
def log(request: Request, user: Name = "", before: Cursor = "") -> Response:
    """The same as a page."""
    return render(request, "review_log.html", _load_log(request, user, before))


@router.get("/review/adrift.json", response_model=AdriftPage)
def adrift_json(request: Request) -> Response:
    """Decisions that no longer find their place."""
    return to_json(tell_adrift(find_house(request).ledger.adrift()))


@router.get("/review/adrift", include_in_schema=False)
def adrift(request: Request) -> Response:
    """The same as a page."""
    return render(request, "adrift.html", tell_adrift(find_house(request).ledger.adrift()))


def _load_log(request: Request, user: str, before: str) -> LogPage:
    ledger = find_house(request).ledger
    history = ledger.history(user=user or None, limit=LIST + 1, before=before or None)
    return make_log(history, ledger.history(limit=RECENT), user, LIST)


def _load(request: Request, queue: QueueKind, view: str, outlet: str, after: str) -> ReviewPage:
    house = find_house(request)
    ledger = house.ledger
    size = 1 if view == "one" else LIST
    items, is_more = _find_items(ledger, queue, outlet, after, size)
    cards = _make_cards(ledger, items)
    waiting = house.waiting()
    tabs = tuple(QueueTab(kind, *QUEUE_WORDS[kind], waiting[kind], kind == queue) for kind in QUEUES)
    names = sorted({item.publisher for item in ledger.queue(queue, limit=NAMED) if item.publisher})
    return ReviewPage(
        queue=queue,
        view=view,
        outlet=outlet,
        tabs=tabs,
        cards=cards,
        next=items[-1].cursor if items and is_more else None,
        progress=_count_own(ledger, house.settings.user),
        outlets=tuple(names),
        skipped=len(items) - len(cards),
        after=after,
    )


def _find_items(ledger: Ledger, queue: QueueKind, outlet: str, after: str, size: int) -> tuple[Sequence[QueueItem], bool]:
    """The next items of a queue, of one outlet where one is named, and whether there are more behind them."""
    cursor, found, seen = after or None, list[QueueItem](), 0
    wanted = fold_name(outlet)
    while len(found) <= size and seen < SEARCHED:
        batch = ledger.queue(queue, limit=size + 1 if not wanted else BATCH, after=cursor)
        found += [item for item in batch if not wanted or fold_name(item.publisher or "") == wanted]
        seen += len(batch)
        if len(batch) < (size + 1 if not wanted else BATCH) or not wanted:
            break
        cursor = batch[-1].cursor
    return found[:size], len(found) > size


def _make_cards(ledger: Ledger, items: Sequence[QueueItem]) -> tuple[ReviewCard, ...]:
    """The cards of these items; each document is opened once."""
    opened = ledger.reviewed_each(item.document for item in items)
    cards = []
    for item in items:
        reviewed = opened[item.document]
        claim = find_row(reviewed, item.claim.id)
        if isinstance(claim, Claim):
            cards.append(make_review_card(reviewed, claim, item))
    return tuple(cards)


def _count_own(ledger: Ledger, user: str) -> Progress:
    now = datetime.now().astimezone()
    zone = now.tzinfo
    return count_today(ledger.history(user=user, limit=TODAY), now.date().isoformat(), zone, TODAY)
