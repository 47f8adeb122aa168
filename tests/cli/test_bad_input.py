"""Every kind of bad input: one clear line, the right exit code, and nothing that was kept is lost."""

import os
import sqlite3
from pathlib import Path

import pytest
from tests.cli.programs import STORY, Run, Shell, Start, lines

from sayso.ledger import Ledger
from sayso.store.schema import VERSION_TABLE

HTML = "<html><body><article><h1>Ferry</h1>{}</article></body></html>"
PARAGRAPH = "<p>Mayor Ilse Hartog said the quay had been mended, and that the ferry would sail again when the ice was gone.</p>"


def one_line(result: object) -> str:
    """The only remark on standard error."""
    (line,) = result.stderr.splitlines()  # type: ignore[attr-defined]
    return str(line)


def test_an_empty_file(run: Run, place: Path) -> None:
    (place / "empty.html").touch()
    result = run("read", "empty.html")
    assert (result.exit_code, one_line(result)) == (3, "empty.html: nothing in it: save the page again")


def test_empty_standard_input(run: Run) -> None:
    result = run("read", "-", text="")
    assert (result.exit_code, one_line(result)) == (3, "standard input: nothing in it: save the page again")


def test_a_page_without_text(run: Run, place: Path) -> None:
    (place / "blank.html").write_text("<html><body><script>x()</script></body></html>")
    result = run("read", "blank.html")
    assert result.exit_code == 3
    assert one_line(result).startswith("blank.html: there is no text")


def test_a_binary_file(run: Run, place: Path) -> None:
    (place / "story.html").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    result = run("read", "story.html")
    assert result.exit_code == 3
    assert one_line(result) == "story.html: a PDF that cannot be read (it is damaged): save the story as text"


def test_a_file_of_200_mb(start: Start, place: Path) -> None:
    with (place / "huge.html").open("wb") as stream:
        stream.truncate(200_000_000)
    result = start("read", "huge.html")
    assert result.returncode == 3
    assert one_line(result) == "huge.html: 191 MiB, too large (at most 15 MiB): give one story a file"


def test_200_mb_on_standard_input(shell: Shell) -> None:
    result = shell("head -c 200000000 /dev/zero | tr '\\0' a | sayso read -; exit ${PIPESTATUS[2]}")
    assert result.returncode == 3
    assert result.stderr == "standard input: more than 15 MiB, too large (at most 15 MiB): give one story a file\n"


def test_broken_utf_8_is_read_and_the_loss_is_recorded(run: Run, place: Path) -> None:
    (place / "broken.txt").write_bytes(STORY.encode() + b"Rhona Adair said \xc3\x28 \xff so.\n")
    result = run("read", "--plain", "broken.txt")
    assert result.exit_code == 0
    (value,) = lines(result)
    assert "Rhona Adair said \ufffd( \ufffd so." in value["document"]["text"]
    assert any(item["value"] == "2 characters replaced" for item in value["document"]["evidence"])


def test_broken_utf_8_in_a_page_is_read(run: Run, place: Path) -> None:
    (place / "broken.html").write_bytes(HTML.format(PARAGRAPH * 8).encode() + b"<p>\xc3\x28\xff</p>")
    result = run("read", "broken.html")
    assert result.exit_code == 0, result.stderr
    assert len(lines(result)[0]["attributions"]) == 8


def test_nul_bytes_are_no_obstacle(run: Run, place: Path) -> None:
    (place / "nul.html").write_bytes(HTML.format(PARAGRAPH * 8).replace("quay", "qu\0ay").encode())
    result = run("read", "nul.html")
    assert result.exit_code == 0, result.stderr
    assert "\0" not in lines(result)[0]["document"]["text"]
    assert len(lines(result)[0]["attributions"]) == 8


def test_nul_bytes_of_plain_text_survive_the_ledger(run: Run, place: Path) -> None:
    (place / "nul.txt").write_bytes(STORY.replace("quay", "qu\0ay").encode())
    (added,) = lines(run("add", "--plain", "nul.txt"))
    assert added["outcome"] == "added"
    assert "qu\0ay" in lines(run("show", added["document"]))[0]["document"]["text"]
    assert run("verify").exit_code == 0


def test_20000_nested_divs(run: Run, place: Path) -> None:
    nested = "<div>" * 20_000 + PARAGRAPH * 3 + "</div>" * 20_000
    (place / "deep.html").write_text(HTML.format(PARAGRAPH * 8 + nested))
    (place / "story.txt").write_text(STORY)
    result = run("read", "deep.html", "story.txt")
    assert result.exit_code in (0, 3)
    assert len(lines(result)) == (2 if result.exit_code == 0 else 1)
    assert "Traceback" not in result.stderr
    assert "please report" not in result.stderr


def test_a_missing_file(run: Run) -> None:
    result = run("read", "gone.html")
    assert (result.exit_code, one_line(result)) == (3, "gone.html: no such file or folder: check the path")


def test_a_folder_without_readable_files(run: Run, place: Path) -> None:
    (place / "pictures").mkdir()
    (place / "pictures" / "quay.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("read", "pictures")
    assert result.exit_code == 3
    assert one_line(result).startswith("pictures: no file to read in this folder")


def test_a_folder_that_contains_itself_and_a_pipe(run: Run, place: Path) -> None:
    (place / "news").mkdir()
    (place / "news" / "again").symlink_to(place / "news")
    os.mkfifo(place / "news" / "pipe.txt")
    (place / "news" / "story.txt").write_text(STORY)
    result = run("add", "--plain", "news")
    assert result.exit_code == 3
    assert [value["outcome"] for value in lines(result)] == ["failed", "added"]


def test_a_file_name_that_is_no_unicode(start: Start, place: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (place / name).write_text(STORY)
    result = start("add", "--plain", ".")
    assert result.returncode == 0, result.stderr
    (added,) = lines(result)
    assert added["url"] == str(place / name)
    assert "caf\\udce9.txt" in start("show", "--table", added["document"]).stdout
    assert start("verify").returncode == 0


def test_a_ledger_of_a_newer_schema(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY)
    run("add", "--plain", "story.txt")
    before = (place / "ledger.sqlite3").stat().st_size
    with sqlite3.connect(place / "ledger.sqlite3") as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608  a constant
    connection.close()
    for arguments in (["add", "--plain", "story.txt"], ["search", "quay"], ["verify"], ["migrate"], ["show", "c123456"]):
        result = run(*arguments)
        assert result.exit_code == 4, arguments
        assert "update sayso" in one_line(result)
    assert (place / "ledger.sqlite3").stat().st_size == before


@pytest.mark.parametrize("address", ["/proc/sayso.sqlite3", "/dev/full/ledger.sqlite3", "gone/ledger.sqlite3", "."])
def test_a_place_that_cannot_be_written(run: Run, place: Path, address: str) -> None:
    (place / "story.txt").write_text(STORY)
    result = run("add", "--plain", "--ledger", address, "story.txt")
    assert result.exit_code == 4
    assert one_line(result).startswith(f"sayso: {address}: ")


def test_a_file_that_is_no_ledger_is_left_alone(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY)
    result = run("add", "--plain", "--ledger", "story.txt", "story.txt")
    assert (result.exit_code, len(result.stderr.splitlines())) == (4, 1)
    assert (place / "story.txt").read_text() == STORY


def test_a_full_disk_under_the_ledger_keeps_what_was_added(shell: Shell, place: Path) -> None:
    """The shell's limit on file sizes stands for a disk that runs full."""
    (place / "many").mkdir()
    for number in range(60):
        (place / "many" / f"{number:02}.txt").write_text(STORY.replace("May", f"{number} weeks") * 40)
    result = shell("ulimit -f 1500; trap '' XFSZ; sayso add --plain many > outcomes.jsonl")
    assert result.returncode == 4, result.stderr
    (line,) = result.stderr.splitlines()
    assert "disk" in line
    kept = len((place / "outcomes.jsonl").read_text().splitlines())
    assert 0 < kept < 60
    with Ledger(place / "ledger.sqlite3", create=False) as ledger:
        assert ledger.counts().documents == kept
        assert ledger.verify() == []
    assert shell("sayso add --plain many").returncode == 0
