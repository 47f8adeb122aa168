"""Cold start: what a person waits for before the first line.

    python -m benchmarks.cold_start

Out: wall time of `python -c pass`, `sayso --help`, loading the bundle alone (onnxruntime, tokenizer and both graphs in a fresh
process) and `sayso read` of one page, each the best of several starts, and how they relate.
"""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

__all__ = ["main"]

PAGE = Path(__file__).resolve().parent.parent / "examples" / "straits-archive.html"
STARTS = 7
LOAD = """
from sayso.tagging.bundles import shipped_bundle
from sayso.tagging.onnx import load_tagger
load_tagger(shipped_bundle())
"""


def main() -> None:
    """Measure and print."""
    python = [sys.executable]
    bare = _best([*python, "-c", "pass"])
    help_page = _best([*python, "-m", "sayso", "--help"])
    load = _best([*python, "-c", LOAD])
    read = _best([*python, "-m", "sayso", "read", str(PAGE)])
    print(f"python -c pass        {bare:6.2f} s")
    print(f"sayso --help          {help_page:6.2f} s   (bar 0.30 s)")
    print(f"loading the bundle    {load:6.2f} s")
    print(f"sayso read, one page  {read:6.2f} s   (bar {1.5 * load + 0.3:.2f} s: 1.5 x loading + 0.3 s)")
    print(f"                      {read / load:6.2f} x loading the bundle")


def _best(command: list[str]) -> float:
    def once() -> float:
        begun = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return perf_counter() - begun

    return min(once() for _ in range(STARTS))


if __name__ == "__main__":
    main()
