"""The links between documents of a whole ledger: copies, rewrites, shared utterances and credits.

In: a view of the ledger. Out: the links as they should be, and what has to be written for it. What two texts have in common is
worked out once for each pair and kept; which of it is shown follows from all documents and is chosen anew each time. So the
links are the same in whatever order documents came.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.bookkeeping.link_changes import LinkChanges, compare_links
from sayso.bookkeeping.link_state import SETTINGS
from sayso.bookkeeping.profiling import read_prints
from sayso.linking.answers import BETWEEN_DOCUMENTS
from sayso.linking.copies import Verdicts, compare_pairs
from sayso.linking.credits import find_credits
from sayso.linking.parents import choose_links
from sayso.linking.print_index import index_prints
from sayso.records import RecordLink
from sayso.records.codec import from_plain, to_plain
from sayso.store import ComparedPair, KeptLink, View, Writer

__all__ = ["DocumentLinks", "find_document_links"]

#: What is written of a pair that has nothing in common.
NOTHING = "[]"


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """All links between documents, and what has to be written: changes of links, new results, pairs looked at no more."""

    links: tuple[RecordLink, ...]
    changes: LinkChanges
    fresh: tuple[ComparedPair, ...]
    lost: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.changes) + len(self.fresh) + len(self.lost)

    def write(self, writer: Writer) -> None:
        """Make the changes."""
        self.changes.write(writer)
        writer.drop_compared(self.lost)
        writer.put_compared(self.fresh)


def find_document_links(view: View, *, rebuild: bool) -> DocumentLinks:
    """The links between documents; `rebuild` compares anew what was compared before."""
    prints, kept = list(read_prints(view)), _read_known(view)
    index = index_prints(prints)
    verdicts = compare_pairs(prints, SETTINGS, {} if rebuild else kept, index)
    links = (*choose_links(prints, verdicts), *find_credits(prints, SETTINGS, index))
    before = view.iter_written(BETWEEN_DOCUMENTS, None)
    return DocumentLinks(
        links,
        compare_links(before, (KeptLink(link) for link in links)),
        tuple(_to_pair(key, verdicts[key]) for key in sorted(verdicts) if kept.get(key) != verdicts[key]),
        tuple(sorted(kept.keys() - verdicts.keys())),
    )


def _read_known(view: View) -> Verdicts:
    """What comparing pairs gave."""
    return {(one.left, one.right): () if one.record == NOTHING else _read_links(one.record) for one in view.iter_compared()}


def _read_links(record: str) -> tuple[RecordLink, ...]:
    return tuple(from_plain(RecordLink, item) for item in json.loads(record))


def _to_pair(key: tuple[str, str], links: Iterable[RecordLink]) -> ComparedPair:
    return ComparedPair(*key, json.dumps([to_plain(link) for link in links], ensure_ascii=True, separators=(",", ":")))
