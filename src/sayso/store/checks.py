"""What can be wrong with a ledger, and whether it is.

In: a connection in a transaction. Out: `Problem`s, each naming a row. Everything kept is read once: the database's own
checks, the bytes and texts against their hashes, the spans against the text, the search index against the rows. It
repairs nothing.
"""

import zlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, RowMapping, Table, Text, bindparam, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import DatabaseError

from sayso.errors import RecordError
from sayso.records import Analysis, Span
from sayso.records.ids import document_id, sha256_of
from sayso.store.base import Problem
from sayso.store.facet_checks import find_facet_problems
from sayso.store.intake_checks import find_intake_problems
from sayso.store.link_checks import find_link_problems
from sayso.store.rows import unpack_body
from sayso.store.schema import bodies, claims, documents, pages, passages
from sayso.store.search import passages_of, search_vector
from sayso.store.views import SqlView

__all__ = ["find_index_problems", "find_problems", "is_damage"]

CHECK_INDEX: Final = "INSERT INTO passages_words (passages_words, rank) VALUES ('integrity-check', 1)"
#: Rows read at once.
BATCH: Final = 200


def find_problems(connection: Connection) -> Iterator[Problem]:
    """Everything that is wrong, in the order it is found; nothing if all is well."""
    if connection.dialect.name == "sqlite":
        damage = list(_check_file(connection))
        yield from damage
        if damage:
            return  # a damaged file gives wrong answers to every further question
    yield from _check_pages(connection)
    for sha256 in _ids(connection, bodies, "sha256"):
        yield from _check_body(connection, sha256)
    for document in _ids(connection, documents, "id"):
        yield from _check_document(connection, document)
    yield from find_link_problems(connection)
    yield from find_facet_problems(connection)
    yield from find_intake_problems(connection)


def _check_file(connection: Connection) -> Iterator[Problem]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Problem("database", f"the file is damaged: {' '.join(line.split())}")
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(f"{table} row {row}", f"it points to a row of {parent} that is not there")


def find_index_problems(connection: Connection) -> Iterator[Problem]:
    """Whether SQLite's search index holds the words of the rows; needs a transaction that may write.

    FTS5 checks itself by a command in the form of an insert; PostgreSQL's vectors are checked with their documents.
    """
    if connection.dialect.name != "sqlite":
        return
    try:
        connection.exec_driver_sql(CHECK_INDEX)
    except DatabaseError as error:
        if not is_damage(error):
            raise
        yield Problem("search index", "its words are not those of the rows")


def is_damage(error: DatabaseError) -> bool:
    """Whether SQLite says that the file itself is not as it should be."""
    return getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _ids(connection: Connection, table: Table, key: str) -> Iterator[str]:
    """The keys of a table, a batch at a time, so that other questions can be asked in between."""
    last = ""
    while True:
        query = select(table.c[key]).where(table.c[key] > last).order_by(table.c[key]).limit(BATCH)
        found = connection.scalars(query).all()
        yield from found
        if len(found) < BATCH:
            return
        last = found[-1]


def _check_pages(connection: Connection) -> Iterator[Problem]:
    lost = (
        select(pages.c.id)
        .outerjoin(documents, (documents.c.id == pages.c.current) & (documents.c.page == pages.c.id))
        .where(documents.c.id.is_(None))
    )
    for page in connection.scalars(lost.order_by(pages.c.id)):
        yield Problem(page, "its current version is not one of its documents")


def _check_body(connection: Connection, sha256: str) -> Iterator[Problem]:
    data, size = connection.execute(select(bodies.c.data, bodies.c.size).where(bodies.c.sha256 == sha256)).one()
    try:
        body = unpack_body(data, size)
    except zlib.error as error:
        yield Problem(f"bytes {sha256}", f"they cannot be unpacked: {error}")
        return
    if len(body) != size or sha256_of(body) != sha256:
        yield Problem(f"bytes {sha256}", "they are not the bytes that were kept: their SHA-256 differs")


def _check_document(connection: Connection, document: str) -> Iterator[Problem]:
    try:
        analysis = SqlView(connection).read_analysis(document)
        standing = SqlView(connection).read_standing(document)
    except (RecordError, ValueError, TypeError, KeyError) as error:
        yield Problem(document, f"its rows cannot be read: {error}")
        return
    found = analysis.document
    if sha256_of(found.text) != found.sha256:
        yield Problem(document, "its text is not the one that was kept: the SHA-256 differs")
    if document_id(found.page, found.sha256) != document and not SqlView(connection).find_tombstones("document", {document}):
        yield Problem(document, "its id is not that of its page and text")
    for subject, spans in dict.fromkeys((*_spans_of(analysis), *_spans_of(standing))):
        outside = next((span for span in spans if span.end > len(found.text)), None)
        if outside is not None:
            yield Problem(
                subject, f"the span {outside.start}..{outside.end} lies outside the text ({len(found.text)} characters)"
            )
    yield from _check_passages(connection, analysis)


def _spans_of(analysis: Analysis) -> Iterator[tuple[str, tuple[Span, ...]]]:
    document = analysis.document
    yield document.id, tuple(block.span for block in document.blocks)
    yield document.id, tuple(link.span for link in document.links)
    yield document.id, tuple(credit.span for credit in document.credits)
    yield document.id, document.labels
    yield document.id, tuple(item.span for item in document.evidence if item.span is not None)
    yield document.id, analysis.sentences
    yield document.id, tuple(quotation.span for quotation in analysis.quotations)
    for found in (analysis.mentions, analysis.timexes, analysis.places, analysis.quantities):
        yield document.id, tuple(one.span for one in found)
    for event in analysis.events:
        yield event.id, (event.trigger, *event.actor_spans, *event.recipient_spans, *event.places)
    for item in analysis.attributions:
        yield item.id, (*item.sources, *item.cue, *item.contents, *((item.channel,) if item.channel else ()))
    for claim in analysis.claims:
        hedges = claim.factuality.hedges if claim.factuality is not None else ()
        yield claim.id, (*claim.contents, *hedges, *(span for hop in claim.chain for span in hop.hedges))


def _check_passages(connection: Connection, analysis: Analysis) -> Iterator[Problem]:
    """One passage for each current claim and each piece of the text, with the words they have."""
    document = analysis.document.id
    row = connection.execute(select(documents.c.text, documents.c.title).where(documents.c.id == document)).mappings().one()
    columns = (
        passages.c.claim,
        passages.c.start,
        passages.c.stop,
        passages.c.words,
        claims.c.row,
        claims.c.sources,
        claims.c.exact,
    )
    query = select(*columns).outerjoin(claims, claims.c.row == passages.c.claim).where(passages.c.document == document)
    found = connection.execute(query.order_by(passages.c.row)).mappings().all()
    own = [Span(item["start"], item["stop"]) for item in found if item["claim"] is None]
    if own != passages_of(row["text"]):
        yield Problem(document, "the search index does not hold its text")
    stands = select(claims.c.row).where(claims.c.document == document, claims.c.retired == 0)
    if sorted(item["claim"] for item in found if item["claim"] is not None) != sorted(connection.scalars(stands)):
        yield Problem(document, "the search index does not hold its claims")
    if connection.dialect.name == "postgresql":
        for item in found:
            if not _has_words(connection, item, row):
                yield Problem(document, f"the search index holds other words for the passage at {item['start']}")


def _has_words(connection: Connection, item: RowMapping, document: RowMapping) -> bool:
    if item["claim"] is None:
        words = search_vector(document["title"] or "", document["text"][item["start"] : item["stop"]])
    else:
        words = search_vector(item["sources"], item["exact"])
    same = select(
        sql_cast(bindparam("words", words, Text), TSVECTOR) == sql_cast(bindparam("kept", item["words"], Text), TSVECTOR)
    )
    return bool(connection.scalar(same))
