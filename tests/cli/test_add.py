"""`sayso add`: what is kept, what is told, and that stopping loses nothing."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import Result
from tests.cli.programs import FRENCH, STORY, Run, Shell, Start, command, environment, lines

from sayso.ledger import Ledger


@pytest.fixture
def many(place: Path) -> Path:
    """A folder of twenty stories."""
    folder = place / "many"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(STORY.replace("May", f"{number} weeks"))
    return folder


def outcomes(result: subprocess.CompletedProcess[str] | Result) -> list[str]:
    return [value["outcome"] for value in lines(result)]


def test_each_input_is_an_object_and_the_sum_is_beside_them(run: Run, many: Path) -> None:
    result = run("add", "--plain", str(many))
    assert result.exit_code == 0, result.stderr
    assert outcomes(result) == ["added"] * 20
    assert {value["schema"] for value in lines(result)} == {"sayso/added/1"}
    assert result.stderr == "20 added; the ledger holds 20 documents with 60 claims\n"


def test_adding_twice_changes_nothing(run: Run, many: Path) -> None:
    run("add", "--plain", str(many))
    result = run("add", "--plain", str(many))
    assert result.exit_code == 0
    assert outcomes(result) == ["unchanged"] * 20
    assert result.stderr == "20 unchanged; the ledger holds 20 documents with 60 claims\n"


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(run: Run, place: Path) -> None:
    story = place / "story.txt"
    story.write_text(STORY)
    (first,) = lines(run("add", "--plain", "story.txt"))
    story.write_text(STORY + "Rhona Adair said nothing new.\n")
    (second,) = lines(run("add", "--plain", "story.txt"))
    assert (first["version"], second["version"]) == (1, 2)
    (shown,) = lines(run("show", second["document"]))
    assert [version["number"] for version in shown["versions"]] == [1, 2]
    assert lines(run("show", first["document"]))[0]["document"]["text"] == STORY


def test_what_fails_is_named_kept_and_listed(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY)
    (place / "empty.txt").write_text("")
    result = run("add", "--plain", "gone.html", "story.txt", "empty.txt")
    assert result.exit_code == 3
    assert outcomes(result) == ["failed", "added", "failed"]
    assert result.stderr.splitlines() == [
        "gone.html: no such file or folder: check the path",
        "empty.txt: nothing in it: save the page again",
        "1 added, 2 failed; the ledger holds 1 documents with 3 claims",
    ]
    listed = lines(run("show", "--failures"))
    assert [item["failure"]["url"] for item in listed] == [str(place / "gone.html"), str(place / "empty.txt")]


def test_the_dash_is_a_list_with_one_source_a_line(run: Run, place: Path, many: Path) -> None:
    (place / "story.txt").write_text(STORY)
    result = run("add", "--plain", "-", text=f"story.txt\r\n\n{many}\ngone.html\n-\n")
    assert result.exit_code == 3
    assert outcomes(result) == ["added"] * 21 + ["failed"] * 2
    assert "standard input is not read here" in result.stderr


def test_an_empty_list_adds_nothing_and_is_no_failure(run: Run) -> None:
    result = run("add", "-", text="")
    assert result.exit_code == 0
    assert result.stderr == "nothing to add; the ledger holds 0 documents with 0 claims\n"


def test_a_binary_list_is_one_line(run: Run) -> None:
    result = run("add", "-", text=b"\0" * 200_000)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[0] == "standard input: a line too long for a path: give a list with one file a line"


def test_a_table_is_the_sum_alone(run: Run, many: Path) -> None:
    result = run("add", "--plain", "--table", str(many))
    assert result.stdout == ""
    assert result.stderr.startswith("20 added;")


def test_the_ledger_is_the_one_that_is_named(run: Run, place: Path, many: Path) -> None:
    run("add", "--plain", "--ledger", "other.sqlite3", str(many))
    assert (place / "other.sqlite3").exists()
    assert not (place / "ledger.sqlite3").exists()


def test_adding_goes_on_when_nobody_reads_its_output(shell: Shell, many: Path, place: Path) -> None:
    result = shell("sayso add --plain many | true; exit ${PIPESTATUS[0]}")
    assert result.returncode == 0, result.stderr
    with Ledger(place / "ledger.sqlite3", create=False) as ledger:
        assert ledger.counts().documents == 20
    assert many.is_dir()


def test_ctrl_c_keeps_what_was_added_and_the_same_command_goes_on(start: Start, many: Path, place: Path) -> None:
    program = subprocess.Popen(
        command("add", "--plain", "many"),
        cwd=place,
        env=environment(SAYSO_TEST_PAUSE="0.2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    seen = [program.stdout.readline() for _ in range(3)]
    assert len(list(many.iterdir())) == 20
    program.send_signal(signal.SIGINT)
    rest, remarks = program.communicate(timeout=60)
    kept = len(seen) + len(rest.splitlines())
    assert program.returncode == 130
    assert 3 <= kept < 20
    assert remarks.strip() == f"interrupted: {kept} added; what was kept stays, the same command goes on from there"
    with Ledger(place / "ledger.sqlite3", create=False) as ledger:
        assert ledger.counts().documents == kept
        assert ledger.verify() == []
    again = start("add", "--plain", "many")
    assert again.returncode == 0, again.stderr
    assert outcomes(again).count("unchanged") == kept
    assert outcomes(again).count("added") == 20 - kept


def test_a_program_that_is_killed_leaves_a_sound_ledger(start: Start, many: Path, place: Path) -> None:
    program = subprocess.Popen(
        command("add", "--plain", "many"),
        cwd=place,
        env=environment(SAYSO_TEST_PAUSE="0.05"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert program.stdout is not None
    program.stdout.readline()
    time.sleep(0.2)
    os.kill(program.pid, signal.SIGKILL)
    program.communicate(timeout=60)
    assert start("verify").returncode == 0
    again = start("add", "--plain", "many")
    assert again.returncode == 0, again.stderr
    assert json.loads(start("verify").stdout)["documents"] == 20
    assert many.is_dir()


def test_a_text_in_another_language_is_kept_with_its_note(run: Run, place: Path) -> None:
    (place / "bac.txt").write_text(FRENCH, encoding="utf-8")
    note = "The text is in French; this version reads English only, so nothing was attributed."
    result = run("add", "--plain", "bac.txt")
    assert result.exit_code == 0
    assert result.stderr == f"bac.txt: note: {note}\n1 added; the ledger holds 1 documents with 0 claims\n"
    (added,) = lines(result)
    (shown,) = lines(run("show", added["document"]))
    assert (shown["analysis"]["notes"], shown["analysis"]["attributions"]) == ([note], [])
    assert shown["analysis"]["document"]["text"] == FRENCH
    assert "The text is in French" in run("show", "--table", added["document"]).stdout
    assert outcomes(run("add", "--plain", "bac.txt")) == ["unchanged"]
    assert run("verify").exit_code == 0
    assert run("search", "bac").exit_code == 0
