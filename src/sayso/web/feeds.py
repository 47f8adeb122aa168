"""Atom feeds of what a page shows.

In: a `Feed` of frozen `Entry` records, with addresses that begin with a slash. Out: the XML. It asks the ledger nothing; what a
feed may hold is decided where it is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import Request, Response

from sayso.export.html import UNSHOWABLE
from sayso.web.rendering import FRESH

__all__ = ["Entry", "Feed", "to_atom"]

NAMESPACE: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its id in the ledger, a line, the UTC instant it came, the page that shows it, and words."""

    id: str
    title: str
    updated: str
    address: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `address` is that of the page it belongs to, `own` its own."""

    id: str
    title: str
    address: str
    own: str
    entries: Sequence[Entry]


def to_atom(request: Request, feed: Feed) -> Response:
    """The feed; addresses are made absolute by the name that the reader calls us by."""
    base = str(request.base_url).rstrip("/")
    root = Element("feed", {"xmlns": NAMESPACE})
    updated = max((entry.updated for entry in feed.entries), default="1970-01-01T00:00:00Z")
    _add(root, id=f"urn:sayso:{feed.id}", title=feed.title, updated=updated)
    _add(SubElement(root, "author"), name="sayso")
    SubElement(root, "link", {"rel": "self", "href": _clean(base + feed.own)})
    SubElement(root, "link", {"rel": "alternate", "href": _clean(base + feed.address)})
    for entry in feed.entries:
        node = SubElement(root, "entry")
        _add(node, id=f"urn:sayso:{entry.id}", title=entry.title, updated=entry.updated, summary=entry.summary)
        SubElement(node, "link", {"rel": "alternate", "href": _clean(base + entry.address)})
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8", xml_declaration=False)
    return Response(body, media_type="application/atom+xml; charset=utf-8", headers=dict(FRESH))


def _add(node: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(node, name).text = _clean(text)


def _clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return UNSHOWABLE.sub("\ufffd", text)
