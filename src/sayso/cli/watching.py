"""Running the watch for `sayso watch`, as one quiet process.

In: an opened ledger and how to watch. Out: lines on standard error where something came of a cycle, and an exit code. An
interrupt or SIGTERM ends it between two writes; what was begun is done again by the next one.
"""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from sayso.cli.display import flatten, name_input
from sayso.cli.fetching import FetchOptions, open_fetcher
from sayso.cli.output import Output
from sayso.cli.reading import open_reader
from sayso.ledger import Ledger
from sayso.records.instants import read_clock
from sayso.watch import Cycle, Watcher, WatchSettings

__all__ = ["run_watch", "tell_cycle"]

#: The outcomes that are told, in this order.
TOLD: Final = ("added", "updated", "unchanged", "failed", "put off", "quarantined")


def run_watch(
    ledger: Ledger, output: Output, settings: WatchSettings, fetching: FetchOptions, *, bundle: str | None, is_once: bool
) -> bool:
    """Watch until told to stop, or for one cycle; whether nothing went wrong in the last one.

    Raises:
        IntakeError: the contact or the proxy cannot be used.
    """
    # one try a fetch: each attempt is a row of its own, and what fails comes again by the schedule
    fetcher = open_fetcher(fetching, tries=1)
    watcher = Watcher(
        ledger, fetcher, lambda: open_reader(bundle), f"{socket.gethostname()}:{os.getpid()}", settings, clock=read_clock
    )
    stop, cycle = threading.Event(), Cycle()
    with _ending(stop):
        for cycle in watcher.run(lambda seconds: is_once or stop.wait(seconds)):
            tell_cycle(output, cycle)
    return cycle.error is None and not any(look.error for look in cycle.looks)


@contextmanager
def _ending(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM, as a service manager sends it, end the watch at the next rest."""

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def tell_cycle(output: Output, cycle: Cycle) -> None:
    """A line for each fault and one for what came; nothing where nothing did."""
    if output.is_json:
        record = {
            "looks": len(cycle.looks), "new": sum(look.new for look in cycle.looks), "outcomes": dict(cycle.outcomes),
            "linked": cycle.has_linked, "notices": cycle.notices, "error": cycle.error,
            "failed": {look.feed.address: look.error for look in cycle.looks if look.error},
        }  # fmt: skip
        output.print_json({"schema": "sayso/cycle/1", **record})
    for look in cycle.looks:
        if look.error:
            output.remark(f"{name_input(look.feed.address)}: {flatten(look.error)}")
    for failure in cycle.failures:
        output.remark(f"{name_input(failure.url)}: {flatten(failure.error)}")
    if cycle.error:
        output.remark(cycle.error)
    counted = [f"{cycle.outcomes[name]} {name}" for name in TOLD if cycle.outcomes[name]]
    new = sum(look.new for look in cycle.looks)
    if counted or new or cycle.has_linked or cycle.notices:
        told = [f"{len(cycle.looks)} feeds looked at, {new} new items" if cycle.looks else "", ", ".join(counted)]
        told.append("linked" if cycle.has_linked else "")
        told.append(f"{cycle.notices} noticed for saved searches" if cycle.notices else "")
        output.remark(f"{read_clock()[:16].replace('T', ' ')} {'; '.join(one for one in told if one)}")
