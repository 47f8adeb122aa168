"""Answers kept for good: in the archive first, then in the row that points there.

In: `Answer`s, a store and an archive. Out: the `Fetch` as it was kept. What a program that was stopped left in the archive
without a row gets its row before anything else is added, so that repeating the work doubles nothing. It fetches nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from sayso.errors import ArchiveError
from sayso.intake.archive import ArchiveFolder, ArchiveWriter, body_of, iter_fetches, mend_tail, read_place
from sayso.intake.archive.folder import Reached, reached_nothing
from sayso.records import Answer, Fetch, Page
from sayso.records.ids import sha256_of
from sayso.store import Store, View

__all__ = ["Archivist", "page_of", "read_body"]


def page_of(view: View, place: ArchiveFolder, document: str) -> Page | None:
    """The page that a document was read from, out of the ledger or of the archive; null where its bytes were never kept.

    Raises:
        ArchiveError: they were, and are not where they should be.
    """
    origin = next((one for one in view.read_origins(document) if one.fetch.archive is not None), None)
    if origin is None:
        return view.read_page(document)
    fetch, body = origin.fetch, read_body(place, origin.fetch)
    url = view.read_shown(document).document.url
    return Page(url, fetch.at, body, fetch.content_type, sha256_of(body), origin.told, fetch.id)


def read_body(place: ArchiveFolder, fetch: Fetch) -> bytes:
    """The body that a fetch brought, out of the archive.

    Raises:
        ArchiveError: it is not where it should be, or not what it was.
    """
    if fetch.archive is None:
        raise ArchiveError(fetch.id, "it brought nothing that could be archived")
    body = body_of(read_place(place, fetch.archive), fetch)
    if fetch.sha256 is not None and sha256_of(body) != fetch.sha256:
        raise ArchiveError(fetch.archive.file, f"the bytes at {fetch.archive.offset} are not those that were kept")
    return body


class Archivist:
    """Keeps answers in one archive and the ledger that it belongs to."""

    def __init__(
        self, store: Store, archive: ArchiveWriter, clock: Callable[[], str], reached: Reached = reached_nothing
    ) -> None:
        self._store = store
        self._archive = archive
        self._clock = clock
        self.reached = reached
        self._linked: tuple[str, int] | None = None  # a file, and the size up to which the ledger knows all of it

    @property
    def place(self) -> ArchiveFolder:
        """The archive's folder."""
        return self._archive.place

    def keep(self, answer: Answer) -> Fetch:
        """Keep an answer; one that is there already is left as it is, and one that nobody gave has no bytes."""
        fetch = replace(answer.fetch, archive=None)
        if fetch.status is None:
            return self._keep_row(fetch)
        with self._archive.place.held():
            self._link_tail()
            known = self._read(fetch.id)
            if known is not None:
                return known
            place = self._archive.append(answer, self._known_end)
            self.reached("answer: archived")
            kept = self._keep_row(replace(fetch, archive=place))
            self._linked = (place.file, place.offset + place.length)
        return kept

    def link_orphans(self, names: Iterable[str] | None = None) -> tuple[Fetch, ...]:
        """Give the responses of these files (null: all) their rows, where they have none; the archive must be held."""
        found: list[Fetch] = []
        for name in self._archive.place.files() if names is None else names:
            start = 0 if names is None else self._known_end(name)
            if not self._archive.place.is_sealed(name):
                mend_tail(self._archive.place, name, start, self.reached)
            there = list(iter_fetches(self._archive.place, name, start))
            with self._store.reading() as view:
                known = view.has_fetches({fetch.id for fetch in there})
                gone = view.find_tombstones("fetch", {fetch.id for fetch in there})
            for fetch in {fetch.id: fetch for fetch in reversed(there)}.values():
                if fetch.id not in known and fetch.id not in gone:
                    found.append(self._keep_row(fetch))
                    self.reached("orphan: kept")
        return tuple(found)

    def _link_tail(self) -> None:
        """Link what others left without a row in the files that are still added to."""
        place = self._archive.place
        names = [name for name in place.open_files() if not place.is_sealed(name)]
        if not names or (names[-1], place.path(names[-1]).stat().st_size) == self._linked:
            return
        self.reached("tail: looked at")
        self.link_orphans(names)

    def _known_end(self, name: str) -> int:
        if self._linked is not None and self._linked[0] == name:
            return self._linked[1]
        with self._store.reading() as view:
            return view.read_archived_end(name)

    def _read(self, fetch: str) -> Fetch | None:
        with self._store.reading() as view:
            return view.read_fetch(fetch)

    def _keep_row(self, fetch: Fetch) -> Fetch:
        with self._store.writing() as writer:
            self.reached("row: before")
            is_new = writer.keep_fetch(fetch, self._clock())
            self.reached("row: written")
            kept = fetch if is_new else writer.view.read_fetch(fetch.id)
        self.reached("row: kept")
        return kept or fetch
