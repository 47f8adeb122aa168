"""Whatever a program is doing when it is killed, or when the disk is full: nothing is lost, and nothing is there twice."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from threading import Event

import pytest
from tests.factory import story
from tests.fetched import AT, answer

import sayso
from sayso.errors import StoreError
from sayso.ledger import Ledger
from sayso.records import Feed, FeedItem, Reading

ROOT = Path(sayso.__file__).parents[2]
FEED = Feed("w1", "https://news.example/feed", "feed", "News", "active", AT, 3600, AT)
posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills copies of a process, which needs a POSIX system")


@posix
@pytest.mark.parametrize(
    ("kind", "stride", "first", "at_least"),
    [("steps", 23, 2, 6), ("statements", 503, 5, 2), ("moments", 4, 1, 1), ("disk", 2, 1, 4)],
)
def test_a_program_that_is_stopped_anywhere_loses_and_doubles_nothing(
    tmp_path: Path, kind: str, stride: int, first: int, at_least: int
) -> None:
    command = [sys.executable, "-m", "tests.bookkeeping.crashing", kind, str(tmp_path / "x"), str(stride), str(first)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) >= at_least


def fetched(ledger: Ledger, number: int) -> Reading:
    reading = story(number, sentences=4)
    assert reading.page is not None
    fetch = ledger.keep_answer(answer(number, reading.page.body, address=reading.analysis.document.url))
    return Reading(replace(reading.page, fetch=fetch.id, fetched=AT), reading.analysis)


@pytest.mark.parametrize("share", [0, 30, 60, 90, 99])
def test_a_log_that_was_cut_off_loses_no_answer(tmp_path: Path, share: int) -> None:
    copy = tmp_path / "copy"
    (tmp_path / "now").mkdir()
    with Ledger(tmp_path / "now" / "news.sqlite3") as ledger:
        ledger.keep_answer(answer(0))
        for number in range(1, 5):
            ledger.add([fetched(ledger, number)])
        shutil.copytree(tmp_path / "now", copy)
    log = copy / "news.sqlite3-wal"
    with log.open("rb+") as file:
        file.truncate(log.stat().st_size * share // 100)
    (copy / "news.sqlite3-shm").unlink(missing_ok=True)
    with Ledger(copy / "news.sqlite3") as ledger:
        ledger.recover()
        assert ledger.verify() == []
        for number in range(1, 5):
            assert ledger.fetches(story(number).analysis.document.url)
            ledger.add([fetched(ledger, number)])
        assert ledger.counts().documents == 4
        assert ledger.verify() == []


def test_two_write_and_four_read(tmp_path: Path) -> None:
    path, done = tmp_path / "news.sqlite3", Event()
    Ledger(path).close()

    def write(first: int) -> int:
        with Ledger(path) as ledger:
            for number in range(first, first + 10):
                ledger.keep_feed_look(FEED, None, [FeedItem(f"k{number}", f"https://news.example/{number}", None, AT)])
                ledger.add([fetched(ledger, number)])
        return 10

    def read() -> int:
        looks = 0
        with Ledger(path, create=False) as ledger:
            while not done.is_set():
                for document in ledger.documents():
                    page = ledger.page(document)
                    assert page is not None
                    assert page.fetch is not None
                looks += len(ledger.feeds()) + sum(ledger.count_jobs().values()) + ledger.counts().claims
        return looks

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        writers = [pool.submit(write, first) for first in (0, 5)]  # five of the pages are brought by both
        try:
            assert [one.result() for one in writers] == [10, 10]
        finally:
            done.set()
        assert all(one.result() >= 0 for one in readers)
    with Ledger(path) as ledger:
        assert ledger.counts().documents == 15
        assert len(ledger.feed_items(FEED.id)) == 15
        assert len(ledger.jobs()) == 15
        assert ledger.verify() == []


def test_the_order_of_a_feed_makes_no_difference(tmp_path: Path) -> None:
    items = [FeedItem(f"k{n}", f"https://news.example/{n}", f"Story {n}", AT) for n in range(3)]
    kept = []
    for number, order in enumerate(permutations(items)):
        with Ledger(tmp_path / f"{number}.sqlite3", clock=lambda: AT) as ledger:
            for some in (order[:2], order[1:], order):
                ledger.keep_feed_look(FEED, None, some)
            kept.append((ledger.feed_items(FEED.id), ledger.jobs()))
    assert all(one == kept[0] for one in kept)


def clocks() -> Iterator[str]:
    """A clock that goes back by days and years."""
    yield from ("2031-05-02T10:00:00Z", "2031-05-01T10:00:00Z", "2035-01-01T00:00:00Z", "2031-05-02T10:00:00Z") * 200


def test_a_clock_that_jumps_loses_nothing(tmp_path: Path) -> None:
    ticking = clocks()
    with Ledger(tmp_path / "news.sqlite3", clock=lambda: next(ticking)) as ledger:
        for number in range(6):
            ledger.add([fetched(ledger, number)])
            ledger.put_job("page", f"p{number}", {})
        leased = {job.id for _ in range(4) for job in ledger.lease_jobs(["page"], "me", limit=9)}
        assert len(leased) == 6
        assert ledger.verify() == []
        assert ledger.counts().documents == 6


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "news.sqlite3"
    with Ledger(path) as ledger:
        (tmp_path / "news.archive").write_text("in the way")
        with pytest.raises(StoreError) as caught:
            ledger.keep_answer(answer(1))
        assert "\n" not in str(caught.value)
        assert ledger.fetches(answer(1).fetch.address) == ()
