"""Agencies, broadcasters, papers, portals and archives: who writes news and who only carries it.

In: `outlets.toml` beside this module. Out: `Outlets`, which finds an `Outlet` by a name as written or by a host.
It records what a house is called and does, and, where a public and formal source with a date says so, who owns, funds or
legally controls it; never how good it is. A name it does not know is `None`, not a guess, and so is an owner.
`load_outlets().by_name("the Associated Press")` and `.by_domain("www.apnews.com")` are one record.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from sayso.errors import KnowledgeError

__all__ = ["KINDS", "Outlet", "OutletKind", "Outlets", "Sourced", "fold_name", "load_outlets", "read_outlets"]

TABLE = Path(__file__).with_name("outlets.toml")
OutletKind = Literal["agency", "newspaper", "broadcaster", "magazine", "website", "portal", "archive"]
KINDS: tuple[OutletKind, ...] = get_args(OutletKind)
DROPPED = re.compile(r"[.'’`´]")
BETWEEN = re.compile(r"[\W_]+")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z", re.ASCII)
#: Names are short; what is longer is not a name and is not folded.
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Sourced:
    """What a public source says of an outlet; `date` is that of the source, an ISO day, month or year."""

    text: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """One house. `names` holds every way it is written, `name` first; `country` is ISO 3166-1 alpha-2 or null.

    `owner`, `funder` and `control` (by charter, statute or constitution) are null where we know no source, which says nothing.
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: OutletKind
    country: str | None
    domains: tuple[str, ...]
    owner: Sourced | None = None
    funder: Sourced | None = None
    control: Sourced | None = None


@dataclass(frozen=True, slots=True)
class Outlets:
    """The table with its two indexes."""

    rows: tuple[Outlet, ...]
    names: Mapping[str, Outlet]
    domains: Mapping[str, Outlet]

    def by_name(self, text: str) -> Outlet | None:
        """The outlet that is called so, whatever the case, the accents, the punctuation and a "the" in front.

        One bare word is never given a "the" ("Sun" is not The Sun) unless the table lists it.
        """
        key = fold_name(text)
        if not key:
            return None
        bare = key.removeprefix("the ")
        found = self.names.get(key) or self.names.get(bare)
        return found or (self.names.get(f"the {bare}") if " " in bare else None)

    def by_domain(self, host: str) -> Outlet | None:
        """The outlet whose domain the host is or lies below."""
        labels = host.strip().rstrip(".").lower().rsplit(":", 1)[0].split(".") if host else []
        if len(labels) > 40:
            return None
        suffixes = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.domains[suffix] for suffix in suffixes if suffix in self.domains), None)


@lru_cache(16_384)
def fold_name(text: str) -> str:
    """A name as it is compared: lower case, no accents, no dots or apostrophes, one blank between words."""
    if len(text) > LONGEST_NAME:
        return ""
    plain = text.replace("&", " and ")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain.replace("ı", "i"))
        plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return BETWEEN.sub(" ", DROPPED.sub("", plain.casefold())).strip()


@cache
def load_outlets() -> Outlets:
    """The shipped table, read once.

    Raises:
        KnowledgeError: the table is missing or damaged.
    """
    try:
        return read_outlets(TABLE.read_text("utf-8"))
    except OSError as error:
        raise KnowledgeError(TABLE.name, f"cannot be read ({error.strerror}); install sayso again") from error


def read_outlets(table: str) -> Outlets:
    """The outlets of a table in TOML.

    Raises:
        KnowledgeError: it is no TOML, a row lacks a field, or two rows share a name or a domain.
    """
    try:
        rows = tuple(_outlet(key, row) for key, row in tomllib.loads(table).items())
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(TABLE.name, f"is damaged ({error}); install sayso again") from error
    return Outlets(
        rows,
        _index((fold_name(name), row) for row in rows for name in row.names),
        _index((domain, row) for row in rows for domain in row.domains),
    )


def _outlet(key: str, row: dict[str, Any]) -> Outlet:
    if row["kind"] not in KINDS:
        raise ValueError(f"{key}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
    names = (str(row["name"]), *map(str, row.get("names", ())))
    domains = tuple(str(domain) for domain in row["domains"])
    known = [_sourced(key, field, row.get(field)) for field in ("owner", "funder", "control")]
    return Outlet(key, names[0], names, cast("OutletKind", row["kind"]), row.get("country"), domains, *known)


def _sourced(key: str, field: str, said: Any) -> Sourced | None:
    """What is said of an outlet, which is nothing without its source and that source's date."""
    if said is None:
        return None
    if not isinstance(said, dict) or set(said) != {"text", "source", "date"} or not all(map(_is_text, said.values())):
        raise ValueError(f"{key}: {field} needs a text, a source and a date")
    if not DATE.match(said["date"]):
        raise ValueError(f"{key}: {field} is dated {said['date']!r}, which is no ISO day, month or year")
    return Sourced(said["text"], said["source"], said["date"])


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _index(pairs: Iterable[tuple[str, Outlet]]) -> Mapping[str, Outlet]:
    index: dict[str, Outlet] = {}
    for key, row in pairs:
        if index.setdefault(key, row) is not row:
            raise KnowledgeError(TABLE.name, f"{index[key].id} and {row.id} share {key!r}; give each its own")
    return MappingProxyType(index)
