"""The watch itself: cycles of looking at feeds, reading their pages and linking, one after the other, until told to stop.

In: a ledger, a fetcher, and what opens the pipeline. Out: a `Cycle` for each round. All state is in the ledger, so that a watch
that was killed, slept or had its clock set goes on where it was; a second one on the same ledger shares the work.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sayso.errors import StoreError
from sayso.export.queries import parse_query
from sayso.intake.fetching import Fetcher
from sayso.ledger import Ledger
from sayso.records import Failure
from sayso.watch.looking import Look, look_at_feeds
from sayso.watch.noticing import notice_search
from sayso.watch.pages import REVISITS, Reader, read_pages
from sayso.watch.schedule import is_due

__all__ = ["Cycle", "WatchSettings", "Watcher"]

#: Longest nap between two cycles: feeds that are added meanwhile, and clocks that were set, are seen so soon.
NAP: Final = 60.0
SHORTEST_NAP: Final = 1.0


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """`threads` ask hosts side by side, `pages` are read at a time, `link_after` seconds pass between two runs of linking.

    `revisits` are the seconds after which a page is asked for again, each counted from the visit before: pages are changed
    without a word, mostly in their first day.
    """

    threads: int = 8
    pages: int = 32
    link_after: float = 900
    links: bool = True
    revisits: tuple[int, ...] = REVISITS


@dataclass
class Cycle:
    """What a round did; `error` is one line where the ledger could not be written meanwhile."""

    looks: list[Look] = field(default_factory=list)
    outcomes: "Counter[str]" = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    has_linked: bool = False
    notices: int = 0
    error: str | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether nothing came of it that anybody would want to hear of."""
        has_work = self.outcomes or self.has_linked or self.notices
        return not (self.error or has_work or any(look.new or look.error for look in self.looks))


class Watcher:
    """Runs cycles.

    Args:
        ledger: where everything is kept.
        fetcher: who asks hosts.
        open_reader: gives what reads pages; it is called when the first page is there.
        holder: the name under which work is taken.
        settings: how much at a time.
        clock: the UTC instant, in ISO 8601.
        ticks: seconds that only go forwards.
    """

    def __init__(
        self, ledger: Ledger, fetcher: Fetcher, open_reader: Callable[[], Reader], holder: str,
        settings: WatchSettings | None = None, *, clock: Callable[[], str], ticks: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._ledger, self._fetcher, self._open, self._holder = ledger, fetcher, open_reader, holder
        self.settings = settings or WatchSettings()
        self._clock, self._ticks = clock, ticks
        self._reader: Reader | None = None
        self._linked_at: float | None = None

    def run(self, stopped: Callable[[float], bool]) -> Iterator[Cycle]:
        """Cycles until `stopped` says so; it is given the seconds that it may wait."""
        while True:
            cycle = self.cycle()
            yield cycle
            if stopped(self._nap()):
                return

    def cycle(self) -> Cycle:
        """One round: every feed that is due, every page that waits, and the links of what came."""
        cycle = Cycle()
        try:
            now = self._clock()
            due = [feed for feed in self._ledger.feeds() if is_due(feed, now)]
            for look in look_at_feeds(self._ledger, self._fetcher, due, self._clock, threads=self.settings.threads):
                cycle.looks.append(look)
            self._read_pages(cycle)
            self._link(cycle)
            self._notice(cycle)
        except StoreError as error:
            cycle.error = str(error)
        return cycle

    def _read_pages(self, cycle: Cycle) -> None:
        """All pages whose jobs are due; those that are put off come later."""
        while True:
            if self._reader is None:
                waiting = [*self._ledger.jobs("ready", 1), *self._ledger.jobs("leased", 1)]
                if not any(job.due <= self._clock() or job.state == "leased" for job in waiting):
                    return
                self._reader = self._open()
            tally = read_pages(
                self._ledger, self._fetcher, self._reader, self._holder,
                most=self.settings.pages, threads=self.settings.threads, revisits=self.settings.revisits,
            )  # fmt: skip
            cycle.outcomes.update(tally.outcomes)
            cycle.failures.extend(tally.failures)
            if not tally.outcomes:
                return

    def _link(self, cycle: Cycle) -> None:
        """Link what came, not more often than it is worth: a run looks at more than what is new."""
        waited = self._linked_at is None or self._ticks() - self._linked_at >= self.settings.link_after
        if self.settings.links and waited and self._ledger.count_unlinked():
            self._ledger.link()
            self._linked_at = self._ticks()
            cycle.has_linked = True

    def _notice(self, cycle: Cycle) -> None:
        """What is new for each saved search; a link that a person set makes news too, so they are looked at each time."""
        for search in self._ledger.saved_searches():
            ask = parse_query(search.query).browse
            cycle.notices += notice_search(self._ledger, search.id, ask, search.at, self._clock())

    def _nap(self) -> float:
        """Seconds until something is due."""
        with suppress(StoreError):
            now = datetime.fromisoformat(self._clock())
            dues = [feed.due for feed in self._ledger.feeds() if feed.state == "active"]
            dues += [job.due for job in self._ledger.jobs("ready", 1)]
            if dues:
                ahead = (datetime.fromisoformat(min(dues)) - now).total_seconds()
                return min(NAP, max(SHORTEST_NAP, ahead))
        return NAP
