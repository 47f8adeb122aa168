"""What has to be written so that the links of a ledger are those that were found.

In: the links that are there and those that should be. Out: the ones to remove and the ones to write; a link that is there
already as it should be is neither. It reads and writes nothing itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import RecordLink
from sayso.store import KeptLink, Writer

__all__ = ["LinkChanges", "compare_links"]


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """Links to remove and links to write."""

    gone: tuple[RecordLink, ...]
    new: tuple[KeptLink, ...]

    def __len__(self) -> int:
        return len(self.gone) + len(self.new)

    def write(self, writer: Writer) -> None:
        """Make the changes."""
        writer.drop_links(self.gone)
        writer.put_links(self.new)


def compare_links(before: Iterable[KeptLink], after: Iterable[KeptLink]) -> LinkChanges:
    """The difference between two lists of links, told apart by id and left end."""
    old = {(kept.link.id, kept.link.left): kept for kept in before}
    now = {(kept.link.id, kept.link.left): kept for kept in after}
    gone = tuple(old[key].link for key in sorted(old.keys() - now.keys()))
    return LinkChanges(gone, tuple(now[key] for key in sorted(now) if old.get(key) != now[key]))
