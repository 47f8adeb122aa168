"""A watch on servers of this machine: feeds are looked at, their pages read, and nothing is lost or doubled."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from tests.cli.driver import SaidTagger
from tests.intake.loopback import Loopback, Reply, Request, fetcher_for, serving

from sayso.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.records.instants import later
from sayso.watch import Watcher, WatchSettings, new_feed

XML = (("Content-Type", "application/rss+xml"), ("ETag", '"1"'))
START = "2031-05-02T10:00:00.000000Z"


class Clock:
    """UTC that a test sets, and ticks that follow it."""

    def __init__(self) -> None:
        self.now, self.ticked = START, 0.0

    def read(self) -> str:
        return self.now

    def ticks(self) -> float:
        return self.ticked

    def pass_by(self, seconds: float) -> None:
        self.now, self.ticked = later(self.now, seconds), self.ticked + seconds


def story(title: str, words: str = "") -> Reply:
    text = f"<p>The council closed the quay, Mayor Ilse Hartog said on Friday. {words}</p>" * 2
    return Reply(body=f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{text}</article></html>".encode())


def rss(server: Loopback, *paths: str, tag: str = '"1"') -> Reply:
    items = "".join(f"<item><guid>{path}</guid><link>{server.at(path)}</link><title>{path}</title></item>" for path in paths)
    body = f'<rss version="2.0"><channel><title>The Port Gazette</title>{items}</channel></rss>'.encode()
    return Reply(body=body, headers=(("Content-Type", "application/rss+xml"), ("ETag", tag)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger(tmp_path / "l.sqlite3", clock=clock.read) as opened:
        yield opened


def watch(ledger: Ledger, clock: Clock) -> Watcher:
    settings = WatchSettings(threads=2, pages=3, link_after=0)
    return Watcher(
        ledger, fetcher_for(now=clock.read), lambda: Pipeline(SaidTagger()), "tester", settings,
        clock=clock.read, ticks=clock.ticks,
    )  # fmt: skip


def test_a_cycle_brings_the_stories_of_a_feed_and_links_them(ledger: Ledger, clock: Clock, server: Loopback) -> None:
    paths = [f"/story-{number}" for number in range(5)]
    server.replies.update({"/feed": rss(server, *paths), **{path: story(f"Story {path[-1]}", path) for path in paths}})
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    cycle = watch(ledger, clock).cycle()
    assert cycle.error is None
    assert [(look.new, look.error) for look in cycle.looks] == [(5, None)]
    assert (cycle.outcomes["added"], cycle.has_linked) == (5, True)
    assert ledger.counts().documents == 5
    assert {ledger.analysis(one).document.url for one in ledger.documents()} == {server.at(path) for path in paths}
    (feed,) = ledger.feeds()
    assert (feed.title, feed.items, feed.etag) == ("The Port Gazette", 5, '"1"')


def test_what_has_not_changed_is_asked_for_in_few_bytes_and_changes_nothing(
    ledger: Ledger, clock: Clock, server: Loopback
) -> None:
    def feed(request: Request) -> Reply:
        return Reply(304, b"") if request.headers.get("if-none-match") == '"1"' else rss(server, "/one")

    server.replies.update({"/feed": feed, "/one": story("One")})
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    watcher = watch(ledger, clock)
    watcher.cycle()
    asked = len(server.asked)
    assert watcher.cycle().is_quiet
    assert len(server.asked) == asked, "nothing is due yet"
    clock.pass_by(3 * 86_400)
    cycle = watcher.cycle()
    assert [(look.new, look.error) for look in cycle.looks] == [(0, None)]
    assert server.targets()[2:] == ["/feed", "/one"], "the page too is asked for again"
    assert ledger.counts().documents == 1


def test_a_page_that_changed_is_a_new_version_of_the_same_page(ledger: Ledger, clock: Clock, server: Loopback) -> None:
    server.replies.update({"/feed": rss(server, "/one"), "/one": story("One")})
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    watcher = watch(ledger, clock)
    watcher.cycle()
    changed = rss(server, "/one", tag='"2"')
    body = changed.body.replace(b"<title>/one</title>", b"<title>One, corrected</title>")
    server.replies.update({"/feed": Reply(body=body, headers=changed.headers), "/one": story("One", "It will stay closed.")})
    clock.pass_by(2 * 86_400)
    assert watcher.cycle().outcomes["added"] == 1
    (document,) = ledger.documents()
    assert "It will stay closed" in ledger.analysis(document).document.text
    assert len(ledger.versions(document)) == 2


def test_a_page_that_is_changed_without_a_word_is_seen_on_a_later_visit(ledger: Ledger, clock: Clock, server: Loopback) -> None:
    server.replies.update({"/feed": rss(server, "/one"), "/one": story("One")})
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    watcher = watch(ledger, clock)
    watcher.cycle()
    server.replies["/one"] = story("One", "Tomas Brek said the quay was sold.")
    clock.pass_by(3700)
    assert watcher.cycle().outcomes["added"] == 1
    (document,) = ledger.documents()
    assert ledger.versions(document)[-1].is_silent


def told_in_full(*told: tuple[str, str], tag: str = '"1"') -> Reply:
    """A feed whose items carry their story and have no address."""
    items = "".join(
        f'<item><guid isPermaLink="false">{key}</guid><title>{key}</title>'
        f"<content:encoded>{escape(f'<p>{words}</p>' * 3)}</content:encoded></item>"
        for key, words in told
    )
    module = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    body = f'<rss version="2.0" {module}><channel><title>The Port Gazette</title>{items}</channel></rss>'.encode()
    return Reply(body=body, headers=(("Content-Type", "application/rss+xml"), ("ETag", tag)))


def test_a_story_that_stands_in_its_feed_alone_is_read_once_and_again_when_it_changes(
    ledger: Ledger, clock: Clock, server: Loopback
) -> None:
    words = "The council closed the quay on Friday because of the storm, Mayor Ilse Hartog said in a statement to the press."
    other = "The ferry had been overloaded by more than forty cars, Harbour Master Ilo Vard said on Thursday in the port."
    server.replies["/feed"] = told_in_full(("one", words), ("two", other))
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    watcher = watch(ledger, clock)
    assert watcher.cycle().outcomes["added"] == 2
    clock.pass_by(3 * 86_400)
    assert watcher.cycle().outcomes == {}
    assert ledger.counts().pages == 2
    server.replies["/feed"] = told_in_full(("one", f"{words} He would reopen it."), ("two", other), tag='"2"')
    clock.pass_by(3 * 86_400)
    watcher.cycle()
    assert ledger.counts().pages == 2
    texts = [ledger.analysis(one).document.text for one in ledger.documents()]
    assert sum("reopen" in text for text in texts) == 1
    assert server.targets().count("/feed") == len(server.targets()), "nothing but the feed is asked for"


def test_a_page_that_cannot_be_had_now_is_tried_later_and_one_that_is_gone_is_listed(
    ledger: Ledger, clock: Clock, server: Loopback
) -> None:
    server.replies.update(
        {"/feed": rss(server, "/late", "/gone"), "/late": [*[Reply(500, b"x")] * 3, story("Late")], "/gone": Reply(410, b"")}
    )
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    watcher = watch(ledger, clock)
    first = watcher.cycle()
    assert first.outcomes == {"put off": 1, "failed": 1}
    assert [kept.failure.url for kept in ledger.failures()] == [server.at("/gone")]
    clock.pass_by(3600)
    assert watcher.cycle().outcomes["added"] == 1


def test_a_killed_watch_goes_on_where_it_was(ledger: Ledger, clock: Clock, server: Loopback) -> None:
    paths = [f"/story-{number}" for number in range(4)]
    server.replies.update({"/feed": rss(server, *paths), **{path: story(path, path) for path in paths}})
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))

    class KilledError(Exception):
        pass

    def killed() -> Pipeline:
        raise KilledError

    with pytest.raises(KilledError):
        Watcher(ledger, fetcher_for(now=clock.read), killed, "first", clock=clock.read, ticks=clock.ticks).cycle()
    ledger.lease_jobs(["page"], "first", limit=2, seconds=600)  # it died with two in its hands
    watcher = watch(ledger, clock)
    assert watcher.cycle().outcomes["added"] == 2
    clock.pass_by(601)
    assert watcher.cycle().outcomes["added"] == 2
    assert ledger.counts().documents == 4
    assert ledger.count_jobs()["done"] == 4


def test_a_clock_that_is_set_back_stops_nothing(ledger: Ledger, clock: Clock, server: Loopback) -> None:
    server.replies.update({"/feed": rss(server, "/one"), "/one": story("One")})
    clock.now = "2099-01-01T00:00:00.000000Z"
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    watcher = watch(ledger, clock)
    watcher.cycle()
    clock.now = START
    assert len(watcher.cycle().looks) == 1
    assert ledger.counts().documents == 1


def test_no_feed_and_a_silent_host_are_told_in_a_line(ledger: Ledger, clock: Clock, server: Loopback) -> None:
    server.replies.update({"/page": story("A page"), "/feed": rss(server)})
    for path in ("/page", "/missing", "/feed"):
        ledger.put_feed(new_feed(server.at(path), clock.read()))
    cycle = watch(ledger, clock).cycle()
    told = {look.feed.address: look.error for look in cycle.looks}
    assert "no feed" in (told[server.at("/page")] or "")
    assert "404" in (told[server.at("/missing")] or "")
    assert told[server.at("/feed")] is None


def test_it_naps_until_something_is_due_and_ends_when_told(ledger: Ledger, clock: Clock, server: Loopback) -> None:
    server.replies["/feed"] = rss(server)
    ledger.put_feed(new_feed(server.at("/feed"), clock.read()))
    naps: list[float] = []

    def stopped(seconds: float) -> bool:
        naps.append(seconds)
        return len(naps) == 2

    assert len(list(watch(ledger, clock).run(stopped))) == 2
    assert all(1 <= nap <= 60 for nap in naps)
