"""What the ledger does for a watch: notices and marks, as methods of `Ledger`.

In: notices that a watch made. Out: those of a time, and what a watch asks of rows before it makes one. It decides nothing.
"""

from collections.abc import Collection, Iterable, Mapping

from sayso.records.notices import Notice
from sayso.store import Store

__all__ = ["LedgerNotices"]


class LedgerNotices:
    """What `Ledger` does for a watch; every method raises `StoreError` where the database cannot do its part."""

    _store: Store

    def notices(self, since: str, until: str, search: str | None = None) -> tuple[Notice, ...]:
        """What was noticed after an instant and up to another one, oldest first; of a search also what is for all."""
        with self._store.reading() as view:
            return view.read_notices(since, until, search)

    def find_noticed(self, search: str, claims: Collection[str]) -> Collection[str]:
        """Which of these claims a search has a notice of."""
        with self._store.reading() as view:
            return view.find_noticed(search, claims)

    def mark(self, name: str) -> str | None:
        """How far something has come: a UTC instant, or null where it never began."""
        with self._store.reading() as view:
            return view.read_mark(name)

    def first_seen(self, claims: Collection[str]) -> Mapping[str, str]:
        """Since when the ledger has these claims (UTC instants)."""
        with self._store.reading() as view:
            return view.read_first_seen(claims)

    def find_linked(self, documents: Collection[str]) -> Collection[str]:
        """Which of these documents are linked."""
        with self._store.reading() as view:
            return view.find_linked(documents)

    def versions_of(self, documents: Collection[str]) -> Mapping[str, str]:
        """Of these documents, those whose page showed another one before, with that one."""
        with self._store.reading() as view:
            return view.read_versions_of(documents)

    def keep_notices(self, found: Iterable[Notice], mark: str, at: str) -> int:
        """Keep notices and how far whoever made them has come, all or nothing; how many were not there."""
        with self._store.writing() as writer:
            count = writer.put_notices(found)
            writer.put_mark(mark, at)
        return count

    def put_mark(self, name: str, at: str) -> None:
        """Note how far something has come; a mark that is further stays."""
        with self._store.writing() as writer:
            writer.put_mark(name, at)
