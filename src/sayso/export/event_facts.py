"""What is known of each event of a document, put together for views: who tells it, when, where, with which figures.

In: `Reviewed` documents. Out: `EventFacts`, and values of its two clocks: when it is said to have happened, and when that was
said. They are never filled in from one another, nor from the day of publication. It decides no codes and writes no cells.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sayso.export.contexts import FoundContext, find_contexts
from sayso.export.event_rows import chain_of
from sayso.export.withheld import is_withheld
from sayso.knowledge.recoding import EventTraits
from sayso.languages.en import lemmas
from sayso.records import Actor, Analysis, Attribution, Claim, Event, Hop, Place, Quantity, Reviewed, Timex

__all__ = ["CASUALTIES", "Clock", "EventFacts", "clock_of", "find_facts", "traits_of"]

#: Figures of an event that have columns, by their kind.
CASUALTIES: Final = ("killed", "injured", "detained")
#: Responsibility that somebody else puts on an actor.
ACCUSED: Final = frozenset({"suspected", "accused_by_authorities", "possible"})
#: The most days that each degree of precision stands for; above the last there is none.
PRECISIONS: Final = ((1, "day", 1), (6, "days", 2), (7, "week", 3), (31, "month", 4), (366, "year", 5))


@dataclass(frozen=True, slots=True)
class Clock:
    """A date of the text: its value as TIMEX3, the first and last day that it can mean, and how precise that is.

    `code` is the precision as conflict researchers number it (1 a day, 2 some days, 3 a week, 4 a month, 5 a year).
    """

    value: str | None = None
    first: str | None = None
    last: str | None = None
    precision: str | None = None
    code: int | None = None


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event with what it points to; `claims` are those that hold it, the shortest first.

    `inner` is the innermost attribution of its chain. `review` is how the shortest claim was reviewed. `is_withheld` says that
    files leave it out: an accusation whose speaker the text does not state.
    """

    analysis: Analysis
    event: Event
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    places: tuple[Place, ...]
    happened: Clock
    said: Clock
    claims: tuple[Claim, ...]
    chain: tuple[Hop, ...]
    inner: Attribution | None
    quantities: tuple[Quantity, ...]
    review: str
    reviewers: tuple[str, ...]
    is_withheld: bool
    contexts: tuple[FoundContext, ...] = ()

    @property
    def source(self) -> Hop | None:
        """The innermost source; null where the publisher tells it in its own name."""
        return self.chain[-1] if self.chain and self.chain[-1].role == "source" else None


def find_facts(reviewed: Reviewed, *, rejected: bool = False) -> Iterator[EventFacts]:
    """The events of a document in the order of its text; those that stand in rejected claims alone only if asked for."""
    analysis = reviewed.analysis
    holding: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in analysis.claims:
        for event in claim.events:
            holding[event].append(claim)
    kept = tuple(claim for claim in analysis.claims if rejected or claim.id not in reviewed.rejected)
    finder = _Finder(reviewed, replace(analysis, claims=kept))
    standing = {claim.id for claim in kept}
    for one in analysis.events:
        claims = [claim for claim in holding[one.id] if claim.id in standing]
        if claims or not holding[one.id]:
            yield finder.facts(one, claims)


def traits_of(facts: EventFacts, code: str, mode: str | None) -> EventTraits:
    """What a user's rules can ask of an event."""
    words = facts.event.trigger.of(facts.analysis.document.text).lower().split()
    behind = "".join(f" {word}" for word in words[1:])
    triggers = {form for word in words for form in lemmas(word)}
    triggers |= {f"{form}{behind}" for form in (lemmas(words[0]) if words else ())}
    return EventTraits(
        code, mode, frozenset(triggers), _sectors(facts.actors), _sectors(facts.recipients), _countries(facts.actors),
        _countries(facts.recipients), frozenset(one.name for one in facts.contexts),
    )  # fmt: skip


def clock_of(timex: Timex | None) -> Clock:
    """A time expression as days, where it comes to any."""
    if timex is None:
        return Clock()
    bounds = [bound[:10] if bound else None for bound in (*timex.bounds, None, None, None, None)[:4]]
    first, last = bounds[0] or bounds[1], bounds[3] or bounds[2]
    days = _days_between(first, last)
    if days is None:
        return Clock(timex.value, first, last, None, None)
    found = next(((words, code) for most, words, code in PRECISIONS if days <= most), ("longer", None))
    return Clock(timex.value, first, last, *found)


class _Finder:
    """What one document's events point to, by id."""

    def __init__(self, reviewed: Reviewed, analysis: Analysis) -> None:
        self.reviewed, self.analysis = reviewed, analysis
        self.actors = {one.id: one for one in analysis.actors}
        self.timexes = {one.id: one for one in analysis.timexes}
        self.places = {one.span: one for one in analysis.places}
        self.attributions: Mapping[str, Attribution] = {one.id: one for one in analysis.attributions}
        self.contexts = find_contexts(analysis.document) if analysis.events else ()
        self.quantities: defaultdict[str, list[Quantity]] = defaultdict(list)
        for one in analysis.quantities:
            if one.of is not None and not one.is_subset:
                self.quantities[one.of].append(one)

    def facts(self, event: Event, claims: Sequence[Claim]) -> EventFacts:
        """An event with what it points to."""
        ordered = sorted(claims, key=lambda claim: (sum(map(len, claim.contents)), claim.id))
        chain = chain_of(self.analysis, event)
        named = [hop.attribution for hop in reversed(chain) if hop.attribution in self.attributions]
        inner = self.attributions[named[0] or ""] if named else None
        review = self.reviewed.reviews.get(ordered[0].id) if ordered else None
        said = next((hop.said for hop in reversed(chain) if hop.said is not None), None)
        state = "machine" if review is None else review.state
        actors = self._actors(event.actors)
        return EventFacts(
            self.analysis, event, actors, self._actors(event.recipients),
            tuple(self.places[span] for span in event.places if span in self.places),
            clock_of(self.timexes.get(event.happened or "")), clock_of(self.timexes.get(said or "")),
            tuple(ordered), chain, inner, tuple(self.quantities[event.id]), state,
            tuple(dict.fromkeys(one.user for one in review.judgements)) if review is not None else (),
            self._is_withheld(event, ordered, chain, state, actors), self.contexts,
        )  # fmt: skip

    def _actors(self, ids: Sequence[str]) -> tuple[Actor, ...]:
        return tuple(self.actors[one] for one in ids if one in self.actors)

    def _is_withheld(
        self, event: Event, claims: Sequence[Claim], chain: Sequence[Hop], state: str, actors: Sequence[Actor]
    ) -> bool:
        """Whether all that tell it are accusations of a speaker that is not stated, or it puts a deed on a person so."""
        told = [is_withheld(claim, self._cue_kind(claim), self.reviewed.reviews[claim.id].state) for claim in claims]
        if told and all(told):
            return True
        source = chain[-1] if chain and chain[-1].role == "source" else None
        is_stated = source is not None and source.basis == "stated" and source.name is not None
        is_named = any(actor.kind == "person" for actor in actors)
        return state == "machine" and is_named and event.responsibility in ACCUSED and not is_stated

    def _cue_kind(self, claim: Claim) -> str | None:
        found = (self.attributions.get(hop.attribution or "") for hop in reversed(claim.chain))
        inner = next((one for one in found if one is not None), None)
        return None if inner is None else inner.cue_kind


def _sectors(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in actor.codes)


def _countries(actors: Sequence[Actor]) -> frozenset[str]:
    """Countries by their two letters, and by three where PLOVER's codes have them."""
    return frozenset(actor.country for actor in actors if actor.country) | _sectors(actors)


def _days_between(first: str | None, last: str | None) -> int | None:
    """How many days there are from the first to the last; null where one is open or no day of the calendar."""
    try:
        days = (date.fromisoformat(last or "") - date.fromisoformat(first or "")).days + 1
    except ValueError:
        return None
    return days if days > 0 else None
