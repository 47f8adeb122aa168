"""What a ledger's storage promises: how rows are written, how they are read, and the views that come out.

In: records. Out: records and the small views below, never rows or engine errors. A second storage is a second class
with these methods; the contract suite in `tests/contracts` runs over all of them. Nothing here touches a database.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from sayso.records import (
    Analysis,
    Attribution,
    Claim,
    Document,
    Failure,
    Judgement,
    KeptJudgement,
    Page,
    RecordLink,
    ReviewState,
    Run,
    SeenActor,
)
from sayso.store.browsing import BrowseView, BrowseWriter, Snippet
from sayso.store.linked import LinkView, LinkWriter
from sayso.store.noticing import NoticeView, NoticeWriter
from sayso.store.reviewing import ReviewView, ReviewWriter
from sayso.store.taking_in import IntakeView, IntakeWriter
from sayso.store.taking_out import RedactWriter

__all__ = [
    "Added",
    "Carriers",
    "Counts",
    "Filters",
    "Hit",
    "KeptFailure",
    "Outcome",
    "Problem",
    "Shown",
    "Snippet",
    "Store",
    "Version",
    "View",
    "Writer",
]

Outcome = Literal["added", "unchanged", "updated", "failed"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one item: `version` counts the texts that its page has had; `error` says why it failed."""

    outcome: Outcome
    url: str
    document: str | None = None
    version: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a page, numbered from 1 in the order they were added; `current` is the one the page last showed."""

    document: str
    number: int
    first_seen: str
    current: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a search found: a claim (with its record), or a passage of a document's own text.

    `rank` orders the hits of one search, higher first; `verdict` is what a person decided about the claim, `state` what that
    makes of it.
    """

    kind: Literal["claim", "document"]
    id: str
    document: str
    page: str
    url: str
    title: str | None
    publisher: str | None
    published: str | None
    claim: Claim | None
    snippet: Snippet
    rank: float
    verdict: str | None = None
    state: ReviewState = "machine"


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the ledger with what belongs to it.

    `document` is that of the attribution or claim, for a page its current version. `retired` says that the last run
    no longer found the row; `changed`, that the machine reads it otherwise than when a person judged it; `state` is what the
    judgements come to; `links` are those of a claim or document.
    """

    kind: Literal["page", "document", "attribution", "claim"]
    id: str
    document: Document
    attribution: Attribution | None
    claim: Claim | None
    run: Run | None
    first_seen: str
    versions: tuple[Version, ...]
    retired: bool = False
    judgements: tuple[Judgement, ...] = ()
    verdict: str | None = None
    changed: bool = False
    links: tuple[RecordLink, ...] = ()
    state: ReviewState = "machine"


@dataclass(frozen=True, slots=True)
class KeptFailure:
    """A failure and when it was first seen (a UTC instant)."""

    failure: Failure
    first_seen: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `verify` found wrong: which row, and what."""

    subject: str
    fault: str


@dataclass(frozen=True, slots=True)
class Carriers:
    """The pages that carry a claim now, its own included, and how many publishers they name."""

    pages: int
    publishers: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds; retired rows are not counted."""

    pages: int
    documents: int
    attributions: int
    claims: int
    failures: int
    judgements: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search; dates are ISO days or their beginnings ("2018-09"), compared with the publication date.

    `source` are words of a source's name (then only claims are found), `outlet` a publisher's or republisher's name or
    outlet id. `history` also searches earlier versions of a page.
    """

    source: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: Literal["claim", "document"] | None = None
    history: bool = False


class Writer(LinkWriter, ReviewWriter, BrowseWriter, IntakeWriter, RedactWriter, NoticeWriter, Protocol):
    """Writes within one transaction: all of it is kept when the block ends, none of it when it raises."""

    @property
    def view(self) -> "View":
        """What this transaction sees, its own writing too."""
        ...

    def keep(self, analysis: Analysis, page: Page | None, at: str) -> Added:
        """Keep an analysis, the bytes of its page before any row that rests on them; `at` is the UTC instant."""
        ...

    def keep_failure(self, failure: Failure, at: str) -> Added:
        """Keep that a page could not be read."""
        ...

    def append_judgement(self, judgement: Judgement, page: str) -> None:
        """Append a decision about something on a page."""
        ...


class View(LinkView, ReviewView, BrowseView, IntakeView, NoticeView, Protocol):
    """Reads one consistent state of the ledger."""

    def find_id(self, prefix: str) -> str:
        """The full id of a page, document, attribution, claim or judgement that begins so.

        Raises:
            NotFound: no id begins so, several do, or fewer than six digits are given.
        """
        ...

    def read_shown(self, subject: str) -> Shown:
        """The page, document, attribution or claim of this full id."""
        ...

    def read_analysis(self, document: str) -> Analysis:
        """The last reading of a document, as it was added, less the tags."""
        ...

    def read_carriers(self, document: str, sure: float) -> Mapping[str, Carriers]:
        """How many pages carry each claim of a document that other pages carry too, by links of at least this score."""
        ...

    def read_claim_carriers(self, claims_: Collection[str], sure: float) -> Mapping[str, Carriers]:
        """The same for these claims."""
        ...

    def search(self, query: str, filters: Filters, limit: int, offset: int) -> tuple[Hit, ...]:
        """Hits `offset` to `offset + limit` of a search, best first, in an order that does not change between calls."""
        ...

    def read_page(self, document: str) -> Page | None:
        """The bytes that a document was read from; null where none were kept."""
        ...

    def read_current(self, page: str) -> Analysis | None:
        """The last reading of what a page shows now."""
        ...

    def read_judgement(self, judgement: str) -> KeptJudgement:
        """The judgement of this full id."""
        ...

    def read_judgements(self, pages: Collection[str] | None) -> tuple[KeptJudgement, ...]:
        """All judgements on these pages (null: on all), oldest first."""
        ...

    def iter_documents(self) -> Iterator[str]:
        """The ids of the current documents, in the order their pages were first seen."""
        ...

    def iter_actors(self) -> Iterator[SeenActor]:
        """The actors of all current documents, by day and document, documents without a day first."""
        ...

    def read_actor(self, actor: str) -> SeenActor:
        """The actor of this id, in a current document.

        Raises:
            NotFound: no current document has it.
        """
        ...

    def iter_failures(self) -> Iterator[KeptFailure]:
        """The failures, oldest first."""
        ...

    def read_counts(self) -> Counts:
        """How much the ledger holds."""
        ...


class Store(Protocol):
    """An opened ledger; every method raises `StoreError` where the database cannot do its part."""

    def writing(self) -> AbstractContextManager[Writer]:
        """A transaction that writes."""
        ...

    def reading(self) -> AbstractContextManager[View]:
        """A transaction that reads."""
        ...

    def verify(self) -> list[Problem]:
        """Everything that is wrong with what is kept; empty if nothing is."""
        ...

    def compact(self) -> None:
        """Write the database anew, so that no file of it holds what was taken out.

        Raises:
            StoreError: another program uses it, or there is no room for a second copy meanwhile.
        """
        ...

    def find_copies(self) -> tuple[Path, ...]:
        """Copies of the ledger that were left beside it, when it was migrated."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
