"""Bytes of one file or stream, and the one line that says why there are none."""

import io
import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.errors import IntakeError, UnsupportedPage
from sayso.intake import files
from sayso.intake.files import MAX_BYTES, PASTE, page_from_bytes, read_page, read_stream

BODY = b"<p>The mayor of Ansel said so.</p>"


def test_a_page_holds_its_bytes_its_absolute_path_and_their_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "story.html").write_bytes(BODY)
    monkeypatch.chdir(tmp_path)
    page = read_page("story.html")
    assert page.url == str(tmp_path / "story.html")
    assert page.body == BODY
    assert page.sha256 == sha256(BODY).hexdigest()
    assert page.fetched is None


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.html", "text/html"),
        ("a.HTM", "text/html"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.txt", "text/plain"),
        ("a.md", None),
        ("a", None),
    ],
)
def test_the_suffix_is_the_only_word_on_the_type(tmp_path: Path, name: str, content_type: str | None) -> None:
    (tmp_path / name).write_bytes(BODY)
    assert read_page(str(tmp_path / name)).content_type == content_type


@pytest.mark.parametrize("body", [b"", b" \n\t\r\n", b"\0\0\n"])
def test_a_file_with_nothing_in_it_is_refused(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "empty.txt").write_bytes(body)
    with pytest.raises(UnsupportedPage, match=r"empty\.txt: nothing in it: save the page again$"):
        read_page(str(tmp_path / "empty.txt"))


def test_a_binary_file_is_refused_by_the_name_of_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(b"%PDF-1.4\n" + bytes(range(256)))
    with pytest.raises(UnsupportedPage, match=r"report\.html: a PDF, not a page of text: save the story as HTML or plain text"):
        read_page(str(tmp_path / "report.html"))


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "huge.html").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)

    def refuse(*_: object) -> None:
        raise AssertionError("its bytes were looked at")

    monkeypatch.setattr(files, "page_from_bytes", refuse)
    with pytest.raises(UnsupportedPage, match=r"huge\.html: 200 MiB, too large \(at most 15 MiB\)"):
        read_page(str(tmp_path / "huge.html"))


def test_the_cap_itself_is_still_read_and_one_byte_more_is_not() -> None:
    assert len(page_from_bytes(b"a" * MAX_BYTES, "x", None).body) == MAX_BYTES
    with pytest.raises(UnsupportedPage, match="too large"):
        page_from_bytes(b"a" * (MAX_BYTES + 1), "x", None)


def test_no_more_than_the_cap_and_one_byte_is_taken_from_a_stream() -> None:
    stream = io.BytesIO(b"a" * (MAX_BYTES + 1000))
    with pytest.raises(UnsupportedPage, match="-: more than 15 MiB, too large"):
        read_stream(stream)
    assert stream.tell() == MAX_BYTES + 1


def test_a_paste_has_no_place_of_its_own() -> None:
    page = read_stream(io.BytesIO(BODY))
    assert page.url == PASTE == "-"
    assert page.body == BODY


def test_a_missing_file_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"gone\.html: no such file or folder: check the path$"):
        read_page(str(tmp_path / "gone.html"))


def test_a_path_through_a_file_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BODY)
    with pytest.raises(IntakeError, match="a part of its path is not a folder"):
        read_page(str(tmp_path / "a.txt" / "b.txt"))


@pytest.mark.parametrize("path", ["a\0b.html", "x" * 5000])
def test_what_no_system_takes_for_a_path_is_one_line(path: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_page(path)
    assert "\n" not in caught.value.reason
    assert "check" in caught.value.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_bytes(BODY)
    (tmp_path / "secret.html").chmod(0)
    with pytest.raises(IntakeError, match="not readable by this user: change its permissions"):
        read_page(str(tmp_path / "secret.html"))


def test_a_refused_permission_is_explained_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.html").write_bytes(BODY)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(IntakeError, match="not readable by this user: change its permissions"):
        read_page(str(tmp_path / "secret.html"))


def test_a_named_pipe_is_refused_instead_of_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    with pytest.raises(UnsupportedPage, match="a named pipe, not a file"):
        read_page(str(tmp_path / "pipe.html"))


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.html")
        with pytest.raises(UnsupportedPage, match="a socket, not a file"):
            read_page("s.html")


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero", "/dev/full"])
def test_a_device_is_refused_instead_of_read(path: str) -> None:
    with pytest.raises(UnsupportedPage, match="a device, not a file"):
        read_page(path)


def test_a_folder_is_not_a_page(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedPage, match="a folder, not a file"):
        read_page(str(tmp_path))


def test_a_stream_that_breaks_is_one_line() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error", size)

    with pytest.raises(IntakeError, match=r"-: could not be read \(input/output error\)"):
        read_stream(Broken())
