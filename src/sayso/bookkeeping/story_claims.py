"""The links between the claims of stories, worked out one after the other or some side by side in processes of their own.

In: for each story what its claims are made from. Out: its links as they are written, and what hangs on its claims, in the order
of the stories. No process but the first one sees the ledger: the others get text and give text. Where there is little to do
none is started.
"""

import json
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import Final

from sayso.bookkeeping.queues import weigh_claims
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_verdicts import ClaimVerdicts
from sayso.linking.claims import link_claims
from sayso.records import RecordLink
from sayso.records.codec import from_plain
from sayso.store import ClaimWeight, KeptLink, KeptStory, WrittenLink, write_out

__all__ = ["StoryClaims", "StoryTask", "link_stories"]

#: Fewer stories than these are sooner done than a process is started.
FEWEST: Final = 64
#: Stories for each process that wait to be linked or to be written: this bounds the memory.
AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class StoryTask:
    """A story, the profiles of its claims in the order of its documents' ids, and what bears on them.

    That is the copies among its documents, all links of its documents, and what people decided about its claims. Profiles and
    `near` are JSON text.
    """

    kept: KeptStory
    claims: tuple[str, ...]
    copies: tuple[RecordLink, ...]
    near: tuple[str, ...]
    verdicts: ClaimVerdicts


@dataclass(frozen=True, slots=True)
class StoryClaims:
    """The links between the claims of a story, and how much hangs on each."""

    links: tuple[WrittenLink, ...]
    weights: tuple[ClaimWeight, ...]


def link_stories(tasks: Iterable[StoryTask], workers: int) -> Iterator[tuple[KeptStory, StoryClaims]]:
    """The stories with what was found, in the order of the tasks."""
    rest = iter(tasks)
    first = list(islice(rest, FEWEST if workers > 1 else 0))
    if len(first) < FEWEST:
        for task in chain(first, rest):
            yield task.kept, _link(task)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts) as pool:
        try:
            yield from _side_by_side(pool, chain(first, rest), AHEAD * workers)
        finally:
            pool.shutdown(cancel_futures=True)


def _side_by_side(pool: ProcessPoolExecutor, tasks: Iterable[StoryTask], ahead: int) -> Iterator[tuple[KeptStory, StoryClaims]]:
    waiting: deque[tuple[KeptStory, Future[StoryClaims]]] = deque()
    for task in tasks:
        waiting.append((task.kept, pool.submit(_link, task)))
        if len(waiting) >= ahead:
            kept, found = waiting.popleft()
            yield kept, found.result()
    for kept, found in waiting:
        yield kept, found.result()


def _link(task: StoryTask) -> StoryClaims:
    """What one story comes to."""
    profiles = [from_plain(ClaimProfile, item) for record in task.claims for item in json.loads(record)]
    links = link_claims(profiles, task.copies, task.verdicts)
    near = [from_plain(RecordLink, json.loads(record)) for record in task.near] if links else []
    written = (write_out(KeptLink(link, task.kept.story.id)) for link in links)
    return StoryClaims(tuple(written), tuple(weigh_claims(profiles, links, near)))


def _leave_interrupts() -> None:
    """Leave it to the first process to stop when somebody presses Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
