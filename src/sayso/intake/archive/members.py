"""The gzip members of an archive's file, one WARC record in each, read one after the other and within bounds.

In: a file, or the bytes of one member. Out: `Member`s with where they lie, and the records in them. A member that is cut
off, damaged or larger than any we write raises `DamagedArchive`; nothing here repairs or writes.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from sayso.errors import ArchiveError

__all__ = ["MAX_MEMBER", "ArchivedRecord", "DamagedArchive", "Member", "parse_member", "unpack_member", "walk_members"]

#: No record is larger unpacked: bodies end at 15 MiB, and what wraps them is small.
MAX_MEMBER: Final = 64 * 1024 * 1024
CHUNK: Final = 256 * 1024
GZIP: Final = 31  # zlib's name for a gzip header and trailer


class DamagedArchive(ArchiveError):  # noqa: N818  as `UnsupportedPage`: what it is, not that it is an error
    """A record of an archive is cut off, damaged, or none."""


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member: where it begins in its file, how long it is there, and what is in it."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class ArchivedRecord:
    """A WARC record: its kind, its headers, and its block; of an HTTP record the status, headers and payload as well."""

    kind: str
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    status: str | None = None
    http: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str | None:
        """The value of a WARC header, the first of this name."""
        return _find(self.headers, name)

    def http_header(self, name: str) -> str | None:
        """The value of an HTTP header, the first of this name."""
        return _find(self.http, name)


def walk_members(file: BinaryIO, subject: str, start: int = 0) -> Iterator[Member]:
    """The members from `start` to the end of the file, in order.

    Raises:
        DamagedArchive: one is cut off, damaged or too large; those before it have been given.
    """
    file.seek(start)
    offset, left = start, b""
    while True:
        left = left or file.read(CHUNK)
        if not left:
            return
        member, left = _read_member(file, subject, offset, left)
        yield member
        offset += member.length


def _read_member(file: BinaryIO, subject: str, offset: int, held: bytes) -> tuple[Member, bytes]:
    unpacker, parts, taken, size = zlib.decompressobj(GZIP), [], 0, 0
    while True:
        try:
            part = unpacker.decompress(held, MAX_MEMBER + 1 - size)
        except zlib.error as error:
            raise DamagedArchive(subject, f"the record at {offset} is damaged: run `sayso verify`") from error
        taken += len(held) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
        size += len(part)
        parts.append(part)
        if unpacker.eof:
            return Member(offset, taken, b"".join(parts)), unpacker.unused_data
        if size > MAX_MEMBER:
            raise DamagedArchive(subject, f"the record at {offset} is larger than any that sayso writes")
        held = unpacker.unconsumed_tail or file.read(CHUNK)
        if not held:
            raise DamagedArchive(subject, f"the record at {offset} is cut off: run `sayso recover`")


def unpack_member(packed: bytes, subject: str, offset: int) -> bytes:
    """What is in exactly one member.

    Raises:
        DamagedArchive: it is damaged or too large, or there is less or more than one.
    """
    members = list(_two(walk_members(BytesIO(packed), subject)))
    if len(members) != 1:
        raise DamagedArchive(subject, f"there is no single record at {offset}: run `sayso verify`")
    return members[0].data


def _two(members: Iterator[Member]) -> Iterator[Member]:
    for _, member in zip(range(2), members, strict=False):
        yield member


def parse_member(data: bytes, subject: str) -> ArchivedRecord:
    """The record in the bytes of a member.

    Raises:
        DamagedArchive: they are no WARC record.
    """
    try:
        # No dechunking and no decoding: payloads are wanted as they came.
        records = ArchiveIterator(BytesIO(data), no_record_parse=False)
        record = next(records, None)
        if record is None or record.rec_type is None:
            raise DamagedArchive(subject, "a record in it is no WARC record: run `sayso verify`")
        payload = record.raw_stream.read()
        http = record.http_headers
        return ArchivedRecord(
            record.rec_type,
            tuple(record.rec_headers.headers),
            payload,
            None if http is None else http.get_statuscode(),
            () if http is None else tuple(http.headers),
        )
    except (ArchiveLoadFailed, ValueError, EOFError, IndexError) as error:
        raise DamagedArchive(subject, f"a record in it cannot be read: {' '.join(str(error).split())[:120]}") from error


def _find(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)
