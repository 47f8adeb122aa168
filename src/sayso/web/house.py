"""What every request works with: the ledger, the reader of stories, the user's name.

In: where the ledger is and which model to read with. Out: one `House`, opened once and shared by all threads. It answers no
request and holds no page.
"""

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.ledger import Ledger
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Failure, Page, QueueKind
from sayso.store import Counts, DocumentHead
from sayso.web.boards import Board
from sayso.web.linking import LinkRun
from sayso.web.recounting import Recounted

__all__ = ["House", "HouseSettings", "open_house"]


@dataclass(frozen=True, slots=True)
class HouseSettings:
    """How the application is run.

    `hosts` are the names that a browser may call us by (without a port); `upload` is the largest request body in bytes;
    `user` is whose judgements these are; `links_at_once` is how many documents a ledger may hold to be linked right after a
    story was added on the screen. `contact`, `proxy` and `allow_private` are for addresses that are pasted, as
    `intake.fetching` has them.
    """

    ledger: str | None = None
    bundle: str | None = None
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    upload: int = 16 * 2**20
    user: str = "reader"
    links_at_once: int = 5000
    contact: str | None = None
    proxy: str | None = None
    allow_private: bool = False


@dataclass
class House:
    """The opened ledger and what belongs to it.

    `token` must come with every change; `reading` lets one story be read at a time, `linking` is what is linked meanwhile.
    `counts`, `unlinked` and `waiting` (for review) count the ledger; of a large one they may be some seconds old.
    """

    settings: HouseSettings
    ledger: Ledger
    open_reader: Callable[[], Pipeline]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    reading: threading.Lock = field(default_factory=threading.Lock)
    linking: LinkRun = field(default_factory=LinkRun)
    _opening: threading.Lock = field(default_factory=threading.Lock)
    counts: Recounted[Counts] = field(init=False)
    unlinked: Recounted[int] = field(init=False)
    newest: Recounted[tuple[DocumentHead, ...]] = field(init=False)
    waiting: Recounted[Mapping[QueueKind, int]] = field(init=False)
    _reader: Pipeline | None = None
    _fetch: Callable[[str], Iterator[Page | Failure]] | None = None

    def __post_init__(self) -> None:
        self.counts = Recounted(self.ledger.counts)
        self.unlinked = Recounted(self.ledger.count_unlinked)
        self.newest = Recounted(self.ledger.newest)
        self.waiting = Recounted(self.ledger.count_queues)

    def forget_counts(self) -> None:
        """Count anew the next time: something was kept or linked here."""
        self.counts.forget()
        self.unlinked.forget()
        self.newest.forget()
        self.waiting.forget()

    def fetch(self, address: str) -> Page | Failure:
        """The page at an address, kept in the archive as it came; the first, where it is a feed that holds several.

        Raises:
            IntakeError: the contact or the proxy cannot be used.
            StoreError: the ledger cannot say what may be fetched.
        """
        from sayso.intake.fetching import Fetcher, FetchLimits, pages_of  # where nobody pastes an address it is not loaded

        with self._opening:
            if self._fetch is None:
                own = self.settings
                # whoever pastes an address waits for it: one try, and not for long
                limits = FetchLimits(seconds=30, tries=1, longest_wait=10)
                fetcher = Fetcher(limits, contact=own.contact, proxy=own.proxy, allow_private=own.allow_private)
                kept = self.ledger
                self._fetch = pages_of(fetcher, keep=kept.keep_answer, barred=kept.find_redacted, earlier=kept.earlier_answer)
            fetch = self._fetch
        return next(fetch(address))

    @property
    def reader(self) -> Pipeline:
        """The pipeline; loading the model takes a moment, so it is loaded once. Ask for it while holding `reading`."""
        if self._reader is None:
            self._reader = self.open_reader()
        return self._reader


def open_house(
    settings: HouseSettings,
    *,
    ledger: Ledger | None = None,
    open_reader: Callable[[], Pipeline] | None = None,
    token: str | None = None,
    board: Board | None = None,
) -> House:
    """Open the ledger; the model is loaded when the first story is read, or by whoever asks for `reader`.

    Processes that answer side by side are given the same `token` and `board`.

    Raises:
        StoreError: the ledger cannot be opened.
    """
    folder = None if settings.bundle is None else Path(settings.bundle)
    opened = ledger if ledger is not None else Ledger(settings.ledger)
    reader = open_reader or (lambda: open_pipeline(folder))
    return House(settings, opened, reader, token or secrets.token_urlsafe(32), linking=LinkRun(board))
