"""Fits how sure an event is, and measures that by folds: `python -m evals.score_fit [--write]`.

In: the events of PLOVER's training sentences (`events_matched`). Right are those that are the marked happening of their
sentence; wrong those that say something else of the marked pair; the others count as they were judged, for a sample of them,
and weigh as many as they stand for. Out: how far scores are from what they promise (expected calibration error over ten
steps) and the share that is right by score, on folds that neither the scores nor the head have seen, beside the scores that
were given before by three constants; with --write the weights fitted on all of it, `src/sayso/knowledge/event_scores.json`.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped,unused-ignore]  # it ships no types

from evals.events_matched import Row, fold_heads, read_rows, weight_of
from evals.plover_sets import FOLDS, read_pairs
from sayso.stages.event_scores import EventScores

__all__ = ["Held", "fit_scores", "held_out", "main", "score_figures"]

TARGET: Final = Path(__file__).resolve().parent.parent / "src" / "sayso" / "knowledge" / "event_scores.json"
#: Chosen by the folds among 0.003, 0.01, 0.03 and 0.1 (calibration error 0.09, 0.07, 0.05, 0.06).
STRENGTH: Final = 0.03
STEPS: Final = 10
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Held:
    """A score that was given without knowing the sentence, whether the event is right, and for how many it stands."""

    score: float
    is_right: bool
    weight: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    pairs = read_pairs()
    rows = read_rows(pairs, fold_heads(pairs))
    held = held_out(rows)
    weights = weight_of(rows)
    print(f"{len(rows)} events, {len(held)} known right or wrong; one judged stands for {weights[True]:.1f}")
    print(f"calibration error {calibration_error(held):.3f}, Brier {brier(held):.3f} (all alike: {brier(_alike(held)):.3f})")
    print(f"{'score':>12}{'events':>9}{'mean score':>12}{'right':>8}")
    for low in np.arange(0, 1, 0.2):
        inside = [one for one in held if low <= one.score < low + 0.2]
        total = sum(one.weight for one in inside)
        if total:
            mean = sum(one.weight * one.score for one in inside) / total
            right = sum(one.weight * one.is_right for one in inside) / total
            print(f"{f'{low:.1f}-{low + 0.2:.1f}':>12}{total:9.0f}{mean:12.3f}{right:8.3f}")
    if given.write:
        found = fit_scores(rows, weights)
        weighed = {name: round(value, 4) for name, value in found.weights.items()}
        plain = {"bias": round(found.bias, 4), "weights": weighed}
        TARGET.write_text(json.dumps(plain, indent=1, sort_keys=True) + "\n", encoding="ascii")
        print(f"{TARGET.name}: {len(weighed)} weights")
    return 0


def score_figures() -> dict[str, float]:
    """The calibration error by folds, as what is left to a hundred."""
    pairs = read_pairs()
    return {"calibrated": 100 * (1 - calibration_error(held_out(read_rows(pairs, fold_heads(pairs)))))}


def held_out(rows: Sequence[Row]) -> list[Held]:
    """The score of each known event by a fit on the other folds."""
    found, weights = list[Held](), weight_of(rows)
    for fold in range(FOLDS):
        scores = fit_scores([row for row in rows if row.fold != fold], weights)
        for row in rows:
            right = row.is_right
            if row.fold == fold and right is not None:
                found.append(Held(scores.score(row.marks), right, weights[not row.is_about_pair]))
    return found


def fit_scores(rows: Sequence[Row], weights: Mapping[bool, float]) -> EventScores:
    """A logistic regression with an L2 penalty; the bias is free of it."""
    known = [(row, right) for row in rows if (right := row.is_right) is not None]
    names = sorted({name for row, _ in known for name in row.marks})
    places = {name: number for number, name in enumerate(names)}
    x = np.zeros((len(known), len(names)))
    for number, (row, _) in enumerate(known):
        for name, value in row.marks.items():
            x[number, places[name]] = value
    y = np.array([float(right) for _, right in known])
    # An event that is known for sure counts as much as one that stands for several: else few judgements would decide.
    w = np.array([weights[not row.is_about_pair] for row, _ in known])

    def loss(flat: Floats) -> tuple[float, Floats]:
        total = x @ flat[:-1] + flat[-1]
        value = float((w * (np.logaddexp(0, total) - y * total)).sum() + 0.5 / STRENGTH * (flat[:-1] ** 2).sum())
        off = w * (1 / (1 + np.exp(-total)) - y)
        return value, np.concatenate([x.T @ off + flat[:-1] / STRENGTH, [off.sum()]])

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return EventScores(float(found[-1]), {name: float(value) for name, value in zip(names, found, strict=False)})


def calibration_error(held: Sequence[Held]) -> float:
    """How far, on the whole, the mean score of a step is from the share that is right in it."""
    error, total = 0.0, sum(one.weight for one in held)
    for step in range(STEPS):
        inside = [one for one in held if min(STEPS - 1, int(one.score * STEPS)) == step]
        error += abs(sum(one.weight * (one.score - one.is_right) for one in inside))
    return error / total


def brier(held: Sequence[Held]) -> float:
    """The mean squared distance of scores from what is right."""
    return sum(one.weight * (one.score - one.is_right) ** 2 for one in held) / sum(one.weight for one in held)


def _alike(held: Sequence[Held]) -> list[Held]:
    mean = sum(one.weight * one.is_right for one in held) / sum(one.weight for one in held)
    return [Held(mean, one.is_right, one.weight) for one in held]


if __name__ == "__main__":
    raise SystemExit(main())
