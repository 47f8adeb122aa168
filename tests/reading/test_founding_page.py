"""The page that sayso was conceived from, read as a careful editor would enter it: the document part, complete."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.reading import read_document
from sayso.records import Document, Page
from sayso.records.ids import sha256_of

EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "examples"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not EXAMPLES.is_dir(), reason="the founding page is not part of the repository; ../shared/examples is missing"
    ),
]


@pytest.fixture(params=["damascus-offer.txt", "page-damascus-offer.html"])
def document(request: pytest.FixtureRequest) -> Document:
    path = EXAMPLES / request.param
    body = path.read_bytes()
    return read_document(Page(str(path), None, body, None, sha256_of(body)))


@pytest.fixture
def expected() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXAMPLES / "damascus-offer.expected.json").read_text("utf-8"))
    return loaded


def lines_of(document: Document, role: str) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.role == role]


def test_title_section_houses_and_date_are_the_editors(document: Document, expected: dict[str, Any]) -> None:
    wanted = expected["document"]
    assert document.title == wanted["title"]
    assert document.section == wanted["section"]
    assert document.publisher is not None
    assert document.publisher.name in wanted["publisher"]
    assert document.publisher.outlet == "sputnik"
    assert document.republisher is not None
    assert document.republisher.name in wanted["republisher"]
    assert document.republisher.outlet == "globalsecurity"
    assert document.published is not None
    assert document.published.value == wanted["published"]
    assert document.published.precision == "minute"
    assert document.republished is None


def test_every_promo_and_disclaimer_line_has_its_role(document: Document, expected: dict[str, Any]) -> None:
    for role in ("promo", "disclaimer"):
        lines = lines_of(document, role)
        for wanted in expected["document"][role]:
            assert any(line.startswith(wanted) for line in lines), (role, wanted, lines)


def test_chrome_is_nowhere_in_what_is_read_as_reporting(document: Document, expected: dict[str, Any]) -> None:
    read = [line for role in ("headline", "body", "caption", "standfirst", "subhead") for line in lines_of(document, role)]
    chrome = [*expected["document"]["promo"], *expected["document"]["disclaimer"], "mailing list", "Sputnik News", "19:59"]
    for wanted in chrome:
        assert not any(wanted in line for line in read), wanted


def test_every_claim_is_in_what_is_read_as_reporting(document: Document, expected: dict[str, Any]) -> None:
    read = [line for role in ("headline", "body") for line in lines_of(document, role)]
    for claim in expected["claims"]:
        assert any(claim["key"] in line for line in read), claim["key"]


def test_byline_date_and_labels_are_what_they_are(document: Document) -> None:
    assert lines_of(document, "byline") == ["Sputnik News"]
    assert lines_of(document, "dateline") == ["19:59 04.09.2018"]
    assert document.language == "en"
    assert [span.of(document.text)[:1] for span in document.labels] == ["*", "*"]
    assert document.bylines == ()
