"""Sitemaps: pages of a site, those for news, and lists of lists."""

import gzip
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import UnsupportedPage
from sayso.intake.feeds import parse_feed
from sayso.intake.feeds.sitemaps import parse_sitemap, unpack
from sayso.records import FieldEvidence

ADDRESS = "https://quay.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://quay.example/ferry</loc><lastmod>2024-03-22</lastmod>
<image:image><image:loc>https://quay.example/ferry.jpg</image:loc></image:image>
<news:news>
<news:publication><news:name>Evening Quay</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-21T19:42:00+02:00</news:publication_date>
<news:title>Ferry leaves &amp; returns</news:title></news:news></url>
<url><loc>ftp://quay.example/other</loc></url>
</urlset>"""


def test_a_news_sitemap_says_title_date_language_and_house() -> None:
    content = parse_sitemap(NEWS, ADDRESS)
    (item,) = content.items
    assert (content.kind, item.address, item.title) == ("sitemap", "https://quay.example/ferry", "Ferry leaves & returns")
    assert item.published == "2024-03-21T17:42:00Z"
    assert set(item.told) == {
        FieldEvidence("publisher", "Evening Quay", "feed:sitemap publisher", None),
        FieldEvidence("language", "en", "feed:sitemap language", None),
        FieldEvidence("published", "2024-03-21T19:42:00+02:00", "feed:sitemap published", None),
        FieldEvidence("title", "Ferry leaves & returns", "feed:sitemap title", None),
        FieldEvidence("modified", "2024-03-22", "feed:sitemap modified", None),
    }
    assert content.notes == ("1 entries without a web address were left out",)


def test_a_packed_sitemap_and_one_of_several_members_are_read() -> None:
    half = len(NEWS) // 2
    assert parse_feed(gzip.compress(NEWS), ADDRESS, None) == parse_sitemap(NEWS, ADDRESS)
    assert parse_sitemap(gzip.compress(NEWS[:half]) + gzip.compress(NEWS[half:]), ADDRESS) == parse_sitemap(NEWS, ADDRESS)


def test_an_index_lists_sitemaps() -> None:
    index = (
        b"<sitemapindex><sitemap><loc>https://quay.example/a.xml</loc><lastmod>2024-03-22</lastmod></sitemap></sitemapindex>"
    )
    content = parse_feed(index, ADDRESS, "text/xml")
    assert content.kind == "sitemap index"
    assert [(item.address, item.published) for item in content.items] == [("https://quay.example/a.xml", "2024-03-22")]


def test_a_text_with_an_address_a_line_is_a_sitemap() -> None:
    content = parse_sitemap(b"https://quay.example/a\nhttps://quay.example/b\n\nhttps://quay.example/a\n", ADDRESS)
    assert [item.address for item in content.items] == ["https://quay.example/a", "https://quay.example/b"]


def test_what_is_packed_is_unpacked_within_bounds() -> None:
    packed = gzip.compress(b" " * 1_000_000)
    assert len(b"".join(unpack(packed, ADDRESS, 1_000_000))) == 1_000_000
    with pytest.raises(UnsupportedPage, match="unpacks to more than"):
        list(unpack(packed * 2, ADDRESS, 1_500_000))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (gzip.compress(b"<urlset>" + b"<i/>\n" * 1_100_000), "more than 1000000 elements"),
        (gzip.compress(NEWS)[:-20], "ends too early"),
        (gzip.compress(NEWS)[:10] + b"\xff" * 60, "damaged gzip data"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset/>', "declares entities"),
        (b"<other/>", "no sitemap"),
        (b"some words\nhttps://quay.example/a\nmore words\n", "no sitemap"),
    ],
    ids=["bomb", "cut off", "damaged", "entities", "other XML", "words"],
)
def test_bombs_and_what_is_no_sitemap_are_refused(body: bytes, reason: str) -> None:
    with pytest.raises(UnsupportedPage, match=reason):
        parse_sitemap(body, ADDRESS)


def test_a_list_longer_than_the_format_allows_is_read_so_far() -> None:
    body = (
        b"<urlset>"
        + b"".join(b"<url><loc>https://q.example/%d</loc></url>" % number for number in range(50_010))
        + b"</urlset>"
    )
    content = parse_sitemap(body, ADDRESS)
    assert len(content.items) == 50_000
    assert content.notes == ("more than 50000 addresses: the first 50000 were read",)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(NEWS)), st.booleans())
def test_damaged_sitemaps_are_read_or_refused(noise: bytes, at: int, is_packed: bool) -> None:
    body = gzip.compress(NEWS, mtime=0) if is_packed else NEWS
    with suppress(UnsupportedPage):
        parse_sitemap(body[:at] + noise + body[at:], ADDRESS)
