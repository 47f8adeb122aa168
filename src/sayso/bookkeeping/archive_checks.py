"""Whether the archive holds what the ledger's rows point to, and nothing that was redacted.

In: a view and the archive's folder. Out: `Problem`s, each naming a file or a fetch. Every file is read once: its hash where it
is sealed, each of its records, each body against the hash that its row has. It repairs nothing.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Final

from sayso.errors import ArchiveError, RecordError
from sayso.intake.archive import ArchiveFolder, DamagedArchive, body_of
from sayso.intake.archive.folder import hash_file
from sayso.intake.archive.groups import fetch_from
from sayso.intake.archive.members import ArchivedRecord
from sayso.intake.archive.reading import iter_placed
from sayso.records import ArchivePlace, Fetch
from sayso.records.ids import sha256_of
from sayso.store import Problem, View

__all__ = ["find_archive_problems"]

RECOVER: Final = "run `sayso recover`"
COPY: Final = "go back to a copy of the archive"


def find_archive_problems(view: View, place: ArchiveFolder) -> Iterator[Problem]:
    """Everything that is wrong, file by file."""
    there = set(place.files())
    gone = view.find_tombstones("file", {sha256_of(name) for name in there})
    for name in sorted(there):
        if sha256_of(name) in gone:
            yield Problem(name, f"something in it was redacted, and it is still there: {RECOVER}")
            continue
        # what is being written just now is no damage; nobody writes to what cannot be written
        with nullcontext() if place.is_sealed(name) or not os.access(place.folder, os.W_OK) else place.held():
            yield from _check_hashes(place, name)
            yield from _check_file(view, place, name)
    lost: dict[str, int] = {}
    for fetch in view.iter_archived():
        if fetch.archive is not None and fetch.archive.file not in there:
            lost[fetch.archive.file] = lost.get(fetch.archive.file, 0) + 1
    for name, count in sorted(lost.items()):
        yield Problem(name, f"the file is not in {place.folder}, and {count} fetches are in it: {COPY}")


def _check_hashes(place: ArchiveFolder, name: str) -> Iterator[Problem]:
    if not place.is_sealed(name):
        return
    for line in place.beside(name, ".sha256").read_text(encoding="ascii", errors="replace").splitlines():
        noted, _, own = line.partition("  ")
        path = place.path(name).with_name(own)
        if own not in (place.path(name).name, place.beside(name, ".cdxj").name) or not path.exists():
            yield Problem(name, f"what belongs to it is not there: {COPY}")
        elif hash_file(path) != noted:
            yield Problem(place.name(path), f"it is not the file that was sealed: its SHA-256 differs: {COPY}")


def _check_file(view: View, place: ArchiveFolder, name: str) -> Iterator[Problem]:
    kept = [fetch for fetch in view.iter_archived(name) if fetch.archive is not None]
    # by the record too: where an end was lost, another answer may lie at the same place by now
    rows = {(fetch.archive.offset, fetch.archive.record): fetch for fetch in kept if fetch.archive is not None}
    noted: dict[str, str] = {}
    orphans = 0
    try:
        for placed in iter_placed(place, name):
            own = placed.record.header("WARC-Record-ID") or ""
            fetch = fetch_from(placed.record)
            if fetch is not None:
                noted[placed.record.header("WARC-Concurrent-To") or ""] = fetch.id
            if placed.record.kind != "response":
                continue
            row = rows.pop((placed.offset, own), None)
            if row is not None:
                yield from _check_body(row, ArchivePlace(name, placed.offset, placed.length, own), placed.record)
            elif own in noted:
                orphans += not _is_known(view, noted[own])
    except DamagedArchive as error:
        yield Problem(name, f"{error.reason}; {COPY if place.is_sealed(name) else RECOVER}")
    except RecordError as error:
        yield Problem(name, f"{error.reason}; {COPY}")
    yield from _lost_of(rows)
    if orphans:
        yield Problem(name, f"{orphans} of its answers have no row in the ledger: {RECOVER}")


def _is_known(view: View, fetch: str) -> bool:
    """Whether an answer without a row here has one elsewhere, or had one that was redacted."""
    return bool(view.has_fetches({fetch}) or view.find_tombstones("fetch", {fetch}))


def _check_body(row: Fetch, there: ArchivePlace, record: ArchivedRecord) -> Iterator[Problem]:
    if row.archive != there:
        yield Problem(row.id, f"its record at {there.offset} has another length: {COPY}")
        return
    try:
        body = body_of(record, row)
    except ArchiveError as error:
        yield Problem(row.id, error.reason)
        return
    if row.sha256 is not None and sha256_of(body) != row.sha256:
        yield Problem(row.id, f"its bytes are not those that were kept: their SHA-256 differs: {COPY}")


def _lost_of(rows: Mapping[tuple[int, str], Fetch]) -> Iterator[Problem]:
    for (offset, _), fetch in sorted(rows.items()):
        yield Problem(fetch.id, f"no record lies at {offset} of the file that holds it: {COPY}")
