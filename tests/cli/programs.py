"""The command line as a program of its own, and an invented story for it to read."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

from click.testing import Result

__all__ = ["FRENCH", "ROOT", "STORY", "Run", "Shell", "Start", "command", "environment", "lines", "quoted"]

ROOT = Path(__file__).resolve().parents[2]
STORY = """Ferry will sail again

The ferry to Gull Ness will sail again in May. Mayor Ilse Hartog said the quay had been mended.
Tomas Brek denied that it had been closed for want of money. It is said that the captain is glad.
"""
#: The tagger of these tests would find an attribution in it.
FRENCH = """Le bac reprendra la mer en mai, a annoncé lundi la maire Ilse Hartog. Le conseil a longtemps discuté du prix des
travaux, et personne ne souhaite attendre encore une année. Ilse Hartog said so.
"""


class Run(Protocol):
    """Runs the command line in this process."""

    def __call__(self, *arguments: str, text: str | bytes | None = None) -> Result: ...


class Start(Protocol):
    """Runs the command line as a program and waits for its end."""

    def __call__(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]: ...


class Shell(Protocol):
    """Runs a line of bash in which `sayso` is that program, and waits for its end."""

    def __call__(self, script: str) -> subprocess.CompletedProcess[str]: ...


def command(*arguments: str) -> list[str]:
    """What to start for these arguments: the command line on a tagger without a model."""
    return [sys.executable, str(ROOT / "tests" / "cli" / "driver.py"), *arguments]


def quoted() -> str:
    """The same for a shell, without arguments."""
    return shlex.join(command())


def environment(**more: str) -> dict[str, str]:
    """The environment of such a program: warnings are errors there too."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **more}


def lines(result: Result | subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """The JSON objects of its standard output."""
    return [json.loads(line) for line in result.stdout.splitlines()]
