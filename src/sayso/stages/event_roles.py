"""Who did it, and to whom: the words that fill the roles of a trigger.

In: the tree and a `Trigger`. Out: `Roles`: the head words of actors and recipients. Subjects may stand far off: over a passive,
above an infinitive, before a gerund, with the verb that a noun is carried out by. It resolves nobody and codes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sayso.languages.event_lexicon import EventLexicon
from sayso.stages.trees import SUBJECTS, Tree
from sayso.stages.triggers import BY, Trigger, base_forms, case_of, is_passive, is_verb

__all__ = ["MUTUAL", "Roles", "find_roles"]

#: Events whose sides are all actors.
MUTUAL: Final = frozenset({"CONSULT", "COOPERATE"})
#: Events whose object is one's own: troops that are withdrawn or sent, arms that are laid down.
ALONE: Final = frozenset({"RETREAT", "CONCEDE", "MOBILIZE", "PROTEST"})
#: So many words before a clause its verb is looked for.
FARTHEST: Final = 12
#: So many verbs are gone up at most.
DEEPEST: Final = 5
#: Events that one does alone or of oneself: "the withdrawal of the troops" is the troops' own.
OWN: Final = frozenset({"RETREAT", "CONCEDE", "PROTEST", "MOBILIZE", "AGREE", "CONSULT", "COOPERATE", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Head words of whoever did it and of whoever it was done to, by their places in the tree."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]


def find_roles(tree: Tree, trigger: Trigger, lexicon: EventLexicon) -> Roles:
    """The roles of a trigger; both sides of a mutual event are actors."""
    finder = _Finder(tree, lexicon)
    actors, recipients = finder.of_noun(trigger) if trigger.is_nominal else finder.of_verb(trigger)
    actors, recipients = list(finder.spread(actors)), list(finder.spread(recipients))
    if trigger.code in MUTUAL and trigger.mode != "visit":
        actors, recipients = [*actors, *recipients], []
    own = dict.fromkeys(place for place in actors if place != trigger.place)
    others = dict.fromkeys(place for place in recipients if place not in own and place != trigger.place)
    return Roles(tuple(own), tuple(others))


class _Finder:
    """Asks one tree."""

    def __init__(self, tree: Tree, lexicon: EventLexicon) -> None:
        self.tree, self.lexicon, self.words = tree, lexicon, lexicon.words

    # --- verbs ---

    def of_verb(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        """Who does what a verb says, and to whom."""
        tree, place = self.tree, trigger.place
        subject = self.subject(place)
        own = [] if subject is None else [subject]
        if is_passive(tree, place, self.lexicon):
            done_to = own if trigger.code in ALONE else [*own, *self.against(place), *self.beneath(own)]
            return self.doers(place), done_to
        if trigger.code == "REJECT" or trigger.lemma == "accept":
            return own, list(self.owners(tree.children(place, "obj"))) or list(self.against(place))
        if trigger.code in ALONE and trigger.mode != "release":
            return own, []
        objects = [*tree.children(place, "iobj"), *tree.children(place, "obj")]
        return own, [*objects, *self.against(place), *self.beneath(objects)]

    def doers(self, place: int) -> list[int]:
        """By whom a passive says it was done, also where the tree hung that on another phrase: "along the border by Angola"."""
        tree = self.tree
        own = tree.children(place, "obl", "nmod")
        under = [low for child in own if child > place for low in tree.children(child, "obl", "nmod")]
        return [child for child in (*own, *under) if case_of(tree, child) == BY]

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
            return own
        if above < 0 or depth > DEEPEST:
            return None
        if relation in {"relcl", "acl"}:
            return self.subject_of_modifier(place, above, depth, has_relative=own is not None)
        if own is not None:
            return own
        if relation == "ccomp" and (before := self.subject_before(place, above)) is not None:
            return before
        if relation in {"xcomp", "advcl", "ccomp", "parataxis"}:
            return self.subject_from_above(above, relation, depth)
        return self.subject(above, depth + 1) if relation == "conj" else None

    def subject_of_modifier(self, place: int, above: int, depth: int, *, has_relative: bool) -> int | None:
        """Who does what is said of a noun: the noun ("Israel, which bombed Syria"), or who has it ("its offer to withdraw")."""
        tree = self.tree
        if is_verb(tree, above, self.lexicon):
            # A gerund that hangs on the verb before it: "accused Israel of bombing".
            return self.subject_from_above(above, "advcl", depth)
        if has_relative or tree.form(place).endswith("ing"):
            return above
        owner = next(iter(self.owners([above])), None)
        if owner is not None:
            return owner
        verb = tree.words[above].head
        is_object = verb >= 0 and tree.relation(above) == "obj"
        return above if tree.relation(place) == "relcl" else self.subject(verb, depth + 1) if is_object else None

    def subject_from_above(self, above: int, relation: str, depth: int) -> int | None:
        """The subject of an infinitive, gerund or clause without one: that of the verb over it, or that verb's object."""
        tree = self.tree
        if not is_verb(tree, above, self.lexicon):
            return above
        turns = bool(self.words["turning"] & set(base_forms(tree.form(above))))
        objects = [*tree.children(above, "obj", "iobj"), *self.against(above)]
        if turns and objects and not is_passive(tree, above, self.lexicon):
            return objects[0]
        return None if relation == "ccomp" else self.subject(above, depth + 1)

    def subject_before(self, place: int, above: int) -> int | None:
        """A second subject of the verb above that stands behind it, right before this one: the tree hung it too high."""
        behind = [child for child in self.tree.children(above, *SUBJECTS) if above < child < place]
        return behind[-1] if behind else None

    def against(self, place: int) -> Iterator[int]:
        """Whom something is done to or with, behind a preposition."""
        wanted = self.words["against"] | self.words["with"]
        yield from (child for child in self.tree.children(place, "obl") if case_of(self.tree, child) in wanted)

    def beneath(self, nouns: Iterable[int]) -> Iterator[int]:
        """Whom a noun is meant for: "an embargo on Panama", "an attack against the port"."""
        for noun in nouns:
            for child in self.tree.children(noun, "nmod", "obl"):
                if case_of(self.tree, child) in self.words["meant"]:
                    yield child

    def owners(self, nouns: Iterable[int]) -> Iterator[int]:
        """Whose a thing is: "a secret American offer", "Iran's demand", "an offer by the US"."""
        tree = self.tree
        for noun in nouns:
            yield from tree.children(noun, "poss")
            yield from (child for child in tree.children(noun, "nmod") if case_of(tree, child) in {BY, "from", "of"})
            before = [child for child in tree.children(noun, "mod", "flat") if child < noun]
            yield from (child for child in before if self.is_capital(child))

    def is_capital(self, place: int) -> bool:
        """Whether a word begins with a capital, as names and nationalities do."""
        return self.tree.text[self.tree.words[place].span.start].isupper()

    # --- nouns ---

    def of_noun(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        """Who does what a noun says, and to whom."""
        tree, place = self.tree, trigger.place
        actors, recipients = [*tree.children(place, "poss")], list[int]()
        actors += [c for c in tree.children(place, "mod", "flat") if c < place and self.is_capital(c)]
        for child in tree.children(place, "nmod", "obl"):
            case = case_of(tree, child)
            if case == BY or case in {"between", "among"} or (case == "of" and trigger.code in OWN and not actors):
                actors.append(child)
            elif (case in self.words["against"] or case == "with") and trigger.code not in ALONE:
                recipients.append(child)
        return actors or self.carrier(place), recipients

    def carrier(self, place: int) -> list[int]:
        """Who carries out what a noun says: the subject of the light verb beside it."""
        tree, above = self.tree, self.tree.words[place].head
        is_object = above >= 0 and tree.relation(place) in {"obj", "subj_pass", "obl"}
        if not is_object or not self.words["light"] & set(base_forms(tree.form(above))):
            return []
        if is_passive(tree, above, self.lexicon):
            return self.doers(above)
        subject = self.subject(above)
        return [] if subject is None or subject == place else [subject]

    def spread(self, places: Iterable[int]) -> Iterator[int]:
        """Each word and those joined to it by "and"."""
        for place in places:
            yield place
            yield from (child for child in self.tree.children(place, "conj") if not self.tree.children(child, *SUBJECTS))
