"""Feeds of every form, as they are and as they should not be."""

import gzip
import json
from contextlib import suppress

import pytest
from evals.corpora import corpus, has_corpora
from evals.feeds import measure_feeds
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import UnsupportedPage
from sayso.intake.feeds import find_feed_kind, parse_feed
from sayso.records import FeedContent, FeedItem

members = st.sampled_from(["items", "id", "url", "title", "authors", "name", "tags", "content_html"])
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(members, inner, max_size=4),
    max_leaves=12,
)
ADDRESS = "https://quay.example/feed.xml"
LONG = "The harbour office said on Friday that the ferry had left the quay an hour late because of fog. " * 8
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Evening Quay</title><link>https://quay.example/</link><language>en-GB</language><ttl>90</ttl>
<item><title>Ferry leaves &amp;amp; returns</title><link>https://quay.example/ferry?utm_source=rss</link>
<guid isPermaLink="false">f1</guid>
<pubDate>Tue, 04 Sep 2018 19:59:00 +0200</pubDate><dc:creator>Ilse Varga</dc:creator><media:credit>Oren Maddick</media:credit>
<category>Harbour</category><source url="https://meridian.example/rss">Meridian News Agency</source>
<description>In short.</description>
<content:encoded><![CDATA[<p onclick="x()">{LONG}</p><script>alert(1)</script>
<a href="/more">more</a>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://quay.example/summary</link><guid>f2</guid>
<description>&lt;b&gt;Short&lt;/b&gt; words.</description>
<pubDate>the day after the storm</pubDate></item>
</channel></rss>"""


def parse(text: str, **given: str) -> FeedContent:
    return parse_feed(text.encode(), ADDRESS, "application/rss+xml", **given)


def told(item: FeedItem) -> dict[str, tuple[str, str]]:
    return {one.field: (one.value, one.method) for one in item.told}


def test_an_item_says_who_wrote_it_when_and_where_it_was_taken_from() -> None:
    content = parse(RSS)
    assert (content.kind, content.title, content.home, content.every) == ("feed", "Evening Quay", "https://quay.example/", 5400)
    first = content.items[0]
    assert (first.key, first.title, first.published) == ("f1", "Ferry leaves & returns", "2018-09-04T17:59:00Z")
    assert told(first) == {
        "title": ("Ferry leaves & returns", "feed:title"),
        "published": ("2018-09-04T19:59:00+02:00", "feed:published"),
        "byline": ("Ilse Varga", "feed:author"),
        "credit": ("Oren Maddick", "feed:media:credit"),
        "origin": ("Meridian News Agency", "feed:rss:source"),
        "origin_address": ("https://meridian.example/rss", "feed:rss:source"),
        "section": ("Harbour", "feed:category"),
        "language": ("en-GB", "feed:language"),
        "summary": ("In short.", "feed:summary"),
    }


def test_a_story_in_a_feed_is_kept_without_scripts_and_with_absolute_links() -> None:
    html = parse(RSS).items[0].html or ""
    assert "left the quay" in html
    assert "script" not in html
    assert "onclick" not in html
    assert 'href="https://quay.example/more"' in html


def test_a_summary_is_no_story_and_a_date_that_is_none_is_said() -> None:
    content = parse(RSS)
    second = content.items[1]
    assert second.html is None
    assert told(second)["summary"] == ("Short words.", "feed:summary")
    assert second.published is None
    assert "dates that are none, or lie in the future, were left out" in content.notes


def test_a_date_after_the_feed_was_fetched_is_not_believed() -> None:
    content = parse(RSS, at="2018-09-01T00:00:00Z")
    assert content.items[0].published is None
    assert "published" not in told(content.items[0])
    assert parse(RSS, at="2018-09-04T18:00:00Z").items[0].published == "2018-09-04T17:59:00Z"


def items(*bodies: str, root: str = "") -> str:
    return f"<rss version='2.0' {root}><channel>" + "".join(f"<item>{body}</item>" for body in bodies) + "</channel></rss>"


def test_items_without_an_id_are_known_by_their_address() -> None:
    content = parse(items("<link>https://quay.example/a</link>", "<link>https://quay.example/b</link>"))
    assert [item.key for item in content.items] == ["https://quay.example/a", "https://quay.example/b"]
    assert "items have no id: their addresses are used instead" in content.notes


def test_an_id_that_several_items_share_loses_none_of_them() -> None:
    shared = "<guid isPermaLink='false'>same</guid>"
    content = parse(items(f"{shared}<link>https://quay.example/a</link>", f"{shared}<link>https://quay.example/b</link>"))
    assert [item.key for item in content.items] == ["https://quay.example/a", "https://quay.example/b"]
    assert "several items share one id: their addresses are used instead" in content.notes


def test_an_item_that_is_there_twice_is_one() -> None:
    twice = "<guid isPermaLink='false'>a</guid><link>https://quay.example/a</link>"
    assert len(parse(items(twice, twice)).items) == 1


def test_relative_addresses_are_read_from_xml_base_and_the_feed() -> None:
    based = parse(items("<link>a</link>", root="xml:base='https://other.example/news/'"))
    assert based.items[0].address == "https://other.example/news/a"
    assert parse(items("<link>/a</link>")).items[0].address == "https://quay.example/a"


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    content = parse(
        items("<title>x</title><link>javascript:alert(1)</link>", "<title>y</title><link>file:///etc/passwd</link>")
    )
    assert [item.address for item in content.items] == [None, None]
    assert "items without an address" in content.notes


def test_atom_names_the_feed_that_an_entry_was_taken_from() -> None:
    content = parse(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>All news</title><entry><id>urn:1</id><title>A</title>"
        "<link href='https://quay.example/a'/><updated>2024-03-21T19:42:00Z</updated>"
        "<source><id>https://meridian.example/</id><title>Meridian</title></source></entry></feed>"
    )
    entry = told(content.items[0])
    assert entry["origin"] == ("Meridian", "feed:atom:source")
    assert entry["modified"] == ("2024-03-21T19:42:00Z", "feed:updated")
    assert content.items[0].published == "2024-03-21T19:42:00Z"


def test_what_is_not_well_formed_is_read_and_noted() -> None:
    content = parse("<rss><channel><item><title>A & B</title><link>https://quay.example/a</link></item>")
    assert [item.title for item in content.items] == ["A & B"]
    assert any(note.startswith("not well-formed (") for note in content.notes)


def test_a_web_page_in_place_of_a_feed_names_the_feeds_of_the_page() -> None:
    page = "<!doctype html><html><head><link rel=alternate type=application/rss+xml href=/rss></head><body>Hello</body></html>"
    with pytest.raises(UnsupportedPage, match=r"a web page, not a feed: name one of its feeds: https://quay\.example/rss"):
        parse(page)


@pytest.mark.parametrize("body", ["", "  \n", "words alone", '{"a": 1}', "<newsItem/>", "[]"])
def test_what_is_no_feed_is_refused_in_one_line(body: str) -> None:
    with pytest.raises(UnsupportedPage) as refusal:
        parse(body)
    assert "\n" not in str(refusal.value)


def test_a_json_feed_is_read() -> None:
    content = parse(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "home_page_url": "https://quay.example/", "items": ['
        '{"id": 7, "url": "https://quay.example/a", "title": "A", "content_text": "One.\\n\\nTwo <3.", "date_published":'
        '"2024-03-21T19:42:00+02:00", "authors": [{"name": "Ilse Varga"}], "tags": ["sea", 3]}, "junk", {}]}'
    )
    item = content.items[0]
    assert (item.key, item.title, item.published) == ("7", "A", "2024-03-21T17:42:00Z")
    assert item.html == "<p>One.</p>\n<p>Two &lt;3.</p>\n"
    assert told(item)["byline"] == ("Ilse Varga", "feed:json authors")
    assert content.notes == ("items without an address, a title or a text were left out",)


@pytest.mark.parametrize(
    ("channel", "every"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21600),
        ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(12)) + "</skipHours>", 7200),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>1</ttl>", 300),
    ],
)
def test_a_feed_says_how_often_it_wants_to_be_read(channel: str, every: int | None) -> None:
    text = f"<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>{channel}<item><title>a</title></item></channel></rss>"
    assert parse(text).every == every


def test_entities_that_grow_are_refused_and_those_for_characters_are_not() -> None:
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "'
        + "x" * 10000
        + '">]><rss><channel><item><title>'
        + "&a;" * 1000
        + "</title></item></channel></rss>"
    )
    with pytest.raises(UnsupportedPage, match="grow without end"):
        parse(bomb)
    named = '<!DOCTYPE rss [\n<!ENTITY oe "oe">\n]><rss><channel><item><title>B&oe;rse</title></item></channel></rss>'
    assert parse(named).items[0].title == "Boerse"
    laughs = '<!DOCTYPE a [\n<!ENTITY a "aa">\n<!ENTITY b "&a;&a;">\n]><rss><channel><item><title>x&b;</title></item></rss>'
    assert len(parse(laughs).items) == 1


def test_a_feed_in_an_encoding_that_hides_markup_is_refused() -> None:
    with pytest.raises(UnsupportedPage, match="utf-7"):
        parse_feed(b'<?xml version="1.0" encoding="utf-7"?><rss>+ADw-/rss+AD4-', ADDRESS, None)


@pytest.mark.parametrize(
    "head",
    [
        "\n" * 400_000,
        "<?xml version='1.0'?>" + " \n" * 200_000,
        "<?xml version='1.0' " + "encoding='a' " * 30_000 + "?>",
        "<?xml " + "encoding='a' " * 30_000,
    ],
    ids=["blanks", "blanks after the declaration", "a declaration", "one without an end"],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_what_feedparser_looks_through_for_ages_is_taken_out(head: str, codec: str) -> None:
    text = head + items(*("<title>encoding='x'</title>" for _ in range(900)))
    content = parse_feed(text.encode(codec), ADDRESS, None)
    assert len(content.items) == 900


@pytest.mark.parametrize("element", ["author", "dc:creator", "managingEditor", "itunes:author", "webMaster"])
@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>", "&#97;{}", "<![CDATA[<b>{}</b>]]>"])
def test_no_writer_has_a_name_that_is_searched_for_ages(element: str, form: str) -> None:
    # feedparser's search for an address of mail in it would take hours
    name = form.format("a" * 400_000)
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    item = f"<item><link>http://news.example/a</link><{element}>{name}</{element}><title>Ferry</title></item>"
    feed = f'<rss version="2.0" {spaces}><channel><title>Q</title>{item}</channel></rss>'
    content = parse_feed(feed.encode(), "http://news.example/feed", None)
    assert [one.title for one in content.items] == ["Ferry"]
    assert any("a writer's name of more than 2000 bytes" in note for note in content.notes)


def test_a_feed_that_never_ends_is_read_so_far() -> None:
    content = parse(items(*(f"<title>t{number}</title><link>https://quay.example/{number}</link>" for number in range(2500))))
    assert len(content.items) == 2000
    assert content.notes[0] == "more than 2000 items: the first 2000 were read"
    assert not any("well-formed" in note for note in content.notes)


@pytest.mark.parametrize("nested", ["<div>", "<b><i>", "&lt;div&gt;"])
def test_markup_that_nests_without_end_is_read_as_text(nested: str) -> None:
    content = parse(items(f"<title>a</title><description>{nested * 6000} {LONG}</description>"))
    assert "ferry" in (content.items[0].html or "")


def test_kinds_are_told_by_the_beginning() -> None:
    assert find_feed_kind(b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><rss>") == "feed"
    assert find_feed_kind("<feed>".encode("utf-16")) == "feed"
    assert find_feed_kind(gzip.compress(b"<urlset/>")) == "sitemap"
    assert find_feed_kind(b"<!DOCTYPE html><title>") == "page"
    assert find_feed_kind(b"plain words") is None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(RSS)), st.integers(0, 40))
def test_a_damaged_feed_is_read_or_refused(noise: bytes, at: int, lost: int) -> None:
    body = RSS.encode()
    with suppress(UnsupportedPage):
        assert all(item.key for item in parse_feed(body[:at] + noise + body[at + lost :], ADDRESS, None).items)


@settings(max_examples=60, deadline=None)
@given(anything)
def test_json_of_any_shape_is_read_or_refused(value: object) -> None:
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1", "items": [value, {"title": value, "authors": value, "tags": value}]}
    )
    assert parse_feed(body.encode(), ADDRESS, None).kind == "feed"


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the shared feeds are not beside this checkout")
def test_the_public_conformance_set_comes_through() -> None:
    counts, lines = measure_feeds(corpus("feedparser-tests"))
    assert counts["files"] > 2000
    assert (counts["broke"], counts["slow"], counts["refused though well-formed"]) == (0, 0, 0), lines
    assert counts["well-formed gave their items"] == counts["well-formed with items"] > 1000
    assert counts["title same"] == counts["title stated"]
    assert counts["description same"] == counts["description stated"]
