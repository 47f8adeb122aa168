"""Linking a ledger while people read: one run at a time, in a thread of its own, with how far it has come.

In: a ledger. Out: `Progress`. What is linked and how is the ledger's own affair.
"""

import threading
from collections.abc import Callable

from sayso.errors import SaysoError
from sayso.ledger import Ledger
from sayso.web.boards import Board, OwnBoard, Progress

__all__ = ["LinkRun", "Progress"]


class LinkRun:
    """The run that is going on, if one is; on a shared board also one of another process."""

    def __init__(self, board: Board | None = None) -> None:
        self._board = board or OwnBoard()
        self._thread: threading.Thread | None = None

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return self._board.read()

    def start(self, ledger: Ledger, ended: Callable[[], None] = lambda: None) -> Progress:
        """Begin, unless a run is going on or nothing waits; `ended` is called when the run is over."""
        with self._board.lock:
            waiting = 0 if self.progress.is_running else ledger.count_unlinked()
            if waiting:
                self._board.write(Progress(is_running=True, waiting=waiting))
                self._thread = threading.Thread(target=self._work, args=(ledger, ended), name="linking", daemon=True)
                self._thread.start()
        return self.progress

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
        now = self.progress
        self._board.write(Progress(False, now.done, now.waiting, fault))

    def _advance(self) -> None:
        now = self.progress
        self._board.write(Progress(now.is_running, now.done + 1, now.waiting))
