"""What is known of how pages came in: attempts to fetch, where raw bytes lie in the archive, feeds and their items.

In: facts of the network and of carriers. Out: frozen records that `intake` makes and `store` keeps; nothing here
fetches, parses or decides. A fetch is one attempt and never changes; instants are UTC ISO 8601.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.documents import FieldEvidence

__all__ = [
    "FEED_STATES",
    "FETCH_OUTCOMES",
    "Answer",
    "ArchivePlace",
    "Feed",
    "FeedContent",
    "FeedItem",
    "FeedState",
    "Fetch",
    "FetchOutcome",
]

#: `fetched` has a body; `unchanged` is 304; `gone` is 404 or 410; nothing was asked for `robots` (disallowed) and `refused`
#: (an address of a private network and the like); `challenge` wants a browser; `limited` is 429 or 503; `failed` is the rest.
FetchOutcome = Literal["fetched", "unchanged", "gone", "robots", "refused", "challenge", "limited", "failed"]
FETCH_OUTCOMES: tuple[FetchOutcome, ...] = get_args(FetchOutcome)
FeedState = Literal["active", "paused", "gone"]
FEED_STATES: tuple[FeedState, ...] = get_args(FeedState)


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """A record in the archive: the file by its name below the archive's folder, and where its gzip member lies there."""

    file: str
    offset: int
    length: int
    record: str  # WARC-Record-ID


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to have an address; immutable.

    `address` is what was asked for (no user, password or fragment), `final` what answered in the end, `redirects` the
    addresses in between, `moved` where it has moved for good, if each of them says so. `reason` is one line for a
    person, null where the page was had. `robots` is allowed, disallowed, unreachable or not asked. `sha256` is that of the
    body as a reader sees it, without its encodings.
    """

    id: str
    address: str
    at: str
    outcome: FetchOutcome
    reason: str | None = None
    final: str | None = None
    redirects: tuple[str, ...] = ()
    moved: str | None = None
    status: int | None = None
    remote: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: int | None = None
    robots: str = "not asked"
    reservations: tuple[str, ...] = ()  # noarchive, tdm-reservation and the like, as the page or its headers state them
    size: int | None = None
    sha256: str | None = None
    is_truncated: bool = False
    archive: ArchivePlace | None = None
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A fetch with its bytes: `raw` as they came (content encoding on), for the archive; `body` without it, for reading."""

    fetch: Fetch
    raw: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of pages that somebody follows, and how it fares.

    `kind` is feed (RSS, Atom, JSON Feed) or sitemap; `every` the seconds between two looks as they adapt; `failures`
    are those in a row since the last success.
    """

    id: str
    address: str
    kind: str
    title: str | None
    state: FeedState
    added: str
    every: int
    due: str
    etag: str | None = None
    modified: str | None = None
    last_try: str | None = None
    last_ok: str | None = None
    last_status: int | None = None
    last_error: str | None = None
    failures: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item of a feed: `key` is its own id or, failing that, its address; `told` is what the feed says of the page.

    `told` uses the fields of a document's evidence (title, byline, published, modified, credit, origin, language,
    section) with methods that begin with the carrier ("feed:atom:source"). `html` is its text where the feed carries one.
    """

    key: str
    address: str | None
    title: str | None
    published: str | None
    told: tuple[FieldEvidence, ...] = ()
    html: str | None = None


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What one look at a feed shows: items in the feed's order, when it asks to be read again (seconds), what was odd."""

    kind: str
    title: str | None
    home: str | None
    items: tuple[FeedItem, ...]
    every: int | None = None
    notes: tuple[str, ...] = ()
