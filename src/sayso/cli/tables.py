"""Readings drawn for a person on a terminal.

In: an `Analysis`. Out: things that rich can print, at the width of the terminal: a strip with what the page says of itself,
then who says what by which chain, when, and how firmly. From 76 columns on each has a column of its own; on fewer, dates, hedge
and score stand under the contents. All words of a page are made safe here.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.display import flatten, shorten
from sayso.export.rows import OWN_WORD, ClaimRow, HopLine, Strip, find_rows, find_strip
from sayso.records import Analysis

__all__ = [
    "LONGEST_CONTENTS",
    "LONGEST_NAME",
    "draw_chain",
    "draw_houses",
    "draw_reading",
    "draw_strip",
    "make_table",
]

#: What stands between two hops, the inner one to the right.
INWARDS: Final = " ‹ "
NOBODY: Final = "nobody named"
LONGEST_TITLE: Final = 160
LONGEST_NAME: Final = 60
LONGEST_WORDS: Final = 40
#: A score below this is more likely wrong than right; its row is pale.
LIKELY: Final = 0.5
LEGEND: Final = (
    "A ‹ B: A has it from B. As we read it: this sentence does not name B. Carried: it goes on with a report before it. SAID, "
    "HAPPENED: dates of the text, empty where it has none. SCORE: how sure this reading is, not how true."
)
#: Characters of contents: a few lines of the column at 80 columns, and at `ROOMY` columns and more.
LONGEST_CONTENTS: Final = 100
ROOMY_CONTENTS: Final = 200
#: From how many columns on all facts have columns of their own, and these are wide enough for a date on one line.
BROAD: Final = 76
ROOMY: Final = 110


def draw_reading(analysis: Analysis) -> RenderableType:
    """A document: its strip, then a row for each claim, then what the marks mean."""
    rows = find_rows(analysis)
    parts: list[RenderableType] = [draw_strip(find_strip(analysis))]
    if rows:
        parts += [_Rows(rows), Padding(Text(LEGEND, style="dim"), (0, 0, 1, 1))]
    return Group(*parts)


def draw_strip(strip: Strip) -> RenderableType:
    """Title, houses from the page inwards, date, and how many attributions there are."""
    title = Text(shorten(strip.title or "(no title)", LONGEST_TITLE), style="bold")
    houses = draw_houses(strip.houses)
    if strip.published:
        houses.append(f", {flatten(strip.published)}")
    count = f"{strip.attributions} attribution{'' if strip.attributions == 1 else 's'}"
    if strip.sourceless:
        count += f", {strip.sourceless} of them name{'s' if strip.sourceless == 1 else ''} no source"
    return Padding(Group(title, houses, Text(count)), (0, 0, 0, 1))


def draw_houses(houses: Sequence[str]) -> Text:
    """The houses of a page on one line, from the page inwards."""
    return Text(INWARDS.join(("page", *(shorten(house, LONGEST_NAME) for house in houses))))


def draw_chain(chain: Sequence[HopLine], outset: str = "") -> Text:
    """A chain from outside inwards, one hop a line, `outset` before the first; whoever is innermost stands out."""
    text = Text(outset, style="dim") if outset else Text()
    text = Text().append_text(text)
    for position, line in enumerate(chain):
        if position or outset:
            text.append(INWARDS if outset and not position and line.is_house else "\n" + INWARDS.lstrip(), style="dim")
        is_inner = position == len(chain) - 1 and not line.is_house
        _append_hop(text, line, "bold" if is_inner else "dim")
    if all(line.is_house for line in chain):
        text.append(f"\n({OWN_WORD})", style="italic")
    return text


def make_table(*columns: tuple[str, int], gap: int = 2) -> Table:
    """A table without lines; each column has a head and its share of the width, `gap` blanks and one more lie between two."""
    padding = (0, gap // 2, 0, gap - gap // 2)
    table = Table(
        box=SIMPLE_HEAD, expand=True, leading=1, pad_edge=False, padding=padding, header_style="dim", border_style="dim"
    )
    for head, ratio in columns:
        table.add_column(head, ratio=ratio, overflow="fold")
    return table


def _append_hop(text: Text, line: HopLine, style: str) -> None:
    """The name of a hop, then in words what is to be known of it."""
    text.append(
        NOBODY if line.name is None else shorten(line.name, LONGEST_NAME), style="italic" if line.name is None else style
    )
    for note in line.notes:
        text.append(f" ({note})", style="italic")
    if line.channel:
        text.append(f" {shorten(line.channel, LONGEST_NAME)}", style="dim")


class _Rows:
    """The rows as a table that is made when its width is known."""

    def __init__(self, rows: Sequence[ClaimRow]) -> None:
        self.rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield _draw_broad(self.rows, options.max_width) if options.max_width >= BROAD else _draw_slim(self.rows)


def _draw_broad(rows: Sequence[ClaimRow], width: int) -> Table:
    """A column for everything; short facts take no more than they need."""
    is_roomy = width >= ROOMY
    table = make_table(("WHO SAYS WHAT", 24), ("ACCORDING TO", 20), gap=2 if is_roomy else 0)
    said, happened = [flatten(row.said) for row in rows], [flatten(row.happened) for row in rows]
    hedges = [[shorten(words, LONGEST_WORDS) for words in row.hedge] for row in rows]
    table.add_column("SAID", width=_fit("SAID", said, 12 if is_roomy else 7), overflow="fold")
    table.add_column("HAPPENED", width=_fit("HAPPENED", happened, 12 if is_roomy else 8), overflow="fold")
    flat = [words for words_of_row in hedges for words in words_of_row]
    table.add_column("HEDGE", width=_fit("HEDGE", flat, 20 if is_roomy else 9), overflow="fold")
    table.add_column("SCORE", width=5, justify="right")
    longest = ROOMY_CONTENTS if is_roomy else LONGEST_CONTENTS
    for row, *dates, hedge in zip(rows, said, happened, hedges, strict=True):
        cells = [Text(shorten(row.contents, longest)), draw_chain(row.chain, "page"), *map(Text, dates), Text("\n".join(hedge))]
        table.add_row(*cells, f"{row.score:.2f}", style=_style(row))
    return table


def _draw_slim(rows: Sequence[ClaimRow]) -> Table:
    """Two columns: dates, hedge and score stand under the contents, each on a line with its name."""
    table = make_table(("WHO SAYS WHAT", 22), ("ACCORDING TO", 18), gap=0)
    for row in rows:
        contents = Text(shorten(row.contents, LONGEST_CONTENTS))
        for name, words in _facts(row):
            contents.append(f"\n· {name} ", style="dim").append(words)
        table.add_row(contents, draw_chain(row.chain, "page"), style=_style(row))
    return table


def _facts(row: ClaimRow) -> Iterator[tuple[str, str]]:
    if row.said:
        yield "said", flatten(row.said)
    if row.happened:
        yield "happened", flatten(row.happened)
    if row.hedge:
        yield "hedge", ", ".join(shorten(words, LONGEST_WORDS) for words in row.hedge)
    yield "score", f"{row.score:.2f}"


def _fit(head: str, cells: Sequence[str], most: int) -> int:
    """The width of a column: its longest cell, but no more than `most`, unless a word is longer and not by much."""
    longest = max((len(cell) for cell in cells), default=0)
    word = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(len(head), min(longest, most), min(word, most + 3))


def _style(row: ClaimRow) -> str | None:
    return "dim" if row.score < LIKELY else None
