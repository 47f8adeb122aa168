"""What has to be written so that the links of a ledger are those that were found.

In: the links that are there and those that should be. Out: the ones to remove and the ones to write; a link that is there
already as it should be is neither. It reads and writes nothing itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.store import Writer, WrittenLink

__all__ = ["LinkChanges", "compare_links"]


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """Links to remove, by ids, left ends and the story that they were found in, and links to write."""

    gone: tuple[tuple[str, str, str | None], ...]
    new: tuple[WrittenLink, ...]

    def __len__(self) -> int:
        return len(self.gone) + len(self.new)

    def write(self, writer: Writer) -> None:
        """Make the changes."""
        writer.drop_links(self.gone)
        writer.put_written(self.new)


def compare_links(before: Iterable[WrittenLink], after: Iterable[WrittenLink]) -> LinkChanges:
    """The difference between two lists of links, told apart by id and left end, compared by what is written of them."""
    old = {(one.id, one.left): (one.story, one.record) for one in before}
    now = {(one.id, one.left): one for one in after}
    gone = tuple((*key, old[key][0]) for key in sorted(old.keys() - now.keys()))
    return LinkChanges(gone, tuple(now[key] for key in sorted(now) if old.get(key) != (now[key].story, now[key].record)))
