"""Where bytes from outside come in, for the fuzzer: each entry point with small seeds of its own form.

In: nothing. Out: `ENTRIES`, by name. A reader may refuse what it is given (`SaysoError`) and nothing else; it may take no
longer than a second for the size of these seeds. Mutations are the fuzzer's.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from sayso.intake.carriers import iter_carried
from sayso.intake.feeds import discover_feeds, parse_feed, read_opml
from sayso.intake.mail import read_mailbox, read_message
from sayso.intake.signatures import SAMPLE, find_carrier
from sayso.intake.warcs import read_warc
from sayso.intake.wires import read_newsml, read_ninjs
from sayso.reading import read_document
from sayso.records import Page
from sayso.records.ids import sha256_of

__all__ = ["ENTRIES", "TOKENS", "Entry"]

ADDRESS = "https://quay.example/a"
STORY = "The harbour office said on Friday that the ferry had left the quay late because of fog. " * 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in: what it reads, and bytes that it reads well."""

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def _document(body: bytes) -> object:
    return read_document(Page(ADDRESS, "2024-03-21T19:42:00Z", body, None, sha256_of(body)))


def _carrier(body: bytes) -> object:
    kind = find_carrier(body[:SAMPLE])
    # A PDF is read by a process of its own, whose start would be most of what is measured.
    return list(iter_carried(kind, BytesIO(body), "a")) if kind not in (None, "pdf") else None


PAGE = (
    "<!doctype html><html lang=en><head><title>Ferry late | Quay</title><meta charset=utf-8>"
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry late", "datePublished": '
    '"2024-03-21T19:42:00+02:00",'
    '"author": [{"@type": "Person", "name": "Ilse Varga"}], "publisher": {"name": "Evening Quay"}}</script></head>'
    "<body><nav><a href=/>Home"
    f"</a></nav><article><h1>Ferry late</h1><p>PORT ANSEL (Meridian) - {STORY}</p><p>{STORY}</p></article><footer>© "
    f"2024</footer></body></html>"
).encode()
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:'
    'base="https://quay.example/">'
    "<channel><title>Quay</title><ttl>60</ttl><item><title>Ferry &amp; fog</title><link>a</link><guid "
    "isPermaLink='false'>1</guid>"
    "<pubDate>Tue, 04 Sep 2018 19:59:00 +0200</pubDate><dc:creator>Ilse Varga</dc:creator><source url='https:"
    "//m.example/'>Meridian</source>"
    f"<description><![CDATA[<p>{STORY}</p>]]></description></item></channel></rss>"
).encode()
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title type='html'>&lt;b&gt;Quay&lt;/b&gt;</title><entry><id>urn:"
    "1</id><title>Late</title>"
    "<link href='https://quay.example/a'/><updated>2024-03-21T19:42:00Z</updated><author><name>Ilse Varga</name></author>"
    f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{STORY}</p></div></content></entry></feed>"
).encode()
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": ADDRESS, "content_html": f"<p>{STORY}</p>"}]}
).encode()
SITEMAP = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http:"
    b"//www.google.com/schemas/sitemap-news/0.9'><url>"
    b"<loc>https://quay.example/a</loc><lastmod>2024-03-21</lastmod><news:news><news:title>Late</news:title></news:"
    b"news></url></urlset>"
)
OPML = b"<opml version='2.0'><body><outline text='Harbours'><outline text='Quay' xmlUrl='https://quay.example/rss'/></outline></body></opml>"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE, mtime=0)
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-21T19:42:00Z\r\nContent-Length: "
    b"%d\r\n\r\n%s\r\n\r\n"
    % (
        ADDRESS.encode(),
        len(HTTP),
        HTTP,
    )
)
NEWSML = (
    b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:quay.example:1" version="2" xml:'
    b'lang="en"><hopHistory><hop seq="1"'
    b' timestamp="2024-03-21T10:15:00Z"><party qcode="c:M"><name>Meridian</name></party><action qcode="hopaction:'
    b'created" target="t:content"/>'
    b'</hop></hopHistory><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta><contentMeta><headline>Ferry '
    b"late</headline></contentMeta>"
    b"<contentSet><inlineXML><nitf><body><body.content><p>Words &amp; <em>more</em>.</p></body.content></body></nitf>"
    b"</inlineXML></contentSet></newsItem>"
)
NINJS = json.dumps(
    {
        "uri": "urn:2",
        "pubStatus": "usable",
        "headlines": [{"role": "main", "value": "Ferry late"}],
        "bodies": [{"role": "html", "contentType": "text/html", "value": f"<p>{STORY}</p>"}],
        "infoSources": [{"name": "Radio Ansel", "role": "originator"}],
        "associations": [{"name": "a", "uri": "urn:3", "headline": "Inner", "body_text": "Words."}],
    }
).encode()
MAIL = (
    "Authentication-Results: mx.example; dkim=pass\nFrom: =?utf-8?q?Quay?= <d@quay.example>\nSubject: Late\nDate: "
    "Thu, 21 Mar 2024 19:42:00 +0200\n"
    "Message-ID: <1@quay.example>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; "
    'boundary="b"\n\n--b\nContent-Type: text/plain; '
    f"charset=utf-8; format=flowed\n\n{STORY}\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: "
    f"quoted-printable\n\n<h2>A</h2>{STORY}=20\n--b--\n"
).encode()
LINES = b'{"url": "https://quay.example/a", "title": "Late"}\n{"text": "Words.", "published": "2024-03-21"}\n"https://quay.example/b"\n'

ENTRIES: dict[str, Entry] = {
    "document": Entry(_document, (PAGE, STORY.encode(), STORY.encode("utf-16"))),
    "feed": Entry(lambda body: parse_feed(body, ADDRESS, None), (RSS, ATOM, JSON_FEED)),
    "sitemap": Entry(lambda body: parse_feed(body, ADDRESS, None), (SITEMAP, gzip.compress(SITEMAP, mtime=0))),
    "opml": Entry(lambda body: read_opml(body, "a"), (OPML,)),
    "discovery": Entry(lambda body: discover_feeds(body, ADDRESS), (PAGE,)),
    "warc": Entry(lambda body: list(read_warc(BytesIO(body), "a")), (WARC, gzip.compress(WARC, mtime=0) * 2)),
    "newsml": Entry(lambda body: list(read_newsml(body, "a")), (NEWSML,)),
    "ninjs": Entry(lambda body: list(read_ninjs(body, "a")), (NINJS,)),
    "mail": Entry(lambda body: list(read_message(body, "a")), (MAIL,)),
    "mailbox": Entry(lambda body: list(read_mailbox(BytesIO(body), "a")), (b"From a Thu Mar 21 19:42:00 2024\n" + MAIL,)),
    "carrier": Entry(_carrier, (RSS, WARC, NEWSML, NINJS, MAIL, LINES, gzip.compress(SITEMAP, mtime=0))),
}
#: Pieces that the forms above give a meaning to.
TOKENS: tuple[bytes, ...] = (
    *(
        b"<",
        b">",
        b"&",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<!DOCTYPE a [",
        b"<!ENTITY a 'b'>",
        b"&a;",
        b"&#0;",
        b"&#x110000;",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\ud800",
        b"1e999",
        b"null",
        b"=?utf-8?q?",
        b"?=",
        b"--b",
        b"boundary=",
        b"\r\n\r\n",
        b"\x00",
    ),
    *(
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"encoding='utf-16'",
        b"xml:base='//['",
        b"http://[",
        b"Content-Length: 99999999999",
        b"WARC/1.0\r\n",
    ),
    *(
        b"\x1f\x8b",
        b"From a Thu Mar 21 19:42:00 2024\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"9" * 5000,
        b"<p>" * 300,
    ),
)
