"""What a strict view makes of an event that is to come, did not happen or is only thought of.

In: a code, its mode and how the event is held. Out: `Reduced`, one code that says so in one word, as the ontology's table of
reductions has it, or nothing where no code of it does. The event in the ledger keeps its own code and how it is held.
"""

from dataclasses import dataclass
from typing import Final, Literal

from sayso.knowledge.ontologies import Ontology
from sayso.records import Factuality

__all__ = ["AUXILIARIES", "Auxiliary", "Reduced", "find_auxiliaries", "reduce_event"]

#: What an event can be beside its code, in the order in which they are written.
Auxiliary = Literal["historical", "future", "hypothetical", "negated"]
AUXILIARIES: Final[tuple[Auxiliary, ...]] = ("historical", "future", "hypothetical", "negated")
#: Moods of what is promised, and of what is only thought of or asked for.
PROMISED: Final = frozenset({"offered"})
UNREAL: Final = frozenset({"conditional", "hypothetical", "demanded", "wished"})


@dataclass(frozen=True, slots=True)
class Reduced:
    """A code with its mode, null where the reduction led to another event; `auxiliaries` say what it was reduced from."""

    code: str
    mode: str | None
    auxiliaries: tuple[Auxiliary, ...]


def find_auxiliaries(held: Factuality | None) -> tuple[Auxiliary, ...]:
    """How an event is held, in the words of the manual; none for what is simply told as past or present."""
    if held is None:
        return ()
    found = {
        "historical": held.tense == "historical",
        "future": held.mood not in UNREAL and (held.tense == "future" or held.mood in PROMISED),
        "hypothetical": held.mood in UNREAL,
        "negated": held.polarity == "-",
    }
    return tuple(name for name in AUXILIARIES if found[name])


def reduce_event(ontology: Ontology, code: str, mode: str | None, held: Factuality | None) -> Reduced | None:
    """The event in one word; null for one that is only thought of or asked for, unless the ontology has a code for that.

    Who demands a withdrawal makes a REQUEST, which is an event of its own: the withdrawal itself is none here.
    """
    found = find_auxiliaries(held)
    is_future, is_negated = "future" in found, "negated" in found
    if "hypothetical" in found:
        if is_negated or "hypothetical" not in ontology.reductions.get(code, {}):
            return None
        reduced = ontology.reduce(code, future=False, negated=False, hypothetical=True)
    else:
        reduced = ontology.reduce(code, future=is_future, negated=is_negated)
    return Reduced(reduced, mode if reduced == code else None, found)
