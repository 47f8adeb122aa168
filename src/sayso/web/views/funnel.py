"""The funnel of a count, drawn: pages, publishers, texts, those with sourcing of their own, and origins between two bounds.

In: `Origins`. Out: a `Funnel` of bars with their widths. The last bar has a firm part, the lower bound, and an open one up to
the upper bound: no number of it stands without the other.
"""

from dataclasses import dataclass
from typing import Final

from sayso.records import Origins, Policy

__all__ = ["Bar", "Funnel", "draw_funnel"]

WIDTH, HEIGHT, LABELS = 300, 34, 15
#: A number that is not nought can be seen.
LEAST: Final = 4
COUNTED: Final[dict[Policy, tuple[str, str]]] = {
    "origins": ("origin", "origins"),
    "speakers": ("speaker", "speakers"),
    "newsrooms": ("newsroom", "newsrooms"),
    "distinct_texts": ("text counted", "texts counted"),
    "outlets": ("house counted", "houses counted"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the funnel: `width` up to the number, `firm` up to the lower bound of one that has two."""

    label: str
    figure: str
    y: int
    x: int
    width: int
    firm: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """The bars from the widest to the count."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def draw_funnel(origins: Origins) -> Funnel:
    """The bars of a count; the widest number fills the width."""
    steps = [
        (("page", "pages"), origins.pages, origins.pages),
        (("publisher", "publishers"), origins.publishers, origins.publishers),
        (("distinct text", "distinct texts"), origins.texts, origins.texts),
        (("with sourcing of its own", "with sourcing of their own"), origins.own_sourcing, origins.own_sourcing),
        (COUNTED[origins.policy], origins.at_least, origins.at_most),
    ]
    most = max(high for _, _, high in steps) or 1
    bars = []
    for number, (labels, low, high) in enumerate(steps):
        width, firm = (_scale(value, most) for value in (high, low))
        figure = str(high) if number < len(steps) - 1 else f"at most {high}" if low == high else f"{low} to {high}"
        bars.append(Bar(labels[high != 1], figure, number * HEIGHT, (WIDTH - width) // 2, width, firm))
    return Funnel(WIDTH, HEIGHT * len(steps), tuple(bars))


def _scale(value: int, most: int) -> int:
    return max(LEAST, round(WIDTH * value / most)) if value else 0
