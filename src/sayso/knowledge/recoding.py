"""A user's codes in the place of PLOVER's: the first rule that holds, else the code of the mode, else that of the event.

In: what is known of a coded event, and a `Crosswalk`. Out: the code and mode that it has there. It reads no text, and what the
crosswalk has nothing for keeps PLOVER's code.
"""

from dataclasses import dataclass

from sayso.knowledge.ontologies import Crosswalk, Rule

__all__ = ["Coded", "EventTraits", "recode"]


@dataclass(frozen=True, slots=True)
class EventTraits:
    """All that a rule can ask of an event; `triggers` are the base forms of its trigger.

    Sectors and countries are those of the parties in its roles.
    """

    code: str
    mode: str | None
    triggers: frozenset[str] = frozenset()
    actor_sectors: frozenset[str] = frozenset()
    recipient_sectors: frozenset[str] = frozenset()
    actor_countries: frozenset[str] = frozenset()
    recipient_countries: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Coded:
    """A code, its mode, and what gave it: a rule by its number, a line of [back], or nothing but PLOVER itself."""

    code: str
    mode: str | None
    by: str


def recode(traits: EventTraits, crosswalk: Crosswalk | None) -> Coded:
    """What an event is called there; without a crosswalk what it is called anyway."""
    if crosswalk is None:
        return Coded(traits.code, traits.mode, "plover")
    for number, rule in enumerate(crosswalk.rules, 1):
        if _holds(rule, traits):
            return Coded(rule.code, rule.mode, f"rule {number}")
    for key in (f"{traits.code}.{traits.mode}", traits.code):
        if key in crosswalk.back:
            return Coded(crosswalk.back[key], None, f"back {key}")
    return Coded(traits.code, traits.mode, "plover")


def _holds(rule: Rule, traits: EventTraits) -> bool:
    pairs = (
        (rule.events, frozenset({traits.code})),
        (rule.modes, frozenset({traits.mode} - {None})),
        (rule.triggers, traits.triggers),
        (rule.actor_sectors, traits.actor_sectors),
        (rule.recipient_sectors, traits.recipient_sectors),
        (rule.actor_countries, traits.actor_countries),
        (rule.recipient_countries, traits.recipient_countries),
        (rule.contexts, traits.contexts),
    )
    return all(not wanted or wanted & found for wanted, found in pairs)
