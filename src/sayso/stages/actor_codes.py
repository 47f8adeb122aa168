"""The codes of a document's actors: country or organisation, and part of society, in PLOVER's words.

In: an analysis with its actors, after places and events have told their countries. Out: the same with `codes` of each actor and
the `country` of those that had none: by its name, by what the document calls it, then by its other names. Documents
have no codes, and what is not said stays empty.
"""

from dataclasses import replace

from sayso.languages.agent_words import AgentWords, load_agent_words
from sayso.records import Actor, Analysis
from sayso.stages.base import Stage
from sayso.stages.phrase_codes import ActorCodes, code_phrase

__all__ = ["ACTOR_CODES", "code_actors"]


def code_actors(analysis: Analysis) -> Analysis:
    """The analysis with the codes of its actors, and the country of those that had none."""
    day = analysis.document.published
    written = None if day is None else day.value[:10]
    return replace(analysis, actors=tuple(_coded(actor, written) for actor in analysis.actors))


def _coded(actor: Actor, day: str | None) -> Actor:
    """By its name, then by its other names and by what the document calls it."""
    known, place, sector = load_agent_words(), None, None
    if actor.kind in {"document", "other"}:
        return actor
    for phrase in (actor.name, *actor.roles, *actor.names):
        found = code_phrase(phrase, day)
        place, sector = place or found.place, sector or found.sector
    if sector is None and actor.kind == "media":
        sector = "JRN"
    own = known.states.get(actor.country or "") or place
    country = actor.country
    if country is None and own is not None:
        country = _letters(own, known)
    return replace(actor, country=country, codes=ActorCodes(own, sector).codes)


def _letters(place: str, known: AgentWords) -> str | None:
    """The two letters of a state's own code."""
    return next((two for two, three in known.states.items() if three == place and two[0] == three[0]), None)


ACTOR_CODES = Stage("actor_codes", needs=("actors",), gives=("actors",), apply=code_actors)
