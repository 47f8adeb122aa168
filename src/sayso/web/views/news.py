"""The pages on what is new and on what is followed.

In: a digest, feeds, counts of jobs. Out: `NewsPage`, `SourcesPage`. It asks the ledger nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Feed, JobState
from sayso.records.notices import NoticeKind
from sayso.watch.digests import HEADS, Digest

__all__ = ["NewsPage", "SourceRow", "SourcesPage", "make_news", "make_sources"]


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A digest of so many `days`; `looked` is up to when all searches were looked at (null: one never was)."""

    digest: Digest
    days: int
    looked: str | None

    def head(self, kind: NoticeKind) -> str:
        """What lines of a kind stand under."""
        return HEADS[kind]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A feed as it fares, in words."""

    id: str
    title: str
    address: str
    is_link: bool
    fares: str
    is_ill: bool
    items: int
    next: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """What is followed; `waiting` pages are to be read, `held` wait for a person."""

    rows: tuple[SourceRow, ...]
    waiting: int
    held: int


def make_news(digest: Digest, days: int, looked: str | None) -> NewsPage:
    """The page of a digest."""
    return NewsPage(digest, days, None if looked is None else looked[:16].replace("T", " "))


def make_sources(feeds: Sequence[Feed], jobs: Mapping[JobState, int]) -> SourcesPage:
    """The page of what is followed, what is ill first."""
    rows = [_row(one) for one in feeds]
    waiting = jobs.get("ready", 0) + jobs.get("leased", 0)
    return SourcesPage(tuple(sorted(rows, key=lambda row: not row.is_ill)), waiting, jobs.get("quarantined", 0))


def _row(one: Feed) -> SourceRow:
    if one.last_error is not None:
        fares = f"failed {one.failures} times in a row: {one.last_error}" if one.failures > 1 else f"failed: {one.last_error}"
    else:
        fares = f"well, last seen {one.last_ok[:16].replace('T', ' ')}" if one.last_ok else "not looked at yet"
    return SourceRow(
        id=one.id,
        title=one.title or one.address,
        address=one.address,
        is_link=one.address.startswith(("http://", "https://")),
        fares=fares,
        is_ill=one.last_error is not None or one.state != "active",
        items=one.items,
        next=one.due[:16].replace("T", " ") if one.state == "active" else one.state,
    )
