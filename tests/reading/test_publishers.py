"""Whose copy a page holds and whose page it stands on: republished copy in its many forms, and pages that only look like it."""

from dataclasses import dataclass

import pytest
from tests.reading.pages import PARAGRAPHS, TITLE, article, canonical, house, site, text_page, web_page

from sayso.reading import read_document
from sayso.records import Document, Page

GAZETTE = site("The Port Gazette")


@dataclass(frozen=True)
class Case:
    """A page and what a careful editor would enter: names, null where nobody is named."""

    name: str
    page: Page
    publisher: str | None
    republisher: str | None
    method: str | None = None


REPUBLISHED = [
    Case(
        "agency dateline", web_page(head=GAZETTE, opening="PORT ANSEL (Reuters) - "), "Reuters", "The Port Gazette", "dateline"
    ),
    Case("dated dateline", web_page(head=GAZETTE, opening="PORT ANSEL, March 3 (AP) — "), "AP", "The Port Gazette", "dateline"),
    Case("dateline without place", web_page(head=GAZETTE, opening="March 3 (UPI) -- "), "UPI", "The Port Gazette", "dateline"),
    Case("slashes", web_page(head=GAZETTE, opening="PORT ANSEL, March 3. /TASS/. "), "TASS", "The Port Gazette", "dateline"),
    Case(
        "unknown agency",
        web_page(head=GAZETTE, opening="PORT ANSEL, March 3 (Coast News Agency) - "),
        "Coast News Agency",
        "The Port Gazette",
        "dateline",
    ),
    Case(
        "byline of an agency",
        web_page(head=GAZETTE, above="<p class='byline'>By Associated Press</p>"),
        "Associated Press",
        "The Port Gazette",
        "byline",
    ),
    Case(
        "bare agency line",
        web_page(head=GAZETTE, above="<p><b>Sputnik News</b></p><p>19:59 04.09.2018</p>"),
        "Sputnik News",
        "The Port Gazette",
        "byline",
    ),
    Case(
        "author and agency",
        web_page(head=GAZETTE, above="<p class='byline'>By Jane Doe, Associated Press</p>"),
        "Associated Press",
        "The Port Gazette",
        "byline",
    ),
    Case(
        "author of a paper",
        web_page(head=GAZETTE, above="<p class='byline'>By Jane Doe | The Harbour Courier</p>"),
        "The Harbour Courier",
        "The Port Gazette",
        "byline",
    ),
    Case(
        "json-ld author",
        web_page(head=GAZETTE, linked=article(author=house("Reuters"), publisher=house("The Port Gazette"))),
        "Reuters",
        "The Port Gazette",
        "json-ld author",
    ),
    Case(
        "meta author", web_page(head=GAZETTE + '<meta name="author" content="AFP">'), "AFP", "The Port Gazette", "meta author"
    ),
    Case("source line", web_page(head=GAZETTE, below="<p>Source: Xinhua</p>"), "Xinhua", "The Port Gazette"),
    Case("German source line", web_page(head=GAZETTE, below="<p>Quelle: dpa</p>"), "dpa", "The Port Gazette"),
    Case("tail in brackets", web_page(head=GAZETTE, ending=" (AFP)"), "AFP", "The Port Gazette", "tail credit"),
    Case("tail after a dash", web_page(head=GAZETTE, ending=" — Reuters"), "Reuters", "The Port Gazette", "tail credit"),
    Case(
        "originally published",
        web_page(head=GAZETTE, below="<p>This article was originally published by The Harbour Courier.</p>"),
        "The Harbour Courier",
        "The Port Gazette",
        "republication note",
    ),
    Case(
        "with permission",
        web_page(head=GAZETTE, below="<p>Republished with permission from The Conversation.</p>"),
        "The Conversation",
        "The Port Gazette",
        "republication note",
    ),
    Case(
        "agency's copyright line",
        web_page(head=GAZETTE, below="<p>Copyright 2024 The Associated Press. All rights reserved.</p>"),
        "The Associated Press",
        "The Port Gazette",
        "copyright line",
    ),
    Case(
        "provider",
        web_page(
            url="https://news.yahoo.com/bridge", linked=article(provider=house("The Guardian"), publisher=house("Yahoo News"))
        ),
        "The Guardian",
        "Yahoo News",
        "json-ld provider",
    ),
    Case(
        "based on",
        web_page(
            head=GAZETTE, linked=article(isBasedOn="https://www.theguardian.com/bridge", publisher=house("The Port Gazette"))
        ),
        "The Guardian",
        "The Port Gazette",
        "json-ld isBasedOn",
    ),
    Case(
        "canonical elsewhere",
        web_page(url="https://www.msn.com/en/bridge", head=canonical("https://www.independent.co.uk/bridge")),
        "The Independent",
        "MSN",
        "cross-domain canonical",
    ),
    Case(
        "canonical at a house we do not know",
        web_page(head=GAZETTE + canonical("https://harbour-courier.example/bridge")),
        "harbour-courier.example",
        "The Port Gazette",
        "cross-domain canonical",
    ),
    Case(
        "json-ld publisher on a portal",
        web_page(url="https://www.msn.com/en/bridge", linked=article(publisher=house("Reuters"))),
        "Reuters",
        "MSN",
        "json-ld publisher",
    ),
    Case(
        "kept by a web archive",
        web_page(url="https://web.archive.org/web/20180904195900/https://port-gazette.example/bridge", head=GAZETTE),
        "The Port Gazette",
        "Internet Archive",
        "og:site_name",
    ),
    Case(
        "archive's footer",
        web_page(
            url="/pages/bridge.html",
            above="<p>Meridian News Agency</p><p>19:42 21.03.2024</p>",
            footer="<p>Join the StraitsArchive.example mailing list</p>",
        ),
        "Meridian News Agency",
        "StraitsArchive.example",
        "byline",
    ),
    Case(
        "pasted with the archive's footer",
        text_page(TITLE, "Sputnik News", "19:59 04.09.2018", *PARAGRAPHS, "Join the GlobalSecurity.org mailing list"),
        "Sputnik News",
        "GlobalSecurity.org",
        "byline",
    ),
    Case(
        "pasted under a title with a stop",
        text_page(f"{TITLE}.", f"PORT ANSEL (AP) — {PARAGRAPHS[0]}", *PARAGRAPHS[1:]),
        "AP",
        None,
        "dateline",
    ),
    Case(
        "pasted wire copy",
        text_page(TITLE, "PORT ANSEL (Reuters) - " + PARAGRAPHS[0], *PARAGRAPHS[1:]),
        "Reuters",
        None,
        "dateline",
    ),
]

OWN = [
    Case("nothing but a site name", web_page(head=GAZETTE), "The Port Gazette", None, "og:site_name"),
    Case("nothing but a host", web_page(), "port-gazette.example", None, "host"),
    Case("own name in the dateline", web_page(url="https://edition.cnn.com/bridge", opening="(CNN)"), "CNN", None),
    Case("dateline without agency", web_page(head=GAZETTE, opening="PORT ANSEL — "), "The Port Gazette", None),
    Case("a state's postal code", web_page(head=GAZETTE, opening="SCRANTON, PA - "), "The Port Gazette", None),
    Case(
        "own staff",
        web_page(head=GAZETTE, above="<p class='byline'>By Jane Doe, Port Gazette Staff</p>"),
        "The Port Gazette",
        None,
    ),
    Case("agency in the story", web_page(head=GAZETTE, opening="Reuters reported that ships wait. "), "The Port Gazette", None),
    Case(
        "agency as a source in the last line",
        web_page(head=GAZETTE, ending=" The ferry line told Reuters so."),
        "The Port Gazette",
        None,
    ),
    Case("helped by an agency", web_page(head=GAZETTE, below="<p>With reporting by Reuters</p>"), "The Port Gazette", None),
    Case(
        "agency contributed",
        web_page(head=GAZETTE, below="<p>The Associated Press contributed to this report.</p>"),
        "The Port Gazette",
        None,
    ),
    Case("several agencies", web_page(head=GAZETTE, ending=" (AFP, Reuters, dpa)"), "The Port Gazette", None),
    Case("editors' signs before the agency", web_page(head=GAZETTE, ending=" jd/ms (AFP)"), "The Port Gazette", None),
    Case("two agencies in the byline", web_page(head=GAZETTE, above="<p class='byline'>AFP/dpa</p>"), "The Port Gazette", None),
    Case(
        "picture credit",
        web_page(head=GAZETTE, above="<figure><img src='a.jpg'><figcaption>Photo: Reuters</figcaption></figure>"),
        "The Port Gazette",
        None,
    ),
    Case("picture line", web_page(head=GAZETTE, below="<p>Photo: AFP/Getty Images</p>"), "The Port Gazette", None),
    Case("source of a chart", web_page(head=GAZETTE, below="<p>Source: Port Authority of Ansel</p>"), "The Port Gazette", None),
    Case(
        "study published elsewhere",
        web_page(head=GAZETTE, below="<p>The study was first published in Nature.</p>"),
        "The Port Gazette",
        None,
    ),
    Case(
        "first published on a day",
        web_page(head=GAZETTE, below="<p>This article was first published on 4 May 2024.</p>"),
        "The Port Gazette",
        None,
    ),
    Case("a label, not a house", web_page(head=GAZETTE, above="<p>World News</p><p>4 May 2024</p>"), "The Port Gazette", None),
    Case(
        "an author called Petra",
        web_page(head=GAZETTE + '<meta name="author" content="Petra Hartog">'),
        "The Port Gazette",
        None,
    ),
    Case(
        "the house's own company",
        web_page(head=GAZETTE, linked=article(publisher=house("Port Gazette Media Group"))),
        "Port Gazette Media Group",
        None,
    ),
    Case(
        "canonical on its own domain",
        web_page(head=GAZETTE + canonical("https://www.port-gazette.example/b")),
        "The Port Gazette",
        None,
    ),
    Case(
        "canonical under another country's name",
        web_page(head=GAZETTE + canonical("https://port-gazette.co.uk/b")),
        "The Port Gazette",
        None,
    ),
    Case(
        "provider is the house",
        web_page(head=GAZETTE, linked=article(provider=house("The Port Gazette"))),
        "The Port Gazette",
        None,
    ),
    Case("two towns and a party", web_page(head=GAZETTE, opening="Ansel - Lodesholm (SPD) - "), "The Port Gazette", None),
    Case("a carrier without evidence", web_page(url="https://www.msn.com/en/bridge"), None, "MSN"),
    Case("pasted without a name", text_page(TITLE, *PARAGRAPHS), None, None),
]


def names(document: Document) -> tuple[str | None, str | None]:
    publisher, republisher = document.publisher, document.republisher
    return publisher.name if publisher else None, republisher.name if republisher else None


@pytest.mark.parametrize("case", REPUBLISHED, ids=lambda case: case.name)
def test_republished_copy_names_its_origin_and_its_carrier(case: Case) -> None:
    document = read_document(case.page)
    assert names(document) == (case.publisher, case.republisher)
    assert document.publisher is not None
    assert case.method is None or document.publisher.method == case.method


@pytest.mark.parametrize("case", OWN, ids=lambda case: case.name)
def test_a_page_of_its_own_gets_no_false_original(case: Case) -> None:
    assert names(read_document(case.page)) == (case.publisher, case.republisher)


@pytest.mark.parametrize("case", [*REPUBLISHED, *OWN], ids=lambda case: case.name)
def test_whoever_is_named_stands_in_the_evidence(case: Case) -> None:
    document = read_document(case.page)
    for field, chosen in (("publisher", document.publisher), ("republisher", document.republisher)):
        if chosen is not None:
            assert (field, chosen.name, chosen.method) in {(one.field, one.value, one.method) for one in document.evidence}
    for one in document.evidence:
        if one.span is not None and one.field in {"publisher", "republisher"}:
            assert one.span.of(document.text).removeprefix("www.") == one.value
    for credit in document.credits:
        assert credit.span.of(document.text)


def test_the_evidence_that_lost_is_kept() -> None:
    page = web_page(head=GAZETTE, opening="PORT ANSEL (Reuters) - ", below="<p>Source: Xinhua</p>")
    document = read_document(page)
    assert names(document) == ("Reuters", "The Port Gazette")
    assert [one.value for one in document.evidence if one.field == "publisher"] == ["Reuters", "Xinhua"]


def test_helpers_and_shared_credits_are_credits() -> None:
    document = read_document(web_page(head=GAZETTE, ending=" (AFP, Reuters)", below="<p>With material from dpa</p>"))
    assert {credit.outlet for credit in document.credits} == {"agence-france-presse", "reuters", "dpa"}
    assert {one.value for one in document.evidence if one.field == "credits"} >= {"dpa"}


def test_a_local_file_has_no_host_but_its_canonical_one() -> None:
    document = read_document(web_page(url="/pages/bridge.html", head=canonical("https://port-gazette.example/b")))
    assert names(document) == ("port-gazette.example", None)
