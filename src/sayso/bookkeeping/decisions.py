"""What people decide, as methods of `Ledger`: judging, adding, checking, taking back; what it comes to; what waits.

In: ids, spans and names. Out: the judgement that was appended, documents as people left them, pages of the log and the queues.
Each decision and the rows that follow from it are one transaction; the links of its story follow at once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sayso.bookkeeping.applying import read_log, renew_reviewed, settle_page
from sayso.bookkeeping.barring import Bar
from sayso.bookkeeping.folding import fold
from sayso.bookkeeping.queues import count_queue, read_queue
from sayso.bookkeeping.reviews import (
    Author,
    add_row,
    check_passage,
    judge_parties,
    judge_row,
    read_folded,
    read_party,
    review_shown,
    withdraw,
)
from sayso.linking.verdicts import LINK_LETTER, find_adrift
from sayso.records import QUEUES, Judgement, LinkKind, QueueItem, QueueKind, Reviewed, Span
from sayso.store import Shown, Store

__all__ = ["LedgerDecisions"]

#: Spans, or pairs of start and end.
Spans = Sequence[Sequence[int] | Span]
SEED: Final = "1"


class LedgerDecisions:
    """What `Ledger` does for people who correct it; every method raises `StoreError` where the database cannot do its part."""

    _store: Store
    _clock: Callable[[], str]

    def reviewed(self, document: str) -> Reviewed:
        """A document (or what a page shows now) as people left it; rejected rows are in it and are named."""
        with self._store.reading() as view:
            return read_folded(view, view.read_shown(view.find_id(document)).document.id).reviewed

    def reviewed_each(self, documents: Iterable[str]) -> Mapping[str, Reviewed]:
        """The same of several documents, by their full ids, in one state of the ledger."""
        with self._store.reading() as view:
            return {document: read_folded(view, document).reviewed for document in dict.fromkeys(documents)}

    def judge(
        self, subject: str, action: str, user: str, note: str | None = None, *, after: Mapping[str, Any] | None = None
    ) -> Judgement:
        """Append that a person (or `rule:NAME`, `model:NAME`) accepts, rejects, edits or comments a claim or attribution.

        Args:
            subject: the id of a claim or attribution; a comment can be on a document too.
            action: accept, reject, edit or comment; a comment is its note.
            user: who decides.
            note: why.
            after: of an edit, what the row should be. Of an attribution one or more of sources, cue, contents (lists of
                [start, end]) and channel (one, or null); of a claim contents, and the whole chain as it should be:
                {"hop": 1, "name": "…"} keeps hop 1 under another name, "actor" makes it an actor of the document, "polarity"
                and "hedges" change these; {"hop": null, "name": "…"} is a new hop; what is not there is gone.

        Raises:
            NotFound: there is no such row.
            QueryError: the action, a span or a hop makes no sense, or the edit changes nothing.
        """
        author = Author(user, self._clock(), note)
        with self._store.reading() as view:
            judged = judge_row(view, subject, action, author, after)
        return self._append(*judged)

    def add_attribution(
        self,
        document: str,
        *,
        sources: Spans,
        cue: Spans,
        contents: Spans,
        user: str,
        note: str | None = None,
        style: str | None = None,
        cue_kind: str | None = "speech",
        source_kind: str | None = None,
    ) -> Judgement:
        """Append an attribution that the machine missed, and with it the claim that it makes.

        Raises:
            NotFound: there is no such document.
            QueryError: a span or kind makes no sense, or there is an attribution of this cue already.
        """
        asked: dict[str, Any] = {"sources": sources, "cue": cue, "contents": contents}
        asked |= {"style": style, "cue_kind": cue_kind, "source_kind": source_kind}
        author = Author(user, self._clock(), note)
        with self._store.reading() as view:
            judged = add_row(view, document, author, asked)
        return self._append(*judged)

    def check(self, document: str, span: Sequence[int] | Span, user: str, note: str | None = None) -> Judgement:
        """Append that a passage was gone through completely: what it says is marked, and nothing else is.

        Raises:
            NotFound: there is no such document.
            QueryError: the passage makes no sense.
        """
        author = Author(user, self._clock(), note)
        with self._store.reading() as view:
            judged = check_passage(view, document, span, author)
        return self._append(*judged)

    def withdraw(self, judgement: str, user: str, note: str | None = None) -> Judgement:
        """Append that a judgement no longer counts; it stays where it is.

        Raises:
            NotFound: there is no such judgement.
            QueryError: it was made by somebody who counts for more.
        """
        author = Author(user, self._clock(), note)
        with self._store.reading() as view:
            kept = view.read_judgement(view.find_id(judgement))
        return self._append(withdraw(kept.judgement, author), kept.page)

    def judge_link(
        self, left: str, right: str, action: str, user: str, note: str | None = None, *, kind: LinkKind = "same_claim"
    ) -> Judgement:
        """Append that an actor is, or is not, another one or a row of a table ("actors:ID", "outlets:ID"), suggested or not.

        Of two claims, that the left one does, or does not, to the right one what `kind` says. It shows at once.

        Raises:
            NotFound: there is no such actor, row or claim.
            QueryError: the action makes no sense, or both are one.
        """
        author = Author(user, self._clock(), note)
        with self._store.reading() as view:
            if left[:1] == "c":
                from sayso.bookkeeping.claim_judging import judge_claims

                judged = judge_claims(view, left, right, kind, action, user, author.at, note)
            else:
                one = view.read_actor(left)
                judged = judge_parties(one, read_party(view, right), action, author), one.page
        return self._append(*judged)

    def merge_actors(self, left: str, right: str, user: str, note: str | None = None) -> Judgement:
        """Append that two actors, or an actor and a row of a table, are one."""
        return self.judge_link(left, right, "accept", user, note)

    def split_actors(self, left: str, right: str, user: str, note: str | None = None) -> Judgement:
        """Append that two actors, or an actor and a row of a table, are not one, whatever was suggested or said before."""
        return self.judge_link(left, right, "reject", user, note)

    def judgements(self, subject: str) -> tuple[Judgement, ...]:
        """All that was ever decided about a claim, attribution or link, oldest first, withdrawals included."""
        if not subject.startswith(LINK_LETTER):
            return self.show(subject).judgements
        with self._store.reading() as view:
            return tuple(item.judgement for item in view.read_judgements(None) if item.judgement.subject == subject)

    def checked(self) -> Iterator[str]:
        """The ids of the current documents with passages that somebody marked as checked, in the order of the first mark."""
        with self._store.reading() as view:
            kept = view.read_judgements(None)
            pages = dict.fromkeys(item.page for item in kept if item.judgement.action == "check")
            for page in pages:
                current = view.read_current(page)
                if current is not None:
                    yield current.document.id

    def history(self, user: str | None = None, limit: int = 50, before: str | None = None) -> tuple[Judgement, ...]:
        """The log, the newest first: of one user, or of all; those made before the judgement whose id begins so.

        Raises:
            NotFound: there is no such judgement.
        """
        with self._store.reading() as view:
            found = view.read_history(user, limit, None if before is None else view.find_id(before))
        return tuple(item.judgement for item in found)

    def queue(self, kind: QueueKind, limit: int = 50, after: str | None = None, *, seed: str = SEED) -> tuple[QueueItem, ...]:
        """Claims that nobody decided about, and why each of them should be looked at; `after` is the cursor of the last one.

        Args:
            kind: `uncertain` has those first that the machine is least sure of, `consequential` those that most hangs on
                (`link` weighs them), `audit` a random sample that is set apart, for measuring.
            limit: so many at most.
            after: the cursor of the last item of the page before.
            seed: which sample.

        Raises:
            QueryError: there is no such queue, or the cursor is none of it.
        """
        with self._store.reading() as view:
            return read_queue(view, kind, limit, after, seed)

    def count_queues(self, *, seed: str = SEED) -> Mapping[QueueKind, int]:
        """How many claims wait in each queue; in a large ledger that takes a second or two."""
        with self._store.reading() as view:
            return {kind: count_queue(view, kind, seed) for kind in QUEUES}

    def adrift(self) -> tuple[Judgement, ...]:
        """Judgements in force whose subject is no longer found, neither by its id nor by its words."""
        from sayso.bookkeeping.claim_judging import find_adrift_claims

        lost: list[Judgement] = []
        with self._store.reading() as view:
            kept = view.read_judgements(None)
            for page in dict.fromkeys(item.page for item in kept):
                current, log = view.read_current(page), read_log(view, [page])
                if current is not None and log:
                    lost += fold(current, log).reviewed.adrift
            links = (*find_adrift(kept, view.iter_actors()), *find_adrift_claims(view, kept))
        return (*lost, *links)

    def show(self, subject: str) -> Shown:
        """The page, document, attribution or claim whose id begins so (a letter and at least six digits).

        Raises:
            NotFound: no id begins so, or several do.
        """
        with self._store.reading() as view:
            return review_shown(view, view.read_shown(view.find_id(subject)))

    def _append(self, judgement: Judgement, page: str) -> Judgement:
        """Append a judgement and bring the rows of its page to it, all or nothing; then the links that follow from it."""
        is_link = judgement.subject.startswith(LINK_LETTER)
        with self._store.writing() as writer:
            writer.hold_page(page)
            Bar.read(writer.view).refuse_words(judgement.note, judgement.user, *_written(judgement.after))
            writer.append_judgement(judgement, page)
            settled = [] if is_link else settle_page(writer, page, self._clock())
        if is_link:
            from sayso.bookkeeping.claim_judging import renew_judged

            renew_judged(self._store, judgement.subject)
        else:
            renew_reviewed(self._store, settled)
        return judgement


def _written(after: str | None) -> Iterator[str]:
    """Every text of what a row should be, as it is written in JSON."""
    waiting = [json.loads(after)] if after is not None else []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
