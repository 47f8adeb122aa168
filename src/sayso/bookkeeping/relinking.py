"""Linking a whole ledger, or what has come since the last time: documents, stories, and the claims of each story.

In: an opened store. Out: its links and stories brought up to date, and a `LinkSummary`. The rows are the same in whatever
order documents came, and with `rebuild`. Each step is kept for good before the next: stopping loses nothing, the next run goes
on.
"""

from collections.abc import Callable

from sayso.bookkeeping.document_links import find_document_links
from sayso.bookkeeping.link_state import DOCUMENTS, PART, LinkSummary, read_state, summarise
from sayso.bookkeeping.profiling import list_missing, make_profiles, read_story_profiles
from sayso.bookkeeping.story_links import StoryLinker
from sayso.store import ReadMark, Store

__all__ = ["relink"]

#: Documents whose profiles are made in one transaction.
AT_ONCE = 200


def relink(
    store: Store, clock: Callable[[], str], *, rebuild: bool, advance: Callable[[], None], workers: int = 1
) -> LinkSummary:
    """Bring the links of a ledger up to date; `advance` is called for each document and story that is done.

    `workers` is how many stories are linked side by side.
    """
    _fill_profiles(store, advance)
    with store.reading() as view:
        state = read_state(view)
        if state.is_linked and not rebuild:
            return summarise(view, state, 0)
        found = find_document_links(view, state, rebuild=rebuild)
        written = len(found)
        if written or state.noted.get(DOCUMENTS) != state.part_digest(DOCUMENTS):
            with store.writing() as writer:
                found.write(writer)
                writer.note_linked(DOCUMENTS, state.part_digest(DOCUMENTS), clock())
        del found
    with store.reading() as view:
        written += StoryLinker(store, view, state, rebuild, advance, workers).link()
    if not state.is_linked:
        with store.writing() as writer:
            writer.mark_documents(ReadMark(key, state.marks[key]) for key in sorted(state.fresh))
            writer.note_linked(PART, state.own, clock())
    with store.reading() as view:
        return summarise(view, state, written)


def _fill_profiles(store: Store, advance: Callable[[], None]) -> None:
    """Make the profiles that are missing, a few documents at a time."""
    with store.reading() as view:
        missing = list_missing(view)
        for start in range(0, len(missing), AT_ONCE):
            some = missing[start : start + AT_ONCE]
            vectors = {one.document: one.vector for one in read_story_profiles(view, some)}
            made = [p for key in some for p in make_profiles(view.read_standing(key), vectors.get(key, b""))]
            with store.writing() as writer:
                writer.put_profiles(made)
            for _ in some:
                advance()
