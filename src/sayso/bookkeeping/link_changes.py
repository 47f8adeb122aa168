"""What has to be written so that the links of a ledger are those that were found.

In: the links that are there and those that should be. Out: the ones to remove and the ones to write; a link that is there
already as it should be is neither. It reads and writes nothing itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.store import KeptLink, Writer, WrittenLink, write_link

__all__ = ["LinkChanges", "compare_links"]


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """Links to remove, by ids, left ends and the story that they were found in, and links to write."""

    gone: tuple[tuple[str, str, str | None], ...]
    new: tuple[KeptLink, ...]

    def __len__(self) -> int:
        return len(self.gone) + len(self.new)

    def write(self, writer: Writer) -> None:
        """Make the changes."""
        writer.drop_links(self.gone)
        writer.put_links(self.new)


def compare_links(before: Iterable[WrittenLink], after: Iterable[KeptLink]) -> LinkChanges:
    """The difference between two lists of links, told apart by id and left end, compared by what is written of them."""
    old = {(written.id, written.left): (written.story, written.record) for written in before}
    now = {(kept.link.id, kept.link.left): kept for kept in after}
    gone = tuple((*key, old[key][0]) for key in sorted(old.keys() - now.keys()))
    new = (now[key] for key in sorted(now))
    return LinkChanges(
        gone,
        tuple(kept for kept in new if old.get((kept.link.id, kept.link.left)) != (kept.story, write_link(kept.link))),
    )
