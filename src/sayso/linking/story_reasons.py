"""Why two documents may tell one story: what they share, in words, and what each of it adds.

In: two `StoryProfile`s. Out: `LinkReason`s, those that say most first; the score of each is in log-odds, as the model has it,
and they add up to the pair's. A lead, names or words that are not shared count as well: what both lack is never a reason.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from sayso.linking.story_profiles import StoryProfile
from sayso.linking.story_scores import FEATURES, StoryModel, features_of, load_story_model, pack_profiles, score_rows
from sayso.records import LinkReason

__all__ = ["explain_pair"]

#: Features that are told as one thing.
RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "title_covered", "title_covered_least"),
    "lead": ("lead", "rare"),
    "words": ("body",),
    "names": ("names",),
    "foreign": ("foreign",),
    "places": ("places",),
    "numbers": ("numbers",),
    "dates": ("dates",),
    "quotes": ("quotes",),
    "sense": ("vector",),
}
MOST_SHOWN = 6


def explain_pair(left: StoryProfile, right: StoryProfile, model: StoryModel | None = None) -> tuple[LinkReason, ...]:
    """What speaks for one story and, where their days lie apart, against it."""
    model = model or load_story_model()
    packed = pack_profiles([left, right])
    first, second = np.array([0]), np.array([1])
    row = features_of(packed, first, second)
    values = dict(zip(FEATURES, row[0].tolist(), strict=True))
    has_vectors = bool(packed.has_vector.all())
    weights = dict(zip(FEATURES, model.weights if has_vectors else model.weights_without, strict=True))
    reasons = []
    for rule, names in RULES.items():
        score = sum(weights[name] * values[name] for name in names)
        if any(values[name] > 0 for name in names) and score and (rule != "sense" or has_vectors):
            reasons.append(LinkReason(rule, *_words(rule, left, right, values), round(score, 3)))
    reasons.sort(key=lambda reason: (-reason.score, reason.rule))
    total = float(score_rows(packed, first, second, row, model)[0])
    dateless = float(score_rows(packed, first, second, row, _without_days(model))[0])
    if left.day and right.day and total != dateless:
        reasons.append(LinkReason("days", left.day, right.day, round(total - dateless, 3)))
    return tuple(reasons)


def _without_days(model: StoryModel) -> StoryModel:
    return StoryModel(
        model.bias, model.weights, model.bias_without, model.weights_without, 0.0, model.crowded, model.floor, model.least
    )


def _words(rule: str, left: StoryProfile, right: StoryProfile, values: Mapping[str, float]) -> tuple[str, str]:
    """What is shown on either side: what is shared, as it is written there, or how much of it."""
    if rule == "title":
        return left.title or "", right.title or ""
    if rule == "names":
        return _of_names(left.names, right.names), _of_names(right.names, left.names)
    if rule in ("places", "numbers", "dates"):
        shared = [value for value in getattr(left, rule) if value in getattr(right, rule)]
        shown = ", ".join(shared[:MOST_SHOWN])
        return shown, shown
    if rule == "quotes":
        number = len(set(_hashes(left.quotes)) & set(_hashes(right.quotes)))
        return (f"{number} quoted sequences of words",) * 2
    if rule == "foreign":
        return _not_among(left.names, right.names), _not_among(right.names, left.names)
    name = RULES[rule][0]
    return (f"{values[name]:.2f}",) * 2


def _of_names(own: tuple[str, ...], others: tuple[str, ...]) -> str:
    """The names that share a word with one of the others."""
    words = {word for name in others for word in name.split()}
    return ", ".join([name for name in own if words & set(name.split())][:MOST_SHOWN])


def _not_among(own: tuple[str, ...], others: tuple[str, ...]) -> str:
    """The first names that share no word with any of the others."""
    words = {word for name in others for word in name.split()}
    return ", ".join([name for name in own if not words & set(name.split())][:MOST_SHOWN])


def _hashes(packed: bytes) -> list[int]:
    return [int(one) for one in np.frombuffer(packed, dtype="<u4")]
