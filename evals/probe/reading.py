"""What a reading has of what the probe expects.

In: an analysis with events, and an item's `expected`. Out: what differs, by field; empty where all is right.
"""

from collections.abc import Mapping
from typing import Any

from sayso.export.event_rows import chain_of
from sayso.records import Analysis, Event

__all__ = ["misses"]

YIELD = frozenset({"CONCEDE", "RETREAT"})


def misses(analysis: Analysis, expected: Mapping[str, Any]) -> dict[str, Any]:
    """What the nearest event of a reading has otherwise than expected, and what it has instead."""
    found = [_differences(analysis, event, expected) for event in analysis.events if _code(event) == _code_of(expected["code"])]
    return min(found, key=len, default={"code": [event.code for event in analysis.events]})


def _code(event: Event) -> str | None:
    return _code_of(event.code)


def _code_of(code: str | None) -> str | None:
    return "YIELD" if code in YIELD else code


def _differences(analysis: Analysis, event: Event, expected: Mapping[str, Any]) -> dict[str, Any]:
    countries = {actor.id: actor.country for actor in analysis.actors}
    timexes = {timex.id: timex.value for timex in analysis.timexes}
    held = event.factuality
    chain = [hop.name for hop in chain_of(analysis, event) if hop.role == "source"]
    found: dict[str, Any] = {
        "actors": [countries.get(actor) for actor in event.actors],
        "chain": chain,
        "polarity": held and held.polarity,
        "certainty": held and held.certainty,
        "tense": held and held.tense,
        "mood": held and held.mood,
        "date": timexes.get(event.happened or ""),
        "responsibility": event.responsibility,
    }
    if expected["recipients"] is not None:
        found["recipients"] = [countries.get(actor) for actor in event.recipients]
    wrong = {}
    for name, value in found.items():
        if name not in expected and name == "responsibility":
            continue
        wanted = expected[name]
        if value not in wanted if name in {"tense", "mood"} else value != wanted:
            wrong[name] = value
    return wrong
