"""The pages that feeds led to: fetched side by side, kept, read, and added to the ledger.

In: jobs that are due. Out: a `Tally` of what became of them. Each step can be repeated: a job that was begun and never finished
is done again to the same rows. What cannot be had for good is listed as a failure; what may be had later is tried later.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from sayso.bookkeeping.intake_work import READ_PAGE
from sayso.errors import SaysoError
from sayso.intake.fetching import Fetcher, page_of_answer
from sayso.ledger import Ledger
from sayso.records import Answer, Failure, Job, Page, Reading
from sayso.records.ids import page_id
from sayso.records.instants import later
from sayso.watch.stories import is_story, read_story

__all__ = ["REVISITS", "Reader", "Tally", "read_pages"]

#: A page is held so long (seconds): hosts are asked one page after the other, with pauses.
LEASE: Final = 1800
#: How often a page is tried that its host does not want to give just now; other faults count sooner (see the ledger).
MOST_LIMITED: Final = 30
#: A page is visited again so many seconds after each visit.
REVISITS: Final = (3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600)
FOR_GOOD: Final = frozenset({"gone", "robots", "refused", "challenge"})


class Reader(Protocol):
    """What reads pages; see `pipeline.Pipeline`."""

    def read(self, pages: Sequence[Page | Failure]) -> Iterator[Reading | Failure]:
        """The readings of pages, in their order."""
        ...


@dataclass
class Tally:
    """What became of jobs: `outcomes` counts documents (added, updated, unchanged, failed) and pages put off or quarantined."""

    outcomes: "Counter[str]" = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Work:
    job: Job
    address: str
    answer: Answer


def read_pages(
    ledger: Ledger, fetcher: Fetcher, reader: Reader, holder: str, *,
    most: int = 32, threads: int = 8, revisits: tuple[int, ...] = REVISITS,
) -> Tally:  # fmt: skip
    """Take up to `most` jobs and see them through."""
    tally = Tally()
    leased = ledger.lease_jobs([READ_PAGE], holder, limit=most, seconds=LEASE)
    jobs = [job for job in leased if not is_story(json.loads(job.payload))]
    told = [(job, _story(ledger, job, tally)) for job in leased if job not in jobs]
    had: list[tuple[Job, Page]] = [(job, story) for job, story in told if story is not None]
    with ThreadPoolExecutor(threads, thread_name_prefix="pages") as pool:
        works = list(pool.map(lambda job: _fetch(ledger, fetcher, job), jobs))
    for work in works:
        _visit_again(ledger, work, revisits)
        page = _keep(ledger, work, tally)
        if page is not None:
            had.append((work.job, page))
    readings = reader.read([page for _, page in had])
    for (job, _), found in zip(had, readings, strict=True):
        _add(ledger, job, found, tally)
    return tally


def _story(ledger: Ledger, job: Job, tally: Tally) -> Page | None:
    """The page of an item that stands in its feed alone; without one the job is put off here."""
    try:
        found = read_story(ledger, json.loads(job.payload))
    except SaysoError as error:
        found = Failure(job.key, "intake", error.reason)
    if isinstance(found, Page):
        return found
    _put_off(ledger, job, found, tally)
    return None


def _visit_again(ledger: Ledger, work: _Work, revisits: tuple[int, ...]) -> None:
    """Write down when the page is asked for again, if it could be had."""
    payload = json.loads(work.job.payload)
    visit = int(payload.get("visit", 0))
    if visit < len(revisits) and work.answer.fetch.outcome in ("fetched", "unchanged"):
        own = page_id(work.address)
        due = later(work.answer.fetch.at, revisits[visit])
        ledger.put_job(READ_PAGE, f"{own}:{visit + 1}", {"address": work.address, "visit": visit + 1}, due=due)


def _fetch(ledger: Ledger, fetcher: Fetcher, job: Job) -> _Work:
    address = str(json.loads(job.payload)["address"])
    last = next((one for one in ledger.fetches(address, 5) if one.outcome == "fetched"), None)
    etag, modified = (last.etag, last.modified) if last is not None else (None, None)
    return _Work(job, address, fetcher.fetch(address, etag=etag, modified=modified))


def _keep(ledger: Ledger, work: _Work, tally: Tally) -> Page | None:
    """The page that an answer brought, its bytes kept; without one the job is finished or put off here."""
    try:
        fetch = ledger.keep_answer(work.answer)
    except SaysoError as error:
        _put_off(ledger, work.job, Failure(work.address, "intake", error.reason), tally)
        return None
    if fetch.outcome == "unchanged":
        tally.outcomes["unchanged"] += 1
        ledger.finish_job(work.job)
        return None
    page = page_of_answer(replace(work.answer, fetch=fetch))
    if isinstance(page, Page):
        return replace(page, told=(*page.told, *ledger.told(work.address)))
    if fetch.outcome in FOR_GOOD or fetch.outcome == "fetched":
        tally.outcomes["failed"] += 1
        tally.failures.append(page)
        ledger.add([page])
        ledger.finish_job(work.job)
    else:
        _put_off(ledger, work.job, page, tally, is_limited=fetch.outcome == "limited")
    return None


def _add(ledger: Ledger, job: Job, found: Reading | Failure, tally: Tally) -> None:
    try:
        outcomes = [added.outcome for added in ledger.add_each([found])]
    except SaysoError as error:
        _put_off(ledger, job, Failure(job.key, "ledger", error.reason), tally)
        return
    tally.outcomes.update(outcomes)
    if isinstance(found, Failure):
        _put_off(ledger, job, found, tally)
    else:
        ledger.finish_job(job)


def _put_off(ledger: Ledger, job: Job, failure: Failure, tally: Tally, *, is_limited: bool = False) -> None:
    line = f"{failure.url}: {failure.error}"
    kept = ledger.fail_job(job, line, most=MOST_LIMITED) if is_limited else ledger.fail_job(job, line)
    tally.outcomes["quarantined" if kept is not None and kept.state == "quarantined" else "put off"] += 1
    tally.failures.append(failure)
