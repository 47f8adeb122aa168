"""Rows of the ledger's screen: what stands beside a claim, for one page of them.

In: the rows of claims, in order. Out: `BrowseRow`s in that order. Claims are as people left them. Writes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Connection, Select, func, select

from sayso.records import Claim
from sayso.store.browsing import BrowseRow
from sayso.store.rows import record_from
from sayso.store.schema import claims, documents, story_members
from sayso.store.search import Term, make_snippet

__all__ = ["read_rows"]


def read_rows(
    connection: Connection, rows: Sequence[int], ranks: Sequence[float], terms: Sequence[Term]
) -> tuple[BrowseRow, ...]:
    """The rows of these claims."""
    if not rows:
        return ()
    found = {row["row"]: row for row in _fetched(connection, _query(rows))}
    weights = dict(zip(rows, ranks, strict=True))
    return tuple(_to_row(found[row], weights[row], terms) for row in rows if row in found)


def _fetched(connection: Connection, query: Select[Any]) -> Sequence[Mapping[str, Any]]:
    """The rows of a query: from SQLite as one value, since a thread that steps through rows gives way at each of them."""
    if connection.dialect.name != "sqlite":
        return [dict(row) for row in connection.execute(query).mappings()]
    cells = query.subquery("cells").c
    packed = connection.scalar(select(func.json_group_array(func.json_array(*cells))))
    return [dict(zip(cells.keys(), row, strict=True)) for row in json.loads(packed or "[]")]


def _query(rows: Sequence[int]) -> Select[Any]:
    own, place = claims.c, documents.c
    columns = (
        own.row, own.record, own.edited, own.review, own.exact, own.source, own.said, own.happened, own.start, own.first_seen,
        own.cue_kind,
        place.id.label("document"), place.page, place.url, place.title, place.publisher, place.published, story_members.c.story,
        func.substr(place.text, own.start + 1, own.stop - own.start).label("piece"),
    )  # fmt: skip
    query = select(*columns).join_from(claims, documents, place.id == own.document)
    return query.outerjoin(story_members, story_members.c.document == own.document).where(own.row.in_(rows))


def _to_row(row: Mapping[str, Any], rank: float, terms: Sequence[Term]) -> BrowseRow:
    claim = record_from(Claim, row["edited"] or row["record"])
    if row["review"] in ("accepted", "edited", "added"):  # there is no word for a rejected claim in the record itself
        claim = replace(claim, review=cast("Any", row["review"]))
    values: Mapping[str, Any] = {name: row[name] for name in ("document", "page", "url", "title", "publisher", "published")}
    return BrowseRow(
        id=claim.id,
        claim=claim,
        **values,
        words=row["exact"],
        source=row["source"],
        chain=tuple(hop.name for hop in claim.chain),
        said=row["said"],
        happened=row["happened"],
        kept=row["first_seen"],
        snippet=make_snippet(row["piece"], row["start"], terms),
        review=row["review"],
        story=row["story"],
        pages=1,
        publishers=1 if row["publisher"] else 0,
        rank=rank,
        cue_kind=row["cue_kind"],
    )
