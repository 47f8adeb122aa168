"""PDF files: their words, how sure their order is, and what happens to those that want too much."""

import zlib

import pytest

from sayso.intake import portable
from sayso.intake.portable import read_portable
from sayso.records import Failure, Page


def pdf(lines: list[str], *, padding: int = 0, columns: bool = False) -> bytes:
    """A PDF of one page, as small as they come."""
    begin, step = (b"BT /F1 12 Tf 14 TL 72 720 Td ", b"T* ") if not columns else (b"BT /F1 12 Tf 14 TL 72 20 Td ", b"0 40 Td ")
    content = begin + step.join(b"(" + line.encode("latin-1") + b") Tj " for line in lines) + b"ET" + b" " * padding
    packed = zlib.compress(content, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (Ferry late) /Author (Ilse Varga) /CreationDate (D:20240321194200+02'00') >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def told(page: Page | Failure) -> dict[str, str]:
    assert isinstance(page, Page), page
    return {one.field: one.value for one in page.told}


def test_the_words_of_a_pdf_are_a_text_and_its_date_is_not_that_of_publication() -> None:
    page = read_portable(pdf(["The harbour office said so.", "Nobody was hurt."]), "/in/report.pdf")
    assert isinstance(page, Page)
    assert (page.url, page.content_type) == ("/in/report.pdf", "text/plain; charset=utf-8")
    assert page.body == b"The harbour office said so.\nNobody was hurt."
    assert told(page) == {
        "title": "Ferry late",
        "byline": "Ilse Varga",
        "created": "2024-03-21T19:42:00+02:00",
        "layout": "1.00",
    }


def test_lines_that_jump_up_the_page_lower_the_confidence_in_their_order() -> None:
    assert float(told(read_portable(pdf(["one", "two", "three", "four"], columns=True), "a"))["layout"]) < 0.5


@pytest.mark.parametrize("body", [b"%PDF-1.4 junk", b"%PDF-", pdf(["x"])[:200]])
def test_a_damaged_pdf_is_a_failure(body: bytes) -> None:
    found = read_portable(body, "a.pdf")
    assert isinstance(found, Failure)
    assert "save the story as text" in found.error


def test_a_pdf_without_words_says_what_to_do() -> None:
    found = read_portable(pdf([" "]), "a.pdf")
    assert isinstance(found, Failure)
    assert "text recognition" in found.error


def test_a_stream_that_unpacks_without_end_is_stopped_by_its_limits() -> None:
    found = read_portable(pdf(["x"], padding=1_000_000_000), "a.pdf")
    assert isinstance(found, Failure)
    assert "more memory or time" in found.error


def test_without_the_library_the_line_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "find_spec", lambda _: None)
    found = read_portable(b"%PDF-", "a.pdf")
    assert isinstance(found, Failure)
    assert "sayso[pdf]" in found.error


def test_one_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "DEADLINE", 0.001)
    found = read_portable(pdf(["x"]), "a.pdf")
    assert isinstance(found, Failure)
    assert "seconds" in found.error
