"""Characters from bytes: which encoding wins, what is recorded, what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.decode import decode

#: Valid UTF-8 that windows-1252 would read as something else.
CAFE = "Café “Zur Brücke”"


@pytest.mark.parametrize(
    ("body", "content_type", "text", "encoding", "method"),
    [
        (b"\xef\xbb\xbf" + CAFE.encode(), "text/html; charset=iso-8859-1", CAFE, "utf-8", "bom"),
        (CAFE.encode("utf-16"), None, CAFE, "utf-16-le", "bom"),
        (b"\xfe\xff" + CAFE.encode("utf-16-be"), None, CAFE, "utf-16-be", "bom"),
        (CAFE.encode("utf-32"), None, CAFE, "utf-32-le", "bom"),
        (b"caf\xe9", "text/html; charset=ISO-8859-1", "café", "windows-1252", "http"),
        (b"\x93Hello\x94", 'text/html; charset="latin1"', "“Hello”", "windows-1252", "http"),
        ("Привет".encode("koi8-r"), "text/plain; charset=koi8-r", "Привет", "koi8-r", "http"),
        (CAFE.encode(), None, CAFE, "utf-8", "utf-8"),
        (b"caf\xe9 \x80", None, "café €", "windows-1252", "fallback"),
        (CAFE.encode("utf-16-le"), None, CAFE, "utf-16-le", "utf-16 pattern"),
        (CAFE.encode("utf-16-be"), None, CAFE, "utf-16-be", "utf-16 pattern"),
        (b"", None, "", "utf-8", "utf-8"),
    ],
)
def test_mark_before_header_before_bytes(body: bytes, content_type: str | None, text: str, encoding: str, method: str) -> None:
    decoded = decode(body, content_type)
    assert (decoded.text, decoded.encoding, decoded.method, decoded.replaced) == (text, encoding, method, 0)


def test_the_header_wins_over_the_page() -> None:
    body = b'<meta charset="koi8-r"><p>caf\xe9</p>'
    assert decode(body, "text/html; charset=windows-1252").text.endswith("<p>café</p>")
    assert decode(body, "text/html").method == "meta"


@pytest.mark.parametrize(
    "head",
    [
        b"<meta charset=windows-1251>",
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        b'<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_declaration_in_the_page_is_found(head: bytes) -> None:
    decoded = decode(head + "Привет".encode("windows-1251"))
    assert decoded.text.endswith("Привет")
    assert (decoded.encoding, decoded.method) == ("cp1251", "meta")


def test_a_declaration_too_far_down_is_not_one() -> None:
    body = b"<p>" + b" " * 5000 + b"<meta charset=windows-1251>\xe9"
    assert decode(body).method == "fallback"


@pytest.mark.parametrize("label", ["utf-7", "rot13", "zlib", "idna", "unknown-8bit", "x" * 100])
def test_labels_that_are_no_encoding_of_the_web_are_passed_over(label: str) -> None:
    assert decode(CAFE.encode(), f"text/html; charset={label}").method == "utf-8"


def test_a_page_that_claims_two_bytes_in_single_bytes_is_utf_8() -> None:
    assert decode(b'<meta charset="utf-16">' + CAFE.encode()).encoding == "utf-8"


def test_one_broken_byte_is_replaced_and_counted() -> None:
    decoded = decode(("Straßenbahn, " * 30).encode() + b"\xff tail", "text/html; charset=utf-8")
    assert (decoded.encoding, decoded.method, decoded.replaced) == ("utf-8", "http", 1)
    assert decoded.text.endswith("\N{REPLACEMENT CHARACTER} tail")


def test_one_broken_byte_does_not_garble_a_page_that_declares_nothing() -> None:
    decoded = decode(("Straßenbahn, " * 30).encode() + b"\xff tail")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)


def test_replacement_characters_of_the_page_are_not_counted_as_ours() -> None:
    assert decode("what\N{REPLACEMENT CHARACTER} ö".encode() * 20 + b"\xff").replaced == 1


def test_a_page_that_only_claims_utf_8_is_read_as_what_it_is() -> None:
    decoded = decode(b"<meta charset=utf-8>Stra\xdfenbahn f\xfchrt \xfcber den Flu\xdf")
    assert decoded.text.endswith("Straßenbahn führt über den Fluß")
    assert (decoded.encoding, decoded.method, decoded.replaced) == ("windows-1252", "fallback", 0)


def test_a_declared_encoding_that_the_bytes_refuse_gives_way_to_utf_8() -> None:
    decoded = decode("<meta charset=shift_jis>Ärger über Ölförderung, ß".encode())
    assert decoded.text.endswith("Ärger über Ölförderung, ß")


def test_line_breaks_and_nuls_are_normalised_unless_the_text_must_stay() -> None:
    body = "a\r\nb\rc\x00d\u2028e".encode()
    assert decode(body).text == "a\nb\ncd\ne"
    assert decode(body, normalise=False).text == "a\r\nb\rc\x00d\u2028e"


@given(
    st.binary(max_size=400),
    st.one_of(st.none(), st.text(max_size=40), st.sampled_from(["charset=utf-16", "charset=gbk", "charset=utf-8"])),
)
def test_no_bytes_raise_or_yield_surrogates(body: bytes, content_type: str | None) -> None:
    decoded = decode(body, content_type)
    assert decoded.text.encode("utf-8").decode("utf-8") == decoded.text
    assert "\x00" not in decoded.text
    assert "\r" not in decoded.text
    assert decoded.replaced >= 0


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\x85\u2028\u2029\ufeff"), max_size=300)
)
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8"), "text/html; charset=utf-8").text == text
