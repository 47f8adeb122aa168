"""Event coreference within gold stories: which mentions mean one event, beside groups of the same head string.

    python -m evals.events_coref

In: ECB+'s dev part, gold mentions, gold stories; a mention is compared by its own sentence, no gold but its span is used. Out:
CoNLL F1 (the mean of MUC, B³ and CEAF-e) with LEA, for mentions that mean the same by the string of their head, by its base
form, by its sense, and by our pair scorer. The corpus as it is at hand does not mark acts of reporting; a second table leaves
out the mentions that our own reader takes for the cue of an attribution, for every system alike.
"""

from collections.abc import Callable, Sequence

from evals.clusters import ClusterFigures, score_clusters
from evals.event_fit import event_stories, figures_of
from evals.event_sets import ToldEvent, read_events
from sayso.languages.en import lemmas
from sayso.linking.event_scores import load_event_model, score_events

__all__ = ["BASELINES", "group_by", "main"]

#: Systems that look at one word.
BASELINES: dict[str, Callable[[ToldEvent], str]] = {
    "same head string": lambda told: told.mention.head,
    "same head, base form": lambda told: lemmas(told.mention.head)[0],
    "same head, sense": lambda told: told.mention.sense,
}


def main() -> None:
    """Print both tables."""
    told = read_events("Dev")
    kept = [one for one in told if not one.mention.is_said]
    for title, mentions in (("all mentions", told), ("without cues of attributions", kept)):
        print(f"{title}: {len(mentions)}")
        print(f"  {'':24} {'CoNLL':>6} {'MUC':>6} {'B³':>6} {'CEAF-e':>6} {'LEA':>6} {'events':>7} {'gold':>5} {'largest':>8}")
        for name, key in BASELINES.items():
            show(name, group_by(mentions, key))
        stories = event_stories(mentions)
        model = load_event_model()
        scores = [score_events(story.rows, story.is_alike, model) for story in stories]
        show("sayso", figures_of(stories, scores, model))


def group_by(told: Sequence[ToldEvent], key: Callable[[ToldEvent], str]) -> ClusterFigures:
    """The figures of groups with one key in one story."""
    gold = {place: one.chain for place, one in enumerate(told)}
    return score_clusters(gold, {place: (one.story, key(one)) for place, one in enumerate(told)})


def show(name: str, figures: ClusterFigures) -> None:
    """Print a line."""
    values = (figures.conll, figures.muc.f1, figures.b_cubed.f1, figures.ceaf_e.f1, figures.lea.f1)
    numbers = f"{figures.clusters:7} {figures.gold_clusters:5} {figures.largest:8}"
    print(f"  {name:24} " + " ".join(f"{value:6.1f}" for value in values) + f" {numbers}")


if __name__ == "__main__":
    main()
