"""Whether what claims are browsed by is what their rows say.

In: a connection in a transaction. Out: `Problem`s, each naming a document. Every row of `facets` is made anew and compared,
without writing. It repairs nothing.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from sayso.store.base import Problem
from sayso.store.facet_filing import KnownNames, pack_document
from sayso.store.schema import documents, facets, pages

__all__ = ["find_facet_problems"]

BATCH: Final = 200


def find_facet_problems(connection: Connection) -> Iterator[Problem]:
    """Every document whose row is missing, is of other claims, or of another version than its page shows."""
    names, last = KnownNames(connection), ""
    own = select(documents.c.id, documents.c.id == pages.c.current, facets.c.current, facets.c.packed)
    own = own.join_from(documents, pages, pages.c.id == documents.c.page)
    own = own.outerjoin(facets, facets.c.document == documents.c.id).order_by(documents.c.id).limit(BATCH)
    while found := connection.execute(own.where(documents.c.id > last)).all():
        for document, is_current, filed_current, packed in found:
            if packed is None:
                yield Problem(document, "its claims cannot be browsed: they are not filed")
            elif not _is_packed(connection, document, names, bytes(packed)):
                yield Problem(document, "its claims are filed otherwise than its rows have them")
            elif bool(is_current) != bool(filed_current):
                yield Problem(document, "its claims are filed as those of another version")
            last = document


def _is_packed(connection: Connection, document: str, names: KnownNames, packed: bytes) -> bool:
    """Whether the claims of a document are packed so; rows that cannot be read are found by who checks these."""
    try:
        return pack_document(connection, document, names) == packed
    except (KeyError, TypeError, ValueError):
        return True
