"""How sure an event is: the chance that its code and both its sides are right, from what it was read from.

In: marks of an event (what kind of word says it, in which company, how its parties were found, what the head thinks of its
meaning). Out: a probability. The weights are fitted by `evals.score_fit` on events that were judged; they hold no text. It
says nothing of whether the event took place.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Protocol

from sayso.errors import KnowledgeError
from sayso.records import Factuality
from sayso.stages.event_parties import Party
from sayso.stages.triggers import Trigger

__all__ = ["EventScores", "Scorer", "load_event_scores", "marks_of", "read_event_scores"]

TABLE: Final = "event_scores.json"
#: Chances are looked at as log odds, no farther from even than this.
FARTHEST: Final = 5.0


class Scorer(Protocol):
    """Says how sure an event is."""

    def score(self, marks: Mapping[str, float]) -> float:
        """The chance that an event with these marks is right."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class EventScores:
    """The weights of marks, and that of no mark at all."""

    bias: float
    weights: Mapping[str, float]

    def score(self, marks: Mapping[str, float]) -> float:
        """The chance that an event with these marks is right."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in sorted(marks.items()))
        return round(1 / (1 + math.exp(-total)), 4)


@cache
def load_event_scores() -> EventScores:
    """The shipped weights, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        return read_event_scores(files("sayso.knowledge").joinpath(TABLE).read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(TABLE, f"cannot be read ({error.strerror}); install sayso again") from error


def read_event_scores(table: str) -> EventScores:
    """The weights of a file that evals/score_fit.py wrote.

    Raises:
        KnowledgeError: it is not such a file.
    """
    try:
        plain = json.loads(table)
        return EventScores(float(plain["bias"]), {str(name): float(value) for name, value in plain["weights"].items()})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(TABLE, f"is damaged ({error}); install sayso again") from error


def marks_of(
    trigger: Trigger,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    tier: int,
    factuality: Factuality,
    chances: tuple[float, float] | None,
    *,
    is_below: bool,
) -> dict[str, float]:
    """What an event was read from, by name.

    `tier` says how near the recipients stood; `chances` are those of its own meaning and of the likeliest one between its
    parties; `is_below`: another event stands over it in the tree.
    """
    found: dict[str, float] = {
        "kind=" + ("noun" if trigger.is_nominal else "verb"): 1,
        "sure": float(trigger.is_sure),
        f"code={trigger.code}": 1,
        f"actors={min(2, len(actors))}": 1,
        f"recipients={min(2, len(recipients))}": 1,
        "below": float(is_below),
        f"polarity={factuality.polarity}": 1,
        f"tense={factuality.tense}": 1,
        f"mood={factuality.mood}": 1,
        "country.actor": float(any(party.country for party in actors)),
        "country.recipient": float(any(party.country for party in recipients)),
    }
    if recipients:
        found[f"tier={min(2, tier)}"] = 1
    if chances is not None:
        own, likeliest = chances
        found["pair"] = 1
        found["odds"] = _odds(own)
        found["behind"] = _odds(likeliest) - _odds(own)
    return {name: value for name, value in found.items() if value}


def _odds(chance: float) -> float:
    chance = min(1 - 1e-9, max(1e-9, chance))
    return max(-FARTHEST, min(FARTHEST, math.log(chance / (1 - chance))))
