"""Figures by source and day, drawn for a person on a terminal.

In: `FigureTable`s. Out: things that rich can print, made for 80 columns and more: what is counted, below it each source
with its figures in order of time, and the figures that have no number in common. All words of a page are made safe here.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sayso.cli.display import shorten
from sayso.cli.tables import LONGEST_NAME, make_table
from sayso.export.dates import write_value
from sayso.linking.figure_series import FigureConflict, FigurePoint, FigureTable

__all__ = ["draw_figures", "draw_legend"]

SHOWN_ID: Final = 11
LONGEST_WORDS: Final = 40
POLARITIES: Final[Mapping[str, str]] = {"-": "denied", "?": "left open"}


def draw_figures(table: FigureTable) -> RenderableType:
    """One thing that is counted."""
    drawn = make_table(("ACCORDING TO", 24))
    drawn.add_column("WHEN", width=22, overflow="fold")
    drawn.add_column("FIGURE", width=18, overflow="fold")
    drawn.add_column("ID", width=SHOWN_ID)
    for series in table.series:
        for place, point in enumerate(series.points):
            source = shorten(series.source, LONGEST_NAME) if place == 0 else ""
            drawn.add_row(source, _when(point), _figure(point), point.claims[0][:SHOWN_ID])
    return Padding(Group(Text(_title(table), style="bold"), drawn, *map(_conflict, table.conflicts)), (0, 0, 1, 1))


def draw_legend() -> RenderableType:
    """What the words mean: once, below all tables."""
    return Padding(
        Text(
            "By source, never added up or averaged. “All so far” counts everything until then. No figure says what is true.",
            "dim",
        ),
        (0, 0, 1, 1),
    )


def _title(table: FigureTable) -> str:
    parts: list[str] = [table.kind if table.kind != "other" else "measured"]
    parts += [shorten(table.what, LONGEST_WORDS)] if table.what else []
    parts += [f"in {table.unit}"] if table.unit else []
    return ", ".join(parts) + (" (parts of larger figures)" if table.is_subset else "")


def _when(point: FigurePoint) -> str:
    if point.said is not None:
        return f"said {write_value(point.said) or point.said}"
    return f"{write_value(point.day) or point.day} (by publication)" if point.day else "no date"


def _figure(point: FigurePoint) -> Text:
    """The words of a figure, and what has to be known of it."""
    text = Text(shorten(point.words, LONGEST_WORDS))
    notes = list(_notes(point))
    return text.append(f"\n{', '.join(notes)}", style="dim") if notes else text


def _notes(point: FigurePoint) -> Iterator[str]:
    if point.polarity in POLARITIES:
        yield POLARITIES[point.polarity]
    if point.is_cumulative:
        yield "all so far"
    if point.whole is not None:
        yield f"of {shorten(point.whole, LONGEST_WORDS)}"
    if point.as_of is not None:
        yield f"as of {write_value(point.as_of) or point.as_of}"
    if len(point.urls) > 1:
        yield f"on {len(point.urls)} pages"


def _conflict(one: FigureConflict) -> RenderableType:
    left, right = (
        f"{shorten(source, LONGEST_NAME)} “{shorten(words, LONGEST_WORDS)}”"
        for source, words in ((one.left_source, one.left), (one.right_source, one.right))
    )
    return Text(f"Side by side: {left}, {right}")
