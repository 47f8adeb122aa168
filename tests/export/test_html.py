import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup import read_markup

from sayso.export.html import render_page, render_story
from sayso.records import Analysis, Attribution, Block, PublicationDate, Publisher, Span
from sayso.stages import find_attributions, find_claims

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><b>",
    "<!-- &lt; &amp;",
]
VOID = {"meta", "img", "br"}


class Page(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, its text, and whether it is well-formed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "p":
            self.paragraphs.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.open:
            self.paragraphs[-1] += data

    def marked(self, role: str) -> int:
        return sum(role in (attributes.get("class") or "").split() for _, attributes in self.elements)


def story(marked: str) -> Analysis:
    return find_claims(find_attributions(read_markup(marked)))


PLAIN = story("[contents “We were never consulted,”] [source Mayor Brandt] [cue told] the Evening Post.")


def test_source_cue_contents_and_channel_are_told_apart_by_class() -> None:
    page = render_story(PLAIN)
    for role, words in (
        ("s", "Mayor Brandt"),
        ("c", "told"),
        ("k direct", "“We were never consulted,”"),
        ("n", "the Evening Post"),
    ):
        assert re.search(rf'<span class="{role}"[^>]*>{words}</span>', page)


@pytest.mark.parametrize("style", ["direct", "indirect", "mixed"])
def test_each_style_has_its_own_line_under_the_contents(style: str) -> None:
    line = {"direct": "solid", "indirect": "dotted", "mixed": "dashed"}[style]
    assert f".{style}{{text-decoration-style:{line}}}" in render_story(PLAIN)


def test_nested_contents_are_marked_as_nested() -> None:
    page = render_story(
        story("[source:1 The Courier] [cue:1 reported] [contents:1 that [source:2 Fors] [cue:2 denied] [contents:2 it all]].")
    )
    assert '<span class="k nested" title="contents of 1, contents of 2">it all</span>' in page
    assert '<span class="s k indirect" title="contents of 1, source of 2">Fors</span>' in page


def test_the_text_is_shown_whole_and_in_order() -> None:
    analysis = story("First 😀 line.\n\n[source Fors 😀] [cue said] [contents it was <old> & “dry 😀”]. Then nothing.")
    shown = [paragraph for paragraph in Page(render_story(analysis)).paragraphs if "Fors" in paragraph]
    assert shown[0] == analysis.document.text


def test_an_emoji_shifts_no_mark() -> None:
    page = render_story(story("😀😀 [source Fors] [cue said 😀] [contents it was 😀 old]."))
    assert ">Fors</span>" in page
    assert ">said 😀</span>" in page
    assert ">it was 😀 old</span>" in page


def attacked(attack: str) -> Analysis:
    document = replace(
        PLAIN.document,
        title=attack,
        url=f"https://example.org/{attack}",
        language=attack,
        publisher=Publisher(attack, attack, attack),
        republisher=Publisher(attack, None, attack),
        published=PublicationDate(attack, "day", None, attack),
    )
    marked = story(f"[source {attack}] [cue {attack}] [contents {attack}]. {attack}")
    return replace(marked, document=replace(document, text=marked.document.text, blocks=()), notes=(attack,))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_story_becomes_markup(attack: str) -> None:
    for page in (render_page(attacked(attack)), render_story(attacked(attack))):
        parsed = Page(page)
        names = {name for name, _ in parsed.elements}
        assert names <= {
            "html", "head", "meta", "title", "body", "style", "article", "h1", "p", "a", "span", "table", "thead", "tbody",
            "tr", "th", "td",
        }  # fmt: skip
        assert not any(key.startswith("on") for _, attributes in parsed.elements for key in attributes)
        assert any(unescape(attack) in paragraph or attack in paragraph for paragraph in parsed.paragraphs)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://example.org", "file:///a", "/srv/a.html"])
def test_only_web_addresses_are_links(url: str) -> None:
    page = render_story(replace(PLAIN, document=replace(PLAIN.document, url=url)))
    assert "href" not in page


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = render_page(PLAIN)
    assert page.startswith("<!DOCTYPE html>")
    assert "default-src 'none'" in page
    assert "prefers-color-scheme:dark" in page
    assert not re.search(r"<script|<link|src=|@import|url\(", page)


def test_furniture_is_set_back_and_named() -> None:
    text = "Give today!\nFors said it was old."
    document = replace(PLAIN.document, text=text, blocks=(Block(Span(0, 11), "promo"), Block(Span(12, 33), "body")))
    page = render_story(Analysis(document))
    assert '<p class="furniture promo" data-role="promo" dir="auto">Give today!</p>' in page
    assert '<p class="body" dir="auto">Fors said it was old.</p>' in page


def test_text_outside_the_blocks_and_overlapping_blocks_show_every_character_once() -> None:
    document = replace(PLAIN.document, text="one two three", blocks=(Block(Span(4, 7), "body"), Block(Span(5, 99), "caption")))
    shown = Page(render_story(Analysis(document))).paragraphs
    assert [paragraph.strip() for paragraph in shown if paragraph.strip() in {"one", "two", "three"}] == ["one", "two", "three"]


def test_the_table_has_the_chain_and_says_where_nobody_is_named() -> None:
    base = read_markup("It was [cue alleged] [contents that the fund was empty].")
    document = replace(base.document, publisher=Publisher("Northern Herald", None, "byline"))
    page = render_story(find_claims(find_attributions(replace(base, document=document))))
    assert "Northern Herald › nobody is named" in page


def test_a_story_without_attributions_says_so() -> None:
    assert "No attributions were found." in render_story(replace(PLAIN, attributions=(), claims=()))


def test_characters_that_cannot_be_shown_are_replaced() -> None:
    document = replace(PLAIN.document, text="a\x00b\ud800c\x1b[31m", blocks=())
    page = render_page(replace(PLAIN, document=document, attributions=(), claims=()))
    assert "a�b�c�[31m" in page
    page.encode("utf-8")


def an_attribution(number: int, spans: list[Span]) -> Attribution:
    cue, source, contents = spans
    return Attribution(f"a{number}", (source,), (cue,), (contents,), None, "mixed", "speech", "named", (), None, "+", None, 0.5)


@given(st.text(max_size=40), st.data())
def test_any_spans_give_well_formed_html_with_the_text_in_it(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text) + 2)
    span = st.tuples(place, place).map(lambda pair: Span(min(pair), max(pair)))
    found = data.draw(st.lists(st.lists(span, min_size=3, max_size=3), max_size=4))
    document = replace(PLAIN.document, text=text, title=None, blocks=())
    attributions = tuple(an_attribution(number, spans) for number, spans in enumerate(found))
    page = Page(render_page(Analysis(document, attributions=attributions)))
    shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "�", text)
    if text.strip():
        assert shown.replace("\r", "") in [paragraph.replace("\r", "") for paragraph in page.paragraphs]
