"""What a person names, one page after another.

In: paths of files and folders, `-` for standard input, and addresses where there is somebody to fetch them. Out: pages in a
stable order, lazily, and a `Failure` for each input that could not be had. What holds pages in another form (a mailbox, an
archive, a wire) gives each of them. A folder is read with all that lies below it, sorted by name, each real folder once; hidden
files and other suffixes than those of `READABLE` are left out there. Fetching itself is not its work.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO, Final

from sayso.errors import IntakeError
from sayso.intake.carriers import iter_carried
from sayso.intake.files import (
    ADDRESS,
    CONTENT_TYPES,
    MAX_BYTES,
    NOT_FETCHED,
    PASTE,
    open_file,
    page_from_bytes,
    read_opened,
    read_stream,
)
from sayso.intake.references import Reference
from sayso.intake.signatures import SAMPLE, find_carrier
from sayso.records import Failure, Page

__all__ = ["MANY", "READABLE", "STANDARD_INPUT", "Fetching", "count_paths", "iter_listed", "iter_pages", "iter_paths"]

STANDARD_INPUT: Final = "-"
#: Suffixes of files that hold several pages, so that their number is not known before they are read.
MANY: Final = frozenset({".mbox", ".warc", ".gz", ".jsonl", ".ndjson", ".xml", ".json", ".rss", ".atom"})
#: The suffixes of the files that are read in a folder. Of those in `BY_CONTENT`, only what holds pages.
READABLE: Final = frozenset({*CONTENT_TYPES, ".eml", ".mht", ".mhtml", ".pdf", *MANY})
BY_CONTENT: Final = frozenset({".gz", ".xml", ".json"})
EMPTY_FOLDER: Final = "no file to read in this folder (pages, texts, mail, wires, archives): name the file itself"
#: Members that JSON with pages has; folders are full of other JSON.
JSON_SIGNS: Final = (b'"uri"', b'"url"', b'"headline', b"jsonfeed", b'"text"', b'"bodies"')
#: The longest line of a list that can be a path; a binary file given as a list would be one line.
LONGEST_LINE: Final = 65536
#: Who fetches an address, if anybody does: it answers with the page, or the reason why there is none.
Fetching = Callable[[str], Iterator[Page | Failure]]


def iter_pages(
    sources: Iterable[str | Failure], stdin: BinaryIO | None = None, *, plain: bool = False, fetch: Fetching | None = None
) -> Iterator[Page | Failure]:
    """The pages of each source, in order, failures passed on; with `stdin`, the source `-` is the one document on it.

    With `plain`, every input is one text as it stands. `fetch` is asked for addresses, those that carriers name included.
    """
    for found in iter_paths(sources):
        if isinstance(found, Failure):
            yield found
        elif found == STANDARD_INPUT:
            yield from _read_input(stdin, plain, fetch)
        elif fetch is not None and ADDRESS.match(found) and not os.path.lexists(found):
            yield from fetch(found)
        else:
            yield from _read_file(found, plain, fetch)


def iter_paths(sources: Iterable[str | Failure]) -> Iterator[str | Failure]:
    """The path of each file that the sources stand for; `-` stays what it is. Files are opened only where content decides."""
    for source in sources:
        if isinstance(source, Failure) or source == STANDARD_INPUT:
            yield source
        elif os.path.isdir(source):  # noqa: PTH112  Path.is_dir raises for what is no path
            yield from _iter_folder(source)
        else:
            yield source


def count_paths(sources: Iterable[str | Failure]) -> int | None:
    """How many pages and failures `iter_pages` will yield if nothing changes; null where an input may hold several."""
    count = 0
    for path in iter_paths(sources):
        if isinstance(path, str) and PurePath(path).suffix.lower() in MANY:
            return None
        count += 1
    return count


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


def _read_file(path: str, plain: bool, fetch: Fetching | None) -> Iterator[Page | Failure]:
    try:
        with open_file(path) as stream:
            address = os.path.abspath(path)  # noqa: PTH100  as above
            kind = None if plain else find_carrier(_peek(stream, address), PurePath(path).suffix.lower())
            if kind is None:
                yield read_opened(stream, path)
            else:
                yield from _resolve(iter_carried(kind, stream, address), fetch)
    except IntakeError as error:
        yield Failure(error.subject, "intake", error.reason)


def _peek(stream: BinaryIO, address: str) -> bytes:
    try:
        head = stream.read(SAMPLE)
        stream.seek(0)
    except (OSError, ValueError) as error:
        raise IntakeError(address, f"could not be read ({error}): check the path and the disk") from error
    return head


def _resolve(carried: Iterable[Page | Failure | Reference], fetch: Fetching | None) -> Iterator[Page | Failure]:
    """References become the pages they name, with what was told of them, or the reason why not."""
    for found in carried:
        if not isinstance(found, Reference):
            yield found
        elif fetch is None:
            yield Failure(found.address, "intake", NOT_FETCHED)
        else:
            for page in fetch(found.address):
                yield replace(page, told=(*page.told, *found.told)) if isinstance(page, Page) else page


def _read_input(stdin: BinaryIO | None, plain: bool, fetch: Fetching | None) -> Iterator[Page | Failure]:
    if stdin is None:
        yield Failure(STANDARD_INPUT, "intake", "standard input is not read here: name a file")
        return
    try:
        if plain:
            yield read_stream(stdin)
            return
        body = stdin.read(MAX_BYTES + 1)
        kind = find_carrier(body[:SAMPLE])
        if kind is None:
            yield page_from_bytes(body, PASTE, None)
        else:
            yield from _resolve(iter_carried(kind, BytesIO(body), PASTE), fetch)
    except IntakeError as error:
        yield Failure(error.subject, "intake", error.reason)
    except (OSError, ValueError) as error:
        yield Failure(STANDARD_INPUT, "intake", f"could not be read ({error}): send it again")


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
        yield Failure(os.path.abspath(top), "intake", EMPTY_FOLDER)  # noqa: PTH100  as above


def _holds_pages(path: str, suffix: str) -> bool:
    """Whether a file of a suffix that means many things is a carrier; one that cannot be opened is named when it is read."""
    try:
        with open_file(path) as stream:
            head = stream.read(SAMPLE)
    except (IntakeError, OSError, ValueError):
        return True
    kind = find_carrier(head, suffix)
    return kind is not None and (kind != "json" or any(sign in head for sign in JSON_SIGNS))


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
    suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122  as above
    if suffix in BY_CONTENT and not entry.is_dir():
        return _holds_pages(entry.path, suffix)
    if suffix in READABLE:
        return True
    try:
        return entry.is_dir()
    except OSError:
        return False
