"""What is new for a saved search: by claim and origin, not by page.

In: a linked ledger and a search. Out: notices, kept with how far the search has come. A claim that others said before is a new
origin only if nobody of those behind it was there; else it is one more copy. Doing it again notices nothing twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sayso.errors import NotFound, QueryError
from sayso.ledger import Ledger
from sayso.linking.answers import Answer
from sayso.records.ids import digest
from sayso.records.instants import later
from sayso.records.notices import Notice, NoticeKind
from sayso.store import Browse, BrowseRow

__all__ = ["notice_search"]

#: Seconds before the mark that are looked at once more: another program may have been writing while the mark was set.
OVERLAP: Final = 600
PAGE: Final = 200
#: So many new claims of a search are followed at a time; the rest come with the next look.
MOST_CLAIMS: Final = 2000
#: What bears on a claim less likely than this is not told.
LIKELY: Final = 0.7
LOST: Final = frozenset({"hedge_dropped", "attribution_dropped", "certainty_strengthened", "number_strengthened"})
BEARS: Final[Mapping[str, NoticeKind]] = {
    "denies": "denial", "conflicts": "denial", "corrects": "taken_back", "retracts": "taken_back",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at a search: whose notices, which claims are new for it, and when it is."""

    search: str
    fresh: frozenset[str]
    now: str

    def note(self, kind: NoticeKind, claim: str | None, other: str | None = None, document: str | None = None) -> Notice:
        """A notice; the same thing has the same id whenever it is noticed."""
        own = "n" + digest("notice", self.search, kind, claim or "", other or "", document or "")
        return Notice(own, kind, self.search, claim, other, document, self.now)


def notice_search(ledger: Ledger, search: str, ask: Browse, started: str, now: str) -> int:
    """Notice what came for a search since it was last looked at, or since it `started`; how many notices are new."""
    mark = f"search:{search}"
    last = ledger.mark(mark) or started
    since = later(last, -OVERLAP)
    rows = list(_new_rows(ledger, ask, since))
    linked = ledger.find_linked({row.document for row in rows})
    # What is not linked yet would be taken for new; the mark stays before it.
    waiting = [row.kept for row in rows if row.document not in linked]
    usable = sorted((row for row in rows if row.document in linked), key=lambda row: (row.kept, row.id))[:MOST_CLAIMS]
    if len(usable) == MOST_CLAIMS:
        waiting.append(usable[-1].kept)
    found = {one.id: one for one in _notice_rows(ledger, search, usable, since, now)}
    return ledger.keep_notices(found.values(), mark, min([now, *waiting]))


def _new_rows(ledger: Ledger, ask: Browse, since: str) -> Iterator[BrowseRow]:
    """The claims of a search that came after an instant, the last first."""
    newest, cursor = replace(ask, sort="kept", descending=True, limit=PAGE), None
    while True:
        page = ledger.browse(newest, cursor)
        for row in page.rows:
            if row.kept <= since:
                return
            yield row
        if page.next is None:
            return
        cursor = page.next


def _notice_rows(ledger: Ledger, search: str, rows: list[BrowseRow], since: str, now: str) -> Iterator[Notice]:
    told = set(ledger.find_noticed(search, {row.id for row in rows}))
    done = set[str]()
    for row in rows:
        if row.id in done or row.id in told:
            continue
        try:
            answers = ledger.who(row.id)
        except (NotFound, QueryError):  # rejected meanwhile, or its page shows something else by now
            continue
        for answer in answers[:1]:
            members = {one.claim.id for one in answer.wordings}
            done |= members
            yield from _notice_answer(ledger, search, answer, since, now)
    look = _Look(search, frozenset(), now)
    for document, older in sorted(ledger.versions_of({row.document for row in rows}).items()):
        if any(one.is_silent for one in ledger.versions(document) if one.document == document):
            yield look.note("silent_edit", None, older, document)


def _notice_answer(ledger: Ledger, search: str, answer: Answer, since: str, now: str) -> Iterator[Notice]:
    """What is new of one proposition."""
    bearing = [one.claim.id for bears in answer.bearings for one in bears.others]
    seen = ledger.first_seen([*(one.claim.id for one in answer.wordings), *bearing])
    new = {claim for claim, at in seen.items() if at > since}
    look = _Look(search, frozenset(new - set(ledger.find_noticed(search, new))), now)
    members = [one.claim.id for one in answer.wordings]
    pages = {one.claim.id: one.page for one in answer.wordings}
    own = [claim for claim in members if claim in look.fresh]
    if len(own) == len(members):
        first = own[0]
        yield look.note("new_claim", first)
        yield from (look.note("copy", claim, first) for claim in own[1:] if pages[claim] != pages[first])
    else:
        known = next(claim for claim in members if claim not in look.fresh)
        origins = {root.claims[0] for root in answer.origins.roots if root.claims and look.fresh.issuperset(root.claims)}
        # What a page says once more in its next version is no copy.
        repeated = {pages[claim] for claim in members if claim not in look.fresh}
        for claim in own:
            if claim in origins or pages[claim] not in repeated:
                yield look.note("new_origin" if claim in origins else "copy", claim, known)
    for lost in answer.discrepancies:
        if lost.kind in LOST and lost.left in look.fresh:
            yield look.note("hedge_dropped", lost.left, lost.right)
    yield from _notice_bearings(look, answer)


def _notice_bearings(look: _Look, answer: Answer) -> Iterator[Notice]:
    """Who denies it or takes it back on another page, and what it denies or takes back itself, as far as that is likely."""
    pages = {one.claim.id: one.page for one in answer.wordings}
    for bears in answer.bearings:
        kind = BEARS.get(bears.kind)
        theirs = bears.others[0]
        if kind is None or not (bears.link.score >= LIKELY or bears.link.state == "confirmed"):
            continue
        if bears.is_ours:
            ours = [claim for claim in pages if claim in look.fresh and pages[claim] != theirs.page]
            ends = [claim for claim in ours if claim in (bears.link.left, bears.link.right)] or ours
            yield from (look.note(kind, claim, theirs.claim.id) for claim in ends[:1])
        elif theirs.claim.id in look.fresh and set(pages.values()) != {theirs.page}:
            yield look.note(kind, theirs.claim.id, answer.claim)
