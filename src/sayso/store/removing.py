"""A page taken out with all that rests on it, and fetches that moved or went.

In: the id of a page, or fetches. Out: rows that are gone, within the transaction of whoever asks, those first that point to
others. Stories that it was in are left to the next linking. Names that nothing else is browsed by go too.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, or_, select, update

from sayso.records import Fetch
from sayso.records.codec import to_plain
from sayso.records.ids import page_id
from sayso.store.batches import in_batches
from sayso.store.facet_packing import names_in
from sayso.store.masking import SqlMaskWriter
from sayso.store.rows import clean, to_json
from sayso.store.schema import (
    DETAILS,
    attributions,
    blocks,
    bodies,
    claims,
    compared,
    document_fetches,
    documents,
    facet_names,
    facets,
    failures,
    feed_items,
    fetches,
    jobs,
    judgements,
    linked,
    linked_documents,
    links,
    pages,
    profiles,
    story_members,
    weights,
)
from sayso.store.taking_out import Removed

__all__ = ["SqlRemovalWriter"]

#: What a document has rows in, those first that point to others.
OWNED: Final = (
    facets, story_members, linked_documents, profiles, document_fetches, blocks, *DETAILS.values(), attributions, claims,
)  # fmt: skip
IDS: Final = (claims, attributions, DETAILS["actors"])


class SqlRemovalWriter(SqlMaskWriter):
    """Removes within one transaction; see `taking_out.RedactWriter`."""

    def remove_page(self, page: str) -> Removed:
        """Remove a page, its documents, what was decided about them, and all that rests on them."""
        at = documents.c
        rows = self._connection.execute(select(at.id, at.sha256, at.body).where(at.page == page).order_by(at.version)).all()
        own = [row.id for row in rows]
        gone = self._find_fetches(page, own)
        ids = {key for table in IDS for key in self._connection.scalars(select(table.c.id).where(table.c.document.in_(own)))}
        self._remove_decisions(page, {*own, *ids})
        self._remove_links(own, ids)
        names = self._names_of(own)
        for document in own:
            self._unindex(document)
        for table in OWNED:
            self._connection.execute(delete(table).where(table.c.document.in_(own)))
        self._connection.execute(delete(documents).where(at.id.in_(own)))
        self._connection.execute(delete(pages).where(pages.c.id == page))
        self._forget_names(names)
        self._remove_told(page)
        self.drop_fetches(gone)
        unused = ~select(documents.c.id).where(documents.c.body == bodies.c.sha256).exists()
        bytes_ = {row.body for row in rows if row.body is not None}
        self._connection.execute(delete(bodies).where(bodies.c.sha256.in_(sorted(bytes_)), unused))
        return Removed(tuple(own), tuple(row.sha256 for row in rows), tuple(sorted(bytes_)), tuple(gone))

    def move_fetches(self, fetches_: Iterable[Fetch]) -> None:
        """Note where the responses of these fetches lie now, and what is left of them."""
        for fetch in fetches_:
            place = fetch.archive
            values = {
                "address": clean(fetch.address),
                "sha256": fetch.sha256,
                "file": None if place is None else place.file,
                "offset": None if place is None else place.offset,
                "length": None if place is None else place.length,
                "record": to_json(to_plain(fetch)),
            }
            self._connection.execute(update(fetches).where(fetches.c.id == fetch.id).values(**values))

    def drop_fetches(self, fetches_: Collection[str]) -> None:
        """Remove fetches and what ties documents and items to them."""
        for some in in_batches(sorted(fetches_)):
            self._connection.execute(update(feed_items).where(feed_items.c.fetch.in_(some)).values(fetch=None))
            self._connection.execute(delete(document_fetches).where(document_fetches.c.fetch.in_(some)))
            self._connection.execute(delete(fetches).where(fetches.c.id.in_(some)))

    def close_job(self, job: str) -> None:
        """Remove a job."""
        self._connection.execute(delete(jobs).where(jobs.c.id == job))

    # --- the parts of removing a page ---

    def _find_fetches(self, page: str, own: Sequence[str]) -> list[str]:
        """The attempts to have the page, those that were led to it, and those that brought its documents."""
        tied = select(document_fetches.c.fetch).where(document_fetches.c.document.in_(own))
        found = set(self._connection.scalars(tied))
        for row in self._connection.execute(select(fetches.c.id, fetches.c.page, fetches.c.record)):
            if row.page == page or page in map(page_id, _addresses(json.loads(row.record))):
                found.add(row.id)
        return sorted(found)

    def _remove_decisions(self, page: str, ids: set[str]) -> None:
        """Judgements on the page, and those on others that name something of it."""
        at = judgements.c
        found = [
            row.row
            for row in self._connection.execute(select(at.row, at.page, at.record))
            if row.page == page or any(key in row.record for key in ids)
        ]
        if found:
            triggers = self._free_judgements()
            self._delete(judgements, at.row, found)
            self._hold_judgements(triggers)

    def _remove_links(self, own: Sequence[str], ids: set[str]) -> None:
        """Links at either end, and the stories it is in: those are worked out anew when somebody links."""
        in_ = select(story_members.c.story).where(story_members.c.document.in_(own)).distinct()
        told = sorted(self._connection.scalars(in_))
        others = select(story_members.c.document).where(story_members.c.story.in_(told))
        left_over = sorted(self._connection.scalars(others))
        self.drop_stories(told)
        self._delete(links, links.c.story, told)
        for end in (links.c.left, links.c.right):
            self._delete(links, end, sorted({*own, *ids}))
        self._connection.execute(delete(compared).where(or_(compared.c.left.in_(own), compared.c.right.in_(own))))
        self._delete(weights, weights.c.claim, sorted(ids))
        self._delete(linked_documents, linked_documents.c.document, left_over)
        self._connection.execute(delete(linked))

    def _names_of(self, own: Sequence[str]) -> set[int]:
        """The numbers of names that claims of these documents alone are browsed by."""
        mine: set[int] = set()
        theirs: set[int] = set()
        query = select(facets.c.document, facets.c.packed).execution_options(yield_per=500)
        for document, packed in self._connection.execute(query):
            (mine if document in own else theirs).update(names_in(packed))
        return mine - theirs

    def _forget_names(self, names: set[int]) -> None:
        for number in sorted(names):
            values = {"key": f"redacted {number}", "label": "redacted"}
            self._connection.execute(update(facet_names).where(facet_names.c.id == number).values(**values))

    def _remove_told(self, page: str) -> None:
        """What feeds, jobs and failures say of the page."""
        self._connection.execute(delete(feed_items).where(feed_items.c.page == page))
        self._connection.execute(delete(jobs).where(jobs.c.key == page))
        rows = self._connection.execute(select(failures.c.id, failures.c.url)).all()
        self._delete(failures, failures.c.id, [row.id for row in rows if page_id(row.url) == page])

    def _delete(self, table: Table, column: ColumnElement[Any], keys: Collection[Any]) -> None:
        for some in in_batches(keys):
            self._connection.execute(delete(table).where(column.in_(some)))


def _addresses(plain: dict[str, Any]) -> Iterable[str]:
    return filter(None, (plain.get("address"), plain.get("final"), *(plain.get("redirects") or ())))
