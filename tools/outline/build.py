"""Compiles the outline of the world that the map is drawn on: `src/sayso/knowledge/outline.txt`.

    python tools/outline/build.py countries-110m.json

In: Natural Earth's countries at 1:110 million (public domain) as TopoJSON, as the npm package `world-atlas` carries them (`npm
pack world-atlas`). Out: a text of our own, the credit on top, then a line for each piece: `land` are closed rings, `border`
open lines that two countries share; points are longitude and latitude in tenths of a degree, the first as it stands, the others
as steps. The same file gives the same bytes. It is run by hand, never at install.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[2] / "src" / "sayso" / "knowledge" / "outline.txt"
CREDIT = (
    "# Land and borders: Natural Earth (naturalearthdata.com), 1:110 million, public domain, by way of world-atlas 2 (npm)."
)
#: South of this, in tenths of a degree, is ice that no claim speaks of.
SOUTH = -600
#: A ring with fewer points is too small to be seen.
FEWEST = 4
Point = tuple[int, int]


def main() -> None:
    """Build the table and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topology", type=Path, help="countries-110m.json of the npm package world-atlas")
    topology = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    lines = compile_outline(topology)
    TARGET.write_text("\n".join([CREDIT, *lines]) + "\n", encoding="ascii")
    print(f"{TARGET.name}: {len(lines)} lines, {TARGET.stat().st_size} bytes")


def compile_outline(topology: Any) -> list[str]:
    """The lines of the table: land first, then borders, each in the order of the source."""
    arcs = [list(_place(arc, topology["transform"])) for arc in topology["arcs"]]
    rings = [_join(ring, arcs) for ring in _rings(topology["objects"]["land"])]
    kept = [ring for ring in map(_thin, rings) if len(ring) >= FEWEST and max(y for _, y in ring) > SOUTH]
    shared = [line for line in (_thin(arcs[number]) for number in _shared(topology["objects"]["countries"])) if len(line) > 1]
    return [_write("land", ring) for ring in kept] + [_write("border", line) for line in shared]


def _place(arc: Iterable[Sequence[int]], transform: Any) -> Iterator[Point]:
    """The points of an arc in tenths of a degree: the source has them as steps on a grid."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield round(10 * (x * scale_x + shift_x)), round(10 * (y * scale_y + shift_y))


def _rings(shape: Any) -> Iterator[Sequence[int]]:
    """The rings of a shape as numbers of arcs; a negative one is an arc backwards."""
    if shape["type"] == "GeometryCollection":
        for part in shape["geometries"]:
            yield from _rings(part)
    elif shape["type"] == "Polygon":
        yield from shape["arcs"]
    else:
        for polygon in shape["arcs"]:
            yield from polygon


def _join(ring: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    joined: list[Point] = []
    for number in ring:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        joined += points[1:] if joined else points
    return joined


def _shared(countries: Any) -> list[int]:
    """The arcs that stand in the rings of two countries."""
    counted = Counter(number if number >= 0 else ~number for ring in _rings(countries) for number in ring)
    return sorted(number for number, count in counted.items() if count > 1)


def _thin(points: Sequence[Point]) -> list[Point]:
    """Without points that fall on the one before them."""
    return [point for before, point in zip((None, *points), points, strict=False) if point != before]


def _write(kind: str, points: Sequence[Point]) -> str:
    """A line of the table; a ring that jumps from one edge of the world to the other goes on beyond the edge instead."""
    steps = [points[0], *((_wrap(x - a), y - b) for (a, b), (x, y) in pairwise(points))]
    return f"{kind}\t" + " ".join(f"{x},{y}" for x, y in steps)


def _wrap(step: int) -> int:
    return (step + 1800) % 3600 - 1800 if abs(step) > 1800 else step


if __name__ == "__main__":
    main()
