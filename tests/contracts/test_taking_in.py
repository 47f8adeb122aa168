"""What every storage must do with fetches, feeds and jobs: keep each once, whatever is repeated and in whichever order."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factory import story
from tests.fetched import AT, answer

from sayso.errors import NotFound, QueryError
from sayso.ledger import Ledger
from sayso.records import Answer, Feed, FeedItem, FieldEvidence, Reading
from sayso.records.ids import page_id

FEED = Feed("w1", "https://news.example/feed", "feed", "News", "active", AT, 3600, AT)
TOLD = (FieldEvidence("origin", "Vallis Wire", "feed:atom:source", None),)


class Clock:
    """Says what it is told."""

    now = "2031-05-02T10:00:00Z"

    def __call__(self) -> str:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(address: str, tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    """An empty ledger with an archive in a folder of its own."""
    with Ledger(address, archive=tmp_path / "archive", clock=clock) as opened:
        yield opened


def item(number: int, **changes: Any) -> FeedItem:
    key = f"tag:news.example,{number}"
    return replace(FeedItem(key, f"https://news.example/story/{number}", f"Story {number}", AT, TOLD), **changes)


def fetched(ledger: Ledger, number: int = 1, *, at: str = AT) -> Reading:
    """A reading of a page that was fetched."""
    reading = story(number)
    assert reading.page is not None
    fetch = ledger.keep_answer(answer(number, reading.page.body, address=reading.analysis.document.url, at=at)).id
    page = replace(reading.page, fetch=fetch, fetched=at, told=TOLD, content_type="text/html; charset=utf-8")
    return Reading(page, reading.analysis)


# --- fetches ---


def test_an_answer_is_kept_once(ledger: Ledger) -> None:
    first = ledger.keep_answer(answer(1))
    assert first.archive is not None
    assert ledger.keep_answer(answer(1)) == first == ledger.fetch(first.id)
    assert ledger.fetches("https://news.example/story/1#part") == (first,)
    assert ledger.verify() == []


def test_an_attempt_that_brought_nothing_is_kept_without_bytes(ledger: Ledger) -> None:
    failed = replace(answer(1).fetch, outcome="failed", reason="no route", status=None, headers=(), size=None, sha256=None)
    kept = ledger.keep_answer(Answer(failed, b"", b""))
    assert kept.archive is None
    assert ledger.fetches(failed.address) == (kept,)


def test_attempts_come_last_first_whatever_their_order(ledger: Ledger) -> None:
    fetches = [answer(1, id=f"n{n}", at=f"2031-05-0{n}T10:00:00Z") for n in (2, 1, 3)]
    for one in fetches:
        ledger.keep_answer(one)
    assert [fetch.id for fetch in ledger.fetches(fetches[0].fetch.address)] == ["n3", "n2", "n1"]


def test_there_is_no_fetch_that_nobody_made(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.fetch("n0")
    with pytest.raises(NotFound):
        ledger.feed("w0")


def test_the_page_of_a_fetched_document_comes_out_of_the_archive(ledger: Ledger, sql: Callable[..., Any]) -> None:
    reading = fetched(ledger)
    assert ledger.add([reading]).added == 1
    assert ledger.page(reading.analysis.document.id) == reading.page
    assert sql("SELECT count(*) FROM bodies") == [(0,)]
    assert ledger.add([reading]).unchanged == 1
    assert ledger.verify() == []


def test_the_page_is_that_of_the_last_fetch(ledger: Ledger) -> None:
    reading = fetched(ledger)
    assert reading.page is not None
    ledger.add([reading])
    later = answer(9, reading.page.body, address=reading.analysis.document.url, at="2031-06-01T00:00:00Z")
    fetch = ledger.keep_answer(later).id
    again = replace(reading.page, fetch=fetch, fetched="2031-06-01T00:00:00Z")
    assert ledger.add([Reading(again, reading.analysis)]).unchanged == 1
    assert ledger.page(reading.analysis.document.id) == again


def test_bytes_of_a_fetch_that_nobody_kept_stay_in_the_ledger(ledger: Ledger) -> None:
    reading = story(1)
    assert reading.page is not None
    page = replace(reading.page, fetch="n0")
    ledger.add([Reading(page, reading.analysis)])
    assert ledger.page(reading.analysis.document.id) == replace(page, fetch=None)


# --- feeds ---


def test_a_look_at_a_feed_is_kept_whole(ledger: Ledger) -> None:
    seen = replace(FEED, etag='"a1"', last_ok=AT, items=3)
    look = ledger.keep_feed_look(seen, answer(50).fetch, [item(n) for n in range(3)])
    assert {one.key for one in look.new} == {item(n).key for n in range(3)}
    assert look.changed == ()
    assert ledger.feeds() == (seen,)
    assert ledger.feed(seen.id) == seen
    assert {one.item for one in ledger.feed_items(seen.id)} == {item(n) for n in range(3)}
    assert {job.key for job in ledger.jobs("ready")} == {page_id(f"https://news.example/story/{n}") for n in range(3)}
    assert ledger.told("https://news.example/story/1") == TOLD
    assert ledger.verify() == []


def test_the_same_look_again_changes_nothing(ledger: Ledger, clock: Clock) -> None:
    looks = []
    for _ in range(2):
        looks.append(ledger.keep_feed_look(FEED, answer(50).fetch, [item(1), item(2)]))
        clock.now = "2031-05-02T11:00:00Z"
    assert (looks[1].new, looks[1].changed) == ((), ())
    assert [one.first_seen for one in ledger.feed_items(FEED.id)] == [AT, AT]
    assert len(ledger.jobs()) == 2


def test_an_item_that_is_told_otherwise_is_read_again(ledger: Ledger) -> None:
    ledger.keep_feed_look(FEED, None, [item(1)])
    (job,) = ledger.lease_jobs(["page"], "me")
    assert ledger.finish_job(job)
    look = ledger.keep_feed_look(FEED, None, [item(1, title="Story 1, corrected")])
    assert [one.title for one in look.changed] == ["Story 1, corrected"]
    assert [job.state for job in ledger.jobs()] == ["ready"]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations([item(n) for n in range(6)] + [item(3, address=None), item(2, key="x" * 5000)]))
def test_the_order_of_items_does_not_matter(ledger: Ledger, items: list[FeedItem]) -> None:
    kept = [one for one in items if one.key != item(3).key]
    ledger.keep_feed_look(FEED, None, kept)
    assert sorted(one.item.key for one in ledger.feed_items(FEED.id)) == sorted(one.key for one in kept)
    assert len(ledger.jobs()) == 5


def test_a_dropped_feed_leaves_what_it_brought(ledger: Ledger) -> None:
    reading = fetched(ledger)
    ledger.keep_feed_look(FEED, None, [item(1)])
    ledger.add([reading])
    ledger.drop_feed(FEED.id)
    assert ledger.feeds() == ()
    assert ledger.counts().documents == 1
    assert ledger.verify() == []


# --- jobs ---


def test_work_is_written_down_once_and_done_once(ledger: Ledger) -> None:
    assert ledger.put_job("page", "p1", {"address": "https://news.example/a"})
    assert not ledger.put_job("page", "p1", {"address": "https://news.example/a"})
    (job,) = ledger.lease_jobs(["page"], "one")
    assert (job.state, job.holder, job.attempts, job.payload) == ("leased", "one", 1, '{"address": "https://news.example/a"}')
    assert ledger.lease_jobs(["page"], "two") == ()
    assert ledger.finish_job(job)
    assert not ledger.finish_job(job)
    assert not ledger.put_job("page", "p1", {})
    assert ledger.put_job("page", "p1", {}, again=True)
    assert ledger.count_jobs() == {"ready": 1, "leased": 0, "done": 0, "quarantined": 0}


def test_a_lease_that_ran_out_goes_to_the_next(ledger: Ledger, clock: Clock) -> None:
    ledger.put_job("page", "p1", {})
    (lost,) = ledger.lease_jobs(["page"], "one", seconds=60)
    clock.now = "2031-05-02T10:02:00Z"
    (taken,) = ledger.lease_jobs(["page"], "two", seconds=60)
    assert (taken.id, taken.holder, taken.attempts) == (lost.id, "two", 2)
    assert not ledger.finish_job(lost)
    assert ledger.fail_job(lost, "too late") is None
    assert ledger.finish_job(taken)


def test_a_clock_that_goes_back_holds_no_job_for_ever(ledger: Ledger, clock: Clock) -> None:
    clock.now = "2032-05-02T10:00:00Z"
    ledger.put_job("page", "p1", {})
    ledger.put_job("page", "p2", {})
    ledger.lease_jobs(["page"], "one")
    clock.now = "2031-05-02T10:00:00Z"
    assert {job.holder for job in ledger.lease_jobs(["page"], "two", limit=9)} == {"two"}
    assert ledger.lease_jobs(["page"], "three", limit=9) == ()


def test_what_fails_too_often_waits_for_a_person(ledger: Ledger, clock: Clock) -> None:
    ledger.put_job("page", "p1", {})
    for day in range(3, 6):
        clock.now = f"2031-05-0{day}T10:00:00Z"
        (job,) = ledger.lease_jobs(["page"], "me")
        kept = ledger.fail_job(job, "ValueError: no story in it", most=3)
    assert kept is not None
    assert (kept.state, kept.error) == ("quarantined", "ValueError: no story in it")
    assert ledger.jobs("quarantined") == (kept,)
    clock.now = "2031-06-01T10:00:00Z"
    assert ledger.lease_jobs(["page"], "me") == ()
    assert ledger.retry_jobs(["w0"]) == 0
    assert ledger.retry_jobs() == 1
    assert [job.attempts for job in ledger.lease_jobs(["page"], "me")] == [1]


def test_a_job_that_kills_whoever_does_it_is_quarantined_too(ledger: Ledger, clock: Clock) -> None:
    ledger.put_job("page", "p1", {})
    for day in range(1, 10):
        clock.now = f"2031-06-0{day}T10:00:00Z"
        ledger.lease_jobs(["page"], "me")
    (job,) = ledger.jobs()
    assert job.state == "quarantined"
    assert "never came to an end" in (job.error or "")


def test_a_failure_waits_longer_each_time(ledger: Ledger, clock: Clock) -> None:
    ledger.put_job("page", "p1", {})
    dues = []
    for day in range(1, 4):
        clock.now = f"2031-06-0{day}T10:00:00Z"
        (job,) = ledger.lease_jobs(["page"], "me")
        kept = ledger.fail_job(job, "timeout")
        assert kept is not None
        assert ledger.lease_jobs(["page"], "me") == ()
        dues.append(kept.due[11:19])
    assert dues == ["10:01:00", "10:04:00", "10:16:00"]


def test_nobody_holds_a_job_for_ever(ledger: Ledger) -> None:
    for wrong in ({"seconds": 0}, {"seconds": 4000}):
        with pytest.raises(QueryError):
            ledger.lease_jobs(["page"], "me", **wrong)
    with pytest.raises(QueryError):
        ledger.lease_jobs(["page"], "")


def test_workers_side_by_side_do_each_job_once(address: str, tmp_path: Path, ledger: Ledger) -> None:
    for number in range(24):
        ledger.put_job("page", f"p{number}", {})
    done: list[str] = []

    def work(name: str) -> None:
        with Ledger(address, archive=tmp_path / "archive") as own:
            while jobs := own.lease_jobs(["page"], name, limit=2):
                done.extend(job.key for job in jobs if own.finish_job(job))

    threads = [Thread(target=work, args=(f"worker {n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == sorted(f"p{number}" for number in range(24))


def test_a_row_that_says_something_else_than_its_record_is_found(ledger: Ledger, sql: Callable[..., Any]) -> None:
    ledger.keep_answer(answer(1))
    ledger.keep_feed_look(FEED, None, [item(1)])
    sql("UPDATE fetches SET outcome = 'gone'")
    sql("UPDATE feed_items SET title = 'Another'")
    sql("UPDATE feeds SET record = '{}'")
    sql("UPDATE jobs SET state = 'lost'")
    assert len(ledger.verify()) == 4
