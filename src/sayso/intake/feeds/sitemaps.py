"""Sitemaps: lists of a site's pages, those for news with a title and a date; and indexes of sitemaps.

In: the bytes of a sitemap, gzip or plain, or a text with an address a line. Out: `FeedContent` of kind "sitemap", or of kind
"sitemap index", whose items are sitemaps. It is read as a stream: gzip is unpacked within bounds, addresses are capped.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sayso.errors import UnsupportedPage
from sayso.intake.markup import own_address
from sayso.intake.moments import is_after, read_moment, to_utc
from sayso.intake.xml import iter_xml, local_name, text_of
from sayso.records import FeedContent, FeedItem, FieldEvidence

__all__ = ["GZIP", "parse_sitemap", "unpack"]

GZIP: Final = b"\x1f\x8b"
#: The format allows so many addresses and bytes a sitemap.
MOST_ADDRESSES, LARGEST = 50_000, 52_428_800
CHUNK: Final = 65536
NEWS: Final = {"title": "title", "publication_date": "published", "language": "language", "name": "publisher"}


def parse_sitemap(body: bytes, address: str, at: str | None = None) -> FeedContent:
    """The pages, or the sitemaps, that a sitemap lists, in its order.

    Raises:
        UnsupportedPage: it is no sitemap, is damaged, or unpacks to more than a sitemap may hold.
    """
    if not body.startswith(GZIP) and not body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x00\xff\xfe").startswith(b"<"):
        return _plain_list(body, address)
    chunks = unpack(body, address) if body.startswith(GZIP) else (body[at : at + CHUNK] for at in range(0, len(body), CHUNK))
    elements = iter_xml(chunks, ("url", "sitemap"), address)
    kind = local_name(next(elements)).lower()
    if kind not in ("urlset", "sitemapindex"):
        raise UnsupportedPage(address, "XML, but no sitemap: check the address")
    items, notes = _collect(elements, at)
    return FeedContent("sitemap" if kind == "urlset" else "sitemap index", None, None, items, None, notes)


def unpack(body: bytes, subject: str, largest: int = LARGEST) -> Iterator[bytes]:
    """What is packed with gzip, chunk by chunk, several members one after another.

    Raises:
        UnsupportedPage: it is damaged, or holds more than `largest` bytes.
    """
    total, rest = 0, body
    while rest:
        inflater = zlib.decompressobj(31)
        fed = rest
        while not inflater.eof:
            try:
                chunk = inflater.decompress(fed, CHUNK)
            except zlib.error as error:
                raise UnsupportedPage(subject, f"damaged gzip data ({error}): ask for it again") from error
            fed = inflater.unconsumed_tail
            total += len(chunk)
            if total > largest:
                raise UnsupportedPage(subject, f"unpacks to more than {largest // 1024 // 1024} MiB: it is not read")
            if chunk:
                yield chunk
            elif not fed and not inflater.eof:
                raise UnsupportedPage(subject, "gzip data that ends too early: ask for it again")
        rest = inflater.unused_data if inflater.unused_data.startswith(GZIP) else b""


def _collect(elements: Iterable[Any], at: str | None) -> tuple[tuple[FeedItem, ...], tuple[str, ...]]:
    items: dict[str, FeedItem] = {}
    left_out = 0
    for listed, element in enumerate(elements, 1):
        if listed > MOST_ADDRESSES:
            return tuple(items.values()), (f"more than {MOST_ADDRESSES} addresses: the first {MOST_ADDRESSES} were read",)
        item = _item(element, at)
        if item is None:
            left_out += 1
        else:
            items.setdefault(item.key, item)
    return tuple(items.values()), ((f"{left_out} entries without a web address were left out",) if left_out else ())


def _item(element: Any, at: str | None) -> FeedItem | None:
    address, modified = None, None
    told: dict[str, str] = {}
    for part in element.iter():
        name = local_name(part)
        is_own = part.getparent() is element
        if name == "loc" and is_own:
            address = own_address(text_of(part))
        elif name == "lastmod" and is_own:
            modified = _moment(text_of(part), at)
        elif name in NEWS and not is_own and "sitemap-news" in str(part.tag):
            words = " ".join(text_of(part).split())[:400]
            value = _moment(words, at) if name == "publication_date" else words
            if value:
                told.setdefault(NEWS[name], value)
    if address is None:
        return None
    if modified:
        told["modified"] = modified
    evidence = tuple(FieldEvidence(field, value, f"feed:sitemap {field}", None) for field, value in told.items())
    return FeedItem(address, address, told.get("title"), to_utc(told.get("published") or modified), evidence)


def _moment(words: str, at: str | None) -> str | None:
    moment = read_moment(words)
    return None if moment is None or (at is not None and is_after(moment, at)) else moment


def _plain_list(body: bytes, address: str) -> FeedContent:
    """A sitemap that is a text: an address a line."""
    lines = [own_address(line) for line in body[:LARGEST].decode("utf-8", "replace").splitlines() if line.strip()]
    found = list(dict.fromkeys(line for line in lines if line))
    if not found or 2 * len(found) < len(lines):
        raise UnsupportedPage(address, "no sitemap: neither XML nor a list of addresses; check the address")
    items = tuple(FeedItem(one, one, None, None) for one in found[:MOST_ADDRESSES])
    return FeedContent("sitemap", None, None, items)
