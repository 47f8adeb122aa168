"""A file whose end a crash left damaged: the end is put aside and cut off, what is whole stays.

In: a file of an archive that nobody else writes to. Out: its size, up to which every member is whole and every response
has what goes with it. Bytes are never thrown away: what is cut off lies beside the file, named by its hash.
"""

import os
from typing import Final

from sayso.intake.archive.folder import ArchiveFolder, Reached, reached_nothing, sync_folder, write_whole
from sayso.intake.archive.members import DamagedArchive, parse_member, walk_members
from sayso.records.ids import sha256_of

__all__ = ["find_whole_end", "mend_tail"]

#: Kinds of records after which a file may end.
CLOSING: Final = frozenset({"warcinfo", "response"})


def mend_tail(place: ArchiveFolder, name: str, start: int = 0, reached: Reached = reached_nothing) -> int:
    """Cut off what follows the last whole group; the size of the file then. The archive must be held."""
    path = place.path(name)
    size = path.stat().st_size
    end = find_whole_end(place, name, start if start <= size else 0)
    if end == size:
        return size
    with path.open("rb") as file:
        file.seek(end)
        tail = file.read()
    reached("mend: tail read")
    aside = path.with_name(f"{path.name}.damaged-{sha256_of(tail)[:24]}")
    write_whole(aside, tail, reached)
    reached("mend: tail kept")
    with path.open("rb+") as opened:
        opened.truncate(end)
        reached("mend: cut off")
        os.fsync(opened.fileno())
    sync_folder(path.parent)
    reached("mend: synced")
    return end


def find_whole_end(place: ArchiveFolder, name: str, start: int = 0) -> int:
    """Where the last whole group of a file ends, looked for from `start`, where one ends."""
    end = start
    with place.path(name).open("rb") as file:
        try:
            for member in walk_members(file, name, start):
                if parse_member(member.data, name).kind in CLOSING:
                    end = member.offset + member.length
        except DamagedArchive:
            return end
    return end
