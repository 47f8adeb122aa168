"""The ledger as it is read: rows turned back into records and views.

In: ids, queries and filters. Out: records and the views of `base`, in an order that is the same for every call. Writes
nothing and weighs no judgement; see `linking.judgements`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Float,
    RowMapping,
    Select,
    Subquery,
    Table,
    Text,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TSQUERY

from sayso.errors import NotFound, QueryError
from sayso.records import (
    Actor,
    Analysis,
    Attribution,
    Claim,
    Document,
    Event,
    Failure,
    Mention,
    Page,
    Place,
    Quantity,
    Run,
    Timex,
)
from sayso.store.base import Counts, Filters, Hit, KeptFailure, Shown, Version
from sayso.store.browse_view import BrowseMemory, SqlBrowseView
from sayso.store.carriers import SqlCarrierView
from sayso.store.intake_view import SqlIntakeView
from sayso.store.link_view import SqlLinkView
from sayso.store.notice_rows import SqlNoticeView
from sayso.store.review_view import SqlReviewView, reviewed_claim
from sayso.store.rows import document_from, fold, parse_day, quotations_from, record_from, spans_from, unpack_body
from sayso.store.schema import (
    DETAILS,
    attributions,
    blocks,
    bodies,
    claims,
    documents,
    failures,
    judgements,
    pages,
    passages,
    runs,
    stories,
)
from sayso.store.search import MAX_TERMS, WORD, Query, Term, make_snippet, parse_query, to_fts5, to_tsquery

__all__ = ["SqlView"]

R = TypeVar("R")
ID: Final = re.compile(r"[pdacjs][0-9a-f]{6,24}", re.ASCII)
TABLES: Final = {"p": pages, "d": documents, "a": attributions, "c": claims, "j": judgements, "s": stories}
KINDS: Final[dict[str, Literal["page", "document", "attribution", "claim"]]] = {
    "p": "page",
    "d": "document",
    "a": "attribution",
    "c": "claim",
}
FTS: Final = table("passages_words", column("rowid"))
#: A word of a title or of a source's name counts as much as this many in the text.
HEAD_WEIGHT: Final = 4.0
MAX_LIMIT: Final = 1000
#: What was decided about a row, by its state; whoever edits a row accepts it as it is then.
VERDICTS: Final = {"accepted": "accept", "edited": "accept", "rejected": "reject"}


class SqlView(SqlLinkView, SqlReviewView, SqlBrowseView, SqlCarrierView, SqlIntakeView, SqlNoticeView):
    """Reads one state of the ledger; see `base.View`."""

    def __init__(self, connection: Connection, memory: BrowseMemory | None = None) -> None:
        super().__init__(connection)
        self._memory = memory or BrowseMemory()
        self._is_file = connection.dialect.name == "sqlite"

    # --- one row ---

    def find_id(self, prefix: str) -> str:
        """The one id that begins so: a letter and at least six digits."""
        wanted = prefix.strip().lower()
        if not ID.fullmatch(wanted):
            raise NotFound(
                f"{prefix!r:.60}", "not an id: give p, d, a, c, j or s and at least six of its digits, as search prints them"
            )
        key = TABLES[wanted[0]].c.id
        query = select(key).where(key >= wanted, key < wanted + "g").distinct().order_by(key).limit(2)
        found = self._connection.scalars(query).all()
        if not found:
            raise NotFound(wanted, "nothing in the ledger has this id: `sayso search` lists what is there")
        if len(found) > 1:
            raise NotFound(wanted, f"several ids begin so ({found[0]}, {found[1]} …): give more digits")
        return str(found[0])

    def read_shown(self, subject: str) -> Shown:
        """The page, document, attribution or claim of this id, with its document and that document's versions."""
        kind, row = KINDS.get(subject[:1]), self._read_row(subject)
        if kind is None or row is None:
            raise NotFound(
                subject, "nothing that can be shown has this id: give that of a page, document, attribution or claim"
            )
        place = {"page": "current", "document": "id"}.get(kind, "document")
        document = self._read_document_row(row[place])
        attribution = _reviewed_attribution(row) if kind == "attribution" else None
        claim = reviewed_claim(row["record"], row["edited"], row["review"]) if kind == "claim" else None
        if claim is not None and row["attribution"] is not None:
            inner = self._read_row(row["attribution"])
            attribution = None if inner is None else _reviewed_attribution(inner)
        return Shown(
            kind=kind,
            id=subject,
            document=self._to_document(document),
            attribution=attribution,
            claim=claim,
            run=self._read_run(row.get("last_run", document["last_run"])),
            first_seen=row["first_seen"],
            versions=self._read_versions(document["page"]),
            retired=bool(row.get("retired", 0)),
        )

    def _read_row(self, subject: str) -> RowMapping | None:
        source = TABLES.get(subject[:1])
        if source is None:
            return None
        query = select(source).where(source.c.id == subject)
        if "twin" in source.c:
            query = query.order_by(source.c.twin).limit(1)
        return self._connection.execute(query).mappings().one_or_none()

    def _read_document_row(self, document: str) -> RowMapping:
        row = self._connection.execute(select(documents).where(documents.c.id == document)).mappings().one_or_none()
        if row is None:
            raise NotFound(document, "there is no such document in the ledger: `sayso search` lists what is there")
        return row

    def _to_document(self, row: RowMapping) -> Document:
        query = select(blocks).where(blocks.c.document == row["id"]).order_by(blocks.c.position)
        return document_from(row, self._connection.execute(query).mappings().all())

    def _read_run(self, run: str | None) -> Run | None:
        record = self._connection.scalar(select(runs.c.record).where(runs.c.id == run)) if run is not None else None
        return None if record is None else record_from(Run, record)

    def _read_versions(self, page: str) -> tuple[Version, ...]:
        query = (
            select(documents.c.id, documents.c.version, documents.c.first_seen, documents.c.id == pages.c.current)
            .join(pages, pages.c.id == documents.c.page)
            .where(documents.c.page == page)
            .order_by(documents.c.version)
        )
        return tuple(
            Version(key, number, seen, bool(current)) for key, number, seen, current in self._connection.execute(query)
        )

    def read_analysis(self, document: str) -> Analysis:
        """The last reading of a document, equal to what was added, less the tags."""
        query = (claims.c.added_by.is_(None), attributions.c.added_by.is_(None))
        found = [self._read_rows(table, document, own) for table, own in zip((claims, attributions), query, strict=True)]
        return self._to_analysis(
            document,
            tuple(record_from(Claim, row["record"]) for row in found[0]),
            tuple(record_from(Attribution, row["record"]) for row in found[1]),
        )

    def read_standing(self, document: str) -> Analysis:
        """What counts of a document: its last reading as people left it, without what they rejected."""
        found = [self._read_rows(table, document, table.c.review != "rejected") for table in (claims, attributions)]
        return self._to_analysis(
            document,
            tuple(reviewed_claim(row["record"], row["edited"], row["review"]) for row in found[0]),
            tuple(_reviewed_attribution(row) for row in found[1]),
        )

    def _to_analysis(self, document: str, claims_: tuple[Claim, ...], attributions_: tuple[Attribution, ...]) -> Analysis:
        row = self._read_document_row(document)
        return Analysis(
            document=self._to_document(row),
            sentences=spans_from(row["sentences"]),
            quotations=quotations_from(row["quotations"]),
            attributions=attributions_,
            mentions=self._read_details(Mention, "mentions", document),
            actors=self._read_details(Actor, "actors", document),
            timexes=self._read_details(Timex, "timexes", document),
            places=self._read_details(Place, "places", document),
            claims=claims_,
            notes=tuple(json.loads(row["notes"])),
            run=self._read_run(row["last_run"]),
            events=self._read_details(Event, "events", document),
            quantities=self._read_details(Quantity, "quantities", document),
        )

    def _read_details(self, cls: type[R], name: str, document: str) -> tuple[R, ...]:
        """The mentions, actors, time expressions or places of a document."""
        source = DETAILS[name]
        query = select(source.c.record).where(source.c.document == document).order_by(source.c.position)
        return tuple(record_from(cls, record) for record in self._connection.scalars(query))

    def _read_rows(self, source: Table, document: str, condition: ColumnElement[bool]) -> Sequence[RowMapping]:
        query = select(source.c.record, source.c.edited, source.c.review)
        query = query.where(source.c.document == document, source.c.retired == 0, condition)
        return self._connection.execute(query.order_by(source.c.position, source.c.id, source.c.twin)).mappings().all()

    def read_page(self, document: str) -> Page | None:
        """The bytes that a document was read from, as they came in."""
        query = select(documents.c.url, documents.c.fetched, bodies).join(bodies, bodies.c.sha256 == documents.c.body)
        row = self._connection.execute(query.where(documents.c.id == document)).mappings().one_or_none()
        if row is None:
            return None
        return Page(row["url"], row["fetched"], unpack_body(row["data"], row["size"]), row["content_type"], row["sha256"])

    def read_current(self, page: str) -> Analysis | None:
        """The last reading of what a page shows now."""
        current = self._connection.scalar(select(pages.c.current).where(pages.c.id == page))
        return None if current is None else self.read_analysis(current)

    # --- lists ---

    def iter_documents(self) -> Iterator[str]:
        """The ids of the current documents, page by page."""
        query = select(pages.c.current).where(pages.c.current.is_not(None)).order_by(pages.c.first_seen, pages.c.id)
        yield from self._connection.scalars(query.execution_options(yield_per=1000))

    def iter_failures(self) -> Iterator[KeptFailure]:
        """The failures, oldest first."""
        query = select(failures.c.record, failures.c.first_seen).order_by(failures.c.first_seen, failures.c.id)
        for record, seen in self._connection.execute(query.execution_options(yield_per=1000)):
            yield KeptFailure(record_from(Failure, record), seen)

    def read_counts(self) -> Counts:
        """How many rows of each kind there are, retired ones apart."""
        wanted = (pages, documents, attributions, claims, failures, judgements)
        counts = [
            select(func.count()).select_from(t).where(t.c.retired == 0 if "retired" in t.c else literal(True)) for t in wanted
        ]
        row = self._connection.execute(select(*(count.scalar_subquery() for count in counts))).one()
        return Counts(*row)

    # --- search ---

    def search(self, query: str, filters: Filters, limit: int, offset: int) -> tuple[Hit, ...]:
        """Claims and passages that match, the best first; equal ones in the order they were added."""
        if not 0 < limit <= MAX_LIMIT or offset < 0:
            raise QueryError("search", f"ask for 1 to {MAX_LIMIT} hits, from 0 on")
        parsed = parse_query(query) if query.strip() else None
        found = self._find_passages(parsed, filters).limit(limit).offset(offset).subquery("found")
        terms = () if parsed is None else parsed.terms
        return tuple(_to_hit(row, terms) for row in self._connection.execute(_with_details(found)).mappings())

    def _find_passages(self, query: Query | None, filters: Filters) -> Select[Any]:
        source = _parse_source(filters.source) if filters.source is not None else None
        if query is None and filters == Filters(history=filters.history):
            raise QueryError("search", "nothing to look for: give words, or a source, outlet, date or kind")
        rank: ColumnElement[Any] = literal(0.0)
        chosen = select(passages.c.row)
        if query is not None or source is not None:
            matches, rank = self._match(query, source)
            chosen = chosen.where(matches)
            if self._is_file:
                chosen = chosen.join_from(FTS, passages, passages.c.row == FTS.c.rowid)
        chosen = _narrowed(chosen, filters).add_columns(rank.label("rank"))
        return chosen.order_by(literal_column("rank").desc(), passages.c.row)

    def _match(self, query: Query | None, source: Query | None) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
        """The condition of a search and what it is ordered by; a source is looked for in the heads of claims."""
        if self._is_file:
            parts = [to_fts5(query)] if query is not None else []
            parts += [to_fts5(source, column="head")] if source is not None else []
            wanted: BindParameter[str] = bindparam("wanted", " AND ".join(f"({part})" for part in parts))
            matches = literal_column("passages_words").op("MATCH", is_comparison=True)(wanted)
            return cast("ColumnElement[bool]", matches), literal_column(f"-bm25(passages_words, {HEAD_WEIGHT}, 1.0)", Float)
        parts = [to_tsquery(query)] if query is not None else []
        parts += [to_tsquery(source, weight="A")] if source is not None else []
        vector = sql_cast(bindparam("wanted", " & ".join(f"({part})" for part in parts), Text), TSQUERY)
        matches = passages.c.words.op("@@", is_comparison=True)(vector)
        return cast("ColumnElement[bool]", matches), func.ts_rank(passages.c.words, vector, type_=Float)


def _parse_source(name: str) -> Query:
    """All words of a source's name; what would be search syntax elsewhere is none in a name."""
    terms = tuple((Term((word,)),) for word in WORD.findall(name))
    if not 0 < len(terms) <= MAX_TERMS:
        raise QueryError("source", f"give 1 to {MAX_TERMS} words of a name")
    return Query(terms)


def _narrowed(chosen: Select[Any], filters: Filters) -> Select[Any]:
    """The chosen passages that pass the filters; tables are joined only where a filter needs them."""
    if not filters.history:
        chosen = chosen.where(passages.c.current == 1)
    if filters.source is not None or filters.kind == "claim":
        chosen = chosen.where(passages.c.claim.is_not(None))
    if filters.kind == "document":
        chosen = chosen.where(passages.c.claim.is_(None))
    if filters.outlet is None and filters.since is None and filters.until is None:
        return chosen
    chosen = chosen.join(documents, documents.c.id == passages.c.document)
    if filters.outlet is not None:
        outlet = fold(filters.outlet)
        if not outlet:
            raise QueryError("outlet", "no name: give the name or id of a publisher")
        chosen = chosen.where(documents.c.outlets.contains(f"\n{outlet}\n", autoescape=True))
    if filters.since is not None:
        chosen = chosen.where(documents.c.day_last >= parse_day(filters.since, last=False))
    if filters.until is not None:
        chosen = chosen.where(documents.c.day_first <= parse_day(filters.until, last=True))
    return chosen


def _with_details(found: Subquery) -> Select[Any]:
    """What a hit shows, for the passages of one page of hits only."""
    place = passages.c
    return (
        select(
            found.c.rank,
            place.claim,
            place.start,
            documents.c.id.label("document"),
            documents.c.page,
            documents.c.url,
            documents.c.title,
            documents.c.publisher,
            documents.c.published,
            claims.c.record,
            claims.c.edited,
            claims.c.review,
            func.substr(documents.c.text, place.start + 1, place.stop - place.start).label("piece"),
        )
        .join_from(found, passages, place.row == found.c.row)
        .join(documents, documents.c.id == place.document)
        .outerjoin(claims, claims.c.row == place.claim)
        .order_by(found.c.rank.desc(), found.c.row)
    )


def _to_hit(row: RowMapping, terms: tuple[Term, ...]) -> Hit:
    claim = None if row["record"] is None else reviewed_claim(row["record"], row["edited"], row["review"])
    return Hit(
        kind="document" if claim is None else "claim",
        id=row["document"] if claim is None else claim.id,
        document=row["document"],
        page=row["page"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        claim=claim,
        snippet=make_snippet(row["piece"], row["start"], terms),
        rank=float(row["rank"]),
        verdict=None if claim is None else VERDICTS.get(row["review"]),
        state="machine" if claim is None else row["review"],
    )


def _reviewed_attribution(row: RowMapping) -> Attribution:
    return record_from(Attribution, row["record"] if row["edited"] is None else row["edited"])
