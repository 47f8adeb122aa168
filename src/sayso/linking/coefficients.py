"""The coefficients of a fitted model, as they are shipped.

In: a TOML file with a table for each logistic model, and numbers beside them. Out: bias and weights of each, in the order of
the features, and the numbers. It fits nothing and scores nothing.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from sayso.errors import KnowledgeError

__all__ = ["read_coefficients"]

Logistic = tuple[float, tuple[float, ...]]


def read_coefficients(
    table: Path, models: Sequence[str], features: Sequence[str], numbers: Sequence[str]
) -> tuple[list[Logistic], list[float]]:
    """Bias and weights of each model, then the numbers by these names.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        raw = tomllib.loads(table.read_text("utf-8"))
        parts = [raw[name] for name in models]
        fitted = [(float(part["bias"]), tuple(float(part[name]) for name in features)) for part in parts]
        return fitted, [float(raw[name]) for name in numbers]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(table.name, f"cannot be used ({error}); install sayso again") from error
