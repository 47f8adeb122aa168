"""Calibrated scores: a logistic map from what the network says of a group to the chance that an annotator agrees.

In: a reader, annotated articles. Out: a `Calibration` fitted on all of them, and its expected calibration error by ten folds
over documents. "Agrees" is the scorer's `whole_o`: the cue overlaps, sources overlap, contents share half.
"""

from collections.abc import Sequence
from types import ModuleType

import numpy as np
from scipy.optimize import minimize

from sayso.records import TagGroup
from sayso.tagging.base import Calibration
from sayso.tagging.reader import Found, Reader
from sayso_training.measure import analysis_of
from sayso_training.polnear import Article, Marked

__all__ = ["calibrate", "expected_calibration_error"]

FOLDS = 10
BINS = 10
#: Nested groups have no gold in PolNeAR; a reading of a reading is trusted less, by a fixed step in the logit.
NESTED = -0.5


def calibrate(reader: Reader, scorer: ModuleType, articles: Sequence[Article]) -> tuple[Calibration, float]:
    """The map fitted on all articles, and its error measured on articles that a fold did not see."""
    features, right, owner = _observe(reader, scorer, articles)
    predicted = np.zeros(len(right))
    for fold in range(FOLDS):
        held = owner % FOLDS == fold
        predicted[held] = _apply(_fit(features[~held], right[~held]), features[held])
    bias, cue, path, no_source, no_contents = (float(w) for w in _fit(features, right))
    fitted = Calibration(bias, cue, path, no_source, no_contents, NESTED)
    return fitted, expected_calibration_error(predicted, right)


def expected_calibration_error(predicted: np.ndarray, right: np.ndarray) -> float:
    """Mean distance of score and share right over ten equally filled bins (Naeini et al. 2015)."""
    order = np.argsort(predicted)
    bins = np.array_split(order, BINS)
    return float(sum(len(b) * abs(predicted[b].mean() - right[b].mean()) for b in bins if len(b)) / len(order))


def _observe(reader: Reader, scorer: ModuleType, articles: Sequence[Article]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows, right, owner = [], [], []
    for number, article in enumerate(articles):
        found, groups = reader.find_outermost(analysis_of(article))
        marks = _agreements(scorer, article, groups)
        for f, agrees in zip(found, marks, strict=True):
            rows.append(_features(f))
            right.append(agrees)
            owner.append(number)
    return np.array(rows), np.array(right, dtype=float), np.array(owner)


def _features(found: Found) -> list[float]:
    p = min(max(found.cue_probability, 1e-6), 1 - 1e-6)
    return [1.0, float(np.log(p / (1 - p))), max(found.path_log_probability, -20.0), not found.sources, not found.contents]


def _agreements(scorer: ModuleType, article: Article, groups: Sequence[TagGroup]) -> list[bool]:
    """Which groups an annotator agrees with, paired as the scorer pairs them."""
    text = article.text
    gold = [_characters(scorer, text, marked) for marked in article.attributions]
    mine = [_characters(scorer, text, group) for group in groups]
    pairs = sorted(
        (
            (len(g["cue"] & p["cue"]), _content_f1(scorer, g, p), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(mine)
            if g["cue"] & p["cue"]
        ),
        reverse=True,
    )
    used: set[int] = set()
    agrees = [False] * len(mine)
    taken: set[int] = set()
    for _, content, i, j in pairs:
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            sources = bool(gold[i]["sources"] & mine[j]["sources"]) or not (gold[i]["sources"] or mine[j]["sources"])
            agrees[j] = sources and content >= 0.5
    return agrees


def _characters(scorer: ModuleType, text: str, one: Marked | TagGroup) -> dict[str, set[int]]:
    """The characters of each role."""
    spans = {"sources": one.sources, "cue": one.cue, "contents": one.contents}
    return {role: scorer.chars(text, [(s.start, s.end) for s in own]) for role, own in spans.items()}


def _content_f1(scorer: ModuleType, gold: dict[str, set[int]], mine: dict[str, set[int]]) -> float:
    return float(scorer.f1(len(gold["contents"] & mine["contents"]), len(gold["contents"]), len(mine["contents"])))


def _fit(features: np.ndarray, right: np.ndarray) -> np.ndarray:
    def loss(weights: np.ndarray) -> float:
        z = features @ weights
        return float(np.logaddexp(0, -np.where(right > 0, z, -z)).mean() + 1e-3 * (weights[1:] ** 2).sum())

    return minimize(loss, np.zeros(features.shape[1]), method="BFGS").x


def _apply(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(features @ weights)))
