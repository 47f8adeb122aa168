"""How many pages and publishers carry the claims of a document, or of a page of rows, in one question to the database.

In: a document, or claims. Out: `Carriers` for each claim that another one surely is the same as, or that a person joined
with it, over any number of links. Which links there are is decided in `linking`; nothing is written.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, or_, select

from sayso.store.base import Carriers
from sayso.store.schema import claims, documents, links, pages

__all__ = ["SqlCarrierView"]


class SqlCarrierView:
    """Reads one state of the ledger; see `base.View`."""

    _connection: Connection

    def read_carriers(self, document: str, sure: float) -> Mapping[str, Carriers]:
        """The claims of a document that other pages carry too."""
        return self._read(claims.c.document == document, sure)

    def read_claim_carriers(self, claims_: Collection[str], sure: float) -> Mapping[str, Carriers]:
        """Those of these claims that other pages carry too."""
        return self._read(claims.c.id.in_(sorted(claims_)), sure) if claims_ else {}

    def _read(self, which: ColumnElement[bool], sure: float) -> Mapping[str, Carriers]:
        found = self._connection.execute(_count_carriers(which, sure))
        return {claim: Carriers(count, publishers) for claim, count, publishers in found if count > 1}


def _count_carriers(which: ColumnElement[bool], sure: float) -> Select[str, int, int]:
    own = select(claims.c.id.label("own"), claims.c.id.label("claim"))
    same = own.where(which, claims.c.retired == 0).cte("same", recursive=True)
    other = case((links.c.left == same.c.claim, links.c.right), else_=links.c.left)
    # The kind is no bare column here: SQLite would read all links of that kind instead of those with this end.
    counts = and_(links.c.kind.concat("") == "same_claim", or_(links.c.state == "confirmed", links.c.score >= sure))
    ends = or_(links.c.left == same.c.claim, links.c.right == same.c.claim)
    same = same.union(select(same.c.own, other).join_from(same, links, and_(ends, counts)))
    # Outer joins keep their order: SQLite would begin with all claims there are.
    shown = case((pages.c.id.is_not(None), documents.c.publisher))
    return (
        select(same.c.own, func.count(distinct(pages.c.id)), func.count(distinct(shown)))
        .outerjoin_from(same, claims, and_(claims.c.id == same.c.claim, claims.c.retired == 0))
        .outerjoin(documents, documents.c.id == claims.c.document)
        .outerjoin(pages, and_(pages.c.id == documents.c.page, pages.c.current == documents.c.id))
        .group_by(same.c.own)
    )
