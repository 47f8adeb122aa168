"""What robots.txt of a host allows us, as RFC 9309 says.

In: an `Address` and somebody who fetches. Out: a `Ruling`. 4xx allows all, 5xx or silence nothing; a ruling is kept for a day
at most, for minutes where the host was silent. It fetches nothing itself.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from protego import Protego

from sayso.intake.addresses import Address
from sayso.intake.fetching.limits import AGENT

__all__ = ["LARGEST", "Robots", "RobotsAnswer", "Ruling"]

#: So much of a robots.txt is read.
LARGEST: Final = 500 * 1024
DAY: Final = 24 * 3600.0
SILENT_FOR: Final = 300.0
MOST_HOSTS: Final = 10_000
#: A delay that a host wishes for is granted up to here.
LONGEST_DELAY: Final = 60.0
#: Asked for too often is no "there is none": a host in trouble is left alone.
IN_TROUBLE: Final = frozenset({408, 429})


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What came of asking for robots.txt: the status in the end, null where there was no answer, and the first 500 KiB.

    `reason` says why there was none.
    """

    status: int | None
    body: bytes
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """`decision` is allowed, disallowed or unreachable, `reason` why there was no answer at all.

    `delay` are the seconds that the host wishes between two visits.
    """

    decision: str
    delay: float = 0.0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    until: float
    rules: Protego | None
    decision: str
    reason: str | None = None


class Robots:
    """The rules of the hosts that were asked, for a while; for many threads.

    Args:
        ask: fetches the robots.txt at an address.
        clock: seconds that only go forwards.
    """

    def __init__(self, ask: Callable[[Address], RobotsAnswer], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def rule(self, address: Address) -> Ruling:
        """What holds for an address."""
        known = self._find(address)
        if known.rules is None:
            return Ruling(known.decision, reason=known.reason)
        allowed = known.rules.can_fetch(address.shown, AGENT)
        delay = known.rules.crawl_delay(AGENT) or 0.0
        return Ruling("allowed" if allowed else "disallowed", min(max(delay, 0.0), LONGEST_DELAY))

    def _find(self, address: Address) -> _Known:
        now = self._clock()
        with self._lock:
            known = self._known.get(address.origin)
        if known is None or known.until <= now:
            answer = self._ask(Address(address.scheme, address.host, address.port, "/robots.txt"))
            known = _judge(answer, now)
            with self._lock:
                if len(self._known) >= MOST_HOSTS:
                    self._known = {name: one for name, one in self._known.items() if one.until > now}
                self._known[address.origin] = known
        return known


def _judge(answer: RobotsAnswer, now: float) -> _Known:
    status = answer.status
    if status is None or status >= 500 or status in IN_TROUBLE:
        return _Known(now + SILENT_FOR, None, "unreachable", answer.reason)
    if status >= 300:
        return _Known(now + DAY, None, "allowed")
    text = answer.body[:LARGEST].decode("utf-8-sig", "replace").replace("\0", "")
    return _Known(now + DAY, Protego.parse(text), "allowed")
