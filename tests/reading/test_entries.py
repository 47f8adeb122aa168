"""Entries of live blogs in several forms of page, and pages that only look like one."""

from collections.abc import Sequence
from time import process_time

import pytest
from tests.reading.live_pages import ENTRIES, PAGE_TITLE, URL, Told, linked_updates, live_page, page_of
from tests.reading.pages import PARAGRAPHS, text_page, web_page

from sayso.reading import read_document
from sayso.reading.entries import PageFacts, find_entries
from sayso.records import Block, Document, Page, PublicationDate, Span
from sayso.records.ids import sha256_of

MARKED = ("blocks", "stream", "plugin", "items")
FORMS = (*MARKED, "data", "headings", "text", "markdown")
TITLES = [one.title for one in ENTRIES]
#: When the entries were written where they were written, to the minute.
LOCAL = ["2031-05-02T22:10", "2031-05-03T06:30", "2031-05-03T10:05", "2031-05-03T13:32"]


def times(document: Document) -> list[str | None]:
    return [one.published.value[:16] if one.published else None for one in document.entries]


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_the_entries_of_a_live_blog(form: str, newest_first: bool) -> None:
    shown = ENTRIES[::-1] if newest_first else ENTRIES
    document = read_document(live_page(form, shown))
    told = TITLES[::-1] if newest_first else TITLES
    assert [one.title for one in document.entries] == told
    for entry, source in zip(document.entries, shown, strict=True):
        words = entry.span.of(document.text)
        assert all(paragraph in words for paragraph in source.paragraphs)
        assert not any(paragraph in words for other in ENTRIES if other is not source for paragraph in other.paragraphs)
    assert document.genre == "live blog"
    (evidence,) = [one for one in document.evidence if one.field == "genre" and one.method.startswith("4 entries")]
    assert evidence.span == document.entries[0].span


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("form", ["blocks", "stream", "plugin", "headings", "text", "markdown"])
def test_an_entry_has_the_time_that_its_page_shows(form: str, newest_first: bool) -> None:
    document = read_document(live_page(form, ENTRIES[::-1] if newest_first else ENTRIES))
    assert times(document) == (LOCAL[::-1] if newest_first else LOCAL)


@pytest.mark.parametrize("form", ["data", "items"])
def test_an_instant_that_no_clock_stands_beside_stays_universal(form: str) -> None:
    first = read_document(live_page(form)).entries[-1].published
    assert first is not None
    assert (first.value, first.zone) == ("2031-05-02T21:10:00", "Z")


def test_times_say_where_they_come_from() -> None:
    methods = {form: read_document(live_page(form)).entries[0].published for form in FORMS}
    assert {form: one.method if one else None for form, one in methods.items()} == {
        "blocks": "time element",
        "stream": "clock of the entry, day of the page",
        "plugin": "time element",
        "items": "time element",
        "data": "json-ld datePublished",
        "headings": "line of the entry",
        "text": "clock of the entry, day of the page",
        "markdown": "line of the entry",
    }
    assert (methods["blocks"] and methods["blocks"].zone) == "+01:00"


@pytest.mark.parametrize("form", [*MARKED, "data"])
def test_an_entry_has_its_own_address_and_its_writer(form: str) -> None:
    entries = read_document(live_page(form)).entries
    assert [one.address for one in entries] == [f"{URL}#{one.anchor}" for one in ENTRIES[::-1]]
    assert [one.bylines for one in entries] == [(one.author,) for one in ENTRIES[::-1]]
    assert len({one.id for one in entries}) == len(ENTRIES)


def test_ids_stay_when_entries_come_and_the_order_turns() -> None:
    few, all_ = (read_document(live_page("blocks", shown)).entries for shown in (ENTRIES[2::-1], ENTRIES))
    assert {one.id for one in few} < {one.id for one in all_}


@pytest.mark.parametrize("form", MARKED)
def test_what_stands_in_an_entry_is_read(form: str) -> None:
    document = read_document(live_page(form))
    roles = {block.span.of(document.text): block.role for block in document.blocks}
    assert all(roles[paragraph] == "body" for one in ENTRIES for paragraph in one.paragraphs)
    assert all(roles[one.title] == "subhead" for one in ENTRIES)
    assert "body" not in {roles.get(one.author) for one in ENTRIES}


def test_entries_that_only_scripts_would_show_are_read_from_their_data() -> None:
    document = read_document(live_page("script"))
    assert [one.title for one in document.entries] == TITLES[::-1]
    roles = {block.span.of(document.text): block.role for block in document.blocks}
    assert all(roles[" ".join(one.paragraphs)] == "body" and roles[one.title] == "subhead" for one in ENTRIES)


def test_declared_and_shown_entries_are_one() -> None:
    page = live_page("blocks", linked=linked_updates(ENTRIES[:2]))
    document = read_document(page)
    assert [one.method for one in document.entries] == ["a run of elements with a time each"] * 2 + [
        "json-ld liveBlogUpdate"
    ] * 2
    assert times(document) == LOCAL[::-1]


def test_plain_text_has_entries_too() -> None:
    raw = "\n".join([PAGE_TITLE, *(line for one in ENTRIES for line in (one.shown, *one.paragraphs))]).encode()
    document = read_document(Page("-", None, raw, "text/plain", sha256_of(raw)), plain=True, published="2031-05-02")
    assert times(document) == LOCAL
    assert document.text.encode() == raw


def test_a_clock_without_a_day_has_none_where_the_page_went_on_for_days() -> None:
    page = live_page("stream", head='<meta property="article:modified_time" content="2031-05-09T10:00:00Z">')
    assert times(read_document(page)) == [None] * 4


def test_a_time_to_come_is_none() -> None:
    assert times(read_document(live_page("blocks", fetched="2031-05-01T12:00:00Z"))) == [None, None, None, LOCAL[0]]


def test_a_change_of_an_entry_is_no_entry() -> None:
    shown = "".join(
        f'<div class="x"><time datetime="{one.at}">{one.shown}</time><h3>{one.title}</h3><p>{one.paragraphs[0]}</p>'
        f'<p class="updated"><time class="updated" datetime="2031-05-03T15:00:00Z">Updated at 16:00 BST</time></p></div>'
        for one in ENTRIES
    )
    entries = read_document(page_of(f"<main><h1>{PAGE_TITLE}</h1>{shown}</main>")).entries
    assert len(entries) == len(ENTRIES)
    assert {one.modified.value if one.modified else None for one in entries} == {"2031-05-03T15:00:00"}


# --- what only looks like a live blog ---

STORY = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
NEUTRAL = "https://port-gazette.example/news/flood"


def posts(entries: Sequence[Told], *, kind: str = "div", mark: str = "c1", head: str = "") -> str:
    return "".join(
        f'<{kind} class="{mark}" id="n{number}"><time datetime="{one.at}">{one.shown}</time>{head}'
        f"<p>{' '.join(one.paragraphs)}</p></{kind}>"
        for number, one in enumerate(entries)
    )


def article(body: str, *, title: str = "Port Ansel closes its bridge", url: str = NEUTRAL) -> Page:
    return page_of(f"<main><h1>{title}</h1>{body}</main>", url=url, title=title)


CLOSE = tuple(one._replace(at=f"2031-05-03T{10 + number:02}:20:00Z") for number, one in enumerate((*ENTRIES, *ENTRIES)))
INDEX = "".join(
    f'<article id="a{number}"><time datetime="{one.at}">{one.shown}</time>'
    f'<h2><a href="/news/{number}">{one.title} today</a></h2>'
    f"<p>{' '.join(one.paragraphs)}</p></article>"
    for number, one in enumerate(CLOSE)
)
EVENTS = "".join(f'<li><time datetime="{one.at}">{one.shown}</time> {one.title}</li>' for one in CLOSE)
TIMELINE = "".join(f'<li><time datetime="{one.at}">{one.shown}</time> {" ".join(one.paragraphs)}</li>' for one in CLOSE)
DIARY = tuple(one._replace(at=f"2031-05-{3 + number:02}T10:20:00Z") for number, one in enumerate(CLOSE))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(article(STORY + f'<section class="comments">{posts(CLOSE)}</section>'), id="comments"),
        pytest.param(article(STORY + f"<section><h2>What you say</h2>{posts(CLOSE)}</section>"), id="comments without a mark"),
        pytest.param(article(posts(CLOSE)), id="posts of a forum"),
        pytest.param(
            article(STORY + f"<ol>{posts(CLOSE, kind='li')}</ol>", title="Flood – live", url=URL), id="comments on a live story"
        ),
        pytest.param(article(INDEX, title="All news"), id="index"),
        pytest.param(article(INDEX, title="All news – live", url="https://port-gazette.example/live/all"), id="live index"),
        pytest.param(article(STORY + f"<aside><ul>{EVENTS}</ul></aside>"), id="related stories"),
        pytest.param(article(f"{STORY}<h2>Key events</h2><ul>{EVENTS}</ul>{STORY}"), id="key events"),
        pytest.param(article(f"<p>{PARAGRAPHS[0]}</p><h2>How it came</h2><ul>{TIMELINE}</ul>"), id="timeline of events"),
        pytest.param(article(f'<ul class="timeline">{TIMELINE}</ul>', title="Flood – live updates"), id="marked timeline"),
        pytest.param(article(posts(DIARY, head="<h3>A day at the quay</h3>")), id="diary"),
        pytest.param(
            article(
                f'<time datetime="{ENTRIES[0].at}">2 May</time>{STORY}'
                f'<p>Updated <time datetime="{ENTRIES[1].at}">3 May</time></p>'
            ),
            id="two times",
        ),
        pytest.param(web_page(url=URL, title="Flood – live updates"), id="a story that is only called live"),
        pytest.param(
            text_page(
                "What is on", "10:00", "Coffee is served in the hall.", "11:00", "The mayor speaks.", "12:00", "All go home."
            ),
            id="programme",
        ),
        pytest.param(
            text_page("Flood – live updates", *PARAGRAPHS, "Key events", *(f"{one.shown} {one.title}" for one in ENTRIES)),
            id="key events in a text",
        ),
    ],
)
def test_no_live_blog(page: Page) -> None:
    assert read_document(page).entries == ()


def test_entries_with_titles_and_addresses_need_no_word_of_being_live() -> None:
    document = read_document(article(posts(CLOSE, head="<h3>Water at the weir</h3>")))
    assert len(document.entries) == len(CLOSE)
    assert {one.score for one in document.entries} == {0.8}
    assert document.genre == "live blog"


def test_lines_are_asked_only_where_a_text_calls_itself_live() -> None:
    text = "\n".join(f"{one.shown}\n{one.paragraphs[0]}" for one in ENTRIES)
    starts = [at for at in range(len(text)) if at == 0 or text[at - 1] == "\n"]
    blocks = [Block(Span(at, text.index("\n", at) if "\n" in text[at:] else len(text)), "body") for at in starts]
    day = PublicationDate("2031-05-02", "day", None, "given")
    facts = [PageFacts("p1", "-", (title,), (), day, None) for title in ("The flood", "The flood – live")]
    assert [len(find_entries(None, text, blocks, one)) for one in facts] == [0, 4]


@pytest.mark.parametrize("kind", ["elements", "lines", "items", "nested"])
def test_a_page_of_endless_entries_is_read_in_time(kind: str) -> None:
    count = 4000
    clocks = [f"{number // 60 % 24:02}:{number % 60:02}" for number in range(count)]
    if kind == "lines":
        body = "".join(
            f"<p>{clock}</p><p>{number % 28 + 1} May 2031</p><p>It went on and on.</p>" for number, clock in enumerate(clocks)
        )
    elif kind == "nested":
        body = "<div>" * 150 + "".join(
            f'<p><time datetime="2031-05-03T{clock}:00Z">{clock}</time> It went on.</p>' for clock in clocks
        )
    else:
        mark = ' itemprop="liveBlogUpdate"' if kind == "items" else ""
        body = "".join(
            f'<div{mark} id="e{number}"><time datetime="2031-05-03T{clock}:00Z">{clock}</time><h3>On and on</h3>'
            f"<p>It went on and on and on.</p></div>"
            for number, clock in enumerate(clocks)
        )
    page = page_of(f"<main><h1>{PAGE_TITLE}</h1>{body}</main>")
    begun = process_time()
    entries = read_document(page).entries
    assert len(entries) <= 2000
    assert process_time() - begun < 60, "the extraction of so long a page takes a few seconds itself"
