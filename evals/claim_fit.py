"""Fits the weights of `sayso.linking.claim_pairs` on the dev half of `evals/claim_links/`, and prints them.

    python -m evals.claim_fit

In: the dev stories. Out: on standard output the weights and the constant to be written into `claim_pairs`, and the loss by
cross-validation over stories for some strengths of the ridge. A pair counts as one thing when any label but "unrelated"
stands on it. Weights that a person would not understand negative are held at or above zero. The test half is never read.
"""

import numpy as np
from numpy.typing import NDArray

from evals.claim_stories import ClaimStory, read_stories
from sayso.linking.claim_pairs import MEASURES, measure_claims, weigh_stems
from sayso.linking.claim_stems import names_in
from sayso.linking.claim_words import word_claim

__all__ = ["fit_bounded", "main", "read_measures"]

Matrix = NDArray[np.float64]
RIDGES = (0.1, 0.3, 1.0, 3.0)
CHOSEN = 0.3
#: Measures that may speak against a pair.
FREE = frozenset({"no_names", "other_figures"})
STEPS, RATE = 20_000, 0.02


def read_measures(stories: list[ClaimStory]) -> tuple[Matrix, Matrix, Matrix]:
    """The measures of all pairs that are not open, whether they speak of one thing, and the number of their story."""
    rows, gold, numbers = [], [], []
    for number, story in enumerate(stories):
        profiles = story.profiles()
        names = names_in(profiles.values())
        worded = {key: word_claim(profile, names) for key, profile in profiles.items()}
        weights = weigh_stems(worded.values())
        labels = {frozenset((left, right)) for label, left, right in story.labels if label != "unrelated"}
        keys = list(worded)
        for place, left in enumerate(keys):
            for right in keys[place + 1 :]:
                if frozenset((left, right)) not in story.open:
                    rows.append(measure_claims(worded[left], worded[right], weights))
                    gold.append(float(frozenset((left, right)) in labels))
                    numbers.append(float(number))
    return np.array(rows), np.array(gold), np.array(numbers)


def fit_bounded(features: Matrix, gold: Matrix, ridge: float) -> Matrix:
    """The weights of a ridge logistic regression, the constant last, by projected gradient steps with momentum."""
    full = np.hstack([features, np.ones((len(features), 1))])
    bounded = np.array([*(name not in FREE for name in MEASURES), False])
    penalty = np.array([*(ridge for _ in MEASURES), 0.0])
    weights, speed = np.zeros(full.shape[1]), np.zeros(full.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(full @ weights, -30, 30)))
        slope = (full.T @ (likely - gold) + penalty * weights) / len(full)
        speed = 0.9 * speed - RATE * slope * 10
        weights = weights + speed
        below = bounded & (weights < 0)
        weights[below], speed[below] = 0.0, 0.0
    return weights


def _loss(features: Matrix, gold: Matrix, numbers: Matrix, ridge: float) -> float:
    total = 0.0
    for part in range(5):
        held = numbers % 5 == part
        weights = fit_bounded(features[~held], gold[~held], ridge)
        score = features[held] @ weights[:-1] + weights[-1]
        total += float(np.logaddexp(0, -np.where(gold[held] > 0, 1, -1) * score).sum())
    return total / len(gold)


def main() -> None:
    """Print what was fitted."""
    features, gold, numbers = read_measures(read_stories("dev"))
    print(f"{len(gold)} pairs, {int(gold.sum())} on one thing")
    for ridge in RIDGES:
        print(f"ridge {ridge:4}: loss {_loss(features, gold, numbers, ridge):.4f}")
    weights = fit_bounded(features, gold, CHOSEN)
    print("WEIGHTS =", tuple(float(round(weight, 2)) for weight in weights[:-1]), "BIAS =", float(round(weights[-1], 2)))


if __name__ == "__main__":
    main()
