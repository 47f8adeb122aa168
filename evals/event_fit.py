"""Fits the coefficients by which two mentions are taken to mean one event: `src/sayso/linking/events.toml`.

    python -m evals.event_fit

In: ECB+'s train part, gold mentions, pairs within a gold story. Out: two logistic models over `EVENT_FEATURES`, for pairs whose
main words have one sense and for others. How alike groups must be is chosen by five-fold cross-validation over topics of the
same part. The dev part is not looked at.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from evals.clusters import ClusterFigures, score_clusters
from evals.event_sets import ToldEvent, read_events
from evals.story_fit import fit_logistic
from sayso.linking.event_scores import EVENT_FEATURES, TABLE, EventModel, event_features, group_events, score_events

__all__ = ["EventStory", "event_stories", "figures_of", "main"]

FOLDS = 5
FLOOR = -2.0
START = EventModel(0.0, (0.0,) * len(EVENT_FEATURES), 0.0, (0.0,) * len(EVENT_FEATURES), FLOOR, 0.2)


@dataclass(frozen=True, slots=True, eq=False)
class EventStory:
    """The mentions of one gold story, and all pairs of them with their features."""

    name: str
    told: tuple[ToldEvent, ...]
    ends: tuple[tuple[int, int], ...]
    rows: tuple[tuple[float, ...], ...]
    is_alike: tuple[bool, ...]
    is_same: tuple[bool, ...]

    @property
    def topic(self) -> str:
        """The topic, both of whose stories are on happenings of one kind: they never part in cross-validation."""
        return self.name.removesuffix("ecb").removesuffix("plus")


def main() -> None:
    """Fit and write the table."""
    stories = event_stories(read_events("Train"))
    topics = sorted({story.topic for story in stories})
    folds = {topic: number % FOLDS for number, topic in enumerate(topics)}
    models = [fit_model([story for story in stories if folds[story.topic] != fold]) for fold in range(FOLDS)]
    scores = [score_events(story.rows, story.is_alike, models[folds[story.topic]]) for story in stories]
    conll = {step / 100: figures_of(stories, scores, replace(START, least=step / 100)).conll for step in range(8, 33, 2)}
    print({least: round(value, 1) for least, value in conll.items()})
    model = replace(fit_model(stories), least=max(conll, key=lambda least: (conll[least], least)))
    TABLE.write_text(write_table(model), encoding="utf-8")


def event_stories(told: Sequence[ToldEvent]) -> list[EventStory]:
    """The stories of mentions, with the features of all pairs in each."""
    grouped: defaultdict[str, list[ToldEvent]] = defaultdict(list)
    for one in told:
        grouped[one.story].append(one)
    stories = []
    for name, members in grouped.items():
        ends = tuple(combinations(range(len(members)), 2))
        pairs = [(members[one], members[other]) for one, other in ends]
        rows = tuple(event_features(one.mention, other.mention) for one, other in pairs)
        is_alike = tuple(one.mention.sense == other.mention.sense for one, other in pairs)
        stories.append(EventStory(name, tuple(members), ends, rows, is_alike, tuple(a.chain == b.chain for a, b in pairs)))
    return stories


def fit_model(stories: Sequence[EventStory]) -> EventModel:
    """Both models, on all pairs of the stories."""
    rows = np.array([row for story in stories for row in story.rows])
    is_alike = np.array([one for story in stories for one in story.is_alike])
    is_same = np.array([one for story in stories for one in story.is_same])
    fitted = [fit_logistic(rows[kept], is_same[kept]) for kept in (is_alike, ~is_alike)]
    return EventModel(*fitted[0], *fitted[1], FLOOR, START.least)


def figures_of(stories: Sequence[EventStory], scores: Sequence[Sequence[float]], model: EventModel) -> ClusterFigures:
    """The figures of the groups that scored pairs come to, over all stories."""
    gold, found = {}, {}
    for story, own in zip(stories, scores, strict=True):
        groups = group_events(len(story.told), story.ends, own, model)
        for place, (one, group) in enumerate(zip(story.told, groups, strict=True)):
            gold[story.name, place], found[story.name, place] = one.chain, (story.name, group)
    return score_clusters(gold, found)


def write_table(model: EventModel) -> str:
    """The table, with what it was fitted on."""
    lines = [
        "# How surely two mentions in documents of one story mean one event: coefficients in log-odds. Written by",
        "# `python -m evals.event_fit`, fitted on ECB+'s train part, gold mentions, pairs within gold stories.",
        f"floor = {model.floor:.2f}",
        f"least = {model.least:.2f}",
    ]
    for name, bias, weights in (("same", model.bias, model.weights), ("other", model.bias_other, model.weights_other)):
        lines += ["", f"[{name}] # the main words have {'one sense' if name == 'same' else 'two'}", f"bias = {bias:.3f}"]
        lines += [f"{feature} = {weight:.3f}" for feature, weight in zip(EVENT_FEATURES, weights, strict=True)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
