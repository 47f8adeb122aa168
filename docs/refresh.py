"""Runs the commands that our documents show, and writes down what they print.

In: Markdown files with blocks marked `console`, each line of which that begins with `$ ` is a command. Out: the same files with
the output of each command below it, as a terminal of 80 columns shows it; with `--check`, the names of files that differ.
Ids and dates of today are masked when compared: they depend on where and when the commands run.
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["FILES", "compare", "refresh"]

ROOT = Path(__file__).resolve().parents[1]
FILES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "how-to" / "who-says-so.md")
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
VARYING = re.compile(r"\b[pdacj][0-9a-f]{10,24}\b|\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\b|\b\d\.\d+(?= s\b)")


def refresh(text: str) -> str:
    """The document with every block run anew, all of them on one new ledger."""
    with tempfile.TemporaryDirectory() as folder:
        return BLOCK.sub(lambda block: "\n".join(_run_block(block[1], Path(folder))) + "\n", text)


def compare(path: Path) -> str:
    """How a document differs from what its commands print; empty if it does not."""
    old = path.read_text(encoding="utf-8")
    new = refresh(old)
    pairs = (VARYING.sub("(varies)", text).splitlines(keepends=True) for text in (old, new))
    return "".join(difflib.unified_diff(*pairs, str(path), "what the commands print", n=1))


def _run_block(block: str, folder: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield line
            yield from _run(line.removeprefix("$ "), folder)


def _run(command: str, folder: Path) -> list[str]:
    """What a terminal of 80 columns shows of a command, without blanks at the ends of its lines."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{known['PATH']}"
    environment = {**known, "PATH": path, "SAYSO_LEDGER": str(folder / "news.sqlite3"), "COLUMNS": "80", "TERM": "dumb"}
    done = subprocess.run(  # noqa: S603  the commands are those of our own documents
        ["script", "--quiet", "--return", "--command", command, "/dev/null"],  # noqa: S607  a tool of every Linux
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    lines = [line.rstrip() for line in done.stdout.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip("\n").split("\n")


def main() -> int:
    """Write all documents anew, or say how they differ."""
    if sys.argv[1:] == ["--check"]:
        differences = "".join(compare(path) for path in FILES)
        sys.stdout.write(differences)
        return 1 if differences else 0
    for path in FILES:
        path.write_text(refresh(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
