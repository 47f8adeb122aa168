"""Pages from files and from standard input.

In: a path, or a stream of bytes. Out: one `Page` with the bytes as they are, its address the absolute path (`-` for a
paste). Raises `UnsupportedPage` for what is no text and `IntakeError` for what could not be had; never reads
more than `MAX_BYTES` and one byte into memory, and never waits on a pipe or a device that somebody named as a file.
"""

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from sayso.errors import IntakeError, UnsupportedPage
from sayso.intake.signatures import find_binary_kind
from sayso.records import Page
from sayso.records.ids import sha256_of

__all__ = ["MAX_BYTES", "PASTE", "open_file", "page_from_bytes", "read_opened", "read_page", "read_stream"]

#: The largest page we read: the cap that a fetched body has too. News pages are rarely above 3 MiB.
MAX_BYTES: Final = 15 * 1024 * 1024
#: The address of a text that has no place of its own; its document is known by its words.
PASTE: Final = "-"
CONTENT_TYPES: Final = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
}
ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]{1,15})://", re.IGNORECASE)
NOT_FETCHED: Final = (
    "addresses are not fetched here, only by `sayso read`, `sayso add` and in the browser: save the page and name the file"
)
#: What a path can be, other than a regular file, and why it is not read.
SPECIAL: Final = (
    (stat.S_ISDIR, "a folder, not a file: name the file to read"),
    (stat.S_ISFIFO, "a named pipe, not a file: send its contents to standard input and name `-`"),
    (stat.S_ISSOCK, "a socket, not a file: save the page to a file and name that"),
    (stat.S_ISCHR, "a device, not a file: save the page to a file and name that"),
    (stat.S_ISBLK, "a device, not a file: save the page to a file and name that"),
)


def read_page(path: str) -> Page:
    """The page in the file at `path`.

    Raises:
        UnsupportedPage: it is empty, binary, too large or no regular file.
        IntakeError: it is missing or may not be read, or it is an address.
    """
    with open_file(path) as stream:
        return read_opened(stream, path)


def read_opened(stream: BinaryIO, path: str) -> Page:
    """The page in a file that `open_file` opened, from where it stands.

    Raises:
        UnsupportedPage: it is empty, binary or too large.
        IntakeError: it cannot be read.
    """
    address = os.path.abspath(path)  # noqa: PTH100  a Path would refuse what only the system may refuse, such as NUL
    try:
        size = os.fstat(stream.fileno()).st_size
        if size > MAX_BYTES:
            _refuse_size(address, size)
        body = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise IntakeError(address, _explain(error)) from error
    return page_from_bytes(body, address, CONTENT_TYPES.get(Path(address).suffix.lower()))


def open_file(path: str) -> BinaryIO:
    """The file at `path`, opened to be read.

    Raises:
        UnsupportedPage: it is no regular file.
        IntakeError: it is missing or may not be read, or it is an address.
    """
    scheme = ADDRESS.match(path)
    if scheme and not os.path.lexists(path):
        raise IntakeError(
            path, NOT_FETCHED if scheme[1].lower() in ("http", "https") else "not a path: name a file or a folder"
        )
    address = os.path.abspath(path)  # noqa: PTH100  a Path would refuse what only the system may refuse, such as NUL
    try:
        # Not opened before its kind is known, and opened so that a pipe put there meanwhile cannot make us wait.
        _refuse_special(address, os.stat(address).st_mode)  # noqa: PTH116  as above
        stream = open(os.open(address, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")  # noqa: PTH123, SIM115  as above; its reader closes it
        try:
            _refuse_special(address, os.fstat(stream.fileno()).st_mode)
        except IntakeError:
            stream.close()
            raise
    except (OSError, ValueError) as error:
        raise IntakeError(address, _explain(error)) from error
    return stream


def read_stream(stream: BinaryIO) -> Page:
    """The one page on a stream such as standard input.

    Raises:
        UnsupportedPage: it is empty, binary or too large.
        IntakeError: the stream cannot be read.
    """
    try:
        body = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise IntakeError(PASTE, _explain(error)) from error
    return page_from_bytes(body, PASTE, None)


def page_from_bytes(body: bytes, address: str, content_type: str | None) -> Page:
    """The page of these bytes.

    Raises:
        UnsupportedPage: they are empty, binary or too many.
    """
    _refuse_body(address, body)
    return Page(url=address, fetched=None, body=body, content_type=content_type, sha256=sha256_of(body))


def _refuse_body(subject: str, body: bytes) -> None:
    if len(body) > MAX_BYTES:
        _refuse_size(subject, None)
    if not body.strip(b" \t\r\n\x0b\x0c\x00"):
        raise UnsupportedPage(subject, "nothing in it: save the page again")
    kind = find_binary_kind(body)
    if kind is not None:
        raise UnsupportedPage(subject, f"{kind}, not a page of text: save the story as HTML or plain text")


def _refuse_size(subject: str, size: int | None) -> NoReturn:
    found = f"{size / 1024 / 1024:.0f} MiB" if size is not None else f"more than {MAX_BYTES // 1024 // 1024} MiB"
    raise UnsupportedPage(subject, f"{found}, too large (at most {MAX_BYTES // 1024 // 1024} MiB): give one story a file")


def _refuse_special(subject: str, mode: int) -> None:
    reason = next((reason for is_kind, reason in SPECIAL if is_kind(mode)), None)
    if reason is not None:
        raise UnsupportedPage(subject, reason)


def _explain(error: OSError | ValueError) -> str:
    """Why a path cannot be read, and what to do about it."""
    match error:
        case FileNotFoundError():
            return "no such file or folder: check the path"
        case NotADirectoryError():
            return "no such file: a part of its path is not a folder"
        case PermissionError():
            return "not readable by this user: change its permissions"
        case OSError(strerror=str(reason)):
            return f"could not be read ({reason.lower()}): check the path and the disk"
    return f"not a path ({error}): check how it is written"
