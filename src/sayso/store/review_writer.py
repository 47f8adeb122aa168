"""Rows brought to what people decided: their states, what was edited, and rows that people added.

In: a `Reviewed` document. Out: its rows, within the transaction of whoever asks. `record` stays what the machine found; all
other columns, and the search index, follow what people made of it. Only what differs is written.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import RowMapping, Table, delete, or_, select, update

from sayso.records import Reviewed
from sayso.records.ids import digest
from sayso.store.facet_filing import file_document
from sayso.store.index_writer import SqlIndexWriter
from sayso.store.reviewing import ClaimWeight
from sayso.store.rows import reviewed_rows, to_json
from sayso.store.schema import attributions, claims, compared, documents, pages, weights
from sayso.store.upserts import upsert

__all__ = ["SqlReviewWriter"]

#: Columns of a claim that the search index is made from.
INDEXED: Final = ("sources", "exact", "start", "stop", "retired")
Key = tuple[str, int]
Row = dict[str, Any]


class SqlReviewWriter(SqlIndexWriter):
    """Writes within one transaction; see `reviewing.ReviewWriter`."""

    def hold_page(self, page: str) -> None:
        """Lock the row of a page; SQLite has one writer at a time anyway."""
        self._connection.execute(select(pages.c.id).where(pages.c.id == page).with_for_update())

    def put_reviews(self, reviewed: Reviewed, added: Mapping[str, str], at: str) -> bool:
        """Bring the rows of a document to what people made of it."""
        document = reviewed.analysis.document.id
        parts = list(zip((attributions, claims), reviewed_rows(reviewed.analysis), strict=True))
        changes = {table.name: self._changes(table, rows, reviewed, added, at) for table, rows in parts}
        needs_index = any(_is_indexed(old, new) for old, new in changes["claims"])
        if needs_index:
            self._unindex(document)
        for table, _ in parts:
            self._write_changes(table, changes[table.name])
        if needs_index:
            self._index(document)  # which files it too
        elif changes["claims"]:
            file_document(self._connection, document)
        differences = [line for table, _ in parts for line in _differences(self._rows(table, document))]
        mark = digest(*sorted(differences)) if differences else None
        known = self._connection.scalar(select(documents.c.reviewed).where(documents.c.id == document))
        if known != mark:
            self._connection.execute(update(documents).where(documents.c.id == document).values(reviewed=mark))
        return known != mark

    def put_weights(self, story: str, weights_: Iterable[ClaimWeight]) -> None:
        """Keep how much hangs on the claims of a story."""
        self._drop(weights, "story", [story])
        self._put_many(
            weights, ({"claim": one.claim, "story": story, "weight": one.weight, "why": one.why} for one in weights_)
        )

    def forget_compared(self, document: str) -> None:
        """Forget what comparing a document's text gave: who is quoted in it is another now."""
        self._connection.execute(delete(compared).where(or_(compared.c.left == document, compared.c.right == document)))

    # --- the parts of it ---

    def _rows(self, table: Table, document: str) -> Sequence[RowMapping]:
        query = select(table).where(table.c.document == document)
        return self._connection.execute(query).mappings().all()

    def _changes(
        self, table: Table, rows: Iterable[Row], reviewed: Reviewed, added: Mapping[str, str], at: str
    ) -> list[tuple[RowMapping | None, Row]]:
        """The rows that differ from those that are there, each with that one."""
        document = reviewed.analysis.document.id
        there = {(row["id"], row["twin"]): row for row in self._rows(table, document)}
        found: list[tuple[RowMapping | None, Row]] = []
        wanted: dict[Key, Row] = {}
        for row in rows:
            key = (row["id"], row["twin"])
            old = there.get(key)
            state = {"review": reviewed.reviews[row["id"]].state, "retired": 0, "document": document}
            wanted[key] = new = _added(row, state, added, at) if row["id"] in added else _edited(row, state, old)
            if old is None or any(old[name] != value for name, value in new.items() if name not in ("first_seen", "position")):
                found.append((old, new))
        for key, old in there.items():  # what somebody added, and that was taken back
            if key not in wanted and old["added_by"] is not None and not old["retired"]:
                found.append((old, {**old, "retired": 1, "review": "machine"}))
        return found

    def _write_changes(self, table: Table, changes: Iterable[tuple[RowMapping | None, Row]]) -> None:
        for old, new in changes:
            if old is None:
                own = {name: value for name, value in new.items() if name != "row"}
                self._connection.execute(upsert(self._dialect, table), own)
            else:
                values = {name: value for name, value in new.items() if name not in ("row", "id", "twin", "first_seen")}
                where = (table.c.id == old["id"], table.c.twin == old["twin"])
                self._connection.execute(update(table).where(*where).values(**values))


def _added(row: Row, state: Row, added: Mapping[str, str], at: str) -> Row:
    """The row of something that a person added: its record is all there is."""
    return {**row, **state, "edited": None, "added_by": added[row["id"]], "first_seen": at}


def _edited(row: Row, state: Row, old: RowMapping | None) -> Row:
    """The row of something that the machine found: its record stays, and what people made of it stands beside it."""
    record = row["record"] if old is None else old["record"]
    is_same = _bare(record) == _bare(row["record"])
    new = {**row, **state, "record": record, "edited": None if is_same else row["record"], "added_by": None}
    return {name: value for name, value in new.items() if name != "position"}


def _bare(record: str) -> str:
    """A record without what was decided about it."""
    return to_json({name: value for name, value in json.loads(record).items() if name != "review"})


def _is_indexed(old: RowMapping | None, new: Row) -> bool:
    return old is None or any(old[name] != new[name] for name in INDEXED)


def _differences(rows: Iterable[RowMapping]) -> Iterator[str]:
    """By what the rows that count differ from what the machine found."""
    for row in rows:
        if not row["retired"]:
            if row["review"] == "rejected":
                yield f"{row['id']} {row['twin']} rejected"
            elif row["added_by"] is not None:
                yield f"{row['id']} {row['twin']} added {row['record']}"
            elif row["edited"] is not None:
                yield f"{row['id']} {row['twin']} edited {row['edited']}"
