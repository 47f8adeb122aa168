"""Pages made of what a carrier holds: an item of a wire, a feed, a mail, a line of a list.

In: markup or text of one story and what its carrier says of it. Out: a `Page` with the story alone as its body; what the
carrier says stands in `told`, never in the body. The carrier itself stays where it lies; nothing of it is kept here.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from sayso.errors import IntakeError
from sayso.intake.files import page_from_bytes
from sayso.intake.markup import INVALID, own_address
from sayso.records import Failure, FieldEvidence, Page
from sayso.records.ids import digest

__all__ = ["LONGEST_TOLD", "Carried", "address_in", "carried_document", "carried_page", "carried_text", "tell"]

#: What of a carrier's word is kept as evidence.
LONGEST_TOLD: Final = 400
#: Schemes of names that are an item's own, wherever its file lies: wires and mails use them.
NAMING: Final = ("urn:", "tag:", "mid:")
LONGEST_NAME: Final = 500

#: What comes out of a carrier.
Carried = Iterator[Page | Failure]


def tell(field: str, value: str | None, method: str) -> Iterator[FieldEvidence]:
    """A carrier's word on a field, if it says any."""
    words = " ".join(INVALID.sub("", value[: 4 * LONGEST_TOLD]).split())[:LONGEST_TOLD] if value else ""
    if words:
        yield FieldEvidence(field, words, method, None)


def address_in(container: str, key: str, *others: str) -> str:
    """The address of an item: its own if `key` is one, or a name such as a URN; else the container's with the key behind `#`.

    A container on the web makes it an `item:`: its address with something behind a `#` would be its own. Without a key it is a
    digest of `others`, so that it stays the same when the container grows.
    """
    key = " ".join(INVALID.sub("", key).split())[:LONGEST_NAME]
    own = own_address(key)
    if own is not None:
        return own
    if key.lower().startswith(NAMING):
        return key
    within = f"item:{container}" if own_address(container) is not None else container
    return f"{within}#{key or digest(*others)}"


def carried_page(
    address: str, title: str, markup: str, told: Iterable[FieldEvidence], *, language: str = "", fetched: str | None = None
) -> Page | Failure:
    """The page of a story in markup; a `Failure` where it is empty or too large."""
    heading = f"<h1>{escape(title)}</h1>\n" if title and "<h1" not in markup[:20000] else ""
    lang = f' lang="{escape(language)}"' if language else ""
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    html = f"<!doctype html>\n<html{lang}>{head}<body><article>\n{heading}{markup}\n</article></body></html>\n"
    if not markup.strip() and not title.strip():
        return Failure(address, "intake", "nothing to read in it")
    return _page(address, html, "text/html; charset=utf-8", told, fetched)


def carried_document(address: str, markup: str, told: Iterable[FieldEvidence]) -> Page | Failure:
    """The page of a whole document in HTML; a `Failure` where it is empty or too large."""
    return _page(address, markup, "text/html; charset=utf-8", told, None)


def carried_text(address: str, text: str, told: Iterable[FieldEvidence], *, fetched: str | None = None) -> Page | Failure:
    """The page of a story in plain text; a `Failure` where it is empty or too large."""
    return _page(address, text, "text/plain; charset=utf-8", told, fetched)


def _page(address: str, body: str, kind: str, told: Iterable[FieldEvidence], fetched: str | None) -> Page | Failure:
    try:
        page = page_from_bytes(INVALID.sub("", body).encode("utf-8", "replace"), address, kind)
    except IntakeError as error:
        return Failure(error.subject, "intake", error.reason)
    return Page(page.url, fetched, page.body, kind, page.sha256, tuple(dict.fromkeys(told)))
