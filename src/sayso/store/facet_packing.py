"""How the claims of one document are packed for browsing: plain numbers, the same bytes for the same rows.

In: `FiledClaim`s, whose names stand as numbers of `facet_names`. Out: bytes. First four counts (claims, then named sources,
places and territories of claims), then a record of `CLAIM` for each claim and of `PAIR` for each of the others; all numbers are
little-endian. A value of a list that we chose is its position there plus one, 0 where there is none. Days count from year 1.
"""

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sayso.records import CUE_KINDS, STYLES
from sayso.store.browsing import CERTAINTIES, POLARITIES, REVIEWS, VALUES, VOICES

__all__ = ["CLAIM", "COUNTS", "ENUMS", "NO_DAY", "PAIR", "FiledClaim", "days_of_iso", "days_of_timex", "names_in", "pack"]

COUNTS: Final = struct.Struct("<4I")
#: Name and format of each number of a claim; `facet_columns` makes a column of each.
CLAIM: Final[Mapping[str, str]] = {
    "passage": "q", "claim": "q", "score": "d",
    "published_first": "i", "published_last": "i", "said_first": "i", "said_last": "i",
    "happened_first": "i", "happened_last": "i", "outlet": "i", "republisher": "i", "source": "i",
    "length": "H", "source_kind": "B", "style": "B", "cue_kind": "B", "certainty": "B", "hedged": "B", "polarity": "B",
    "depth": "B", "review": "B",
}  # fmt: skip
#: Which claim of the document (0 is the first), the name, and the voice (0 for places and territories).
PAIR: Final = struct.Struct("<IiB")
ROW: Final = struct.Struct("<" + "".join(CLAIM.values()))
#: The lists whose positions are kept.
ENUMS: Final[Mapping[str, Sequence[str]]] = {
    "source_kind": VALUES["source_kinds"],
    "style": STYLES,
    "cue_kind": CUE_KINDS,
    "certainty": CERTAINTIES,
    "polarity": POLARITIES,
    "review": REVIEWS,
    "voice": VOICES,
}
POSITIONS: Final = {name: {value: n for n, value in enumerate(values, 1)} for name, values in ENUMS.items()}
NO_DAY: Final = 0
LONGEST: Final = 65_535
ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2}))?(?![\d-])", re.ASCII)
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FiledClaim:
    """What a claim can be found, counted and sorted by.

    `values` are of the lists in `ENUMS`; `actors` are numbers of names with their voices; `length` counts words.
    """

    passage: int
    claim: int
    score: float
    published: Days
    said: Days
    happened: Days
    outlet: int
    republisher: int
    source: int
    length: int
    hedged: bool
    depth: int
    values: Mapping[str, str | None]
    actors: tuple[tuple[int, str], ...]
    places: tuple[int, ...]
    territories: tuple[int, ...]


def pack(claims: Sequence[FiledClaim]) -> bytes:
    """The bytes of a document's claims, in their order."""
    voices = POSITIONS["voice"]
    actors = [(n, code, voices[voice]) for n, one in enumerate(claims) for code, voice in one.actors]
    places = [(n, code, 0) for n, one in enumerate(claims) for code in one.places]
    territories = [(n, code, 0) for n, one in enumerate(claims) for code in one.territories]
    counts = COUNTS.pack(len(claims), len(actors), len(places), len(territories))
    return counts + b"".join(map(_pack_claim, claims)) + _pack_pairs((*actors, *places, *territories))


def names_in(packed: bytes) -> set[int]:
    """The numbers of all names in what was packed."""
    count, *pairs = COUNTS.unpack_from(packed)
    columns = list(CLAIM)
    start = COUNTS.size
    found: set[int] = set()
    for place in range(count):
        values = ROW.unpack_from(packed, start + place * ROW.size)
        found.update(values[columns.index(name)] for name in ("outlet", "republisher", "source"))
    start += count * ROW.size
    found.update(PAIR.unpack_from(packed, start + place * PAIR.size)[1] for place in range(sum(pairs)))
    return found - {0}


def _pack_claim(one: FiledClaim) -> bytes:
    codes = {name: POSITIONS[name].get(one.values[name] or "", 0) for name in CLAIM if name in POSITIONS}
    return ROW.pack(
        one.passage, one.claim, one.score, *one.published, *one.said, *one.happened, one.outlet, one.republisher, one.source,
        min(one.length, LONGEST), codes["source_kind"], codes["style"], codes["cue_kind"], codes["certainty"],
        int(one.hedged), codes["polarity"], min(one.depth, 3), codes["review"],
    )  # fmt: skip


def _pack_pairs(pairs: Iterable[tuple[int, int, int]]) -> bytes:
    return b"".join(PAIR.pack(*pair) for pair in pairs)


def days_of_iso(value: str | None) -> Days:
    """The first and last day that an ISO date, week, month or year may mean."""
    match = ISO.match(value or "")
    if match is None:
        return NO_DAY, NO_DAY
    year, month, day, week = (None if part is None else int(part) for part in match.groups())
    try:
        if week is not None:
            first = date.fromisocalendar(year or 0, week, 1)
            return first.toordinal(), (first + timedelta(days=6)).toordinal()
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first.toordinal(), first.toordinal()
        after = date(first.year + (month in (None, 12)), 1 if month in (None, 12) else (month or 0) + 1, 1)
        return first.toordinal(), after.toordinal() - 1
    except (ValueError, OverflowError):
        return NO_DAY, NO_DAY


def days_of_timex(plain: Mapping[str, Any]) -> Days:
    """The days of a time expression as JSON has it: by its bounds, else by its value, where that is a date."""
    bounds = [days_of_iso(bound) for bound in plain.get("bounds", ())]
    first = next((bound[0] for bound in bounds[:2] if bound[0]), NO_DAY)
    last = next((bound[1] for bound in bounds[:1:-1] if bound[1]), NO_DAY)
    return (first, last) if first and first <= last else days_of_iso(plain.get("value"))
