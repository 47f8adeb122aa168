"""What a claim tells of: its events, each in a line for people.

In: an analysis. Out: `EventLine`s by claim: what, who to whom, where, when, how it is held. All of it is as we read it; when it
happened is told from dates of the text alone. It links nothing and looks nothing up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.export.dates import write_timex
from sayso.knowledge.ontologies import load_plover
from sayso.records import Actor, Analysis, Event, Timex

__all__ = ["CODES", "EventLine", "event_lines", "name_code"]

#: What each event of PLOVER is called here.
CODES: Final[Mapping[str, str]] = {
    "AGREE": "agreement", "CONSULT": "meeting or talks", "SUPPORT": "support", "CONCEDE": "concession",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "withdrawal or release", "REQUEST": "request or demand",
    "ACCUSE": "accusation or inquiry", "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest",
    "MOBILIZE": "show of force", "SANCTION": "sanction or break", "COERCE": "coercion", "ASSAULT": "attack",
}  # fmt: skip
#: How it is held, where that is more than plainly told.
POLARITIES: Final = {"-": "said not to be so", "?": "left open"}
TENSES: Final = {"future": "to come", "ongoing": "going on", "historical": "long past"}
MOODS: Final = {
    "conditional": "under a condition", "hypothetical": "only thought of", "demanded": "demanded",
    "offered": "offered or promised", "wished": "wished for",
}  # fmt: skip
CERTAINTIES: Final = {"probable": "likely", "possible": "possible", "unknown": "not said how surely"}
RESPONSIBILITIES: Final = {
    "claimed": "they say so themselves", "suspected": "they are suspected or accused",
    "accused_by_authorities": "authorities accuse them", "possible": "they are named beside it", "cleared": "they are cleared",
}  # fmt: skip
#: The quads of PLOVER whose events somebody can be blamed for.
CONFLICT: Final = frozenset({3, 4})


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event: what it is called, the word that says it, who to whom, where, when, and how it is held."""

    what: str
    trigger: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    happened: str
    held: tuple[str, ...]


def name_code(code: str | None, mode: str | None) -> str:
    """A code in words: "attack (aerial)"."""
    words = "event" if code is None else CODES.get(code, code)
    return f"{words} ({mode.replace('-', ' ')})" if mode else words


def event_lines(analysis: Analysis) -> Mapping[str, tuple[EventLine, ...]]:
    """The events of each claim that has some, in the order of the text."""
    by_id = {event.id: event for event in analysis.events}
    actors = {actor.id: actor for actor in analysis.actors}
    timexes = {timex.id: timex for timex in analysis.timexes}
    found: dict[str, tuple[EventLine, ...]] = {}
    for claim in analysis.claims:
        own = sorted((by_id[key] for key in claim.events if key in by_id), key=lambda event: event.trigger)
        if own:
            found[claim.id] = tuple(_line(event, analysis.document.text, actors, timexes) for event in own)
    return found


def _line(event: Event, text: str, actors: Mapping[str, Actor], timexes: Mapping[str, Timex]) -> EventLine:
    happened = timexes.get(event.happened or "")
    return EventLine(
        name_code(event.code, event.mode),
        event.trigger.of(text),
        _names(event.actors, actors),
        _names(event.recipients, actors),
        tuple(dict.fromkeys(span.of(text) for span in event.places)),
        "" if happened is None else write_timex(happened, text),
        tuple(_hold(event)),
    )


def _names(ids: Sequence[str], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actors[key].name for key in ids if key in actors))


def _hold(event: Event) -> Iterator[str]:
    held = event.factuality
    if held is not None:
        words = (
            POLARITIES.get(held.polarity), MOODS.get(held.mood),
            None if held.mood in MOODS else TENSES.get(held.tense), CERTAINTIES.get(held.certainty),
        )  # fmt: skip
        yield from (one for one in words if one)
    kind = load_plover().events.get(event.code or "")
    # Nobody is suspected of a visit.
    if event.responsibility in RESPONSIBILITIES and kind is not None and kind.quad in CONFLICT:
        yield RESPONSIBILITIES[event.responsibility]
