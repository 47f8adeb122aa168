"""Kills sayso at every point at which it brings pages in or takes them out, repeats the work, and counts.

`python -m benchmarks.crashes [--quick]`. Each copy is killed with SIGKILL at one step of the archive, the ledger's rows,
looks at feeds, jobs, redactions and recoveries; then before and after SQL statements, at moments of chance, and while
recovering from a first kill; and the disk is full at several sizes. What is left must be sound when it is recovered, hold
nothing twice, and come to the same rows when the work is done again; what was redacted must be in no file. Any fault ends it.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

from tests.bookkeeping.crashing import work

#: Kind, and every so many points where it is quick or whole.
KINDS: Final = (("steps", 13, 1), ("recovery", 1, 1), ("statements", 211, 7), ("moments", 1, 1), ("disk", 1, 1))


def main() -> int:
    """Run all kinds and print how often each was killed."""
    parser = argparse.ArgumentParser(description="kill sayso wherever it can be killed")
    parser.add_argument("--quick", action="store_true", help="a few minutes instead of half an hour")
    is_quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        points = count_steps(Path(folder) / "counted")
        print(f"steps that are reached: {sum(points.values())}, {len(points)} of them different")
        killed = 0
        for kind, quick, whole in KINDS:
            began = time.monotonic()
            count = run(kind, Path(folder) / kind, quick if is_quick else whole)
            killed += count
            what = "times the disk was full" if kind == "disk" else "kills"
            print(f"{kind:<12}{count:>6} {what}, nothing lost, doubled or damaged ({time.monotonic() - began:.0f} s)")
        print(f"{'together':<12}{killed:>6}")
    return 0


def count_steps(folder: Path) -> "Counter[str]":
    """The steps of the work, and how often each is reached."""
    folder.mkdir()
    seen: list[str] = []
    work(folder, seen.append)
    return Counter(seen)


def run(kind: str, folder: Path, stride: int) -> int:
    """Kill in one way; how often. Ends the program where anything was lost."""
    command = [sys.executable, "-m", "tests.bookkeeping.crashing", kind, str(folder), str(stride)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{kind}: {done.stderr[-3000:]}")
    return int(done.stdout)


if __name__ == "__main__":
    raise SystemExit(main())
