"""WARC files as input: web archives, news crawls, extracted text.

In: a stream of a WARC file, gzip or plain, of any size. Out: a page for each response that holds HTML or text, in the order of
the file, with the instant of its fetch, which no publication can be later than. Requests, redirects, pictures and the like are
passed over. Memory stays at one record; what unpacks without end is given up. The archive that sayso writes itself is read
by `archive`.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from sayso.errors import ArchiveError, IntakeError
from sayso.intake.archive.decoding import decode_body
from sayso.intake.carried import address_in, tell
from sayso.intake.files import MAX_BYTES, page_from_bytes
from sayso.intake.markup import own_address
from sayso.intake.moments import read_moment, to_utc
from sayso.records import Failure, Page

__all__ = ["read_warc"]

CHUNK: Final = 256 * 1024
#: Archives of pages unpack to a few times their size; what unpacks to more than this share is a bomb.
MOST_GROWTH, FREE_GROWTH = 200, 64 * 1024 * 1024
#: So much of a record is kept: a page and what wraps it.
LONGEST_BLOCK: Final = 2 * MAX_BYTES
LONGEST_LINE, MOST_HEADERS = 16384, 300
#: Records whose block is an HTTP message, and those whose block is the page itself.
ANSWERS, WHOLE = frozenset({"response"}), frozenset({"resource", "conversion"})
READABLE: Final = ("text/html", "application/xhtml+xml", "text/plain")
STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
CHUNK_SIZE: Final = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
UNTIL: Final = "an upper bound of the publication"

Headers = dict[str, str]


class _DamagedError(Exception):
    """The stream cannot be read on; the argument says why."""


class _Blocks:
    """The bytes of a stream by lines and counts, however they come."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""
        self._at = 0

    def line(self) -> bytes | None:
        """The next line with its end; null at the end of the stream."""
        end = self._held.find(b"\n", self._at)
        while end < 0 and len(self._held) - self._at <= LONGEST_LINE:
            chunk = next(self._chunks, b"")
            if not chunk:
                break
            self._held, self._at = self._held[self._at :] + chunk, 0
            end = self._held.find(b"\n")
        if end < 0 and len(self._held) - self._at > LONGEST_LINE:
            raise _DamagedError("a line of a header does not end")
        begin, self._at = self._at, end + 1 if end >= 0 else len(self._held)
        return self._held[begin : self._at] or None

    def block(self, length: int) -> bytes:
        """The next `length` bytes, of which no more are kept than a page can have."""
        kept: list[bytes] = []
        size = 0
        while length > 0:
            if self._at >= len(self._held):
                self._held, self._at = next(self._chunks, b""), 0
            part = self._held[self._at : self._at + length]
            if not part:
                raise _DamagedError("it ends within a record")
            self._at += len(part)
            length -= len(part)
            if size < LONGEST_BLOCK:
                kept.append(part)
                size += len(part)
        return b"".join(kept)[:LONGEST_BLOCK]


def read_warc(stream: BinaryIO, container: str) -> Iterator[Page | Failure]:
    """The pages of a WARC file; where it is damaged, those before the damage and a `Failure`."""
    records = pages = 0
    try:
        blocks = _Blocks(_chunks_of(stream))
        while (headers := _next_headers(blocks)) is not None:
            kind = headers.get("warc-type", "").lower()
            block = blocks.block(_length(headers))
            records += 1
            for page in _pages(kind, headers, block, container):
                pages += 1
                yield page
    except (_DamagedError, OSError) as error:
        yield Failure(container, "intake", f"a WARC file damaged after record {records} ({error}): what is before it was read")
        return
    if not pages:
        yield Failure(container, "intake", f"a WARC file of {records} records, none of them a page of text: nothing to read")


def _chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The unpacked bytes: each record of a packed file is a gzip member of its own."""
    first = stream.read(CHUNK)
    if not first.startswith(b"\x1f\x8b"):
        while first:
            yield first
            first = stream.read(CHUNK)
        return
    packed, read, written = first, len(first), 0
    inflater = zlib.decompressobj(31)
    while packed:
        try:
            chunk = inflater.decompress(packed, CHUNK)
        except zlib.error as error:
            raise _DamagedError(f"gzip: {error}") from error
        written += len(chunk)
        if written > FREE_GROWTH + MOST_GROWTH * read:
            raise _DamagedError("it unpacks to far more than any archive of pages")
        if chunk:
            yield chunk
        packed = inflater.unconsumed_tail
        if inflater.eof:
            packed, inflater = inflater.unused_data.lstrip(b"\x00"), zlib.decompressobj(31)
        if not packed:
            packed = stream.read(CHUNK)
            read += len(packed)


def _next_headers(blocks: _Blocks) -> Headers | None:
    """The headers of the next record; null at the end of the file."""
    line = blocks.line()
    while line is not None and not line.strip():
        line = blocks.line()
    if line is None:
        return None
    if not line.startswith(b"WARC/"):
        raise _DamagedError("the next record does not begin as one")
    headers: Headers = {}
    for _ in range(MOST_HEADERS):
        line = blocks.line()
        if line is None:
            raise _DamagedError("it ends within a header")
        if not line.strip():
            return headers
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    raise _DamagedError("a record has too many headers")


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise _DamagedError("a record does not say how long it is")
    return int(length)


def _pages(kind: str, headers: Headers, block: bytes, container: str) -> Iterator[Page | Failure]:
    if kind in ANSWERS:
        answer = _answer(block)
        if answer is None:
            return
        http, body = answer
        encodings = http.get("content-encoding", "")
        kind_of = http.get("content-type", "")
    elif kind in WHOLE:
        body, encodings, kind_of = block, "", headers.get("content-type", "")
    else:
        return
    target = headers.get("warc-target-uri", "").strip("<>")
    if own_address(target) is None and kind in ANSWERS:
        return
    if kind_of and not kind_of.lower().startswith(READABLE):
        return
    yield _page(address_in(container, target or headers.get("warc-record-id", "")), headers, body, encodings, kind_of)


def _answer(block: bytes) -> tuple[Headers, bytes] | None:
    """The headers and body of an HTTP answer; null where it is none or brought no page."""
    status = STATUS.match(block)
    if status is None or status[1] != b"200":
        return None
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark, 0, 262_144)) >= 0]
    if not ends:
        return None
    at, size = min(ends)
    headers: Headers = {}
    for line in block[:at].split(b"\n")[1 : MOST_HEADERS + 1]:
        name, _, value = line.decode("latin-1").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    body = block[at + size :]
    return headers, _dechunk(body) if "chunked" in headers.get("transfer-encoding", "").lower() else body


def _dechunk(body: bytes) -> bytes:
    """The body without its chunk sizes; as it is where it has none, since many archives took them out already."""
    parts: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if not length:
            break
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    return b"".join(parts) if parts else body


def _page(address: str, headers: Headers, body: bytes, encodings: str, content_type: str) -> Page | Failure:
    fetched = to_utc(read_moment(headers.get("warc-date")))
    try:
        page = page_from_bytes(_decoded(body, encodings), address, content_type[:200] or None)
    except IntakeError as error:
        return Failure(address, "intake", error.reason)
    told = (
        *tell("fetched", fetched, f"warc:WARC-Date, {UNTIL}"),
        *tell("truncated", headers.get("warc-truncated"), "warc:WARC-Truncated"),
    )
    return replace(page, fetched=fetched, told=told)


def _decoded(body: bytes, encodings: str) -> bytes:
    """The body without its encodings; as it is where they do not fit, since many archives unpacked it and kept the header."""
    if not encodings:
        return body
    try:
        return decode_body(body, encodings, MAX_BYTES + 1)
    except ArchiveError:
        return body
