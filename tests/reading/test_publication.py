"""When a page was published, and when its original was."""

import pytest
from tests.reading.pages import PARAGRAPHS, TITLE, article, site, text_page, web_page

from sayso.reading import read_document
from sayso.records import Document, Page

GAZETTE = site("The Port Gazette")
PUBLISHED = '<meta property="article:published_time" content="2018-09-04T19:59:00+02:00">'
MODIFIED = '<meta property="article:modified_time" content="2019-01-01T08:00:00+01:00">'


def published(page: Page) -> tuple[str, str, str | None, str] | None:
    found = read_document(page).published
    return (found.value, found.precision, found.zone, found.method) if found else None


def dates(document: Document) -> tuple[str | None, str | None]:
    return (
        document.published.value if document.published else None,
        document.republished.value if document.republished else None,
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            web_page(linked=article(datePublished="2018-09-04T19:59:00+02:00", dateModified="2019-01-01")),
            ("2018-09-04T19:59:00", "second", "+02:00", "json-ld datePublished"),
        ),
        (web_page(head=MODIFIED + PUBLISHED), ("2018-09-04T19:59:00", "second", "+02:00", "meta article:published_time")),
        (
            web_page(above='<p><time datetime="2018-09-04T19:59" itemprop="datePublished">4 Sept</time></p>'),
            ("2018-09-04T19:59", "minute", None, "time element"),
        ),
        (web_page(above="<p>19:59 04.09.2018</p>"), ("2018-09-04T19:59", "minute", None, "date line")),
        (
            web_page(above="<p>Published 4 September 2018 at 19:59 BST</p>"),
            ("2018-09-04T19:59", "minute", "+01:00", "date line"),
        ),
        (
            web_page(above="<p>Published 4 September 2018, updated 5 September 2018</p>"),
            ("2018-09-04", "day", None, "date line"),
        ),
        (web_page(lang="de", above="<p>4. September 2018, 19.59 Uhr</p>"), ("2018-09-04T19:59", "minute", None, "date line")),
        (web_page(url="https://port-gazette.example/2018/09/04/bridge"), ("2018-09-04", "day", None, "address")),
        (web_page(opening="PORT ANSEL, 4 Sept 2018 (Reuters) - "), ("2018-09-04", "day", None, "dateline")),
        (web_page(head='<meta name="date" content="2018-09-04">'), ("2018-09-04", "day", None, "meta date")),
        (
            text_page(TITLE, "By Jane Doe", "September 4, 2018 7:59 PM EDT", *PARAGRAPHS),
            ("2018-09-04T19:59", "minute", "-04:00", "date line"),
        ),
    ],
)
def test_the_date_is_as_precise_as_the_page_states_it(page: Page, expected: tuple[str, str, str | None, str]) -> None:
    assert published(page) == expected


@pytest.mark.parametrize(
    "page",
    [
        web_page(),
        web_page(head=MODIFIED),
        web_page(above="<p>Updated 4 September 2018</p>"),
        web_page(linked=article(dateModified="2018-09-04")),
        web_page(opening="PORT ANSEL, Sept. 4 (Reuters) - "),
        web_page(linked=article(datePublished="soon")),
        web_page(linked=article(datePublished={"a": ["b"]})),
        text_page(TITLE, *PARAGRAPHS),
    ],
)
def test_a_page_that_does_not_say_has_no_date(page: Page) -> None:
    assert published(page) is None


@pytest.mark.parametrize(
    ("page", "value"),
    [
        (web_page(lang="en-US", above="<p>04/09/2018</p>"), "2018-04-09"),
        (web_page(lang="en-GB", above="<p>04/09/2018</p>"), "2018-09-04"),
        (web_page(lang="fr", above="<p>04/09/2018</p>"), "2018-09-04"),
        (web_page(url="https://www.latimes.com/bridge", above="<p>04/09/2018</p>"), "2018-04-09"),
        (web_page(url="https://www.theguardian.com/bridge", above="<p>04/09/2018</p>"), "2018-09-04"),
        (web_page(url="https://port-gazette.co.uk/bridge", above="<p>04/09/2018</p>"), "2018-09-04"),
    ],
)
def test_language_country_or_host_order_day_and_month(page: Page, value: str) -> None:
    found = published(page)
    assert found is not None
    assert found[0] == value


def test_a_date_in_doubt_is_evidence_and_no_date() -> None:
    document = read_document(web_page(above="<p>04/09/2018</p>"))
    assert document.published is None
    (doubt,) = [one for one in document.evidence if one.field == "published"]
    assert doubt.value == "2018-09-04"
    assert "2018-04-09" in doubt.method


def test_a_date_after_the_fetch_is_evidence_and_no_date() -> None:
    document = read_document(web_page(above="<p>4 September 2038</p>", fetched="2018-09-04T20:00:00Z"))
    assert document.published is None
    assert any("later than" in one.method for one in document.evidence if one.field == "published")


def test_the_users_date_wins_and_the_pages_stays_in_the_evidence() -> None:
    document = read_document(web_page(head=PUBLISHED), published="2018-09-03")
    assert document.published is not None
    assert (document.published.value, document.published.method) == ("2018-09-03", "given")
    assert "2018-09-04T19:59:00+02:00" in {one.value for one in document.evidence if one.field == "published"}


def test_a_day_shown_beside_a_utc_instant_is_the_local_day() -> None:
    late = web_page(linked=article(datePublished="2018-09-05T02:00:00Z"), above="<p>September 4, 2018</p>")
    assert published(late) == ("2018-09-04", "day", None, "date line")
    same = web_page(linked=article(datePublished="2018-09-04T19:00:00Z"), above="<p>September 4, 2018</p>")
    assert published(same) == ("2018-09-04T19:00:00", "second", "Z", "json-ld datePublished")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (web_page(head=GAZETTE + PUBLISHED, opening="PORT ANSEL, Sept. 3 (Reuters) - "), ("2018-09-03", "2018-09-04T19:59:00")),
        (web_page(head=GAZETTE + PUBLISHED, opening="PORT ANSEL, Sept. 4 (Reuters) - "), ("2018-09-04T19:59:00", None)),
        (
            web_page(
                head=GAZETTE + '<meta property="article:published_time" content="2019-01-01T08:00:00Z">',
                opening="PORT ANSEL, Dec. 31 (Reuters) - ",
            ),
            ("2018-12-31", "2019-01-01T08:00:00"),
        ),
        (
            web_page(
                head=GAZETTE + PUBLISHED,
                below="<p>This article was originally published by The Harbour Courier on 1 September 2018.</p>",
            ),
            ("2018-09-01", "2018-09-04T19:59:00"),
        ),
        (
            web_page(head=GAZETTE + PUBLISHED, above="<p>Sputnik News</p><p>19:59 03.09.2018</p>"),
            ("2018-09-03T19:59", "2018-09-04T19:59:00"),
        ),
        (web_page(head=GAZETTE + PUBLISHED, opening="PORT ANSEL, Sept. 3 — "), ("2018-09-04T19:59:00", None)),
    ],
)
def test_an_earlier_date_in_republished_copy_is_the_originals(page: Page, expected: tuple[str, str | None]) -> None:
    assert dates(read_document(page)) == expected


def test_the_day_that_a_page_shows_outweighs_one_declared_value_alone() -> None:
    linked = article(datePublished="2018-09-03T10:00:00+02:00")
    head = '<meta name="article:published_time" content="2018-09-06T08:00:00+02:00">'
    shown = "<p>6 September 2018</p>"
    document = read_document(web_page(head=head, above=shown, linked=linked))
    assert document.published is not None
    assert document.published.value.startswith("2018-09-06")
    changed = {**linked, "dateModified": "2018-09-06T08:00:00+02:00"}
    loose = '<meta name="date" content="2018-09-06T08:00:00+02:00">'
    document = read_document(web_page(head=loose, above=shown, linked=changed))
    assert document.published is not None
    assert document.published.value.startswith("2018-09-03")


@pytest.mark.parametrize(
    ("below", "above", "day"),
    [
        ("<p>Published: 4 September 2018</p><p>2 May 2016</p>", "", "2018-09-04"),
        ("<div>Letzte Änderung: 31.10.2018 - 14:49<br>Erschienen am: 04.09.2018</div>", "", "2018-09-04"),
        ("<div>Datum:4. September 2018</div>", "", "2018-09-04"),
    ],
)
def test_a_date_that_a_word_calls_that_of_publication_counts_wherever_it_stands(below: str, above: str, day: str) -> None:
    document = read_document(web_page(above=above, below=below))
    assert document.published is not None
    assert document.published.value.startswith(day)


def test_of_two_loose_dates_the_earlier_one_is_that_of_publication() -> None:
    page = web_page(head='<meta name="date" content="2018-09-05T11:52:23">', below="<p>4 September 2018, 21:38</p>")
    document = read_document(page)
    assert document.published is not None
    assert document.published.value.startswith("2018-09-04")


@pytest.mark.parametrize("opening", ["4.9.2018 – ", "(4 September 2018) ", "4 September 2018. ", "04.09.2018 | "])
def test_a_day_that_opens_the_story_is_its_date(opening: str) -> None:
    document = read_document(web_page(opening=opening))
    assert document.published is not None
    assert document.published.value == "2018-09-04"


@pytest.mark.parametrize("opening", ["4 September 2018 was the day. ", "On 4 September 2018. ", "September 2018. "])
def test_a_day_that_the_story_tells_of_is_not_its_date(opening: str) -> None:
    assert read_document(web_page(opening=opening)).published is None
