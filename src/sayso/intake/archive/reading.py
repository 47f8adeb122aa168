"""Reads the archive back: one response by its place, or all fetches of a file in order.

In: an `ArchivePlace` or the name of a file. Out: a response with its headers and body, or the fetches that lie there. No
more is read than a place says, and no more is unpacked than a record can be; it changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.errors import ArchiveError
from sayso.intake.archive.decoding import decode_body
from sayso.intake.archive.folder import ArchiveFolder
from sayso.intake.archive.groups import fetch_from
from sayso.intake.archive.members import MAX_MEMBER, ArchivedRecord, DamagedArchive, parse_member, unpack_member, walk_members
from sayso.records import ArchivePlace, Fetch

__all__ = ["body_of", "iter_fetches", "iter_placed", "read_place"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A record of a file and where it lies."""

    offset: int
    length: int
    record: ArchivedRecord


def read_place(place: ArchiveFolder, at: ArchivePlace) -> ArchivedRecord:
    """The response that lies at a place.

    Raises:
        ArchiveError: the file is not there, or something else or nothing whole lies at the place.
    """
    path = place.path(at.file)
    if not 0 < at.length <= MAX_MEMBER or at.offset < 0:
        raise DamagedArchive(at.file, "no record can lie at this place: run `sayso verify`")
    try:
        with path.open("rb") as file:
            file.seek(at.offset)
            packed = file.read(at.length)
    except OSError as error:
        raise ArchiveError(at.file, f"it cannot be read ({error.strerror}): is the archive {place.folder} complete?") from error
    if len(packed) < at.length:
        raise DamagedArchive(at.file, f"it ends before the record at {at.offset}: go back to a copy of the archive")
    record = parse_member(unpack_member(packed, at.file, at.offset), at.file)
    if record.header("WARC-Record-ID") != at.record:
        raise DamagedArchive(at.file, f"another record lies at {at.offset}: run `sayso verify`")
    return record


def body_of(record: ArchivedRecord, fetch: Fetch) -> bytes:
    """The body of a response as a reader sees it, no longer than the fetch says that it is."""
    limit = {} if fetch.size is None else {"limit": fetch.size + 1}
    return decode_body(record.payload, record.http_header("Content-Encoding"), **limit)


def iter_placed(place: ArchiveFolder, name: str, start: int = 0) -> Iterator[Placed]:
    """All records of a file from `start` on, with where they lie."""
    with place.path(name).open("rb") as file:
        for member in walk_members(file, name, start):
            yield Placed(member.offset, member.length, parse_member(member.data, name))


def iter_fetches(place: ArchiveFolder, name: str, start: int = 0) -> Iterator[Fetch]:
    """The fetches whose responses lie in a file from `start` on, each with its place there."""
    noted: dict[str, Fetch] = {}
    for placed in iter_placed(place, name, start):
        record = placed.record
        fetch = fetch_from(record)
        if fetch is not None:
            noted[record.header("WARC-Concurrent-To") or ""] = fetch
        elif record.kind == "response":
            own = record.header("WARC-Record-ID") or ""
            found = noted.pop(own, None)
            if found is not None:
                yield replace(found, archive=ArchivePlace(name, placed.offset, placed.length, own))
