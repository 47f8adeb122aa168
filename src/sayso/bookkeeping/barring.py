"""What was redacted does not come in again: pages, texts and answers are held against the tombstones.

In: a view, and what wants in. Out: the tombstone that keeps it out, or items of feeds with blocks in the place of redacted
words. It changes no row.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Self

from sayso.errors import QueryError
from sayso.records import Analysis, Answer, Failure, FeedItem, Page
from sayso.records.ids import page_id, sha256_of
from sayso.records.redactions import Mask, Tombstone, TombstoneKind
from sayso.store import View

__all__ = ["Bar", "tell_barred"]

#: Kinds that keep something out; the others say what was changed.
BARRING: Final[tuple[TombstoneKind, ...]] = ("words", "page", "text", "body")


class Bar:
    """Everything that may not come in, as of one state of the ledger."""

    def __init__(self, tombstones: Iterable[Tombstone]) -> None:
        self._by_hash = {(one.kind, one.hash): one for one in tombstones}
        self.mask = Mask({one.hash: one.words for one in self._by_hash.values() if one.kind == "words"})

    @classmethod
    def read(cls, view: View) -> Self:
        """The bar of a ledger."""
        return cls(view.read_tombstones(BARRING))

    def find_address(self, address: str) -> Tombstone | None:
        """Why an address may not be kept."""
        if not self._by_hash:
            return None
        return self._find("page", sha256_of(page_id(address))) or self._find_words(self.mask.finds(address))

    def find_reading(self, analysis: Analysis, page: Page | None) -> Tombstone | None:
        """Why a reading may not be kept."""
        if not self._by_hash:
            return None
        document = analysis.document
        found = self._find("page", sha256_of(document.page)) or self.find_address(document.url)
        found = found or self._find("text", document.sha256)
        told = (
            document.title or "",
            document.canonical_url or "",
            *document.bylines,
            *(one.value for one in document.evidence),
        )
        found = found or next(self._find_in((document.text, *told)), None)
        if found is None and page is not None:
            found = self._find("body", page.sha256) or self._find_words(self.mask.finds_in_bytes(page.body))
        return found

    def find_answer(self, answer: Answer) -> Tombstone | None:
        """Why an answer may not be kept."""
        if not self._by_hash:
            return None
        fetch = answer.fetch
        addresses = dict.fromkeys((fetch.address, *fetch.redirects, *((fetch.final,) if fetch.final else ())))
        found = next((one for address in addresses if (one := self.find_address(address)) is not None), None)
        found = found or next(self._find_in(value for _, value in fetch.headers), None)
        found = found or (self._find("body", fetch.sha256) if fetch.sha256 else None)
        return found or self._find_words(self.mask.finds_in_bytes(answer.body))

    def find_failure(self, failure: Failure) -> Tombstone | None:
        """Why not even a failure may be kept."""
        found = self.find_address(failure.url)
        return found or next(self._find_in((failure.error, failure.stage)), None)

    def refuse_words(self, *texts: str | None) -> None:
        """Refuse what somebody wrote, where it holds words that were redacted.

        Raises:
            QueryError: it does.
        """
        found = next(self._find_in(text for text in texts if text), None)
        if found is not None:
            raise QueryError("ledger", tell_barred(found))

    def hold_items(self, items: Iterable[FeedItem]) -> Iterator[FeedItem]:
        """The items that may be kept, with blocks for words that may not."""
        for item in items:
            if not self._by_hash:
                yield item
            elif not any(self.find_address(one) for one in (item.key, item.address) if one):
                yield self.mask.record(item)

    def _find(self, kind: TombstoneKind, hashed: str) -> Tombstone | None:
        return self._by_hash.get((kind, hashed))

    def _find_words(self, hashed: str | None) -> Tombstone | None:
        return None if hashed is None else self._find("words", hashed)

    def _find_in(self, texts: Iterable[str]) -> Iterator[Tombstone]:
        return (found for text in texts if (found := self._find_words(self.mask.finds(text))) is not None)


def tell_barred(tombstone: Tombstone) -> str:
    """One line for whoever brings it."""
    what = {"words": "it holds words that were", "page": "the page was", "text": "the text was", "body": "its bytes were"}
    return f"{what[tombstone.kind]} redacted on {tombstone.at[:10]} by {tombstone.user} ({tombstone.reason}): not kept"
