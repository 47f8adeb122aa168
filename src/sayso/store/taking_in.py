"""What a storage promises about how pages came in: fetches, feeds and their items, jobs, and what was taken out again.

In: records of `records.fetches` and `records.jobs`. Out: the same again, in an order that does not depend on the order in
which they came. All is kept under keys of its own: keeping it again changes nothing. Nothing here touches a database.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from sayso.records import Feed, FeedItem, Fetch, FieldEvidence
from sayso.records.jobs import Job, JobState
from sayso.records.redactions import Tombstone, TombstoneKind

__all__ = ["FeedLook", "IntakeView", "IntakeWriter", "KeptItem", "NewJob", "Origin"]


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to be written down: `kind` and `key` make it the same work, `payload` is JSON for whoever does it."""

    kind: str
    key: str
    payload: str


@dataclass(frozen=True, slots=True)
class FeedLook:
    """What one look at a feed brought: items that were never there, and items that are there otherwise."""

    new: tuple[FeedItem, ...] = ()
    changed: tuple[FeedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item of a feed as it was last there, when it was first, and the page it leads to."""

    feed: str
    item: FeedItem
    page: str | None
    first_seen: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A fetch that brought a document, and what its carrier said of the page."""

    fetch: Fetch
    told: tuple[FieldEvidence, ...]


class IntakeWriter(Protocol):
    """Writes within the transaction of its `Writer`."""

    def keep_fetch(self, fetch: Fetch, at: str) -> bool:
        """Keep an attempt; whether it was new. One that is there is never changed."""
        ...

    def put_feed(self, feed: Feed, at: str) -> None:
        """Keep a feed, in the place of what was kept of it before."""
        ...

    def drop_feed(self, feed: str) -> None:
        """Forget a feed and its items; what was fetched stays."""
        ...

    def keep_items(self, feed: str, fetch: str | None, items: Iterable[FeedItem], at: str) -> FeedLook:
        """Keep the items of a look at a feed; the order of the items does not matter."""
        ...

    def put_jobs(self, jobs: Iterable[NewJob], at: str, *, due: str | None = None, again: bool = False) -> int:
        """Write work down; how much of it was new. `again` makes work that is done ready once more."""
        ...

    def lease_jobs(self, kinds: Collection[str], limit: int, holder: str, now: str, until: str) -> tuple[Job, ...]:
        """Take work that is due, or whose lease ran out, for `holder` until then; what failed too often is not given."""
        ...

    def finish_job(self, job: str, holder: str, at: str) -> bool:
        """Note that a job is done; false where another has its lease by now."""
        ...

    def fail_job(self, job: str, holder: str, error: str, due: str, most: int) -> Job | None:
        """Note why a job failed: ready again when due, or quarantined after `most` attempts; null where another has it."""
        ...

    def retry_jobs(self, jobs: Collection[str] | None, at: str) -> int:
        """Make quarantined jobs (null: all of them) ready again, as if never tried; how many they were."""
        ...

    def put_tombstones(self, tombstones: Iterable[Tombstone]) -> None:
        """Note what was redacted; one that is there stays as it is."""
        ...


class IntakeView(Protocol):
    """Reads, in the state of its `View`."""

    def read_fetch(self, fetch: str) -> Fetch | None:
        """The attempt of this id."""
        ...

    def read_fetches(self, page: str, limit: int = 100) -> tuple[Fetch, ...]:
        """The attempts to have a page, the last one first."""
        ...

    def iter_archived(self, file: str | None = None) -> Iterator[Fetch]:
        """The fetches whose responses lie in the archive, or in one file of it, by file and place."""
        ...

    def read_archived_end(self, file: str) -> int:
        """Up to which byte of a file of the archive the ledger has fetches; 0 for none."""
        ...

    def has_fetches(self, fetches: Collection[str]) -> Collection[str]:
        """Which of these ids there are fetches of."""
        ...

    def read_origins(self, document: str) -> tuple[Origin, ...]:
        """The fetches that brought a document, the last one first."""
        ...

    def read_pages_at(self, page: str) -> frozenset[str]:
        """The pages whose documents came from an address: one may have been led elsewhere."""
        ...

    def read_feeds(self) -> tuple[Feed, ...]:
        """All feeds, by when they are due."""
        ...

    def read_feed(self, feed: str) -> Feed | None:
        """The feed of this id."""
        ...

    def read_items(self, feed: str, limit: int = 100) -> tuple[KeptItem, ...]:
        """The items of a feed, those that came last first."""
        ...

    def read_told(self, page: str) -> tuple[FieldEvidence, ...]:
        """What feeds say of a page, by feed and key."""
        ...

    def read_jobs(self, state: JobState | None = None, limit: int = 100) -> tuple[Job, ...]:
        """Jobs, or those in one state, by when they are due."""
        ...

    def count_jobs(self) -> Mapping[JobState, int]:
        """How many jobs there are in each state."""
        ...

    def read_tombstones(self, kinds: Collection[TombstoneKind] | None = None) -> tuple[Tombstone, ...]:
        """What was redacted, of these kinds (null: of all), by kind and hash."""
        ...

    def find_tombstones(self, kind: TombstoneKind, hashes: Collection[str]) -> Collection[str]:
        """Which of these hashes there are tombstones of."""
        ...
