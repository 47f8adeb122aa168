"""The address of a page of the ledger, both ways: the query string is the question, and each question has one query string.

In: a query string as a person or a form wrote it. Out: an `Asked`, with a line for whatever in it makes no sense, and the query
string of any `Asked`. Values are kept that are values; the rest is left out and told. It asks no ledger.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal, cast, get_args
from urllib.parse import parse_qsl, urlencode

from sayso.export.html import UNSHOWABLE
from sayso.knowledge.outlets import load_outlets
from sayso.store import Browse, Clock, source_key
from sayso.store.browsing import ALIASES, CLOCKS, FACETS, MAX_VALUES, SORTS, VALUES, VOICES

__all__ = ["DAYS", "LISTS", "NAMES", "PAGE", "Asked", "Look", "canonical", "parse_query", "write_query"]

#: What is shown of a question: its rows, its places on a map that fits them, or on the whole world.
Look = Literal["rows", "map", "world"]
#: Parameters of one text, and the fields of `Browse` that they fill.
TEXTS: Final[Mapping[str, str]] = {"q": "words", "source": "source"}
#: Parameters that may come more than once.
LISTS: Final[Mapping[str, str]] = {name: field for name, field in FACETS.items() if field != "territory"}
DAYS: Final = tuple(f"{clock}_{end}" for clock in CLOCKS for end in ("from", "until"))
#: Whatever a query string may hold, in the order in which we write it.
NAMES: Final = (
    *TEXTS, *LISTS, "territory", *DAYS, "voice", "story", "history", "sort", "order", "limit", "clock", "look", "all", "after",
)  # fmt: skip

#: Rows of a page, unless asked for otherwise.
PAGE: Final = 50
MOST_ROWS: Final = 500
LONGEST: Final[Mapping[str, int]] = {"q": 1000, "source": 300, "after": 1000}
LONGEST_VALUE: Final = 300
MOST_PAIRS: Final = 500
#: As many lines of complaint as a person reads.
MOST_NOTES: Final = 5
BLANKS: Final = re.compile(r"\s+")
DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
TERRITORY: Final = re.compile(r"[A-Za-z]{2}")
STORY: Final = re.compile(r"[a-z][0-9a-f]{6,40}", re.ASCII)


EVERYTHING: Final = Browse()


@dataclass(frozen=True, slots=True)
class Asked:
    """All that the address of a page of the ledger says.

    `after` is the cursor of a page, `clock` that of the timeline; `everything` asks a feed or an export also for accusations
    whose speaker is not stated and that nobody reviewed. `notes` are lines about what was left out.
    """

    browse: Browse = EVERYTHING
    after: str | None = None
    clock: Clock = "published"
    look: Look = "rows"
    everything: bool = False
    notes: tuple[str, ...] = ()

    def alter(self, **changes: Any) -> "Asked":
        """The same with another question; its first page."""
        return replace(self, browse=replace(self.browse, **changes), after=None, notes=())


def parse_query(text: str) -> Asked:
    """What a query string asks; never fails."""
    given, notes = _read_pairs(text)
    values: dict[str, Any] = {field: given[name][-1] for name, field in TEXTS.items() if name in given}
    for name, field in LISTS.items():
        values[field] = tuple(_choose(name, field, given.get(name, ()), notes))
    for name in DAYS:
        values[name] = _read_day(name, given.get(name, ()), notes)
    for clock in CLOCKS:
        begin, end = values[f"{clock}_from"], values[f"{clock}_until"]
        if begin and end and begin > end:
            notes.append(f"{clock} until {end} lies before {begin}: left out.")
            values[f"{clock}_until"] = None
    values |= _read_words(given, notes)
    asked = Asked(
        canonical(Browse(**values)),
        after=given["after"][-1] if "after" in given else None,
        clock=_one_of("clock", CLOCKS, given, notes) or "published",
        look=_one_of("look", get_args(Look), given, notes) or "rows",
        everything="all" in given,
    )
    return replace(asked, notes=tuple(dict.fromkeys(notes))[:MOST_NOTES])


def write_query(asked: Asked) -> str:
    """The one query string of a question; empty for everything there is."""
    ask = canonical(asked.browse)
    pairs: list[tuple[str, object]] = [(name, getattr(ask, field)) for name, field in TEXTS.items()]
    pairs += [(name, value) for name, field in LISTS.items() for value in getattr(ask, field)]
    pairs += [(name, getattr(ask, name)) for name in ("territory", *DAYS, "voice", "story")]
    pairs += [("history", ask.history and 1), ("sort", ask.sort)]
    pairs += [("order", None if ask.descending is None else "desc" if ask.descending else "asc")]
    pairs += [("limit", ask.limit if ask.limit != PAGE else None)]
    pairs += [("clock", asked.clock if asked.clock != "published" else None)]
    pairs += [("look", asked.look if asked.look != "rows" else None)]
    pairs += [("all", asked.everything and 1), ("after", asked.after)]
    return urlencode([(name, str(value)) for name, value in pairs if value], errors="replace")


def canonical(ask: Browse) -> Browse:
    """The same question as we would write it: values once and in order, whole days, the usual order left out."""
    changes: dict[str, Any] = {field: _clean(getattr(ask, field)) for field in TEXTS.values()}
    for field in LISTS.values():
        aliases = ALIASES.get(field, {})
        changes[field] = tuple(sorted({aliases.get(value, value) for value in map(_clean, getattr(ask, field)) if value}))
    # Of names the text that a facet has them by, so that a box for it is the same choice.
    changes["actors"] = tuple(sorted({source_key(name) or name for name in changes["actors"]}))
    houses = {name: load_outlets().by_name(name) for name in changes["outlets"]}
    changes["outlets"] = tuple(sorted({house.id if house else name for name, house in houses.items()}))
    for name in DAYS:
        changes[name] = _fill_day(getattr(ask, name), last=name.endswith("until"))
    plain = replace(ask, **changes)
    if plain.descending is not None and plain.order == replace(plain, descending=None).order:
        plain = replace(plain, descending=None)
    if plain.sort is not None and plain.order == replace(plain, sort=None).order:
        plain = replace(plain, sort=None)
    return plain


def _read_pairs(text: str) -> tuple[dict[str, list[str]], list[str]]:
    """The values of each parameter we know, without those that are empty, and lines about the others."""
    notes: list[str] = []
    given: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_PAIRS)
    except ValueError:
        return {}, [f"The address has more than {MOST_PAIRS} parts: none of them was read."]
    for name, value in pairs:
        # An unescaped + reads as a blank: "polarity=+" and "depth=3+" are what a person types.
        value = value.replace(" ", "+") if name in ("polarity", "depth") else value
        value = _clean(value)
        if name not in NAMES:
            notes.append(f"“{_short(name)}” is no part of a question to the ledger: left out.")
        elif len(value) > LONGEST.get(name, LONGEST_VALUE):
            notes.append(f"{name}: longer than {LONGEST.get(name, LONGEST_VALUE)} characters: left out.")
        elif value:
            given.setdefault(name, []).append(value)
    return given, notes


def _choose(name: str, field: str, given: Iterable[str], notes: list[str]) -> list[str]:
    """Those of the given values that are values."""
    known, aliases = VALUES.get(field), ALIASES.get(field, {})
    chosen: list[str] = []
    for value in dict.fromkeys(given):
        if known is not None and aliases.get(value, value) not in known:
            notes.append(f"{name} “{_short(value)}” is none of {', '.join(known)}: left out.")
        else:
            chosen.append(value)
    if len(chosen) > MAX_VALUES:
        notes.append(f"{name}: the first {MAX_VALUES} values were taken.")
    return chosen[:MAX_VALUES]


def _read_day(name: str, given: Iterable[str], notes: list[str]) -> str | None:
    for value in list(given)[-1:]:
        day = _fill_day(value, last=name.endswith("until"))
        if day is not None:
            return day
        notes.append(f"{name.replace('_', ' ')} “{_short(value)}” is no day like 2018-09-04, month or year: left out.")
    return None


def _fill_day(value: str | None, *, last: bool) -> str | None:
    """The first day that an ISO date or the beginning of one means, or its last one; null where it means none."""
    match = DAY.fullmatch(value or "")
    if match is None:
        return None
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None or not last:
            return first.isoformat()
        if month in (None, 12):
            return first.replace(month=12, day=31).isoformat()
        return (first.replace(month=first.month + 1) - timedelta(days=1)).isoformat()
    except ValueError:
        return None


def _read_words(given: Mapping[str, list[str]], notes: list[str]) -> dict[str, Any]:
    """The parameters that are one value of a list, a code or a number."""
    found: dict[str, Any] = {"history": "history" in given, "limit": PAGE}
    found["sort"] = _one_of("sort", SORTS, given, notes)
    found["voice"] = _one_of("voice", VOICES, given, notes)
    order = _one_of("order", ("asc", "desc"), given, notes)
    found["descending"] = None if order is None else order == "desc"
    for name, pattern, what in (("territory", TERRITORY, "a code of two letters"), ("story", STORY, "the id of a story")):
        for value in given.get(name, ())[-1:]:
            if pattern.fullmatch(value):
                found[name] = value.upper() if name == "territory" else value
            else:
                notes.append(f"{name} “{_short(value)}” is not {what}: left out.")
    for value in given.get("limit", ())[-1:]:
        if value.isascii() and value.isdecimal() and 0 < int(value) <= MOST_ROWS:
            found["limit"] = int(value)
        else:
            notes.append(f"limit “{_short(value)}” is no number from 1 to {MOST_ROWS}: {PAGE} rows are shown.")
    return found


def _one_of(name: str, known: Iterable[str], given: Mapping[str, list[str]], notes: list[str]) -> Any:
    for value in given.get(name, ())[-1:]:
        if value in known:
            return cast("Any", value)
        notes.append(f"{name} “{_short(value)}” is none of {', '.join(known)}: left out.")
    return None


def _clean(value: str) -> str:
    """Without what no page can show and no database keeps, each run of blanks as one."""
    return BLANKS.sub(" ", UNSHOWABLE.sub(" ", value)).strip()


def _short(value: str) -> str:
    value = UNSHOWABLE.sub(" ", value)
    return value if len(value) <= 40 else f"{value[:39]}…"
