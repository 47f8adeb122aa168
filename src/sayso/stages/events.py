"""Events: what the text says happened, will happen, did not happen, is offered or demanded.

In: an analysis with mentions, actors, places, time expressions, attributions and claims. Out: the same with its events, the
actors that had to be made for them, and the events of each claim. Speaking is no event: who says so is the claim's. Nothing
is dropped for its date, and no event without a date takes the page's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sayso.knowledge.ontologies import load_plover
from sayso.languages.event_lexicon import EventLexicon, load_event_lexicon
from sayso.records import Analysis, Claim, DateBasis, Event, Factuality, Span, Timex
from sayso.records.ids import Occurrences, event_id
from sayso.stages.base import Stage
from sayso.stages.event_features import find_features
from sayso.stages.event_head import EventHead, load_event_head
from sayso.stages.event_modality import NOT, find_modality, governors_of
from sayso.stages.event_parties import Parties, Party, distinct
from sayso.stages.event_relations import relate
from sayso.stages.event_roles import WORDS, find_roles
from sayso.stages.event_scores import Scorer, load_event_scores, marks_of
from sayso.stages.event_surroundings import Surroundings
from sayso.stages.responsibility import find_blamed, find_responsibility
from sayso.stages.trees import PREDICATES, Tree, read_tree
from sayso.stages.triggers import Trigger, case_of, find_triggers

__all__ = ["EVENTS", "find_events"]

#: Blocks whose sentences tell what happened.
TOLD_IN = frozenset({"headline", "standfirst", "subhead", "body", "caption", "correction", "pullquote"})
#: Events that need somebody in a role; of the others a sentence without anybody still tells.
ALONE = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE"})
#: The code for a label of the head that stands for two, and the label for a code.
CODE_OF: Final = {"YIELD": "RETREAT"}
YIELD: Final = frozenset({"CONCEDE", "RETREAT"})
#: The head overrules a word that asked for no company if it finds its meaning so unlikely, and another one so likely. By folds
#: that lifts the right codes between marked parties from 80.3 to 80.8 per cent; other bounds give the same within 0.3.
UNLIKELY, LIKELY = 0.05, 0.6


@dataclass(frozen=True, slots=True)
class _Found:
    """A trigger with the parties in its roles."""

    trigger: Trigger
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    tier: int


def find_events(analysis: Analysis, head: EventHead | None = None, scores: Scorer | None = None) -> Analysis:
    """The analysis with its events in the order of their triggers; `head` and `scores` are others than the shipped."""
    if analysis.tags is None or not analysis.tags.words:
        return replace(analysis, events=())
    return _Finder(analysis, head or load_event_head(), scores or load_event_scores()).find()


class _Finder:
    """The events of one analysis; holds what all of them need."""

    def __init__(self, analysis: Analysis, head: EventHead, scores: Scorer) -> None:
        self.analysis, self.head, self.scores = analysis, head, scores
        self.text = analysis.document.text
        self.tree: Tree = read_tree(analysis)
        self.lexicon: EventLexicon = load_event_lexicon()
        self.parties = Parties(analysis, self.tree, self.lexicon.words["humans"])
        self.counted = Occurrences(self.text)
        #: Dates of saying, with the words of the cues that they date: of an act of saying it is the date of the event.
        self.said = {one.said: self.tree.within(one.cue) for one in analysis.attributions if one.said is not None}
        self.near = Surroundings(analysis, self.tree)
        vectors = analysis.tags.vectors if analysis.tags is not None else ()
        self.vectors = [np.frombuffer(vector, dtype="<f2").astype(np.float32) for vector in vectors]
        #: Where the triggers stand, once they are found.
        self.places: frozenset[int] = frozenset()

    def find(self) -> Analysis:
        """The analysis with events, actors and claims."""
        triggers = list(self._triggers())
        self.places = frozenset(trigger.place for trigger in triggers)
        found = [one for one in map(self._fill, triggers) if one is not None]
        events = [self._event(one) for one in found]
        places = {event.id: one.trigger.place for event, one in zip(events, found, strict=True)}
        events = relate(self.tree, events, places, self.analysis.sentences, self.lexicon)
        used = {actor for event in events for actor in (*event.actors, *event.recipients)}
        made = tuple(actor for key, actor in self.parties.made.items() if key in used)
        claims = tuple(self._with_events(events, places))
        return replace(self.analysis, events=tuple(events), actors=(*self.parties.known, *made), claims=claims)

    # --- triggers and roles ---

    def _triggers(self) -> Iterator[Trigger]:
        told = list(self._told())
        found = {trigger.place: trigger for trigger in find_triggers(self.tree, told, self.lexicon)}
        for trigger in found.values():
            if self.near.is_date(trigger.place) or (trigger.is_nominal and self.near.is_in_name(trigger.place)):
                continue
            above = found.get(self.tree.words[trigger.place].head)
            is_object = trigger.is_nominal and self.tree.relation(trigger.place) in {"obj", "subj_pass"}
            # "imposed an embargo" is one event, told by its verb.
            answers = above is not None and above.lemma == "accept"
            if not (is_object and above is not None and above.code == trigger.code and not above.is_nominal) or answers:
                yield trigger

    def _told(self) -> Iterator[Span]:
        """The sentences of the blocks that tell what happened."""
        blocks = sorted(self.analysis.document.blocks, key=lambda block: block.span.start)
        starts = [block.span.start for block in blocks]
        for sentence in self.analysis.sentences:
            at = bisect_right(starts, sentence.start) - 1
            if at < 0 or not blocks[at].span.contains(sentence) or blocks[at].role in TOLD_IN:
                yield sentence

    def _fill(self, trigger: Trigger) -> _Found | None:
        """A trigger with its parties; null where it is no event: a word in quotation marks, or nobody in any role."""
        if self._is_distanced(trigger.span):
            return None
        roles = find_roles(self.tree, trigger, self.lexicon)
        actors = distinct(self._party(place, trigger) for place in roles.actors)
        blamed = None if actors else find_blamed(self.tree, trigger.place)
        actors = actors if blamed is None else distinct([self._party(blamed, trigger)])
        own = {party.actor for party in actors}
        tier, recipients = self._recipients(trigger, roles.recipients, own, {party.country for party in actors})
        if not actors and not recipients and trigger.code not in ALONE:
            return None
        if not recipients and not trigger.is_nominal and trigger.lemma in self.lexicon.words["needing"]:
            return None
        return _Found(self._as_words(trigger, actors, recipients), actors, recipients, tier)

    def _as_words(self, trigger: Trigger, actors: Sequence[Party], recipients: Sequence[Party]) -> Trigger:
        """A blow between two persons with names that nothing was struck with is one in words."""
        is_open = trigger.code == "ASSAULT" and trigger.lemma in self.lexicon.words["figurative"]
        if not is_open or not actors or not recipients or not all(map(self.parties.is_person, (*actors, *recipients))):
            return trigger
        is_armed = any(case_of(self.tree, child) == "with" for child in self.tree.children(trigger.place, "obl", "nmod"))
        return trigger if is_armed else replace(trigger, code="ACCUSE", mode="disapprove")

    def _recipients(
        self, trigger: Trigger, tiers: Sequence[Sequence[int]], own: set[str], countries: set[str | None]
    ) -> tuple[int, tuple[Party, ...]]:
        """The first tier that has parties, and them; behind the first nobody of the actors' own countries."""
        # Who says it does nothing in what he says, and nothing is done to him there.
        speakers = self.near.speakers_of(trigger.place)
        for number, tier in enumerate(tiers):
            found = distinct(self.parties.find(place, within=True) for place in tier if place not in speakers)
            kept = [p for p in found if p.actor not in own and (not number or p.country is None or p.country not in countries)]
            if kept:
                return number, tuple(kept)
        return 0, ()

    def _party(self, place: int, trigger: Trigger) -> Party | None:
        """Who a word means: a pronoun that was left open is the speaker, where nobody else stands before it in his words."""
        found = self.parties.find(place)
        if found is not None or self.tree.form(place) not in self.lexicon.words["speaking"]:
            return found
        claim, _ = self.near.claim_of(trigger.place)
        speaker = claim.chain[-1].actor if claim is not None and claim.chain and claim.chain[-1].role == "source" else None
        if claim is None or speaker is None:
            return None
        first, word = claim.contents[0].start, self.tree.words[place].span
        between = any(first <= one.span.start < word.start and one.kind != "pronoun" for one in self.analysis.mentions)
        return None if between else self.parties.of_actor(speaker, word)

    def _is_distanced(self, span: Span) -> bool:
        """Whether quotation marks stand round this one word: it is held off, not told."""
        return any(
            quotation.span.contains(span) and " " not in quotation.span.of(self.text).strip()
            for quotation in self.analysis.quotations
        )

    # --- events ---

    def _event(self, one: _Found) -> Event:
        trigger = one.trigger
        claim, head = self.near.claim_of(trigger.place)
        factuality = find_modality(self.tree, trigger, self.lexicon, None if claim is None else claim.factuality, head)
        happened, basis = self._date(trigger, claim, head)
        code, marks = self._weigh(one, factuality)
        code = "CONCEDE" if code == "RETREAT" and _is_announced(trigger, factuality) else code
        mode = trigger.mode if code == trigger.code else None
        return Event(
            id=event_id(self.analysis.document.id, self.text, trigger.span, self.counted),
            trigger=trigger.span,
            ontology=load_plover().label,
            code=code,
            mode=mode,
            actors=tuple(party.actor for party in one.actors),
            recipients=tuple(party.actor for party in one.recipients),
            actor_spans=tuple(party.span for party in one.actors),
            recipient_spans=tuple(party.span for party in one.recipients),
            places=self._places(trigger),
            happened=happened,
            date_basis=basis,
            factuality=factuality,
            responsibility=find_responsibility(
                self.tree, trigger, self.lexicon, claim, frozenset(party.actor for party in one.actors), factuality
            ),
            contexts=(),
            relations=(),
            is_nominal=trigger.is_nominal,
            score=self.scores.score(marks),
        )

    def _weigh(self, one: _Found, factuality: Factuality) -> tuple[str, Mapping[str, float]]:
        """The code of an event and the marks of its score: what its words mean, and what stands between its parties.

        The head was fitted on codes that say tense and polarity in one word: an attack to come is looked up as a threat.
        """
        trigger, code, chances = one.trigger, one.trigger.code, self._chances(one)
        pair = None
        if chances is not None:
            said = load_plover().reduce(code, future=factuality.tense == "future", negated=factuality.polarity == "-")
            own = chances.get(label_of(said), 0.0)
            likeliest, chance = max(chances.items(), key=lambda item: (item[1], item[0]))
            if own < UNLIKELY and chance > LIKELY and factuality.tense == "past" and self._may_be_overruled(trigger):
                code, own = CODE_OF.get(likeliest, likeliest), chance
            pair = (own, chance)
        is_below = not self.places.isdisjoint(governors_of(self.tree, trigger.place))
        found = replace(trigger, code=code)
        return code, marks_of(found, one.actors, one.recipients, one.tier, factuality, pair, is_below=is_below)

    def _chances(self, one: _Found) -> Mapping[str, float] | None:
        """The chance of each event between the two parties, by the head; null where there are no two."""
        sides = [*one.actors[:1], *(one.recipients[:1] or one.actors[1:2])]
        if len(sides) < 2 or sides[0].span.overlaps(sides[1].span):
            return None
        at = self.near.sentence_of(one.trigger.span.start)
        features = find_features(self.tree, sides[0].span, sides[1].span, self.analysis.sentences[at], self.head.roots)
        return self.head.score(features, self.vectors[at] if at < len(self.vectors) else None)

    def _may_be_overruled(self, trigger: Trigger) -> bool:
        """Whether a word may mean something else: a verb without company, not negated, below no other event.

        The head was fitted on sentences with one event each: below "threatened to" and after "not" it hears the other word.
        """
        if trigger.is_sure or trigger.is_nominal or trigger.code in WORDS:
            return False
        if not self.places.isdisjoint(governors_of(self.tree, trigger.place)):
            return False
        return not any(self.tree.form(child) in NOT for child in self.tree.children(trigger.place, "mod", "aux", "mark"))

    def _date(self, trigger: Trigger, claim: Claim | None, head: int | None) -> tuple[str | None, DateBasis]:
        """The date of an event, and where it stands."""
        own = next((timex.id for timex in self.near.dates_near(trigger.place) if self._dates(timex, trigger.place)), None)
        if own is not None:
            return own, "clause"
        if claim is not None and claim.happened is not None and head in (trigger.place, *self.tree.above(trigger.place)):
            return claim.happened, "sentence"
        return None, "document" if self.analysis.document.published is not None else "none"

    def _dates(self, timex: Timex, place: int) -> bool:
        """Whether a time expression hangs on a trigger with no other predicate between."""
        word = self.tree.head([timex.span])
        if word is None or timex.value.endswith("_REF") or (timex.id in self.said and place not in self.said[timex.id]):
            return False
        if self.tree.words[place].head == word and self.tree.relation(place) == "acl":
            return True  # "On Sunday Tunisia arrested …": the tree hung the sentence on its day.
        for above in self.tree.above(word):
            if above == place:
                return True
            if self.tree.relation(above) in PREDICATES:
                return False
        return False

    def _places(self, trigger: Trigger) -> tuple[Span, ...]:
        """Where it happened: places of events that hang on the trigger."""
        below = self.tree.below(trigger.place, without=frozenset({"ccomp", "advcl", "parataxis"}))
        return tuple(place.span for place in self.near.scenes_at(sorted(below)))

    def _with_events(self, events: Sequence[Event], places: Mapping[str, int]) -> Iterator[Claim]:
        """The claims with the events in their contents."""
        ordered = sorted(events, key=lambda event: places[event.id])
        at = [places[event.id] for event in ordered]
        for claim, within in self.near.claims:
            low, high = (min(within), max(within)) if within else (0, -1)
            inside = ordered[bisect_left(at, low) : bisect_right(at, high)]
            yield replace(claim, events=tuple(event.id for event in inside if places[event.id] in within))


def label_of(code: str) -> str:
    """The head's label for a code."""
    return "YIELD" if code in YIELD else code


def _is_announced(trigger: Trigger, factuality: Factuality) -> bool:
    """Whether a giving way is words so far: a verb whose deed is to come, and that nobody demands."""
    return factuality.tense == "future" and factuality.mood == "asserted" and not trigger.is_nominal


EVENTS = Stage(
    "events",
    needs=("sentences", "tags", "mentions", "actors", "places", "timexes", "attributions", "claims"),
    gives=("events", "actors", "claims"),
    apply=find_events,
)
