"""How fast the ledger keeps documents and answers questions: `python -m benchmarks.ledger [DOCUMENTS] [ADDRESS]`.

Invented stories (tests/factory.py), made before the clock starts, go into a new SQLite file or an empty PostgreSQL
database; then every kind of question is asked many times. Prints one line of JSON with documents a second, the median and
95th percentile of the answers in milliseconds, and how often a second the disk can make a small file safe: each document is
made safe before the next, so on SQLite no more can be added than that.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.factory import SOURCES, WORDS, story

from sayso.ledger import Ledger

DOCUMENTS = 10_000
BATCH = 250
QUESTIONS = 400


def main(documents: int, address: str) -> dict[str, float]:
    """Add, ask, and say how long both took."""
    flushes = count_flushes()
    with Ledger(address) as ledger:
        took = busy = 0.0
        for first in range(0, documents, BATCH):
            batch = [story(number) for number in range(first, min(first + BATCH, documents))]
            began, worked = time.perf_counter(), time.process_time()
            ledger.add(batch)
            took += time.perf_counter() - began
            busy += time.process_time() - worked
        began = time.perf_counter()
        ledger.add(story(number) for number in range(200))
        again = time.perf_counter() - began
        times = sorted(ask(ledger, *question) for question in questions(QUESTIONS))
        counts = ledger.counts()
    return {
        "documents": counts.documents,
        "claims": counts.claims,
        "added a second": round(documents / took, 1),
        "processor ms a document": round(1000 * busy / documents, 1),
        "disk flushes a second": round(flushes, 1),
        "known ones a second": round(200 / again, 1),
        "search ms, median": round(1000 * statistics.median(times), 1),
        "search ms, p95": round(1000 * times[int(0.95 * len(times))], 1),
        "search ms, slowest": round(1000 * times[-1], 1),
    }


def count_flushes(times: int = 100) -> float:
    """How often a second 64 KB can be written and made safe, one after the other."""
    with tempfile.TemporaryFile() as file:
        began = time.perf_counter()
        for _ in range(times):
            file.write(os.urandom(65_536))
            file.flush()
            os.fsync(file.fileno())
        return times / (time.perf_counter() - began)


def ask(ledger: Ledger, query: str, source: str | None, offset: int) -> float:
    """Seconds until the answer."""
    began = time.perf_counter()
    ledger.search(query, source=source, offset=offset)
    return time.perf_counter() - began


def questions(number: int) -> Iterator[tuple[str, str | None, int]]:
    """Words, phrases, alternatives, prefixes, sources and deep pages by turns; every word is common, the worst case."""
    chance = random.Random(1)
    for position in range(number):
        one, two, three = chance.sample(WORDS, 3)
        kinds = (one, f"{one} {two}", f'"{one} {two}"', f"{one} OR {two} -{three}", f"{one[:4]}*", f"{one} {two} {three}")
        source = chance.choice(SOURCES) if position % 4 == 3 else None
        yield kinds[position % len(kinds)], source, 1000 if position % 10 == 9 else 0


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(main(wanted, sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "ledger.sqlite3"))))
