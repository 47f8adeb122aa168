"""Stories: what the ledger holds on one happening, and which texts of it come from which.

In: words, or the id of a story. Out: the list of stories, one story with its texts, both as JSON, CSV and Atom.
"""

from collections.abc import Generator
from contextlib import closing
from itertools import islice
from typing import Any, Final, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.records import Policy, Story
from sayso.records.codec import to_plain
from sayso.web.feeds import Entry, Feed, to_atom
from sayso.web.rendering import find_house, render, to_csv, to_json
from sayso.web.views.stories import STORIES, iter_texts, make_stories, make_story, read_cursor, write_cursor

__all__ = ["router"]

router = APIRouter()
ANSWERS: Final = 4
COLUMNS: Final = ("story", "title", "first", "last", "texts")
TEXTS: Final = ("story", "document", "publisher", "published", "title", "url", "current", "has_it_from")
EPOCH: Final = "1970-01-01"


@router.get("/stories.json", response_model=dict[str, Any])
def stories_json(request: Request, q: str = "", after: str = "") -> Response:
    """A page of the list of stories, the latest first; with words the best match first; `next` leads on."""
    found, following = _list(find_house(request).ledger, q, after)
    return to_json({"schema": "sayso/stories/1", "stories": [to_plain(story) for story in found], "next": following})


@router.get("/stories.csv", response_class=Response)
def stories_csv(request: Request, q: str = "", after: str = "") -> Response:
    """A page of the list of stories as a table."""
    found, _ = _list(find_house(request).ledger, q, after)
    rows = ((one.id, one.title, one.day_first, one.day_last, len(one.documents)) for one in found)
    return to_csv(COLUMNS, rows, "stories")


@router.get("/stories.atom", response_class=Response)
def stories_atom(request: Request, q: str = "") -> Response:
    """The stories with the latest texts."""
    found, _ = _list(find_house(request).ledger, q, "")
    entries = [
        Entry(one.id, one.title or "(no title)", _instant(one.day_last), f"/story/{one.id}", f"{len(one.documents)} texts")
        for one in found
    ]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    return to_atom(request, Feed("stories", "Stories", "/stories", "/stories.atom", entries))


@router.get("/stories", include_in_schema=False)
def stories(request: Request, q: str = "", after: str = "") -> Response:
    """The list of stories."""
    house = find_house(request)
    found, following = _list(house.ledger, q, after)
    view = make_stories(q.strip(), found, after, following, house.unlinked())
    return render(request, "stories.html", view, progress=find_house(request).linking.progress)


@router.get("/story/{subject}.json", response_model=dict[str, Any])
def story_json(request: Request, subject: str, policy: Policy = "origins") -> Response:
    """What `sayso story --json` prints for a story."""
    account = find_house(request).ledger.story(_check(subject), policy=policy)
    return to_json({"schema": "sayso/story/1", **to_plain(account)})


@router.get("/story/{subject}.csv", response_class=Response)
def story_csv(request: Request, subject: str) -> Response:
    """The texts of a story as a table."""
    account = find_house(request).ledger.story(_check(subject), limit=0)
    return to_csv(TEXTS, iter_texts(account), account.story.id)


@router.get("/story/{subject}.atom", response_class=Response)
def story_atom(request: Request, subject: str) -> Response:
    """The texts of a story, the newest first."""
    account = find_house(request).ledger.story(_check(subject), limit=0)
    title, own = account.story.title or "(no title)", f"/story/{account.story.id}"
    heads = sorted((page.head for page in account.pages), key=lambda head: (head.day or "", head.document), reverse=True)
    entries = [
        Entry(
            one.document, f"{one.publisher or 'A page'}: {one.title or '(no title)'}", _instant(one.day), f"/d/{one.document}"
        )
        for one in heads[:100]
    ]
    return to_atom(request, Feed(account.story.id, title, own, f"{own}.atom", entries))


@router.get("/story/{subject}", include_in_schema=False)
def story(request: Request, subject: str, policy: Policy = "origins", page: int = 1) -> Response:
    """The page of a story."""
    account = find_house(request).ledger.story(_check(subject), policy=policy, limit=ANSWERS)
    if account.story.id != subject:
        return RedirectResponse(f"/story/{account.story.id}", 302)
    return render(request, "story.html", make_story(account, page))


def _list(ledger: Ledger, words: str, after: str) -> tuple[list[Story], str | None]:
    """The stories of one page of the list, and the cursor of what follows."""
    with closing(cast("Generator[Story]", ledger.stories(words.strip() or None, after=read_cursor(after)))) as found:
        some = list(islice(found, STORIES + 1))
    return some[:STORIES], write_cursor(some[STORIES - 1]) if len(some) > STORIES else None


def _check(subject: str) -> str:
    if subject[:1] != "s" or not subject[1:].isalnum():
        raise NotFound(subject, "not the id of a story: look for it at /stories")
    return subject


def _instant(day: str | None) -> str:
    """A day as an instant; a month or year by its first day."""
    return f"{(day or EPOCH)[:10]}{EPOCH[len((day or EPOCH)[:10]) :]}T00:00:00Z"
