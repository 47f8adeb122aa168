"""Territories, nationality words, regions, seas and cities: which places a name can mean.

In: `places.zip` beside this module (made by tools/places/build.py from GeoNames, CLDR and Phoenix; places.md gives the credit).
Out: `Candidate`s of a name, the territory of a name or nationality word, the government that a capital stands for. Which of
several namesakes a text means is decided in `stages.places`. What several governments claim has no territory here, only a list
of who does. `territory_of("the U.S.")` is "US", `territory_of("us")` None; `demonym_of("Syrians")` is "SY".
"""

import json
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from sayso.errors import KnowledgeError
from sayso.knowledge.outlets import LONGEST_NAME, fold_name

__all__ = [
    "Candidate", "PlaceKind", "Places", "candidates", "demonym_of", "fold_place", "government_of", "load_places",
    "territory_of",
]  # fmt: skip

TABLE = Path(__file__).with_name("places.zip")
PlaceKind = Literal["territory", "region", "city", "disputed", "other", "seat", "body"]
Level = Literal["territory", "region", "city", "other"]
LEVELS: Mapping[str, Level] = MappingProxyType(
    {"territory": "territory", "region": "region", "city": "city", "disputed": "region"}
)
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
BETWEEN = re.compile(r"[\s’'-]+")
#: Letters that are no plain letter with an accent, and marks inside a word.
LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "‘": "",
        "ʻ": "",
        "ʼ": "",
    }
)
#: Written either way: "St. Louis" and "Saint Louis".
SHORTENED = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "saint": "st", "fort": "ft", "mount": "mt"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean.

    `territory` is an ISO 3166-1 alpha-2 code (or XK), null where it has none or several governments claim it (`claimed`, their
    codes); `region` is the first-order code of GeoNames, empty where unknown. A territory's or region's `lat` and `lon` are the
    middle of its towns. `is_other` says that the name is not the usual one.
    """

    name: str
    kind: PlaceKind
    territory: str | None
    region: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    population: int
    is_other: bool = False
    claimed: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """How exactly the place is known: territory, region, city or other."""
        return LEVELS.get(self.kind, "other")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name in the table of territories stands for; `kind` is name, adjective, people or spelling."""

    code: str
    kind: str
    is_acronym: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The small tables, read at once; the cities are read from the zip in pieces when a name is asked for."""

    manifest: Mapping[str, Any]
    territories: Mapping[str, Candidate]
    names: Mapping[str, Named]
    areas: Mapping[str, tuple[tuple[Candidate, bool], ...]]
    regions: Mapping[tuple[str, str], Candidate]
    abbreviations: Mapping[str, tuple[tuple[str, str], ...]]
    capitals: Mapping[str, str]
    firsts: tuple[str, ...]

    def territory_of(self, words: str) -> str | None:
        """The code of the territory that words name, in any of its spellings; nationality words are none."""
        named = self._named(words)
        return named.code if named is not None and named.kind in ("name", "spelling") else None

    def names_territory(self, words: str) -> bool:
        """Whether words are an English name of a territory, no foreign spelling."""
        named = self._named(words)
        return named is not None and named.kind == "name"

    def names_area(self, words: str) -> bool:
        """Whether words name a region, a sea, a seat of government or another area that is no territory."""
        return bool(self._areas(words))

    def people_of(self, words: str) -> Candidate | None:
        """What a nationality word belongs to: a territory, or an area that is none ("Kurdish", "European", "Abkhazian")."""
        code = self.demonym_of(words)
        if code is not None:
            return self.territories.get(code)
        return next((area for area in self._areas(words) if area.kind in ("other", "disputed")), None)

    def demonym_of(self, words: str) -> str | None:
        """The code of the territory that a nationality word belongs to: "Syrian", "Syrians", "the Dutch"."""
        named = self._named(words)
        return named.code if named is not None and named.kind in ("adjective", "people") else None

    def government_of(self, words: str) -> str | None:
        """Whose government a capital or a seat of government stands for; None for what is none, and for those left open."""
        code = self.capital_code(words)
        if code is not None:
            return code or None
        seat = next((area for area in self._areas(words) if area.kind == "seat"), None)
        return seat.territory if seat else None

    def capital_code(self, words: str) -> str | None:
        """The code of the territory whose capital is called so, empty for those left open, None for what is no capital."""
        if not _is_written_as_name(words):
            return None
        return next((self.capitals[key] for key in _keys(words) if key in self.capitals), None)

    def is_capital(self, words: str) -> bool:
        """Whether the name is a capital's or a seat's, those left open among them."""
        return self.capital_code(words) is not None or any(area.kind == "seat" for area in self._areas(words))

    def region_of(self, words: str) -> tuple[tuple[str, str], ...]:
        """Territory and region that words behind a comma mean: "Ky.", "Ontario", "Lebanon" (region empty); several for "GA"."""
        found = dict.fromkeys(self.abbreviations.get(_keys(words)[0], ()) if _is_written_as_name(words) else ())
        found |= dict.fromkeys((a.territory, a.region) for a in self._areas(words) if a.kind == "region" and a.territory)
        code = self.territory_of(words)
        return (*found, *(((code, ""),) if code else ()))

    def abbreviated(self, words: str) -> tuple[Candidate, ...]:
        """The regions that an abbreviation means where it stands behind a comma: "Ill.", "B.C."."""
        named = self.abbreviations.get(_keys(words)[0], ()) if _is_written_as_name(words) else ()
        return tuple(self.regions[one] for one in named if one in self.regions)

    def candidates(self, words: str) -> tuple[Candidate, ...]:
        """All places of a name: territories, then areas, then cities, the largest first."""
        if not _is_written_as_name(words):
            return ()
        code = self.territory_of(words)
        areas = self._areas(words)
        cities: dict[int | None, Candidate] = {}
        for key in dict.fromkeys(variant for folded in _keys(words) for variant in _variants(folded)):
            for city in self._cities(key):
                if city.geonameid not in cities or cities[city.geonameid].is_other:
                    cities[city.geonameid] = city
        ordered = sorted(cities.values(), key=lambda one: (-one.population, one.geonameid or 0))
        return (*((self.territories[code],) if code else ()), *areas, *ordered)

    def _named(self, words: str) -> Named | None:
        if not _is_written_as_name(words):
            return None
        named = next((self.names[key] for key in _keys(words) if key in self.names), None)
        return None if named is None or (named.is_acronym and not _is_capitals(words)) else named

    def _areas(self, words: str) -> list[Candidate]:
        if not _is_written_as_name(words):
            return []
        found = next((self.areas[key] for key in _keys(words) if key in self.areas), ())
        return [area for area, is_acronym in found if not is_acronym or _is_capitals(words)]

    def _cities(self, key: str) -> Iterator[Candidate]:
        """The cities that bear a folded name, from the one piece of the table that could hold it."""
        number = bisect_right(self.firsts, key) - 1
        if not key or number < 0:
            return
        block = _read_block(number)
        at = block.find(f"\n{key}\t")
        while at >= 0:
            end = block.index("\n", at + 1)
            yield _city(block[at + 1 : end].split("\t"))
            at = end if block.startswith(f"{key}\t", end + 1) else -1


@cache
def load_places() -> Places:
    """The shipped table, its small parts read once.

    Raises:
        KnowledgeError: the table is missing or damaged.
    """
    try:
        opened = _open()
        parts = {name: opened.read(f"{name}.tsv").decode("utf-8").splitlines() for name in _PARTS}
        rows = {name: [line.split("\t") for line in lines] for name, lines in parts.items()}
        return _read(json.loads(opened.read("manifest.json")), rows)
    except (KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise KnowledgeError(TABLE.name, f"is damaged ({error}); install sayso again") from error


#: Kinds of names, those first that win a key which is several of them.
ORDER = ("name", "people", "adjective", "spelling")
_PARTS = ("territories", "names", "areas", "abbreviations", "capitals", "firsts")


@cache
def _open() -> zipfile.ZipFile:
    """The table in memory: no open file is shared between processes."""
    try:
        return zipfile.ZipFile(BytesIO(TABLE.read_bytes()))
    except OSError as error:
        raise KnowledgeError(TABLE.name, f"cannot be read ({error.strerror}); install sayso again") from error


@lru_cache(maxsize=64)
def _read_block(number: int) -> str:
    """One piece of the cities, behind a line end so that every line is found the same way."""
    try:
        return "\n" + _open().read(f"cities/{number:04}").decode("utf-8")
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise KnowledgeError(TABLE.name, f"is damaged ({error}); install sayso again") from error


def _read(manifest: Mapping[str, Any], rows: Mapping[str, list[list[str]]]) -> Places:
    territories = {
        code: Candidate(label, "territory", code, "", int(number), _degrees(lat), _degrees(lon), int(population))
        for code, number, label, lat, lon, population in rows["territories"]
    }
    areas: dict[str, tuple[tuple[Candidate, bool], ...]] = {}
    regions: dict[tuple[str, str], Candidate] = {}
    for key, label, kind, territory, region, number, lat, lon, claimed, acronym in rows["areas"]:
        area = Candidate(
            label, cast("PlaceKind", kind), territory or None, region, int(number) if number else None,
            _degrees(lat), _degrees(lon), 0, False, tuple(filter(None, claimed.split(","))),
        )  # fmt: skip
        areas[key] = (*areas.get(key, ()), (area, bool(acronym)))
        if kind == "region" and region and lat:
            regions.setdefault((territory, region), area)
    abbreviations: dict[str, tuple[tuple[str, str], ...]] = {}
    for key, territory, region in rows["abbreviations"]:
        abbreviations[key] = (*abbreviations.get(key, ()), (territory, region))
    names: dict[str, Named] = {}
    for key, kind, code, acronym in sorted(rows["names"], key=lambda row: ORDER.index(row[1])):
        names.setdefault(key, Named(code, kind, bool(acronym)))
    return Places(
        MappingProxyType(dict(manifest)), MappingProxyType(territories), MappingProxyType(names),
        MappingProxyType(areas), MappingProxyType(regions), MappingProxyType(abbreviations),
        MappingProxyType(dict(rows["capitals"])), tuple(row[0] for row in rows["firsts"]),
    )  # fmt: skip


def _city(row: list[str]) -> Candidate:
    _, mark, name, number, lat, lon, territory, region, population, claimed = row
    by = tuple(filter(None, claimed.split(",")))
    return Candidate(
        name, "city", None if by else territory, region, int(number), float(lat), float(lon), int(population), mark == "a", by
    )


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def fold_place(name: str) -> str:
    """A name of a place as it is compared: as other names, and without the letters that only some languages have."""
    return fold_name(name if name.isascii() else name.translate(LETTERS))


def _keys(words: str) -> tuple[str, ...]:
    """The folded name: without its article, also without what may be a possessive ("St. George's", "Syria's"), and whole."""
    whole = " ".join(words[: LONGEST_NAME + 8].split())
    bare = ARTICLE.sub("", whole)
    return tuple(dict.fromkeys((fold_place(bare), fold_place(POSSESSIVE.sub("", bare)), fold_place(whole))))


def _variants(key: str) -> tuple[str, ...]:
    first, _, rest = key.partition(" ")
    return (key, f"{SHORTENED[first]} {rest}") if rest and first in SHORTENED else (key,)


def _is_written_as_name(words: str) -> bool:
    """Whether a word of it begins with a capital, so that "us" and "turkey" are no countries."""
    bare = ARTICLE.sub("", words.strip()[: LONGEST_NAME + 8])
    return any(word[:1].isupper() for word in BETWEEN.split(bare))


def _is_capitals(words: str) -> bool:
    letters = [letter for letter in POSSESSIVE.sub("", ARTICLE.sub("", words.strip())) if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def territory_of(words: str) -> str | None:
    """`Places.territory_of` of the shipped table."""
    return load_places().territory_of(words)


def demonym_of(words: str) -> str | None:
    """`Places.demonym_of` of the shipped table."""
    return load_places().demonym_of(words)


def government_of(words: str) -> str | None:
    """`Places.government_of` of the shipped table."""
    return load_places().government_of(words)


def candidates(name: str) -> tuple[Candidate, ...]:
    """`Places.candidates` of the shipped table."""
    return load_places().candidates(name)
