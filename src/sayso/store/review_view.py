"""Decisions as they are read: what counts of a document, the log, and the claims that wait for somebody.

In: ids, limits and cursors. Out: records. Each queue follows one index and goes on where its cursor stopped, so that its
thousandth page costs what its first does: nothing is sorted, and only claims that were decided about are passed over.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Subquery,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from sayso.errors import NotFound, QueryError
from sayso.records import Claim, Judgement, KeptJudgement, QueueItem
from sayso.store.link_view import reading_mark
from sayso.store.rows import clean, record_from
from sayso.store.schema import attributions, claims, documents, judgements, linked_documents, pages, weights

__all__ = ["SqlReviewView", "reviewed_claim"]

#: A cursor of the queue of uncertain claims, and of that of weighty ones: a number and a row, or the id of a claim.
PLACE: Final = re.compile(r"(-?\d+(?:\.\d+)?(?:e-\d{1,3})?):(\d{1,18}|c[0-9a-f]{24})", re.ASCII)
CLAIM: Final = re.compile("c[0-9a-f]{24}")
MAX_LIMIT: Final = 1000


class SqlReviewView:
    """Reads one state of the ledger; see `reviewing.ReviewView`."""

    _connection: Connection

    def read_judgement(self, judgement: str) -> KeptJudgement:
        """The judgement of this id."""
        found = self._read_judgements(judgements.c.id == judgement)
        if not found:
            raise NotFound(judgement, "there is no such judgement in the ledger: `sayso show` lists those on a claim")
        return found[0]

    def read_judgements(self, pages: Collection[str] | None) -> tuple[KeptJudgement, ...]:
        """Judgements on these pages, oldest first."""
        return self._read_judgements(literal(True) if pages is None else judgements.c.page.in_(sorted(pages)))

    def _read_judgements(self, condition: ColumnElement[bool]) -> tuple[KeptJudgement, ...]:
        stands = or_(*(_stands(source) for source in (claims, attributions)))
        query = select(judgements.c.record, judgements.c.page, case((stands, 1), else_=0)).where(condition)
        return tuple(
            KeptJudgement(record_from(Judgement, record), page, bool(current))
            for record, page, current in self._connection.execute(query.order_by(judgements.c.row))
        )

    def is_linked(self, document: str) -> bool:
        """Whether a document is linked as it is now."""
        same = and_(linked_documents.c.document == documents.c.id, linked_documents.c.digest == reading_mark())
        query = select(documents.c.id).join(linked_documents, same).where(documents.c.id == document)
        return self._connection.scalar(query) is not None

    def read_waiting(self) -> tuple[str, ...]:
        """The pages whose judgements no row follows yet."""
        query = select(documents.c.page).where(documents.c.reviewed == "").distinct().order_by(documents.c.page)
        return tuple(self._connection.scalars(query))

    def read_history(self, user: str | None, limit: int, before: str | None) -> tuple[KeptJudgement, ...]:
        """Judgements, the newest first."""
        query = select(judgements.c.record, judgements.c.page)
        if before is not None:
            row = self._connection.scalar(select(judgements.c.row).where(judgements.c.id == before))
            if row is None:
                raise NotFound(before, "there is no such judgement in the ledger: `sayso show` lists those on a claim")
            query = query.where(judgements.c.row < row)
        if user is not None:
            query = query.where(judgements.c.user == clean(user))
        found = self._connection.execute(query.order_by(judgements.c.row.desc()).limit(_limited(limit)))
        return tuple(KeptJudgement(record_from(Judgement, record), page, current=False) for record, page in found)

    # --- queues ---

    def read_uncertain(self, limit: int, after: str | None) -> tuple[QueueItem, ...]:
        """The current claims that nobody decided about, the least certain first."""
        at = claims.c
        query = select(at.row, at.score.label("place")).where(_waits(), at.score.is_not(None))
        if after is not None:
            score, row = _place(after)
            query = query.where(tuple_(at.score, at.row) > tuple_(literal(float(score)), literal(_number(row, after))))
        found = query.order_by(at.score, at.row).limit(_limited(limit)).subquery("found")
        rows = self._connection.execute(_detailed(found).order_by(found.c.place, found.c.row)).mappings()
        return tuple(
            _to_item(
                row,
                f"the machine is less sure of it than of what follows ({row['place']:.2f})",
                f"{row['place']!r}:{row['row']}",
            )
            for row in rows
        )

    def read_weighty(self, limit: int, after: str | None) -> tuple[QueueItem, ...]:
        """The current claims that nobody decided about and that most hangs on."""
        at = weights.c
        waits = exists().where(claims.c.id == at.claim, claims.c.twin == 0, _waits()).correlate(weights)
        query = select(at.claim, at.weight.label("place"), at.why).where(waits)
        if after is not None:
            weight, claim = _place(after)
            if not CLAIM.fullmatch(claim):
                raise QueryError(after, "not a cursor of this queue: give the one of its last item")
            query = query.where(tuple_(at.weight, at.claim) < tuple_(literal(float(weight)), literal(claim)))
        found = query.order_by(at.weight.desc(), at.claim.desc()).limit(_limited(limit)).subquery("weighty")
        row = select(claims.c.row, found.c.place, found.c.why).join(
            found, (claims.c.id == found.c.claim) & (claims.c.twin == 0)
        )
        chosen = row.subquery("found")
        detailed = _detailed(chosen).add_columns(chosen.c.why).order_by(chosen.c.place.desc(), claims.c.id.desc())
        rows = self._connection.execute(detailed).mappings()
        return tuple(_to_item(one, one["why"], f"{one['place']!r}:{one['id']}") for one in rows)

    def read_between(self, ranges: Sequence[tuple[str, str]], limit: int, after: str | None) -> tuple[QueueItem, ...]:
        """The current claims that nobody decided about with ids in these ranges, range by range."""
        if after is not None and not CLAIM.fullmatch(after):
            raise QueryError(after, "not a cursor of this queue: give the one of its last item")
        items: list[QueueItem] = []
        for first, last in ranges:
            if after is not None and not first <= after < last:
                continue
            if len(items) < _limited(limit):
                items += self._read_range(first, last, limit - len(items), after)
            after = None
        return tuple(items)

    # --- how long they are ---

    def count_uncertain(self) -> int:
        """How many claims `read_uncertain` goes through: all that wait, less those of what pages no longer show."""
        at = claims.c
        waiting = and_(at.retired == 0, at.score.is_not(None))
        older = select(documents.c.id).join(pages, pages.c.id == documents.c.page)
        older = older.where(or_(pages.c.current.is_(None), pages.c.current != documents.c.id))
        # Found by their documents, which are few; by their state all that wait would be read.
        passed = select(func.count()).where(at.document.in_(older), at.review.concat("") == "machine", waiting)
        return self._count(select(func.count()).where(at.review == "machine", waiting)) - self._count(passed)

    def count_weighty(self) -> int:
        """How many claims `read_weighty` goes through."""
        waits = exists().where(claims.c.id == weights.c.claim, claims.c.twin == 0, _waits()).correlate(weights)
        return self._count(select(func.count()).select_from(weights).where(waits))

    def count_between(self, ranges: Sequence[tuple[str, str]]) -> int:
        """How many claims `read_between` goes through."""
        at = claims.c
        waits = (at.twin == 0, _waits(by_state=False))
        return sum(
            self._count(select(func.count()).select_from(claims).where(at.id >= first, at.id < last, *waits))
            for first, last in ranges
        )

    def _count(self, query: Select[Any]) -> int:
        return int(self._connection.scalar(query) or 0)

    def _read_range(self, first: str, last: str, limit: int, after: str | None) -> list[QueueItem]:
        at = claims.c
        query = select(at.row, at.id.label("place")).where(at.id >= first, at.id < last, at.twin == 0, _waits(by_state=False))
        if after is not None:
            query = query.where(at.id > after)
        found = query.order_by(at.id).limit(limit).subquery("found")
        rows = self._connection.execute(_detailed(found).order_by(found.c.place)).mappings()
        return [_to_item(row, "drawn at random", row["id"]) for row in rows]


def reviewed_claim(record: str, edited: str | None, review: str) -> Claim:
    """A claim as people left it, from the cells of its row; of a rejected one the verdict beside it says so."""
    claim = record_from(Claim, record if edited is None else edited)
    return claim if review in ("machine", "rejected") else replace(claim, review=cast("Any", review))


def _stands(source: Table) -> ColumnElement[bool]:
    """Whether a judgement's subject is found under its id in what its page shows now."""
    found = exists().where(source.c.id == judgements.c.subject, source.c.retired == 0, source.c.document == pages.c.current)
    return found.where(pages.c.id == judgements.c.page)


def _waits(*, by_state: bool = True) -> ColumnElement[bool]:
    """Whether a claim stands on its page now and nobody has decided about it.

    Where claims are not to be found by their state, it is no bare column: SQLite would else read all that wait.
    """
    state = claims.c.review if by_state else claims.c.review.concat("")
    shown = exists().where(
        documents.c.id == claims.c.document, pages.c.id == documents.c.page, pages.c.current == documents.c.id
    )
    return and_(state == "machine", claims.c.retired == 0, shown.correlate_except(documents, pages))


def _detailed(found: Subquery) -> Select[Any]:
    """What an item of a queue shows, for the claims of one page of it only."""
    at, own = claims.c, documents.c
    columns = (at.row, at.id, at.document, at.exact, at.record, at.edited, at.review, own.page, own.title, own.publisher)
    query = select(*columns, found.c.place).join_from(found, claims, at.row == found.c.row)
    return query.join(documents, own.id == at.document)


def _to_item(row: RowMapping, why: str, cursor: str) -> QueueItem:
    return QueueItem(
        claim=reviewed_claim(row["record"], row["edited"], row["review"]),
        document=row["document"],
        page=row["page"],
        title=row["title"],
        publisher=row["publisher"],
        words=row["exact"],
        why=why,
        cursor=cursor,
    )


def _place(cursor: str) -> tuple[str, str]:
    match = PLACE.fullmatch(cursor)
    if match is None:
        raise QueryError(f"{cursor!r:.60}", "not a cursor of this queue: give the one of its last item")
    return match[1], match[2]


def _number(row: str, cursor: str) -> int:
    if not row.isdigit():
        raise QueryError(cursor, "not a cursor of this queue: give the one of its last item")
    return int(row)


def _limited(limit: int) -> int:
    if not 0 < limit <= MAX_LIMIT:
        raise QueryError("limit", f"ask for 1 to {MAX_LIMIT}")
    return limit
