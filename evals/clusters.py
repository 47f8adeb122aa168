"""How well clusters agree with gold ones: B³, MUC, CEAF-e, their mean, LEA, adjusted Rand index, pairs.

In: two mappings from the same items to the name of their cluster. Out: `ClusterFigures`, in per cent. Definitions: Bagga and
Baldwin 1998 (B³), Vilain and others 1995 (MUC), Luo 2005 (CEAF, φ4), Moosavi and Strube 2016 (LEA), Hubert and Arabie 1985
(ARI). B³ hides chaining, so the numbers of clusters, the largest one and the precision of pairs stand beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped,unused-ignore]  # it ships no types

__all__ = ["ClusterFigures", "Score", "score_clusters"]

Labels = Mapping[Any, Hashable]
#: How many items a cluster of one side shares with one of the other.
Table = Counter[tuple[Hashable, Hashable]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean, 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """All figures of one clustering; `conll` is the mean F1 of B³, MUC and CEAF-e."""

    b_cubed: Score
    muc: Score
    ceaf_e: Score
    lea: Score
    pairs: Score
    ari: float
    clusters: int
    gold_clusters: int
    largest: int
    gold_largest: int

    @property
    def conll(self) -> float:
        """The mean F1 of the three."""
        return (self.b_cubed.f1 + self.muc.f1 + self.ceaf_e.f1) / 3


def score_clusters(gold: Labels, found: Labels) -> ClusterFigures:
    """The figures of `found` against `gold`.

    Raises:
        ValueError: the two do not cluster the same items.
    """
    if gold.keys() != found.keys():
        raise ValueError("gold and found clusters hold different items")
    shared: Table = Counter((gold[item], found[item]) for item in gold)
    golds, founds = Counter(gold.values()), Counter(found.values())
    turned: Table = Counter({(f, g): number for (g, f), number in shared.items()})
    both, in_gold, in_found = (sum(map(_pairs, counts.values())) for counts in (shared, golds, founds))
    return ClusterFigures(
        Score(_b_cubed(turned, founds), _b_cubed(shared, golds)),
        Score(_muc(turned, founds), _muc(shared, golds)),
        _ceaf_e(shared, golds, founds),
        Score(_lea(turned, founds, golds), _lea(shared, golds, founds)),
        Score(_rate(both, in_found), _rate(both, in_gold)),
        _ari(both, in_gold, in_found, _pairs(len(gold))),
        len(founds),
        len(golds),
        *(max(sizes.values(), default=0) for sizes in (founds, golds)),
    )


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _rate(part: float, whole: float) -> float:
    """In per cent; nothing to find is all found."""
    return 100 * part / whole if whole else 100.0


def _b_cubed(shared: Table, sizes: Counter[Hashable]) -> float:
    """The mean, over items, of how much of its own cluster stands together on the other side too."""
    return _rate(sum(number * number / sizes[own] for (own, _), number in shared.items()), sum(sizes.values()))


def _muc(shared: Table, sizes: Counter[Hashable]) -> float:
    """The links kept: a cluster of n items that lie in p clusters of the other side keeps n - p of its n - 1."""
    parts = Counter(own for own, _ in shared)
    return _rate(sum(size - parts[own] for own, size in sizes.items()), sum(size - 1 for size in sizes.values()))


def _ceaf_e(shared: Table, golds: Counter[Hashable], founds: Counter[Hashable]) -> Score:
    """The best map of clusters to clusters, one to one, by φ4 = 2 |G ∩ C| / (|G| + |C|)."""
    rows, columns = {name: at for at, name in enumerate(golds)}, {name: at for at, name in enumerate(founds)}
    alike = np.zeros((len(rows), len(columns)))
    for (own, other), number in shared.items():
        alike[rows[own], columns[other]] = 2 * number / (golds[own] + founds[other])
    best = float(alike[linear_sum_assignment(alike, maximize=True)].sum())
    return Score(_rate(best, len(founds)), _rate(best, len(golds)))


def _lea(shared: Table, sizes: Counter[Hashable], others: Counter[Hashable]) -> float:
    """Links resolved, weighted by size; a single item has one link, to itself, which only a single item resolves."""
    resolved: dict[Hashable, float] = defaultdict(float)
    for (own, other), number in shared.items():
        if sizes[own] == 1:
            resolved[own] += others[other] == 1
        else:
            resolved[own] += _pairs(number) / _pairs(sizes[own])
    return _rate(sum(size * resolved[own] for own, size in sizes.items()), sum(sizes.values()))


def _ari(shared: int, gold: int, found: int, total: int) -> float:
    """The Rand index, adjusted for chance; two clusterings that are both trivial in the same way agree wholly."""
    expected = gold * found / total if total else 0.0
    most = (gold + found) / 2
    return 100 * (shared - expected) / (most - expected) if most != expected else 100.0
