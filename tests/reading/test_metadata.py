"""Titles, authors, sections, languages and labels."""

import pytest
from tests.reading.pages import PARAGRAPHS, TITLE, article, house, site, text_page, web_page

from sayso.reading import read_document
from sayso.reading.bylines import split_names
from sayso.reading.labels import find_labels
from sayso.reading.language import find_language
from sayso.reading.metadata import cut_site
from sayso.records import Page

GAZETTE = site("The Port Gazette")
GERMAN = "Der Rat der Stadt hat am Dienstag beschlossen, die alte Brücke zu sperren, und das ist für die Insel nicht leicht."


@pytest.mark.parametrize(
    ("title", "shown", "cut"),
    [
        ("Late again | The Port Gazette", "", "Late again"),
        ("Late again - Tides - The Port Gazette", "Late again", "Late again"),
        ("The Port Gazette: Late again", "", "The Port Gazette: Late again"),
        ("The Port Gazette | Late again", "", "Late again"),
        ("Late again – and again", "", "Late again – and again"),
        ("Late again | Tides", "", "Late again | Tides"),
        ("", "", ""),
    ],
)
def test_the_sites_name_is_cut_off_a_title_where_it_is_known_to_be_one(title: str, shown: str, cut: str) -> None:
    assert cut_site(title, shown, ["The Port Gazette"]) == cut


def test_the_visible_headline_is_the_title_and_what_else_is_declared_stays_evidence() -> None:
    page = web_page(head=GAZETTE + '<meta property="og:title" content="Two winters without a bridge">')
    document = read_document(page)
    assert document.title == TITLE
    assert "Two winters without a bridge" in {one.value for one in document.evidence if one.field == "title"}
    (shown,) = [one for one in document.evidence if one.method == "headline"]
    assert shown.span is not None
    assert shown.span.of(document.text) == TITLE


def test_a_kicker_inside_the_headline_is_no_part_of_the_title() -> None:
    page = web_page(title=f"Transport {TITLE}", head=GAZETTE + f'<meta property="og:title" content="{TITLE}">')
    assert read_document(page).title == TITLE


def test_a_kicker_that_the_page_declares_with_a_mark_is_none_either() -> None:
    page = web_page(title=f"Transport {TITLE}", head=GAZETTE + f'<meta property="og:title" content="Transport: {TITLE}">')
    document = read_document(page)
    assert document.title == TITLE
    (shown,) = [one for one in document.evidence if one.method == "headline without its kicker"]
    assert shown.span is not None
    assert shown.span.of(document.text) == TITLE


@pytest.mark.parametrize("declared", ["Two winters with…", '<img src="x.png" alt="">'])
def test_a_title_that_is_cut_short_or_is_markup_does_not_replace_the_headline(declared: str) -> None:
    page = web_page(head=GAZETTE + f'<meta property="og:title" content="{declared.replace(chr(34), "&quot;")}">')
    assert read_document(page).title == TITLE


def test_whom_a_page_marks_as_its_author_is_one_by_whatever_name() -> None:
    marked = '<span class="author vcard"><a class="url fn n" href="/author/quill">quill</a></span>'
    document = read_document(web_page(above=f"<p>{marked}</p>", head=GAZETTE))
    assert document.bylines == ("quill",)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Von Jane Doe und John Roe", ("Jane Doe", "John Roe")),
        ("JANE DOE, J. R. ROE", ("Jane Doe", "J. R. Roe")),
        ("By Jane Doe, Associated Press", ("Jane Doe",)),
        ("Jane Doe | Political Correspondent", ("Jane Doe",)),
        ("By Jane Doe (in Ansel) @janedoe", ("Jane Doe",)),
        ("By Jane van der Doe on 4 May 2018", ("Jane van der Doe",)),
        ("By Staff", ()),
        ("By Reuters", ()),
        ("Redaktion", ()),
        ("4 September 2018", ()),
        ("", ()),
        ("By " * 400_000, ()),
    ],
)
def test_a_byline_is_split_into_persons(words: str, names: tuple[str, ...]) -> None:
    assert split_names(words) == names


def test_authors_come_from_the_article_and_houses_are_none() -> None:
    linked = article(
        author=[{"@type": "Person", "name": "Jane Doe"}, house("The Port Gazette")], publisher=house("The Port Gazette")
    )
    assert read_document(web_page(head=GAZETTE, linked=linked)).bylines == ("Jane Doe",)
    assert read_document(web_page(above="<p class='byline'>By Reuters</p>")).bylines == ()
    document = read_document(web_page(above="<p class='byline'>By Jane Doe</p>"))
    assert document.bylines == ("Jane Doe",)
    assert any(one.method == "byline" and one.span and one.span.of(document.text) == "Jane Doe" for one in document.evidence)


@pytest.mark.parametrize(
    ("page", "section"),
    [
        (web_page(linked=article(articleSection="Transport")), "Transport"),
        (web_page(linked=article(articleSection=["Transport", "Isles"])), "Transport"),
        (web_page(url="https://port-gazette.example/politics/bridge"), "politics"),
        (web_page(head='<meta property="article:section" content="Isles">'), "Isles"),
        (web_page(), None),
    ],
)
def test_the_section_is_the_pages_own_word(page: object, section: str | None) -> None:
    assert read_document(page).section == section  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (" ".join(PARAGRAPHS), "", "en"),
        (" ".join(PARAGRAPHS), "en-GB", "en"),
        (" ".join(PARAGRAPHS), "de-DE", "en"),
        (GERMAN, "", "de"),
        ("Bridge closed", "de_AT", "de"),
        ("Мост закрыт на две зимы, сообщил совет города", "en", "ru"),
        ("أغلق المجلس الجسر القديم", "", "ar"),
        ("Bridge closed", "", None),
        ("Bridge closed", "x-klingon!", None),
        ("", "", None),
    ],
)
def test_the_language_is_declared_or_heard_or_unknown(text: str, declared: str, language: str | None) -> None:
    found = find_language(text, declared)
    assert (found[0].value if found else None) == language


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The Shore Front* left.\n\n* An association outlawed in Korvia.", ["*", "* An association outlawed in Korvia."]),
        ("The Shore Front* left.", []),
        ("The Front (banned in Korvia) left.", ["(banned in Korvia)"]),
        ("The Front (a group designated as terrorist by the isles) left.", ["(a group designated as terrorist by the isles)"]),
        ("Hartog (listed below) left, and five (recognised in 1990) stayed.", []),
        ("A f**k and 2 * 3.\n\n* Nothing to see, dear reader.", []),
    ],
)
def test_labels_are_marked(text: str, labels: list[str]) -> None:
    assert [span.of(text) for span in find_labels(text)] == labels


@pytest.mark.parametrize(
    "unit", ["(", "(banned in Korvia", "(banned in Korvia) ", "a* ", "* a banned group in Korvia x\n", "*", "\n*  "]
)
def test_a_megabyte_of_near_labels_takes_no_longer_than_its_reading(unit: str) -> None:
    find_labels(unit * (1_000_000 // len(unit)))


def test_a_pasted_text_has_its_headline_for_a_title() -> None:
    assert read_document(text_page(TITLE, *PARAGRAPHS)).title == TITLE


def test_a_day_before_the_headline_and_soft_hyphens_are_no_part_of_the_title() -> None:
    assert read_document(web_page(title=f"27.01.2022{TITLE}")).title == TITLE
    assert read_document(web_page(title=f"23.01.2022 - {TITLE}")).title == TITLE
    assert read_document(web_page(title="27 January is a day to remember")).title == "27 January is a day to remember"
    assert read_document(web_page(title=TITLE.replace("bridge", "bri\u00addge"))).title == TITLE


def test_the_only_first_heading_is_the_title_where_the_page_declares_it() -> None:
    other = "Two winters without a way over the strait"
    head = f'<meta property="og:title" content="{other}">'
    body = web_page(head=head).body.decode().replace(f"<h1>{TITLE}</h1>", f"<h1>{TITLE}</h1><h2>{other}</h2>")
    told = read_document(Page("https://port-gazette.example/a", None, body.encode(), "text/html", ""))
    assert told.title == TITLE
    body = body.replace(f"<title>{TITLE}</title>", f"<title>{other}</title>")
    assert read_document(Page("https://port-gazette.example/a", None, body.encode(), "text/html", "")).title == other


def test_a_long_headline_loses_its_kicker_too() -> None:
    long = " ".join(f"{TITLE} and nobody knows who is to pay for the boats".split() * 2)
    head = f'<meta property="og:title" content="{long}">'
    assert read_document(web_page(head=head, title=f"The strait {long}")).title == long


def test_a_quotation_before_a_colon_belongs_to_the_headline() -> None:
    head = f'<meta property="og:title" content="{TITLE}">'
    assert read_document(web_page(head=head, title=f"“A disgrace”: {TITLE}")).title == f"“A disgrace”: {TITLE}"


def test_a_title_that_a_broken_head_let_go_and_a_page_that_begins_with_other_tags_are_read() -> None:
    page = web_page()
    loose = page.body.replace(b"<title>", b"<div>loose</div><title>").replace(b"<h1>", b"<h5>").replace(b"</h1>", b"</h5>")
    assert read_document(Page(page.url, None, loose, "text/html", "")).title == TITLE
    body = b"<style>" + b"a { color: red }\n" * 400 + b"</style>\n" + page.body
    assert read_document(Page(page.url, None, body, "text/html", "")).title == TITLE
