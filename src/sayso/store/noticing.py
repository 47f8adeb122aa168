"""What a store does for a watch: what was noticed, and how far each thing has come.

In: nothing. Out: the protocols of views and writers; `notice_rows` keeps them on databases. A notice is written once, whoever
writes it how often; a mark only ever moves forwards.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from sayso.records.notices import Notice

__all__ = ["NoticeView", "NoticeWriter"]


class NoticeView(Protocol):
    """Reads what was noticed, in the state of its `View`."""

    def read_notices(self, since: str, until: str, search: str | None = None, limit: int = 10_000) -> tuple[Notice, ...]:
        """The notices after an instant and up to another one, the oldest first; of a search also those that are for all."""
        ...

    def find_noticed(self, search: str, claims_: Collection[str]) -> Collection[str]:
        """Which of these claims a search has a notice of."""
        ...

    def read_mark(self, name: str) -> str | None:
        """How far something has come."""
        ...

    def read_first_seen(self, claims_: Collection[str]) -> Mapping[str, str]:
        """Since when the ledger has these claims."""
        ...

    def find_linked(self, documents_: Collection[str]) -> Collection[str]:
        """Which of these documents are linked."""
        ...

    def read_versions_of(self, documents_: Collection[str]) -> Mapping[str, str]:
        """Of these documents, those whose page showed another one before, with that one."""
        ...


class NoticeWriter(Protocol):
    """Writes what was noticed, in the transaction of its `Writer`."""

    def put_notices(self, found: Iterable[Notice]) -> int:
        """Keep notices; how many of them were not there."""
        ...

    def put_mark(self, name: str, at: str) -> None:
        """Note how far something has come; a mark that is further stays."""
        ...
