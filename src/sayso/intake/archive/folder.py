"""The archive's folder: which files there are, which of them is written to, and who may write now.

In: the folder. Out: paths below `warc/YYYY/MM/DD/`, named by day and number alone, and a lock that one writer holds at a
time, across processes. A file is sealed when its hash stands beside it. What is written replaces nothing half-done.
"""

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

from sayso.errors import ArchiveError

__all__ = ["ArchiveFolder", "Reached", "hash_file", "make_folders", "reached_nothing", "sync_folder", "write_whole"]

WARC: Final = ".warc.gz"
#: A day, a number, and how often the file was written anew to take something out of it.
NAME: Final = re.compile(r"warc/\d{4}/\d{2}/\d{2}/(\d{8})-(\d{5})(?:\.r(\d{1,4}))?\.warc\.gz", re.ASCII)
Reached = Callable[[str], None]


def reached_nothing(_point: str) -> None:
    """Nobody watches where we are; tests do, and stop the program there."""


class ArchiveFolder:
    """An archive's folder; nothing is made in it before something is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = RLock()
        self._held = 0
        self._file: int | None = None
        self._settled = ""  # the day, "2031/05/02", before which all files are sealed

    def path(self, name: str) -> Path:
        """The path of a file by its name below the folder.

        Raises:
            ArchiveError: it is not a name that we give.
        """
        if NAME.fullmatch(name) is None:
            raise ArchiveError(f"{name!r:.80}", "not the name of a file in an archive")
        return self.folder / name

    def name(self, path: Path) -> str:
        """The name of a file below the folder."""
        return path.relative_to(self.folder).as_posix()

    def files(self, since: str = "") -> list[str]:
        """The names of all WARC files, the oldest first; those of a day, "2031/05/02", and later ones."""
        found: list[str] = []
        for year in _folders(self.folder / "warc", since[:4]):
            for month in _folders(year, since[5:7] if year.name == since[:4] else ""):
                is_first = f"{year.name}/{month.name}" == since[:7]
                for day in _folders(month, since[8:] if is_first else ""):
                    found += [f"warc/{year.name}/{month.name}/{day.name}/{one.name}" for one in day.iterdir()]
        return sorted(name for name in found if NAME.fullmatch(name))

    def open_files(self) -> list[str]:
        """The files that are not sealed, the oldest first, and the last file whether it is or not.

        Days of which all files were sealed are not looked at again: an archive grows for years.
        """
        names = self.files(self._settled)
        found = [name for name in names if name == names[-1] or not self.is_sealed(name)]
        if found:
            self._settled = "/".join(found[0].split("/")[1:4])
        return found

    def rests(self) -> list[Path]:
        """What was cut off damaged files, and what a program that was stopped left half-written."""
        return sorted({path for end in ("*.damaged-*", "*.part") for path in (self.folder / "warc").glob(f"*/*/*/{end}")})

    def beside(self, name: str, end: str) -> Path:
        """A file that belongs to a WARC file: its index (`.cdxj`) or its hash (`.sha256`)."""
        path = self.path(name)
        return path.with_name(path.name.removesuffix(WARC) + end)

    def is_sealed(self, name: str) -> bool:
        """Whether nothing is added to a file any more."""
        return self.beside(name, ".sha256").exists()

    def next_name(self, day: str) -> str:
        """The name of the next file of a day, "2031-05-02"."""
        compact = day.replace("-", "")
        numbers = [int(match[2]) for name in self.files(day.replace("-", "/")) if (match := NAME.fullmatch(name))]
        return f"warc/{compact[:4]}/{compact[4:6]}/{compact[6:8]}/{compact}-{max(numbers, default=0) + 1:05}{WARC}"

    @staticmethod
    def day_of(name: str) -> str:
        """The day that a file was begun on."""
        return "-".join(name.split("/")[1:4])

    @staticmethod
    def successor(name: str) -> str:
        """The name of a file when it is written anew."""
        match = NAME.fullmatch(name)
        stem = name.removesuffix(WARC)
        if match is not None and match[3]:
            stem = stem[: -len(match[3]) - 2]
        return f"{stem}.r{int(match[3] or 0) + 1 if match else 1}{WARC}"

    def predecessor(self, name: str) -> str | None:
        """The name of the file that this one was written anew from; null for one that never was."""
        match = NAME.fullmatch(name)
        if match is None or not match[3]:
            return None
        older = f".r{int(match[3]) - 1}" if int(match[3]) > 1 else ""
        return f"{name.removesuffix(WARC).rpartition('.')[0]}{older}{WARC}"

    @contextmanager
    def held_if_there(self) -> Iterator[None]:
        """As `held`, but an archive that was never begun is not begun by it."""
        if not self.folder.exists():
            yield
            return
        with self.held():
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only writer of this archive, among all threads and processes; may be held again inside.

        Raises:
            ArchiveError: what is done meanwhile, or holding it, meets a folder or file that cannot be read or written.
        """
        try:
            with self._lock, self._hold():
                yield
        except OSError as error:
            where = f" ({Path(os.fsdecode(error.filename)).name})" if isinstance(error.filename, str | bytes) else ""
            reason = f"{(error.strerror or str(error)).lower()}{where}: free some space or allow writing, then repeat"
            raise ArchiveError(str(self.folder), f"the archive cannot be used: {reason}") from error

    @contextmanager
    def _hold(self) -> Iterator[None]:
        if not self._held:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = _lock(self.folder / "lock")
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            if not self._held and self._file is not None:
                os.close(self._file)  # which unlocks, as the end of the program does
                self._file = None


def _folders(folder: Path, since: str) -> list[Path]:
    """The folders in a folder from a name on."""
    if not folder.is_dir():
        return []
    return [one for one in sorted(folder.iterdir()) if one.name >= since and one.is_dir()]


def _lock(path: Path) -> int:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
    except BaseException:
        os.close(file)
        raise
    return file


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder outlive a power cut; Windows has no such call."""
    if sys.platform == "win32":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def make_folders(folder: Path, root: Path) -> None:
    """Make a folder below `root`, and see to it that each of the new names stays."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(missing):
        sync_folder(one.parent)
    if not missing:
        sync_folder(root)


def write_whole(path: Path, data: bytes, reached: Reached = reached_nothing) -> None:
    """Write a file that is there completely or not at all."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    reached("whole: written")
    part.replace(path)
    reached("whole: renamed")
    sync_folder(path.parent)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
