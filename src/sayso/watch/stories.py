"""Stories that stand in a feed alone: items that carry their text and have no address of their own.

In: a job that names what was fetched and the item in it. Out: its `Page`, taken out of the archive again; the same item is the
same page, whatever look at the feed brought it. Nothing is fetched.
"""

from collections.abc import Mapping

from sayso.errors import SaysoError
from sayso.intake.carried import address_in
from sayso.intake.carriers import unpack_page
from sayso.ledger import Ledger
from sayso.records import Failure, Page

__all__ = ["is_story", "read_story"]


def is_story(payload: Mapping[str, str]) -> bool:
    """Whether a job is for an item of a feed that has no address."""
    return "address" not in payload and "fetch" in payload


def read_story(ledger: Ledger, payload: Mapping[str, str]) -> Page | Failure:
    """The page of an item, out of the answer that brought its feed."""
    feed = ledger.feed(payload["feed"])
    wanted = address_in(feed.address, payload["key"])
    try:
        answer = ledger.answer(payload["fetch"])
    except SaysoError as error:
        return Failure(wanted, "intake", error.reason)
    carrier = Page(feed.address, answer.fetch.at, answer.body, answer.fetch.content_type, answer.fetch.sha256 or "")
    for one in unpack_page(carrier):
        if isinstance(one, Page) and one.url == wanted:
            return one
    return Failure(wanted, "intake", "the feed that was kept does not hold this story any more")
