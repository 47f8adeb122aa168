"""When a feed is looked at again.

In: a `Feed` as it was and what a look at it gave. Out: the feed as it fares now, with when it is due. Busy feeds are looked at
more often, quiet ones less; who asks for fewer visits, moves or goes away for good is heeded. Pure: the instant is given.
"""

import re
from dataclasses import replace
from hashlib import sha256
from typing import Final

from sayso.intake.addresses import read_address
from sayso.records import Feed, FeedContent, Fetch
from sayso.records.ids import digest
from sayso.records.instants import later

__all__ = ["FIRST_EVERY", "LONGEST", "after_failure", "after_look", "is_due", "new_feed"]

#: Seconds between two looks: at first, and at most.
FIRST_EVERY, LONGEST = 3600, 86_400
#: At least so long where a server can say "nothing new" in a few bytes, and where each look costs it the whole feed.
SHORTEST, SHORTEST_UNMARKED = 3600, 10_800
#: A feed that so often in a row answered with what is no feed, or with 404, waits for a person.
MOST_ODD, MOST_GONE = 3, 10
#: No back-off grows beyond two to this power.
MOST_DOUBLINGS: Final = 8
#: Looks are spread by so much of the time between them, so that feeds added together are not always asked together.
SPREAD: Final = 0.1
MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
ODD: Final = "no feed: "


def new_feed(address: str, now: str, *, every: int = FIRST_EVERY, title: str | None = None, kind: str = "feed") -> Feed:
    """A feed that is followed from now on; its id is that of its address.

    Raises:
        IntakeError: the address cannot be fetched.
    """
    shown = read_address(address).shown
    return Feed("d" + digest("feed", shown), shown, kind, title, "active", now, every, now)


def is_due(feed: Feed, now: str) -> bool:
    """Whether to look at it; also where its date lies so far ahead that the clock must have been wrong."""
    return feed.state == "active" and (feed.due <= now or feed.due > later(now, 2 * LONGEST))


def after_look(feed: Feed, fetch: Fetch, content: FeedContent | None, brought: int, now: str) -> Feed:
    """The feed after an answer: `content` is what it listed (null where nothing changed), `brought` how many items were new."""
    floor = _floor(fetch, content)
    every = max(floor, feed.every // 2) if brought else max(floor, feed.every * 3 // 2)
    every = min(every, max(LONGEST, floor))
    return replace(
        feed,
        address=fetch.moved or feed.address,
        kind=feed.kind if content is None else content.kind,
        title=feed.title if content is None or not content.title else content.title,
        every=every,
        due=later(now, _spread(every, feed.id, now)),
        etag=fetch.etag or (feed.etag if content is None else None),
        modified=fetch.modified or (feed.modified if content is None else None),
        last_try=now,
        last_ok=now,
        last_status=fetch.status,
        last_error=None,
        failures=0,
        items=feed.items + brought,
    )


def after_failure(feed: Feed, fetch: Fetch, reason: str, now: str, *, is_odd: bool = False) -> Feed:
    """The feed after a look that gave nothing; `is_odd` says that there was an answer, and that it is no feed."""
    failures = feed.failures + 1
    wait = min(LONGEST, feed.every * 2 ** min(failures - 1, MOST_DOUBLINGS))
    wait = max(wait, fetch.retry_after or 0)
    error = f"{ODD}{reason}" if is_odd else reason
    is_lost = (is_odd and failures >= MOST_ODD and (feed.last_error or "").startswith(ODD)) or (
        fetch.outcome == "gone" and failures >= MOST_GONE
    )
    state = "gone" if fetch.status == 410 else "paused" if is_lost else feed.state
    return replace(
        feed,
        state=state,
        due=later(now, _spread(wait, feed.id, now)),
        last_try=now,
        last_status=fetch.status,
        last_error=error,
        failures=failures,
    )


def _floor(fetch: Fetch, content: FeedContent | None) -> int:
    """The least time until the next look: ours, the feed's own wish, or how long its answer is fresh; a day at most."""
    ours = SHORTEST if fetch.etag or fetch.modified or fetch.status == 304 else SHORTEST_UNMARKED
    wish = content.every or 0 if content is not None else 0
    control = next((value for name, value in fetch.headers if name.lower() == "cache-control"), "")
    fresh = MAX_AGE.search(control)
    return min(LONGEST, max(ours, wish, int(fresh[1]) if fresh else 0))


def _spread(seconds: float, feed: str, now: str) -> float:
    """The time, longer by a share that differs from feed to feed and look to look but is the same for the same look."""
    share = int.from_bytes(sha256(f"{feed} {now}".encode()).digest()[:4], "big") / 2**32
    return seconds * (1 + SPREAD * share)
