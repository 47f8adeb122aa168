"""Whole documents: ids, plain text, hostile input, and where blocks change their role because of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.pages import PARAGRAPHS, TITLE, text_page, web_page

from sayso.errors import ReadingError, SaysoError
from sayso.reading import read_document
from sayso.records import Block, Page, Span
from sayso.records.ids import document_id, page_id, sha256_of


def raw(body: bytes, url: str = "-", content_type: str | None = None) -> Page:
    return Page(url, None, body, content_type, sha256_of(body))


def test_ids_follow_from_address_and_text() -> None:
    document = read_document(web_page())
    assert document.page == page_id("https://port-gazette.example/bridge")
    assert document.id == document_id(document.page, document.sha256)
    assert document.sha256 == sha256_of(document.text)


def test_a_paste_is_known_by_its_text_and_a_file_by_its_absolute_path() -> None:
    pasted, again = read_document(text_page(TITLE, *PARAGRAPHS)), read_document(text_page(TITLE, *PARAGRAPHS))
    assert pasted.id == again.id
    assert read_document(text_page(TITLE, *PARAGRAPHS[:2])).page != pasted.page
    assert read_document(web_page(url="bridge.html")).page != page_id("bridge.html")
    assert read_document(web_page(url="/a/bridge.html")).page == page_id("/a/bridge.html")


@pytest.mark.parametrize("text", ["One.\r\n\r\nTwo\x00 three.\n", "  \n<p>not markup</p>\n", "\ufeffmark inside", "𝔸 ≠ A"])
def test_plain_text_stays_the_same_code_point_for_code_point(text: str) -> None:
    document = read_document(raw(text.encode("utf-8-sig")), plain=True)
    assert document.text == text
    assert document.blocks == (Block(Span(0, len(text)), "body"),)
    assert (document.title, document.publisher, document.republisher, document.published) == (None, None, None, None)


def test_plain_text_takes_the_users_date() -> None:
    document = read_document(raw(b"The ferry is late."), plain=True, published="2018-09-04T19:59+02:00")
    assert document.published is not None
    assert (document.published.value, document.published.zone, document.published.method) == (
        "2018-09-04T19:59",
        "+02:00",
        "given",
    )


def test_bytes_that_are_no_utf8_are_replaced_and_counted() -> None:
    document = read_document(raw(b"caf\xe9 \xff and \xef\xbf\xbd"), plain=True)
    assert document.text == "caf\ufffd \ufffd and \ufffd"
    assert ("encoding", "2 characters replaced") in {(one.field, one.value) for one in document.evidence}


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("body", [b"", b" \n\t", b"\xef\xbb\xbf"])
def test_a_page_without_text_is_one_clear_line(body: bytes, plain: bool) -> None:
    with pytest.raises(ReadingError, match=r"^-: there is no text") as caught:
        read_document(raw(body), plain=plain)
    assert "\n" not in str(caught.value)


def test_a_page_of_markup_without_words_is_one_clear_line() -> None:
    with pytest.raises(ReadingError, match="there is no text"):
        read_document(raw(b"<html><body><script>x()</script></body></html>"))


@pytest.mark.parametrize("given_date", ["soon", "04/09/2018", "2018-13-01", ""])
def test_a_date_that_is_none_says_how_to_write_one(given_date: str) -> None:
    with pytest.raises(ReadingError, match="is not a date; write it as"):
        read_document(web_page(), published=given_date)


def test_a_page_that_is_no_article_says_so_in_its_evidence() -> None:
    body = b"<html><head><title>404</title></head><body><h1>404</h1><p>Page not found. Try the start page.</p></body></html>"
    found = {one.field: one for one in read_document(raw(body, "https://port-gazette.example/gone")).evidence}
    assert found["article"].value == "no"
    assert found["article"].method
    assert {one.field: one.value for one in read_document(web_page()).evidence}["article"] == "yes"


def roles(page: Page) -> list[tuple[str, str]]:
    document = read_document(page)
    return [(block.role, block.span.of(document.text)) for block in document.blocks]


def test_a_dateline_is_cut_off_the_paragraph_it_opens() -> None:
    found = roles(web_page(opening="PORT ANSEL, March 3 (Reuters) - "))
    assert ("dateline", "PORT ANSEL, March 3 (Reuters) -") in found
    assert ("body", PARAGRAPHS[0]) in found


def test_an_agencys_name_over_a_date_is_a_byline_and_one_at_the_end_a_credit() -> None:
    found = roles(web_page(above="<p>Sputnik News</p><p>19:59 04.09.2018</p>", below="<p>Reuters</p>"))
    assert ("byline", "Sputnik News") in found
    assert ("dateline", "19:59 04.09.2018") in found
    assert ("body", "Reuters") not in found


def test_a_paragraph_with_a_dateline_is_no_headline_but_the_line_before_it_is() -> None:
    found = roles(text_page(f"{TITLE}.", f"PORT ANSEL (AP) — {PARAGRAPHS[0]}", *PARAGRAPHS[1:]))
    assert found[:3] == [("headline", f"{TITLE}."), ("dateline", "PORT ANSEL (AP) —"), ("body", PARAGRAPHS[0])]


def test_blocks_stay_in_order_and_apart() -> None:
    for page in (web_page(opening="PORT ANSEL (AP) — ", ending=" (AFP)"), text_page(TITLE, "By Reuters", *PARAGRAPHS)):
        document = read_document(page)
        ends = 0
        for block in document.blocks:
            assert ends <= block.span.start < block.span.end <= len(document.text)
            ends = block.span.end


@given(st.binary(max_size=400), st.booleans(), st.sampled_from(["-", "https://a.example/b", "x.html", "http://[::1", "//"]))
def test_arbitrary_bytes_raise_nothing_but_our_own_errors(body: bytes, plain: bool, url: str) -> None:
    try:
        document = read_document(raw(body, url), plain=plain)
    except SaysoError:
        return
    assert document.text.strip()


TAGS = st.sampled_from(
    [
        *(
            "<html>",
            "<head>",
            "<body>",
            "<p>",
            "</p>",
            "<h1>",
            "</h1>",
            "<title>",
            "</title>",
            "<time datetime='2018'>",
            "<a rel=author>",
        ),
        *(
            "<meta property='og:title' content='x'>",
            "<link rel=canonical href='http://[::1'>",
            "<link rel=canonical href='//x.y/'>",
        ),
        *(
            "<script type='application/ld+json'>",
            '{"@type":"NewsArticle","author":[[]],"publisher":7}',
            "</script>",
            "By Reuters",
        ),
        *("PARIS (AFP) - ", "04/09/2018", "Source: ", "(c) 2018", "Join the x.y mailing list", "\x00", "&#0;", "\ud7ff", "]]>"),
    ]
)


@given(st.lists(TAGS | st.text(max_size=12), max_size=30))
def test_arbitrary_markup_raises_nothing_but_our_own_errors(parts: list[str]) -> None:
    try:
        read_document(raw("".join(parts).encode("utf-8", "surrogatepass"), "https://a.example/b"))
    except SaysoError:
        return


@pytest.mark.parametrize(
    "unit", ["By A, ", "(AFP) ", "Source: ", "© 2018 ", "Join the ", "originally published in ", "- AFP\n\n"]
)
def test_a_megabyte_of_near_credits_is_read_in_linear_time(unit: str) -> None:
    body = f"{TITLE}\n\n{unit * (1_000_000 // len(unit))}".encode()
    read_document(raw(body))
