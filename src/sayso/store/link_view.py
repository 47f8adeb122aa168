"""What linking came to, read: actors of documents, profiles, links, stories, and how far it has come.

In: ids and kinds. Out: the records of `linked`, in an order that is the same for every call. Of actors only those of
documents are read that their pages show now. Writes nothing.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, or_, select

from sayso.errors import NotFound
from sayso.records import Actor, LinkKind, RecordLink, SeenActor, Story
from sayso.store.batches import in_batches
from sayso.store.linked import ComparedPair, DocumentHead, KeptLink, KeptProfile, KeptStory, PlacedClaim, ReadMark, WrittenLink
from sayso.store.rows import record_from
from sayso.store.schema import (
    actors,
    claims,
    compared,
    documents,
    linked,
    linked_documents,
    links,
    pages,
    profiles,
    stories,
    story_members,
)

__all__ = ["SqlLinkView", "reading_mark"]

#: Rows that are fetched at once.
FETCH: Final = 1000
#: Links as they are written, in the order of `WrittenLink`.
WRITTEN: Final = select(*(links.c[field.name] for field in fields(WrittenLink)))
#: Actors in the order of their days, those of documents without a day first.
BY_DAY: Final = (func.coalesce(documents.c.day_first, ""), documents.c.id, actors.c.position)


class SqlLinkView:
    """Reads one state of the ledger; see `linked.LinkView`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- actors ---

    def iter_actors(self) -> Iterator[SeenActor]:
        """The actors of the current documents, by day and document."""
        for row in self._stream(_seen_actors().order_by(*BY_DAY)):
            yield _to_seen(row)

    def iter_actors_of(self, is_wanted: Callable[[Mapping[str, Any]], bool]) -> Iterator[SeenActor]:
        """Those of these actors whose records are wanted."""
        for row in self._stream(_seen_actors().order_by(*BY_DAY)):
            if is_wanted(json.loads(row.record)):
                yield _to_seen(row)

    def iter_actor_records(self) -> Iterator[Mapping[str, Any]]:
        """The records of the same actors as plain values, in no order."""
        for row in self._stream(_seen_actors().with_only_columns(actors.c.record)):
            yield json.loads(row.record)

    def read_actor(self, actor: str) -> SeenActor:
        """The actor of this id."""
        row = self._connection.execute(_seen_actors().where(actors.c.id == actor).limit(1)).one_or_none()
        if row is None:
            raise NotFound(actor, "no document in the ledger has this actor now: `sayso show` prints those of a document")
        return _to_seen(row)

    # --- documents and their profiles ---

    def iter_marks(self, documents_: Collection[str] | None = None) -> Iterator[ReadMark]:
        """Documents with the digests of their readings."""
        query = select(documents.c.id, reading_mark()).order_by(documents.c.id)
        if documents_ is None:
            yield from (ReadMark(document, digest) for document, digest in self._stream(query))
            return
        for some in in_batches(sorted(set(documents_))):
            found = self._connection.execute(query.where(documents.c.id.in_(some)))
            yield from (ReadMark(document, digest) for document, digest in found)

    def iter_linked_marks(self) -> Iterator[ReadMark]:
        """The documents that are linked."""
        for document, digest in self._stream(select(linked_documents).order_by(linked_documents.c.document)):
            yield ReadMark(document, digest)

    def count_unlinked(self) -> int:
        """How many documents were added or read again since they were last linked."""
        same = and_(linked_documents.c.document == documents.c.id, linked_documents.c.digest == reading_mark())
        query = select(func.count()).select_from(documents).outerjoin(linked_documents, same)
        return self._connection.scalar(query.where(linked_documents.c.document.is_(None))) or 0

    def read_unprofiled(self, forms: Mapping[str, str]) -> tuple[str, ...]:
        """The documents that lack a profile of one of these kinds in its form."""
        found: set[str] = set()
        for kind, version in forms.items():
            is_its = and_(profiles.c.document == documents.c.id, profiles.c.kind == kind, profiles.c.version == version)
            query = select(documents.c.id).outerjoin(profiles, is_its).where(profiles.c.document.is_(None))
            found.update(self._connection.scalars(query))
        return tuple(sorted(found))

    def iter_profiles(self, kind: str, documents_: Collection[str] | None = None) -> Iterator[KeptProfile]:
        """The profiles of one kind."""
        columns = (profiles.c.document, profiles.c.kind, profiles.c.version, profiles.c.record)
        query = select(*columns).where(profiles.c.kind == kind).order_by(profiles.c.document)
        if documents_ is None:
            yield from (KeptProfile(*row) for row in self._stream(query))
            return
        for some in in_batches(sorted(set(documents_))):
            found = self._connection.execute(query.where(profiles.c.document.in_(some)))
            yield from (KeptProfile(*row) for row in found)

    # --- links ---

    def iter_compared(self) -> Iterator[ComparedPair]:
        """What comparing pairs of documents gave."""
        for left, right, record in self._stream(select(compared).order_by(compared.c.left, compared.c.right)):
            yield ComparedPair(left, right, record)

    def iter_links(self, kinds: Collection[LinkKind] | None = None) -> Iterator[KeptLink]:
        """The links of these kinds."""
        for record, story in self._stream(_links(_of_kinds(kinds))):
            yield KeptLink(record_from(RecordLink, record), story)

    def iter_written(self, kinds: Collection[LinkKind], story: str | None) -> Iterator[WrittenLink]:
        """The links of these kinds that were found in a story, or in none."""
        for row in self._stream(WRITTEN.where(links.c.story.is_(None) if story is None else links.c.story == story)):
            if row.kind in kinds:
                yield WrittenLink(*row)

    def read_written(self, kinds: Collection[LinkKind], ends: Collection[str]) -> tuple[WrittenLink, ...]:
        """The links of these kinds between documents that have one of these ends."""
        found: dict[tuple[str, str], WrittenLink] = {}
        for some in in_batches(sorted(set(ends))):
            for side in (links.c.left, links.c.right):
                rows = self._connection.execute(WRITTEN.where(side.in_(some)))
                found.update({(row.id, row.left): WrittenLink(*row) for row in rows if row.story is None and row.kind in kinds})
        return tuple(found[key] for key in sorted(found))

    def iter_bare(self, kind: LinkKind) -> Iterator[RecordLink]:
        """The links of a kind between documents, without their evidence."""
        at = links.c
        query = select(at.id, at.left, at.right, at.kind, at.state, at.score, at.method, at.story).where(at.kind == kind)
        for row in self._stream(query):
            if row.story is None:
                yield RecordLink(row.id, row.left, row.right, row.kind, row.state, row.score, row.method, ())

    def read_links(self, ends: Collection[str], kinds: Collection[LinkKind] | None = None) -> tuple[KeptLink, ...]:
        """The links that have one of these ends."""
        found: dict[tuple[str, str], KeptLink] = {}
        for some in in_batches(sorted(set(ends))):
            for side in (links.c.left, links.c.right):
                # Without a kind and an order: for either of them SQLite would read the whole table instead of these ends.
                query = select(links.c.id, links.c.left, links.c.kind, links.c.record, links.c.story).where(side.in_(some))
                for own, left, kind, record, story in self._connection.execute(query):
                    if (kinds is None or kind in kinds) and (own, left) not in found:
                        found[own, left] = KeptLink(record_from(RecordLink, record), story)
        return tuple(found[key] for key in sorted(found))

    def count_links(self) -> Mapping[LinkKind, int]:
        """How many links there are of each kind."""
        query = select(links.c.kind, func.count()).group_by(links.c.kind).order_by(links.c.kind)
        return {kind: number for kind, number in self._connection.execute(query)}  # noqa: C416  rows are not pairs to mypy

    def read_story_links(self, story: str) -> tuple[KeptLink, ...]:
        """The links that were found in a story."""
        rows = self._connection.execute(_links(links.c.story == story))
        return tuple(KeptLink(record_from(RecordLink, record), own) for record, own in rows)

    # --- stories ---

    def iter_stories(self, after: Story | None = None) -> Iterator[KeptStory]:
        """The stories (behind one), the latest first."""
        day, key = func.coalesce(stories.c.day_last, ""), stories.c.id
        query = select(stories.c.record, stories.c.digest)
        if after is not None:
            last = after.day_last or ""
            query = query.where(or_(day < last, and_(day == last, key > after.id)))
        for record, digest in self._stream(query.order_by(day.desc(), key)):
            yield KeptStory(record_from(Story, record), digest)

    def read_story(self, story: str) -> KeptStory:
        """The story of this id."""
        row = self._connection.execute(select(stories.c.record, stories.c.digest).where(stories.c.id == story)).one_or_none()
        if row is None:
            raise NotFound(story, "there is no such story in the ledger: `sayso story` lists them")
        return KeptStory(record_from(Story, row.record), row.digest)

    def read_stories_of(self, documents_: Collection[str]) -> Mapping[str, str]:
        """The stories of these documents."""
        found: dict[str, str] = {}
        for some in in_batches(sorted(set(documents_))):
            query = select(story_members.c.document, story_members.c.story).where(story_members.c.document.in_(some))
            found.update({document: story for document, story in self._connection.execute(query)})  # noqa: C416  as below
        return found

    def read_documents(self, pages_: Collection[str]) -> Mapping[str, str]:
        """The documents of these pages."""
        found: dict[str, str] = {}
        for some in in_batches(sorted(set(pages_))):
            query = select(documents.c.id, documents.c.page).where(documents.c.page.in_(some))
            found.update({document: page for document, page in self._connection.execute(query)})  # noqa: C416  as below
        return dict(sorted(found.items()))

    def read_newest(self, limit: int) -> tuple[DocumentHead, ...]:
        """What the pages show now that came last."""
        query = select(pages.c.current).where(pages.c.current.is_not(None)).order_by(pages.c.first_seen.desc(), pages.c.id)
        found = self._connection.scalars(query.limit(limit)).all()
        heads = self.read_heads(found)
        return tuple(heads[document] for document in found)

    def read_heads(self, documents_: Collection[str]) -> Mapping[str, DocumentHead]:
        """What these documents are named by."""
        found: dict[str, DocumentHead] = {}
        at = documents.c
        columns = (at.id, at.page, at.url, at.title, at.day_first, at.publisher, (pages.c.current == at.id).label("is_current"))
        query = select(*columns).join(pages, pages.c.id == at.page)
        for some in in_batches(sorted(set(documents_))):
            for row in self._connection.execute(query.where(at.id.in_(some))):
                found[row.id] = DocumentHead(
                    row.id, row.page, row.url, row.title, row.day_first, row.publisher, bool(row.is_current)
                )
        return found

    def place_claims(self, claims_: Collection[str]) -> Mapping[str, PlacedClaim]:
        """Where these claims stand."""
        found: dict[str, PlacedClaim] = {}
        current = pages.c.current == claims.c.document
        stands = and_(claims.c.retired == 0, claims.c.review != "rejected", current)
        columns = (claims.c.id, claims.c.document, documents.c.page, stands, claims.c.exact, claims.c.sources)
        query = select(*columns).join_from(claims, documents, documents.c.id == claims.c.document)
        query = query.join(pages, pages.c.id == documents.c.page).order_by(claims.c.id, claims.c.twin.desc())
        for some in in_batches(sorted(set(claims_))):
            for claim, document, page, is_there, exact, names in self._connection.execute(query.where(claims.c.id.in_(some))):
                found[claim] = PlacedClaim(claim, document, page, bool(is_there), f"{exact}\n{names}")
        return found

    def read_linked(self) -> Mapping[str, str]:
        """What each part of linking was last worked out from, and when."""
        rows = self._connection.execute(select(linked.c.part, linked.c.digest, linked.c.at)).all()
        found = {part: digest for part, digest, _ in rows}
        return {**found, "at": max(at for _, _, at in rows)} if rows else found

    def _stream(self, query: Select[Any]) -> Iterator[Any]:
        with self._connection.execute(query.execution_options(yield_per=FETCH)) as result:  # whoever stops early closes it too
            yield from result


def reading_mark() -> ColumnElement[str]:
    """The digest of a document's reading and of what people changed in it."""
    return documents.c.digest + func.coalesce("+" + documents.c.reviewed, "")


def _links(condition: ColumnElement[bool]) -> Select[Any]:
    return select(links.c.record, links.c.story).where(condition).order_by(links.c.id, links.c.left)


def _of_kinds(kinds: Collection[LinkKind] | None) -> ColumnElement[bool]:
    return literal(True) if kinds is None else links.c.kind.in_(sorted(kinds))


def _seen_actors() -> Select[Any]:
    """The actors of current documents with what is known of the documents."""
    place = documents.c
    columns = (actors.c.record, place.id, place.page, place.day_first, place.publisher)
    return select(*columns).join_from(actors, documents, place.id == actors.c.document).join(pages, pages.c.current == place.id)


def _to_seen(row: Row[Any]) -> SeenActor:
    return SeenActor(record_from(Actor, row.record), row.id, row.page, row.day_first, row.publisher)
