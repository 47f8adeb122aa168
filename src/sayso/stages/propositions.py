"""What is claimed: the propositions in the contents of an attribution, and those of a sentence in the publisher's own voice.

In: the tree, sentences and spans. Out: `Proposition`s, one for each sentence of the contents, for each of its joined clauses
and for what a relative clause adds behind a comma. What an inner attribution says is left out, with its source and cue; where
nothing but that was said, nothing is left. It does not ask who speaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.records import Span
from sayso.stages.trees import Tree

__all__ = ["Proposition", "find_propositions", "find_statements", "words_of_cue"]

#: What stands at the ends of contents without belonging to them.
EDGES = frozenset({",", ";", ":", ".", "—", "–", "-", "and", "but", "or"})
#: Relations of what hangs on a cue and belongs to it: when, where, how and to whom something was said.
OF_CUE = frozenset({"obl", "obj", "iobj", "mod", "aux", "mark", "nmod", "flat", "punct", "subj", "subj_pass", "poss"})
SMALL = frozenset({"punct", "mark"})
CLOSING = {"“": "”", '"': '"', "«": "»", "‘": "’"}
OPENING = frozenset(CLOSING)
#: Words and marks of a clause that is quoted apart from what is joined to it in one quotation.
SHORTEST_HALF = 6
COORDINATORS = frozenset({"and", "but", "or"})
#: Relations of what contents are most often, as parts of the sentence around them; and of what only hangs on them.
MAIN = frozenset({"root", "xcomp", "parataxis"})
LOOSE = frozenset({"conj", "advcl", "acl", "relcl", "obl", "nmod", "mod"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """The words of one proposition, the word that heads them, and their spans."""

    places: frozenset[int]
    head: int | None
    spans: tuple[Span, ...]


def find_propositions(tree: Tree, sentences: Sequence[Span], contents: Sequence[Span], cut: set[int]) -> list[Proposition]:
    """The propositions of contents without the words that are `cut`; contents that no word begins in are one as they are."""
    if not tree.within(contents):
        return [Proposition(frozenset(), None, tuple(contents))]
    found = []
    for pieces in _by_sentence(sentences, contents):
        places = set(tree.within(pieces))
        left = places - cut
        if cut & places:
            left -= _hanging(tree, left, cut)
        if not any(tree.relation(place) not in SMALL for place in left) or (cut & places and not _has_clause(tree, left)):
            continue
        found += list(_split(tree, left, pieces if left == places else None))
    return found


def find_statements(tree: Tree, sentence: Span, cut: set[int]) -> list[Proposition]:
    """What a sentence states by itself, without the words that are `cut`; nothing where no clause is left."""
    places = set(tree.inside(sentence))
    left = places - cut
    if cut & places:
        left -= _hanging(tree, left, cut)
    head = _head(tree, left)
    if head is None:
        return []
    if cut & places and not _has_clause(tree, left):
        return []
    return list(_split(tree, left, (sentence,) if left == places else None))


def words_of_cue(tree: Tree, cue: Sequence[Span]) -> set[int]:
    """The words of a cue with what hangs on them and is no clause: when, where and to whom something was said."""
    own = set(tree.within(cue))
    for place in list(own):
        for child in tree.children(place):
            if child not in own and tree.relation(child) in OF_CUE and not tree.is_clause(child):
                own |= tree.below(child, frozenset({"relcl", "advcl", "ccomp", "parataxis"}))
    return own


def _by_sentence(sentences: Sequence[Span], contents: Sequence[Span]) -> Iterator[list[Span]]:
    """The parts of contents in each sentence they run through."""
    first, last = min(s.start for s in contents), max(s.end for s in contents)
    met = [s for s in sentences if s.start < last and s.end > first]
    if len(met) < 2:
        yield list(contents)
        return
    for sentence in met:
        parts = [
            Span(max(sentence.start, span.start), min(sentence.end, span.end))
            for span in contents
            if span.start < sentence.end and sentence.start < span.end
        ]
        if parts:
            yield parts


def _hanging(tree: Tree, left: set[int], cut: set[int]) -> set[int]:
    """The words left over that belong to what was cut: an addressee, a "that", a comma; not a clause of its own."""
    hanging: set[int] = set()
    for place in left:
        above = tree.words[place].head
        if above in cut and not _is_own_clause(tree, place, left):
            hanging |= tree.below(place) & left
    return hanging


def _is_own_clause(tree: Tree, place: int, left: set[int]) -> bool:
    subject = tree.subject(place)
    return subject is not None and subject in left


def _has_clause(tree: Tree, left: set[int]) -> bool:
    return any(_is_own_clause(tree, place, left) for place in left)


def _head(tree: Tree, places: set[int]) -> int | None:
    heads = [p for p in places if tree.words[p].head not in places and tree.relation(p) not in SMALL]
    return max(
        heads,
        key=lambda p: (_is_predicate(tree, p), _weight(tree.relation(p)), len(tree.below(p) & places), -p),
        default=None,
    )


def _is_predicate(tree: Tree, place: int) -> bool:
    """Whether a word heads a clause; a subject that a model gives a subject of its own is torn from its predicate."""
    return tree.is_clause(place) and tree.relation(place) not in {"subj", "subj_pass"}


def _weight(relation: str) -> int:
    """How likely a word that hangs by a relation on what lies outside contents heads them."""
    return 3 if relation == "ccomp" else 2 if relation in MAIN else 0 if relation in LOOSE else 1


def _split(tree: Tree, places: set[int], whole: Sequence[Span] | None) -> Iterator[Proposition]:
    """The places as one proposition, or as several: joined clauses, and what a relative clause adds behind a comma."""
    head = _head(tree, places)
    parts: list[tuple[int, set[int]]] = []
    rest = set(places)
    for place in sorted(places):
        if place in rest and place != head and _stands_alone(tree, place, places):
            own = tree.below(place) & rest
            own = _first_run(own) if tree.relation(place) == "relcl" else own
            if head not in own and len(own) < len(rest):
                parts.append((place, own))
                rest -= own
    if not parts:
        yield _proposition(tree, places, head, whole)
        return
    yield _proposition(tree, rest, head, None)
    for place, own in parts:
        yield _proposition(tree, own, place, None)


def _first_run(places: set[int]) -> set[int]:
    """The places up to the first gap: a relative clause does not go on behind what it stands in."""
    found: set[int] = set()
    for place in sorted(places):
        if found and place - 1 not in found:
            break
        found.add(place)
    return found


def _stands_alone(tree: Tree, place: int, places: set[int]) -> bool:
    """Whether a clause inside contents is a proposition of its own."""
    relation, subject = tree.relation(place), tree.subject(place)
    if relation in {"conj", "root", "parataxis"} and _is_quoted(tree, place, places):
        # What stands in one pair of marks is one utterance, unless both halves are of some length.
        own = tree.below(place) & places
        if min(len(own), len({p for p in places - own if p < place})) < SHORTEST_HALF:
            return False
    first = min((p for p in tree.below(place) & places if tree.relation(p) != "punct"), default=place)
    before = tree.form(first - 1) if first > 0 else ""
    if relation == "conj" and tree.form(first) in COORDINATORS and before in {",", ";"}:
        asks = any(tree.form(mark) == "to" for mark in tree.children(place, "mark"))
        return asks or (subject is not None and subject in places)
    if relation == "conj":
        return _begins_anew(tree, place)
    if relation == "ccomp" and any(tree.form(m) == "that" and tree.form(m - 1) in COORDINATORS for m in _marks(tree, place)):
        # "had asked for their release [and that the offer was turned down]", hung on the wrong verb.
        return True
    if relation in {"root", "parataxis"} and before == ";":
        return subject is not None and subject in places
    return relation == "relcl" and before == "," and tree.form(first) in {"which", "who"}


def _is_quoted(tree: Tree, place: int, places: set[int]) -> bool:
    """Whether the words begin with a quotation mark that is not closed before a place."""
    ordered = sorted(places)
    if not ordered or tree.form(ordered[0]) not in OPENING:
        return False
    closing = CLOSING[tree.form(ordered[0])]
    return not any(tree.form(other) == closing for other in ordered[1:] if other < place)


def _marks(tree: Tree, clause: int) -> list[int]:
    return [mark for mark in tree.children(clause, "mark") if mark > 0]


def _begins_anew(tree: Tree, clause: int) -> bool:
    """Whether a joined clause is brought in by "that" of its own: "and that the army would run them"."""
    for mark in _marks(tree, clause):
        if tree.form(mark) == "that" and tree.form(mark - 1) in {"and", "or", "but", ",", ";"}:
            return True
    return False


def _is_stray(tree: Tree, ordered: Sequence[int]) -> bool:
    """Whether the last word is a mark that what was cut out has left behind."""
    return len(ordered) > 1 and tree.relation(ordered[-1]) == "punct" and _behind_a_gap(ordered)


def _behind_a_gap(ordered: Sequence[int]) -> bool:
    """Whether the last run of neighbouring places is shorter than three and not the only one."""
    at = len(ordered) - 1
    while at > 0 and ordered[at - 1] == ordered[at] - 1:
        at -= 1
    return at > 0 and len(ordered) - at < 3


def _proposition(tree: Tree, places: set[int], head: int | None, whole: Sequence[Span] | None) -> Proposition:
    if whole is not None:
        return Proposition(frozenset(places), head, tuple(whole))
    ordered = sorted(places)
    while ordered and tree.form(ordered[0]) in EDGES:
        ordered.pop(0)
    while ordered and (tree.form(ordered[-1]) in EDGES or _is_stray(tree, ordered)):
        ordered.pop()
    return Proposition(frozenset(ordered), head, tree.spans(ordered))
