"""The ledger: keeps what was read, finds it again, and remembers what people decided about it.

In: a stream of `Analysis`, `Reading` (with the page's bytes) or `Failure`. Out: records and the views of `store`. It
orders what happens; it holds no SQL and reads no language.

    with Ledger("news.sqlite3") as ledger:
        ledger.add(readings)
        ledger.search("dam -election")
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from sayso.bookkeeping.applying import find_unsettled, settle_waiting
from sayso.bookkeeping.citing import LedgerCitations
from sayso.bookkeeping.decisions import LedgerDecisions
from sayso.bookkeeping.intake_work import LedgerIntake, find_archive
from sayso.bookkeeping.noticing import LedgerNotices
from sayso.bookkeeping.screens import LedgerScreens
from sayso.errors import StoreError
from sayso.linking.actors import suggest_links
from sayso.linking.lookup import Lookup, look_up
from sayso.linking.verdicts import read_verdicts
from sayso.records import (
    Analysis,
    Failure,
    Origins,
    Page,
    Policy,
    QuantityKind,
    QueueItem,
    Reading,
    RecordLink,
    Review,
    Reviewed,
    Story,
)
from sayso.records.instants import read_clock
from sayso.settings import load_settings
from sayso.store import (
    ActorAccount,
    Added,
    Browse,
    Browsed,
    BrowseRow,
    Bucket,
    Carriers,
    Counts,
    Facet,
    FacetValue,
    Filters,
    Hit,
    KeptFailure,
    PlaceCount,
    Problem,
    SavedSearch,
    migrate_store,
    open_store,
)

if TYPE_CHECKING:  # what links needs numpy, and most commands do not: it is loaded where it is used
    from sayso.bookkeeping.event_scenes import EventScene
    from sayso.bookkeeping.link_state import LinkSummary
    from sayso.bookkeeping.story_accounts import StoryAccount
    from sayso.linking.answers import Answer
    from sayso.linking.claim_verdicts import ClaimVerdict
    from sayso.linking.figure_series import FigureTable

__all__ = [
    "ActorAccount", "Browse", "BrowseRow", "Browsed", "Bucket", "Facet", "FacetValue", "Item", "Ledger", "PlaceCount",
    "QueueItem", "Review", "Reviewed", "SavedSearch", "Summary",
]  # fmt: skip

Item = Analysis | Reading | Failure


@dataclass(frozen=True, slots=True)
class Summary:
    """How many items were new, known already, read otherwise than before, and not readable."""

    added: int = 0
    unchanged: int = 0
    updated: int = 0
    failed: int = 0


def _reached_nothing(_step: str) -> None:
    """Nobody watches."""


class Ledger(LedgerDecisions, LedgerScreens, LedgerIntake, LedgerNotices, LedgerCitations):
    """A ledger in a SQLite file (a path or `sqlite:///…`) or on PostgreSQL (`postgresql://…`).

    Without an address it is the one that `SAYSO_LEDGER` names, else this user's own. Every method raises `StoreError`, in
    one line, where the database cannot do its part.

    Args:
        address: where it is.
        create: whether a ledger that is not there is made; else it is an error.
        clock: gives the UTC instant to note, in ISO 8601.
        archive: the folder of what is fetched; without it, beside the ledger's file, or where `SAYSO_ARCHIVE` says.
        reached: is told of each step that is taken; for tests, which stop the program there.
    """

    def __init__(
        self,
        address: str | os.PathLike[str] | None = None,
        *,
        create: bool = True,
        clock: Callable[[], str] | None = None,
        archive: str | os.PathLike[str] | None = None,
        reached: Callable[[str], None] = _reached_nothing,
    ) -> None:
        named = os.fspath(_own_ledger(create=create) if address is None else address)
        self._store = open_store(named, create=create)
        self._clock = clock or read_clock
        self._reached = reached
        self._folder = find_archive(named, load_settings().archive) if archive is None else Path(archive)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def add(self, items: Iterable[Item]) -> Summary:
        """Keep all items, one transaction each, and say how many came to what."""
        counts = Counter(added.outcome for added in self.add_each(items))
        return Summary(counts["added"], counts["unchanged"], counts["updated"], counts["failed"])

    def add_each(self, items: Iterable[Item]) -> Iterator[Added]:
        """Keep the items one by one as the result is iterated; each is kept for good before it is yielded."""
        from sayso.bookkeeping.profiling import keep_item

        for item in items:
            with self._store.writing() as writer:
                added = keep_item(writer, item, self._clock())
            yield added

    def search(
        self,
        query: str = "",
        *,
        source: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: Literal["claim", "document"] | None = None,
        history: bool = False,
        limit: int = 20,
        offset: int = 0,
    ) -> tuple[Hit, ...]:
        """The claims and passages that match, best first: words, "phrases", -not, OR, prefix*, and the filters of `Filters`.

        Raises:
            QueryError: the query or a filter makes no sense, or there is neither.
        """
        filters = Filters(source, outlet, since, until, kind, history)
        with self._store.reading() as view:
            return view.search(query, filters, limit, offset)

    def analysis(self, document: str) -> Analysis:
        """The last reading of a document (or of what a page shows now), equal to the one added, less the tags."""
        with self._store.reading() as view:
            return view.read_analysis(view.read_shown(view.find_id(document)).document.id)

    def page(self, document: str) -> Page | None:
        """The page of a document with its bytes as they came in, out of the ledger or of the archive of what was fetched.

        Null where only an analysis was added.

        Raises:
            ArchiveError: its bytes are not in the archive where they should be.
        """
        with self._store.reading() as view:
            found = view.read_shown(view.find_id(document)).document.id
            return self._read_page(view, found)

    def carriers(self, document: str) -> Mapping[str, Carriers]:
        """How many pages and publishers carry each claim of a document that other pages carry too, by what `link` found."""
        from sayso.linking.answers import SURE

        with self._store.reading() as view:
            return view.read_carriers(document, SURE)

    def documents(self) -> Iterator[str]:
        """The ids of the current documents, page by page in the order the pages came."""
        with self._store.reading() as view:
            yield from view.iter_documents()

    def suggest_actors(self) -> Iterator[RecordLink]:
        """Which actors of the current documents may be one party, or a row of the tables: suggestions, and what was accepted.

        The actors are read in blocks, by the days of their documents. Nothing is kept; nothing that was rejected comes again.
        """
        with self._store.reading() as view:
            yield from suggest_links(view.iter_actors(), read_verdicts(view.read_judgements(None)))

    def find_actors(self, name: str) -> Lookup:
        """Who goes by a name in the current documents and in the tables, and who may be one with whom."""
        with self._store.reading() as view:
            return look_up(name, view.iter_actor_records(), view.iter_actors_of, view.read_judgements(None))

    def link(self, *, rebuild: bool = False, workers: int = 1, advance: Callable[[], None] = lambda: None) -> LinkSummary:
        """Bring copies, stories and links between claims up to date; `rebuild` works all of it out anew, to the same rows.

        What has not changed since the last time is left alone. `workers` is how many processes link claims side by side, where
        there is enough to do; a program that asks for more than one guards its entry (`if __name__ == "__main__":`). `advance`
        is called for each document and story that is done.
        """
        from sayso.bookkeeping.relinking import relink

        settle_waiting(self._store, self._clock())
        return relink(self._store, self._clock, rebuild=rebuild, advance=advance, workers=workers)

    def count_unlinked(self) -> int:
        """How many documents were added or read again since `link` was last run."""
        with self._store.reading() as view:
            return view.count_unlinked()

    def who(
        self,
        question: str,
        *,
        policy: Policy = "origins",
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 5,
    ) -> tuple[Answer, ...]:
        """Which claims a question means, by which chains, and how many independent origins stand behind each, with bounds.

        A question is words as in a search, or the id of a claim. Without `link` every claim stands alone.

        Raises:
            QueryError: the question or a filter makes no sense.
        """
        from sayso.bookkeeping.answering import Question, answer_question

        asked = Question(question, Filters(None, outlet, since, until, "claim"), policy, limit)
        with self._store.reading() as view:
            return tuple(answer_question(view, asked))

    def origins(self, claim: str, policy: Policy = "origins") -> Origins:
        """The origins behind a claim and all that say the same."""
        from sayso.bookkeeping.answering import answer_claim

        with self._store.reading() as view:
            return answer_claim(view, view.find_id(claim), policy).origins

    def figures(
        self,
        question: str,
        *,
        kind: QuantityKind | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[FigureTable, ...]:
        """The figures that a question means: for each thing that is counted, what each source said, in order of time.

        Raises:
            QueryError: the question or a filter makes no sense.
        """
        from sayso.bookkeeping.figures import find_figures

        with self._store.reading() as view:
            return find_figures(view, question, Filters(None, outlet, since, until, "claim"), kind)

    def event_scenes(self, documents: Iterable[str] | None = None) -> Iterator[EventScene]:
        """The ledger story by story, for who counts events and not reports; of some documents, their stories in that order.

        Each comes with its documents as people left them; a document without a story is one of its own.
        """
        from sayso.bookkeeping.event_scenes import read_scenes

        with self._store.reading() as view:
            yield from read_scenes(view, documents)

    def decided(self, answer: Answer) -> tuple[ClaimVerdict, ...]:
        """What people decided about links between the claims of an answer and others, the last decision first."""
        from sayso.bookkeeping.answering import read_decided

        with self._store.reading() as view:
            return read_decided(view, answer)

    def stories(self, words: str | None = None, *, after: Story | None = None) -> Iterator[Story]:
        """The stories, the latest first; with words, those that match, best first. `after` is the last one seen already.

        Of a story only its id and its last day are looked at: it need not be there any more.
        """
        from sayso.bookkeeping.story_accounts import find_stories

        with self._store.reading() as view:
            if words is None:
                yield from (kept.story for kept in view.iter_stories(after))
            else:
                yield from find_stories(view, words, None if after is None else after.id)

    def story(self, subject: str, *, policy: Policy = "origins", limit: int = 10) -> StoryAccount:
        """The story whose id begins so, or that words match best, with its pages and what several of them say.

        Raises:
            NotFound: there is none.
        """
        from sayso.bookkeeping.story_accounts import find_story, tell_story

        with self._store.reading() as view:
            return tell_story(view, find_story(view, subject), policy, limit)

    def failures(self) -> Iterator[KeptFailure]:
        """The pages that could not be read, oldest first."""
        with self._store.reading() as view:
            yield from view.iter_failures()

    def counts(self) -> Counts:
        """How much the ledger holds."""
        with self._store.reading() as view:
            return view.read_counts()

    def verify(self) -> list[Problem]:
        """Everything that is wrong with what is kept, in the ledger and in its archive; empty if nothing is."""
        problems = [*self._store.verify(), *self._find_archive_problems()]
        with self._store.reading() as view:
            return problems or list(find_unsettled(view))

    @classmethod
    def migrate(cls, address: str | os.PathLike[str] | None = None) -> tuple[str, str]:
        """Bring an older ledger to the newest schema; the revisions before and after."""
        revisions = migrate_store(load_settings().ledger if address is None else address)
        with cls(address, create=False) as ledger:
            settle_waiting(ledger._store, ledger._clock())
        return revisions


def _own_ledger(*, create: bool) -> str:
    """The address that the settings name; the folder of the default one is made if need be."""
    settings = load_settings()
    if create and settings.is_default_ledger:
        try:
            Path(settings.ledger).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = f"its folder cannot be made ({error.strerror}): name another ledger in SAYSO_LEDGER or with --ledger"
            raise StoreError(settings.ledger, reason) from error
    return settings.ledger
