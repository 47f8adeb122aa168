"""What a person sees: a table on a terminal, colours where they are wanted, and a bar while work goes on."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import pytest
from tests.cli.programs import STORY, command, environment

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def watch(place: Path, *arguments: str, columns: int = 80, **env: str) -> tuple[str, int]:
    """Everything that a program writes on a terminal of its own, and its exit code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    program = subprocess.Popen(
        command(*arguments),
        cwd=place,
        env=environment(TERM="xterm-256color", **env),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end was closed
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    return seen.decode(), program.wait(timeout=60)


@pytest.fixture
def story(place: Path) -> Path:
    (place / "story.txt").write_text(STORY.replace("the quay", "the \x1b[31mquay\u202e"))
    return place


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_terminal_gets_a_table_of_its_width(story: Path, columns: int) -> None:
    seen, code = watch(story, "read", "--plain", "story.txt", columns=columns)
    plain = COLOUR.sub("", seen)
    assert code == 0
    assert "ACCORDING TO" in plain
    assert "Hartog" in plain
    assert max(len(line.rstrip("\r")) for line in plain.split("\n")) <= columns


def test_escapes_of_a_page_do_not_reach_the_terminal(story: Path) -> None:
    seen, _ = watch(story, "read", "--plain", "story.txt")
    assert "\\x1b[31mquay\\u202e" in COLOUR.sub("", seen).replace("\r\n", "")
    assert "\x1b[31m" not in seen
    assert "\u202e" not in seen


def test_no_color_is_heeded(place: Path) -> None:
    painted = re.compile(r"\x1b\[(?:[0-9]+;)*[39][0-7](?:;[0-9]+)*m")
    assert painted.search(watch(place, "doctor")[0])
    assert not painted.search(watch(place, "doctor", NO_COLOR="1")[0])


@pytest.mark.parametrize("no_color", ["", "1"])
def test_what_a_row_says_stands_in_words_with_colours_and_without(story: Path, no_color: str) -> None:
    seen, code = watch(story, "read", "--plain", "story.txt", NO_COLOR=no_color)
    flat = " ".join(COLOUR.sub("", seen).split())
    assert code == 0
    for words in ("(disputes it)", "nobody named", "denied", "certainty"):
        assert words in flat


def test_json_is_given_to_a_terminal_that_asks_for_it(story: Path) -> None:
    seen, _ = watch(story, "read", "--plain", "--json", "story.txt")
    assert seen.startswith('{"schema":"sayso/analysis/1"')


def test_long_work_shows_how_far_it_is_and_leaves_one_line(place: Path) -> None:
    (place / "many").mkdir()
    for number in range(12):
        (place / "many" / f"{number:02}.txt").write_text(STORY.replace("May", f"{number} weeks"))
    (place / "many" / "05.txt").write_text("")
    seen, code = watch(place, "add", "--plain", "many", SAYSO_TEST_PAUSE="0.1")
    assert code == 3
    assert "/12" in seen
    assert "stories/s" in seen
    assert "many/05.txt: nothing in it: save the page again" in seen
    last = COLOUR.sub("", seen).rstrip().splitlines()[-1]
    assert "11 added, 1 failed; the ledger holds 11 documents with 33 claims" in last


def test_a_terminal_without_unicode_still_gets_its_table(story: Path) -> None:
    seen, code = watch(story, "read", "--plain", "story.txt", PYTHONIOENCODING="ascii")
    assert code == 0
    assert "Ilse Hartog" in COLOUR.sub("", seen)
