"""Whether scores mean what they say: the share of predictions that are right, by score.

In: articles with scored predictions. Out: counts, mean score and share right in each bin of scores, the expected calibration
error and the share of predictions below one half that are wrong, with bootstrap intervals over documents. "Right" is the
scorer's `whole_o`. Predictions without a score are left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.bootstrap import Estimate, Floats, draw, estimate, intervals, resample
from evals.pairs import Article, pair_up

__all__ = ["EDGES", "Reliability", "ScoreBin", "reliability_of"]

#: The bounds of the bins; a score on a bound belongs to the bin above, and 1 to the last.
EDGES = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0)
#: Equally filled bins of the expected calibration error (Naeini et al. 2015), as `sayso_training.calibrate` has them.
FILLED = 10


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """Predictions with a score in [low, high): how many, their mean score, the shares (per cent) that match and are right."""

    low: float
    high: float
    predicted: int
    mean_score: float | None
    match: Estimate
    right: Estimate


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins; the error (0 to 1); per cent of predictions below one half, of those that are wrong, of the others right.

    The interval of the error lies high: resampling adds noise to each bin, and the error counts noise of either sign.
    """

    bins: tuple[ScoreBin, ...]
    expected_calibration_error: Estimate
    below_half: Estimate
    wrong_below_half: Estimate
    right_from_half: Estimate


def reliability_of(articles: Sequence[Article]) -> Reliability:
    """What the scores of the predictions are worth."""
    rows = [row for number, article in enumerate(articles) for row in _observe(number, article)]
    seen = np.array(rows).reshape(-1, 4)
    owner, score, match, right = seen[:, 0].astype(int), *seen[:, 1:].T
    facts = np.stack([np.ones(len(score)), score, match, right], axis=1)
    weights = draw(len(articles))
    place = np.clip(np.searchsorted(EDGES, score, side="right") - 1, 0, len(EDGES) - 2)
    binned = _add_up(facts, owner, place, (len(articles), len(EDGES) - 1))
    filled = np.zeros(len(score), dtype=int)
    for number, members in enumerate(np.array_split(np.argsort(score, kind="stable"), FILLED)):
        filled[members] = number
    error = _with_interval(_add_up(facts, owner, filled, (len(articles), FILLED)), weights, _error)
    summary = _with_interval(binned, weights, _summary)
    return Reliability(_bins(binned, weights), error[0], *summary)


def _observe(number: int, article: Article) -> list[tuple[float, ...]]:
    """(document, score, whether it matches, whether it is right) of each prediction."""
    pairing = pair_up(article)
    paired = {pair.predicted: pair for pair in pairing.pairs}
    return [
        (number, one.score, n in paired, n in paired and "whole_o" in paired[n].right)
        for n, one in enumerate(pairing.predicted)
        if one.score is not None
    ]


def _add_up(facts: Floats, owner: np.ndarray, place: np.ndarray, shape: tuple[int, int]) -> Floats:
    """Sums of the facts (documents × bins × facts)."""
    sums = np.zeros((*shape, facts.shape[1]))
    np.add.at(sums, (owner, place), facts)
    return sums


def _error(sums: Floats) -> Floats:
    """The expected calibration error (… × 1) of sums (… × bins × facts)."""
    off = np.abs(sums[..., 1] - sums[..., 3]).sum(axis=-1)
    return _share(off, sums[..., 0].sum(axis=-1))[..., None]


def _summary(sums: Floats) -> Floats:
    """Per cent of predictions below one half, wrong among them, right among the others."""
    half = EDGES.index(0.5)
    low, high = sums[..., :half, :].sum(axis=-2), sums[..., half:, :].sum(axis=-2)
    parts = [
        _share(low[..., 0], low[..., 0] + high[..., 0]),
        _share(low[..., 0] - low[..., 3], low[..., 0]),
        _share(high[..., 3], high[..., 0]),
    ]
    shares: Floats = 100 * np.stack(parts, axis=-1)
    return shares


def _bins(binned: Floats, weights: Floats) -> tuple[ScoreBin, ...]:
    totals = binned.sum(axis=0)
    means = _share(totals[:, 1], totals[:, 0])
    match = _with_interval(binned, weights, lambda sums: 100 * _share(sums[..., 2], sums[..., 0]))
    right = _with_interval(binned, weights, lambda sums: 100 * _share(sums[..., 3], sums[..., 0]))
    return tuple(
        ScoreBin(EDGES[n], EDGES[n + 1], int(totals[n, 0]), estimate(means[n], 0, 0).value, match[n], right[n])
        for n in range(len(EDGES) - 1)
    )


def _with_interval(sums: Floats, weights: Floats, work_out: Callable[[Floats], Floats]) -> list[Estimate]:
    low, high = intervals(work_out(resample(sums, weights)))
    return [estimate(*bounds) for bounds in zip(work_out(sums.sum(axis=0)), low, high, strict=True)]


def _share(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(part / whole, dtype=np.float64)
