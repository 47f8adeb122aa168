"""The network's heads and losses; needs torch, which only the training environment has."""

import itertools
import math
from itertools import pairwise

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch belongs to the training environment")
heads = pytest.importorskip("sayso_training.heads")
dropout = pytest.importorskip("sayso_training.dropout")
network = pytest.importorskip("sayso_training.network")


def test_the_loss_of_a_set_is_that_of_its_probability() -> None:
    logits = torch.log(torch.tensor([[0.5, 0.3, 0.2]]))
    assert float(heads.allowed_loss(logits, torch.tensor([0b011]))) == pytest.approx(-np.log(0.8), abs=1e-5)
    # All labels allowed: nothing is known, nothing is lost.
    assert float(heads.allowed_loss(logits, torch.tensor([0b111]))) == 0.0


def test_an_arc_stays_in_its_sentence_and_is_none_to_itself() -> None:
    head = heads.ArcHead(8)
    sentences = torch.tensor([[0, 1, 1, 2, 0]])
    scores = head(torch.randn(1, 5, 8), sentences)[0]
    possible = scores > heads.NOWHERE / 2
    assert possible[1].tolist() == [True, False, True, False, False]
    assert possible[3].tolist() == [True, False, False, False, False]


def test_cooling_divides_the_scores() -> None:
    head, hidden, sentences = heads.ArcHead(8), torch.randn(1, 4, 8), torch.tensor([[0, 1, 1, 1]])
    before = head(hidden, sentences)[0, 1, 2].item()
    head.cool(2.0)
    assert head(hidden, sentences)[0, 1, 2].item() == pytest.approx(before / 2, abs=1e-5)


def test_a_sentence_vector_sees_its_own_pieces_only() -> None:
    head = heads.VectorHead(4, 2)
    layers = torch.randn(1, 5, 8)
    sentences, slots = torch.tensor([[0, 1, 1, 2, 0]]), torch.tensor([1, 2])
    before = head(layers, sentences, slots)
    layers[0, 3] = 9.0
    after = head(layers, sentences, slots)
    assert torch.allclose(before[0, 0], after[0, 0])
    assert not torch.allclose(before[0, 1], after[0, 1])


def test_the_loss_of_a_crf_is_that_of_the_path_among_all() -> None:
    crf = network.Crf()
    emissions = torch.randn(1, 3, 5)
    paths = [
        p
        for p in itertools.product(range(5), repeat=3)
        if crf.allowed_first[p[0]] and all(crf.allowed[a, b] for a, b in pairwise(p))
    ]
    scores = {p: sum(float(emissions[0, n, label]) for n, label in enumerate(p)) for p in paths}
    everything = math.log(sum(math.exp(score) for score in scores.values()))
    wanted = torch.eye(5)[torch.tensor([[1, 2, 0]])]
    assert crf(emissions, wanted, torch.tensor([3])).item() == pytest.approx(everything - scores[1, 2, 0], abs=1e-4)


def test_marginals_are_the_shares_of_the_paths_through_a_label() -> None:
    crf = network.Crf()
    emissions, lengths = torch.randn(2, 4, 5), torch.tensor([4, 2])
    found = crf.marginals(emissions, lengths)
    assert torch.allclose(found[0].sum(dim=1), torch.ones(4), atol=1e-5)
    assert found[1, 2:].abs().sum() == 0
    # No path begins inside a role.
    assert float(found[0, 0, 2] + found[0, 0, 4]) == pytest.approx(0, abs=1e-6)
    # Taught its own marginals, a network has nothing to learn.
    wanted = emissions.clone().requires_grad_()
    crf(wanted, found, lengths).sum().backward()
    assert wanted.grad.abs().max() < 1e-5


def test_dropout_keeps_the_mean_and_rests_in_evaluation() -> None:
    layer = dropout.ByteDropout(0.1, 1)
    values = torch.ones(200, 200)
    assert float(layer(values).mean()) == pytest.approx(1.0, abs=0.01)
    assert torch.equal(layer.eval()(values), values)
