"""Turns at a host: one request at a time, some seconds between two starts, longer where the host asked for it.

In: host names and a clock. Out: permission to ask, given when it is due. It knows no network, and forgets when the program
ends: who watches feeds keeps their times in the ledger.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from sayso.intake.fetching.failures import FetchFailure

__all__ = ["Turns"]

#: Hosts that are remembered; beyond, those whose time has passed are forgotten.
MOST_HOSTS: Final = 10_000


@dataclass
class _Host:
    """`due` is when the next start may be; `asking` is held by who asks, `users` count those who want to."""

    asking: threading.Lock = field(default_factory=threading.Lock)
    due: float = 0.0
    users: int = 0


class Turns:
    """Who may ask which host when; for many threads.

    Args:
        spacing: seconds between two starts.
        longest_wait: nobody waits longer.
        clock: seconds that only go forwards.
        sleep: waits so many seconds.
    """

    def __init__(self, spacing: float, longest_wait: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._spacing = spacing
        self._longest_wait = longest_wait
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, *, at_once: bool = False) -> Iterator[None]:
        """Ask a host within this; `at_once` for a further request of the same fetch, such as a redirect.

        Raises:
            FetchFailure: the host asked for more patience than there is.
        """
        one = self._enter(host)
        try:
            with one.asking:
                if not at_once:
                    self._wait(one)
                    one.due = max(one.due, self._clock() + self._spacing)
                yield
        finally:
            with self._lock:
                one.users -= 1

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask this host for so long."""
        one = self._enter(host)
        with self._lock:
            one.due = max(one.due, self._clock() + seconds)
            one.users -= 1

    def _wait(self, one: _Host) -> None:
        while (seconds := one.due - self._clock()) > 0:
            if seconds > self._longest_wait:
                raise FetchFailure("limited", f"its host asks for no visit in the next {seconds:.0f} seconds: try again later")
            self._sleep(seconds)

    def _enter(self, host: str) -> _Host:
        with self._lock:
            if len(self._hosts) >= MOST_HOSTS:
                now = self._clock()
                self._hosts = {name: one for name, one in self._hosts.items() if one.users or one.due > now}
            one = self._hosts.setdefault(host, _Host())
            one.users += 1
            return one
