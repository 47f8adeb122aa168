"""What a person names, in which order it comes, and what is said of what cannot be had."""

import io
import os
from pathlib import Path

import pytest

from sayso.intake import count_paths, iter_listed, iter_pages, iter_paths
from sayso.records import Failure, Page

BODY = b"The mayor of Ansel said so."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "news"
    for name in ("b.html", "a/z.txt", "a/y.HTM", "c/d/deep.xhtml", ".hidden.html", ".git/x.html", "notes.md", "photo.png"):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BODY)
    return top


def names(found: list[Page | Failure], top: Path) -> list[str]:
    return [os.path.relpath(item.url, top) for item in found if isinstance(item, Page)]


def test_a_folder_gives_its_readable_files_sorted_and_nothing_hidden(folder: Path) -> None:
    found = list(iter_pages([str(folder)]))
    assert names(found, folder) == ["a/y.HTM", "a/z.txt", "b.html", "c/d/deep.xhtml"]
    assert len(found) == 4


def test_sources_keep_the_order_in_which_they_were_named(folder: Path) -> None:
    found = list(iter_pages([str(folder / "b.html"), str(folder / "a")]))
    assert names(found, folder) == ["b.html", "a/y.HTM", "a/z.txt"]


def test_a_file_that_is_named_is_read_whatever_its_suffix(folder: Path) -> None:
    assert names(list(iter_pages([str(folder / "notes.md"), str(folder / ".hidden.html")])), folder) == [
        "notes.md",
        ".hidden.html",
    ]


def test_a_folder_without_readable_files_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(BODY)
    (tmp_path / "empty").mkdir()
    assert list(iter_pages([str(tmp_path)])) == [
        Failure(
            str(tmp_path),
            "intake",
            "no file to read in this folder (pages, texts, mail, wires, archives): name the file itself",
        )
    ]


def test_links_that_lead_in_circles_end(folder: Path) -> None:
    (folder / "a" / "up").symlink_to(folder)
    (folder / "a" / "self").symlink_to(folder / "a")
    assert names(list(iter_pages([str(folder)])), folder) == ["a/y.HTM", "a/z.txt", "b.html", "c/d/deep.xhtml"]


def test_a_linked_file_is_read_and_a_dead_link_is_a_failure(folder: Path) -> None:
    (folder / "a" / "x.html").symlink_to(folder / "b.html")
    (folder / "a" / "w.html").symlink_to(folder / "gone.html")
    found = list(iter_pages([str(folder / "a")]))
    assert names(found, folder) == ["a/x.html", "a/y.HTM", "a/z.txt"]
    assert [item for item in found if isinstance(item, Failure)] == [
        Failure(str(folder / "a" / "w.html"), "intake", "no such file or folder: check the path")
    ]


def test_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    (folder / "a" / "zz.html").write_bytes(b"")
    os.mkfifo(folder / "a" / "pipe.html")
    found = list(iter_pages([str(folder)]))
    assert len(names(found, folder)) == 4
    assert [item.error.split(":")[0] for item in found if isinstance(item, Failure)] == [
        "a named pipe, not a file",
        "nothing in it",
    ]


def test_pages_come_one_at_a_time(folder: Path) -> None:
    pages = iter_pages([str(folder)])
    next(pages)
    (folder / "b.html").unlink()
    assert [type(item) for item in pages] == [Page, Failure, Page]


@pytest.mark.parametrize("source", ["https://news.example/a", "HTTP://news.example"])
def test_an_address_says_what_to_do_instead(source: str) -> None:
    (found,) = iter_pages([source])
    assert found == Failure(
        source,
        "intake",
        "addresses are not fetched here, only by `sayso read`, `sayso add` and in the browser: save the page and name the file",
    )


def test_another_scheme_is_no_path() -> None:
    assert list(iter_pages(["ftp://news.example/a"])) == [
        Failure("ftp://news.example/a", "intake", "not a path: name a file or a folder")
    ]


def test_the_dash_is_the_document_on_standard_input() -> None:
    (page,) = iter_pages(["-"], io.BytesIO(BODY))
    assert isinstance(page, Page)
    assert page.body == BODY
    assert page.url == "-"


def test_the_dash_is_a_failure_where_there_is_no_standard_input() -> None:
    (found,) = iter_pages(["-"])
    assert isinstance(found, Failure)
    assert (found.url, found.stage) == ("-", "intake")


def test_what_is_counted_is_what_comes(folder: Path) -> None:
    sources = [str(folder), "https://news.example/a", str(folder / "gone.html"), "-"]
    assert count_paths(sources) == len(list(iter_pages(sources, io.BytesIO(BODY)))) == 7


def test_a_folder_that_cannot_be_listed_is_a_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(iter_paths([str(folder)])) == [
        Failure(str(folder), "intake", "the folder cannot be listed (permission denied): check its permissions")
    ]


def test_a_list_has_one_source_a_line() -> None:
    lines = b"\xef\xbb\xbfa.html\r\n\n  \nfolder with blanks/b.html\nc\xff.html"
    assert list(iter_listed(io.BytesIO(lines))) == ["a.html", "folder with blanks/b.html", os.fsdecode(b"c\xff.html")]


def test_a_binary_file_given_as_a_list_is_one_line() -> None:
    (found,) = iter_listed(io.BytesIO(b"\0" * 100_000))
    assert found == Failure("-", "intake", "a line too long for a path: give a list with one file a line")
    assert list(iter_pages([found])) == [found]


def test_a_listed_line_that_is_no_path_is_a_failure() -> None:
    found = list(iter_pages(iter_listed(io.BytesIO(b"a\0b\n" + b"x" * 6000 + b"\n-\n"))))
    assert [type(item) for item in found] == [Failure, Failure, Failure]
