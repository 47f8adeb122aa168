"""Other spellings of countries in the Phoenix dictionaries.

In: the archive, the countries of GeoNames, the names that are known already. Out: names by code. The dictionaries count cities,
leaders and members of a country as its names; of each country only what stands before its capital and resembles a name or a
nationality word of it is taken.
"""

import re
import tarfile
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from sayso.knowledge.places import fold_place

MEMBER = "phoenix-dictionaries/Phoenix.Countries.actors.txt"
HEAD = re.compile(r"(\S+)\s*\[([A-Z]{3})\]\s*\Z")
OTHER_CODES = {"KSV": "XK", "ROM": "RO", "TMP": "TL", "ZAR": "CD"}
ALIKE = 0.74


def read_phoenix(archive: Path, countries: Mapping[str, Mapping[str, object]], known: Mapping[str, str]) -> dict[str, set[str]]:
    """Spellings by ISO code."""
    with tarfile.open(archive) as opened:
        member = opened.extractfile(MEMBER)
        if member is None:
            raise FileNotFoundError(MEMBER)
        lines = member.read().decode("latin-1").splitlines()
    codes = {str(row["iso3"]): code for code, row in countries.items()} | OTHER_CODES
    found: dict[str, set[str]] = {code: set() for code in countries}
    names: dict[str, list[str]] = {}
    for key, code in known.items():
        names.setdefault(code, []).append(key)
    for code, listed in _listed(lines, codes):
        capital = fold_place(str(countries[code]["capital"]))
        for name in listed:
            key = fold_place(name)
            if key == capital:
                break
            if key and key not in known and _is_alike(key, names.get(code, ())):
                found[code].add(name)
    return found


def _listed(lines: Iterable[str], codes: Mapping[str, str]) -> Iterable[tuple[str, list[str]]]:
    """Each country's code with the names below its head line, in their order."""
    names: list[str] | None = None
    groups: list[tuple[str, list[str]]] = []
    for line in lines:
        text = line.split("#")[0].strip()
        head = HEAD.match(text)
        if head and head[2] in codes:
            names = [_plain(head[1])]
            groups.append((codes[head[2]], names))
        elif text.startswith("+") and names is not None:
            names.append(_plain(text[1:]))
        else:
            names = None
    return groups


def _plain(name: str) -> str:
    return name.strip().strip("_").replace("_", " ").title()


def _is_alike(key: str, names: Iterable[str]) -> bool:
    """Whether a spelling resembles a name from its first letter on."""
    return any(name[:1] == key[:1] and len(name) > 3 and SequenceMatcher(None, key, name).ratio() >= ALIKE for name in names)
