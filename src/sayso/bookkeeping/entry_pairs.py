"""A live blog then and now, entry by entry.

In: two documents with entries. Out: which entries are the same, which came, went, or fell off the end of a page that shows only
the newest. The order in which a page shows them is no difference. What an entry says is compared in `versions`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.bookkeeping.pairing import pair_texts
from sayso.reading.entry_stamps import read_stamp
from sayso.records import READ_ROLES, Document, Entry, Role, entry_at

__all__ = ["EntryFate", "EntryPair", "blocks_of", "is_told", "pair_entries", "time_of"]

EntryFate = Literal["came", "went", "changed", "unseen", "same"]
#: A line that says when an entry was changed is no longer.
LONGEST_LINE: Final = 200


@dataclass(frozen=True, slots=True)
class EntryPair:
    """An entry before and now: `fate` says what became of it."""

    before: Entry | None
    now: Entry | None
    fate: EntryFate

    @property
    def entry(self) -> Entry:
        """The entry as the page shows it now, or showed it before."""
        found = self.now or self.before
        if found is None:
            raise ValueError("a pair of no entries")
        return found


def pair_entries(before: Document, now: Document) -> tuple[EntryPair, ...]:
    """Every entry of both, those of now in page order, then those that are there no longer, in theirs."""
    partner = _partners(before, now)
    taken = set(partner.values())
    came = [entry for entry in now.entries if entry.id not in partner]
    unseen = _find_unseen(before, now, taken) if came else frozenset[str]()
    by_id = {entry.id: entry for entry in before.entries}
    found = []
    for entry in now.entries:
        old = by_id.get(partner.get(entry.id, ""))
        is_same = old is not None and blocks_of(before, old) == blocks_of(now, entry)
        found.append(EntryPair(old, entry, "came" if old is None else "same" if is_same else "changed"))
    gone = (entry for entry in before.entries if entry.id not in taken)
    found += [EntryPair(entry, None, "unseen" if entry.id in unseen else "went") for entry in gone]
    return tuple(found)


def _partners(before: Document, now: Document) -> dict[str, str]:
    """The entry of before by that of now: the same id, else nearly the same words."""
    known = {entry.id for entry in before.entries}
    partner = {entry.id: entry.id for entry in now.entries if entry.id in known}
    old = [entry for entry in before.entries if entry.id not in partner]
    new = [entry for entry in now.entries if entry.id not in partner]
    words = ([_words(document, entry) for entry in entries] for document, entries in ((before, old), (now, new)))
    for one, other in pair_texts(*words):
        if one is not None and other is not None:
            partner[new[other].id] = old[one].id
    return partner


def _words(document: Document, entry: Entry) -> str:
    return " ".join(words for _, words in blocks_of(document, entry))


def blocks_of(document: Document, entry: Entry | None) -> list[tuple[Role, str]]:
    """The reporting of an entry, or with null what stands in none, block by block, blanks collapsed."""
    blocks = document.blocks
    if entry is None:
        own = [block for block in blocks if entry_at(document.entries, block.span.start) is None]
    else:
        first, last = (bisect_left(blocks, at, key=lambda block: block.span.start) for at in (entry.span.start, entry.span.end))
        own = [*blocks[first:last]]
    read = [(block.role, " ".join(block.span.of(document.text).split())) for block in own if block.role in READ_ROLES]
    return [(role, words) for role, words in read if words]


def _find_unseen(before: Document, now: Document, taken: set[str]) -> frozenset[str]:
    """The oldest entries, if they are gone and nothing between: a page that shows only the newest drops them for new ones."""
    ordered = _oldest_first(before.entries)
    found: list[str] = []
    for entry in ordered:
        if entry.id in taken:
            return frozenset(found)
        found.append(entry.id)
    # Nothing is left of what was there: either the page has moved on past all of it, or it was written anew.
    newest, oldest = time_of(ordered[-1]) if ordered else None, [time_of(entry) for entry in now.entries]
    has_moved_on = newest is not None and all(value is not None and value >= newest for value in oldest)
    return frozenset(found) if has_moved_on else frozenset()


def _oldest_first(entries: Sequence[Entry]) -> list[Entry]:
    times = [time_of(entry) for entry in entries]
    known = [value for value in times if value is not None]
    if len(known) == len(entries):
        return [entry for _, entry in sorted(zip(known, entries, strict=True), key=lambda pair: pair[0])]
    is_oldest_first = bool(known) and known[0] < known[-1]
    return list(entries) if is_oldest_first else list(reversed(entries))


def time_of(entry: Entry) -> str | None:
    """When an entry was written, with its offset where that is known."""
    stated = entry.published
    return None if stated is None else stated.value + (stated.zone or "")


def is_told(before: Document, old: Entry, now: Document, new: Entry) -> bool:
    """Whether an entry says that it was changed: by the time of its change, or by a correction that came."""
    if old.modified != new.modified or _changes(before, old) != _changes(now, new):
        return True
    corrections = [[words for role, words in blocks_of(*one) if role == "correction"] for one in ((before, old), (now, new))]
    return any(words not in corrections[0] for words in corrections[1])


def _changes(document: Document, entry: Entry) -> set[str]:
    """The lines of an entry that say when it was changed."""
    own = (block.span for block in document.blocks if entry.span.contains(block.span) and len(block.span) <= LONGEST_LINE)
    lines = (span.of(document.text).strip() for span in own)
    return {line for line in lines if (stamp := read_stamp(line)) is not None and stamp.is_change}
