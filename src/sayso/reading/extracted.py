"""What extraction hands on: one frozen text, its blocks with their roles, and what was noticed on the way.

In: passages that know their role, in page order. Out: `Extracted`, whose spans all point into its own text.
It reads no markup and decides no role; `extract` and `plain` do. The parsed tree is never part of the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import Block, FieldEvidence, Link, Role, Span

__all__ = ["BLOCK_BREAK", "Extracted", "Placed", "lay_out"]

#: What separates two blocks in the text. No block contains it.
BLOCK_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one page and its blocks.

    `titles` are candidates, best first; each names its method (`h1`, `title`, `og:title`, `headline line`) and, where its
    words stand in the text, their span. `reason` says in a few words why this is taken for an article or is not.
    """

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    titles: tuple[FieldEvidence, ...]
    is_article: bool
    reason: str

    def blocks_of(self, *roles: Role) -> tuple[Block, ...]:
        """The blocks with one of these roles, in page order."""
        return tuple(block for block in self.blocks if block.role in roles)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block before it has a place in a text: its words, its role, and links as (start, end, address) within it."""

    text: str
    role: Role
    links: tuple[tuple[int, int, str], ...] = ()


def lay_out(placed: Iterable[Placed]) -> tuple[str, tuple[Block, ...], tuple[Link, ...]]:
    """Join the blocks by blank lines into one text; empty ones are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    links: list[Link] = []
    start = 0
    for one in placed:
        if not one.text:
            continue
        end = start + len(one.text)
        parts.append(one.text)
        blocks.append(Block(Span(start, end), one.role))
        links.extend(Link(Span(start + left, start + right), address) for left, right, address in one.links)
        start = end + len(BLOCK_BREAK)
    return BLOCK_BREAK.join(parts), tuple(blocks), tuple(links)
