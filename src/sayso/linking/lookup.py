"""Who goes by a name: in the documents of a ledger, in the tables of knowledge, and whom they may be one with.

In: a name, the actors of the documents, what people have decided. Out: a `Lookup`. A name is found by its words in any order,
or by its skeleton as a whole, so that "Hizbullah" finds Hezbollah; that two are found says nothing of whether they are one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.knowledge.actors import KnownActor, load_actors
from sayso.knowledge.outlets import Outlet, fold_name, load_outlets
from sayso.knowledge.skeletons import body_key, person_key
from sayso.linking.actors import suggest_links
from sayso.linking.reachable import find_reachable, party_of
from sayso.linking.verdicts import concerns, read_verdicts
from sayso.records import Judgement, KeptJudgement, RecordLink, SeenActor

__all__ = ["Lookup", "look_up"]

#: A skeleton of fewer letters finds nobody.
SHORTEST_KEY = 4


@dataclass(frozen=True, slots=True)
class Lookup:
    """What was found: rows of the tables, actors in the order of their days, their links, and who stands on either side.

    `judgements` are all on links of these actors, oldest first: also on those that were rejected and are no longer suggested.
    """

    rows: tuple[KnownActor, ...]
    outlet: Outlet | None
    seen: tuple[SeenActor, ...]
    links: tuple[RecordLink, ...]
    parties: Mapping[str, SeenActor]
    judgements: tuple[Judgement, ...] = ()


def look_up(
    name: str,
    records: Iterable[Mapping[str, Any]],
    read: Callable[[Callable[[Mapping[str, Any]], bool]], Iterable[SeenActor]],
    kept: Sequence[KeptJudgement],
) -> Lookup:
    """Who is called so.

    Args:
        name: the name.
        records: all actors as plain values, in any order.
        read: gives those actors that it is told to, in the order of their days; it is asked once, for those alone that can
            have to do with the name.
        kept: what people have decided.
    """
    is_called, verdicts = _matcher(name), read_verdicts(kept)
    near = find_reachable(records, is_called, verdicts)
    seen = list(read(lambda plain: party_of(plain) in near)) if near else []
    found = {one.actor.id: one for one in seen if is_called(one.actor.kind, one.actor.names)}
    links = tuple(link for link in suggest_links(seen, verdicts) if link.left in found or link.right in found)
    wanted = {end for link in links for end in (link.left, link.right)}
    parties = {one.actor.id: one for one in seen if one.actor.id in wanted}
    rows, outlet = load_actors().by_name(name), load_outlets().by_name(name)
    judged = {item.judgement.subject for item in kept if concerns(item.judgement, found.values())}
    decided = tuple(item.judgement for item in kept if item.judgement.subject in judged)
    return Lookup(rows, outlet, tuple(found.values()), links, parties, decided)


def _matcher(name: str) -> Callable[[str, Iterable[str]], bool]:
    """Whether an actor of a kind and with some names bears a name: all its words, or its skeleton as a whole."""
    words, body, person = set(fold_name(name).split()), body_key(name), person_key(name)

    def is_called(kind: str, names: Iterable[str]) -> bool:
        if kind in {"anonymous", "document"}:
            return False
        for other in names:
            is_person = kind == "person"
            key = person if is_person else body if len(body) >= SHORTEST_KEY else ""
            if words <= set(fold_name(other).split()) or (key and key == (person_key if is_person else body_key)(other)):
                return True
        return False

    return is_called if words else lambda _kind, _names: False
