"""Bootstrap over documents: what a figure might have been on other documents of the same kind.

In: for each document a vector of counts, never texts. Out: sums over resampled documents, and 95 % intervals of what is worked
out from them. Documents, not attributions, are drawn, since those of one document are not independent. Two readings of the
same documents are compared on the same draws.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["RESAMPLES", "Estimate", "draw", "estimate", "intervals", "resample"]

RESAMPLES = 2000
SEED = 17
#: The percentiles that bound a 95 % interval.
BOUNDS = (2.5, 97.5)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval; None where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None


def draw(documents: int, times: int = RESAMPLES, seed: int = SEED) -> Floats:
    """How often each document is drawn: `times` rows, each of `documents` draws with replacement."""
    if documents < 1:
        return np.zeros((times, 0))
    chances = np.full(documents, 1 / documents)
    return np.random.default_rng(seed).multinomial(documents, chances, size=times).astype(np.float64)


def resample(counts: Floats, weights: Floats) -> Floats:
    """Sums of counts (documents × …) for each draw (draws × …)."""
    flat = counts.reshape(len(counts), -1)
    return (weights @ flat).reshape(len(weights), *counts.shape[1:])


def intervals(values: Floats) -> tuple[Floats, Floats]:
    """The bounds over the first axis; draws where a figure is not defined (NaN) are left out, and none at all gives NaN."""
    undefined = np.isnan(values).all(axis=0)
    low, high = np.nanpercentile(np.where(undefined, 0.0, values), BOUNDS, axis=0)
    return np.where(undefined, np.nan, low), np.where(undefined, np.nan, high)


def estimate(value: float, low: float, high: float) -> Estimate:
    """An estimate with None for what is not defined."""
    return Estimate(*(None if np.isnan(number) else float(number) for number in (value, low, high)))
