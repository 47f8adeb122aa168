"""Stories: how well sayso finds which documents are on one happening, beside TF-IDF with single linkage.

    python -m evals.stories

In: BASIL (100 stories of three full articles) and NeuS's validation part (307 of three headlines with leads). Out: B³ with the
number of clusters, the largest one and the precision of pairs. The other system is given its best threshold on the very same
documents, for each of two ways to count words. Ours is fitted elsewhere (evals/story_fit.py); on BASIL by five-fold
cross-validation over stories. Dates are withheld from both, since the stories of BASIL lie years apart.
"""

import re
from collections import Counter
from dataclasses import replace

import numpy as np
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped,unused-ignore]  # it ships no types

from evals.clusters import ClusterFigures
from evals.story_fit import StorySet, figures_of, fit_models, load_story_set, score_set
from sayso.linking.story_scores import Floats, load_story_model, pack_profiles, score_rows

__all__ = ["cross_scores", "flat_story_figures", "main", "tf_idf_single_link"]

WORD = re.compile(r"\b\w\w+\b")
FOLDS = 5


def main() -> None:
    """Print both systems' figures on both sets."""
    model = load_story_model()
    neus, basil = load_story_set("neus-val"), load_story_set("basil")
    fitted_on = load_story_set("neus-fit")
    print(f"{'set':10} {'system':34} {'B³ F1':>6} {'P':>6} {'R':>6} {'clusters':>9} {'gold':>5} {'largest':>8} {'pair P':>7}")
    for name, told in (("neus-val", neus), ("basil", basil)):
        for label, figures in tf_idf_single_link(told).items():
            show(name, label, figures)
        for has_vectors in (True, False):
            label = "sayso" if has_vectors else "sayso, without vectors"
            if not has_vectors:
                told = load_story_set(name, vectors=False)
            if name == "basil":
                show(name, label + ", cross-validated", score_set(told, model, cross_scores(told, fitted_on)))
            else:
                show(name, label, score_set(told, model))
    dated = load_story_set("basil", days=True)
    show("basil", "sayso, with dates, cross-validated", score_set(dated, model, cross_scores(dated, fitted_on)))


def flat_story_figures() -> dict[str, float]:
    """B³ F1, how far it lies above the better of the other systems, and how small the largest story is, for the gate."""
    model, fitted_on = load_story_model(), load_story_set("neus-fit")
    found: dict[str, float] = {}
    for name in ("neus-val", "basil"):
        told = load_story_set(name)
        other = max(figures.b_cubed.f1 for figures in tf_idf_single_link(told).values())
        ours = score_set(told, model, cross_scores(told, fitted_on) if name == "basil" else None)
        found |= {f"{name}.b_cubed": ours.b_cubed.f1, f"{name}.above_tf_idf": ours.b_cubed.f1 - other}
        found[f"{name}.largest_below_10"] = 10 - ours.largest
    return found


def show(name: str, label: str, figures: ClusterFigures) -> None:
    """Print a line."""
    cubed = figures.b_cubed
    print(
        f"{name:10} {label:34} {cubed.f1:6.1f} {cubed.precision:6.1f} {cubed.recall:6.1f} {figures.clusters:9} "
        f"{figures.gold_clusters:5} {figures.largest:8} {figures.pairs.precision:7.1f}"
    )


def cross_scores(told: StorySet, other: StorySet) -> Floats:
    """The log-odds of the pairs of a set by models that were fitted without the stories of either document."""
    names = sorted(set(told.stories))
    order = np.random.default_rng(1).permutation(len(names))
    parts = [[names[at] for at in order[fold::FOLDS]] for fold in range(FOLDS)]
    folds = {name: fold for fold, part in enumerate(parts) for name in part}
    own = np.array([folds[story] for story in told.stories])
    packed = pack_profiles(told.pairs.profiles)
    scores = np.zeros((FOLDS, FOLDS, len(told.pairs.left)), dtype=np.float32)
    # A pair across two folds is scored by the model that saw neither.
    for one in range(FOLDS):
        for second in range(one, FOLDS):
            model = replace(fit_models([other, told], parts[one] + parts[second]), day=load_story_model().day)
            found = score_rows(packed, told.pairs.left, told.pairs.right, told.features, model)
            scores[one, second] = scores[second, one] = found
    result: Floats = scores[own[told.pairs.left], own[told.pairs.right], np.arange(len(told.pairs.left))]
    return result


def tf_idf_single_link(told: StorySet) -> dict[str, ClusterFigures]:
    """For each way to count words the figures at the threshold that is best for it, in steps of a hundredth."""
    texts = {one.story + one.name: " ".join([one.title, *one.paragraphs]) for one in told.told}
    stories = [one.story for one in told.told]
    found = {}
    for label, is_damped in (("TF-IDF single link", False), ("TF-IDF (log counts) single link", True)):
        alike = _tf_idf(list(texts.values()), is_damped=is_damped)
        linked = (connected_components(alike >= step / 100, directed=False)[1].tolist() for step in range(10, 80))
        found[label] = max((figures_of(stories, labels) for labels in linked), key=lambda figures: figures.b_cubed.f1)
    return found


def _tf_idf(texts: list[str], *, is_damped: bool) -> Floats:
    """The cosines of texts, by words of two letters and more, rarity counted in these texts."""
    counts = [Counter(WORD.findall(text.lower())) for text in texts]
    frequency = Counter(word for one in counts for word in one)
    places = {word: at for at, word in enumerate(sorted(frequency))}
    table = np.zeros((len(texts), len(places)), dtype=np.float32)
    for row, one in enumerate(counts):
        for word, number in one.items():
            rarity = np.log((1 + len(texts)) / (1 + frequency[word])) + 1
            table[row, places[word]] = rarity * (1 + np.log(number) if is_damped else number)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    cosines: Floats = table @ table.T
    return cosines


if __name__ == "__main__":
    main()
