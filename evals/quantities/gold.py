"""The gold of figures, and what a reading finds, in one form.

In: `dev.txt` and `test.txt`: a line for each short text, and below it, indented, one for each figure that it holds:

    words | kind | low high | what is counted | unit=USD cumulative part=WORDS as_of=WORDS by=POLLSTER said=SOURCE

`-` stands for no bound and for nothing counted; `exactness=about` where neither the bounds nor a vague word say so. Out:
`Item`s with `Figure`s, and the figures of an analysis. `said` is the innermost source of the claim that holds the figure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.records import Analysis, Quantity

__all__ = ["FIELDS", "Figure", "Item", "read_figures", "read_items"]

HERE: Final = Path(__file__).parent
#: What is compared, beside the words of the figure; `said` is told apart, for it is the reading of the attribution.
FIELDS: Final = ("kind", "bounds", "exactness", "unit", "what", "part", "by", "cumulative", "as_of", "said")
OPTION: Final = re.compile(r"(\w+)(?:=(.*?))?(?=\s+\w+=|\s+cumulative\b|\s*$)")
VAGUE: Final = re.compile(r"\b(?:dozens|scores|tens|hundreds|thousands|millions|few|several|couple)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its words, and each of `FIELDS` as text."""

    words: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A short text and the figures that it holds."""

    text: str
    figures: tuple[Figure, ...]


def read_items(half: str) -> list[Item]:
    """The items of a half, "dev" or "test"."""
    items: list[tuple[str, list[Figure]]] = []
    for line in (HERE / f"{half}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            items[-1][1].append(_read_line(line))
        elif line.strip():
            items.append((line, []))
    return [Item(text, tuple(figures)) for text, figures in items]


def _read_line(line: str) -> Figure:
    words, kind, bounds, what, *rest = (part.strip() for part in line.split("|"))
    low, high = (None if one == "-" else float(one) for one in bounds.split())
    options = dict(OPTION.findall(rest[0] if rest else ""))
    exactness = options.pop("exactness", _exactness(words, low, high))
    fields = {"kind": kind, "bounds": _write_bounds(low, high), "exactness": exactness, "what": "" if what == "-" else what}
    fields |= {name: "yes" if name == "cumulative" else value for name, value in options.items()}
    return Figure(words, {name: fields.get(name, "") for name in FIELDS})


def _exactness(words: str, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "at_most" if low is None else "at_least"
    if VAGUE.search(words):
        return "about"
    return "exact" if low == high else "between"


def _write_bounds(low: float | None, high: float | None) -> str:
    return " ".join("-" if one is None else f"{one:g}" for one in (low, high))


def read_figures(analysis: Analysis) -> Iterator[Figure]:
    """The figures of an analysis."""
    text = analysis.document.text
    by_id = {one.id: one for one in analysis.quantities}
    dates = {timex.id: timex.span.of(text) for timex in analysis.timexes}
    for one in analysis.quantities:
        parent = by_id.get(one.of or "")
        poll = next((two for two in analysis.attributions if two.id == one.of), None)
        yield Figure(
            one.span.of(text),
            {
                "kind": one.kind,
                "bounds": _write_bounds(one.low, one.high),
                "exactness": one.exactness,
                "unit": one.unit or "",
                "what": one.what or "",
                "part": parent.span.of(text) if parent is not None and one.is_subset else "",
                "by": " ".join(span.of(text) for span in poll.sources) if poll is not None else "",
                "cumulative": "yes" if one.is_cumulative else "",
                "as_of": dates.get(one.as_of or "", ""),
                "said": _said(analysis, one),
            },
        )


def _said(analysis: Analysis, one: Quantity) -> str:
    """The innermost source of the claim that holds a figure: of several the one with the shortest contents."""
    holding = [claim for claim in analysis.claims if any(span.contains(one.span) for span in claim.contents)]
    claim = min(holding, key=lambda claim: sum(map(len, claim.contents)), default=None)
    hop = next((hop for hop in reversed(claim.chain) if hop.role == "source"), None) if claim is not None else None
    return (hop.name or "") if hop is not None else ""
