"""Words taken out of every row: blocks of the same length stand in their place.

In: a `Mask`. Out: rows, within the transaction of whoever asks. All text columns of all tables are gone through, records as
JSON; only rows that hold the words are written. Ids stay, so what somebody cited still leads to its place; the search index
and what claims are browsed by are made anew. Profiles are left to whoever makes them.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import RowMapping, Table, delete, or_, select, text, update
from sqlalchemy.sql.sqltypes import LargeBinary

from sayso.records.ids import sha256_of
from sayso.records.redactions import Mask
from sayso.store.extras import SQLITE_EXTRAS
from sayso.store.index_writer import SqlIndexWriter
from sayso.store.rows import body_bytes_row, to_json, unpack_body
from sayso.store.schema import (
    VERSION_TABLE,
    bodies,
    compared,
    documents,
    facet_names,
    feed_items,
    feeds,
    fetches,
    jobs,
    judgements,
    linked_documents,
    metadata,
    profiles,
    tombstones,
)
from sayso.store.taking_out import Masked
from sayso.store.upserts import insert_new

__all__ = ["SqlMaskWriter"]

#: Tables that hold nothing of a page in words, or are made anew from those that do.
SKIPPED: Final = frozenset({VERSION_TABLE, bodies.name, profiles.name, tombstones.name, "passages", "facets"})
#: Their rows mean nothing without their words.
DROPPED: Final = {feeds.name: ("address",), feed_items.name: ("address", "record"), jobs.name: ("payload", "key")}
FETCH: Final = 500
Row = dict[str, Any]


class SqlMaskWriter(SqlIndexWriter):
    """Masks within one transaction; see `taking_out.RedactWriter`."""

    def mask_rows(self, mask: Mask) -> Masked:
        """Put blocks in the place of words in every row."""
        changes = {table: list(self._find_changes(table, mask)) for table in _tables()}
        gone = self._mask_bodies(mask)
        affected = {_document_of(table, row) for table, found in changes.items() for row, _ in found} - {None}
        named = sorted(str(document) for document in affected)
        for document in named:
            self._unindex(document)
        for table, found in changes.items():
            self._apply(table, found)
        for document in named:
            self._connection.execute(delete(compared).where(or_(compared.c.left == document, compared.c.right == document)))
            self._connection.execute(delete(linked_documents).where(linked_documents.c.document == document))
            self._index(document)
        met = tuple(sorted(row["id"] for row, _ in changes[fetches]))
        return Masked(sum(map(len, changes.values())), tuple(named), met, gone)

    def _find_changes(self, table: Table, mask: Mask) -> Iterator[tuple[RowMapping, Row]]:
        """The rows of a table that hold the words, each with its other values."""
        names = [column.name for column in table.columns if not isinstance(column.type, LargeBinary)]
        query = select(*(table.c[name] for name in names)).execution_options(yield_per=FETCH)
        for row in self._connection.execute(query).mappings():
            values = {name: value for name in names if isinstance(row[name], str)
                      and (value := _mask(mask, row[name])) != row[name]}  # fmt: skip
            if values:
                yield row, values

    def _apply(self, table: Table, found: list[tuple[RowMapping, Row]]) -> None:
        if not found:
            return
        if table is judgements:
            with_triggers = self._free_judgements()
        for row, values in found:
            where = [column == row[column.name] for column in table.primary_key]
            if any(name in values for name in DROPPED.get(table.name, ())) and _is_lost(table, row, values):
                self._drop_row(table, row)
            else:
                self._connection.execute(update(table).where(*where).values(**_settled(table, row, values)))
        if table is judgements:
            self._hold_judgements(with_triggers)

    def _drop_row(self, table: Table, row: RowMapping) -> None:
        if table is feeds:
            self._connection.execute(delete(feed_items).where(feed_items.c.feed == row["id"]))
        self._connection.execute(delete(table).where(*(column == row[column.name] for column in table.primary_key)))

    def _free_judgements(self) -> tuple[str, ...]:
        """Let judgements be changed for once; the statements that end that."""
        if self._dialect == "postgresql":
            self._connection.execute(text("ALTER TABLE judgements DISABLE TRIGGER USER"))
            return ("ALTER TABLE judgements ENABLE TRIGGER USER",)
        made = tuple(one for one in SQLITE_EXTRAS if one.startswith("CREATE TRIGGER judgements_"))
        for statement in made:
            self._connection.exec_driver_sql(f"DROP TRIGGER {statement.split()[2]}")
        return made

    def _hold_judgements(self, statements: tuple[str, ...]) -> None:
        for statement in statements:
            self._connection.exec_driver_sql(statement)

    def _mask_bodies(self, mask: Mask) -> tuple[str, ...]:
        """Bytes without the words in the place of those that have them, or none; the hashes of those that are gone."""
        gone: list[str] = []
        keys = self._connection.scalars(select(bodies.c.sha256).order_by(bodies.c.sha256)).all()
        for key in keys:
            row = self._connection.execute(select(bodies).where(bodies.c.sha256 == key)).mappings().one()
            body = unpack_body(row["data"], row["size"])
            masked = mask.body(body)
            if masked == body:
                continue
            gone.append(key)
            new = None if masked is None else body_bytes_row(masked, row["content_type"])
            if new is not None:
                self._connection.execute(insert_new(self._dialect, bodies), {**new, "first_seen": row["first_seen"]})
            other = None if new is None else new["sha256"]
            self._connection.execute(update(documents).where(documents.c.body == key).values(body=other))
            self._connection.execute(delete(bodies).where(bodies.c.sha256 == key))
        return tuple(gone)


def _tables() -> list[Table]:
    return [table for name, table in sorted(metadata.tables.items()) if name not in SKIPPED]


def _mask(mask: Mask, value: str) -> str:
    """A column's text without the words; a record as its JSON is written."""
    if value[:1] in ("{", "[", '"'):
        try:
            plain = json.loads(value)
        except ValueError:
            return mask.text(value)
        masked = mask.plain(plain)
        return value if masked == plain else to_json(masked)
    return mask.text(value)


def _is_lost(table: Table, row: RowMapping, values: Row) -> bool:
    """Whether a row is of no use without the words: an item of a feed is, where its address or key has them."""
    if table is not feed_items or "address" in values:
        return True
    return bool(json.loads(row["record"])["key"] != json.loads(values["record"])["key"]) if "record" in values else False


def _settled(table: Table, row: RowMapping, values: Row) -> Row:
    """The values with what follows from them: the hash of another text, a key of its own for a name that is gone."""
    if table is facet_names:
        return {**values, "key": f"redacted {row['id']}"}
    if table is not documents or not {"text", "text_exact"} & set(values):
        return values
    exact = values.get("text_exact", row["text_exact"])
    own = sha256_of(values.get("text", row["text"]) if exact is None else json.loads(exact))
    record = {**json.loads(values.get("record", row["record"])), "sha256": own}
    return {**values, "sha256": own, "record": to_json(record)}


def _document_of(table: Table, row: RowMapping) -> str | None:
    """The document that a row belongs to, where it is of one."""
    if table is documents:
        return str(row["id"])
    return str(row["document"]) if "document" in table.c and table.name != "document_fetches" else None
