"""Where it is written down how far linking has come: in one process, or in memory that several share.

In: `Progress`. Out: the last one. Whoever holds `lock` may begin a run; nothing else is shared between processes.
"""

import json
import threading
from contextlib import AbstractContextManager
from ctypes import c_char
from dataclasses import asdict, dataclass
from multiprocessing.context import SpawnContext
from typing import Final, Protocol

__all__ = ["Board", "OwnBoard", "Progress", "SharedBoard"]

#: Bytes that a progress may take as JSON, the longest fault included.
ROOM: Final = 4096


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: `waiting` documents were new when it began, `done` documents and stories are worked out."""

    is_running: bool = False
    done: int = 0
    waiting: int = 0
    fault: str = ""


class Board(Protocol):
    """What a run writes on and all read."""

    @property
    def lock(self) -> AbstractContextManager[object]:
        """To be held while a run begins."""

    def read(self) -> Progress:
        """What was written last."""

    def write(self, progress: Progress) -> None:
        """Replace it."""


class OwnBoard:
    """The board of one process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._progress = Progress()

    def read(self) -> Progress:
        """What was written last."""
        return self._progress

    def write(self, progress: Progress) -> None:
        """Replace it."""
        self._progress = progress


class SharedBoard:
    """A board in memory that processes share which were started with it."""

    def __init__(self, context: SpawnContext) -> None:
        self.lock = context.Lock()
        self._writing = context.Lock()
        self._memory = context.RawArray(c_char, ROOM)

    def read(self) -> Progress:
        """What was written last."""
        with self._writing:
            written = bytes(self._memory.value)
        return Progress(**json.loads(written)) if written else Progress()

    def write(self, progress: Progress) -> None:
        """Replace it; a fault that is too long is cut."""
        short = Progress(progress.is_running, progress.done, progress.waiting, progress.fault[: ROOM // 16])
        with self._writing:
            self._memory.value = json.dumps(asdict(short)).encode("ascii")
