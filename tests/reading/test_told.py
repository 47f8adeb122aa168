"""What carriers say of a page: below its own word, but for where an item came from."""

from dataclasses import replace

from sayso.reading import read_document
from sayso.records import Document, FieldEvidence, Page
from sayso.records.ids import sha256_of

STORY = " ".join(
    f"The harbour office of Port Ansel said on day {number} that the ferry had left the quay late because of fog."
    for number in range(9)
)
PAGE = f"<html><body><article><h1>Ferry leaves the quay late again</h1><p>{STORY}</p></article></body></html>"


def read(
    html: str, *told: FieldEvidence, url: str = "https://straitsarchive.example/a", fetched: str | None = None
) -> Document:
    body = html.encode()
    return read_document(Page(url, fetched, body, "text/html; charset=utf-8", sha256_of(body), told))


def word(field: str, value: str, method: str = "feed:test") -> FieldEvidence:
    return FieldEvidence(field, value, method, None)


def test_what_a_page_does_not_say_its_carrier_may() -> None:
    document = read(
        PAGE,
        word("published", "2018-09-04T19:59:00+02:00", "feed:published"),
        word("byline", "By Ilse Varga", "feed:author"),
        word("section", "Harbour", "feed:category"),
        word("title", "Ferry late", "feed:title"),
    )
    assert document.published is not None
    assert (document.published.value, document.published.zone) == ("2018-09-04T19:59:00", "+02:00")
    assert document.published.method == "feed:published"
    assert document.bylines == ("Ilse Varga",)
    assert document.section == "Harbour"
    assert document.title == "Ferry leaves the quay late again"
    assert word("title", "Ferry late", "feed:title") in document.evidence


def test_what_a_page_says_stands_above_its_carrier() -> None:
    metas = "<meta property='article:published_time' content='2018-09-01'><meta name=author content='Oren Maddick'>"
    own = PAGE.replace("<body>", f"<head>{metas}</head><body>")
    document = read(own, word("published", "2018-09-04"), word("byline", "Ilse Varga"))
    assert document.published is not None
    assert document.published.value == "2018-09-01"
    assert document.bylines == ("Oren Maddick",)
    assert word("published", "2018-09-04") in document.evidence


def test_a_date_told_after_the_page_was_fetched_is_not_taken() -> None:
    document = read(PAGE, word("published", "2031-01-01"), fetched="2018-09-05T00:00:00Z")
    assert document.published is None


def test_the_source_of_an_aggregated_item_is_its_publisher() -> None:
    document = read(
        PAGE,
        word("origin", "Meridian News Agency", "feed:atom:source"),
        word("origin_address", "https://meridian.example/rss", "feed:atom:source"),
    )
    assert document.publisher is not None
    assert document.republisher is not None
    assert (document.publisher.name, document.publisher.method) == ("Meridian News Agency", "feed:atom:source")
    assert document.republisher.name == "straitsarchive.example"


def test_a_source_that_is_the_page_s_own_house_makes_no_other_publisher() -> None:
    for name, address in (("Straits Archive", "https://feeds.straitsarchive.example/rss"), ("Top stories", "")):
        told = [word("origin", name, "feed:rss:source")]
        if address:
            told.append(word("origin_address", address, "feed:rss:source"))
        document = read(PAGE, *told)
        assert document.publisher is not None
        assert document.publisher.name == "straitsarchive.example"
        assert document.republisher is None


def test_a_dateline_in_the_text_stands_above_the_hops_of_a_wire() -> None:
    told = word("origin", "Meridian News Agency", "newsml:hopHistory 1")
    dated = PAGE.replace(f"<p>{STORY}", f"<p>PORT ANSEL (Reuters) - {STORY}")
    by_text, by_wire = read(dated, told), read(PAGE, told)
    assert by_text.publisher is not None
    assert by_text.publisher.name == "Reuters"
    assert by_wire.publisher is not None
    assert by_wire.publisher.name == "Meridian News Agency"


def test_hops_of_a_wire_give_publisher_and_republisher_and_stay_in_the_evidence() -> None:
    hops = (word("hop", "Korvia Today, 2018-10-19T19:15:00Z: enhanced content", "newsml:hopHistory 2"),)
    told = (
        *hops,
        word("origin", "Meridian", "newsml:hopHistory 1"),
        word("republisher", "Korvia Today", "newsml:hopHistory 2"),
    )
    document = read(PAGE, *told, word("status", "canceled", "newsml:pubStatus"), url="urn:newsml:meridian.example:1")
    assert document.publisher is not None
    assert document.republisher is not None
    assert (document.publisher.name, document.republisher.name) == ("Meridian", "Korvia Today")
    assert hops[0] in document.evidence
    assert word("status", "canceled", "newsml:pubStatus") in document.evidence


def test_a_credit_is_evidence_and_no_publisher() -> None:
    document = read(PAGE, word("credit", "Meridian News Agency", "feed:media:credit"))
    assert document.publisher is not None
    assert document.publisher.name == "straitsarchive.example"
    assert word("credits", "Meridian News Agency", "feed:media:credit") in document.evidence


def test_an_item_with_a_name_of_its_own_is_one_page_wherever_its_file_lies() -> None:
    name = "urn:newsml:meridian.example:20240321:7"
    first, again = read(PAGE, url=name), read(PAGE.replace("late", "too late"), url=name)
    assert first.page == again.page
    assert first.id != again.id


def test_a_plain_text_keeps_what_was_told_as_evidence() -> None:
    page = Page("a.txt", None, STORY.encode(), "text/plain", sha256_of(STORY), (word("status", "canceled"),))
    assert word("status", "canceled") in read_document(page, plain=True).evidence
    assert read_document(replace(page, told=()), plain=True).id == read_document(page, plain=True).id
