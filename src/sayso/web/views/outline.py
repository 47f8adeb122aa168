"""The outline of the world and where a place lies on it.

In: the table that comes with sayso (`knowledge/outline.txt`, made by tools/outline/build.py), latitudes and longitudes. Out:
points and path data of a Robinson projection, x from 0 to 1000 and y downwards from 0. It knows no claim and draws nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from sayso.errors import KnowledgeError

__all__ = ["HEIGHT", "WIDTH", "Outline", "load_outline", "project", "read_outline"]

TABLE: Final = "outline.txt"
#: Robinson's table for every fifth degree of latitude: the length of the parallel, and its distance from the equator.
LENGTHS: Final = (
    1.0, 0.9986, 0.9954, 0.99, 0.9822, 0.973, 0.96, 0.9427, 0.9216, 0.8962, 0.8679, 0.835, 0.7986, 0.7597, 0.7186, 0.6732,
    0.6213, 0.5722, 0.5322,
)  # fmt: skip
DISTANCES: Final = (
    0.0, 0.062, 0.124, 0.186, 0.248, 0.31, 0.372, 0.434, 0.4958, 0.5571, 0.6176, 0.6769, 0.7346, 0.7903, 0.8435, 0.8936,
    0.9394, 0.9761, 1.0,
)  # fmt: skip
STEP: Final = 5
WIDTH: Final = 1000.0
#: What a unit of `DISTANCES` is in the units of the map: 0.5072 of its width, by Robinson.
TALL: Final = 0.5072 * WIDTH / 2
#: The map ends where people do: no claim is about the ice below.
NORTH, SOUTH = 84.0, -58.0


@dataclass(frozen=True, slots=True)
class Outline:
    """SVG path data: the land as closed shapes, the borders as lines."""

    land: str
    borders: str


def project(lat: float, lon: float) -> tuple[float, float]:
    """Where a place lies on the map."""
    down = _NORTHMOST - _interpolate(DISTANCES, lat) * (TALL if lat >= 0 else -TALL)
    return WIDTH / 2 * (1 + _interpolate(LENGTHS, lat) * lon / 180), down


def _interpolate(table: Sequence[float], lat: float) -> float:
    """The value of a table at a latitude, on a straight line between the two that it has."""
    steps = min(abs(lat), 90.0) / STEP
    low = min(int(steps), len(table) - 2)
    return table[low] + (steps - low) * (table[low + 1] - table[low])


_NORTHMOST: Final = TALL * _interpolate(DISTANCES, NORTH)
HEIGHT: Final = round(_NORTHMOST + TALL * _interpolate(DISTANCES, SOUTH), 1)


@cache
def load_outline() -> Outline:
    """The shipped outline, read once.

    Raises:
        KnowledgeError: the table is missing or damaged.
    """
    try:
        text = (files("sayso.knowledge") / TABLE).read_text(encoding="ascii")
    except OSError as error:
        raise KnowledgeError(TABLE, f"cannot be read ({error.strerror}); install sayso again") from error
    return read_outline(text)


def read_outline(text: str) -> Outline:
    """The outline of a table as tools/outline/build.py writes it.

    Raises:
        KnowledgeError: it is not such a table.
    """
    pieces: dict[str, list[str]] = {"land": [], "border": []}
    try:
        for line in text.splitlines():
            if not line.startswith("#"):
                kind, _, points = line.partition("\t")
                pieces[kind].append(_path(_walk(points)) + ("Z" if kind == "land" else ""))
    except (KeyError, IndexError, ValueError) as error:
        raise KnowledgeError(TABLE, f"is damaged ({error}); install sayso again") from error
    return Outline("".join(pieces["land"]), "".join(pieces["border"]))


def _walk(points: str) -> Iterator[tuple[float, float]]:
    """Latitude and longitude of each point."""
    x = y = 0
    for step in points.split():
        right, up = step.split(",")
        x, y = x + int(right), y + int(up)
        yield y / 10, x / 10


def _path(points: Iterable[tuple[float, float]]) -> str:
    """A path in tenths of a unit: the first point, then the steps, which are short to write."""
    places = [(round(10 * x), round(10 * y)) for x, y in (project(lat, lon) for lat, lon in points)]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(places)]
    begin = f"M{places[0][0] / 10:g} {places[0][1] / 10:g}"
    return begin + "".join(f"l{right / 10:g} {down / 10:g}" for right, down in steps if right or down)
