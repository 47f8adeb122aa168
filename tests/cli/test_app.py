"""The program as a whole: help, versions, quick starts, and one line for every error."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.programs import STORY, Run, environment

import sayso
import sayso.cli.reading
from sayso.cli.app import COMMANDS, app
from sayso.errors import BundleError, IntakeError, KnowledgeError, MigrationNeeded, NotFound, QueryError, SaysoError, StoreError

HEAVY = {"numpy", "onnxruntime", "tokenizers", "sqlalchemy", "alembic", "lxml", "trafilatura", "rich", "htmldate"}


def loaded(*arguments: str) -> set[str]:
    """The top-level modules that a command loads in a program of its own."""
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sayso", *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        line.rpartition("|")[2].strip().partition(".")[0]
        for line in result.stderr.splitlines()
        if line.startswith("import time")
    }


def test_help_names_every_command_and_loads_nothing_but_click() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "sayso", "--help"], env=environment(), capture_output=True, text=True, check=True
    )
    assert all(f"  {name} " in result.stdout for name in COMMANDS)
    modules = loaded("--help")
    assert "click" in modules
    assert modules & HEAVY == set()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_help_of_a_command_is_quick_and_says_what_the_list_says(name: str) -> None:
    assert loaded(name, "--help") & HEAVY == set()
    found = app.get_command(None, name)  # type: ignore[arg-type]
    assert found is not None
    assert found.get_short_help_str(200) == COMMANDS[name]


def test_the_version_is_the_one_of_the_package() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"sayso {sayso.__version__}\n"


@pytest.mark.parametrize("arguments", [["fly"], ["read", "--fast", "x"], ["--fast"], []])
def test_what_there_is_not_is_wrong_use(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("c12", "no such row"), 1),
        (QueryError("(", "no question"), 2),
        (IntakeError("a.html", "gone"), 3),
        (StoreError("l.sqlite3", "locked"), 4),
        (MigrationNeeded("l.sqlite3", "newer"), 4),
        (BundleError("en", "damaged"), 4),
        (KnowledgeError("outlets", "damaged"), 4),
        (SaysoError("x", "y"), 3),
        (ZeroDivisionError("a fault of ours"), 3),
    ],
)
def test_every_error_is_one_line_and_has_its_code(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(_: object) -> None:
        raise error

    (place / "story.txt").write_text(STORY)
    monkeypatch.setattr(sayso.cli.reading, "open_pipeline", fail)
    result = run("read", "story.txt")
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    assert str(error) in result.stderr
    assert "Traceback" in run("--debug", "read", "story.txt").stderr


def test_an_error_with_line_breaks_and_escapes_is_still_one_safe_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise StoreError("ledger", "a\nb\x1b[31m\u202e")

    monkeypatch.setattr(sayso.cli.reading, "open_pipeline", fail)
    assert run("read", "x").stderr == "sayso: ledger: a b\\x1b[31m\\u202e\n"
