"""How claims that bear on each other are measured: groups of topics, macro-F1, the regression."""

import numpy as np
import pytest
from evals.claimdiff import Pair, cross_validate, fit_logistic, group_topics, macro_f1, read_pairs
from evals.corpora import corpus, has_corpora


def pair(topic: str, one: str, other: str) -> Pair:
    return Pair(topic, (one, other), ("A", "B"), strengthens=True, weakens=False)


def test_topics_that_share_a_passage_are_one_group() -> None:
    shared = "the bridge over the river will be closed for two long winters from now on"
    groups = group_topics([pair("a", shared, "x y"), pair("b", f"He said {shared}", "z"), pair("c", "nothing of that", "w")])
    assert groups["a"] == groups["b"] != groups["c"]


def test_macro_f1_is_the_mean_of_both_sides() -> None:
    gold = np.array([True, True, False, False])
    assert macro_f1(gold, gold) == 100
    assert macro_f1(gold, ~gold) == 0
    assert macro_f1(gold, np.array([True, False, False, False])) == pytest.approx(100 * (2 / 3 + 4 / 5) / 2)


def test_the_regression_finds_what_speaks_for_yes() -> None:
    features = np.array([[0.0], [0.1], [0.9], [1.0]] * 10)
    weights = fit_logistic(features, np.array([False, False, True, True] * 10), 0.1)
    assert weights[0] > 1
    assert weights[0] * 0.5 + weights[1] == pytest.approx(0, abs=0.01)


def test_noise_is_worth_nothing_across_groups() -> None:
    chance = np.random.default_rng(1)
    gold = chance.random(200) < 0.5
    groups = [f"g{number % 10}" for number in range(200)]
    noise, _ = cross_validate(chance.random((200, 3)), gold, groups, 1.0)
    signal, _ = cross_validate(gold[:, None] + chance.random((200, 1)) / 2, gold, groups, 1.0)
    assert noise < 60
    assert signal > 95


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the corpora are not beside the checkout")
def test_the_training_pairs_are_read() -> None:
    pairs = read_pairs(corpus("claimdiff"))
    assert len(pairs) == 1857
    assert sum(one.weakens for one in pairs) == 197
    assert not any(one.weakens and one.strengthens for one in pairs)
