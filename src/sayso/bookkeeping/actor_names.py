"""Which names an actor's page is about.

In: a name, or the id of an actor of a document. Out: the name, and those that people joined with it. Suggestions join nothing.
"""

import re

from sayso.knowledge.actors import load_actors
from sayso.linking.verdicts import read_verdicts
from sayso.store import View, source_key

__all__ = ["find_key", "joined_names"]

ACTOR_ID = re.compile(r"r[0-9a-f]{24}", re.ASCII)


def find_key(view: View, name_or_id: str) -> str:
    """The name of the actor of this id; what is no id is a name.

    Raises:
        NotFound: no current document has the actor.
    """
    return view.read_actor(name_or_id).actor.name if ACTOR_ID.fullmatch(name_or_id) else name_or_id


def joined_names(view: View, name: str) -> tuple[str, ...]:
    """The keys of other names of whoever is called so, by links that people accepted, through any number of them."""
    edges: dict[str, set[str]] = {}
    for verdict in read_verdicts(view.read_judgements(None)).by_link.values():
        if verdict.action == "accept":
            left, right = (_keys_of(*end) for end in verdict.ends)
            for one, others in ((one, right) for one in left):
                edges.setdefault(one, set()).update(others)
            for one, others in ((one, left) for one in right):
                edges.setdefault(one, set()).update(others)
    own = source_key(name)
    found, waiting = {own}, [own]
    while waiting:
        for other in edges.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return tuple(sorted(found - {own}))


def _keys_of(page: str, name: str) -> tuple[str, ...]:
    """The keys of an end's names: of an actor its own, of a row of the table of actors all names of the row."""
    if page:
        return (source_key(name),)
    table, _, own = name.partition(":")
    row = load_actors().by_id(own) if table == "actors" else None
    return () if row is None else tuple(sorted({source_key(one) for one in row.names}))
