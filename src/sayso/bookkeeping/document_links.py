"""The links between documents of a whole ledger: copies, rewrites, shared utterances and credits.

In: a view of the ledger. Out: the links as they should be, and what has to be written for it. What two texts have in common is
worked out once for each pair and kept; which of it is shown follows from all documents and is chosen anew. Where only documents
have come since the last time it is chosen anew around them: whom they share text with, and whoever hangs together with those
by copies. So the links are the same in whatever order documents came.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sayso.bookkeeping.link_changes import LinkChanges, compare_links
from sayso.bookkeeping.link_state import DOCUMENTS, SETTINGS, LinkState
from sayso.bookkeeping.profiling import read_prints
from sayso.linking.answers import BETWEEN_DOCUMENTS
from sayso.linking.copies import compare_two, find_looked_at
from sayso.linking.credits import Credited, find_credits, find_stirred, pair_credited
from sayso.linking.parents import choose_links
from sayso.linking.print_index import PrintIndex, index_prints
from sayso.linking.unions import Unions
from sayso.records import LinkKind, RecordLink
from sayso.records.codec import from_plain, to_plain
from sayso.store import ComparedPair, KeptLink, View, Writer, write_out

__all__ = ["DocumentLinks", "find_document_links"]

#: What is written of a pair that has nothing in common.
NOTHING: Final = "[]"
#: What stands in the record of a pair of which one may be made from the other.
DERIVED: Final = ('"kind":"copy"', '"kind":"rewrite"')
CREDITING: Final[tuple[LinkKind, ...]] = ("credits",)
SHARING: Final[tuple[LinkKind, ...]] = ("copy", "rewrite", "same_utterance")
Pair = tuple[str, str]
Records = Mapping[Pair, str]


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """What has to be written: changes of links, new results, and pairs that are looked at no more."""

    changes: LinkChanges
    fresh: tuple[ComparedPair, ...]
    lost: tuple[Pair, ...]

    def __len__(self) -> int:
        return len(self.changes) + len(self.fresh) + len(self.lost)

    def write(self, writer: Writer) -> None:
        """Make the changes."""
        self.changes.write(writer)
        writer.drop_compared(self.lost)
        writer.put_compared(self.fresh)


def find_document_links(view: View, state: LinkState, *, rebuild: bool) -> DocumentLinks:
    """The links between documents; `rebuild` compares anew what was compared before."""
    index = index_prints(list(read_prints(view)))
    credited = pair_credited(index, SETTINGS)
    kept = {(one.left, one.right): one.record for one in view.iter_compared()}
    looked_at = find_looked_at(index, SETTINGS, credited[0])
    records = {
        pair: kept[pair] if pair in kept and not rebuild else _write(compare_two(index, *numbers, SETTINGS))
        for pair, numbers in looked_at.items()
    }
    fresh = tuple(ComparedPair(*pair, records[pair]) for pair in sorted(records) if kept.get(pair) != records[pair])
    lost = tuple(sorted(kept.keys() - records.keys()))
    changed = {(one.left, one.right) for one in fresh if one.record != NOTHING}
    changed |= {pair for pair in lost if kept[pair] != NOTHING}
    stirred = None if rebuild or not state.has_grown(DOCUMENTS) else find_stirred(index, state.fresh, SETTINGS, credited)
    if stirred is None:
        changes = _change_all(view, index, records, credited)
    else:
        credits_ = find_credits(index.prints, SETTINGS, index, credited, stirred)
        changes = _change_around(view, index, records, changed, stirred, credits_)
    return DocumentLinks(changes, fresh, lost)


# --- what to write ---


def _change_all(view: View, index: PrintIndex, records: Records, credited: Credited) -> LinkChanges:
    """What changes of the links, where all are chosen anew."""
    verdicts = {pair: _read(record) for pair, record in records.items()}
    links = (*choose_links(index.prints, verdicts), *find_credits(index.prints, SETTINGS, index, credited))
    return compare_links(view.iter_written(BETWEEN_DOCUMENTS, None), (write_out(KeptLink(link)) for link in links))


def _change_around(
    view: View,
    index: PrintIndex,
    records: Records,
    changed: Collection[Pair],
    stirred: Collection[str],
    credits_: Iterable[RecordLink],
) -> LinkChanges:
    """What changes of the links, where these pairs have other results, and these documents may have other credits."""
    around = _find_around(records, changed)
    before = [
        one
        for one in view.read_written(SHARING, {end for pair in around for end in pair})
        if (min(one.left, one.right), max(one.left, one.right)) in around
    ]
    links = choose_links(index.prints, {pair: _read(records[pair]) for pair in sorted(around) if pair in records})
    after = (write_out(KeptLink(link)) for link in (*links, *credits_))
    before += [one for one in view.read_written(CREDITING, stirred) if one.left in stirred]
    return compare_links(before, after)


def _find_around(records: Records, changed: Collection[Pair]) -> set[Pair]:
    """The pairs whose links may be others: those that changed, and whatever hangs together with them by what may be a copy."""
    derived = [pair for pair, record in records.items() if record != NOTHING and any(mark in record for mark in DERIVED)]
    unions = Unions()
    for pair in derived:
        unions.join(*pair)
    touched = {unions.find(end) for pair in changed for end in pair}
    return {*changed, *(pair for pair in derived if unions.find(pair[0]) in touched)}


# --- what is kept of a pair ---


def _read(record: str) -> tuple[RecordLink, ...]:
    return () if record == NOTHING else tuple(from_plain(RecordLink, item) for item in json.loads(record))


def _write(links: Iterable[RecordLink]) -> str:
    return json.dumps([to_plain(link) for link in links], ensure_ascii=True, separators=(",", ":"))
