"""The subject of a verb, wherever in its sentence it stands.

In: the tree and a verb. Out: the head word of its subject: its own, or that of the verb it is joined to or hangs
below, or the noun it says something of. Trees have mistakes: clauses left hanging, phrases hung one too low. Nobody is
resolved here.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from sayso.languages.event_lexicon import EventLexicon
from sayso.stages.trees import SUBJECTS, Tree
from sayso.stages.triggers import BY, base_forms, case_of, is_passive, is_verb

__all__ = ["Subjects"]

#: So many words before a clause its verb is looked for.
FARTHEST: Final = 12
#: So many verbs are gone up at most.
DEEPEST: Final = 5
#: Phrases inside phrases are gone down so far.
NESTED: Final = 3
#: Prepositions before whoever a thing is of.
OWNING: Final = frozenset({BY, "from", "of"})


class Subjects:
    """Asks one tree for subjects and for the phrases of words."""

    def __init__(self, tree: Tree, lexicon: EventLexicon) -> None:
        self.tree, self.lexicon, self.words = tree, lexicon, lexicon.words

    def phrases(self, place: int) -> list[int]:
        """The phrases behind a word, also where the tree hung one on another: "along the border by Angola"."""
        found, level = list[int](), [place]
        for _ in range(NESTED):
            level = [child for one in level for child in self.tree.children(one, "obl", "nmod") if child > place]
            found += level
        return sorted(dict.fromkeys(found))

    def doers(self, place: int) -> list[int]:
        """By whom a passive says it was done."""
        objects = self.tree.children(place, "obj")
        found = [*self.phrases(place), *(low for one in objects for low in self.phrases(one))]
        return [child for child in found if case_of(self.tree, child) == BY]

    def above(self, place: int) -> int:
        """The head of a word; of a clause that the tree left hanging the verb before it, -1 where there is none."""
        tree = self.tree
        head = tree.words[place].head
        if head >= 0 or tree.relation(place) not in {"acl", "advcl", "xcomp", "ccomp"}:
            return head
        before = range(place - 1, max(-1, place - FARTHEST), -1)
        return next((one for one in before if is_verb(tree, one, self.lexicon)), -1)

    def subject(self, place: int, depth: int = 0) -> int | None:
        """The subject of a verb, wherever it stands."""
        tree = self.tree
        own, above, relation = tree.subject(place), self.above(place), tree.relation(place)
        if own is not None and tree.form(own) not in self.words["relatives"]:
            is_whose = relation in {"relcl", "acl"} and any(tree.form(c) == "whose" for c in tree.children(own, "poss"))
            return above if is_whose and above >= 0 else own
        if above < 0:
            return own if own is not None else self.stray_subject(place)
        if depth > DEEPEST:
            return None
        if relation in {"relcl", "acl"}:
            return self.subject_of_modifier(place, above, depth, has_relative=own is not None)
        if own is not None:
            return own
        if relation == "ccomp" and (before := self.subject_before(place, above)) is not None:
            return before
        if relation in {"xcomp", "advcl", "ccomp", "parataxis"}:
            return self.subject_from_above(place, above, relation, depth)
        return self.subject(above, depth + 1) if relation == "conj" else self.stray_subject(place)

    def stray_subject(self, place: int) -> int | None:
        """The subject of a sentence's verb that the tree hung nowhere, or by its name on the verb: the nearest before it."""
        tree = self.tree
        before = range(place - 1, max(-1, place - FARTHEST), -1)
        heads = {-1, tree.words[place].head}  # "PARIS -- A court convicted …": the dateline may hold both.
        stray = next((one for one in before if tree.relation(one) in SUBJECTS and tree.words[one].head in heads), None)
        if stray is not None:
            return stray
        names = [child for child in tree.children(place, "flat", "nmod", "appos") if child < place]
        return next((child for child in names if case_of(tree, child) is None), None)

    def subject_of_modifier(self, place: int, above: int, depth: int, *, has_relative: bool) -> int | None:
        """Who does what is said of a noun: the noun ("Israel, which bombed Syria"), or who has it ("its offer to withdraw")."""
        tree = self.tree
        if is_verb(tree, above, self.lexicon):
            # A gerund that hangs on the verb before it: "accused Israel of bombing".
            return self.subject_from_above(place, above, "advcl", depth)
        # "The group released nineteen": with an object it is the verb, and the noun was taken for the head.
        is_finite = bool(tree.children(place, "obj")) and not tree.children(place, "mark")
        if has_relative or is_finite or tree.form(place).endswith("ing"):
            return above
        owner = next(iter(self.owners([above])), None)
        if owner is not None:
            return owner
        verb = tree.words[above].head
        is_object = verb >= 0 and tree.relation(above) == "obj"
        return above if tree.relation(place) == "relcl" else self.subject(verb, depth + 1) if is_object else None

    def subject_from_above(self, place: int, above: int, relation: str, depth: int) -> int | None:
        """The subject of an infinitive, gerund or clause without one: that of the verb over it, or that verb's object."""
        tree = self.tree
        if not is_verb(tree, above, self.lexicon):
            return above
        turns = bool(self.words["turning"] & set(base_forms(tree.form(above))))
        if turns and not is_passive(tree, above, self.lexicon):
            asked = self.words["asked"]
            behind = [c for c in tree.children(above, "obl", "nmod") if above < c < place and case_of(tree, c) in asked]
            objects = [c for c in (*tree.children(above, "obj", "iobj"), *behind) if c < place]
            if objects:
                return objects[0]
        is_gerund = tree.form(place).endswith("ing") or any(tree.form(c) == "having" for c in tree.children(place, "aux"))
        return self.subject(above, depth + 1) if relation != "ccomp" or is_gerund else None

    def subject_before(self, place: int, above: int) -> int | None:
        """A second subject of the verb above that stands behind it, right before this one: the tree hung it too high."""
        behind = [child for child in self.tree.children(above, *SUBJECTS) if above < child < place]
        return behind[-1] if behind else None

    def owners(self, nouns: Iterable[int]) -> Iterator[int]:
        """Whose a thing is: "a secret American offer", "Iran's demand", "an offer by the US"."""
        tree = self.tree
        for noun in nouns:
            yield from tree.children(noun, "poss")
            owning = OWNING - {"of"} if tree.form(noun) in self.words["suffered"] else OWNING
            yield from (child for child in tree.children(noun, "nmod") if case_of(tree, child) in owning)
            before = [child for child in tree.children(noun, "mod", "flat") if child < noun]
            yield from (child for child in before if self.is_capital(child))

    def is_capital(self, place: int) -> bool:
        """Whether a word begins with a capital, as names and nationalities do."""
        return self.tree.text[self.tree.words[place].span.start].isupper()

    def spread(self, places: Iterable[int]) -> Iterator[int]:
        """Each word and those joined to it by "and".

        Of "the ministers of India and Nepal" and "British and French planes" the two countries.
        """
        for place in places:
            owners = [child for child in self.tree.children(place, "nmod") if case_of(self.tree, child) == "of"]
            owners += [child for child in self.tree.children(place, "mod") if self.tree.children(child, "conj")]
            owners = [child for child in owners if self.is_capital(child)]
            several = [one for child in owners for one in (child, *self.tree.children(child, "conj"))]
            joined = len(owners) < len(several) and all(map(self.is_capital, several))
            yield from several if joined else [place]
            yield from (child for child in self.tree.children(place, "conj") if not self.tree.children(child, *SUBJECTS))
