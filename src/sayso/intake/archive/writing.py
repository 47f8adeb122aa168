"""Writes answers into the archive: appended, flushed and on the disk before anything may rest on them.

In: `Answer`s. Out: the `ArchivePlace` of each response. A file is begun, added to until it is a day old or 1 GB large, and
then sealed with an index and a hash. What a program that was stopped left at its end is cut off first, and kept beside
it. It never changes what is written, and knows no ledger: who asks says up to where the ledger knows a file.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sayso import __version__
from sayso.intake.archive.folder import ArchiveFolder, Reached, make_folders, reached_nothing, sync_folder
from sayso.intake.archive.groups import Group, write_group, write_opening
from sayso.intake.archive.repairing import mend_tail
from sayso.intake.archive.sealing import seal_file
from sayso.records import Answer, ArchivePlace

__all__ = ["LARGEST", "ArchiveWriter"]

#: A file is sealed when it has so many bytes.
LARGEST: Final = 1_000_000_000


class ArchiveWriter:
    """Appends to one archive; several writers, in one process or many, take turns.

    Args:
        folder: the archive's folder.
        clock: gives the UTC instant, in ISO 8601: its day names new files.
        largest: when a file is sealed.
        reached: is told of each step; tests stop the program there.
    """

    def __init__(
        self, folder: Path, *, clock: Callable[[], str], largest: int = LARGEST, reached: Reached = reached_nothing
    ) -> None:
        self.place = ArchiveFolder(folder)
        self._clock = clock
        self._largest = largest
        self._reached = reached
        self._known: tuple[str, int] | None = None  # a file and the size up to which all of it is whole

    def append(self, answer: Answer, known_end: Callable[[str], int] = lambda _name: 0) -> ArchivePlace:
        """Put an answer at the end of the archive; when this returns it is on the disk.

        `known_end` says up to which byte of a file everything is known to be whole, so that only the rest is looked at.

        Raises:
            ArchiveError: it cannot be written; what was there is as it was.
        """
        group = write_group(answer)
        with self.place.held():
            return self._append(self.current(known_end), group)

    def current(self, known_end: Callable[[str], int] = lambda _name: 0) -> str:
        """The file to append to now, mended and begun if need be; the archive must be held."""
        names = self.place.open_files()
        for name in names[:-1]:
            self._seal(name, known_end)
        day = self._clock()[:10]
        if names and not self.place.is_sealed(names[-1]):
            name = names[-1]
            self._mend(name, known_end)
            # a clock that went back adds to the file of the later day: files stand in the order in which they were written
            if self.place.path(name).stat().st_size < self._largest and self.place.day_of(name) >= day:
                return name
            self._seal(name, known_end)
        latest = self.place.day_of(names[-1]) if names else day
        return self._begin(self.place.next_name(max(day, latest)))

    def _append(self, name: str, group: Group) -> ArchivePlace:
        path = self.place.path(name)
        start = path.stat().st_size
        self._reached("append: before")
        try:
            with path.open("ab", buffering=0) as file:
                _write(file.fileno(), group.data, self._reached)
                self._reached("append: written")
                os.fsync(file.fileno())
        except OSError:
            os.truncate(path, start)  # a full disk has room for less, and the next one must find a whole file
            raise
        self._reached("append: synced")
        self._known = (name, start + len(group.data))
        return ArchivePlace(name, start + group.offset, group.length, group.record)

    def _begin(self, name: str) -> str:
        path = self.place.path(name)
        make_folders(path.parent, self.place.folder)
        self._reached("begin: folder made")
        with path.open("xb", buffering=0) as file:
            _write(file.fileno(), write_opening(path.name, f"sayso/{__version__}", self._clock()), self._reached)
            self._reached("begin: opened")
            os.fsync(file.fileno())
        self._reached("begin: synced")
        sync_folder(path.parent)
        self._reached("begin: folder synced")
        self._known = (name, path.stat().st_size)
        return name

    def _mend(self, name: str, known_end: Callable[[str], int]) -> None:
        """Cut a damaged tail off, where anybody but this writer wrote to the file since."""
        size = self.place.path(name).stat().st_size
        if self._known != (name, size):
            self._known = (name, mend_tail(self.place, name, known_end(name), self._reached))

    def _seal(self, name: str, known_end: Callable[[str], int]) -> None:
        self._mend(name, known_end)
        seal_file(self.place, name, self._reached)
        self._known = None


def _write(file: int, data: bytes, reached: Reached) -> None:
    """Write all of it; in two pieces, so that a test can stop the program in between."""
    half = len(data) // 2
    for number, piece in enumerate((data[:half], data[half:])):
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(file, rest) :]
        if not number:
            reached("write: half")
