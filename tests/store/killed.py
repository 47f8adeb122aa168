"""A process that kills copies of itself while they add stories to a ledger, and looks at what is left.

`python -m tests.store.killed statements|moments FOLDER`: prints how many times it killed, and ends with an error where a
ledger that was left behind does not open, does not verify, or does not complete to the rows that an undisturbed one has.
"""

import itertools
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select
from tests.factory import story

from sayso.ledger import Item, Ledger
from sayso.records import Failure
from sayso.store.schema import metadata

#: Every so many statements one copy is killed; a prime, so that all places within a document have their turn.
STRIDE = 11
MOMENTS = 12


def items() -> Iterator[Item]:
    """What each copy adds: stories, one of them twice, and a failure."""
    for number in range(3):
        yield story(number, sentences=4)
    yield Failure("gone.html", "intake", "no such file")
    yield story(2, sentences=4)


def open_ledger(path: Path) -> Ledger:
    return Ledger(path, clock=lambda: "2031-05-02T00:00:00Z")


def engine_of(ledger: Ledger) -> Any:
    return ledger._store._opened.engine  # type: ignore[attr-defined]


def rows_of(ledger: Ledger) -> dict[str, list[str]]:
    """All rows, without the numbers that the database gives."""
    with engine_of(ledger).connect() as connection:
        return {
            name: sorted(
                repr(tuple(row)) for row in connection.execute(select(*(c for c in table.c if c.name not in ("row", "claim"))))
            )
            for name, table in metadata.tables.items()
        }


def add_and_die(path: Path, at: int) -> None:
    """Add, and be killed at statement or commit number `at`, counted from opening the ledger on."""
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, tick)  # the class and not one engine, so that making the tables is counted too
    with open_ledger(path) as ledger:
        for _ in ledger.add_each(items()):
            tick()


def run_copy(work: Callable[[], None], delay: float | None = None) -> bool:
    """Run in a copy of this process, which is killed after `delay` seconds if that is given; whether it was killed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("the copy failed by itself")
    return os.WIFSIGNALED(status)


def check(path: Path, whole: dict[str, list[str]]) -> None:
    """What is left opens, is sound, holds only whole documents, and completes to the same rows."""
    with open_ledger(path) as ledger:
        assert ledger.verify() == [], ledger.verify()
        for number in range(ledger.counts().documents):
            reading = story(number, sentences=4)
            assert ledger.analysis(reading.analysis.document.id) == reading.analysis
        ledger.add(items())
        assert ledger.verify() == []
        assert rows_of(ledger) == whole


def add_all(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.add(items())


def main(kind: str, folder: Path) -> int:
    """Kill at every so many statements, or at moments of chance."""
    with open_ledger(folder / "whole.sqlite3") as ledger:
        ledger.add(items())
        whole = rows_of(ledger)
    killed = 0
    if kind == "statements":
        for at in itertools.count(1, STRIDE):
            path = folder / f"{at}.sqlite3"
            if not run_copy(partial(add_and_die, path, at)):
                break
            check(path, whole)
            killed += 1
    else:
        began = time.monotonic()
        run_copy(partial(add_all, folder / "timed.sqlite3"))
        took = time.monotonic() - began
        chance = random.Random(os.getpid())  # noqa: S311  other moments each time, nothing secret
        for number in range(MOMENTS):
            path = folder / f"moment-{number}.sqlite3"
            killed += run_copy(partial(add_all, path), chance.uniform(0, took))
            if path.exists():
                check(path, whole)
    return killed


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1], Path(sys.argv[2]))}\n")
