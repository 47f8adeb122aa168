"""A source's page: what it is called, what the tables know of it, what it says, is said to have said, and denies.

In: an `ActorAccount`, the tables of knowledge, and, where somebody asked for it, a `Lookup` of who may be one with it. Out: an
`ActorPage`, an `ActorAnswer` for JSON. Suggestions are worded as such; nothing is judged here.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from sayso.export.dates import write_value
from sayso.export.queries import Asked
from sayso.knowledge.actors import KnownActor, load_actors
from sayso.knowledge.outlets import Outlet, Sourced, load_outlets
from sayso.linking.lookup import Lookup
from sayso.records import Judgement, RecordLink, SeenActor
from sayso.store import ActorAccount, ActorPart, Browse, Facet
from sayso.web.views.narrowing import to_address
from sayso.web.views.rows import Row, RowAnswer, answer_row, make_row

__all__ = [
    "ActorAnswer",
    "ActorPage",
    "ActorsPage",
    "Decision",
    "Known",
    "Part",
    "Suggestion",
    "answer_actor",
    "list_actors",
    "make_actor",
]

#: The lists of the page, and what each says when it is empty.
PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "says": ("Says", "No page has it from them in words that state it."),
    "relayed": ("Is said to have said", "Nobody relays them."),
    "done": ("Is reported to have done", "No claim says that they did anything, as we read it."),
    "denies": ("Denies", "They deny nothing here."),
}
#: Suggestions and decisions that one page shows.
MOST: Final = 30
DECIDED: Final = {"accept": "are one", "reject": "are not the same"}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the lists: its first rows, how many there are, and the address that has them all."""

    name: str
    title: str
    total: int
    rows: tuple[Row, ...]
    address: str | None
    empty: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a table says."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a table says: facts in words, each with its days; `source` is where the table has it from, `as_of` until when."""

    table: str
    id: str
    name: str
    kind: str
    facts: tuple[Fact, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two that may be one: their ids for a decision, the other one's name and where it stands, why, and how it stands now."""

    left: str
    right: str
    name: str
    about: str
    address: str | None
    reasons: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about two that may be one, and whether that can still be taken back."""

    id: str
    words: str
    user: str
    at: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """The page; `roles` are what documents call it beside its name. Suggestions are null until somebody asks for them."""

    key: str
    name: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    roles: tuple[str, ...]
    known: tuple[Known, ...]
    parts: tuple[Part, ...]
    suggestions: tuple[Suggestion, ...] | None
    decisions: tuple[Decision, ...]
    more: int
    everything: str
    own: str


@dataclass(frozen=True, slots=True)
class ActorAnswer:
    """The same as JSON: the first rows of each list, and the address of all of them."""

    key: str
    name: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    known: tuple[Known, ...]
    says: tuple[RowAnswer, ...]
    relayed: tuple[RowAnswer, ...]
    denies: tuple[RowAnswer, ...]
    done: tuple[RowAnswer, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """Whom the ledger's claims come from most often: name, how many claims, the address of the page."""

    actors: tuple[tuple[str, int, str], ...]
    more: int
    missing: str | None = None


def make_actor(account: ActorAccount, lookup: Lookup | None) -> ActorPage:
    """The page of a source; `lookup` is what was looked for over the whole ledger, null where that was not asked for."""
    mine = {seen.actor.id: seen for seen in lookup.seen} if lookup else {}
    links = [link for link in lookup.links if link.kind == "same_actor"] if lookup else []
    return ActorPage(
        key=account.key,
        name=account.name,
        names=tuple(name for name in account.names if name != account.name),
        kinds=account.kinds,
        countries=account.countries,
        roles=tuple(sorted({role for seen in mine.values() for role in seen.actor.roles})),
        known=find_known(account.names),
        parts=tuple(_part(part) for part in account.parts),
        suggestions=_suggest(links[:MOST], mine, lookup) if lookup else None,
        decisions=tuple(_decisions(lookup.judgements))[::-1][:MOST] if lookup else (),
        more=max(0, len(links) - MOST),
        everything=to_address(Asked(Browse(actors=(account.key,)))),
        own=address_of(account.name),
    )


def answer_actor(account: ActorAccount) -> ActorAnswer:
    """The same as JSON."""
    rows = {part.name: tuple(answer_row(row) for row in part.rows) for part in account.parts}
    asks = [part.ask for part in account.parts]
    return ActorAnswer(
        account.key, account.name, account.names, account.kinds, account.countries, find_known(account.names),
        rows["says"], rows["relayed"], rows["denies"], rows["done"],
        tuple(to_address(Asked(ask), "/s.json") for ask in asks),
    )  # fmt: skip


def list_actors(facets: Sequence[Facet], missing: str | None = None) -> ActorsPage:
    """The page that has no name yet."""
    facet = next((one for one in facets if one.name == "actor"), None)
    if facet is None:
        return ActorsPage((), 0, missing)
    return ActorsPage(tuple((one.label, one.count, address_of(one.label)) for one in facet.values), facet.more, missing)


def address_of(name: str) -> str:
    """The address of a source's page."""
    return f"/actor?name={quote(name.encode('utf-8', 'replace'), safe='')}"


def find_known(names: Iterable[str]) -> tuple[Known, ...]:
    """The rows of the tables that are called so, word for word: persons only by their full names."""
    table, houses = load_actors(), load_outlets()
    rows = {row.id: row for name in names for row in table.by_name(name)}
    outlets = {outlet.id: outlet for name in names if (outlet := houses.by_name(name)) is not None}
    return (
        *(_known_actor(row) for _, row in sorted(rows.items())),
        *(_known_outlet(one) for _, one in sorted(outlets.items())),
    )


def _part(part: ActorPart) -> Part:
    title, empty = PARTS[part.name]
    address = to_address(Asked(part.ask).alter(limit=50))
    return Part(part.name, title, part.total, tuple(make_row(row) for row in part.rows), address, empty)


def _known_actor(row: KnownActor) -> Known:
    source = "our own list" if row.source.startswith("own") else f"Phoenix dictionaries, {row.source.split()[0]}"
    facts = [("country", row.country)] if row.country else []
    facts += [(role.office or "role", _tell_office(role.since, role.until, role.code)) for role in row.roles]
    return Known(
        "actors", row.id, row.name, row.kind, tuple(Fact(*one) for one in facts), f"{source}, closed {_tell(row.as_of)}"
    )


def _tell_office(since: str | None, until: str | None, code: str) -> str:
    if since and until:
        days = f"{_tell(since)} to {_tell(until)}"
    elif since:
        days = f"since {_tell(since)}, open when the list was closed"
    else:
        days = f"until {_tell(until)}" if until else "no days known"
    return f"{days} ({code})"


def _known_outlet(outlet: Outlet) -> Known:
    facts = [("country", outlet.country)] if outlet.country else []
    for what, found in (("owner", outlet.owner), ("funder", outlet.funder), ("legal control", outlet.control)):
        facts.append((what, _tell_sourced(found) if found else "we know of no source"))
    return Known("outlets", outlet.id, outlet.name, outlet.kind, tuple(Fact(*one) for one in facts), "our own list of outlets")


def _tell_sourced(found: Sourced) -> str:
    return f"{found.text} ({found.source}, {_tell(found.date)})"


def _tell(day: str | None) -> str:
    return (write_value(day) or day) if day else ""


def _suggest(links: Sequence[RecordLink], mine: Mapping[str, SeenActor], lookup: Lookup) -> tuple[Suggestion, ...]:
    return tuple(_suggestion(link, mine, lookup) for link in links)


def _suggestion(link: RecordLink, mine: Mapping[str, SeenActor], lookup: Lookup) -> Suggestion:
    """The end that is not ours is named; of two that are, the right one. A decision is made on an actor of a document first."""
    left, right = (link.left, link.right) if link.left in mine else (link.right, link.left)
    other = lookup.parties.get(right) or mine.get(right)
    reasons = tuple(f"{one.rule.replace('_', ' ')}: “{one.left}” and “{one.right}”" for one in link.evidence)
    name, about, address = _name_end(right, other)
    return Suggestion(left, right, name, f"{_place(mine.get(left))} ~ {about}", address, reasons, link.state == "confirmed")


def _name_end(end: str, seen: SeenActor | None) -> tuple[str, str, str | None]:
    if seen is not None:
        return seen.actor.name, _place(seen), address_of(seen.actor.name)
    table, _, own = end.partition(":")
    if table == "actors":
        row = load_actors().by_id(own)
        return (row.name if row else own), "in the table of actors", None
    return own, f"in the table of {table}", None


def _place(seen: SeenActor | None) -> str:
    if seen is None:
        return ""
    day = _tell(seen.day)
    return ", ".join(part for part in (seen.actor.name, seen.outlet or "", day) if part)


def _decisions(judgements: Sequence[Judgement]) -> Iterator[Decision]:
    """The decisions in force, oldest first: a withdrawal takes the one away that it names."""
    gone = {one.withdraws for one in judgements if one.withdraws}
    for one in judgements:
        if one.id not in gone and one.withdraws is None and one.action in DECIDED and one.before:
            names = json.loads(one.before).get("names", ["?", "?"])
            yield Decision(one.id, f"{names[0]} and {names[1]} {DECIDED[one.action]}", one.user, _tell(one.at[:10]))
