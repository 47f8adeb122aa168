"""What the ledger does for whoever brings pages in: answers, feeds and jobs, as methods of `Ledger`.

In: answers of servers, looks at feeds, work to be done. Out: records as they were kept. The bytes of an answer are in the
archive before its row is written; a feed's items and what it was last seen by are one transaction. It fetches nothing.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from sayso.bookkeeping.barring import Bar, tell_barred
from sayso.errors import ArchiveError, NotFound, QueryError
from sayso.records import Answer, Feed, FeedItem, Fetch, FieldEvidence, Job, JobState, Page
from sayso.records.ids import digest, page_id
from sayso.records.instants import later
from sayso.records.redactions import Tombstone
from sayso.store import FeedLook, KeptItem, NewJob, Problem, Store, View

if TYPE_CHECKING:  # what reads archives is loaded where it is used
    from sayso.bookkeeping.archiving import Archivist
    from sayso.bookkeeping.recovering import Recovered
    from sayso.bookkeeping.redacting import Redacted
    from sayso.bookkeeping.versions import PageVersion

__all__ = ["READ_PAGE", "LedgerIntake", "find_archive"]

#: The kind of job that a feed's new items make: `key` is the page's id, the payload has the address and the feed.
READ_PAGE: Final = "page"
#: Among so many of the latest attempts the last whole answer of an address is looked for.
LATEST: Final = 20
#: A job that failed so often waits for a person.
MOST_ATTEMPTS: Final = 5
LONGEST_LEASE: Final = 3600
SQLITE: Final = "sqlite:///"
#: How long a job that failed waits the first time, and at most, in seconds.
FIRST_WAIT, LONGEST_WAIT = 60, 86_400


def find_archive(address: str, folder: str) -> Path:
    """Where the archive of a ledger is: beside its file, or for one on a server in `folder`, by the name of its database."""
    if "://" in address and not address.startswith(SQLITE):
        parts = urlsplit(address)
        # not the user: two who use one database share its archive
        own = digest("ledger", parts.hostname or "", str(parts.port or ""), parts.path, parts.query)
        return Path(folder) / f"{own}.archive"
    return Path(address.removeprefix(SQLITE)).with_suffix(".archive")


class LedgerIntake:
    """What `Ledger` does for intake; every method raises `StoreError` where the database or the archive cannot do its part."""

    _store: Store
    _clock: Callable[[], str]
    _reached: Callable[[str], None]
    _folder: Path

    @cached_property
    def _archivist(self) -> "Archivist":
        from sayso.bookkeeping.archiving import Archivist
        from sayso.intake.archive import ArchiveWriter

        return Archivist(
            self._store, ArchiveWriter(self._folder, clock=self._clock, reached=self._reached), self._clock, self._reached
        )

    def _read_page(self, view: View, document: str) -> Page | None:
        if not any(one.fetch.archive for one in view.read_origins(document)):
            return view.read_page(document)
        from sayso.bookkeeping.archiving import page_of

        return page_of(view, self._archivist.place, document)

    def _find_archive_problems(self) -> list[Problem]:
        """What is wrong with the archive; nothing where nothing was ever fetched."""
        with self._store.reading() as view:
            if not self._folder.exists() and next(view.iter_archived(), None) is None:
                return []
            from sayso.bookkeeping.archive_checks import find_archive_problems

            return list(find_archive_problems(view, self._archivist.place))

    def recover(self) -> "Recovered":
        """Bring the ledger and its archive together after a crash; doing it again does nothing.

        Answers without a row get theirs, damaged ends of files are put aside, and redactions are brought to their end.
        """
        from sayso.bookkeeping.recovering import recover

        return recover(self._store, self._archivist)

    def versions(self, page: str) -> "tuple[PageVersion, ...]":
        """What a page said, oldest first, each against the one before: blocks and claims that came, went or changed.

        Raises:
            NotFound: nothing has this id.
        """
        from sayso.bookkeeping.versions import read_versions

        with self._store.reading() as view:
            return read_versions(view, view.read_shown(view.find_id(page)).document.page)

    def redact(self, kind: Literal["words", "page"], subject: str, reason: str, user: str) -> "Redacted":
        """Take words (a name, a passage) or a page (its id or address) out of the ledger and its archive, for good.

        A tombstone is left: the hash, why, who, and when. What was taken out does not come in again. Nobody else should use
        the ledger meanwhile; a run that was stopped is brought to its end by `recover`.

        Raises:
            QueryError: there are no words, or nobody says why or who.
            NotFound: no page has this id.
        """
        from sayso.bookkeeping.redacting import make_redaction, redact_page, redact_words

        if kind == "words":
            redaction = make_redaction(kind, subject, reason, user, self._clock())
            return redact_words(self._store, self._archivist, subject, redaction)
        page = self._find_page(subject)
        return redact_page(self._store, self._archivist, page, make_redaction(kind, page, reason, user, self._clock()))

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What was redacted, as far as hashes tell."""
        with self._store.reading() as view:
            return view.read_tombstones(("words", "page"))

    def _find_page(self, subject: str) -> str:
        """The id of a page by its address, or by an id on it."""
        if "/" in subject or "." in subject:
            return page_id(subject)
        with self._store.reading() as view:
            return view.read_shown(view.find_id(subject)).document.page

    # --- answers ---

    def keep_answer(self, answer: Answer) -> Fetch:
        """Keep what a server answered: its bytes in the archive, then a row that never changes; the fetch with its place.

        The same answer again is not kept again. What was redacted is not kept at all: the fetch comes back as `refused`.

        Raises:
            ArchiveError: it cannot be written; nothing of it is kept.
        """
        with self._store.reading() as view:
            barred = Bar.read(view).find_answer(answer)
        if barred is not None:
            return replace(answer.fetch, outcome="refused", reason=tell_barred(barred), archive=None)
        return self._archivist.keep(answer)

    def fetch(self, fetch: str) -> Fetch:
        """The attempt of this id.

        Raises:
            NotFound: there is none.
        """
        with self._store.reading() as view:
            found = view.read_fetch(fetch)
        if found is None:
            raise NotFound(fetch, "there is no such fetch in the ledger")
        return found

    def fetches(self, address: str, limit: int = 100) -> tuple[Fetch, ...]:
        """The attempts to have an address, the last one first."""
        with self._store.reading() as view:
            return view.read_fetches(page_id(address), limit)

    def earlier_answer(self, address: str) -> Answer | None:
        """The last whole answer that an address gave, with its bytes; null where none was kept or they are gone."""
        last = next((one for one in self.fetches(address, LATEST) if one.outcome == "fetched"), None)
        try:
            # Whatever became of the bytes, the page can be fetched anew.
            return None if last is None or last.archive is None else self.answer(last.id)
        except ArchiveError:
            return None

    def answer(self, fetch: str) -> Answer:
        """What an attempt brought, as a reader sees it, out of the archive.

        Raises:
            NotFound: there is no such attempt.
            ArchiveError: it brought nothing, or the bytes are not where they should be.
        """
        from sayso.bookkeeping.archiving import read_body

        found = self.fetch(fetch)
        return Answer(found, b"", read_body(self._archivist.place, found))

    def find_redacted(self, address: str) -> str | None:
        """Why an address need not be fetched: one line, or null where nothing of it was redacted."""
        with self._store.reading() as view:
            found = Bar.read(view).find_address(address)
        return None if found is None else tell_barred(found)

    # --- feeds ---

    def feeds(self) -> tuple[Feed, ...]:
        """All feeds, by when they are due."""
        with self._store.reading() as view:
            return view.read_feeds()

    def feed(self, feed: str) -> Feed:
        """The feed of this id.

        Raises:
            NotFound: there is none.
        """
        with self._store.reading() as view:
            found = view.read_feed(feed)
        if found is None:
            raise NotFound(feed, "there is no such feed in the ledger")
        return found

    def feed_items(self, feed: str, limit: int = 100) -> tuple[KeptItem, ...]:
        """The items of a feed, those that came last first."""
        with self._store.reading() as view:
            return view.read_items(feed, limit)

    def told(self, address: str) -> tuple[FieldEvidence, ...]:
        """What feeds say of a page."""
        with self._store.reading() as view:
            return view.read_told(page_id(address))

    def put_feed(self, feed: Feed) -> None:
        """Keep a feed, in the place of what was kept of it before."""
        with self._store.writing() as writer:
            writer.put_feed(feed, self._clock())

    def drop_feed(self, feed: str) -> None:
        """Forget a feed and its items; pages that it led to stay."""
        with self._store.writing() as writer:
            writer.drop_feed(feed)

    def keep_feed_look(self, feed: Feed, fetch: Fetch | None, items: Iterable[FeedItem]) -> FeedLook:
        """Keep a look at a feed, all or nothing: how it fares now (its ETag with it), its items, and a job for each page.

        An item that is new, or is told otherwise than before, makes a job of kind "page" if it has an address or carries its
        story; the same look again makes none.
        """
        at = self._clock()
        with self._store.writing() as writer:
            self._reached("look: before")
            if fetch is not None:
                writer.keep_fetch(fetch, at)
                self._reached("look: fetch written")
            held = tuple(Bar.read(writer.view).hold_items(items))
            writer.put_feed(feed, at)
            self._reached("look: feed written")
            look = writer.keep_items(feed.id, None if fetch is None else fetch.id, held, at)
            self._reached("look: items written")
            jobs = [job for item in (*look.new, *look.changed) if (job := _job_of(feed, fetch, item)) is not None]
            writer.put_jobs(jobs, at, again=True)
            self._reached("look: jobs written")
        self._reached("look: kept")
        return look

    # --- jobs ---

    def put_job(
        self, kind: str, key: str, payload: Mapping[str, object], *, due: str | None = None, again: bool = False
    ) -> bool:
        """Write work down; false where the same work (kind and key) is there. `again` has work that is done done once more."""
        job = NewJob(kind, key, json.dumps(payload, ensure_ascii=True, sort_keys=True))
        with self._store.writing() as writer:
            return bool(writer.put_jobs([job], self._clock(), due=due, again=again))

    def lease_jobs(self, kinds: Collection[str], holder: str, *, limit: int = 1, seconds: int = 600) -> tuple[Job, ...]:
        """Take work that is due, for so long; whoever does not finish it by then loses it to the next who asks.

        Raises:
            QueryError: nobody holds a job for longer than an hour, or without a name.
        """
        if not 0 < seconds <= LONGEST_LEASE or not holder:
            raise QueryError("lease", f"a job is held by somebody, for 1 to {LONGEST_LEASE} seconds")
        now = self._clock()
        with self._store.writing() as writer:
            self._reached("lease: before")
            found = writer.lease_jobs(kinds, limit, holder, now, later(now, seconds))
            self._reached("lease: written")
        self._reached("lease: kept")
        return found

    def finish_job(self, job: Job) -> bool:
        """Note that a job is done; false where its lease ran out and another has it by now."""
        with self._store.writing() as writer:
            self._reached("finish: before")
            done = writer.finish_job(job.id, job.holder or "", self._clock())
            self._reached("finish: written")
        self._reached("finish: kept")
        return done

    def fail_job(self, job: Job, error: str, *, most: int = MOST_ATTEMPTS) -> Job | None:
        """Note why a job failed; it is tried again later, each time later, and after `most` attempts waits for a person.

        Null where another has its lease by now.
        """
        wait = min(FIRST_WAIT * 4 ** max(0, job.attempts - 1), LONGEST_WAIT)
        with self._store.writing() as writer:
            self._reached("fail: before")
            kept = writer.fail_job(job.id, job.holder or "", error, later(self._clock(), wait), most)
            self._reached("fail: written")
        self._reached("fail: kept")
        return kept

    def retry_jobs(self, jobs: Collection[str] | None = None) -> int:
        """Make quarantined jobs (null: all of them) ready again; how many they were."""
        with self._store.writing() as writer:
            self._reached("retry: before")
            count = writer.retry_jobs(jobs, self._clock())
        self._reached("retry: kept")
        return count

    def jobs(self, state: JobState | None = None, limit: int = 100) -> tuple[Job, ...]:
        """Jobs, or those in one state, by when they are due."""
        with self._store.reading() as view:
            return view.read_jobs(state, limit)

    def count_jobs(self) -> Mapping[JobState, int]:
        """How many jobs there are in each state."""
        with self._store.reading() as view:
            return view.count_jobs()


def _job_of(feed: Feed, fetch: Fetch | None, item: FeedItem) -> NewJob | None:
    """The job for an item's page; for a story that stands in the feed alone, one that takes it from what was fetched."""
    payload = {"feed": feed.id, "item": digest("item", item.key)}
    if item.address is not None:
        key, payload["address"] = page_id(item.address), item.address
    elif item.html and fetch is not None:
        key, payload["fetch"], payload["key"] = digest("story", feed.id, item.key), fetch.id, item.key
    else:
        return None
    return NewJob(READ_PAGE, key, json.dumps(payload, ensure_ascii=True, sort_keys=True))
