"""Which mentions mean one event: what is described of a mention, and what joins."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests import factory

from sayso.linking.event_scores import (
    EVENT_FEATURES,
    EventMention,
    cluster_events,
    describe_mention,
    event_features,
    load_event_model,
)
from sayso.records import Analysis, Span, Tag, TagGroup, Tags, Word

TEXT = "Tugboats freed the Halcyon."
#: Words, each with the place of its head and its relation.
Tree = tuple[tuple[str, int, str], ...]
TREE: Tree = (("Tugboats", 1, "subj"), ("freed", -1, "root"), ("the", 3, "other"), ("Halcyon", 1, "obj"))


def analysis(
    text: str = TEXT, tree: tuple[tuple[str, int, str], ...] = TREE, *, number: int = 1, cue: bool = False
) -> Analysis:
    words, at = [], 0
    for word, head, relation in tree:
        at = text.index(word, at)
        words.append(Word(Span(at, at + len(word)), head, relation, 0.9, 3.0))
    root = next(word.span for word in words if word.head == -1)
    groups = (TagGroup((root,), (), (), 0.9),) if cue else ()
    vector = np.eye(4, dtype="<f2")[0].tobytes()
    tags = Tags(groups, (Tag(words[-1].span, "org", 0.9),), words=tuple(words), vectors=(vector,))
    made = factory.document(text, url=f"https://news.example/{number}")
    return Analysis(made, sentences=(Span(0, len(text)),), tags=tags)


def mention(**changes: Any) -> EventMention:
    made = describe_mention(analysis(), Span(9, 14), np.eye(4, dtype="<f2")[1].tobytes())
    return replace(made, **changes)


def test_a_mention_is_its_main_word_with_what_depends_on_it() -> None:
    found = mention()
    assert (found.head, found.place, found.is_said) == ("freed", 0, False)
    assert len(found.subjects) == len(found.objects) == 1
    assert found.names == {"halcyon"}
    assert found.phrase.tolist() == [0, 1, 0, 0]
    assert found.vector.tolist() == [1, 0, 0, 0]


def test_what_is_the_cue_of_an_attribution_is_said() -> None:
    assert describe_mention(analysis(cue=True), Span(9, 14)).is_said


@pytest.mark.parametrize("changes", [{"tags": None}, {"tags": Tags()}, {"sentences": ()}])
def test_a_mention_can_be_described_with_little_at_hand(changes: dict[str, Any]) -> None:
    found = describe_mention(replace(analysis(), **changes), Span(9, 14))
    assert found.head == "freed"
    assert len(event_features(found, mention())) == len(EVENT_FEATURES)


def test_features_are_the_same_either_way_round() -> None:
    one, other = mention(), mention(document="d-other", head="freeing", objects=frozenset({1}), numbers=frozenset({"214"}))
    assert event_features(one, other) == event_features(other, one)


def test_the_same_word_with_the_same_parties_is_one_event_and_another_happening_is_not() -> None:
    quarry = "Villagers petitioned the council."
    tree = (("Villagers", 1, "subj"), ("petitioned", -1, "root"), ("the", 3, "other"), ("council", 1, "obj"))
    other = describe_mention(analysis(quarry, tree, number=3), Span(10, 20), np.eye(4, dtype="<f2")[2].tobytes())
    again = describe_mention(analysis(number=2), Span(9, 14), np.eye(4, dtype="<f2")[1].tobytes())
    assert cluster_events([mention(), again, other]) == [0, 0, 2]
    assert cluster_events([]) == []


def test_the_model_has_a_weight_for_every_feature() -> None:
    model = load_event_model()
    assert len(model.weights) == len(model.weights_other) == len(EVENT_FEATURES)
