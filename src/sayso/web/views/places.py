"""The places that claims speak of, drawn as exactly as they are known: a country is a ring, a region a square, a town a dot.

In: places with their counts. Out: a `PlacesMap`: symbols in the units of `outline`, the part of the world that is shown, and
names are written beside them so that none runs into another. It asks no ledger and draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from typing import Final

from sayso.export.queries import Asked, write_query
from sayso.knowledge.places import load_places
from sayso.store import PlaceCount
from sayso.web.views.outline import HEIGHT, WIDTH, load_outline, project

__all__ = ["LEVELS", "PlaceMark", "PlacesMap", "make_map"]

#: How exactly a place is known, for people.
LEVELS: Final = {"territory": "country", "region": "region", "city": "town", "other": "place"}
#: As many places are drawn; the table has as many rows.
MOST: Final = 200
MOST_NAMES: Final = 12
#: Radius of the smallest and of the largest symbol, in thousandths of what is shown.
SMALLEST, LARGEST = 5.0, 26.0
#: A map that shows less than this share of the world would show an outline too coarse for it.
CLOSEST: Final = 0.16
#: Room around the outermost places, as a share of what they span.
ROOM: Final = 0.18
#: Width of a letter and height of a name, in thousandths of what is shown.
LETTER, LINE = 9.5, 20.0


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place: its symbol, its count, and the address that narrows the question to its territory (null if it has none).

    A territory or region has the name of our tables, whatever a text calls it ("Fla."). `label` says whether its
    name is written beside the symbol, `anchor` on which side.
    """

    name: str
    territory: str | None
    territory_name: str
    level: str
    count: int
    x: float
    y: float
    radius: float
    address: str | None
    is_chosen: bool
    label: bool = False
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """What is shown: `left`, `top`, `width`, `height` of the world; `marks`, the largest first; `left_out` of them."""

    marks: tuple[PlaceMark, ...]
    left_out: int
    left: float
    top: float
    width: float
    height: float
    land: str
    borders: str
    is_whole: bool
    other: str

    @property
    def size(self) -> float:
        """Units of a thousandth of what is shown: texts and symbols keep their size."""
        return self.width / 1000


def make_map(asked: Asked, places: Sequence[PlaceCount]) -> PlacesMap:
    """The map of a question's places."""
    outline = load_outline()
    shown = sorted(places, key=lambda place: (-place.count, place.name, place.territory or ""))[:MOST]
    points = [project(place.lat, place.lon) for place in shown]
    left, top, width, height = _frame(points) if asked.look == "map" else (0.0, 0.0, WIDTH, HEIGHT)
    most, unit = max((place.count for place in shown), default=1), width / 1000
    marks = tuple(
        _mark(asked, place, point, unit * (SMALLEST + (LARGEST - SMALLEST) * sqrt(place.count / most)))
        for place, point in zip(shown, points, strict=True)
    )
    other = write_query(replace(asked, look="world" if asked.look == "map" else "map", after=None))
    return PlacesMap(
        marks=_name_some(marks, unit, left + width),
        left_out=len(places) - len(shown),
        left=round(left, 2),
        top=round(top, 2),
        width=round(width, 2),
        height=round(height, 2),
        land=outline.land,
        borders=outline.borders,
        is_whole=width >= WIDTH,
        other=f"/s?{other}",
    )


def _mark(asked: Asked, place: PlaceCount, point: tuple[float, float], radius: float) -> PlaceMark:
    address = None
    if place.territory is not None:
        query = write_query(replace(asked.alter(territory=place.territory), look="rows"))
        address = f"/s?{query}"
    chosen = place.territory is not None and place.territory == asked.browse.territory
    x, y = point
    territory = load_places().territories.get(place.territory or "")
    name = _name_regions().get((place.territory, place.lat, place.lon), place.name) if place.level == "region" else place.name
    return PlaceMark(
        name, place.territory, territory.name if territory is not None else place.territory or "", place.level, place.count,
        round(x, 2), round(y, 2), round(radius, 2), address, chosen,
    )  # fmt: skip


@cache
def _name_regions() -> dict[tuple[str | None, float | None, float | None], str]:
    """The names of regions by their territory and middle."""
    return {(one.territory, one.lat, one.lon): one.name for one in load_places().regions.values()}


def _frame(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The part of the map that holds all points with some room around, in the map's own proportions."""
    if not points:
        return 0.0, 0.0, WIDTH, HEIGHT
    (x0, x1), (y0, y1) = ((min(values), max(values)) for values in zip(*points, strict=True))
    share = max((x1 - x0) / WIDTH, (y1 - y0) / HEIGHT) * (1 + 2 * ROOM)
    share = min(1.0, max(CLOSEST, share))
    width, height = share * WIDTH, share * HEIGHT
    left = min(max(0.0, (x0 + x1 - width) / 2), WIDTH - width)
    top = min(max(0.0, (y0 + y1 - height) / 2), HEIGHT - height)
    return left, top, width, height


def _name_some(marks: Sequence[PlaceMark], unit: float, right: float) -> tuple[PlaceMark, ...]:
    """The marks, the largest ones named as long as the names have room: never over another name, never off the map."""
    taken: list[tuple[float, float, float, float]] = []
    named = []
    for mark in marks:
        box, anchor = _box(mark, unit, right)
        is_free = len(taken) < MOST_NAMES and not any(_overlap(box, other) for other in taken)
        if is_free:
            taken.append(box)
        named.append(replace(mark, label=is_free, anchor=anchor))
    return tuple(named)


def _box(mark: PlaceMark, unit: float, right: float) -> tuple[tuple[float, float, float, float], str]:
    """Where a name would stand: to the right of its symbol, to the left where there is no room."""
    length, gap = LETTER * unit * len(mark.name), mark.radius + 4 * unit
    anchor = "end" if mark.x + gap + length > right else "start"
    left = mark.x - gap - length if anchor == "end" else mark.x + gap
    half = LINE * unit / 2
    return (left, mark.y - half, left + length, mark.y + half), anchor


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
