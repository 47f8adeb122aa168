"""Readings drawn for a person on a terminal.

In: an `Analysis`. Out: things that rich can print, made for 80 columns and more: a strip with what the page says of itself,
then who says what by which chain, from the page inwards. All words of a page are made safe here.
"""

from collections.abc import Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.display import flatten, shorten
from sayso.cli.rows import ClaimRow, Speaker, Strip, find_rows, find_strip
from sayso.records import Analysis

__all__ = ["NOBODY", "draw_chain", "draw_houses", "draw_reading", "draw_strip", "make_table"]

#: What stands between two hops, the inner one to the right.
INWARDS: Final = " ‹ "
NOBODY: Final = "nobody named"
#: What a source does with what follows, other than asserting it. Without this a denial would read like a statement.
STANCES: Final = {"-": " (disputes it)", "?": " (leaves it open)"}
LONGEST_TITLE: Final = 160
LONGEST_NAME: Final = 60
LONGEST_CUE: Final = 22
#: A score below this is more likely wrong than right; its row is pale.
LIKELY: Final = 0.5
LEGEND: Final = Padding(
    Text("A ‹ B: A has it from B. SCORE: how sure this reading is, not how true.", style="dim"), (0, 0, 1, 1)
)
#: Characters of contents: three lines of the column at 80 columns.
LONGEST_CONTENTS: Final = 100


def draw_reading(analysis: Analysis) -> RenderableType:
    """A document: its strip, then a row for each claim."""
    rows = find_rows(analysis)
    parts: list[RenderableType] = [draw_strip(find_strip(analysis))]
    if rows:
        parts += [_draw_rows(rows), LEGEND]
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


def draw_chain(houses: Sequence[str], sources: Sequence[Speaker]) -> Text:
    """A chain from outside inwards, one hop a line; whoever is innermost stands out."""
    pale = "dim" if sources else "bold"
    text = Text(("\n" + INWARDS.lstrip()).join([shorten(house, LONGEST_NAME) for house in houses] or ["page"]), style=pale)
    text = Text().append_text(text)
    for position, source in enumerate(sources):
        inner = "bold" if position == len(sources) - 1 else "dim"
        text.append("\n" + INWARDS.lstrip(), style="dim")
        text.append(
            NOBODY if source.name is None else shorten(source.name, LONGEST_NAME),
            style="italic" if source.name is None else inner,
        )
        text.append(STANCES.get(source.polarity, ""), style="italic")
    return text


def make_table(*columns: tuple[str, int]) -> Table:
    """A table without lines; each column has a head and its share of the width."""
    table = Table(box=SIMPLE_HEAD, expand=True, leading=1, pad_edge=False, header_style="dim", border_style="dim")
    for head, ratio in columns:
        table.add_column(head, ratio=ratio, overflow="fold")
    return table


def _draw_rows(rows: Sequence[ClaimRow]) -> Table:
    table = make_table(("WHAT IS SAID", 37), ("ACCORDING TO", 26))
    table.add_column("CUE", width=10, overflow="fold")
    table.add_column("SCORE", width=5, justify="right")
    for row in rows:
        cue = Text(shorten(row.cue, LONGEST_CUE)).append(f"\n{row.style}", style="dim")
        contents = Text(shorten(row.contents, LONGEST_CONTENTS))
        style = "dim" if row.score < LIKELY else None
        table.add_row(contents, draw_chain(row.houses[-1:], row.sources), cue, f"{row.score:.2f}", style=style)
    return table
