"""One look at each feed that is due: fetched side by side, parsed and kept one after the other.

In: a ledger, a fetcher, feeds. Out: a `Look` for each, in the order in which they answered. What was fetched is in the archive
before it is parsed; a feed's ETag, its items and the jobs for their pages are one transaction. Pages are not fetched here.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sayso.errors import SaysoError
from sayso.intake.feeds import parse_feed
from sayso.intake.fetching import Fetcher
from sayso.ledger import Ledger
from sayso.records import Answer, Feed, FeedContent
from sayso.watch.schedule import after_failure, after_look

__all__ = ["Look", "look_at_feeds"]

#: So many more feeds than threads are in the air: their bodies wait in memory.
AHEAD: Final = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How a look went: the feed as it fares now, how many items were new or told otherwise, what was wrong."""

    feed: Feed
    new: int = 0
    changed: int = 0
    error: str | None = None


def look_at_feeds(
    ledger: Ledger, fetcher: Fetcher, feeds: Iterable[Feed], clock: Callable[[], str], *, threads: int = 8
) -> Iterator[Look]:
    """Look at each feed once."""
    waiting = iter(feeds)
    flying: dict[Future[Answer], Feed] = {}
    with ThreadPoolExecutor(threads, thread_name_prefix="looking") as pool:
        while True:
            for feed in islice(waiting, max(0, AHEAD * threads - len(flying))):
                flying[pool.submit(_fetch, fetcher, feed)] = feed
            if not flying:
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                yield keep_look(ledger, flying.pop(future), future.result(), clock())


def _fetch(fetcher: Fetcher, feed: Feed) -> Answer:
    # whoever subscribes to a feed asks for it himself: robots.txt is for what programs find on their own
    return fetcher.fetch(feed.address, etag=feed.etag, modified=feed.modified, obey_robots=False, feed=feed.id)


def keep_look(ledger: Ledger, feed: Feed, answer: Answer, now: str) -> Look:
    """Keep what a look gave."""
    fetch = answer.fetch
    if fetch.outcome not in ("fetched", "unchanged"):
        reason = fetch.reason or "it could not be had"
        ledger.keep_answer(answer)
        return _failed(ledger, after_failure(feed, fetch, reason, now), reason)
    try:
        fetch = ledger.keep_answer(answer)
        content = None if fetch.outcome == "unchanged" else _parse(answer, feed, now)
    except SaysoError as error:
        return _failed(ledger, after_failure(feed, fetch, error.reason, now, is_odd=True), error.reason)
    now_quiet = after_look(feed, fetch, content, 0, now)
    look = ledger.keep_feed_look(now_quiet, fetch, () if content is None else content.items)
    if not look.new:
        return Look(now_quiet, 0, len(look.changed))
    # How many are new is known once they are kept. If this line is never reached, the next look only comes later than it might.
    busy = after_look(feed, fetch, content, len(look.new), now)
    ledger.put_feed(busy)
    return Look(busy, len(look.new), len(look.changed))


def _parse(answer: Answer, feed: Feed, now: str) -> FeedContent:
    return parse_feed(answer.body, answer.fetch.final or feed.address, answer.fetch.content_type, at=now)


def _failed(ledger: Ledger, feed: Feed, reason: str) -> Look:
    ledger.put_feed(feed)
    return Look(feed, error=reason)
