"""Which events of one story are told to be one: a row each for who counts events and not reports.

In: `SeenEvent`s of one story, the oldest document first. Out: groups of their ids. Two are one where their claims say the same,
or where code and both sides are the same and a day or the word that says it is, and nothing of what both say stands against it.
Two events of one claim are never one, nor what has happened and what is to come; what one affirms and another denies may be. It
compares no other words and does not say what took place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sayso.records.ids import digest

__all__ = ["EventCluster", "SeenEvent", "cluster_events"]

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """An event as it is compared: its code and mode, whether it is told as having happened, and the keys of both sides.

    Keys are folded names and countries, marked as such. `days` are the first and last that it can have happened on. `groups`
    stand for the claims that say the same as those that hold it, `claims` are those themselves. `triggers` are base forms of
    the word that says it.
    """

    id: str
    code: str
    mode: str | None
    is_past: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    days: Days | None
    groups: frozenset[str]
    claims: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventCluster:
    """Events that are told to be one, in their order; the id is that of the first, so that later reports do not change it."""

    id: str
    events: tuple[str, ...]


@dataclass(slots=True, eq=False)
class _Open:
    """A cluster that may still grow, and what its events have in common."""

    first: SeenEvent
    events: list[str]
    modes: set[str]
    actors: set[str]
    recipients: set[str]
    days: Days | None
    groups: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    triggers: set[str] = field(default_factory=set)


def cluster_events(events: Iterable[SeenEvent]) -> tuple[EventCluster, ...]:
    """The clusters in the order of their first events; each event is in one."""
    found: list[_Open] = []
    by_key: defaultdict[str, list[_Open]] = defaultdict(list)
    for one in events:
        own = _find(one, by_key)
        if own is None:
            own = _Open(one, [], set(), set(), set(), None)
            found.append(own)
        _take(own, one)
        for key in _keys(one):
            if own not in by_key[key]:
                by_key[key].append(own)
    return tuple(EventCluster("v" + digest("events", own.events[0]), tuple(own.events)) for own in found)


def _find(one: SeenEvent, by_key: defaultdict[str, list[_Open]]) -> _Open | None:
    """The first cluster that an event fits, one that is told by the same word before all others."""
    fitting = [cluster for cluster in _near(one, by_key) if _fits(one, cluster)]
    return next((cluster for cluster in fitting if one.triggers & cluster.triggers), fitting[0] if fitting else None)


def _keys(one: SeenEvent) -> Iterator[str]:
    """Under what an event is looked for: each of the claims that hold it, and each pair of sides."""
    head = f"{one.code} {one.is_past}"
    yield from (f"{head} claim {group}" for group in sorted(one.groups))
    yield from (f"{head} {left} > {right}" for left in sorted(one.actors) for right in sorted(one.recipients))


def _near(one: SeenEvent, by_key: defaultdict[str, list[_Open]]) -> Iterator[_Open]:
    for key in _keys(one):
        yield from by_key.get(key, ())


def _fits(one: SeenEvent, cluster: _Open) -> bool:
    """Whether nothing of what both say stands against it; with no claim in common both sides do, and a day or word."""
    if (one.mode is not None and cluster.modes and one.mode not in cluster.modes) or one.claims & cluster.claims:
        return False
    pairs = ((one.actors, cluster.actors), (one.recipients, cluster.recipients))
    if any(own and known and own.isdisjoint(known) for own, known in pairs):
        return False
    shared = [bool(own & known) for own, known in pairs]
    is_same_word = not one.triggers.isdisjoint(cluster.triggers)
    if not any(shared) and not is_same_word:
        return False
    if one.days is not None and cluster.days is not None:
        return one.days[0] <= cluster.days[1] and cluster.days[0] <= one.days[1]
    return not one.groups.isdisjoint(cluster.groups) or (all(shared) and is_same_word)


def _take(cluster: _Open, one: SeenEvent) -> None:
    """Add an event; the days are narrowed, so that two that do not meet are never joined through a third."""
    cluster.events.append(one.id)
    cluster.modes |= {one.mode} if one.mode is not None else set()
    cluster.actors |= one.actors
    cluster.recipients |= one.recipients
    cluster.groups |= one.groups
    cluster.claims |= one.claims
    cluster.triggers |= one.triggers
    if one.days is not None:
        known = cluster.days or one.days
        cluster.days = (max(known[0], one.days[0]), min(known[1], one.days[1]))
