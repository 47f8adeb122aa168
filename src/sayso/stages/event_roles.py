"""Who did it, and to whom: the words that fill the roles of a trigger.

In: the tree and a `Trigger`. Out: `Roles`: the head words of actors and recipients, the likeliest recipients first. Subjects
stand where `event_subjects` finds them, or with the verb that a noun is carried out by. It resolves nobody and codes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sayso.languages.event_lexicon import EventLexicon
from sayso.stages.event_subjects import Subjects
from sayso.stages.trees import SUBJECTS, Tree
from sayso.stages.triggers import BY, Trigger, base_forms, case_of, is_passive

__all__ = ["MUTUAL", "WORDS", "Roles", "find_roles"]

#: Events whose sides are all actors.
MUTUAL: Final = frozenset({"CONSULT", "COOPERATE"})
#: Events whose object is one's own: troops that are withdrawn or sent, arms that are laid down.
ALONE: Final = frozenset({"RETREAT", "CONCEDE", "MOBILIZE", "PROTEST"})
#: Events that one does alone or of oneself: "the withdrawal of the troops" is the troops' own.
OWN: Final = frozenset({"RETREAT", "CONCEDE", "PROTEST", "MOBILIZE", "AGREE", "CONSULT", "COOPERATE", "THREATEN"})
#: Events in words, about something that may have its own object: "agreed to help Nepal".
WORDS: Final = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST", "CONCEDE", "SUPPORT", "ACCUSE"})
BETWEEN: Final = frozenset({"between", "among"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Head words of whoever did it and of whoever it was done to, by their places in the tree.

    `recipients` come in tiers: of the first that has a party in it all are recipients, the others are none.
    """

    actors: tuple[int, ...]
    recipients: tuple[tuple[int, ...], ...]


def find_roles(tree: Tree, trigger: Trigger, lexicon: EventLexicon) -> Roles:
    """The roles of a trigger; both sides of a mutual event are actors."""
    finder = _Finder(tree, lexicon)
    mutual = trigger.code in MUTUAL and trigger.mode != "visit"
    if mutual:
        actors, tiers = finder.of_mutual(trigger), list[list[int]]()
    else:
        actors, tiers = finder.of_noun(trigger) if trigger.is_nominal else finder.of_verb(trigger)
    own = dict.fromkeys(place for place in finder.spread(actors) if place != trigger.place)
    others = [[place for place in finder.spread(tier) if place not in own and place != trigger.place] for tier in tiers]
    return Roles(tuple(own), tuple(tuple(dict.fromkeys(tier)) for tier in others if tier))


class _Finder(Subjects):
    """Asks one tree for roles."""

    # --- verbs ---

    def of_verb(self, trigger: Trigger) -> tuple[list[int], list[list[int]]]:
        """Who does what a verb says, and to whom."""
        tree, place = self.tree, trigger.place
        subject = self.subject(place)
        own = [] if subject is None else [subject]
        is_own = trigger.code in ALONE and trigger.mode != "release"
        passive = is_passive(tree, place, self.lexicon)
        objects = own if passive else self.objects(place)
        last = [list(self.complements(place))] if trigger.code in WORDS or trigger.code == "AID" else []
        last.append(list(self.weak(trigger)))
        if passive:
            doers = self.doers(place)
            if not doers and trigger.lemma in self.words["expelling"]:
                doers = [child for child in self.phrases(place) if case_of(tree, child) == "from"]
            # "Russian soldiers were deployed", "the government is committed": where nobody else did it, they did.
            is_own = is_own or trigger.lemma in self.words["committed"]
            tiers = [[*([] if is_own else objects), *self.against(place)], [*self.beneath(objects)]]
            return doers or (own if is_own else []), [*tiers, *last]
        if trigger.code == "REJECT" or trigger.lemma == "accept":
            return own, [[*self.owners(objects)], [*objects, *self.against(place)], [*self.beneath(objects)], *last]
        if is_own:
            return own, [[*self.against(place), *self.beneath(objects)], *last]
        return own, [[*objects, *self.against(place)], [*self.beneath(objects)], [*self.owners(objects)], *last]

    def of_mutual(self, trigger: Trigger) -> list[int]:
        """All sides of a mutual event."""
        tree, place = self.tree, trigger.place
        if trigger.is_nominal:
            actors, tiers = self.of_noun(trigger)
            return [*actors, *self.partners([place]), *(tiers[0] if tiers and not actors else ())]
        subject = self.subject(place)
        own = [] if subject is None else [subject]
        objects = self.objects(place)
        faced = objects if self.words["facing"] & set(base_forms(tree.form(place))) else []
        return [*own, *faced, *self.doers(place), *self.partners([place, *own, *objects])]

    def partners(self, places: Iterable[int]) -> Iterator[int]:
        """With whom, or between whom, in the phrases of some words; with whom something is shared."""
        wanted = self.words["with"]
        for place in places:
            yield from (child for child in self.phrases(place) if case_of(self.tree, child) in wanted)

    def objects(self, place: int) -> list[int]:
        """The objects of a verb; one that the tree hung on the verb above, or by no preposition at all, too."""
        tree = self.tree
        found = [*tree.children(place, "iobj"), *tree.children(place, "obj")]
        if not found and any(child < place for child in tree.children(place, *SUBJECTS)):
            # A second subject, behind the verb, is its object.
            found = [child for child in tree.children(place, "subj") if child > place]
        if found:
            return found
        bare = [c for c in tree.children(place, "nmod", "obl") if c > place and case_of(tree, c) is None]
        bare = bare or [c for c in tree.children(place, "flat") if c > place and self.is_capital(c)][-1:]
        above = tree.words[place].head
        if not bare and above >= 0 and tree.relation(place) in {"xcomp", "ccomp", "advcl", "acl"}:
            bare = [child for child in tree.children(above, "obj") if place < child <= place + 3]
        return bare[:1]

    def against(self, place: int) -> Iterator[int]:
        """Whom something is done to or with, behind a preposition."""
        wanted = self.words["against"] | self.words["with"]
        yield from (child for child in self.tree.children(place, "obl", "nmod") if case_of(self.tree, child) in wanted)

    def weak(self, trigger: Trigger) -> Iterator[int]:
        """Where or over what something is done: whose land that is, it is done to, where nobody else is named."""
        left_out = ({"in", "at"} if trigger.code in WORDS else set()) | ({"of"} if trigger.code == "REQUEST" else set())
        wanted = self.words["within"] - left_out
        tree, place = self.tree, trigger.place
        near = [low for one in (place, *tree.children(place, "obj")) for low in tree.children(one, "obl", "nmod")]
        yield from (child for child in sorted(near) if child > place and case_of(tree, child) in wanted)

    def beneath(self, nouns: Iterable[int]) -> Iterator[int]:
        """Whom a noun is meant for: "an embargo on Panama", "an attack against the port"."""
        for noun in nouns:
            yield from (child for child in self.phrases(noun) if case_of(self.tree, child) in self.words["meant"])

    def complements(self, place: int) -> Iterator[int]:
        """Whom the verbs under a word concern: "agreed to open its borders to Chad", "demanded that Chad leave"."""
        tree = self.tree
        for verb in tree.children(place, "xcomp", "ccomp", "advcl", "acl"):
            is_open = tree.relation(verb) != "advcl" or any(tree.form(mark) == "to" for mark in tree.children(verb, "mark"))
            if verb < place or not is_open:
                continue
            subjects = tree.children(verb, *SUBJECTS)
            yield from subjects
            objects = self.objects(verb)
            yield from (*objects, *self.against(verb), *self.beneath(objects))

    # --- nouns ---

    def of_noun(self, trigger: Trigger) -> tuple[list[int], list[list[int]]]:
        """Who does what a noun says, and to whom."""
        tree, place = self.tree, trigger.place
        phrases = [(child, case_of(tree, child)) for child in self.phrases(place)]
        own = [c for c in tree.children(place, "mod", "flat") if c < place and self.is_capital(c)]
        actors, recipients = [*tree.children(place, "poss"), *own], list[int]()
        actors = [self.whose(one, place) for one in actors]
        is_done_to = (
            bool(actors) and tree.form(place) in self.words["suffered"] and not any(case == "of" for _, case in phrases)
        )
        if is_done_to and not own:
            actors, recipients = [], actors
        is_own = trigger.code in OWN and trigger.mode != "release"
        for child, case in phrases:
            is_told = case == "from" and trigger.code in WORDS
            if case == BY or case in BETWEEN or is_told or (case == "of" and is_own and not actors):
                actors.append(child)
            elif (case in self.words["meant"] or case in {"of", "into"}) and (not is_own or trigger.code != "CONSULT"):
                recipients += [] if case == "of" and is_own else [child]
        carrier, verb = self.carrier(place)
        if verb is not None and not recipients:
            recipients = [c for c in self.against(verb) if c > place]
        return actors or carrier, [recipients, list(self.weak(trigger))]

    def whose(self, owner: int, noun: int) -> int:
        """Who an owner is: of "its" before the object of a verb that verb's subject."""
        verb = self.tree.words[noun].head
        if self.tree.form(owner) not in {"its", "their"} or verb < 0 or self.tree.relation(noun) not in {"obj", "obl"}:
            return owner
        subject = self.subject(verb)
        return owner if subject is None or is_passive(self.tree, verb, self.lexicon) else subject

    def carrier(self, place: int) -> tuple[list[int], int | None]:
        """Who carries out what a noun says, and the verb for it: "launched an attack", "was blamed for the attack"."""
        tree, above = self.tree, self.tree.words[place].head
        while above >= 0 and tree.relation(place) in {"flat", "mod"} and place < above <= place + 2:
            place, above = above, tree.words[above].head  # "extended the curfew order"
        while 0 <= above < place and tree.relation(place) == "nmod" and tree.form(above) in self.words["answering"]:
            place, above = above, tree.words[above].head
        if above < 0 or tree.relation(place) not in {"obj", "subj_pass", "obl"}:
            return [], None
        forms, passive = set(base_forms(tree.form(above))), is_passive(tree, above, self.lexicon)
        subject = self.subject(above)
        own = [] if subject is None or subject == place else [subject]
        if forms & self.words["charging"] and case_of(tree, place) in {"for", "of", "over"}:
            return own if passive else tree.children(above, "obj")[:1], None
        is_answered = tree.form(place) in self.words["answering"]
        is_far = tree.relation(place) == "obl" and case_of(tree, place) is not None
        if not is_answered and (is_far or not self.words["light"] & forms):
            return [], None
        return (self.doers(above) if passive else own), above
