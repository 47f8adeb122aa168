"""How it reads and how often it errs, from the card that comes with the model.

In: the text of a model card, our own Markdown with headings, paragraphs, lists and tables. Out: a `MethodPage` of plain parts.
It is no Markdown reader: whatever it does not know is a paragraph, shown as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["MethodPage", "Part", "read_card"]

#: Emphasis and code are shown as words; a table says enough without them.
MARKS: Final = re.compile(r"\*\*|(?<!\w)\*|\*(?!\w)|`")
RULE: Final = re.compile(r"\|[\s:|-]+\|")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a card: a heading or paragraph (`text`), a list (`rows` of one cell) or a table (`rows`, heads first)."""

    kind: Literal["heading", "paragraph", "list", "table"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The model's own words on itself, without its title."""

    model: str
    parts: tuple[Part, ...]


def read_card(text: str) -> MethodPage:
    """The parts of a card, in order."""
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text.strip())]
    parts = [part for block in blocks for part in _parts(block)]
    title = parts[0].text if parts and parts[0].kind == "heading" else ""
    return MethodPage(title.partition(":")[2].strip() or title, tuple(parts[1:] if title else parts))


def _parts(lines: list[str]) -> Iterator[Part]:
    if lines[0].startswith("#"):
        yield Part("heading", _plain(lines[0].lstrip("#")))
        lines = lines[1:]
    if not lines:
        return
    if all(line.startswith("|") for line in lines):
        yield Part("table", rows=tuple(_cells(line) for line in lines if not RULE.fullmatch(line.strip())))
    elif lines[0].startswith("- "):
        items = " ".join(line.strip() if not line.startswith("- ") else f"\n{line[2:]}" for line in lines).split("\n")
        yield Part("list", rows=tuple((_plain(item),) for item in items if item.strip()))
    else:
        yield Part("paragraph", _plain(" ".join(lines)))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in line.strip().strip("|").split("|"))


def _plain(text: str) -> str:
    return MARKS.sub("", text).strip()
