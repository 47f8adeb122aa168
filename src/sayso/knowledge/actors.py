"""Persons, bodies and countries that news often names: how they are called, and which office they held when.

In: `actors.zip` beside this module (made by tools/actors/build.py from the Phoenix dictionaries and our own list; actors.md
gives the credit). Out: `KnownActor`s by a name as written, or by its skeleton, which only proposes. What a row says ends with
the day its list was closed; after it an open office is neither held nor left. Nobody is judged; a surname alone finds nobody.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from sayso.errors import KnowledgeError
from sayso.knowledge.outlets import fold_name
from sayso.knowledge.skeletons import body_key, person_key

__all__ = ["KINDS", "KnownActor", "KnownActors", "KnownKind", "KnownRole", "load_actors", "name_key", "read_actors"]

TABLE = Path(__file__).with_name("actors.zip")
KnownKind = Literal["person", "government", "party", "militia", "igo", "ngo", "company", "organisation", "court", "country"]
KINDS: tuple[KnownKind, ...] = get_args(KnownKind)
#: The sector of who counted for something without an office.
ELITE = "ELI"
#: Among so many rows of one key none stands out.
MOST = 60


@dataclass(frozen=True, slots=True)
class KnownRole:
    """An office: a code (country and sector of CAMEO), ISO days or parts of one, null where open; and what it is called."""

    code: str
    since: str | None
    until: str | None
    office: str = ""

    def holds(self, day: str, as_of: str) -> bool | None:
        """Whether it was held on an ISO day; null where the list does not say."""
        if self.since is None and self.until is None:
            return None
        if self.since is not None and day < self.since:
            return False
        if self.until is not None:
            return day[: len(self.until)] <= self.until
        return True if day <= as_of else None


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One party. `names` are aliases only, `name` first; `country` is ISO 3166-1 alpha-2; `source` is `own` or "FILE:LINE"s."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: KnownKind
    country: str | None
    roles: tuple[KnownRole, ...]
    source: str
    as_of: str

    def holds_office(self, day: str) -> bool | None:
        """Whether any office of theirs was held on a day; null where nothing says."""
        held = {role.holds(day, self.as_of) for role in self.roles if role.code[3:6] != ELITE}
        return True if True in held else None if None in held or not held else False


@dataclass(frozen=True, slots=True)
class KnownActors:
    """The table with its two indexes; rows are read when they are asked for."""

    manifest: Mapping[str, Any]
    lines: tuple[str, ...]
    names: Mapping[str, str]
    keys: Mapping[str, str]

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self.lines)

    def by_name(self, text: str) -> tuple[KnownActor, ...]:
        """All whose alias is written so, whatever the case, the accents and a "the" in front; a person only by a full name."""
        key = fold_name(text)
        found = self.names.get(key) or self.names.get(key.removeprefix("the "))
        return self._rows(found)

    def by_key(self, text: str, kind: str) -> tuple[KnownActor, ...]:
        """All of a kind ("person", or anything else for bodies) whose name has this skeleton; none where too many have it."""
        found = self._rows(self.keys.get(name_key(text, kind)))
        return tuple(row for row in found if (row.kind == "person") == (kind == "person"))

    def by_id(self, wanted: str) -> KnownActor | None:
        """The row of an id."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].split("\t", 1)[0] < wanted:
                low = middle + 1
            else:
                high = middle
        found = self._row(low) if low < len(self.lines) else None
        return found if found is not None and found.id == wanted else None

    def _rows(self, numbers: str | None) -> tuple[KnownActor, ...]:
        rows = numbers.split() if numbers else []
        return tuple(self._row(int(number)) for number in rows) if len(rows) <= MOST else ()

    def _row(self, number: int) -> KnownActor:
        own_id, names, kind, country, roles, source = self.lines[number].split("\t")
        called = tuple(names.split("|"))
        held = tuple(_role(role) for role in roles.split("|") if role)
        as_of = self.manifest["own_until" if source.startswith("own") else "phoenix_until"]
        return KnownActor(own_id, called[0], called, cast("KnownKind", kind), country or None, held, source, as_of)


def name_key(name: str, kind: str) -> str:
    """The skeleton that a name of a person or of a body is found by; empty for a person's surname."""
    return person_key(name) if kind == "person" else body_key(name)


@cache
def load_actors() -> KnownActors:
    """The shipped table, read once.

    Raises:
        KnowledgeError: the table is missing or damaged.
    """
    try:
        return read_actors(TABLE.read_bytes())
    except OSError as error:
        raise KnowledgeError(TABLE.name, f"cannot be read ({error.strerror}); install sayso again") from error


def read_actors(table: bytes) -> KnownActors:
    """The actors of a table as `tools/actors/build.py` writes it.

    Raises:
        KnowledgeError: it is not such a table.
    """
    try:
        with zipfile.ZipFile(BytesIO(table)) as opened:
            manifest = json.loads(opened.read("manifest.json"))
            lines = tuple(opened.read("rows.tsv").decode("utf-8").split("\n")[:-1])
            names, keys = (_index(opened.read(f"{name}.tsv").decode("utf-8")) for name in ("names", "keys"))
        is_whole = manifest["rows"] == len(lines) and all(line.count("\t") == 5 for line in lines)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise KnowledgeError(TABLE.name, f"is damaged ({error}); install sayso again") from error
    if not is_whole:
        raise KnowledgeError(TABLE.name, "is damaged (rows are missing or cut); install sayso again")
    return KnownActors(MappingProxyType(manifest), lines, names, keys)


def _index(text: str) -> Mapping[str, str]:
    return MappingProxyType(dict(line.split("\t") for line in text.split("\n")[:-1]))


def _role(text: str) -> KnownRole:
    code, since, until, office = text.split(";", 3)
    return KnownRole(code, since or None, until or None, office)
