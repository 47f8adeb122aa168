"""Linking a ledger while people read: one run at a time, in a thread of its own, with how far it has come.

In: a ledger. Out: `Progress`. What is linked and how is the ledger's own affair.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sayso.errors import SaysoError
from sayso.ledger import Ledger

__all__ = ["LinkRun", "Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: `waiting` documents were new when it began, `done` documents and stories are worked out."""

    is_running: bool = False
    done: int = 0
    waiting: int = 0
    fault: str = ""


class LinkRun:
    """The run that is going on, if one is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._progress = Progress()
        self._thread: threading.Thread | None = None

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return self._progress

    def start(self, ledger: Ledger, ended: Callable[[], None] = lambda: None) -> Progress:
        """Begin, unless a run is going on or nothing waits; `ended` is called when the run is over."""
        with self._lock:
            waiting = 0 if self._progress.is_running else ledger.count_unlinked()
            if waiting:
                self._progress = Progress(is_running=True, waiting=waiting)
                self._thread = threading.Thread(target=self._work, args=(ledger, ended), name="linking", daemon=True)
                self._thread.start()
        return self._progress

    def wait(self, seconds: float | None = None) -> None:
        """Until the run is over."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _work(self, ledger: Ledger, ended: Callable[[], None]) -> None:
        fault = ""
        try:
            ledger.link(advance=self._advance)
        except SaysoError as error:
            fault = str(error)
        except Exception as error:  # noqa: BLE001  nobody would hear of it: it is told where the run was begun
            fault = f"linking failed: {type(error).__name__}"
        ended()
        self._progress = Progress(False, self._progress.done, self._progress.waiting, fault)

    def _advance(self) -> None:
        now = self._progress
        self._progress = Progress(now.is_running, now.done + 1, now.waiting)
