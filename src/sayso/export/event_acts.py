"""Statements as acts of those who make them: what CAMEO codes as 010 to 019.

In: a `Reviewed` document and the facts of its events. Out: `Act`s, one for each attribution that is no event by itself. Acts
that only a judgement of tone would tell (looks bad, looks good, symbolic) are never given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.export.event_facts import EventFacts
from sayso.export.withheld import is_withheld
from sayso.languages.en import lemmas
from sayso.records import Actor, Attribution, Claim, Hop, Reviewed, text_of

__all__ = ["Act", "find_acts"]

STATEMENT, DECLINES, CONSIDERS, ADMITS, DENIES = "010", "011", "014", "015", "016"
#: Acts that the kind of the cue alone says.
BY_KIND: Final = {"decline": DECLINES, "intention": CONSIDERS}
#: Acts that the word of the cue says.
BY_WORD: Final = {
    "018": frozenset({"condole", "sympathize", "mourn", "lament", "grieve", "commiserate"}),
    "019": frozenset({"agree", "concur", "echo"}),
}
#: Such attributions make no public statement.
UNSAID: Final = frozenset({"perception", "implied"})


@dataclass(frozen=True, slots=True)
class Act:
    """An act of attribution with its code and speakers, and the chain up to it.

    `event` is the event that its speaker claims or denies, if any. `is_withheld` says that files leave it out.
    """

    code: str
    attribution: Attribution
    speakers: tuple[Actor, ...]
    chain: tuple[Hop, ...]
    event: str | None
    claims: tuple[str, ...]
    review: str
    is_withheld: bool


def find_acts(reviewed: Reviewed, events: Sequence[EventFacts], *, rejected: bool = False) -> Iterator[Act]:
    """The acts of a document in its order; where the cue is the trigger of an event, that event says it already."""
    analysis = reviewed.analysis
    actors = {actor.id: actor for actor in analysis.actors}
    triggers = [facts.event.trigger for facts in events]
    told: dict[str, list[EventFacts]] = {}
    for facts in events:
        if facts.inner is not None:
            told.setdefault(facts.inner.id, []).append(facts)
    claims: dict[str, list[Claim]] = {}
    for claim in analysis.claims:
        inner = next((hop.attribution for hop in reversed(claim.chain) if hop.attribution), None)
        if inner is not None and (rejected or claim.id not in reviewed.rejected):
            claims.setdefault(inner, []).append(claim)
    for one in analysis.attributions:
        is_event = any(span.overlaps(trigger) for span in one.cue for trigger in triggers)
        if is_event or one.cue_kind in UNSAID or not one.cue or (one.id in reviewed.rejected and not rejected):
            continue
        code, event = _code(one, told.get(one.id, ()), analysis.document.text)
        own = claims.get(one.id, ())
        states = [reviewed.reviews[claim.id].state for claim in own]
        withheld = [is_withheld(claim, one.cue_kind, state) for claim, state in zip(own, states, strict=True)]
        yield Act(
            code,
            one,
            tuple(actors[key] for key in one.speakers if key in actors),
            _chain(one, analysis.claims),
            event,
            tuple(claim.id for claim in own),
            reviewed.reviews[one.id].state if one.id in reviewed.reviews else "machine",
            bool(withheld) and all(withheld),
        )


def _code(one: Attribution, told: Sequence[EventFacts], text: str) -> tuple[str, str | None]:
    """The code of an act, and the event that it is about where the speaker is its actor."""
    own = [facts for facts in told if set(facts.event.actors) & _own(one, facts)]
    for facts in own:
        if facts.event.factuality is not None and facts.event.factuality.polarity == "-" and _denies(facts):
            return DENIES, facts.event.id
        if facts.event.responsibility == "claimed":
            return ADMITS, facts.event.id
    words = {form for word in text_of(text, one.cue, " ").lower().split() for form in lemmas(word)}
    said = next((code for code, forms in BY_WORD.items() if forms & words), STATEMENT)
    return BY_KIND.get(one.cue_kind, said), None


def _chain(one: Attribution, claims: Sequence[Claim]) -> tuple[Hop, ...]:
    """The hops up to the one that an attribution gives; without such a claim none."""
    for claim in claims:
        at = next((number for number, hop in enumerate(claim.chain) if hop.attribution == one.id), None)
        if at is not None:
            return claim.chain[: at + 1]
    return ()


def _own(one: Attribution, facts: EventFacts) -> set[str]:
    """Who speaks: by the attribution, else by the innermost hop."""
    source = facts.source
    return set(one.speakers) or ({source.actor} if source is not None and source.actor is not None else set())


def _denies(facts: EventFacts) -> bool:
    source = facts.source
    return (source is not None and source.polarity == "-") or (facts.inner is not None and facts.inner.cue_kind == "denial")
