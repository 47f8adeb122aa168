"""What can be wrong with the rows that linking made, and whether it is.

In: a connection in a transaction. Out: `Problem`s, each naming a row: records that cannot be read or say something else than
their columns, links to what is not there, stories whose members are not those of their record. `sayso link --rebuild` mends all
of it; this repairs nothing.
"""

import json
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Row, Table, exists, select

from sayso.errors import RecordError
from sayso.records import LINK_KINDS, RecordLink, Story
from sayso.records.ids import link_id
from sayso.store.base import Problem
from sayso.store.rows import record_from
from sayso.store.schema import claims, documents, links, profiles, stories, story_members

__all__ = ["find_link_problems"]

#: Kinds whose ends are documents; those of the others are claims.
BETWEEN_DOCUMENTS: Final = frozenset({"copy", "rewrite", "same_utterance", "credits"})
#: What an end begins with, and the table that it must be in; others ("outlets:ID") stand in no table of a ledger.
TABLES: Final[dict[str, Table]] = {"c": claims, "d": documents}
FETCH: Final = 1000


def find_link_problems(connection: Connection) -> Iterator[Problem]:
    """Everything that is wrong with profiles, links and stories."""
    yield from _check_profiles(connection)
    yield from _check_links(connection)
    yield from _check_stories(connection)


def _check_profiles(connection: Connection) -> Iterator[Problem]:
    query = select(profiles.c.document, profiles.c.kind, profiles.c.record).execution_options(yield_per=FETCH)
    for document, kind, record in connection.execute(query.order_by(profiles.c.document, profiles.c.kind)):
        try:
            json.loads(record)
        except ValueError:
            yield Problem(document, f"its profile for {kind} cannot be read")


def _check_links(connection: Connection) -> Iterator[Problem]:
    ordered = select(links).order_by(links.c.id, links.c.left)
    for row in connection.execute(ordered.execution_options(yield_per=FETCH)):
        yield from _check_link(row)
    for side in ("left", "right"):
        for letter, table in TABLES.items():
            end = links.c[side]
            lost = select(links.c.id, end).where(end.startswith(letter), ~end.contains(":"), ~exists().where(table.c.id == end))
            for link, subject in connection.execute(lost.order_by(links.c.id)):
                yield Problem(link, f"it joins {subject}, which is not there")


def _check_link(row: Row[tuple[object, ...]]) -> Iterator[Problem]:
    plain = row._mapping  # noqa: SLF001  SQLAlchemy's own name for a row by its columns
    try:
        link = record_from(RecordLink, plain["record"])
    except (RecordError, ValueError, TypeError) as error:
        yield Problem(plain["id"], f"the link cannot be read: {error}")
        return
    found = (link.id, link.left, link.right, link.kind, link.state, link.score)
    if found != tuple(plain[name] for name in ("id", "left", "right", "kind", "state", "score")):
        yield Problem(link.id, "the link's columns are not those of its record")
    if link.id != link_id(link.kind, link.left, link.right) or link.kind not in LINK_KINDS:
        yield Problem(link.id, "its id is not that of its kind and ends")
    if (link.kind in BETWEEN_DOCUMENTS) != link.left.startswith("d"):
        yield Problem(link.id, f"a link of kind {link.kind} cannot begin at {link.left}")


def _check_stories(connection: Connection) -> Iterator[Problem]:
    query = select(story_members.c.story, story_members.c.document).order_by(story_members.c.story, story_members.c.position)
    members: dict[str, list[str]] = {}
    for story, document in connection.execute(query):
        members.setdefault(story, []).append(document)
    rows = connection.execute(select(stories.c.id, stories.c.record).order_by(stories.c.id))
    for story, record in rows:
        try:
            found = record_from(Story, record)
        except (RecordError, ValueError, TypeError) as error:
            yield Problem(story, f"the story cannot be read: {error}")
            continue
        if found.id != story or list(found.documents) != members.get(story, []):
            yield Problem(story, "its documents are not those of its record")
