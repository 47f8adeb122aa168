"""How the events of a text hang together: in exchange for, on condition of, in order to, in answer to, as a part of.

In: the tree and the events of a text. Out: the same events with their relations. Only words that say so relate events: a
conjunction, an infinitive, a phrase such as "in return for". Two events in one sentence have nothing to do with each other.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.languages.event_lexicon import EventLexicon
from sayso.records import Event, EventRelation, EventRelationKind, Span
from sayso.stages.trees import Tree
from sayso.stages.triggers import base_forms, case_of

__all__ = ["relate"]

#: Events that answer what another one asked, offered or threatened.
ANSWERS: Final = frozenset({"REJECT", "AGREE", "CONCEDE"})
ASKED: Final = frozenset({"AGREE", "REQUEST", "THREATEN", "CONSULT", "ACCUSE"})
#: Events in words: what hangs below them is what they are about.
WORDS: Final = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE"})
#: Events in deeds: what follows them with "to" is what for.
DEEDS: Final = frozenset({"MOBILIZE", "AID", "ASSAULT", "COERCE", "SANCTION", "RETREAT", "COOPERATE", "CONSULT", "PROTEST"})
FARTHEST: Final = 8
#: So far behind such a phrase its event may begin.
REACH: Final = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """A relation of one event to another, by their places in the tree."""

    kind: EventRelationKind
    left: int
    right: int


def relate(
    tree: Tree, events: Sequence[Event], places: Mapping[str, int], sentences: Sequence[Span], lexicon: EventLexicon
) -> list[Event]:
    """The events with what they are to each other."""
    by_place = {places[event.id]: event for event in events}
    found: dict[str, list[EventRelation]] = {event.id: [] for event in events}
    finder, taken = _Finder(tree, by_place, lexicon), set[frozenset[int]]()
    for one in (*finder.in_tree(), *finder.in_text(sentences)):
        pair = frozenset((one.left, one.right))
        if len(pair) == 2 and pair not in taken:
            taken.add(pair)
            found[by_place[one.left].id].append(EventRelation(one.kind, by_place[one.right].id))
    return [replace(event, relations=tuple(found[event.id])) for event in events]


class _Finder:
    """Asks one tree for what its events are to each other."""

    def __init__(self, tree: Tree, by_place: Mapping[int, Event], lexicon: EventLexicon) -> None:
        self.tree, self.events, self.words = tree, by_place, lexicon.words
        #: A verb that only carries an event told by its object ("imposed a curfew") stands for it.
        self.carriers = {
            tree.words[place].head: place
            for place, event in by_place.items()
            if event.is_nominal and tree.relation(place) in {"obj", "subj_pass"} and tree.words[place].head not in by_place
        }

    def in_tree(self) -> Iterator[_Found]:
        """What each event is to the next event above it."""
        for place in self.events:
            path = [place]
            for above in list(self.tree.above(place))[:FARTHEST]:
                upper = above if above in self.events else self.carriers.get(above)
                if upper is not None and upper != place:
                    found = self._between(path, upper)
                    if found is not None:
                        yield found
                    break
                path.append(above)

    def _between(self, path: Sequence[int], above: int) -> _Found | None:
        tree, words, place, top = self.tree, self.words, path[0], path[-1]
        if any(set(base_forms(tree.form(step))) & words["exchange"] for step in path[1:]):
            return _Found("in_exchange_for", above, place)
        relation, marks = tree.relation(top), {tree.form(mark) for mark in tree.children(top, "mark", "mod") if mark < top}
        if (relation == "advcl" and (marks & words["conditions"] or self._is_inverted(top))) or tree.form(top) == "provided":
            return _Found("condition_of", place, above)
        lower, upper = self.events[place], self.events[above]
        if upper.code in ANSWERS and lower.code in ASKED and lower.is_nominal and len(path) <= 2:
            return _Found("answers", above, place)
        is_what = upper.code in WORDS and tree.form(top).endswith("ing")  # "is committed to helping"
        if relation == "advcl" and "to" in marks and not is_what:
            return _Found("purpose_of", place, above)
        if relation == "xcomp" and "to" in marks and upper.code in DEEDS:
            return _Found("purpose_of", place, above)
        if upper.code in WORDS:
            return _Found("part_of", place, above)
        return self._as_part(lower, upper, place, above)

    def _as_part(self, lower: Event, upper: Event, place: int, above: int) -> _Found | None:
        """Whether one is a part of the other: "killed in the attack", "shelled the town, killing three"."""
        if lower.code != upper.code or lower.code is None:
            return None
        tree = self.tree
        if lower.is_nominal and not upper.is_nominal and case_of(tree, place) in {"in", "during", "by"}:
            return _Found("part_of", above, place)
        joined = any(tree.form(child) == "and" for child in tree.children(place, "mark"))
        is_gerund = tree.form(place).endswith("ing") and tree.relation(place) in {"advcl", "conj", "acl"}
        return _Found("part_of", place, above) if is_gerund and not joined and place > above else None

    def _is_inverted(self, place: int) -> bool:
        """Whether a clause is a condition by its order of words: "Should Togo attack"."""
        subject, first = self.tree.subject(place), next(iter(self.tree.children(place, "aux")), None)
        asks = first is not None and self.tree.form(first) in {"should", "had", "were"}
        return asks and subject is not None and first is not None and first < subject

    # --- phrases ---

    def in_text(self, sentences: Sequence[Span]) -> Iterator[_Found]:
        """What a phrase between two events of a sentence makes of them, wherever the tree hung it."""
        places = sorted(self.events)
        for sentence in sentences:
            inside = self.tree.inside(sentence)
            own = places[bisect_left(places, inside.start) : bisect_left(places, inside.stop)]
            if len(own) < 2:
                continue
            text = sentence.of(self.tree.text).lower()
            for kind, phrases in PHRASES:
                for match in re.finditer(phrases, text):
                    found = self._around(kind, own, sentence.start + match.end())
                    if found is not None:
                        yield found

    def _around(self, kind: EventRelationKind, own: Sequence[int], end: int) -> _Found | None:
        """The event right behind a phrase, and the one that it belongs to: the nearest before, else the first behind."""
        starts = {place: self.events[place].trigger.start for place in own}
        behind = next((place for place in own if end <= starts[place] <= end + REACH), None)
        if behind is None:
            return None
        before = [place for place in own if starts[place] < end]
        other = before[-1] if before else next((place for place in own if place > behind), None)
        if other is None:
            return None
        return _Found(kind, behind, other) if kind == "condition_of" else _Found(kind, other, behind)


#: Phrases between two events, and what the event before is to the one behind; of a condition it is the other way round.
PHRASES: Final[tuple[tuple[EventRelationKind, str], ...]] = (
    ("in_exchange_for", r"\bin (?:exchange|return) for\b|\bin a swap for\b"),
    ("condition_of", r"\bon (?:the )?condition that\b|\b(?:provided|providing) that\b|\bas long as\b"),
    (
        "answers",
        r"\bin (?:response|reply|answer|reaction) to\b|\bin (?:retaliation|reprisal|revenge) for\b|\bin protest (?:at|over)\b",
    ),
)
