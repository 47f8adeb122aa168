"""The weights by which a pronoun is resolved.

In: `pronoun_weights.toml`, fitted by `sayso_training.pronouns` and explained in its head. Out: `Weights`. What the features
mean is said in `sayso.stages.pronouns`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.errors import KnowledgeError

__all__ = ["Weights", "load_weights"]

TABLE = "pronoun_weights.toml"


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Weights by feature, and probabilities from which on a pronoun is resolved: for a reader, for what follows, for gender."""

    personal: Mapping[str, float]
    threshold: float
    follow: float
    learn: float


@cache
def load_weights() -> Weights:
    """The table, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
        weights = {str(name): float(value) for name, value in table["weights"].items()}
        bars = {name: float(table["thresholds"][name]) for name in ("resolve", "follow", "learn")}
    except (OSError, KeyError, TypeError, ValueError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the weights for pronouns are damaged ({error}): install sayso again") from error
    return Weights(MappingProxyType(weights), bars["resolve"], bars["follow"], bars["learn"])
