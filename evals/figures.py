"""Attribution figures by group, with intervals: where a reader is strong and where it is weak.

In: documents, each with one comparison of gold and predicted attributions, or several where annotators are paired. Out: the
scorer's figures for all and for each group of `evals.groups`, with bootstrap intervals.

Of a group, `recall` is over the gold attributions in it and `precision` over the predicted ones in it, each whatever stands
opposite. A pair whose sides fall into different groups counts for each side in its own; so the two have hits of their own, and
`f1` is the harmonic mean of the two rates. It is defined where the group has both gold and predictions, or no hit on either
side (then 0). Over all attributions the hits are the same, and `f1` is the scorer's. `linked` and `char_*` count characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from evals.bootstrap import Estimate, Floats, draw, estimate, intervals, resample
from evals.groups import GROUPS, Surroundings
from evals.pairs import ROLES, Article, Characters, Pair, Pairing, pair_up

__all__ = ["FIGURES", "RATES", "Document", "GroupFigures", "compare", "count_document", "figures_of", "rates"]

WHOLES = ("match", "cue_x", "source_x", "source_o", "content_x", "content_o", "whole_x", "whole_o")
FIGURES = (*WHOLES, "linked", *(f"char_{role}" for role in ROLES))
LINKED = FIGURES.index("linked")
RATES = ("recall", "precision", "f1")
PLACE = {group: number for number, group in enumerate(GROUPS)}

#: The comparisons on one text: one with a reader, as many as there are ordered pairs with several annotators.
Document = Sequence[Article]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of a group, in per cent: figure → rate → estimate. `gold` and `predicted` count its attributions."""

    dimension: str
    group: str
    gold: int
    predicted: int
    figures: dict[str, dict[str, Estimate]]


def figures_of(documents: Sequence[Document]) -> tuple[GroupFigures, ...]:
    """All figures of all groups, each with its 95 % interval over documents."""
    counts = np.array([count_document(document) for document in documents]).reshape(-1, len(GROUPS), len(FIGURES), 4)
    totals = counts.sum(axis=0)
    low, high = intervals(rates(resample(counts, draw(len(counts)))))
    return _groups(totals, rates(totals), low, high)


def compare(first: Sequence[Document], second: Sequence[Document]) -> tuple[GroupFigures, ...]:
    """How much higher the second reading's figures are, on the same draws of the same documents. Counts are the second's."""
    both = [np.array([count_document(document) for document in documents]) for documents in (first, second)]
    weights = draw(len(both[0]))
    a, b = (rates(counts.sum(axis=0)) for counts in both)
    low, high = intervals(rates(resample(both[1], weights)) - rates(resample(both[0], weights)))
    return _groups(both[1].sum(axis=0), b - a, low, high)


def rates(counts: Floats) -> Floats:
    """Recall, precision and F1 in per cent (… × 3) of (hits of gold, gold, hits of predicted, predicted) (… × 4)."""
    hit_gold, gold, hit_predicted, predicted = np.moveaxis(counts, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        recall, precision = hit_gold / gold, hit_predicted / predicted
        f1 = 2 * recall * precision / (recall + precision)
    nothing = (hit_gold + hit_predicted == 0) & (gold + predicted > 0)
    found: Floats = 100 * np.stack([recall, precision, np.where(nothing, 0.0, f1)], axis=-1)
    return found


def count_document(document: Document) -> Floats:
    """Counts of a document, summed over its comparisons: groups × figures × four.

    The four are hits of gold, gold, hits of predicted, predicted.
    """
    counts = np.zeros((len(GROUPS), len(FIGURES), 4))
    where = Surroundings(document[0].text if document else "")
    for article in document:
        pairing = pair_up(article)
        for side in (0, 1):
            _count_side(counts[:, :, 2 * side : 2 * side + 2], pairing, where, side)
    return counts


def _count_side(counts: Floats, pairing: Pairing, where: Surroundings, side: int) -> None:
    """Add the hits and the totals of the gold (0) or the predicted (1) side."""
    marks = (pairing.gold, pairing.predicted)[side]
    own = (pairing.gold_characters, pairing.predicted_characters)[side]
    others = (pairing.predicted_characters, pairing.gold_characters)[side]
    paired = {(pair.gold, pair.predicted)[side]: pair for pair in pairing.pairs}
    covered = [dict.fromkeys(ROLES, 0) for _ in GROUPS]
    for number, mark in enumerate(marks):
        groups = [PLACE[group] for group in where.groups(mark)]
        counts[groups] += _worth(paired.get(number), own[number])
        for group in groups:
            for role in ROLES:
                covered[group][role] |= own[number][role]
    for role in ROLES:
        opposite = reduce(or_, (other[role] for other in others), 0)
        for group, found in enumerate(covered):
            hits = (found[role] & opposite).bit_count()
            counts[group, FIGURES.index(f"char_{role}")] += (hits, found[role].bit_count())


def _worth(pair: Pair | None, own: Characters) -> Floats:
    """What one attribution adds to hits and totals, figure by figure; `char_*` are counted over the document."""
    worth = np.zeros((len(FIGURES), 2))
    worth[: len(WHOLES), 1] = 1
    worth[LINKED, 1] = own["sources"].bit_count() + own["contents"].bit_count()
    if pair is not None:
        worth[: len(WHOLES), 0] = [name in pair.right for name in WHOLES]
        worth[LINKED, 0] = pair.shared_sources + pair.shared_contents
    return worth


def _groups(totals: Floats, values: Floats, low: Floats, high: Floats) -> tuple[GroupFigures, ...]:
    return tuple(
        GroupFigures(
            *GROUPS[g],
            int(totals[g, 0, 1]),
            int(totals[g, 0, 3]),
            {
                figure: {rate: estimate(values[g, f, r], low[g, f, r], high[g, f, r]) for r, rate in enumerate(RATES)}
                for f, figure in enumerate(FIGURES)
            },
        )
        for g in range(len(GROUPS))
    )
