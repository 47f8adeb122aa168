"""What a person names, one page after another.

In: paths of files and folders, and `-` for standard input. Out: pages in a stable order, lazily, and a `Failure` for
each input that could not be had. A folder is read with all that lies below it, sorted by name, each real folder once;
hidden files and other suffixes than those of `READABLE` are left out there. Fetching addresses is not its work.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from sayso.errors import IntakeError
from sayso.intake.files import CONTENT_TYPES, read_page, read_stream
from sayso.records import Failure, Page

__all__ = ["READABLE", "STANDARD_INPUT", "count_paths", "iter_listed", "iter_pages", "iter_paths"]

STANDARD_INPUT: Final = "-"
#: The suffixes of the files that are read in a folder.
READABLE: Final = frozenset(CONTENT_TYPES)
#: The longest line of a list that can be a path; a binary file given as a list would be one line.
LONGEST_LINE: Final = 65536


def iter_pages(sources: Iterable[str | Failure], stdin: BinaryIO | None = None) -> Iterator[Page | Failure]:
    """The page of each source, in order, failures passed on; with `stdin`, the source `-` is the one document on it."""
    for found in iter_paths(sources):
        if isinstance(found, Failure):
            yield found
        elif found == STANDARD_INPUT:
            yield _read_input(stdin)
        else:
            yield _read_file(found)


def iter_paths(sources: Iterable[str | Failure]) -> Iterator[str | Failure]:
    """The path of each file that the sources stand for; `-` stays what it is. No file is opened."""
    for source in sources:
        if isinstance(source, Failure) or source == STANDARD_INPUT:
            yield source
        elif os.path.isdir(source):  # noqa: PTH112  Path.is_dir raises for what is no path
            yield from _iter_folder(source)
        else:
            yield source


def count_paths(sources: Iterable[str | Failure]) -> int:
    """How many pages and failures `iter_pages` will yield if nothing changes; folders are listed, no file is opened."""
    return sum(1 for _ in iter_paths(sources))


def iter_listed(stream: BinaryIO) -> Iterator[str | Failure]:
    """The sources of a list, one a line; blank lines are left out. It ends with a `Failure` where it is no list."""
    first = True
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            yield Failure(STANDARD_INPUT, "intake", "a line too long for a path: give a list with one file a line")
            return
        source = os.fsdecode(line.removeprefix(b"\xef\xbb\xbf") if first else line).rstrip("\r\n")
        first = False
        if source.strip():
            yield source


def _read_file(path: str) -> Page | Failure:
    try:
        return read_page(path)
    except IntakeError as error:
        return Failure(error.subject, "intake", error.reason)


def _read_input(stdin: BinaryIO | None) -> Page | Failure:
    if stdin is None:
        return Failure(STANDARD_INPUT, "intake", "standard input is not read here: name a file")
    try:
        return read_stream(stdin)
    except IntakeError as error:
        return Failure(error.subject, "intake", error.reason)


def _iter_folder(top: str) -> Iterator[str | Failure]:
    """The readable files below a folder; a `Failure` where there are none, or where a folder may not be listed."""
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    found = False
    while waiting:
        path = waiting.pop()
        listed = _list_folder(path, seen) if os.path.isdir(path) else path  # noqa: PTH112  as above
        if isinstance(listed, list):
            waiting.extend(reversed(listed))
        else:
            found = True
            yield listed
    if not found:
        suffixes = ", ".join(sorted(READABLE))
        yield Failure(os.path.abspath(top), "intake", f"no file to read in this folder ({suffixes}): name the file itself")  # noqa: PTH100  as above


def _list_folder(path: str, seen: set[tuple[int, int]]) -> list[str] | Failure:
    """What to look at in one folder, sorted; nothing where its like was listed before (links can lead in circles)."""
    try:
        status = os.stat(path)  # noqa: PTH116  as above
        if (status.st_dev, status.st_ino) in seen:
            return []
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(path) as entries:
            kept = [entry.path for entry in entries if not entry.name.startswith(".") and _is_wanted(entry)]
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        return Failure(os.path.abspath(path), "intake", f"the folder cannot be listed ({reason}): check its permissions")  # noqa: PTH100  as above
    return sorted(kept)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if os.path.splitext(entry.name)[1].lower() in READABLE:  # noqa: PTH122  as above
        return True
    try:
        return entry.is_dir()
    except OSError:
        return False
