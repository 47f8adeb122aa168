"""The ledger: keeps what was read, finds it again, and remembers what people decided about it.

In: a stream of `Analysis`, `Reading` (with the page's bytes) or `Failure`. Out: records and the views of `store`. It
orders what happens; it holds no SQL and reads no language.

    with Ledger("news.sqlite3") as ledger:
        ledger.add(readings)
        ledger.search("dam -election")
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from sayso.errors import NotFound, QueryError, StoreError
from sayso.linking.actors import find_row, make_link, suggest_links
from sayso.linking.judgements import Attached, attach_judgements, candidate_of, candidates_of, describe, review_of
from sayso.linking.lookup import Lookup, look_up
from sayso.linking.verdicts import LINK_LETTER, describe_link, find_adrift, is_on_link, read_verdicts
from sayso.records import Analysis, Claim, Failure, Judgement, KeptJudgement, Page, Reading, RecordLink, SeenActor
from sayso.records.ids import judgement_id
from sayso.settings import load_settings
from sayso.store import Added, Counts, Filters, Hit, KeptFailure, Problem, Shown, View, migrate_store, open_store

__all__ = ["Item", "Ledger", "Summary"]

Item = Analysis | Reading | Failure


@dataclass(frozen=True, slots=True)
class Summary:
    """How many items were new, known already, read otherwise than before, and not readable."""

    added: int = 0
    unchanged: int = 0
    updated: int = 0
    failed: int = 0


class Ledger:
    """A ledger in a SQLite file (a path or `sqlite:///…`) or on PostgreSQL (`postgresql://…`).

    Without an address it is the one that `SAYSO_LEDGER` names, else this user's own. Every method raises `StoreError`, in
    one line, where the database cannot do its part.

    Args:
        address: where it is.
        create: whether a ledger that is not there is made; else it is an error.
        clock: gives the UTC instant to note, in ISO 8601.
    """

    def __init__(
        self, address: str | os.PathLike[str] | None = None, *, create: bool = True, clock: Callable[[], str] | None = None
    ) -> None:
        self._store = open_store(_own_ledger(create=create) if address is None else address, create=create)
        self._clock = clock or _read_clock

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
        for item in items:
            at = self._clock()
            with self._store.writing() as writer:
                if isinstance(item, Failure):
                    added = writer.keep_failure(item, at)
                elif isinstance(item, Reading):
                    added = writer.keep(item.analysis, item.page, at)
                else:
                    added = writer.keep(item, None, at)
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
            return _review_hits(view, view.search(query, filters, limit, offset))

    def show(self, subject: str) -> Shown:
        """The page, document, attribution or claim whose id begins so (a letter and at least six digits).

        Raises:
            NotFound: no id begins so, or several do.
        """
        with self._store.reading() as view:
            shown = view.read_shown(view.find_id(subject))
            return _review_shown(view, shown)

    def analysis(self, document: str) -> Analysis:
        """The last reading of a document (or of what a page shows now), equal to the one added, less the tags."""
        with self._store.reading() as view:
            return view.read_analysis(view.read_shown(view.find_id(document)).document.id)

    def page(self, document: str) -> Page | None:
        """The page of a document with its bytes as they came in; null where only an analysis was added."""
        with self._store.reading() as view:
            return view.read_page(view.read_shown(view.find_id(document)).document.id)

    def documents(self) -> Iterator[str]:
        """The ids of the current documents, page by page in the order the pages came."""
        with self._store.reading() as view:
            yield from view.iter_documents()

    def judge(self, subject: str, action: str, user: str, note: str | None = None) -> Judgement:
        """Append that a person (or `rule:NAME`, `model:NAME`) accepts or rejects a claim or attribution."""
        judgement, page = _judgement_on(self.show(subject), _verdict(action), user, self._clock(), note)
        return self._append(judgement, page)

    def withdraw(self, judgement: str, user: str, note: str | None = None) -> Judgement:
        """Append that a judgement no longer counts; it stays where it is."""
        with self._store.reading() as view:
            kept = view.read_judgement(view.find_id(judgement))
        old, at = kept.judgement, self._clock()
        new = judgement_id(old.subject, f"withdraw {old.id}", user, at)
        taken = Judgement(new, old.subject, old.anchor, "withdraw", None, None, user, at, note, withdraws=old.id)
        return self._append(taken, kept.page)

    def judgements(self, subject: str) -> tuple[Judgement, ...]:
        """All that was ever decided about a claim, attribution or link, oldest first, withdrawals included."""
        if not subject.startswith(LINK_LETTER):
            return self.show(subject).judgements
        with self._store.reading() as view:
            return tuple(item.judgement for item in view.read_judgements(None) if item.judgement.subject == subject)

    def suggest_actors(self) -> Iterator[RecordLink]:
        """Which actors of the current documents may be one party, or a row of the tables: suggestions, and what was accepted.

        The actors are read in blocks, by the days of their documents. Nothing is kept; nothing that was rejected comes again.
        """
        with self._store.reading() as view:
            yield from suggest_links(view.iter_actors(), read_verdicts(view.read_judgements(None)))

    def find_actors(self, name: str) -> Lookup:
        """Who goes by a name in the current documents and in the tables, and who may be one with whom."""
        with self._store.reading() as view:
            return look_up(name, view.iter_actors, view.read_judgements(None))

    def judge_link(self, left: str, right: str, action: str, user: str, note: str | None = None) -> Judgement:
        """Append that an actor is, or is not, another one or a row of a table ("actors:ID", "outlets:ID"), suggested or not.

        Raises:
            NotFound: there is no such actor or row.
            QueryError: the action makes no sense, or both are one.
        """
        with self._store.reading() as view:
            one = view.read_actor(left)
            other = _read_row(right) if ":" in right else view.read_actor(right)
        return self._append(_judgement_on_link(one, other, _verdict(action), user, self._clock(), note), one.page)

    def adrift(self) -> tuple[Judgement, ...]:
        """Judgements in force whose subject is no longer found, neither by its id nor by its words."""
        with self._store.reading() as view:
            kept = view.read_judgements(None)
            attached = _attach(view, kept)
            links = find_adrift(kept, view.iter_actors())
        return (*(judgement for page in attached.values() for judgement in page.adrift), *links)

    def failures(self) -> Iterator[KeptFailure]:
        """The pages that could not be read, oldest first."""
        with self._store.reading() as view:
            yield from view.iter_failures()

    def counts(self) -> Counts:
        """How much the ledger holds."""
        with self._store.reading() as view:
            return view.read_counts()

    def verify(self) -> list[Problem]:
        """Everything that is wrong with what is kept; empty if nothing is."""
        return self._store.verify()

    @classmethod
    def migrate(cls, address: str | os.PathLike[str] | None = None) -> tuple[str, str]:
        """Bring an older ledger to the newest schema; the revisions before and after."""
        return migrate_store(load_settings().ledger if address is None else address)

    def _append(self, judgement: Judgement, page: str) -> Judgement:
        with self._store.writing() as writer:
            writer.append_judgement(judgement, page)
        return judgement


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


def _read_clock() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _verdict(action: str) -> str:
    """An action that is a verdict."""
    if action not in ("accept", "reject"):
        raise QueryError(action, "not a judgement: accept or reject")
    return action


def _read_row(target: str) -> SeenActor | str:
    """A row of a table of knowledge, by its id."""
    if find_row(target) is None:
        raise NotFound(target, "no table has this row: name it actors:ID or outlets:ID, as suggestions do")
    return target


def _judgement_on(shown: Shown, action: str, user: str, at: str, note: str | None) -> tuple[Judgement, str]:
    """The judgement, anchored to the words it is about, and its page."""
    item = shown.claim if shown.kind == "claim" else shown.attribution
    if item is None:
        raise QueryError(shown.id, "only claims and attributions can be judged: `sayso show` lists those of a document")
    candidate = candidate_of(item, shown.document.text)
    before = describe(item, candidate.names)
    judgement = Judgement(
        judgement_id(shown.id, action, user, at), shown.id, candidate.quote, action, before, None, user, at, note
    )
    return judgement, shown.document.page


def _judgement_on_link(left: SeenActor, right: SeenActor | str, action: str, user: str, at: str, note: str | None) -> Judgement:
    """The judgement that two parties are, or are not, one."""
    if left == right:
        raise QueryError(left.actor.id, "an actor is itself: name two")
    link = make_link(left, right)
    before = describe_link(link, (left, right))
    return Judgement(judgement_id(link.id, action, user, at), link.id, None, action, before, None, user, at, note)


def _attach(view: View, kept: Sequence[KeptJudgement]) -> dict[str, Attached]:
    """The judgements of each page with what they belong to now."""
    by_page: dict[str, list[KeptJudgement]] = {}
    for item in kept:
        if not is_on_link(item.judgement):
            by_page.setdefault(item.page, []).append(item)
    attached = {}
    for page, items in by_page.items():
        current = view.read_current(page)
        attached[page] = attach_judgements(items, () if current is None else candidates_of(current))
    return attached


def _review_hits(view: View, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits with what was decided about their claims."""
    attached = _attach(view, view.read_judgements({hit.page for hit in hits}))
    return tuple(_review_hit(hit, attached[hit.page]) if hit.page in attached else hit for hit in hits)


def _review_hit(hit: Hit, attached: Attached) -> Hit:
    judgements = attached.by_subject.get(hit.id, ())
    if hit.claim is None or not judgements:
        return hit
    review = review_of(candidate_of(hit.claim, ""), judgements)
    return replace(hit, claim=_reviewed(hit.claim, review.verdict), verdict=review.verdict)


def _review_shown(view: View, shown: Shown) -> Shown:
    """The row with what was decided about it."""
    item = shown.claim if shown.kind == "claim" else shown.attribution
    attached = _attach(view, view.read_judgements({shown.document.page}))
    if item is None or not attached:
        return shown
    judgements = attached[shown.document.page].by_subject.get(shown.id, ())
    review = review_of(candidate_of(item, shown.document.text), judgements)
    claim = None if shown.claim is None else _reviewed(shown.claim, review.verdict)
    return replace(shown, claim=claim, judgements=judgements, verdict=review.verdict, changed=review.changed)


def _reviewed(claim: Claim, verdict: str | None) -> Claim:
    """A rejected claim keeps its review: there is no word for it among the values, the verdict beside it says so."""
    return replace(claim, review="accepted") if verdict == "accept" else claim
