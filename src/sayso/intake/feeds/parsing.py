"""One way in for everything that lists pages: RSS, Atom, JSON Feed, sitemaps.

In: the body of an answer, its address and content type. Out: `FeedContent`; which of the forms it is, the bytes say, since
servers are often wrong about it. A web page in place of a feed is refused in one line that names the feeds of that page.
"""

import re
from typing import Final

from sayso.errors import UnsupportedPage
from sayso.intake.feeds.discovery import discover_feeds
from sayso.intake.feeds.jsonfeed import parse_json_feed
from sayso.intake.feeds.sitemaps import GZIP, parse_sitemap
from sayso.intake.feeds.syndication import parse_syndicated
from sayso.records import FeedContent

__all__ = ["find_feed_kind", "parse_feed"]

SNIFFED: Final = 8192
LARGEST: Final = 52_428_800
PROLOGUE: Final = re.compile(
    r"(?:\s|<\?.{0,2000}?\?>|<!--.{0,4000}?-->|<!doctype[^>\[]{0,500}(?:\[.{0,4000}?\])?\s*>)*", re.DOTALL | re.IGNORECASE
)
ROOT: Final = re.compile(r"<(?:[\w-]{1,40}:)?([\w-]{1,40})")
SYNDICATED: Final = frozenset({"rss", "feed", "rdf", "channel", "redirect"})
#: What a feed has somewhere, however damaged its beginning is.
ANY_SIGN: Final = re.compile(rb"<(?:[\w-]{1,40}:)?(?:rss|feed|rdf|channel|item|entry)\b", re.IGNORECASE)
SITEMAPS: Final = frozenset({"urlset", "sitemapindex"})
PAGE: Final = frozenset({"html", "head", "body"})


def parse_feed(body: bytes, address: str, content_type: str | None, *, at: str | None = None) -> FeedContent:
    """The pages that a feed or sitemap lists; dates after `at`, when it was fetched, are not believed.

    Raises:
        UnsupportedPage: it is no feed; the reason says what it is instead.
    """
    if not body.strip(b" \t\r\n\x00"):
        raise UnsupportedPage(address, "an empty answer, no feed: try again later")
    if len(body) > LARGEST:
        raise UnsupportedPage(address, f"a feed of more than {LARGEST // 1024 // 1024} MiB: it is not read")
    kind = find_feed_kind(body)
    if kind == "sitemap":
        return parse_sitemap(body, address, at)
    if kind == "json":
        return parse_json_feed(body, address, at)
    if kind == "page":
        found = [feed.address for feed in discover_feeds(body, address)]
        advice = (
            f"name one of its feeds: {', '.join(found[:3])}" if found else "it names no feed either; look for one on the site"
        )
        raise UnsupportedPage(address, f"a web page, not a feed: {advice}")
    if kind is None and not ANY_SIGN.search(body.replace(b"\x00", b"")):
        raise UnsupportedPage(address, "no feed (nothing of one in it): check the address")
    return parse_syndicated(body, address, content_type, at, is_named=kind == "feed")


def find_feed_kind(body: bytes) -> str | None:
    """What a body is by its beginning: feed, sitemap, json or page; null where it is none of these for certain."""
    if body.startswith(GZIP):
        return "sitemap"
    start = _beginning(body)
    if start[:1] in ("{", "["):
        return "json"
    prologue = PROLOGUE.match(start)
    root = ROOT.match(start, prologue.end() if prologue else 0)
    name = root[1].lower() if root else ""
    if name in SYNDICATED:
        return "feed"
    if name in SITEMAPS:
        return "sitemap"
    is_page = name in PAGE or "<!doctype html" in start[:1000].lower()
    return "page" if is_page else None


def _beginning(body: bytes) -> str:
    head = body[: 4 * SNIFFED]
    for mark, codec in (
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, "ignore").lstrip()
    return head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")[:SNIFFED].lstrip()
