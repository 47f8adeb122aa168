"""Lists of feeds: from and for other readers, and those that a page names."""

import pytest

from sayso.errors import UnsupportedPage
from sayso.intake.feeds import ListedFeed, discover_feeds, read_opml, write_opml

FEEDS = (
    ListedFeed("https://quay.example/rss?a=1&b=2", "Evening “Quay”", "https://quay.example/", "Harbours"),
    ListedFeed("https://korvia.example/feed", None, None, None),
    ListedFeed("https://straits.example/feed", "Straits", None, "Harbours"),
)


def test_what_is_written_is_read_again() -> None:
    body = write_opml(FEEDS, "News")
    assert body.count(b'text="Harbours"') == 1
    read = read_opml(body, "list.opml")
    assert set(read) == {FEEDS[0], ListedFeed("https://korvia.example/feed", "https://korvia.example/feed"), FEEDS[2]}


def test_lists_of_other_readers_are_read() -> None:
    body = (
        b"<opml version='1.0'><body><outline title='All'><outline TEXT='A &amp; B' XMLURL='https://a.example/rss'/>"
        b"<outline text='again' xmlUrl='https://a.example/rss'/><outline text='no feed'/><outline xmlUrl='feed://b.example'/>"
        b"</outline></body></opml>"
    )
    assert read_opml(body, "x") == (ListedFeed("https://a.example/rss", "A & B", None, "All"),)


@pytest.mark.parametrize("body", [b"<rss/>", b"words", b"", b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>'])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(UnsupportedPage):
        read_opml(body, "x")


def test_a_page_names_its_feeds_the_declared_ones_first() -> None:
    page = b"""<html><head><base href="https://cdn.example/site/">
    <link rel="alternate" type="application/rss+xml" title="News" href="news.rss"><link rel=stylesheet href=/a.css>
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="//other.example/atom">
    <link rel="alternate" hreflang="fr" href="/fr"></head>
    <body><a href="/feed/">Follow us</a><a href="news.rss">again</a><a href="javascript:x.rss">x</a></body></html>"""
    assert discover_feeds(page, "https://quay.example/a") == (
        ListedFeed("https://cdn.example/site/news.rss", "News"),
        ListedFeed("https://other.example/atom"),
        ListedFeed("https://cdn.example/feed/", "Follow us"),
    )


@pytest.mark.parametrize("body", [b"", b"\x00", b"<", b"<base href='http://[x'><a href='http://[y/feed'>", b"<div>" * 50_000])
def test_any_page_is_looked_at(body: bytes) -> None:
    assert discover_feeds(body, "https://quay.example/") == ()
