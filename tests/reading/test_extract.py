"""Pages: every visible block, its role, its links, and whether there is an article on the page."""

import json
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.pages import PARAGRAPHS, TITLE

from sayso.reading.extract import extract, extract_tree
from sayso.reading.extracted import BLOCK_BREAK, Extracted
from sayso.reading.markup import is_markup, parse_markup
from sayso.records import ROLES, Role

EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "examples"
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SENTENCE = "The harbour master said on Monday that the plan would go ahead as agreed. "
PAGE = f"""<!doctype html>
<html lang="en"><head><title>{TITLE} | Port Gazette</title><meta property="og:title" content="{TITLE}">
<style>p {{ color: red }}</style><script>var hidden = "no text";</script></head>
<body>
<header><nav><a href="/">Home</a> <a href="/coast">Coast</a></nav></header>
<div class="cookie-banner"><p>We use cookies so that our pages work as you expect them to.</p></div>
<main><article>
<div class="kicker">Harbour and Coast</div>
<h1>{TITLE}</h1>
<p class="standfirst">Ferries will take the place of the bridge until the engineers report, and nobody is to pay more.</p>
<div class="author">By Jan Bakker</div>
<div>12 November 2024, 08:15</div>
<figure><img src="a.jpg" alt="not text"><figcaption>The old bridge seen from the island on Monday evening.</figcaption></figure>
<p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]} See <a href="/plans?x=1#top">the plans</a>, <a href="mailto:a@b.example">write</a> or
<a href="https://user:secret@council.example/minutes">read the minutes</a>.</p>
<h2>Shops on the island</h2>
<p>{PARAGRAPHS[2]}</p>
<aside class="related"><h3>Related</h3><ul><li><a href="/cracks">Why the piers of the bridge crack</a></li></ul></aside>
<p>{PARAGRAPHS[3]}</p>
<p>Correction: an earlier version of this story named the wrong pier.</p>
<p>Reporting by Jan Bakker; editing by Mira Sol</p>
<p>* A group banned in Norland.</p>
</article></main>
<p style="display: none">Never shown.</p><p hidden>Nor this.</p><template><p>Nor that.</p></template>
<footer><p>Sign up for our newsletter</p><p>© 2024 Port Gazette. All rights reserved.</p></footer>
</body></html>"""


@pytest.fixture(scope="module")
def page() -> Extracted:
    return extract(PAGE, "https://port-gazette.example/news/bridge")


def role_of(page: Extracted, beginning: str) -> Role:
    (role,) = {block.role for block in page.blocks if block.span.of(page.text).startswith(beginning)}
    return role


@pytest.mark.parametrize(
    ("beginning", "role"),
    [
        ("Home", "other"),
        ("We use cookies", "promo"),
        ("Harbour and Coast", "section"),
        (TITLE, "headline"),
        ("Ferries will take", "standfirst"),
        ("By Jan Bakker", "byline"),
        ("12 November", "dateline"),
        ("The old bridge", "caption"),
        (PARAGRAPHS[0], "body"),
        (PARAGRAPHS[1], "body"),
        ("Shops on", "subhead"),
        (PARAGRAPHS[2], "body"),
        ("Related", "promo"),
        (PARAGRAPHS[3], "body"),
        ("Correction", "correction"),
        ("Reporting by", "credit"),
        ("* A group", "disclaimer"),
        ("Sign up", "promo"),
        ("© 2024", "credit"),
    ],
)
def test_every_block_of_a_page_has_its_role(page: Extracted, beginning: str, role: Role) -> None:
    assert role_of(page, beginning) == role


def test_the_text_is_what_a_reader_sees_in_page_order(page: Extracted) -> None:
    texts = [block.span.of(page.text) for block in page.blocks]
    assert texts[0].startswith("Home")
    assert texts[-1].startswith("© 2024")
    assert page.text == BLOCK_BREAK.join(texts)
    assert not any(words in page.text for words in ("no text", "Never shown", "Nor this", "Nor that", "color", "not text"))


@given(
    base=st.sampled_from(
        ["https://a.example/b/c?d", "http://u:p@a.example:80/b", "https://a.example", "HTTP://a.example/b/", ""]
    ),
    pieces=st.lists(
        st.sampled_from(
            [*"/?#@:;= é~", "//", ".", "..", "http://", "https://", "HTTP://", "a", "b.example", "80", "%20", "[", "]"]
        ),
        max_size=7,
    ),
)
@settings(max_examples=150)
def test_the_short_way_to_an_address_gives_what_taking_it_apart_gives(base: str, pieces: list[str]) -> None:
    href = "".join(pieces)
    root = parse_markup(f"<p><a href='x'>a link</a> {SENTENCE}</p>")
    root.find(".//a").set("href", href)
    found = [link.address for link in extract_tree(root, base).links]
    try:
        whole = href.strip() if href.strip().lower().startswith(("http://", "https://")) else urljoin(base, href.strip())
        parts = urlsplit(whole)
        is_link = href.lstrip()[:1] not in {"", "#"} and parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_link = False
    assert found == ([urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))] if is_link else [])


def test_links_are_absolute_web_addresses_without_credentials(page: Extracted) -> None:
    links = {link.span.of(page.text): link.address for link in page.links}
    assert links["the plans"] == "https://port-gazette.example/plans?x=1#top"
    assert links["read the minutes"] == "https://council.example/minutes"
    assert "write" not in links


def test_titles_come_best_first_with_their_methods(page: Extracted) -> None:
    assert [(title.method, title.value) for title in page.titles] == [
        ("h1", TITLE),
        ("og:title", TITLE),
        ("title", f"{TITLE} | Port Gazette"),
    ]
    assert page.titles[0].span is not None
    assert page.titles[0].span.of(page.text) == TITLE


def test_it_is_an_article_and_says_why(page: Extracted) -> None:
    assert page.is_article
    assert page.reason.endswith("words of running text, by trafilatura")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//[broken", "#top", "ftp://x.example/a", "", "http://", "x" * 5000]
)
def test_addresses_that_are_no_web_pages_are_no_links(href: str) -> None:
    assert extract(f'<p>{SENTENCE}<a href="{href}">there</a></p>', None).links == ()


def test_a_base_element_moves_relative_links() -> None:
    page = extract(f'<base href="/archive/"><p>{SENTENCE}<a href="a.html">there</a></p>', "https://port-gazette.example/news/x")
    assert [link.address for link in page.links] == ["https://port-gazette.example/archive/a.html"]


def test_lines_and_blanks_of_a_block() -> None:
    page = extract(
        "<p>One\n  two&nbsp;three<br>FOUR.<br><br>five&shy;six\u200b <b>se</b>ven</p>"
        "<pre>eight\nNine.</pre><p><a>Ten</a><a>Eleven</a></p>"
    )
    assert page.text.split(BLOCK_BREAK) == ["One two three", "FOUR.", "fivesix seven", "eight", "Nine.", "Ten Eleven"]


def test_a_story_that_scripts_uncover_is_found() -> None:
    hidden = extract(f'<h1>{TITLE}</h1><div style="display:none">{STORY}</div><p>Loading</p>')
    noscript = extract(f"<h1>{TITLE}</h1><noscript><div>{STORY}</div></noscript><p>Loading</p>")
    script = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(PARAGRAPHS)})
    data = extract(f'<script type="application/ld+json">{script}</script><h1>{TITLE}</h1><p>Loading</p>')
    for page in (hidden, noscript, data):
        assert all(role_of(page, paragraph) == "body" for paragraph in PARAGRAPHS)
        assert page.is_article


def test_hidden_furniture_does_not_come_back_with_the_story() -> None:
    page = extract(f"<h1>{TITLE}</h1><div hidden>{STORY}</div><p hidden>Secret offer</p>")
    assert "Secret offer" not in page.text


def test_an_index_is_no_article() -> None:
    teasers = "".join(
        f'<div class="card"><h2><a href="/{number}">The council of town {number} decides on its bridge</a></h2>'
        f"<p>In town {number} the council has voted to close bridge {number}, after a long night.</p></div>"
        for number in range(14)
    )
    page = extract(f"<title>Port Gazette</title><body><main>{teasers}</main></body>")
    assert not page.is_article
    assert "index" in page.reason
    assert "In town 7 the council" in page.text


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "no visible text"),
        ("<frameset><frame src=a></frameset>", "no visible text"),
        (
            "<title>404 Not Found</title><h1>Not Found</h1><p>The page that you asked for is not on this server.</p>",
            "error page",
        ),
        (
            "<title>Before you go on</title><h1>Before you go on</h1><p>We use cookies and ask for your consent to them.</p>",
            "consent",
        ),
        ("<nav><a href=a>Home</a></nav><h1>Welcome</h1>", "running text"),
    ],
)
def test_what_is_no_article_says_what_it_is(markup: str, reason: str) -> None:
    page = extract(markup)
    assert not page.is_article
    assert reason in page.reason


def test_a_short_report_is_an_article() -> None:
    page = extract(f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>")
    assert page.is_article


def test_reader_comments_are_not_story() -> None:
    comments = f'<div id="comments"><h3>2 comments</h3><div class="comment"><p>{SENTENCE}I do not believe it!</p></div></div>'
    page = extract(f"<title>{TITLE}</title><article><h1>{TITLE}</h1>{STORY}</article>{comments}")
    assert role_of(page, "The harbour master") not in {"body", "subhead", "standfirst"}


def test_a_post_quoted_from_elsewhere_is_an_embed() -> None:
    post = f'<blockquote class="twitter-tweet"><p>{SENTENCE}</p>— Harbour (@harbour)</blockquote>'
    rest = STORY.partition("</p>")[2]
    page = extract(f"<title>{TITLE}</title><article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>{post}{rest}</article>")
    assert role_of(page, "The harbour master") == "embed"


HOSTILE = {
    "20,000 nested divs": "<p>Before.</p>" + "<div>" * 20_000 + f"<p>{SENTENCE}</p>" + "</div>" * 20_000 + "<p>After.</p>",
    "nested and never closed": "<div>" * 20_000 + SENTENCE,
    "nested inline": "<b>" * 20_000 + SENTENCE,
    "nested lists": "<ul><li>" * 5_000 + SENTENCE,
    "a paragraph of 3 MB": f"<p>{SENTENCE * 40_000}</p>",
    "a word of 1 MB": f"<p>{SENTENCE}{'a' * 1_000_000}</p>",
    "an entity bomb": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;&b; ' + SENTENCE + "</p>",
    "an unknown entity": f"<p>&nosuch; &#0; &#xD800; &#x110000; {SENTENCE}</p>",
    "a class of 1 MB": f'<div class="{"x " * 500_000}"><p>{SENTENCE}</p></div>',
    "an attribute beyond the parser's limit": f'<p title="{"x" * 10_500_000}">{SENTENCE}</p>',
    "NULs and surrogates": f"<p>\x00\x01\ud800{SENTENCE}</p>",
    "tags in the wrong order": f"</body></html><p><b><i>{SENTENCE}</b></i></p></div>",
    "100,000 brackets": "<" * 100_000 + f" <p>{SENTENCE}</p>",
    "broken data": f'<script type="application/ld+json">{{"articleBody": "{"x" * 1000}</script><p>{SENTENCE}</p>',
    "a self-closed root": f"<html/><body><p>{SENTENCE}</p></body>",
    "XML": f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{SENTENCE}</p></body></html>',
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_loses_no_text(markup: str) -> None:
    page = extract(markup, "https://port-gazette.example/")
    assert "harbour master said" in page.text
    assert ("Before." in page.text, "After." in page.text) == ("Before." in markup, "After." in markup)


ANY_MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<div class='related'>", "</div>", "<h1>", "</h1>", "<br>", "<a href='/x'>", "</a>", "<li>", "<td>"]
        ),
        st.sampled_from(
            [
                "<pre>",
                "</pre>",
                "<b>",
                "</b>",
                "<svg>",
                "<script>",
                "</script>",
                "<noscript>",
                "<!--",
                "-->",
                "&amp;",
                "<span hidden>",
            ]
        ),
        st.text(max_size=30),
        st.just(SENTENCE),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_MARKUP)
def test_blocks_are_ordered_disjoint_and_hold_the_whole_text(markup: str) -> None:
    page = extract(markup, "https://port-gazette.example/")
    assert BLOCK_BREAK.join(block.span.of(page.text) for block in page.blocks) == page.text
    assert all(left.span.end + len(BLOCK_BREAK) == right.span.start for left, right in pairwise(page.blocks))
    assert all(block.role in ROLES and block.span.of(page.text).strip() == block.span.of(page.text) for block in page.blocks)
    assert all(any(block.span.contains(link.span) for block in page.blocks) for link in page.links)
    assert all(title.span is None or title.span.of(page.text) == title.value for title in page.titles)
    assert page.reason


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(alphabet=st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12), min_size=1, max_size=25
    )
)
def test_no_visible_word_is_lost(words: list[str]) -> None:
    page = extract("<body>" + "".join(f"<p>{word}</p> <span>{word}</span>" for word in words) + "</body>")
    assert page.text.split() == [word for word in words for _ in range(2)]


def test_the_same_markup_is_read_the_same_twice_and_the_tree_is_left_alone() -> None:
    assert extract(PAGE) == extract(PAGE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAGE, True),
        ("  <!-- archived --><!DOCTYPE HTML><p>x", True),
        ("<p>One</p><p>Two</p>", True),
        ('<?xml version="1.0"?><html>', True),
        ("The minister said x < y and y > z.", False),
        ("An <b>old</b> mail.", False),
        ("", False),
    ],
)
def test_markup_is_told_from_plain_text(text: str, expected: bool) -> None:
    assert is_markup(text) is expected


def test_an_empty_text_gives_an_empty_tree() -> None:
    assert parse_markup("").tag == "html"


@pytest.mark.shared
@pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason="the founding page is not part of the repository; ../shared/examples is missing"
)
def test_the_founding_page_is_read_as_a_careful_editor_would() -> None:
    page = extract((EXAMPLES / "page-damascus-offer.html").read_text("utf-8"), "https://archive.example/x.htm")
    expected = json.loads((EXAMPLES / "damascus-offer.expected.json").read_text("utf-8"))["document"]
    by_role = {role: [block.span.of(page.text) for block in page.blocks_of(role)] for role in ROLES}
    assert by_role["headline"] == [expected["title"]]
    assert by_role["section"] == [expected["section"]]
    assert by_role["byline"] == expected["publisher"][:1]
    assert by_role["dateline"] == ["19:59 04.09.2018"]
    assert by_role["disclaimer"] == expected["disclaimer"]
    assert all(text.startswith(wanted) for text, wanted in zip(by_role["promo"], expected["promo"], strict=True))
    assert len(by_role["body"]) == 8
    assert by_role["other"] == ["Home", "Military", "WMD"]
