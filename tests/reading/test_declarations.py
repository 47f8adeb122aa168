"""What a page says of itself in its markup, however badly it says it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.declarations import Declarations, read_declarations
from sayso.reading.markup import parse_markup

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "headline", "author", "publisher", "name", "datePublished", "itemListElement"]
            ),
            inner | st.sampled_from(["NewsArticle", "WebPage", "BreadcrumbList", "Person"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


def read(head: str, body: str = "") -> Declarations:
    return read_declarations(parse_markup(f"<html><head>{head}</head><body>{body}</body></html>"), "https://news.example/a")


def script(value: Any) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def test_plain_text_declares_nothing() -> None:
    assert read_declarations(None) == Declarations()


def test_an_article_in_a_graph_is_found_with_its_references_resolved() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": "#page", "name": "Page", "datePublished": "2018-01-01"},
            {
                "@type": ["Article", "NewsArticle"],
                "headline": " Late \n again ",
                "author": [{"@id": "#jane"}, "John Roe"],
                "publisher": {"@id": "#house"},
                "datePublished": "2018-09-04",
            },
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
            {"@type": "Organization", "@id": "#house", "name": "The Port Gazette"},
        ]
    }
    page = read(script(graph))
    first, second = page.articles
    assert (first.kind, first.headline, first.published) == ("article", "Late again", "2018-09-04")
    assert [(party.name, party.kind) for party in first.authors] == [("Jane Doe", "person"), ("John Roe", "")]
    assert first.publisher is not None
    assert first.publisher.name == "The Port Gazette"
    assert second.kind == "webpage"


def test_the_pages_own_article_comes_before_those_it_lists() -> None:
    listed = [{"@type": "NewsArticle", "url": f"https://news.example/{name}", "headline": name} for name in "xya"]
    assert read(script(listed)).articles[0].headline == "a"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "Late again",}',
        '<!-- {"@type": "NewsArticle", "headline": "Late again"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Late again"}\n//]]>',
        '{"@type": "http://schema.org/NewsArticle", "headline": "Late\tagain"}',
    ],
)
def test_usual_damage_is_repaired(broken: str) -> None:
    (found,) = read(script(broken)).articles
    assert found.headline == "Late again"


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "{",
        "null",
        "[" * 100_000,
        '{"a":' * 50_000,
        "1" * 10_000,
        '{"@type": {"@type": []}}',
        ", " * 500_000,
        '"' + "x" * 1_500_000,
    ],
)
def test_what_is_no_json_is_passed_over(hostile: str) -> None:
    assert read(script(hostile)).articles == ()


@given(JSON)
def test_no_json_makes_it_raise(value: Any) -> None:
    read(script(json.dumps(value).replace("<", "\\u003c")))


def test_metas_links_times_and_authors_are_read_as_they_stand() -> None:
    page = read(
        '<meta property="og:site_name" content=" The Port Gazette ">'
        '<meta name="AUTHOR" content="Jane"><meta name="empty" content="">'
        '<link rel="alternate canonical" href="https://news.example/b">',
        '<a rel="author" href="/jane">Jane <b>Doe</b> jr</a><p class="byline">By Jane Doe</p>'
        '<div class="author-bio">Jane is kind.</div>'
        '<time datetime="2018-09-04" class="entry-date">4 Sept</time>',
    )
    assert page.meta("og:site_name") == "The Port Gazette"
    assert page.meta("author", "og:site_name") == "Jane"
    assert page.meta("empty") == ""
    assert page.canonical == "https://news.example/b"
    assert page.authors == (("Jane Doe jr", "rel author"), ("By Jane Doe", "author class"))
    assert [(one.value, one.words, one.marks) for one in page.times] == [("2018-09-04", "4 Sept", "entry-date")]


def test_twenty_thousand_nested_authors_take_no_longer_than_one() -> None:
    read("", '<div class="author">' * 20_000)
