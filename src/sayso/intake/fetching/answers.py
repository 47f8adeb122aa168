"""What an answer means: a page, nothing new, gone, a wall, a host that wants to be left alone; each in a line for a person.

In: a `Fetch` that was begun, the way it took, the last `Hop`. Out: an `Answer` whose fetch says how it went. It asks nobody.
"""

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from sayso.intake.addresses import Address
from sayso.intake.fetching.asking import Hop
from sayso.intake.fetching.challenges import find_challenge, find_reservations
from sayso.intake.fetching.failures import FetchFailure
from sayso.intake.fetching.limits import FetchLimits
from sayso.records import Answer, Fetch, FetchOutcome
from sayso.records.ids import digest, sha256_of

__all__ = ["Trail", "judge_answer", "new_fetch", "read_wait"]

SAVE: Final = "open it in a browser, save the page and name the file"
LATER: Final = "try again later"
REASONS: Final[dict[int, tuple[FetchOutcome, str]]] = {
    401: ("failed", f"it wants a user and password (401), and none are sent: {SAVE}"),
    402: ("failed", f"behind a paywall (402): if you may read it, {SAVE}"),
    403: ("failed", f"its host refuses us (403): {SAVE}"),
    404: ("gone", "no such page (404): check the address"),
    406: ("failed", f"its host has it in no form that is read (406): {SAVE}"),
    410: ("gone", "taken away for good (410): look for it in an archive"),
    429: ("limited", f"its host asks for fewer visits (429): {LATER}"),
    451: ("failed", "withheld for reasons of law (451): it cannot be had here"),
    503: ("limited", f"its host is busy or closed (503): {LATER}"),
}
#: Redirects that say so for ever (RFC 9110).
FOR_GOOD: Final = frozenset({301, 308})
#: They are worth another try, and nothing else is: RFC 9110 calls them passing troubles.
PASSING: Final = frozenset({408, 429, 500, 502, 503, 504})
FIRST_WAIT: Final = 5
LONGEST_RETRY_AFTER: Final = 30 * 24 * 3600


@dataclass
class Trail:
    """The way of one try: the addresses that redirected, their hosts, and what robots.txt said last."""

    addresses: list[Address] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    robots: str = "not asked"
    is_for_good: bool = True

    def move(self, hop: Hop, following: Address) -> Address:
        """Note a redirect.

        Raises:
            FetchFailure: it leads where we have been.
        """
        self.addresses.append(hop.address)
        self.hosts.append(hop.address.host)
        self.is_for_good = self.is_for_good and hop.status in FOR_GOOD
        if any(following == seen for seen in self.addresses):
            raise FetchFailure("failed", f"its redirects lead in a circle: {SAVE}")
        return following

    def mark(self, fetch: Fetch, final: Address | None = None) -> Fetch:
        """The fetch with the way it took; the address that was asked for is not repeated."""
        return replace(
            fetch,
            robots=self.robots,
            redirects=tuple(address.shown for address in self.addresses[1:]),
            final=None if final is None else final.shown,
            moved=final.shown if final is not None and self.addresses and self.is_for_good else None,
        )

    def note_failure(self, fetch: Fetch, failure: FetchFailure) -> Answer:
        """The answer that there was none."""
        marked = replace(self.mark(fetch), outcome=failure.outcome, reason=failure.reason, is_truncated=failure.is_truncated)
        return Answer(marked, b"", b"")


def new_fetch(address: str, at: str, feed: str | None) -> Fetch:
    """A fetch that has begun; no two have one id."""
    return Fetch("f" + digest("fetch", address, at, secrets.token_hex(8)), address, at, "failed", feed=feed)


def judge_answer(fetch: Fetch, trail: Trail, hop: Hop) -> Answer:
    """What came of a fetch whose last hop answered."""
    fetch = replace(
        trail.mark(fetch, hop.address),
        status=hop.status,
        remote=hop.remote,
        headers=hop.headers,
        content_type=hop.header("content-type"),
        etag=hop.header("etag"),
        modified=hop.header("last-modified"),
        retry_after=_read_retry_after(hop.header("retry-after"), fetch.at),
        reservations=find_reservations(hop.headers, hop.body),
        is_truncated=hop.is_truncated,
        size=len(hop.body) if hop.body else None,
        sha256=sha256_of(hop.body) if hop.body else None,
    )
    outcome, reason = _decide(fetch, hop)
    return Answer(replace(fetch, outcome=outcome, reason=reason), hop.raw, hop.body)


def read_wait(fetch: Fetch, limits: FetchLimits, tried: int) -> float | None:
    """How many seconds to wait before another try; null where none is worth it, or the host asks for too much patience."""
    if fetch.status not in PASSING or fetch.outcome not in ("failed", "limited"):
        return None
    own = limits.after_429 if fetch.outcome == "limited" else FIRST_WAIT * 2.0 ** (tried - 1)
    wait = max(own, fetch.retry_after or 0)
    return wait if wait <= limits.longest_wait else None


def _decide(fetch: Fetch, hop: Hop) -> tuple[FetchOutcome, str | None]:
    status = hop.status
    if hop.failure is not None:
        return hop.failure.outcome, hop.failure.reason
    if status == HTTPStatus.NOT_MODIFIED:
        return "unchanged", None
    asked_host = fetch.address.partition("://")[2].partition("/")[0].partition(":")[0]
    wall = find_challenge(status, hop.headers, hop.body, hop.address.host, asked_host)
    if wall is not None:
        return "challenge", f"instead of the page comes {wall}, and no browser is imitated: {SAVE}"
    if 200 <= status < 300:
        return ("fetched", None) if hop.body.strip() else ("failed", f"nothing came ({status}): {LATER}")
    known = REASONS.get(status)
    if known is not None:
        return known
    if status >= 500:
        return "failed", f"its host is in trouble ({status}): {LATER}"
    return "failed", f"its host answered {status} and no page: check the address"


def _read_retry_after(value: str | None, at: str) -> int | None:
    """Seconds to wait from a header that holds seconds or a date."""
    text = (value or "").strip()[:60]
    if text.isascii() and text.isdecimal():
        return min(int(text), LONGEST_RETRY_AFTER)
    try:
        until = parsedate_to_datetime(text)
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.fromisoformat(at)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(int(seconds), 0), LONGEST_RETRY_AFTER)
