"""What is known of a page and of the text on it.

In: bytes (`Page`). Out: `Document`: one frozen text, a role for every block of it, and metadata that each
name the method and the words they come from. Nothing here reads or decides; see `intake` and `reading`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.spans import Span

__all__ = [
    "READ_ROLES",
    "ROLES",
    "Block",
    "Credit",
    "Document",
    "Entry",
    "FieldEvidence",
    "Link",
    "Page",
    "PublicationDate",
    "Publisher",
    "Role",
    "entry_at",
    "published_at",
]

Role = Literal[
    "headline",
    "standfirst",
    "subhead",
    "section",
    "byline",
    "dateline",
    "body",
    "caption",
    "pullquote",
    "embed",
    "correction",
    "credit",
    "disclaimer",
    "promo",
    "other",
]
ROLES: tuple[Role, ...] = get_args(Role)
#: The roles whose words are reporting: only these reach the tagger.
READ_ROLES: frozenset[Role] = frozenset(
    {"headline", "standfirst", "subhead", "body", "caption", "pullquote", "embed", "correction"}
)


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one page as they came in; `fetched` is a UTC ISO 8601 instant, null for a local file.

    `told` is what the carrier (a feed, a wire, a mail, an archive) says of the page; `fetch` the id of the `Fetch` that
    brought it, whose bytes are in the archive. Both are empty for a local file.
    """

    url: str
    fetched: str | None
    body: bytes
    content_type: str | None
    sha256: str
    told: "tuple[FieldEvidence, ...]" = ()
    fetch: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A visible block of the text and what it is there for."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the page: where its words stand and where it leads."""

    span: Span
    address: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A line or phrase that names another house: "Source: AFP", "CITY (Reuters) -"."""

    span: Span
    name: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """Why a field of a document has its value; `span` is null where the words are not in the text."""

    field: str
    value: str
    method: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When a page was published.

    `value` is ISO 8601 as precise as the page states it ("2018-09-04T19:59", "2018-09-04", "2018-09"), `precision` is
    minute, second, day, month or year, `zone` an offset ("+02:00", "Z") or an IANA name, null where the page names none.
    """

    value: str
    precision: str
    zone: str | None
    method: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a live blog: what was written at one time; entries never overlap.

    `id` follows from the page and the entry's own address, else its time and title, so that it stays when entries come before
    it. `published` is null where its day is not known, `modified` where the page tells of no change; `method` says what shows
    that this is an entry, `score` how surely.
    """

    id: str
    span: Span
    title: str | None
    bylines: tuple[str, ...]
    address: str | None
    published: PublicationDate | None
    modified: PublicationDate | None
    method: str
    score: float


@dataclass(frozen=True, slots=True)
class Publisher:
    """A house on a page: the name to show, the outlet of `knowledge.outlets` if it is one, the method that found it."""

    name: str
    outlet: str | None
    method: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what its page says of it. `text` never changes; every other record points into it."""

    id: str
    page: str
    url: str
    canonical_url: str | None
    text: str
    sha256: str
    language: str | None
    title: str | None
    bylines: tuple[str, ...] = ()
    section: str | None = None
    genre: str = "unknown"
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    labels: tuple[Span, ...] = ()
    publisher: Publisher | None = None
    republisher: Publisher | None = None
    credits: tuple[Credit, ...] = ()
    published: PublicationDate | None = None
    republished: PublicationDate | None = None
    evidence: tuple[FieldEvidence, ...] = ()
    #: Those of a live blog, in page order; other pages have none.
    entries: tuple[Entry, ...] = ()


def entry_at(entries: Sequence[Entry], at: int) -> Entry | None:
    """The entry of a live blog that an offset stands in; null outside of all."""
    place = bisect_right(entries, at, key=lambda entry: entry.span.start) - 1
    return entries[place] if place >= 0 and at < entries[place].span.end else None


def published_at(document: Document, at: int) -> PublicationDate | None:
    """When the words at an offset were published: the date of their entry, which may be unknown, else that of the page."""
    entry = entry_at(document.entries, at)
    return document.published if entry is None else entry.published
