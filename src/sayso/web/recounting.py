"""Counts over a whole ledger that screens show, worked out no more often than they are worth.

In: a function that counts. Out: its value, or the last one while that is fresh: a count that takes long is told again for
fifty times as long, so that a fiftieth of the time goes into it at most. In a small ledger each is exact.
"""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Recounted"]

T = TypeVar("T")
#: A count that takes less (seconds) is made each time; another is told again for so many times as long.
QUICK, SHARE = 0.02, 50


class Recounted(Generic[T]):
    """One count; `clock` gives seconds that only ever grow."""

    def __init__(self, count: Callable[[], T], clock: Callable[[], float] = time.monotonic) -> None:
        self._count, self._clock = count, clock
        self._lock = threading.Lock()
        self._kept: tuple[float, T] | None = None

    def __call__(self) -> T:
        """The count, as old as it may be."""
        kept = self._kept
        if kept is not None and self._clock() < kept[0]:
            return kept[1]
        with self._lock:  # one counts, the others take what it found
            kept = self._kept
            if kept is not None and self._clock() < kept[0]:
                return kept[1]
            began = self._clock()
            found = self._count()
            ended = self._clock()
            took = ended - began
            self._kept = (ended + (SHARE * took if took > QUICK else 0.0), found)
            return found

    def forget(self) -> None:
        """Count anew the next time: something was changed here."""
        self._kept = None
