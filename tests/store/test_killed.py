"""A program that is killed while it adds leaves a ledger that opens, is sound, and completes when it is run again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

ROOT = Path(sayso.__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of a process, which needs a POSIX system")


@pytest.mark.parametrize(("kind", "at_least"), [("statements", 15), ("moments", 3)])
def test_a_killed_add_loses_nothing_it_had_kept(tmp_path: Path, kind: str, at_least: int) -> None:
    command = [sys.executable, "-m", "tests.store.killed", kind, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= at_least
