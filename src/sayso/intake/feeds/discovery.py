"""The feeds that a web page names.

In: the bytes of a page and its address. Out: addresses of feeds with their titles, those that the page declares before those
that it only links to. Whether one of them answers is for whoever fetches it.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from sayso.intake.feeds.opml import ListedFeed
from sayso.intake.markup import own_address, words_of

__all__ = ["discover_feeds"]

TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml+rss"}
)
ENDINGS: Final = (
    ".rss",
    ".atom",
    "/rss",
    "/feed",
    "/feeds",
    "/atom",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
)
#: So much of a page is looked at, and so many feeds are named.
LARGEST, MOST_FEEDS = 2 * 1024 * 1024, 40


def discover_feeds(body: bytes, address: str) -> tuple[ListedFeed, ...]:
    """The feeds that a page names, the declared ones first, each address once. Never raises."""
    try:
        root = document_fromstring(body[:LARGEST], parser=HTMLParser(no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError, LookupError, AssertionError):
        return ()
    found: dict[str, ListedFeed] = {}
    for feed in (*_declared(root, _base(root, address)), *_linked(root, _base(root, address))):
        found.setdefault(feed.address, feed)
    return tuple(found.values())[:MOST_FEEDS]


def _base(root: Any, address: str) -> str:
    for element in root.iter("base"):
        return _join(address, element.get("href") or "") or address
    return address


def _declared(root: Any, base: str) -> Iterator[ListedFeed]:
    for link in root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in (link.get("rel") or "").lower().split() and kind in TYPES:
            joined = _join(base, link.get("href") or "")
            if joined:
                yield ListedFeed(joined, words_of(link.get("title") or "")[:400] or None)


def _linked(root: Any, base: str) -> Iterator[ListedFeed]:
    for link in root.iter("a"):
        joined = _join(base, link.get("href") or "")
        if joined and _looks_like_feed(joined):
            yield ListedFeed(joined, words_of(link.text_content())[:400] or None)


def _looks_like_feed(address: str) -> bool:
    try:
        path = urlsplit(address).path.lower().rstrip("/")
    except ValueError:
        return False
    return path.endswith(ENDINGS)


def _join(base: str, address: str) -> str | None:
    try:
        return own_address(urljoin(base, address.strip())) if address.strip() else None
    except ValueError:
        return None
