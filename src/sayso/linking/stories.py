"""Which documents tell one story.

In: `StoryProfile`s, the copies among them, the stories as they were. Out: `Story`s; every document is in exactly one, be it
alone. Pairs are found, scored and joined anew each time from all profiles: what was scored before can be given back (`known`)
and saves work, but changes nothing. So the stories are the same whether documents came one by one or at once, and in whatever
order; only the ids depend on what was there before. Why two are one story is said by `story_reasons`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.linking.clustering import Forest, link_averages
from sayso.linking.grams import distinct
from sayso.linking.pair_scores import NOTHING_KNOWN, KnownScores, pack_scores
from sayso.linking.story_names import name_stories
from sayso.linking.story_pairs import find_pairs, ranks_of
from sayso.linking.story_profiles import StoryProfile
from sayso.linking.story_reasons import explain_pair
from sayso.linking.story_scores import (
    Floats,
    Numbers,
    StoryModel,
    features_of,
    load_story_model,
    pack_keys,
    pack_profiles,
    score_rows,
)
from sayso.records import RecordLink, Story

__all__ = ["StoryPairs", "cluster_pairs", "compare_profiles", "explain_pair", "find_stories"]

Copied = Mapping[tuple[int, int], float]
#: A copy with this score is one text with the other; one with less is as near as these log-odds at least, nearer by its score.
SAME_TEXT, COPIED, MORE_COPIED = 0.6, 0.0, 4.0
#: How crowded it is around a document: how alike it is to its sixth to fifteenth neighbour, between these log-odds.
FIRST, LAST = 5, 15
EMPTY, CROWDED, FARTHEST = -5.5, 0.5, -8.0
#: No two are counted as nearer than this.
NEAREST = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class StoryPairs:
    """Profiles in their order (day, then id), and the pairs compared: numbers of profiles, and log-odds of each pair.

    `copied` has the score of the copy that a pair is, 0 where it is none; `joined` says which profile stands for each: those
    with the same text are one.
    """

    profiles: tuple[StoryProfile, ...]
    left: Numbers
    right: Numbers
    scores: Floats
    copied: Floats
    joined: Numbers

    def known(self) -> KnownScores:
        """The log-odds: what to keep, and to give as `known` the next time."""
        return pack_scores([one.document for one in self.profiles], self.left, self.right, self.scores)


def find_stories(
    profiles: Sequence[StoryProfile],
    copies: Sequence[RecordLink] = (),
    previous: Sequence[Story] = (),
    known: KnownScores = NOTHING_KNOWN,
) -> tuple[Story, ...]:
    """The stories, by their first documents; `previous` gives them the ids they had."""
    pairs = compare_profiles(profiles, copies, known)
    return name_stories(pairs.profiles, cluster_pairs(pairs), previous)


def compare_profiles(
    profiles: Sequence[StoryProfile],
    copies: Sequence[RecordLink] = (),
    known: KnownScores = NOTHING_KNOWN,
    *,
    model: StoryModel | None = None,
) -> StoryPairs:
    """The pairs that are worth a look, with their log-odds; `known` must be of the same profiles and the same model."""
    ordered = tuple(sorted({one.document: one for one in profiles}.values(), key=lambda one: (one.day or "", one.document)))
    copied = _copied(ordered, copies)
    keys = np.array([i * len(ordered) + j for i, j in copied], dtype=np.int64)
    left, right = find_pairs(pack_keys(ordered))
    every = distinct(np.concatenate([left * len(ordered) + right, keys]))
    left, right = every // max(len(ordered), 1), every % max(len(ordered), 1)
    scores = _scores(ordered, left, right, known, model or load_story_model())
    of_copies = np.zeros(len(every), dtype=np.float32)
    of_copies[np.searchsorted(every, keys)] = list(copied.values())
    return StoryPairs(ordered, left, right, scores, of_copies, _joined(ordered, copied))


def cluster_pairs(pairs: StoryPairs, model: StoryModel | None = None) -> list[int]:
    """For each profile the number of the first one of its story."""
    model = model or load_story_model()
    scores = np.maximum(pairs.scores, np.where(pairs.copied > 0, COPIED + MORE_COPIED * pairs.copied, -np.inf))
    left, right, scores = _between(pairs.joined[pairs.left], pairs.joined[pairs.right], scores, len(pairs.joined))
    crowds = np.clip(_crowds(len(pairs.joined), left, right, scores), EMPTY, CROWDED) - EMPTY
    likeness = np.round((scores - model.crowded * (crowds[left] + crowds[right]) / 2 - model.floor) / 10, 4)
    kept = likeness > 0
    weighed = zip(left[kept].tolist(), right[kept].tolist(), likeness[kept].tolist(), strict=True)
    labels = link_averages(len(pairs.joined), list(weighed), model.least)
    return [labels[number] for number in pairs.joined.tolist()]


def _copied(profiles: Sequence[StoryProfile], copies: Sequence[RecordLink]) -> Copied:
    """The score of each pair that is a copy."""
    numbers = {one.document: number for number, one in enumerate(profiles)}
    copied: dict[tuple[int, int], float] = {}
    for link in copies:
        first, second = sorted((numbers.get(link.left, -1), numbers.get(link.right, -1)))
        if link.kind == "copy" and 0 <= first < second:
            copied[first, second] = max(link.score, copied.get((first, second), 0.0))
    return copied


def _joined(profiles: Sequence[StoryProfile], copied: Copied) -> Numbers:
    """Which profile stands for each: those with the same text, by a copy or by all of their words, are one."""
    forest = Forest(len(profiles))
    for (first, second), score in copied.items():
        if score >= SAME_TEXT:
            forest.join(first, second)
    seen: dict[tuple[bytes, bytes, bytes], int] = {}
    for number, one in enumerate(profiles):
        if one.words:
            forest.join(seen.setdefault((one.words, one.counts, one.quotes), number), number)
    return np.array(forest.roots(), dtype=np.int64)


def _scores(profiles: Sequence[StoryProfile], left: Numbers, right: Numbers, known: KnownScores, model: StoryModel) -> Floats:
    """The log-odds of each pair: what is known of it, else what its features come to."""
    scores = known.of([one.document for one in profiles], left, right)
    new = np.flatnonzero(np.isnan(scores))
    # Only the profiles that are needed for it are unpacked in full.
    used = distinct(np.concatenate([left[new], right[new]]))
    packed = pack_profiles([profiles[number] for number in used.tolist()])
    one, other = np.searchsorted(used, left[new]), np.searchsorted(used, right[new])
    scores[new] = score_rows(packed, one, other, features_of(packed, one, other), model)
    return scores


def _between(left: Numbers, right: Numbers, scores: Floats, count: int) -> tuple[Numbers, Numbers, Floats]:
    """The pairs of those that stand for others, each once, with the mean of the log-odds between what they stand for."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    differ = low != high
    keys, place, sizes = np.unique(low[differ] * count + high[differ], return_inverse=True, return_counts=True)
    means = np.bincount(place, scores[differ], minlength=len(keys)) / np.maximum(sizes, 1)
    return keys // max(count, 1), keys % max(count, 1), np.round(means, 3).astype(np.float32)


def _crowds(count: int, left: Numbers, right: Numbers, scores: Floats) -> Floats:
    """The mean log-odds of each with its sixth to fifteenth neighbour; neighbours that were not compared are far."""
    owner = np.concatenate([left, right])
    values = np.clip(np.concatenate([scores, scores]).astype(np.float64) - FARTHEST, 0, NEAREST - FARTHEST)
    # Whose it is and its value, the largest first, in one number: far quicker to sort than the two.
    joined = np.sort((owner << 20) | (1 << 20) - 1 - np.round(values * 1000).astype(np.int64))
    owner, values = joined >> 20, ((1 << 20) - 1 - (joined & (1 << 20) - 1)) / 1000
    rank = ranks_of(owner)
    counted = (rank >= FIRST) & (rank < LAST)
    above = np.bincount(owner[counted], values[counted], minlength=count)
    crowds: Floats = np.round(FARTHEST + above / (LAST - FIRST), 3).astype(np.float32)
    return crowds
