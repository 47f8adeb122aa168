"""What a storage promises about links: profiles of documents, links between records, stories, and how far linking has come.

In: records of `linking` as JSON text, `RecordLink`s, `Story`s. Out: the same again. All of it can be worked out anew from the
readings and the judgements, so these rows, unlike those, are replaced and removed. Earlier versions of a page are linked like
the version that it shows now: they can be copied, corrected and withdrawn. Nothing here touches a database.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sayso.records import LinkKind, LinkState, RecordLink, SeenActor, Story

__all__ = [
    "ComparedPair",
    "DocumentHead",
    "KeptLink",
    "KeptProfile",
    "KeptStory",
    "LinkView",
    "LinkWriter",
    "PlacedClaim",
    "ReadMark",
    "WrittenLink",
]


@dataclass(frozen=True, slots=True)
class ReadMark:
    """A document and the digest of its last reading, or of the one that was linked: equal digests, nothing new to link."""

    document: str
    digest: str


@dataclass(frozen=True, slots=True)
class KeptProfile:
    """What linking needs of a document, of one kind, as JSON text; `version` is that of the kind's form."""

    document: str
    kind: str
    version: str
    record: str


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """What comparing the texts of two documents gave; `left` is the lesser id, `record` the JSON text of a list of links."""

    left: str
    right: str
    record: str


@dataclass(frozen=True, slots=True)
class KeptLink:
    """A link and the story that it was found in; null for links between documents, and across stories."""

    link: RecordLink
    story: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link as it is written, `record` as JSON text: enough to see whether it is still the same, without reading it."""

    id: str
    left: str
    right: str
    kind: LinkKind
    state: LinkState
    score: float
    method: str
    story: str | None
    record: str


@dataclass(frozen=True, slots=True)
class KeptStory:
    """A story and the digest of all that the links of its claims were made from."""

    story: Story
    digest: str


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """Where a claim stands: its document and page, and whether its page still shows it; its words and sources' names."""

    claim: str
    document: str
    page: str
    stands: bool
    words: str


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """A document by what it is named by; `day` is an ISO day or the first of a month or year, null if unknown."""

    document: str
    page: str
    url: str
    title: str | None
    day: str | None
    publisher: str | None
    is_current: bool


class LinkWriter(Protocol):
    """Writes what linking comes to, within the transaction of its `Writer`."""

    def put_profiles(self, profiles: Iterable[KeptProfile]) -> None:
        """Keep profiles, in the place of those of the same document and kind; reading a document again removes them."""
        ...

    def put_compared(self, pairs: Iterable[ComparedPair]) -> None:
        """Keep what comparing two documents gave, in the place of an older result; reading one again removes it."""
        ...

    def drop_compared(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remove the results for these pairs."""
        ...

    def put_links(self, links: Iterable[KeptLink]) -> None:
        """Keep links, in the place of those with the same ends."""
        ...

    def put_written(self, links: Iterable[WrittenLink]) -> None:
        """Keep links that are written out already, in the place of those with the same ends."""
        ...

    def drop_links(self, links: Iterable[tuple[str, str, str | None]]) -> None:
        """Remove links, named by their ids, left ends and stories; those that were found anew in another story stay."""
        ...

    def put_stories(self, stories: Iterable[KeptStory]) -> None:
        """Keep stories with their members, in the place of those of the same id."""
        ...

    def drop_stories(self, stories: Collection[str]) -> None:
        """Remove stories and the membership of their documents; links are left alone."""
        ...

    def mark_documents(self, marks: Iterable[ReadMark]) -> None:
        """Note which readings of these documents are linked."""
        ...

    def note_linked(self, part: str, digest: str, at: str) -> None:
        """Note what a part of linking was last worked out from."""
        ...


class LinkView(Protocol):
    """Reads what linking came to, in the state of its `View`."""

    def iter_actors_of(self, is_wanted: Callable[[Mapping[str, Any]], bool]) -> Iterator[SeenActor]:
        """The actors of all current documents, by day, whose records are wanted; they are asked of as plain values."""
        ...

    def iter_actor_records(self) -> Iterator[Mapping[str, Any]]:
        """The records of the actors of all current documents as plain values, in no order."""
        ...

    def iter_marks(self, documents: Collection[str] | None = None) -> Iterator[ReadMark]:
        """All documents, earlier versions too, or these, with the digests of their readings, in the order of their ids."""
        ...

    def iter_linked_marks(self) -> Iterator[ReadMark]:
        """The documents that are linked, in the order of their ids."""
        ...

    def count_unlinked(self) -> int:
        """How many documents were added or read again since they were last linked."""
        ...

    def read_unprofiled(self, forms: Mapping[str, str]) -> tuple[str, ...]:
        """The documents that lack a profile of one of these kinds in its form, in the order of their ids."""
        ...

    def iter_profiles(self, kind: str, documents: Collection[str] | None = None) -> Iterator[KeptProfile]:
        """The profiles of one kind, of all documents or of these, in the order of documents."""
        ...

    def iter_compared(self) -> Iterator[ComparedPair]:
        """What comparing pairs of documents gave, in the order of the pairs."""
        ...

    def iter_links(self, kinds: Collection[LinkKind] | None = None) -> Iterator[KeptLink]:
        """The links (of these kinds), in the order of their ids."""
        ...

    def iter_written(self, kinds: Collection[LinkKind], story: str | None) -> Iterator[WrittenLink]:
        """The links of these kinds that were found in a story, or in none, in no order."""
        ...

    def read_written(self, kinds: Collection[LinkKind], ends: Collection[str]) -> tuple[WrittenLink, ...]:
        """The links of these kinds that were found in no story and have one of these ends, in the order of their ids."""
        ...

    def iter_bare(self, kind: LinkKind) -> Iterator[RecordLink]:
        """The links of a kind that were found in no story, without their evidence, in no order."""
        ...

    def read_links(self, ends: Collection[str], kinds: Collection[LinkKind] | None = None) -> tuple[KeptLink, ...]:
        """The links (of these kinds) that have one of these ends, in the order of their ids."""
        ...

    def count_links(self) -> Mapping[LinkKind, int]:
        """How many links there are of each kind, in the order of the kinds' names."""
        ...

    def read_story_links(self, story: str) -> tuple[KeptLink, ...]:
        """The links that were found in a story, in the order of their ids."""
        ...

    def iter_stories(self, after: Story | None = None) -> Iterator[KeptStory]:
        """The stories (behind one), the latest first, those without a day last."""
        ...

    def read_story(self, story: str) -> KeptStory:
        """The story of this full id.

        Raises:
            NotFound: there is none.
        """
        ...

    def read_stories_of(self, documents: Collection[str]) -> Mapping[str, str]:
        """For each of these documents that is in a story, the id of that."""
        ...

    def read_documents(self, pages: Collection[str]) -> Mapping[str, str]:
        """The documents that these pages have had, each with its page, in the order of their ids."""
        ...

    def read_newest(self, limit: int) -> tuple[DocumentHead, ...]:
        """The documents that pages show now, those of the pages that came last first."""
        ...

    def read_heads(self, documents: Collection[str]) -> Mapping[str, DocumentHead]:
        """What these documents are named by; those that the ledger does not know are left out."""
        ...

    def place_claims(self, claims: Collection[str]) -> Mapping[str, PlacedClaim]:
        """Where these claims stand; those that the ledger does not know are left out."""
        ...

    def read_linked(self) -> Mapping[str, str]:
        """What each part of linking was last worked out from, and under "at" when; empty where that never was."""
        ...
