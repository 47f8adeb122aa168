"""Memory of a long `sayso add`: 10,000 documents streamed into one ledger.

    python -m benchmarks.memory [--documents N]

In: texts of `neus`, `polnear`, `muc34` and `basil` beside the checkout, written as files into a scratch folder. Out: resident
memory of the process after every 500 documents, its peak, and documents a second.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

from evals.corpora import corpus

__all__ = ["iter_texts", "main"]

SHORTEST = 200
MESSAGE = re.compile(r"^(?:DEV|TST\d)-MUC\d-\d+.*$", re.MULTILINE)


def iter_texts() -> Iterator[str]:
    """Texts of the four corpora, each once, then again with a number in front until enough."""
    for path in sorted((corpus("polnear")).glob("*/text/*.txt")):
        yield path.read_bytes().decode("utf-8")
    for path in sorted(corpus("basil").rglob("*.json")):
        yield from _strings(json.loads(path.read_text(encoding="utf-8")))
    for name in ("muc34", "neus"):
        for path in sorted(p for p in corpus(name).rglob("*") if p.is_file()):
            yield from _pieces(path)


def _pieces(path: Path) -> Iterator[str]:
    """The texts of one file: JSON values, a text a line (`.source`), or messages with a header each."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in {".json", ".jsonl"}:
        for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
            yield from _strings(json.loads(line))
    elif path.suffix == ".source":
        yield from (line for line in text.splitlines() if len(line) >= SHORTEST)
    elif "-muc" in path.name and not path.name.startswith("key"):
        yield from (part for part in MESSAGE.split(text) if len(part) >= SHORTEST)


def _strings(value: object) -> Iterator[str]:
    """The long texts anywhere in a JSON value; the sentences of one article are joined."""
    if isinstance(value, str):
        if len(value) >= SHORTEST:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        sentences = [v["sentence"] for v in value if isinstance(v, dict) and isinstance(v.get("sentence"), str)]
        if sentences:
            yield "\n".join(sentences)
        else:
            for item in value:
                yield from _strings(item)


def main() -> None:
    """Write the texts, start the command, watch it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "texts"
        count = _write(folder, args.documents)
        ledger = str(Path(scratch) / "ledger.sqlite3")
        command = [sys.executable, "-m", "sayso", "add", "--ledger", ledger, "--json", str(folder)]
        outcomes = Path(scratch) / "outcomes.jsonl"
        begun = monotonic()
        with outcomes.open("w") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL) as process:
            _watch(process, outcomes)
        seconds = monotonic() - begun
        print(f"exit {process.returncode}; {count} documents in {seconds:.0f} s, {count / seconds:.1f} a second")


def _write(folder: Path, wanted: int) -> int:
    folder.mkdir()
    written = 0
    texts = list(iter_texts())
    # Mixed, so that every stretch of the run has long and short texts.
    random.Random(7).shuffle(texts)
    while written < wanted:
        for text in texts:
            if written == wanted:
                break
            (folder / f"{written:05d}.txt").write_bytes(f"Story {written}\n\n{text}".encode("utf-8", "replace"))
            written += 1
    return written


def _watch(process: "subprocess.Popen[bytes]", outcomes: Path) -> None:
    status = Path(f"/proc/{process.pid}/status")
    step = 0
    while process.poll() is None:
        done = outcomes.read_bytes().count(b"\n")
        facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        if done >= step and "VmRSS" in facts:
            now, peak = (int(facts[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
            print(f"{done:6d} documents   {now:7.0f} MB   peak {peak:7.0f} MB", flush=True)
            step = done - done % 500 + 500
        sleep(1)


if __name__ == "__main__":
    main()
