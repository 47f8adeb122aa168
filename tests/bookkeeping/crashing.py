"""A process that kills copies of itself while they bring pages in and take them out, and looks at what is left.

`python -m tests.bookkeeping.crashing KIND FOLDER [STRIDE] [FIRST]`, where KIND is steps, statements, recovery, moments or
disk, prints how many times it killed (or how often the disk was full), and ends with an error where anything that was left
behind is lost, doubled or damaged, or does not come to the same when the work is done again.
"""

import itertools
import json
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from tests.factory import story
from tests.fetched import AT, answer
from tests.occurrences import find
from tests.store.killed import engine_of, run_copy

from sayso.errors import StoreError
from sayso.intake.archive import ArchiveFolder, iter_fetches
from sayso.ledger import Ledger
from sayso.records import Feed, FeedItem, Reading

NAME = "Nadia Oyelaran"
GONE = 2
FEED = Feed("w1", "https://news.example/feed", "feed", "News", "active", AT, 3600, AT, etag='"a1"')
MOMENTS = 12
#: Steps after which something is half done; each the first and the last time that it is reached.
HALF_DONE = ("write: half", "answer: archived", "whole: written", "seal: index written", "rewrite: written", "redact: kept")
#: Sizes at which the disk is full, in bytes of one file.
SIZES = (2_000, 9_000, 60_000, 200_000, 350_000, 420_000, 500_000)


class Clock:
    """Goes on by a minute a look, and by half a day where it is told to; a day for each attempt at the work."""

    def __init__(self, attempt: int = 0) -> None:
        self.minutes = attempt * 1440

    def __call__(self) -> str:
        self.minutes += 1
        days, minutes = divmod(self.minutes, 1440)
        return f"2031-05-{days + 1:02}T{minutes // 60:02}:{minutes % 60:02}:00Z"


def nothing(_step: str) -> None:
    pass


def work(folder: Path, reached: Callable[[str], None] = nothing, attempt: int = 0) -> None:
    """Pages come in from a feed, are read, and something is taken out again; doing it once more changes nothing."""
    clock = Clock(attempt)
    with Ledger(folder / "news.sqlite3", clock=clock, reached=reached) as ledger:
        ledger.keep_feed_look(FEED, None, items())
        while jobs := ledger.lease_jobs(["page"], f"worker {attempt}", seconds=3600):
            read(ledger, int(json.loads(jobs[0].payload)["address"].rpartition("/")[2]), jobs[0])
            clock.minutes += 1000
        ledger.put_job("odd", "k", {})
        for job in ledger.lease_jobs(["odd"], f"worker {attempt}", seconds=3600):
            ledger.fail_job(job, "it cannot be done", most=1)
        ledger.retry_jobs()
        ledger.redact("words", NAME, "an order", "desk")
        ledger.redact("page", f"https://news.example/{GONE}", "an order", "desk")
        ledger.recover()


def items() -> list[FeedItem]:
    return [FeedItem(f"k{n}", f"https://news.example/{n}", f"Story {n}, by {NAME}", AT) for n in range(3)]


def read(ledger: Ledger, number: int, job: Any) -> None:
    """What a worker does: fetch, keep, read, keep, done."""
    reading = story(number, sentences=4)
    assert reading.page is not None
    address = f"https://news.example/{number}"
    body = reading.page.body + f"<p>By {NAME}</p>".encode()
    fetch = ledger.keep_answer(answer(number, body, address=address))
    for fetched in (number + 100, number + 200):  # looks that brought nothing that is read
        ledger.keep_answer(answer(fetched, f"<p>{fetched}</p>".encode()))
    page = replace(reading.page, fetch=fetch.id, fetched=AT, body=body)
    ledger.add([Reading(page, reading.analysis)])
    ledger.finish_job(job)


def state_of(folder: Path) -> dict[str, Any]:
    """What has to be the same whatever happened, less times and places."""
    wanted = {
        "fetches": "id, page, outcome, sha256, address",
        "documents": "id, version, url, text, sha256",
        "document_fetches": "document, fetch",
        "claims": "id, twin, retired, exact, record",
        "feeds": "id, record",
        "feed_items": "feed, key, title",
        "jobs": "kind, key, payload",
        "tombstones WHERE kind <> 'file'": "hash, kind, words",  # files are named by the day of writing
        "pages": "id, current",
        "bodies": "sha256",
        "links": "id",
    }
    with Ledger(folder / "news.sqlite3", clock=Clock(60 - 40)) as ledger, engine_of(ledger).connect() as connection:
        return {
            table: sorted(map(repr, map(tuple, connection.exec_driver_sql(f"SELECT {columns} FROM {table}"))))  # noqa: S608
            for table, columns in wanted.items()
        }


def check(folder: Path, whole: dict[str, Any], *, is_redone: bool) -> None:
    """What is left is sound once it is recovered, and comes to the same when the work is done again."""
    with Ledger(folder / "news.sqlite3", clock=Clock(1)) as ledger:
        ledger.recover()
        assert ledger.verify() == [], ledger.verify()
        counts = Counter(fetch.id for fetch in fetches_in(folder))
        assert all(count == 1 for count in counts.values()), counts
        for document in ledger.documents():
            assert ledger.page(document) is not None
    if is_redone:
        work(folder, attempt=2)
        check(folder, whole, is_redone=False)
        found = state_of(folder)
        assert found == whole, {name: (found[name], whole[name]) for name in whole if found[name] != whole[name]}
        assert find(folder, NAME) == []


def fetches_in(folder: Path) -> list[Any]:
    """Everything in the archive, which is read with what any program reads it with."""
    place = ArchiveFolder(folder / "news.archive")
    return [fetch for name in place.files() for fetch in iter_fetches(place, name)]


def die_at(folder: Path, at: int, *, statements: bool) -> None:
    """Do the work, and be killed at step (or statement) number `at`."""
    count = itertools.count(1)

    def tick(*_: object) -> None:
        if next(count) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    if statements:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, tick)
        work(folder)
    else:
        work(folder, tick)


def fill_disk(folder: Path, size: int) -> bool:
    """Do the work where no file can be larger; whether that was said in one line."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        work(folder)
    except StoreError as error:
        return "\n" not in str(error)
    return False


def full(folder: Path, size: int) -> None:
    os._exit(0 if fill_disk(folder, size) else 9)


def kill_each(folder: Path, whole: dict[str, Any], stride: int, first: int, *, statements: bool) -> int:
    killed = 0
    for at in itertools.count(first, stride):
        own = folder / f"{at}"
        own.mkdir()
        if not run_copy(partial(die_at, own, at, statements=statements)):
            break
        check(own, whole, is_redone=True)
        killed += 1
    return killed


def kill_recovery(folder: Path, whole: dict[str, Any]) -> int:
    """Kill first where something is half done, then at each step of recovering from that."""
    seen: list[str] = []
    (folder / "seen").mkdir()
    work(folder / "seen", seen.append)
    firsts = [seen.index(step) + 1 for step in HALF_DONE] + [len(seen) - seen[::-1].index(step) for step in HALF_DONE]
    killed = 0
    for first in sorted(set(firsts)):
        for at in itertools.count(1):
            own = folder / f"{first}-{at}"
            own.mkdir()
            assert run_copy(partial(die_at, own, first, statements=False))
            if not run_copy(partial(recover_and_die, own, at)):
                break
            check(own, whole, is_redone=True)
            killed += 1
    return killed


def recover_and_die(folder: Path, at: int) -> None:
    """Recover, and be killed at step number `at`."""
    count = itertools.count(1)

    def tick(_step: str) -> None:
        if next(count) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with Ledger(folder / "news.sqlite3", clock=Clock(1), reached=tick) as ledger:
        ledger.recover()


def kill_sometime(folder: Path, whole: dict[str, Any], stride: int) -> int:
    (folder / "timed").mkdir()
    began = time.monotonic()
    run_copy(partial(work, folder / "timed"))
    took = time.monotonic() - began
    chance = random.Random(os.getpid())  # noqa: S311  other moments each time, nothing secret
    killed = 0
    for number in range(0, MOMENTS, stride):
        own = folder / f"moment-{number}"
        own.mkdir()
        killed += run_copy(partial(work, own), chance.uniform(0, took))
        check(own, whole, is_redone=True)
    return killed


def run_full(folder: Path, whole: dict[str, Any], stride: int) -> int:
    for size in SIZES[::stride]:
        own = folder / f"full-{size}"
        own.mkdir()
        child = os.fork()
        if child == 0:
            try:
                full(own, size)
            finally:
                os._exit(8)
        _, status = os.waitpid(child, 0)
        assert os.WIFEXITED(status)
        assert os.WEXITSTATUS(status) in (0, 9), f"a disk of {size} bytes: {os.WEXITSTATUS(status)}"
        check(own, whole, is_redone=True)
    return len(SIZES[::stride])


def main(kind: str, folder: Path, stride: int = 1, first: int = 1) -> int:
    """Kill at steps, statements or moments of chance, or fill the disk; how often."""
    (folder / "whole").mkdir(parents=True)
    work(folder / "whole")
    work(folder / "whole", attempt=2)
    whole = state_of(folder / "whole")
    if kind in ("steps", "statements"):
        return kill_each(folder, whole, stride, first, statements=kind == "statements")
    if kind == "recovery":
        return kill_recovery(folder, whole)
    return run_full(folder, whole, stride) if kind == "disk" else kill_sometime(folder, whole, stride)


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))}\n")
