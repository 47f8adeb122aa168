"""The questions of the ledger's screen: rows, facets, timelines, places, an actor's page, saved searches.

In: a `Browse` or a name. Out: the records of `store.browsing`. These are methods of `Ledger`, in a class of their own since
they are many; each is one state of the ledger. It holds no SQL and knows no address of a page.
"""

from collections.abc import Callable
from dataclasses import replace

from sayso.bookkeeping.actor_names import find_key, joined_names
from sayso.bookkeeping.barring import Bar
from sayso.errors import QueryError
from sayso.records.ids import digest
from sayso.store import (
    ActorAccount,
    Browse,
    Browsed,
    BrowseRow,
    Bucket,
    Clock,
    DocumentHead,
    Facet,
    PlaceCount,
    SavedSearch,
    Store,
    View,
)

__all__ = ["LedgerScreens"]

#: Longest name of a saved search, and longest query string.
LONGEST_NAME, LONGEST_QUERY = 200, 4000


class LedgerScreens:
    """What `Ledger` answers for its screen; every method raises `StoreError` where the database cannot do its part."""

    _store: Store
    _clock: Callable[[], str]

    def browse(self, ask: Browse, after: str | None = None) -> Browsed:
        """One page of claims; `after` is `Browsed.next` or `previous` of another page of the same question.

        Any page costs the same, however deep it is.

        Raises:
            QueryError: a value makes no sense, or the cursor is not one of this question.
        """
        with self._store.reading() as view:
            found = view.browse(ask.checked(), after)
            return replace(found, rows=_carried(view, found.rows))

    def facets(self, ask: Browse) -> tuple[Facet, ...]:
        """What the question could be narrowed by, and widened: each facet is counted without its own choices.

        Raises:
            QueryError: a value makes no sense.
        """
        with self._store.reading() as view:
            return view.read_facets(ask.checked())

    def timeline(self, ask: Browse, clock: Clock = "published") -> tuple[Bucket, ...]:
        """How many of the claims fall on each day, week, month or span of years; those without a date on none.

        A claim that is dated more loosely than that (a year, a month) counts where its date begins.

        Raises:
            QueryError: a value makes no sense.
        """
        with self._store.reading() as view:
            return view.read_timeline(ask.checked(), clock)

    def map_places(self, ask: Browse) -> tuple[PlaceCount, ...]:
        """The places that the claims speak of, most frequent first; governments and nationalities are none.

        Raises:
            QueryError: a value makes no sense.
        """
        with self._store.reading() as view:
            return view.read_places(ask.checked())

    def actor(self, name_or_id: str) -> ActorAccount:
        """What a source says, is said to have said, and denies: by its name, or by the id of an actor of a document.

        Names that people joined with it are counted with it; `find_actors` has those that could be.

        Raises:
            NotFound: no source of a current claim is called so.
        """
        with self._store.reading() as view:
            name = find_key(view, name_or_id)
            found = view.read_account(name, joined_names(view, name))
            return replace(found, parts=tuple(replace(part, rows=_carried(view, part.rows)) for part in found.parts))

    def latest(self, ask: Browse, since: str | None = None) -> tuple[BrowseRow, ...]:
        """Claims that came into the ledger after an instant (ISO 8601, UTC), the newest first, at most `ask.limit`.

        Raises:
            QueryError: a value makes no sense.
        """
        with self._store.reading() as view:
            return _carried(view, view.read_latest(ask.checked(), since))

    def newest(self, limit: int = 10) -> tuple[DocumentHead, ...]:
        """The pages that came into the ledger last, as what they show now."""
        with self._store.reading() as view:
            return view.read_newest(limit)

    def save_search(self, name: str, query: str, user: str) -> SavedSearch:
        """Keep the query string of a page of the ledger under a name.

        Raises:
            QueryError: the name is missing or one of them is too long.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise QueryError("saved search", f"give it a name of 1 to {LONGEST_NAME} characters")
        if len(query) > LONGEST_QUERY:
            raise QueryError(name, f"its query has {len(query)} characters: at most {LONGEST_QUERY} can be saved")
        at = self._clock()
        saved = SavedSearch("q" + digest("search", name, query, user, at), name, query, user, at)
        with self._store.writing() as writer:
            Bar.read(writer.view).refuse_words(name, query)
            writer.save_search(saved)
        return saved

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The saved searches that nobody dropped, oldest first."""
        with self._store.reading() as view:
            return view.read_saved()

    def drop_saved_search(self, search: str, user: str) -> None:
        """Drop a saved search by its id.

        Raises:
            NotFound: there is none.
        """
        with self._store.writing() as writer:
            writer.drop_search(search, user, self._clock())


def _carried(view: View, rows: tuple[BrowseRow, ...]) -> tuple[BrowseRow, ...]:
    """The rows with how many pages and publishers carry their claims."""
    from sayso.linking.answers import SURE  # it loads what links

    found = view.read_claim_carriers({row.id for row in rows}, SURE)
    return tuple(
        replace(row, pages=found[row.id].pages, publishers=found[row.id].publishers) if row.id in found else row for row in rows
    )
