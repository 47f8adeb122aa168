"""Fits the coefficients by which two documents are taken to tell one story: `src/sayso/linking/stories.toml`.

    python -m evals.story_fit

In: the first thousand stories of NeuS's training part (headline and lead) and BASIL (full articles), dates withheld. Out: two
logistic models over `FEATURES`, with the sentence vector and without. How sure a join must be is chosen on NeuS alone, so that
BASIL can be measured by cross-validation of the coefficients (evals/stories.py). NeuS's validation part is not looked at.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from evals.clusters import ClusterFigures, score_clusters
from evals.story_sets import Told, read_all
from sayso.linking.stories import StoryPairs, cluster_pairs, compare_profiles
from sayso.linking.story_profiles import StoryProfile, profile_story
from sayso.linking.story_scores import FEATURES, TABLE, Floats, StoryModel, features_of, pack_profiles, score_rows

__all__ = ["StorySet", "figures_of", "fit_models", "load_story_set", "main"]

VECTOR, FOREIGN = FEATURES.index("vector"), FEATURES.index("foreign")
#: What it weighs that neither document has the names the other is about. It is set, not fitted: in corpora of one report after
#: another on great events hardly two happenings are of one kind, and there it says little (-0.9).
FOREIGN_WEIGHT = -2.0
#: The strength of the pull of standardised coefficients towards 0.
RIDGE = 3.0
#: Parts of NeuS on which, beside the whole, it is chosen how sure a join must be.
PARTS = 3
#: What is the same in every model: see `StoryModel`. More weight for crowds gains more on stories of three documents, which is
#: what the corpora have; larger stories exist, and must not be torn.
CROWDED, FLOOR = 0.6, -5.0
START = StoryModel(0.0, (0.0,) * len(FEATURES), 0.0, (0.0,) * len(FEATURES), 0.0, CROWDED, FLOOR, 0.2)


@dataclass(frozen=True, slots=True, eq=False)
class StorySet:
    """Documents of a set as they are compared: the pairs, their features, which pairs tell one story."""

    told: tuple[Told, ...]
    profiles: tuple[StoryProfile, ...]
    pairs: StoryPairs
    features: Floats
    same: np.ndarray[tuple[int], np.dtype[np.bool_]]

    @property
    def stories(self) -> list[str]:
        """The gold story of each profile, in the order of `pairs`."""
        by_page = {profile.document: told.story for told, profile in zip(self.told, self.profiles, strict=True)}
        return [by_page[one.document] for one in self.pairs.profiles]


def main() -> None:
    """Fit and write the table."""
    neus, basil = load_story_set("neus-fit"), load_story_set("basil")
    model = replace(fit_models([neus, basil]), day=day_weight(basil))
    parts = [neus, *(take_part(neus, fold) for fold in range(PARTS))]
    scores = {step / 100: mean_f1(parts, replace(model, least=step / 100)) for step in range(10, 36)}
    model = replace(model, least=max(scores, key=lambda least: (scores[least], least)))
    print({least: round(score, 2) for least, score in scores.items()})
    TABLE.write_text(write_table(model), encoding="utf-8")
    print(TABLE.read_text(encoding="utf-8"))


def load_story_set(name: str, *, days: bool = False, vectors: bool = True) -> StorySet:
    """A set, its pairs and their features; without days unless they are asked for."""
    read = read_all(name)
    profiles = [profile_story(analysis) for _, analysis in read]
    profiles = [replace(one, day=one.day if days else None, vector=one.vector if vectors else b"") for one in profiles]
    return make_story_set([told for told, _ in read], profiles)


def make_story_set(told: Sequence[Told], profiles: Sequence[StoryProfile]) -> StorySet:
    """Documents with their pairs."""
    pairs = compare_profiles(profiles, model=START)
    features = features_of(pack_profiles(pairs.profiles), pairs.left, pairs.right)
    made = StorySet(tuple(told), tuple(profiles), pairs, features, np.zeros(0, dtype=bool))
    stories = np.array(made.stories)
    return replace(made, same=stories[pairs.left] == stories[pairs.right])


def take_part(told: StorySet, fold: int) -> StorySet:
    """Every third story of a set: a ledger with a third of the documents."""
    names = set(sorted({one.story for one in told.told})[fold::PARTS])
    kept = [(one, profile) for one, profile in zip(told.told, told.profiles, strict=True) if one.story in names]
    return make_story_set([one for one, _ in kept], [profile for _, profile in kept])


def mean_f1(sets: Sequence[StorySet], model: StoryModel) -> float:
    """The mean B³ F1 over sets: what holds for a large ledger should hold for a small one."""
    return float(np.mean([score_set(one, model).b_cubed.f1 for one in sets]))


def fit_models(sets: Sequence[StorySet], without: Sequence[str] = ()) -> StoryModel:
    """Both models; pairs with a document of the stories `without` are left out."""
    rows, labels = [], []
    for one in sets:
        kept = ~np.isin(one.stories, without)
        used = kept[one.pairs.left] & kept[one.pairs.right]
        rows.append(one.features[used])
        labels.append(one.same[used])
    features, same = np.concatenate(rows).astype(np.float64), np.concatenate(labels)
    bias, weights = fit_weights(features, same)
    features[:, VECTOR] = 0
    bias_without, weights_without = fit_weights(features, same)
    return replace(START, bias=bias, weights=weights, bias_without=bias_without, weights_without=weights_without)


def fit_weights(features: np.ndarray, same: np.ndarray) -> tuple[float, tuple[float, ...]]:
    """Bias and weights of `FEATURES`, one of which is set."""
    bias, weights = fit_logistic(np.delete(features, FOREIGN, axis=1), same, FOREIGN_WEIGHT * features[:, FOREIGN])
    return bias, (*weights[:FOREIGN], FOREIGN_WEIGHT, *weights[FOREIGN:])


def fit_logistic(features: np.ndarray, same: np.ndarray, known: np.ndarray | float = 0.0) -> tuple[float, tuple[float, ...]]:
    """Bias and weights by Newton's method, the weights of standardised features pulled to 0; `known` is added to each sum."""
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    deviation[deviation < 1e-9] = 1
    table = np.column_stack([(features - mean) / deviation, np.ones(len(features))])
    pull = np.r_[np.full(features.shape[1], RIDGE), 0.0]
    found = np.zeros(table.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(table @ found + known)))
        gradient = table.T @ (chance - same) + pull * found
        curvature = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(pull)
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    weights = found[:-1] / deviation
    return float(found[-1] - weights @ mean), tuple(float(one) for one in weights)


def day_weight(told: StorySet) -> float:
    """What a day more says, in log-odds, by the days between BASIL's reports of one story, if other stories have any day.

    Halved, since its authors chose articles that came out together.
    """
    days: dict[str, list[int]] = {one.story: [] for one in told.told}
    for one in told.told:
        days[one.story].append(date.fromisoformat(one.day or "").toordinal())
    gaps = Counter(abs(a - b) - 1 for group in days.values() for at, a in enumerate(group) for b in group[:at] if a != b)
    mean = sum(gap * number for gap, number in gaps.items()) / gaps.total()
    return float(np.log(mean / (1 + mean))) / 2


def score_set(told: StorySet, model: StoryModel, scores: Floats | None = None) -> ClusterFigures:
    """The figures of the stories that a model finds in a set; `scores` are those of its pairs, where they are known."""
    if scores is None:
        packed = pack_profiles(told.pairs.profiles)
        scores = score_rows(packed, told.pairs.left, told.pairs.right, told.features, model)
    labels = cluster_pairs(replace(told.pairs, scores=scores), model)
    return figures_of(told.stories, labels)


def figures_of(stories: Sequence[str], labels: Sequence[int]) -> ClusterFigures:
    """The figures of labels against gold stories."""
    return score_clusters(dict(enumerate(stories)), dict(enumerate(labels)))


def write_table(model: StoryModel) -> str:
    """The table, with what it was fitted on."""
    lines = [
        "# How surely two documents tell one story: coefficients of logistic models, in log-odds. Written by",
        "# `python -m evals.story_fit`, fitted on pairs of documents of NeuS (training part, first 1,000 stories) and BASIL.",
        "# What `day`, `crowded`, `floor` and `least` are: `StoryModel` in story_scores.py.",
        *(f"{name} = {getattr(model, name):.3f}" for name in ("day", "crowded", "floor", "least")),
    ]
    parts = (("with", model.bias, model.weights), ("without", model.bias_without, model.weights_without))
    for name, bias, weights in parts:
        lines += ["", f"[{name}] # sentence vectors on both sides" if name == "with" else f"[{name}]", f"bias = {bias:.3f}"]
        lines += [f"{feature} = {weight:.3f}" for feature, weight in zip(FEATURES, weights, strict=True)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
