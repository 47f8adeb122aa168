"""The search index of a document, written and taken away.

In: the id of a document whose rows are written. Out: a passage for each piece of its text and each of its claims, with their
words as the rows have them. SQLite's index reads the rows again when words are taken out of it: that comes before they change.
"""

from typing import Final, NamedTuple

from sqlalchemy import delete, insert, select, text

from sayso.store.facet_filing import file_document
from sayso.store.link_writer import SqlLinkWriter
from sayso.store.schema import claims, documents, pages, passages
from sayso.store.search import passages_of, search_vector

__all__ = ["SqlIndexWriter"]

UNINDEX: Final = text(
    "INSERT INTO passages_words (passages_words, rowid, head, body) "
    "SELECT 'delete', \"row\", head, body FROM passages_text "
    'WHERE "row" IN (SELECT "row" FROM passages WHERE document = :document)'
)
INDEX: Final = text(
    'INSERT INTO passages_words (rowid, head, body) SELECT "row", head, body FROM passages_text '
    'WHERE "row" IN (SELECT "row" FROM passages WHERE document = :document)'
)


class _Place(NamedTuple):
    """A place of a text, and the words that it is found by; `claim` is the row of its claim."""

    claim: int | None
    start: int
    stop: int
    head: str
    body: str


class SqlIndexWriter(SqlLinkWriter):
    """Writes the search index within one transaction."""

    def _unindex(self, document: str) -> None:
        if self._dialect == "sqlite":
            self._connection.execute(UNINDEX, {"document": document})
        self._connection.execute(delete(passages).where(passages.c.document == document))

    def _index(self, document: str) -> None:
        """A passage for each piece of the text and each claim, and its words."""
        at = documents.c
        query = select(at.title, at.text, pages.c.current == at.id).join(pages, pages.c.id == at.page).where(at.id == document)
        title, body, is_current = self._connection.execute(query).one()
        is_vector = self._dialect == "postgresql"
        rows = [
            {
                "document": document,
                "current": int(bool(is_current)),
                "claim": place.claim,
                "start": place.start,
                "stop": place.stop,
                "words": search_vector(place.head, place.body) if is_vector else None,
            }
            for place in (*_text_places(title or "", body), *self._claim_places(document))
        ]
        self._connection.execute(insert(passages), rows)
        if not is_vector:
            self._connection.execute(INDEX, {"document": document})
        file_document(self._connection, document)

    def _claim_places(self, document: str) -> list[_Place]:
        at = claims.c
        query = select(at.row, at.start, at.stop, at.sources, at.exact).where(at.document == document, at.retired == 0)
        return [_Place(*row) for row in self._connection.execute(query.order_by(at.position, at.id, at.twin))]


def _text_places(title: str, body: str) -> list[_Place]:
    return [_Place(None, span.start, span.end, title, span.of(body)) for span in passages_of(body)]
