"""What the claims of a document are browsed by, made from its rows.

In: the id of a document, and what gives names their numbers. Out: the packed row of `facets`, the same for the same rows. What
people edited counts before what the machine read. Where a claim is about follows from the places that its contents name as
places: governments and nationalities are none. It writes only names that it has not met before, where it is allowed to.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from sqlalchemy import Connection, RowMapping, Select, Text, bindparam, case, func, insert, select, text, update

from sayso.knowledge.outlets import fold_name
from sayso.knowledge.places import load_places
from sayso.store.browsing import DOES, OWN, source_key
from sayso.store.facet_packing import Days, FiledClaim, days_of_iso, days_of_timex, pack
from sayso.store.rows import clean, fold
from sayso.store.schema import actors as parties_table
from sayso.store.schema import claims, documents, events, facet_names, facets, pages, passages, places, timexes
from sayso.store.search import WORD
from sayso.store.upserts import upsert

__all__ = ["KnownNames", "NewNames", "file_document", "file_missing", "hold_filing", "move_document", "pack_document"]

#: What a place stands for in a claim that is about it; see `records.PlaceRole`.
DRAWN: Final = frozenset({"event", "mentioned", "statement"})
#: Any number will do, as long as nobody else takes it: the lock under which documents are filed on PostgreSQL.
FILING: Final = 0x66696C65
LONGEST_KEY: Final = 300
#: All kinds of names: with them the index finds a key, of whatever kind it is.
KINDS: Final = ("actor", "outlet", "place", "territory")
ACCUSED: Final = frozenset({"suspected", "accused_by_authorities", "possible", "cleared"})
Key = tuple[str, str]


def _claims_of() -> Select[Any]:
    wanted = (
        "record", "edited", "review", "cue_kind", "source_kind", "style", "certainty", "polarity", "said", "happened", "score",
        "exact", "row",
    )  # fmt: skip
    query = select(passages.c.row.label("passage"), *(claims.c[name] for name in wanted))
    query = query.join_from(claims, passages, (passages.c.claim == claims.c.row) & (passages.c.document == DOCUMENT))
    return query.where(claims.c.document == DOCUMENT, claims.c.retired == 0).order_by(claims.c.row)


# Statements are made once: a ledger is filed document by document, and making one takes longer than running it.
DOCUMENT: Final = bindparam("document", type_=Text)
CLAIMS: Final = _claims_of()
HEAD: Final = select(documents.c.published, documents.c.record).where(documents.c.id == DOCUMENT)
PLACES: Final = select(places.c.record).where(
    places.c.document == DOCUMENT, places.c.role.in_(sorted(DRAWN))
).order_by(places.c.position)  # fmt: skip
DATES: Final = select(timexes.c.record).where(timexes.c.document == DOCUMENT).order_by(timexes.c.position)
EVENTS: Final = select(events.c.record).where(events.c.document == DOCUMENT).order_by(events.c.position)
ACTORS: Final = select(parties_table.c.record).where(parties_table.c.document == DOCUMENT).order_by(parties_table.c.position)
#: What stands in the record of a document with entries.
ENTRIES: Final = '"entries":[{'
LAST: Final = (
    select(select(func.max(facets.c.filed)).scalar_subquery(), case((pages.c.current == documents.c.id, 1), else_=0))
    .join_from(documents, pages, pages.c.id == documents.c.page)
    .where(documents.c.id == DOCUMENT)
)
NUMBERS: Final = select(facet_names.c.kind, facet_names.c.key, facet_names.c.id).where(
    facet_names.c.kind.in_(KINDS), facet_names.c.key.in_(bindparam("keys", expanding=True))
)
LAST_NUMBER: Final = select(func.max(facet_names.c.id))


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and for a place where that is."""

    kind: str
    key: str
    label: str
    lat: float | None = None
    lon: float | None = None
    level: str | None = None
    territory: str | None = None


class Names(Protocol):
    """Gives names their numbers."""

    def number(self, names: Mapping[Key, Name]) -> Mapping[Key, int]:
        """The numbers of these names."""
        ...


class KnownNames:
    """The numbers that names have; one that has none gets 0."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def number(self, names: Mapping[Key, Name]) -> Mapping[Key, int]:
        """The numbers of these names."""
        found: dict[Key, int] = dict.fromkeys(names, 0)
        if names:
            rows = self._connection.execute(NUMBERS, {"keys": sorted({key for _, key in names})})
            found.update({(kind, key): number for kind, key, number in rows if (kind, key) in found})
        return found


class NewNames(KnownNames):
    """As above, but a name that has no number gets the next one; the lock of `hold_filing` must be held."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._known: dict[Key, int] = {}

    def number(self, names: Mapping[Key, Name]) -> Mapping[Key, int]:
        """The numbers of these names, those that were met once from memory."""
        self._known.update(super().number({key: name for key, name in names.items() if key not in self._known}))
        new = sorted(key for key in names if not self._known[key])
        if new:
            last = self._connection.scalar(LAST_NUMBER) or 0
            rows = []
            for number, key in enumerate(new, last + 1):
                name = names[key]
                self._known[key] = number
                rows.append({
                    "id": number, "kind": name.kind, "key": name.key, "label": name.label, "lat": name.lat, "lon": name.lon,
                    "level": name.level, "territory": name.territory,
                })  # fmt: skip
            self._connection.execute(insert(facet_names), rows)
        return {key: self._known[key] for key in names}


def hold_filing(connection: Connection) -> None:
    """Let nobody else file until this transaction ends, so that numbers grow in the order in which they can be seen.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": FILING})


def file_document(connection: Connection, document: str, names: NewNames | None = None) -> None:
    """Write the row of a document anew."""
    hold_filing(connection)
    packed = pack_document(connection, document, names or NewNames(connection))
    filed, current = connection.execute(LAST, {"document": document}).one()
    row = {"document": document, "filed": (filed or 0) + 1, "current": current, "packed": packed}
    connection.execute(upsert(connection.dialect.name, facets), row)


def move_document(connection: Connection, document: str, *, current: bool) -> None:
    """Note that a document is, or is no longer, what its page shows."""
    hold_filing(connection)
    filed = connection.scalar(select(func.max(facets.c.filed))) or 0
    connection.execute(update(facets).where(facets.c.document == document).values(current=int(current), filed=filed + 1))


def file_missing(connection: Connection) -> int:
    """Write the rows of documents that have none, as in an older ledger; how many they were."""
    query = select(documents.c.id).outerjoin(facets, facets.c.document == documents.c.id).where(facets.c.row.is_(None))
    missing = connection.scalars(query.order_by(documents.c.first_seen, documents.c.id)).all()
    names = NewNames(connection)
    for document in missing:
        file_document(connection, document, names)
    return len(missing)


def pack_document(connection: Connection, document: str, names: Names) -> bytes:
    """The packed claims of a document: those that its last reading has."""
    own = {"document": document}
    doings = _doings(connection, own)
    found = [_Found(row, doings) for row in connection.execute(CLAIMS, own).mappings()]
    if not found:
        return pack(())
    head = connection.execute(HEAD, own).mappings().one()
    spans = [json.loads(record) for record in connection.scalars(PLACES, own)]
    dates = {one["id"]: days_of_timex(one) for one in map(json.loads, connection.scalars(DATES, own))}
    houses = _houses(head)
    abouts = [_about(one, spans) for one in found]
    wanted = {key: name for about in abouts for key, name in about.items()}
    wanted |= {name_key(one): one for one in houses}
    wanted |= {name_key(name): name for one in found for name in (*(source for source, _ in one.sources), *one.doers)}
    numbers = names.number(wanted)
    published = [_published(one, head, entries) for entries in [_entries(head)] for one in found]
    outlets = [numbers[name_key(house)] for house in houses[:2]]
    filed = zip(found, abouts, published, strict=True)
    return pack([_filed(one, about, numbers, dates, days, outlets) for one, about, days in filed])


def name_key(name: Name) -> Key:
    """What a name has its number by."""
    return name.kind, name.key


class _Found:
    """A row of a claim with its record as JSON has it."""

    def __init__(self, row: RowMapping, doings: Mapping[str, Sequence[Name]]) -> None:
        self.row = row
        self.plain: Mapping[str, Any] = json.loads(row["edited"] or row["record"])
        hops = [hop for hop in self.plain["chain"] if hop["role"] == "source"]
        self.hops: Sequence[Mapping[str, Any]] = hops
        self.sources = tuple(_sources(hops, row["cue_kind"]))
        self.doers = tuple(name for event in self.plain.get("events", ()) for name in doings.get(event, ()))


def _entries(head: RowMapping) -> list[Mapping[str, Any]]:
    """The entries of a live blog; other documents have none, and are not read for them."""
    return json.loads(head["record"]).get("entries", []) if ENTRIES in head["record"] else []


def _published(found: _Found, head: RowMapping, entries: Sequence[Mapping[str, Any]]) -> Days:
    """When the words of a claim were published: with their entry, else with the page."""
    start = min((span["start"] for span in found.plain["contents"]), default=0)
    entry = next((one for one in entries if one["start"] <= start < one["end"]), None)
    stated = entry["published"] if entry is not None else None
    return days_of_iso(head["published"] if entry is None else stated["value"] if stated is not None else None)


def _houses(head: RowMapping) -> list[Name]:
    """The outlets of a document, publisher and republisher, each once."""
    plain = json.loads(head["record"])
    found: dict[Key, Name] = {}
    for house in (plain.get("publisher"), plain.get("republisher")):
        if house is not None and (key := house.get("outlet") or fold(house.get("name") or "")):
            name = Name("outlet", clean(key)[:LONGEST_KEY], clean(house.get("name") or key))
            found.setdefault(name_key(name), name)
    return list(found.values())


def _sources(hops: Sequence[Mapping[str, Any]], cue_kind: str | None) -> Iterator[tuple[Name, str]]:
    """The named sources of a chain and how each of them speaks in it."""
    for position, hop in enumerate(hops):
        key = source_key(hop["name"] or "") or fold_name(hop["name"] or "")
        if not key:
            continue
        is_last = position == len(hops) - 1
        if hop["polarity"] == "-" or (is_last and cue_kind == "denial"):
            voice = "denies"
        else:
            voice = "says" if position == 0 and hop["basis"] == "stated" else "relayed"
        yield Name("actor", clean(key)[:LONGEST_KEY], clean(hop["name"])), voice


def _doings(connection: Connection, own: Mapping[str, str]) -> Mapping[str, Sequence[Name]]:
    """Who is said to have done what has happened, by the event: what is denied, to come or only thought of nobody has done.

    A person who is only accused or suspected is not said to have done it.
    """
    events = [json.loads(record) for record in connection.scalars(EVENTS, own)]
    if not events:
        return {}
    parties = {one["id"]: one for one in map(json.loads, connection.scalars(ACTORS, own)) if one["kind"] != "anonymous"}
    found: dict[str, Sequence[Name]] = {}
    for event in events:
        held = event["factuality"]
        if held is None or (held["polarity"] == "+" and held["mood"] == "asserted" and held["tense"] != "future"):
            acting = [parties[key] for key in event["actors"] if key in parties]
            named = [one["name"] for one in acting if event["responsibility"] not in ACCUSED or one["kind"] != "person"]
            keys = [(source_key(name) or fold_name(name), name) for name in named]
            found[event["id"]] = [Name("actor", clean(key)[:LONGEST_KEY], clean(name)) for key, name in keys if key]
    return found


def _about(found: _Found, spans: Iterable[Mapping[str, Any]]) -> dict[Key, Name]:
    """The places and territories that the contents of a claim name."""
    contents = [(span["start"], span["end"]) for span in found.plain["contents"]]
    named: dict[Key, Name] = {}
    for place in spans:
        start, end = place["start"], place["end"]
        if any(first <= start and end <= last for first, last in contents):
            text = found.row["exact"][start - contents[0][0] : end - contents[0][0]]  # which reaches over all of the contents
            for name in _places(place, text):
                named.setdefault(name_key(name), name)
    return named


def _places(place: Mapping[str, Any], written: str) -> Iterator[Name]:
    """A place of a text as a place on a map, where that is known, and its territory."""
    code, level = place["territory"], place["level"]
    territory = load_places().territories.get(code or "")
    if code:
        yield Name("territory", clean(code), territory.name if territory is not None else clean(code))
    if place["lat"] is None or place["lon"] is None:
        return
    is_whole = level == "territory" and territory is not None
    number = place["geonameid"]
    key = f"territory {code}" if is_whole else f"{number}" if number else f"{level} {code} {place['lat']} {place['lon']}"
    label = territory.name if is_whole and territory is not None else clean(written) or key
    yield Name("place", key, label, place["lat"], place["lon"], level or "other", code and clean(code))


def _filed(
    found: _Found,
    about: Mapping[Key, Name],
    numbers: Mapping[Key, int],
    dates: Mapping[str, Days],
    published: Days,
    outlets: Sequence[int],
) -> FiledClaim:
    row, plain = found.row, found.plain
    actors: dict[int, str] = {}
    for name, voice in found.sources:
        code = numbers[name_key(name)]
        if voice == "denies" or code not in actors:
            actors[code] = voice
    doers = dict.fromkeys(numbers[name_key(name)] for name in found.doers)
    hedges = (plain.get("factuality") or {}).get("hedges")
    return FiledClaim(
        passage=row["passage"],
        claim=row["row"],
        score=row["score"] or 0.0,
        published=published,
        said=dates.get(plain.get("said") or "") or days_of_iso(row["said"]),
        happened=dates.get(plain.get("happened") or "") or days_of_iso(row["happened"]),
        outlet=outlets[0] if outlets else 0,
        republisher=outlets[1] if len(outlets) > 1 else 0,
        source=numbers[name_key(found.sources[-1][0])] if found.hops and found.hops[-1]["name"] and found.sources else 0,
        length=len(WORD.findall(row["exact"])),
        hedged=bool(hedges) or any(hop.get("hedges") for hop in found.plain["chain"]),
        depth=len(found.hops),
        values={
            "source_kind": row["source_kind"] or (None if found.hops else OWN),
            **{name: row[name] for name in ("style", "cue_kind", "certainty", "polarity", "review")},
        },
        actors=(*actors.items(), *((code, DOES) for code in doers)),
        places=tuple(sorted(numbers[key] for key in about if key[0] == "place")),
        territories=tuple(sorted(numbers[key] for key in about if key[0] == "territory")),
    )
