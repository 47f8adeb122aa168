"""What the root head looks at: the words and relations between two parties of a sentence.

In: the tree, the words of an actor and those of a recipient (none where nobody is one), the sentence's vector. Out: named
features with weights, as `event_head` takes them. Names of parties are no features: what is learnt must not depend on who it
is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from sayso.languages.en import lemmas
from sayso.records import Span
from sayso.stages.trees import Tree

__all__ = ["find_features", "stem_of"]

#: So many words behind the later party are looked at.
BEHIND = 4


def stem_of(form: str) -> str:
    """The shortest base form that a word may have: forms of one word have it in common."""
    found = lemmas(form)
    return min(found, key=lambda lemma: (len(lemma), lemma)) if found else form


def find_features(
    tree: Tree, actor: Span | None, recipient: Span | None, sentence: Span, roots: Mapping[str, str]
) -> dict[str, float]:
    """The features of a pair; `roots` has for stems of verbs the event that they most often mean."""
    sides = [span for span in (actor, recipient) if span is not None]
    own = {place for span in sides for place in tree.inside(span)}
    found: defaultdict[str, float] = defaultdict(float)
    finder = _Finder(tree, own, roots, found)
    heads = [None if span is None else tree.head([span]) for span in (actor, recipient)]
    if actor is not None and recipient is not None:
        found[f"order={'forth' if actor.start < recipient.start else 'back'}"] = 1
        finder.path(heads[0], heads[1])
        finder.between(actor, recipient)
    for name, head in zip(("actor", "recipient"), heads, strict=True):
        if head is not None:
            finder.around(name, head)
    end = max((span.end for span in sides), default=sentence.start)
    for place in list(tree.inside(Span(end, max(end, sentence.end))))[:BEHIND]:
        found[f"behind={stem_of(tree.form(place))}"] += 1
    finder.sentence(sentence)
    return found


class _Finder:
    """Collects the features of one pair."""

    def __init__(self, tree: Tree, own: Collection[int], roots: Mapping[str, str], found: defaultdict[str, float]) -> None:
        self.tree, self.own, self.roots, self.found = tree, own, roots, found

    def add(self, kind: str, place: int) -> str:
        """A word in a position, and the event that it most often means."""
        stem = stem_of(self.tree.form(place))
        self.found[f"{kind}={stem}"] += 1
        if stem in self.roots:
            self.found[f"{kind}:{self.roots[stem]}"] += 1
        return stem

    def path(self, left: int | None, right: int | None) -> None:
        """The words between two heads in the tree, and the relations that lead over them."""
        if left is None or right is None:
            return
        ups = [left, *self.tree.above(left)]
        downs = [right, *self.tree.above(right)]
        common = next((place for place in ups if place in downs), None)
        if common is None:
            return
        up, down = ups[: ups.index(common) + 1], downs[: downs.index(common)]
        relations = [[self.tree.relation(place) for place in side] for side in (up[:-1], down)]
        self.found[f"relations={'>'.join(relations[0])}|{'>'.join(relations[1])}"] = 1
        for place in (*up, *reversed(down)):
            if place not in self.own:
                self.add("path", place)
        if common not in self.own:
            self.add("top", common)

    def around(self, name: str, head: int) -> None:
        """What a party hangs on, and what else hangs there."""
        tree = self.tree
        above = next((place for place in tree.above(head) if place not in self.own), None)
        if above is None:
            return
        self.add(name, above)
        self.found[f"{name}.relation={tree.relation(head)}"] = 1
        predicate = tree.predicate(above)
        stem = self.add(f"{name}.predicate", predicate)
        for child in self._others(tree.children(predicate)):
            word = stem_of(tree.form(child))
            self.found[f"{name}.{tree.relation(child)}={word}"] += 1
            self.found[f"{name}.child={word}"] += 1
            self.found[f"{name}.pair={stem}:{word}"] += 1
            for grandchild in self._others(tree.children(child)):
                self.found[f"{name}.grandchild={stem_of(tree.form(grandchild))}"] += 0.5

    def _others(self, places: Collection[int]) -> Iterator[int]:
        return (place for place in places if place not in self.own)

    def between(self, left: Span, right: Span) -> None:
        """The words that stand between the parties in the text."""
        low, high = min(left.end, right.end), max(left.start, right.start)
        places = list(self._others(self.tree.inside(Span(low, high)))) if low < high else []
        stems = [stem_of(self.tree.form(place)) for place in places]
        for stem in stems:
            self.found[f"between={stem}"] += 1
        for stem in set(stems) & self.roots.keys():
            self.found[f"between:{self.roots[stem]}"] += 1
        for first, second in pairwise(stems):
            self.found[f"pair={first}_{second}"] += 1

    def sentence(self, sentence: Span) -> None:
        """The events that words anywhere in the sentence most often mean."""
        for place in self._others(self.tree.inside(sentence)):
            root = self.roots.get(stem_of(self.tree.form(place)))
            if root is not None:
                self.found[f"anywhere:{root}"] += 0.5
