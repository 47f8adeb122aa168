"""Who goes by a name: in the documents of a ledger, in the tables of knowledge, and whom they may be one with.

In: a name, the actors of the documents, what people have decided. Out: a `Lookup`. A name is found by its words in any order,
or by its skeleton as a whole, so that "Hizbullah" finds Hezbollah; that two are found says nothing of whether they are one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.knowledge.actors import KnownActor, load_actors
from sayso.knowledge.outlets import Outlet, fold_name, load_outlets
from sayso.knowledge.skeletons import body_key, person_key
from sayso.linking.actors import suggest_links
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


def look_up(name: str, read: Callable[[], Iterable[SeenActor]], kept: Sequence[KeptJudgement]) -> Lookup:
    """Who is called so; `read` gives all actors from the start each time, and is asked twice."""
    is_called, verdicts = _matcher(name), read_verdicts(kept)
    found: dict[str, SeenActor] = {}

    def passing() -> Iterator[SeenActor]:
        for one in read():
            if is_called(one):
                found[one.actor.id] = one
            yield one

    links = tuple(link for link in suggest_links(passing(), verdicts) if link.left in found or link.right in found)
    wanted = {end for link in links for end in (link.left, link.right)}
    parties = {one.actor.id: one for one in read() if one.actor.id in wanted} if wanted else {}
    rows, outlet = load_actors().by_name(name), load_outlets().by_name(name)
    judged = {item.judgement.subject for item in kept if concerns(item.judgement, found.values())}
    decided = tuple(item.judgement for item in kept if item.judgement.subject in judged)
    return Lookup(rows, outlet, tuple(found.values()), links, parties, decided)


def _matcher(name: str) -> Callable[[SeenActor], bool]:
    """Whether an actor bears a name: all its words, or its skeleton as a whole."""
    words, body, person = set(fold_name(name).split()), body_key(name), person_key(name)

    def is_called(seen: SeenActor) -> bool:
        if seen.actor.kind in {"anonymous", "document"}:
            return False
        for other in seen.actor.names:
            is_person = seen.actor.kind == "person"
            key = person if is_person else body if len(body) >= SHORTEST_KEY else ""
            if words <= set(fold_name(other).split()) or (key and key == (person_key if is_person else body_key)(other)):
                return True
        return False

    return is_called if words else lambda _: False
