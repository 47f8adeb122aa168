"""A command line to run in this process or in one of its own, and a ledger of its own."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.cli.driver import open_said_pipeline
from tests.cli.programs import Run, Shell, Start, command, environment, quoted

import sayso.cli.reading
from sayso.cli.app import app


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with the settings pointing at a ledger that is not there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "ledger.sqlite3"))
    for name in ("SAYSO_BUNDLE", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(place: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, on a tagger without a model."""
    assert place.is_dir()
    monkeypatch.setattr(sayso.cli.reading, "open_pipeline", open_said_pipeline)

    def invoke(*arguments: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=text)

    return invoke


@pytest.fixture
def start(place: Path) -> Start:
    """Run the command line as a program of its own, on a tagger without a model."""

    def begin(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        env = environment(**more.pop("env", {}))
        return subprocess.run(
            command(*arguments), cwd=place, env=env, capture_output=True, text=True, timeout=60, check=False, **more
        )

    return begin


@pytest.fixture
def shell(place: Path) -> Shell:
    """Run a line of bash in which `sayso` is such a program."""

    def begin(script: str) -> subprocess.CompletedProcess[str]:
        line = f'sayso() {{ {quoted()} "$@"; }}\n{script}'
        return subprocess.run(
            ["bash", "-c", line], cwd=place, env=environment(), capture_output=True, text=True, timeout=60, check=False
        )

    return begin
