"""WARC files of every maker: pages come out, what is no page stays in, damage and bombs end in one line."""

import gzip
import io
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.warcs import read_warc
from sayso.records import Failure, FieldEvidence, Page

STORY = b"<html><body><p>The ferry left the quay late, the harbour office said.</p></body></html>"
ADDRESS = "https://quay.example/ferry"


def record(kind: str, block: bytes, target: str = ADDRESS, *headers: str) -> bytes:
    lines = [
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {target}",
        "WARC-Date: 2024-03-21T19:42:00Z",
        *headers,
        f"Content-Length: {len(block)}",
    ]
    return ("WARC/1.0\r\n" + "\r\n".join(lines)).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body: bytes = STORY, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *(headers or ("Content-Type: text/html; charset=utf-8",))]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def read(*records: bytes, packed: bool = False) -> list[Page | Failure]:
    data = b"".join(gzip.compress(one) for one in records) if packed else b"".join(records)
    return list(read_warc(io.BytesIO(data), "/in/crawl.warc.gz"))


def page(*records: bytes) -> Page:
    (found,) = read(*records)
    assert isinstance(found, Page), found
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_answers_with_pages_come_out_and_the_rest_stays_in(packed: bool) -> None:
    found = read(
        record("warcinfo", b"software: x"),
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", answer()),
        record("response", answer(b"\x89PNG", "Content-Type: image/png"), "https://quay.example/a.png"),
        record("response", answer(b"", "Location: /b", status="301 Moved")),
        record("response", answer(status="404 Not Found")),
        record("revisit", b""),
        record("response", answer(), "dns:quay.example"),
        record("response", answer(), "https://quay.example/second"),
        packed=packed,
    )
    assert [one.url for one in found] == [ADDRESS, "https://quay.example/second"]


def test_the_fetch_is_a_bound_and_is_told() -> None:
    found = page(record("response", answer()))
    assert (found.fetched, found.content_type, found.body) == ("2024-03-21T19:42:00Z", "text/html; charset=utf-8", STORY)
    assert found.told == (
        FieldEvidence("fetched", "2024-03-21T19:42:00Z", "warc:WARC-Date, an upper bound of the publication", None),
    )


def test_encodings_and_chunks_are_taken_off_and_left_where_they_are_only_said() -> None:
    packed = answer(gzip.compress(STORY), "Content-Type: text/html", "Content-Encoding: gzip")
    chunked = answer(b"5\r\n<html\r\n3;x=y\r\n>ab\r\n0\r\n\r\n", "Transfer-Encoding: chunked")
    already = answer(STORY, "Content-Encoding: gzip", "Transfer-Encoding: chunked")
    assert [page(record("response", one)).body for one in (packed, chunked, already)] == [STORY, b"<html>ab", STORY]


def test_text_that_others_took_out_is_a_page_too() -> None:
    found = page(record("conversion", b"The ferry left late.", ADDRESS, "Content-Type: text/plain"))
    assert (found.url, found.content_type) == (ADDRESS, "text/plain")


def test_an_archive_without_pages_says_so() -> None:
    (found,) = read(record("request", b"x"))
    assert found == Failure(
        "/in/crawl.warc.gz", "intake", "a WARC file of 1 records, none of them a page of text: nothing to read"
    )


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "ends within a header"),
        (record("response", answer())[:-60], "ends within a record"),
        (b"junk\r\n", "does not begin as one"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "does not say how long"),
        (b"WARC/1.0\r\n" + b"a" * 50_000, "does not end"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 400, "too many headers"),
    ],
    ids=["header", "record", "junk", "length", "line", "headers"],
)
def test_what_is_before_the_damage_is_read(tail: bytes, reason: str) -> None:
    first, failure = read(record("response", answer()), tail)
    assert isinstance(first, Page)
    assert isinstance(failure, Failure)
    assert reason in failure.error
    assert "after record 1" in failure.error


def test_a_damaged_member_ends_the_file() -> None:
    good = gzip.compress(record("response", answer()))
    found = list(read_warc(io.BytesIO(good + good[:40] + b"\xff" * 40), "a"))
    assert [type(one) for one in found] == [Page, Failure]


def test_a_bomb_is_given_up() -> None:
    class Bomb(io.RawIOBase):
        """A member that never ends, packed a thousand times."""

        def __init__(self) -> None:
            self.parts: Iterator[bytes] = self._parts()
            self.held = b""

        def _parts(self) -> Iterator[bytes]:
            packer = zlib.compressobj(9, zlib.DEFLATED, 31)
            yield packer.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n")
            while True:
                yield packer.compress(b" " * 1_000_000)

        def readable(self) -> bool:
            return True

        def readinto(self, into: object) -> int:
            assert isinstance(into, memoryview)
            while not self.held:
                self.held = next(self.parts)
            part, self.held = self.held[: len(into)], self.held[len(into) :]
            into[: len(part)] = part
            return len(part)

    (found,) = read_warc(io.BufferedReader(Bomb()), "a")
    assert isinstance(found, Failure)
    assert "unpacks to far more" in found.error


def test_a_page_that_is_too_large_is_a_failure_and_the_next_is_read() -> None:
    found = read(record("response", answer(b"x" * 16_000_000)), record("response", answer()), packed=True)
    assert [type(one) for one in found] == [Failure, Page]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 500), st.integers(0, 80), st.booleans())
def test_any_damage_is_survived(noise: bytes, at: int, lost: int, packed: bool) -> None:
    whole = record(
        "response", answer(gzip.compress(STORY, mtime=0), "Content-Encoding: gzip, br", "Transfer-Encoding: chunked")
    )
    data = gzip.compress(whole, mtime=0) if packed else whole
    found = list(read_warc(io.BytesIO(data[:at] + noise + data[at + lost :]), "a"))
    assert all(isinstance(one, Page | Failure) for one in found)
