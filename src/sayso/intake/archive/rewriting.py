"""A file of the archive written anew, with something in it changed or left out; the old file stays until somebody removes it.

In: a file and what becomes of each answer in it. Out: a new file under a name of its own, sealed, and where its responses lie.
Members of answers that stay are copied as they are, byte for byte. It decides nothing; a file in which nothing changes is
not written.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from sayso.errors import ArchiveError
from sayso.intake.archive.decoding import decode_body
from sayso.intake.archive.folder import ArchiveFolder, Reached, reached_nothing, sync_folder
from sayso.intake.archive.groups import fetch_from, write_group
from sayso.intake.archive.members import ArchivedRecord, Member, parse_member, walk_members
from sayso.intake.archive.repairing import mend_tail
from sayso.intake.archive.sealing import seal_file
from sayso.records import Answer, ArchivePlace, Fetch

__all__ = ["Become", "Rewritten", "remove_file", "rewrite_file"]

#: What becomes of an answer: itself, another, or nothing.
Become = Callable[[Answer], Answer | None]
#: How the encoding of a body is called.
ENCODING: Final = "content-encoding"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file that was written anew: all fetches in it with their new places, which of them were changed, which left out."""

    old: str
    new: str
    fetches: tuple[Fetch, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The members of one answer in their order, and the answer; null for members that are of none."""

    members: tuple[Member, ...]
    answer: Answer | None


def rewrite_file(place: ArchiveFolder, name: str, become: Become, reached: Reached = reached_nothing) -> Rewritten | None:
    """Write a file anew where anything in it becomes something else; null where nothing does. The archive must be held.

    Raises:
        ArchiveError: it cannot be read or written; the old file is as it was.
    """
    if not place.is_sealed(name):
        mend_tail(place, name, reached=reached)
    if all(group.answer is None or become(group.answer) == group.answer for group in _groups(place, name)):
        return None
    if not place.is_sealed(name):
        seal_file(place, name, reached)  # nobody adds to it any more
    new = place.successor(name)
    remove_file(place, new)  # of a redaction that never came to its end
    reached("rewrite: begun")
    try:
        with place.path(new).open("xb") as file:
            result = _copy(place, name, new, file, become, reached)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        remove_file(place, new)
        reason = f"it cannot be written anew ({error.strerror}): free some space and repeat; nothing was taken out yet"
        raise ArchiveError(name, reason) from error
    sync_folder(place.path(new).parent)
    reached("rewrite: written")
    seal_file(place, new, reached)
    return result


def remove_file(place: ArchiveFolder, name: str, reached: Reached = reached_nothing) -> None:
    """Remove a file and what belongs to it; the file itself last, so that a rest is still known for one."""
    for path in (place.beside(name, ".cdxj"), place.beside(name, ".sha256"), place.path(name)):
        path.unlink(missing_ok=True)
        reached("remove: one of a file")
    if place.path(name).parent.exists():
        sync_folder(place.path(name).parent)


def _copy(place: ArchiveFolder, name: str, new: str, file: BinaryIO, become: Become, reached: Reached) -> Rewritten:
    fetches: list[Fetch] = []
    changed: list[str] = []
    dropped: list[str] = []
    for group in _groups(place, name):
        start = file.tell()
        if group.answer is None:
            for member in group.members:
                _copy_member(place, name, member, file)
            continue
        answer = become(group.answer)
        if answer is None:
            dropped.append(group.answer.fetch.id)
            continue
        if answer == group.answer:
            for member in group.members:
                _copy_member(place, name, member, file)
            length = group.members[-1].length
            own = ArchivePlace(new, file.tell() - length, length, _record_of(group))
        else:
            written = write_group(answer)
            file.write(written.data)
            changed.append(answer.fetch.id)
            own = ArchivePlace(new, start + written.offset, written.length, written.record)
        fetches.append(replace(answer.fetch, archive=own))
        reached("rewrite: one of them")
    return Rewritten(name, new, tuple(fetches), tuple(changed), tuple(dropped))


def _copy_member(place: ArchiveFolder, name: str, member: Member, file: BinaryIO) -> None:
    with place.path(name).open("rb") as old:
        old.seek(member.offset)
        file.write(old.read(member.length))


def _record_of(group: _Group) -> str:
    return parse_member(group.members[-1].data, "").header("WARC-Record-ID") or ""


def _groups(place: ArchiveFolder, name: str) -> Iterator[_Group]:
    """The answers of a file with their members, and members that are of none, as `warcinfo` is."""
    held: list[Member] = []
    fetch: Fetch | None = None
    with place.path(name).open("rb") as file:
        for member in walk_members(file, name):
            record = parse_member(member.data, name)
            if record.kind == "warcinfo":
                yield _Group((member,), None)
                continue
            held.append(member)
            fetch = fetch_from(record) or fetch
            if record.kind == "response":
                # an answer without what was noted of it is nobody's: nothing of it can be looked for, so it goes
                if fetch is not None:
                    yield _Group(tuple(held), _answer(record, fetch))
                held, fetch = [], None


def _answer(record: ArchivedRecord, fetch: Fetch) -> Answer:
    limit = {} if fetch.size is None else {"limit": fetch.size + 1}
    encoding = next((value for key, value in fetch.headers if key.lower() == ENCODING), None)
    try:
        body = decode_body(record.payload, encoding, **limit)
    except ArchiveError:
        body = record.payload  # nobody could read it, so its bytes are all there is to look in
    return Answer(fetch, record.payload, body)
