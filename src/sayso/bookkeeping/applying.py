"""The rows of a page brought to the decisions in its log, in the transaction of whoever writes.

In: a writer, and a page or an analysis that was just kept. Out: rows, search index and profiles that follow the log, and a
`Settled` for each document of which something else counts than before; `renew_reviewed` then brings the links of its story up
to date. The log is read, never written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.bookkeeping.folding import fold, standing_of
from sayso.linking.verdicts import is_on_link
from sayso.records import Analysis, Attribution, Claim, KeptJudgement
from sayso.store import KeptProfile, Problem, ReadMark, Store, View, Writer

__all__ = ["Settled", "find_unsettled", "read_log", "renew_reviewed", "settle_kept", "settle_page", "settle_waiting"]

#: The profiles that links between documents and stories are made from.
BETWEEN_DOCUMENTS: Final = ("copies", "story")


@dataclass(frozen=True, slots=True)
class Settled:
    """A document of which something else counts now.

    `was_linked` says that its links were up to date before, `is_wide` that links between documents may change with it.
    """

    document: str
    page: str
    was_linked: bool
    is_wide: bool


def settle_kept(writer: Writer, analysis: Analysis, at: str) -> Analysis:
    """Bring a document that was just kept to the log of its page; what counts of it now."""
    kept = read_log(writer.view, [analysis.document.page])
    if not kept:
        return analysis
    folded = fold(replace(analysis, tags=None), kept)
    writer.put_reviews(folded.reviewed, folded.added, at)
    return replace(standing_of(folded.reviewed), tags=analysis.tags)


def settle_page(writer: Writer, page: str, at: str) -> list[Settled]:
    """Bring all documents of a page to its log."""
    view = writer.view
    kept, settled = read_log(view, [page]), []
    for document in view.read_documents([page]):
        folded, was_linked = fold(view.read_analysis(document), kept), view.is_linked(document)
        if writer.put_reviews(folded.reviewed, folded.added, at):
            is_wide = _renew_profiles(writer, standing_of(folded.reviewed))
            settled.append(Settled(document, page, was_linked, is_wide))
    return settled


def find_unsettled(view: View) -> Iterator[Problem]:
    """The judged documents whose rows are not what their log says."""
    pages = {item.page for item in view.read_judgements(None) if not is_on_link(item.judgement)}
    for document, page in view.read_documents(pages).items():
        folded = fold(view.read_analysis(document), read_log(view, [page]))
        if _rows_of(standing_of(folded.reviewed)) != _rows_of(view.read_standing(document)):
            yield Problem(document, "its rows do not follow its judgements: judge one of them again, or run `sayso link`")


def _rows_of(analysis: Analysis) -> set[Claim | Attribution]:
    return {*analysis.claims, *analysis.attributions}


def settle_waiting(store: Store, at: str) -> None:
    """Bring the pages of a ledger of an earlier version to their logs."""
    with store.reading() as view:
        waiting = view.read_waiting()
    for page in waiting:
        with store.writing() as writer:
            settle_page(writer, page, at)


def read_log(view: View, pages: Iterable[str]) -> Sequence[KeptJudgement]:
    """The judgements on rows and passages of these pages, oldest first."""
    return [item for item in view.read_judgements(set(pages)) if not is_on_link(item.judgement)]


def _renew_profiles(writer: Writer, standing: Analysis) -> bool:
    """Make the profiles of a document anew; whether those that documents are compared by are others now."""
    from sayso.bookkeeping.profiling import make_profiles, read_story_profiles

    document, view = standing.document.id, writer.view
    before = {one.kind: one for kind in BETWEEN_DOCUMENTS for one in view.iter_profiles(kind, [document])}
    vector = next((one.vector for one in read_story_profiles(view, [document])), b"")
    made = list(make_profiles(standing, vector))
    writer.put_profiles(made)
    is_wide = any(before.get(one.kind) != one for one in _between(made))
    if is_wide:
        writer.forget_compared(document)
    return is_wide


def _between(profiles: Iterable[KeptProfile]) -> Iterator[KeptProfile]:
    return (one for one in profiles if one.kind in BETWEEN_DOCUMENTS)


def renew_reviewed(store: Store, settled: Sequence[Settled]) -> None:
    """Bring the links of the stories up to date that these documents are in; a ledger never linked is left alone.

    What is done so counts as linked, unless links between documents may change too: those wait for the next `sayso link`.
    """
    from sayso.bookkeeping.link_state import read_state_of
    from sayso.bookkeeping.story_links import StoryLinker

    with store.reading() as view:
        if not settled or not view.read_linked():
            return
        state = read_state_of(view, {one.document for one in settled})
        StoryLinker(store, view, state, rebuild=False, advance=_nothing).renew({one.page for one in settled})
    done = [ReadMark(one.document, state.marks[one.document]) for one in settled if one.was_linked and not one.is_wide]
    if done:
        with store.writing() as writer:
            writer.mark_documents(done)


def _nothing() -> None:
    """Nobody counts."""
