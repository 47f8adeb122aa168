"""What kind of piece a page says it is, by its own marks alone."""

import pytest
from tests.reading.pages import article, site, web_page

from sayso.reading import read_document

GAZETTE = site("The Port Gazette")


def genre(**parts: object) -> str:
    return read_document(web_page(head=GAZETTE, **parts)).genre  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("Opinion", "opinion"),
        ("OPINION", "opinion"),
        ("Editorial", "opinion"),
        ("Opinion by Jane Doe", "opinion"),
        ("Sponsored content", "sponsored"),
        ("Paid for by Acme Ferries", "sponsored"),
        ("Satire", "satire"),
        ("Press release", "press release"),
        ("FOR IMMEDIATE RELEASE", "press release"),
        ("Analysis", "analysis"),
        ("Live updates", "live blog"),
        ("By Jane Doe", "unknown"),
        ("The ferry is sponsored by Acme", "unknown"),
    ],
)
def test_a_line_above_the_story_says_so(above: str, kind: str) -> None:
    assert genre(above=f"<p>{above}</p>") == kind


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("PORT ANSEL, May 2, 2031 /PRNewswire/ -- ", "press release"),
        ("PORT ANSEL--(BUSINESS WIRE)--", "press release"),
        ("PORT ANSEL (Reuters) - ", "unknown"),
    ],
)
def test_a_release_is_known_by_who_sends_it_out(opening: str, kind: str) -> None:
    assert genre(opening=opening) == kind


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ("OpinionNewsArticle", "opinion"),
        ("LiveBlogPosting", "live blog"),
        ("SatiricalArticle", "satire"),
        ("NewsArticle", "unknown"),
    ],
)
def test_the_page_declares_it(declared: str, kind: str) -> None:
    assert genre(linked={**article(), "@type": declared}) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/opinion/2031/bridge", "opinion"),
        ("/news/press-releases/bridge", "press release"),
        ("/news/opinion", "unknown"),
        ("/news/the-opinion-of-all", "unknown"),
    ],
)
def test_an_address_says_so_by_its_folders(path: str, kind: str) -> None:
    assert genre(url=f"https://port-gazette.example{path}") == kind


def test_who_paid_comes_before_where_it_stands_and_all_evidence_is_kept() -> None:
    page = web_page(head=GAZETTE, above="<p>Opinion</p><p>Paid post</p>", url="https://port-gazette.example/opinion/bridge")
    document = read_document(page)
    assert document.genre == "sponsored"
    found = [one for one in document.evidence if one.field == "genre"]
    assert [one.value for one in found][:2] == ["sponsored", "opinion"]
    assert found[0].span is not None
    assert found[0].span.of(document.text) == "Paid post"


@pytest.mark.parametrize(
    ("opening", "below", "publisher"),
    [
        ("PORT ANSEL, May 2, 2031 /PRNewswire/ -- ", "SOURCE Acme Ferries, Inc.", "Acme Ferries, Inc"),
        ("PORT ANSEL, May 2, 2031 (GLOBE NEWSWIRE) -- ", "Source: Acme Ferries", "Acme Ferries"),
        ("", "SOURCE Acme Ferries", "The Port Gazette"),
    ],
)
def test_a_release_speaks_in_the_name_of_who_issued_it(opening: str, below: str, publisher: str) -> None:
    document = read_document(web_page(head=GAZETTE, opening=opening, below=f"<p>{below}</p>"))
    assert document.publisher is not None
    assert document.publisher.name == publisher
