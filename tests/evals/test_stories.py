"""What the measuring of stories and events does with the corpora, on invented ones."""

import numpy as np
import pytest
from evals.event_fit import event_stories, figures_of, fit_model
from evals.event_sets import ToldEvent
from evals.events_coref import group_by
from evals.stories import cross_scores, tf_idf_single_link
from evals.story_fit import fit_logistic, fit_models, make_story_set, score_set, take_part
from evals.story_sets import Told, document_of

from sayso.linking.event_scores import describe_mention, score_events
from sayso.linking.story_profiles import profile_story
from sayso.linking.story_scores import FEATURES
from sayso.records import Analysis, Span

HAPPENINGS = (
    "ferry Halcyon grounded sandbank tugboats", "quarry dynamite cracked chapel windows", "orchard blight ruined cider apples",
    "archive forged charter museum curator", "tunnel flooded commuters pumps Sarnholt", "library roof collapsed snow Pellwick",
    "tram derailed depot switch Marchetti",
)  # fmt: skip
TOLD = [
    Told(f"{story}/{number}", str(story), words.split()[number], (f"{words} and report {number} of the day",))
    for story, words in enumerate(HAPPENINGS)
    for number in range(3)
]
SET = make_story_set(TOLD, [profile_story(Analysis(document_of(one))) for one in TOLD])


def test_a_document_has_a_headline_and_paragraphs() -> None:
    document = document_of(Told("x", "s", "Late", ("One.", "Two."), "2031-05-02"))
    assert [(block.role, block.span.of(document.text)) for block in document.blocks] == [
        ("headline", "Late"), ("body", "One."), ("body", "Two."),
    ]  # fmt: skip


def test_both_systems_find_stories_that_share_nothing_else() -> None:
    assert max(figures.b_cubed.f1 for figures in tf_idf_single_link(SET).values()) == 100
    assert score_set(SET, fit_models([SET])).b_cubed.f1 > 90


def test_cross_validation_scores_every_pair_by_a_model_that_saw_neither_story() -> None:
    scores = cross_scores(SET, SET)
    assert len(scores) == len(SET.same)
    assert scores[SET.same].min() > np.median(scores[~SET.same])


def test_a_part_has_every_third_story() -> None:
    assert {one.story for one in take_part(SET, 1).told} == {"1", "4"}


def test_the_fit_finds_what_a_feature_says() -> None:
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(4000, 2))
    same = chance.random(4000) < 1 / (1 + np.exp(-(2 * rows[:, 0] - 1)))
    bias, weights = fit_logistic(rows, same)
    assert (bias, *weights) == pytest.approx((-1, 2, 0), abs=0.2)
    assert len(FEATURES) == len(fit_models([SET]).weights)


def test_events_are_grouped_within_their_story_only() -> None:
    told = []
    for number, (story, words, chain) in enumerate(
        [("1ecb", "freed", "a"), ("1ecb", "freed", "a"), ("1ecb", "sank", "b"), ("1plus", "freed", "c")]
    ):
        page = document_of(Told(f"{number}", story, "", (f"Tugboats {words} it.",)))
        mention = describe_mention(Analysis(page, (page.blocks[0].span,)), Span(9, 9 + len(words)))
        told.append(ToldEvent(mention, story, chain, words))
    assert group_by(told, lambda one: one.mention.head).conll == 100
    stories = event_stories(told)
    assert [(story.topic, story.is_same) for story in stories] == [("1", (True, False, False)), ("1", ())]
    model = fit_model(stories)
    scores = [score_events(story.rows, story.is_alike, model) for story in stories]
    assert figures_of(stories, scores, model).gold_clusters == 3
