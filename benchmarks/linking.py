"""How long a ledger takes to link, and how that grows: `python -m benchmarks.linking [--documents 10000 50000] [--more 1000]`.

In: synthetic worlds (evals/worlds), told anew for each size and spread over the same days whatever their number, so that a
larger ledger is also a denser one. Out: for each size the seconds of `Ledger.link`, of a second one after some more documents,
of one with nothing new, and the memory of the process that linked; then how the time grows with the number of documents.
Keeping the documents is timed apart. Each step is a process of its own, so that none profits from what another left in memory.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from evals.worlds.generator import FIRST_DAY, make_world
from evals.worlds.gold import make_gold

from sayso.ledger import Ledger
from sayso.records import Analysis

__all__ = ["iter_documents", "main", "print_figures"]

#: Worlds from this seed on are told; those that figures are reported on are others.
FIRST_SEED = 10_000
DAYS = 60
BATCH = 250
#: Worlds tell of so many kinds of happenings, times the themes of `evals.worlds`.
DIALECTS = 150
#: About how many documents a world has: which days they fall on follows from it, not from how many are asked for.
A_WORLD = 19


def iter_documents(documents: int, first: int = FIRST_SEED, days: int = DAYS) -> Iterator[Analysis]:
    """Documents of worlds, world after world, whose beginnings are spread evenly over some days."""
    worlds = max(1, documents // A_WORLD)
    # Six themes are fewer kinds of happenings than two months of news have: each world takes one of many dialects.
    for number in range(documents):
        # Neighbouring worlds fall on days far apart, as a shuffled archive would.
        day = FIRST_DAY + timedelta(days=number * 37 % worlds * days / worlds)
        yield from make_gold(make_world(first + number, day, number % DIALECTS)).analyses


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--more", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=2, help="processes that link claims side by side")
    parser.add_argument("--folder", type=Path, help="keep the ledgers here, and use those that are there")
    parser.add_argument("--step", nargs=3, metavar=("KIND", "LEDGER", "DOCUMENTS"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.step is not None:
        kind, address, documents = given.step
        print(json.dumps(keep(address, int(documents), kind == "more") if kind != "link" else link(address, given.workers)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print_figures([_measure(folder, documents, given.more, given.workers) for documents in sorted(given.documents)])
    return 0


def keep(address: str, documents: int, more: bool) -> dict[str, Any]:
    """Add documents to a ledger; `more` are those of worlds that it has not seen."""
    began, kept = time.perf_counter(), 0
    source = islice(iter_documents(documents, 10 * FIRST_SEED - 2_000 if more else FIRST_SEED), documents)
    with Ledger(address) as ledger:
        while batch := list(islice(source, BATCH)):
            ledger.add(batch)
            kept += len(batch)
    return {"documents": kept, "seconds": time.perf_counter() - began}


def link(address: str, workers: int = 1) -> dict[str, Any]:
    """Link a ledger; processor time is that of all processes, memory that of the one that has the ledger."""
    with Ledger(address) as ledger:
        began, worked = time.perf_counter(), time.process_time()
        made = ledger.link(workers=workers)
        seconds, busy = time.perf_counter() - began, time.process_time() - worked
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy += others.ru_utime + others.ru_stime
    return {
        "seconds": seconds,
        "busy": busy,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "summary": str(made),
    }


def print_figures(found: Sequence[dict[str, Any]]) -> None:
    """A line for each size, and how time grows from the smallest to the largest."""
    print(f"{os.cpu_count()} cores; bars: whole link 600 s, increment 30 s, exponent 1.15, memory 4096 MB")
    print("seconds on the clock, and of processor time in brackets")
    print(f"{'documents':>10}{'kept in s':>11}{'link s':>17}{'more':>7}{'link s':>17}{'again s':>9}{'peak MB':>9}")
    for one in found:
        print(f"{one['documents']:10}{one['kept']:11.0f}{one['link']:9.1f} ({one['busy']:5.0f}){one['more']:7}", end="")
        print(f"{one['increment']:9.1f} ({one['more_busy']:5.0f}){one['again']:9.1f}{one['peak']:9.0f}")
    first, last = found[0], found[-1]
    if last["documents"] > first["documents"]:
        grown = math.log(last["busy"] / first["busy"]) / math.log(last["documents"] / first["documents"])
        print(f"growth exponent of processor time {grown:.2f} from {first['documents']} to {last['documents']} documents")
    print(last["summary"])


def _measure(folder: Path, documents: int, more: int, workers: int) -> dict[str, Any]:
    """One size: keep, link, keep some more, link, and link once more with nothing new."""
    address = str(folder / f"worlds-{documents}.sqlite3")
    kept = {"seconds": 0.0} if Path(address).exists() else _step("keep", address, documents)
    whole = _step("link", address, 0, workers)
    _step("more", address, more)
    increment, again = _step("link", address, 0, workers), _step("link", address, 0, workers)
    return {
        "documents": documents, "kept": kept["seconds"], "link": whole["seconds"], "busy": whole["busy"], "more": more,
        "increment": increment["seconds"], "more_busy": increment["busy"], "again": again["seconds"],
        "peak": max(whole["peak"], increment["peak"]), "summary": whole["summary"],
    }  # fmt: skip


def _step(kind: str, address: str, documents: int, workers: int = 1) -> dict[str, Any]:
    """What a process of its own says of one step."""
    command = [sys.executable, "-m", "benchmarks.linking", "--workers", str(workers), "--step", kind, address, str(documents)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {kind} {address}: {found['seconds']:.1f} s", file=sys.stderr)
    return found


if __name__ == "__main__":
    sys.exit(main())
