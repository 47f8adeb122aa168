"""Fetches addresses: politely, from the public internet alone, within limits; what came of it is always a `Fetch`.

In: an address, and what is known of an earlier visit. Out: an `Answer`. Robots are asked and obeyed, turns are waited for, each
redirect is judged anew. It keeps nothing, sends no cookie, and never raises for what the network does.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import Final

from sayso.errors import IntakeError
from sayso.intake.addresses import Address, follow_location, hide_user, read_address
from sayso.intake.fetching.answers import Trail, judge_answer, new_fetch, read_wait
from sayso.intake.fetching.asking import MOVED, Asker, Hop
from sayso.intake.fetching.bodies import accepted_encodings
from sayso.intake.fetching.connections import make_context
from sayso.intake.fetching.failures import FetchFailure
from sayso.intake.fetching.guard import find_refusal
from sayso.intake.fetching.limits import FetchLimits, write_agent
from sayso.intake.fetching.politeness import Turns
from sayso.intake.fetching.proxies import read_proxy
from sayso.intake.fetching.resolving import PORTS, Resolver, resolve_by_system
from sayso.intake.fetching.robots import LARGEST, Robots, RobotsAnswer
from sayso.records import Answer

__all__ = ["Fetcher"]

ACCEPT: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json;q=0.9,text/plain;q=0.8,*/*;q=0.5"
ROBOTS_REDIRECTS: Final = 5


@dataclass(frozen=True, slots=True)
class _Visit:
    """What one try of a fetch has from its caller: `until` is when it must be done, on the clock."""

    asked: Address
    headers: dict[str, str]
    obey_robots: bool
    trail: Trail = field(default_factory=Trail)


class Fetcher:
    """Asks hosts on behalf of one person; for many threads, which take turns where the host is the same.

    Args:
        limits: sizes and times.
        resolver: gives the addresses of a name.
        clock: seconds that only go forwards.
        sleep: waits so many seconds.
        now: the UTC instant, in ISO 8601.
        allow_private: ask machines of private networks, and any port there, but not where a public machine sends us.
        ports: the ports that are asked.
        contact: an address of a page or mail, for whoever wonders who we are.
        proxy: connect through `http://HOST:PORT`; the environment is never asked.

    Raises:
        IntakeError: contact or proxy cannot be used.
    """

    def __init__(
        self, limits: FetchLimits | None = None, *, resolver: Resolver = resolve_by_system,
        clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], str] | None = None, allow_private: bool = False, ports: Iterable[int] = PORTS,
        contact: str | None = None, proxy: str | None = None,
    ) -> None:  # fmt: skip
        self.limits = limits or FetchLimits()
        self._agent = write_agent(contact)
        self._sleep = sleep
        self._now = now or _now
        self._asker = Asker(
            self.limits,
            resolver,
            clock,
            cache(make_context),
            allow_private,
            frozenset(ports),
            read_proxy(proxy) if proxy else None,
        )
        self._turns = Turns(self.limits.spacing, self.limits.longest_wait, clock, sleep)
        #: Asks for where a public machine sends us: what is private there nobody has written down.
        self._wary = replace(self._asker, allow_private=False)
        self._robots = Robots(partial(self._ask_robots, self._asker), clock)
        self._wary_robots = Robots(partial(self._ask_robots, self._wary), clock)

    def fetch(
        self, address: str, *, etag: str | None = None, modified: str | None = None, obey_robots: bool = True,
        feed: str | None = None, tried: Callable[[Answer], object] | None = None,
    ) -> Answer:  # fmt: skip
        """Fetch an address; `etag` and `modified` are those of an earlier answer, verbatim.

        Where it is tried again, `tried` is given what came of each try before the last.
        """
        try:
            asked = read_address(address)
        except IntakeError as error:
            fetch = new_fetch(hide_user(address), self._now(), feed)
            return Answer(replace(fetch, outcome="refused", reason=error.reason), b"", b"")
        headers = self._headers() | _conditions(etag, modified)
        for further in range(self.limits.tries - 1, -1, -1):
            answer = self._try(_Visit(asked, headers, obey_robots), feed)
            wait = read_wait(answer.fetch, self.limits, self.limits.tries - further) if further else None
            if wait is None:
                break
            if tried is not None:
                tried(answer)
            self._sleep(wait)
        return answer

    def _try(self, visit: _Visit, feed: str | None) -> Answer:
        fetch = new_fetch(visit.asked.shown, self._now(), feed)
        try:
            hop = self._follow(visit)
        except FetchFailure as failure:
            return visit.trail.note_failure(fetch, failure)
        answer = judge_answer(fetch, visit.trail, hop)
        if answer.fetch.outcome == "limited":
            self._turns.hold(hop.address.host, max(answer.fetch.retry_after or 0, self.limits.after_429))
        return answer

    def _follow(self, visit: _Visit) -> Hop:
        """The hop that answers in the end."""
        current, until, is_led = visit.asked, None, False
        for number in range(self.limits.redirects + 1):
            delay = self._ask_leave(visit, current, is_led=is_led)
            same_host = number > 0 and current.host == visit.trail.hosts[-1]
            with self._turns.turn(current.host, at_once=same_host):
                # time runs from the first start: what is waited for politeness is not the host's fault
                until = self._asker.clock() + self.limits.seconds if until is None else until
                hop = self._ask(current, visit.headers, until, is_led=is_led)
            if delay > self.limits.spacing:
                self._turns.hold(current.host, delay)
            location = hop.header("location")
            if hop.status not in MOVED or not location:
                return hop
            is_led = is_led or find_refusal(hop.remote) is None
            current = visit.trail.move(hop, _read_location(current, location))
        raise FetchFailure("failed", f"more than {self.limits.redirects} redirects: check the address")

    def _ask(self, address: Address, headers: dict[str, str], until: float, *, is_led: bool) -> Hop:
        """Ask one address; where a public page leads, only public machines are asked, whatever else is allowed."""
        if not is_led:
            return self._asker.ask(address, headers, until)
        try:
            return self._wary.ask(address, headers, until)
        except FetchFailure as failure:
            raise self._explain_led(failure) from failure

    def _explain_led(self, failure: FetchFailure) -> FetchFailure:
        if failure.outcome != "refused" or not self._asker.allow_private:
            return failure
        first = failure.reason.partition(":")[0].partition(", and only")[0]
        return FetchFailure("refused", f"{first}, and a public page may not send us there: ask for that address itself")

    def _ask_leave(self, visit: _Visit, address: Address, *, is_led: bool) -> float:
        """Ask robots.txt; how many seconds its host wishes between visits."""
        if not visit.obey_robots:
            return 0.0
        try:
            ruling = (self._wary_robots if is_led else self._robots).rule(address)
        except FetchFailure as failure:
            raise self._explain_led(failure) if is_led else failure from failure
        visit.trail.robots = ruling.decision
        if ruling.decision == "disallowed":
            raise FetchFailure(
                "robots", "its robots.txt asks programs to stay away: save the page in a browser and name the file"
            )
        if ruling.reason is not None:
            raise FetchFailure("failed", ruling.reason)  # the host is not there at all, which says more
        if ruling.decision == "unreachable":
            raise FetchFailure("robots", "its robots.txt could not be had, so it is left alone: try again later")
        return ruling.delay

    def _ask_robots(self, asker: Asker, address: Address) -> RobotsAnswer:
        """The robots.txt at an address, over a few redirects; it takes a turn of its own but no time of the page's."""
        current = address
        until = self._asker.clock() + min(self.limits.seconds, self.limits.silence)
        try:
            for _ in range(ROBOTS_REDIRECTS + 1):
                with self._turns.turn(current.host, at_once=True):
                    hop = asker.ask(current, self._headers(), until, most=LARGEST)
                location = hop.header("location")
                if hop.status not in MOVED or not location:
                    return RobotsAnswer(None if hop.failure else hop.status, hop.body)
                asker = self._wary if find_refusal(hop.remote) is None else asker
                current = _read_location(current, location)
        except FetchFailure as failure:
            if failure.outcome == "refused":
                raise  # its host may not be asked at all, which says more than that it is silent
            return RobotsAnswer(None, b"", failure.reason)
        return RobotsAnswer(404, b"")  # redirects without end are no robots.txt

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self._agent, "Accept": ACCEPT, "Accept-Encoding": accepted_encodings(), "Connection": "close",
        }  # fmt: skip


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers of a conditional request; a value that could end a header is not sent."""
    pairs = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return {name: value for name, value in pairs if value and len(value) < 2000 and value.isprintable() and value.isascii()}


def _read_location(base: Address, location: str) -> Address:
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return follow_location(base, location)
    except IntakeError as error:
        raise FetchFailure("refused", f"it redirects to what is not fetched ({error.subject[:80]}): {error.reason}") from error


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
