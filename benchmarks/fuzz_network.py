"""Where answers of hosts come in, for the fuzzer: addresses, packed bodies, robots.txt, whole answers over a connection.

In: nothing. Out: `NETWORK_ENTRIES`, by name, in the form of `benchmarks.fuzz_entries`. A fetch never raises, and an address is
read or refused. The hosts are loopback's.
"""

import gzip
import zlib

from tests.intake.loopback import STORY, Reply, fetcher_for, serving

from benchmarks.fuzz_entries import Entry
from sayso.intake.addresses import Address, read_address
from sayso.intake.fetching import FetchLimits, page_of_answer
from sayso.intake.fetching.bodies import BodyDecoder
from sayso.intake.fetching.challenges import find_challenge, find_paywall, find_reservations
from sayso.intake.fetching.failures import FetchFailure
from sayso.intake.fetching.robots import Robots, RobotsAnswer

__all__ = ["NETWORK_ENTRIES"]

LIMIT = 1_000_000
ENCODINGS = ("gzip", "deflate", "br", "gzip, gzip", "deflate, gzip")
HOST = Address("https", "quay.example", 443, "/a/b?c=d")
ROBOTS = (
    b"User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 5\nSitemap: https://quay.example/s.xml\n\n"
    b"User-agent: sayso\nDisallow: /x\n"
)
HTTP = (
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nETag: "1"\r\n\r\n'
    b"5\r\n<p>a<\r\n3\r\n/p>\r\n0\r\n\r\n"
)
PACKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nRetry-After: 5\r\n\r\n" + gzip.compress(STORY, mtime=0)
MOVED = b"HTTP/1.1 302 Found\r\nLocation: //other.example/%7e?a#b\r\nContent-Length: 0\r\n\r\n"
MARKS = (
    STORY + b'<meta name="robots" content="noarchive"><script>{"isAccessibleForFree": false}</script><title>Just a moment',
    b"<meta property='article:content_tier' content=locked><meta name=tdm-reservation content=1>",
)


def _address(body: bytes) -> object:
    address = read_address(body.decode("utf-8", "replace"))
    if read_address(address.shown) != address:
        raise AssertionError(address)
    return address


def _body(body: bytes) -> object:
    """Unpack; the first byte says how."""
    try:
        decoder = BodyDecoder(ENCODINGS[body[0] % len(ENCODINGS)] if body else None, LIMIT)
        size = sum(len(piece) for piece in decoder.feed(body[1:]))
        decoder.finish()
    except FetchFailure:
        return None
    if size > LIMIT:
        raise AssertionError(size)
    return size


def _robots(body: bytes) -> object:
    return Robots(lambda _address: RobotsAnswer(200, body), lambda: 0.0).rule(HOST)


def _marks(body: bytes) -> object:
    headers = (("X-Robots-Tag", body[:80].decode("latin-1")),)
    return find_challenge(403, headers, body, "a", "a"), find_paywall(body), find_reservations(headers, body)


def _answer(body: bytes) -> object:
    """A whole answer, byte for byte, over a connection; no redirect is followed, since one may lead anywhere."""
    limits = FetchLimits(spacing=0, tries=1, seconds=5, silence=0.5, redirects=0)
    with serving({"/a": Reply(raw=lambda: [body])}) as server:
        return page_of_answer(fetcher_for(limits).fetch(server.at("/a"), obey_robots=False))


NETWORK_ENTRIES: dict[str, Entry] = {
    "address": Entry(
        _address, (b"https://u:p@quay.example:8443/a/../b?c=d#e", b"http://[2606:4700::1]/", "http://köln.example/ä".encode())
    ),
    "body": Entry(
        _body,
        (b"\0" + gzip.compress(STORY, mtime=0) * 2, b"\1" + zlib.compress(STORY), b"\3" + gzip.compress(gzip.compress(STORY))),
    ),
    "robots": Entry(_robots, (ROBOTS,)),
    "marks": Entry(_marks, MARKS),
    "answer": Entry(_answer, (HTTP, PACKED, MOVED)),
}
