"""What linking came to, written: profiles, links, stories, and how far it has come.

In: the records of `linked`. Out: rows, within the transaction of whoever asks. Unlike readings and judgements these rows are
replaced and removed: all of them can be worked out anew.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete

from sayso.records.codec import to_plain
from sayso.store.batches import in_batches
from sayso.store.linked import ComparedPair, KeptLink, KeptProfile, KeptStory, ReadMark, WrittenLink
from sayso.store.rows import clean, to_json, write_out
from sayso.store.schema import compared, linked, linked_documents, links, profiles, stories, story_members, weights
from sayso.store.upserts import upsert

__all__ = ["SqlLinkWriter"]

COLUMNS: Final = tuple(field.name for field in fields(WrittenLink))


class SqlLinkWriter:
    """Writes within one transaction; see `linked.LinkWriter`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    def put_profiles(self, profiles_: Iterable[KeptProfile]) -> None:
        """Keep profiles, in the place of older ones."""
        self._put_many(profiles, (_profile_row(one) for one in profiles_))

    def put_compared(self, pairs: Iterable[ComparedPair]) -> None:
        """Keep what comparing two documents gave."""
        self._put_many(compared, ({"left": one.left, "right": one.right, "record": one.record} for one in pairs))

    def drop_compared(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remove the results for these pairs."""
        statement = delete(compared).where(compared.c.left == bindparam("one"), compared.c.right == bindparam("two"))
        for rows in in_batches({"one": left, "two": right} for left, right in pairs):
            self._connection.execute(statement, rows)

    def put_links(self, links_: Iterable[KeptLink]) -> None:
        """Keep links, in the place of those with the same ends."""
        self.put_written(map(write_out, links_))

    def put_written(self, links_: Iterable[WrittenLink]) -> None:
        """Keep links that are written out already."""
        self._put_many(links, ({name: getattr(one, name) for name in COLUMNS} for one in links_))

    def drop_links(self, links_: Iterable[tuple[str, str, str | None]]) -> None:
        """Remove links, named by their ids, left ends and stories."""
        statement = delete(links).where(
            links.c.id == bindparam("own"),
            links.c.left == bindparam("one"),
            links.c.story.is_not_distinct_from(bindparam("found_in", type_=links.c.story.type)),
        )
        for rows in in_batches({"own": own, "one": left, "found_in": story} for own, left, story in links_):
            self._connection.execute(statement, rows)

    def put_stories(self, stories_: Iterable[KeptStory]) -> None:
        """Keep stories with their members, in the place of those of the same id."""
        kept = list(stories_)
        self._drop(story_members, "story", [one.story.id for one in kept])
        self._put_many(stories, (_story_row(one) for one in kept))
        self._put_many(story_members, (row for one in kept for row in _member_rows(one)))

    def drop_stories(self, stories_: Collection[str]) -> None:
        """Remove stories; their documents are in none any more."""
        self._drop(story_members, "story", stories_)
        self._drop(stories, "id", stories_)
        self._drop(weights, "story", stories_)

    def mark_documents(self, marks: Iterable[ReadMark]) -> None:
        """Note which readings of these documents are linked."""
        self._put_many(linked_documents, ({"document": one.document, "digest": one.digest} for one in marks))

    def note_linked(self, part: str, digest: str, at: str) -> None:
        """Note what a part of linking was last worked out from."""
        self._connection.execute(upsert(self._dialect, linked), {"part": part, "digest": digest, "at": at})

    def _put_many(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        for some in in_batches(rows):
            self._connection.execute(upsert(self._dialect, table), some)

    def _drop(self, table: Table, column: str, keys: Collection[str]) -> None:
        statement = delete(table).where(table.c[column] == bindparam("own"))
        for rows in in_batches({"own": key} for key in sorted(set(keys))):
            self._connection.execute(statement, rows)


def _profile_row(one: KeptProfile) -> dict[str, Any]:
    return {"document": one.document, "kind": one.kind, "version": one.version, "record": one.record}


def _story_row(kept: KeptStory) -> dict[str, Any]:
    story = kept.story
    return {
        "id": story.id,
        "day_first": story.day_first,
        "day_last": story.day_last,
        "title": None if story.title is None else clean(story.title),
        "digest": kept.digest,
        "record": to_json(to_plain(story)),
    }


def _member_rows(kept: KeptStory) -> Iterator[dict[str, Any]]:
    for position, document in enumerate(kept.story.documents):
        yield {"document": document, "story": kept.story.id, "position": position}
