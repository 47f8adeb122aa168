"""When feeds are looked at again."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import IntakeError
from sayso.records import Feed, FeedContent, Fetch
from sayso.records.instants import later
from sayso.watch.schedule import (
    FIRST_EVERY,
    LONGEST,
    SHORTEST,
    SHORTEST_UNMARKED,
    after_failure,
    after_look,
    is_due,
    new_feed,
)

NOW = "2031-05-02T10:00:00.000000Z"
NOTHING = FeedContent("feed", "The Port Gazette", None, ())


def feed(**changes: Any) -> Feed:
    return replace(new_feed("https://news.example/feed", NOW), **changes)


def fetch(**changes: Any) -> Fetch:
    made = Fetch("f1", "https://news.example/feed", NOW, "fetched", status=200, etag='"1"')
    return replace(made, **changes)


def seconds_to_due(one: Feed) -> float:
    return next(n for n in range(0, 40 * LONGEST, 60) if later(NOW, n) >= one.due)


def test_a_new_feed_is_due_at_once_and_has_no_user_in_its_address() -> None:
    made = new_feed("https://me:secret@news.example/feed#top", NOW)
    assert (made.address, made.state, made.every) == ("https://news.example/feed", "active", FIRST_EVERY)
    assert is_due(made, NOW)


@pytest.mark.parametrize("address", ["ftp://news.example/feed", "news", "file:///etc/passwd", ""])
def test_what_cannot_be_fetched_is_no_feed(address: str) -> None:
    with pytest.raises(IntakeError):
        new_feed(address, NOW)


def test_a_busy_feed_is_looked_at_more_often_and_a_quiet_one_less() -> None:
    usual = feed(every=8 * SHORTEST)
    busy = after_look(usual, fetch(), NOTHING, 3, NOW)
    quiet = after_look(usual, fetch(), NOTHING, 0, NOW)
    assert busy.every == 4 * SHORTEST
    assert quiet.every == 12 * SHORTEST
    assert (busy.items, busy.failures, busy.last_ok) == (3, 0, NOW)
    for _ in range(40):
        quiet = after_look(quiet, fetch(), NOTHING, 0, NOW)
        busy = after_look(busy, fetch(), NOTHING, 1, NOW)
    assert (quiet.every, busy.every) == (LONGEST, SHORTEST)


def test_a_feed_without_a_mark_of_its_version_is_spared() -> None:
    assert after_look(feed(), fetch(etag=None), NOTHING, 9, NOW).every == SHORTEST_UNMARKED


@pytest.mark.parametrize(
    ("answer", "content"),
    [
        (fetch(headers=(("Cache-Control", "public, max-age=20000"),)), NOTHING),
        (fetch(), replace(NOTHING, every=20000)),
    ],
)
def test_what_a_feed_wishes_is_heeded(answer: Fetch, content: FeedContent) -> None:
    assert after_look(feed(), answer, content, 5, NOW).every == 20000


def test_a_wish_beyond_a_day_is_not() -> None:
    assert after_look(feed(), fetch(), replace(NOTHING, every=10**9), 0, NOW).every == LONGEST


def test_what_has_not_changed_keeps_its_mark() -> None:
    marked = feed(etag='"1"', modified="Mon")
    unchanged = after_look(marked, fetch(outcome="unchanged", status=304, etag=None), None, 0, NOW)
    assert (unchanged.etag, unchanged.modified) == ('"1"', "Mon")
    changed = after_look(marked, fetch(etag=None), NOTHING, 0, NOW)
    assert (changed.etag, changed.modified) == (None, None)


def test_a_feed_that_has_moved_for_good_is_looked_for_there() -> None:
    moved = after_look(feed(), fetch(moved="https://news.example/new"), NOTHING, 0, NOW)
    assert (moved.address, moved.id) == ("https://news.example/new", feed().id)


def test_failures_wait_longer_each_time_and_a_stated_time_is_kept() -> None:
    lost = fetch(outcome="failed", status=500)
    once = after_failure(feed(), lost, "broken", NOW)
    twice = after_failure(once, lost, "broken", NOW)
    assert (once.failures, twice.failures, twice.state) == (1, 2, "active")
    assert seconds_to_due(twice) > seconds_to_due(once)
    asked = after_failure(feed(), fetch(outcome="limited", status=429, retry_after=3 * LONGEST), "busy", NOW)
    assert seconds_to_due(asked) >= 3 * LONGEST
    assert after_look(twice, fetch(), NOTHING, 0, NOW).failures == 0


def test_what_is_gone_is_left_and_what_is_no_feed_waits_for_a_person() -> None:
    assert after_failure(feed(), fetch(outcome="gone", status=410), "gone", NOW).state == "gone"
    odd = feed()
    for _ in range(3):
        assert odd.state == "active"
        odd = after_failure(odd, fetch(), "a web page", NOW, is_odd=True)
    assert (odd.state, odd.last_error) == ("paused", "no feed: a web page")
    assert not is_due(odd, later(NOW, 9 * LONGEST))
    missing = feed()
    for _ in range(10):
        assert missing.state == "active"
        missing = after_failure(missing, fetch(outcome="gone", status=404), "404", NOW)
    assert missing.state == "paused"


def test_a_date_that_only_a_wrong_clock_can_have_set_is_due() -> None:
    assert is_due(feed(due=later(NOW, 400 * LONGEST)), NOW)
    assert not is_due(feed(due=later(NOW, LONGEST)), NOW)


@given(st.integers(0, 10**7), st.integers(0, 50), st.integers(0, 50), st.one_of(st.none(), st.integers(0, 10**7)))
def test_a_look_is_never_due_at_once_nor_out_of_reach(every: int, brought: int, failures: int, wish: int | None) -> None:
    kept = feed(every=every, failures=failures)
    good = after_look(kept, fetch(), replace(NOTHING, every=wish), brought, NOW)
    assert later(NOW, SHORTEST) <= good.due <= later(NOW, 1.1 * LONGEST + 1)
    bad = after_failure(feed(every=max(60, min(every, LONGEST)), failures=failures), fetch(outcome="failed"), "no", NOW)
    assert later(NOW, 60) <= bad.due <= later(NOW, 1.1 * LONGEST + 1)
    assert good == after_look(kept, fetch(), replace(NOTHING, every=wish), brought, NOW), "the same look is the same"
