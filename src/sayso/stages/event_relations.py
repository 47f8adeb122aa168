"""How the events of a text hang together: in exchange for, on condition of, in order to, in answer to, as a part of.

In: the tree and the events of a text. Out: the same events with their relations. Only words that say so relate events; two
events in one sentence have nothing to do with each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sayso.languages.event_lexicon import EventLexicon
from sayso.records import Event, EventRelation, EventRelationKind
from sayso.stages.trees import Tree
from sayso.stages.triggers import base_forms

__all__ = ["relate"]

#: Events that answer what another one asked, offered or threatened.
ANSWERS: Final = frozenset({"REJECT", "AGREE", "CONCEDE"})
ASKED: Final = frozenset({"AGREE", "REQUEST", "THREATEN", "CONSULT", "ACCUSE"})
FARTHEST: Final = 8


def relate(tree: Tree, events: Sequence[Event], places: Mapping[str, int], lexicon: EventLexicon) -> list[Event]:
    """The events with what they are to each other."""
    by_place = {places[event.id]: event for event in events}
    found: dict[str, list[EventRelation]] = {event.id: [] for event in events}
    for event in events:
        for kind, left, right in _relations(tree, places[event.id], by_place, lexicon):
            relation = EventRelation(kind, by_place[right].id)
            if right != left and relation not in found[by_place[left].id]:
                found[by_place[left].id].append(relation)
    return [replace(event, relations=tuple(found[event.id])) for event in events]


def _relations(
    tree: Tree, place: int, by_place: Mapping[int, Event], lexicon: EventLexicon
) -> Iterator[tuple[EventRelationKind, int, int]]:
    """What an event is to the next event above it: the kind, and the places of both."""
    path = [place]
    for above in list(tree.above(place))[:FARTHEST]:
        if above in by_place:
            kind = _kind(tree, path, above, by_place, lexicon)
            if kind == "in_exchange_for" or kind == "answers":
                yield kind, above, place
            elif kind is not None:
                yield kind, place, above
            return
        path.append(above)


def _kind(
    tree: Tree, path: Sequence[int], above: int, by_place: Mapping[int, Event], lexicon: EventLexicon
) -> EventRelationKind | None:
    words = lexicon.words
    if any(set(base_forms(tree.form(step))) & words["exchange"] for step in path[1:]):
        return "in_exchange_for"
    top = path[-1]
    marks = {tree.form(mark) for mark in tree.children(top, "mark")}
    if tree.relation(top) == "advcl" and marks & words["conditions"]:
        return "condition_of"
    lower, upper = by_place[path[0]], by_place[above]
    if upper.code in ANSWERS and lower.code in ASKED and lower.is_nominal and len(path) <= 2:
        return "answers"
    if tree.relation(top) == "advcl" and "to" in marks:
        return "purpose_of"
    return "part_of" if upper.code in {"AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE"} else None
