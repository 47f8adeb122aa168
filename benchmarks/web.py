"""How fast the screens answer on a large ledger: `python -m benchmarks.web [--documents 50000] [--folder FOLDER]`.

In: a linked ledger of synthetic worlds (made as `benchmarks.linking` makes it, and kept in FOLDER). Out: for each kind of
page the median, the 95th percentile and the slowest answer in milliseconds, asked one at a time, and while 20 readers ask
once a second each and another process adds documents one after another; how many answers failed; the weight of each kind of
page as it is sent, compressed; with a Chromium (CHROMIUM names another than the system's), the time to the first paint. The
bars stand beside the figures. All requests go to the loopback address of a server that this program starts and ends.
"""

import argparse
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import quote

from benchmarks.linking import FIRST_SEED, iter_documents, keep
from sayso.ledger import Ledger

__all__ = ["BARS", "main", "print_table", "summarise"]

#: The 95th percentile that each kind of page may take, in milliseconds; null where it is only stated.
BARS: Final[Mapping[str, int | None]] = {
    "search": 150,
    "search, sorted": 150,
    "page with facets": 300,
    "reader": 100,
    "claim": 300,
    "who": None,
    "story": None,
    "front": None,
}
#: The kinds that the readers ask for in turn; the others are asked one at a time only.
LOADED: Final = ("search", "search, sorted", "page with facets", "reader", "claim")
#: So many addresses of each kind are asked for alone, one after the other.
ALONE: Final = 60
READERS: Final = 20
#: Of the server; one of them would leave a core to itself.
PROCESSES: Final = "2"
WEIGHT: Final = 300_000
PAINT: Final = 500
#: Documents are added from this seed on: worlds that the ledger has not seen.
WRITTEN_SEED: Final = 20 * FIRST_SEED
Timing = tuple[str, float, int, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the ledger if need be, run the readers beside the writer, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="keep the ledger here, and use the one that is there")
    parser.add_argument("--write", metavar="LEDGER", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.write is not None:
        return write(given.write, given.seconds)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        kept = make_ledger(folder, given.documents)
        own = Path(scratch) / "asked.sqlite3"  # the kept one stays as it is
        shutil.copyfile(kept, own)
        asked = choose_addresses(own)
        with serving(own) as port:
            warm(port, asked)
            alone = [time_one(port, kind, address) for kind, addresses in asked.items() for address in addresses[:ALONE]]
            writer = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.web", "--write", str(own), "--seconds", str(given.seconds)],
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            timings = ask_all(port, {kind: asked[kind] for kind in LOADED}, given.seconds)
            written, _ = writer.communicate()
            print_table(given.documents, alone, timings, json.loads(written))
            paint(port, asked)
    return 0


# --- the ledger and what is asked of it ---


def make_ledger(folder: Path, documents: int) -> Path:
    """The linked ledger of so many documents, made if it is not there."""
    path = folder / f"worlds-{documents}.sqlite3"
    if not path.exists():
        print(f"keeping {documents} documents and linking them: this takes a while", file=sys.stderr)
        keep(str(path), documents, more=False)
    with Ledger(path) as ledger:
        ledger.link()
    return path


def choose_addresses(path: Path, each: int = 200) -> dict[str, list[str]]:
    """Addresses of every kind, drawn at random but the same each time: documents, claims, stories, words of claims."""
    chance = random.Random(7)
    with Ledger(path, create=False) as ledger:
        documents = chance.sample(list(ledger.documents()), each)
        claims = [claim for document in documents for claim in ledger.analysis(document).claims[:2]]
        stories = [story.id for story in islice(ledger.stories(), 5_000)]
    words = [word for claim in claims for word in claim.evidence.exact.split() if len(word) > 5 and word.isalpha()]
    asked = [chance.choice((word, f"{word} {other}")) for word, other in zip(words, words[7:], strict=False)]
    chance.shuffle(asked)
    asked = [quote(one) for one in asked[:each]]
    return {
        "search": [f"/s.json?q={one}" for one in asked],
        "search, sorted": [f"/s.json?q={one}&sort=published" for one in asked],
        "page with facets": [f"/s?q={one}" for one in asked] + ["/s", "/s?review=unreviewed"],
        "reader": [f"/d/{one}" for one in documents],
        "claim": [f"/c/{one.id}" for one in chance.sample(claims, min(each, len(claims)))],
        "who": [f"/who?q={one}" for one in asked],
        "story": [f"/story/{one}" for one in chance.sample(stories, min(each, len(stories)))],
        "front": ["/"],
    }


# --- the server, its readers and the writer ---


@contextmanager
def serving(path: Path) -> Iterator[int]:
    """`sayso serve` on a free port of loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(path), "--port", str(port), "--processes", PROCESSES]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def get(port: int, address: str) -> tuple[int, bytes]:
    """One answer: its status and its body as it is sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def warm(port: int, asked: Mapping[str, Sequence[str]]) -> None:
    """A few answers of each kind before the clock starts."""
    for kind, addresses in asked.items():
        for address in addresses[:3]:
            status, _ = get(port, address)
            if status != 200:
                print(f"{kind}: {address} answers {status}", file=sys.stderr)


def ask_all(port: int, asked: Mapping[str, Sequence[str]], seconds: int) -> list[Timing]:
    """What 20 readers, each asking once a second, had to wait for."""
    timings: list[Timing] = []
    threads = [threading.Thread(target=_read, args=(port, asked, seconds, number, timings)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return timings


def _read(port: int, asked: Mapping[str, Sequence[str]], seconds: int, number: int, timings: list[Timing]) -> None:
    chance, kinds = random.Random(number), sorted(asked)
    begin = time.monotonic() + number / READERS
    for turn in range(seconds):
        time.sleep(max(0.0, begin + turn - time.monotonic()))
        kind = kinds[(turn + number) % len(kinds)]
        timings.append(time_one(port, kind, chance.choice(asked[kind])))


def time_one(port: int, kind: str, address: str) -> Timing:
    """How long one answer takes, its status and its weight."""
    began = time.perf_counter()
    try:
        status, body = get(port, address)
    except OSError:
        status, body = 0, b""
    return kind, 1000 * (time.perf_counter() - began), status, len(body)


def write(address: str, seconds: int) -> int:
    """Add documents, one transaction each, for so long; prints how many as JSON."""
    ends, kept, errors = time.monotonic() + seconds, 0, list[str]()
    with Ledger(address) as ledger:
        for document in iter_documents(100_000, WRITTEN_SEED):
            if time.monotonic() > ends:
                break
            try:
                ledger.add([document])
                kept += 1
            except Exception as error:  # noqa: BLE001  every kind of failure is counted
                errors.append(str(error))
    print(json.dumps({"kept": kept, "errors": errors}))
    return 0


# --- the table ---


def summarise(timings: Sequence[Timing]) -> dict[str, dict[str, float]]:
    """For each kind of page how long its answers took, how heavy they are and how many failed."""
    by_kind: defaultdict[str, list[Timing]] = defaultdict(list)
    for timing in timings:
        by_kind[timing[0]].append(timing)
    found = {}
    for kind, ones in sorted(by_kind.items()):
        took = sorted(one[1] for one in ones)
        found[kind] = {
            "asked": len(ones),
            "median": took[len(took) // 2],
            "p95": took[min(len(took) - 1, int(0.95 * len(took)))],
            "slowest": took[-1],
            "failed": sum(one[2] != 200 for one in ones),
            "weight": max(one[3] for one in ones),
        }
    return found


def print_table(documents: int, alone: Sequence[Timing], loaded: Sequence[Timing], written: Mapping[str, object]) -> None:
    """The figures beside their bars: asked one at a time, and by all readers beside the writer."""
    print(
        f"{documents} documents, {os.cpu_count()} cores; {READERS} readers asking once a second each, while documents are added"
    )
    print(f"{'':20}{'one at a time':^18}{'readers and a writer':^35}")
    print(f"{'page':20}{'median':>9}{'p95':>9}{'median':>9}{'p95':>9}{'slowest':>9}{'failed':>8}{'bar':>7}{'kB sent':>9}")
    together = summarise(loaded)
    for kind, one in summarise(alone).items():
        bar, many = BARS.get(kind), together.get(kind)
        print(f"{kind:20}{one['median']:9.0f}{one['p95']:9.0f}", end="")
        if many is None:
            print(f"{'-':>9}{'-':>9}{'-':>9}{one['failed']:8.0f}", end="")
        else:
            print(f"{many['median']:9.0f}{many['p95']:9.0f}{many['slowest']:9.0f}{many['failed'] + one['failed']:8.0f}", end="")
        print(f"{bar or '-':>7}{one['weight'] / 1000:9.1f}")
    print(f"documents added meanwhile: {written['kept']}; errors of the writer: {written['errors'] or 'none'}")


def paint(port: int, asked: Mapping[str, Sequence[str]]) -> None:
    """First paint and weight of each kind of page, style sheet and scripts included, in a browser that is new to them."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if browser is None:
        print("first paint: no Chromium here")
        return
    from playwright.sync_api import sync_playwright

    paints = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
    sent = "performance.getEntries().reduce((sum, one) => sum + (one.transferSize || 0), 0)"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for kind, addresses in asked.items():
            page = chromium.new_context().new_page()
            page.goto(f"http://127.0.0.1:{port}{addresses[0]}")
            page.wait_for_timeout(500)
            first, weight = page.evaluate(paints), page.evaluate(sent)
            print(f"{kind:20} first paint {first:6.0f} ms (bar {PAINT})", end="")
            print(f", {weight / 1000:6.1f} kB sent in all (bar {WEIGHT // 1000})")
            page.close()
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())
