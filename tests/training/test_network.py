"""The network's heads and losses; needs torch, which only the training environment has."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch belongs to the training environment")
heads = pytest.importorskip("sayso_training.heads")
dropout = pytest.importorskip("sayso_training.dropout")


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
    head = heads.VectorHead(4)
    last, middle = torch.randn(1, 5, 4), torch.randn(1, 5, 4)
    sentences, slots = torch.tensor([[0, 1, 1, 2, 0]]), torch.tensor([1, 2])
    before = head(last, middle, sentences, slots)
    last[0, 3] = 9.0
    after = head(last, middle, sentences, slots)
    assert torch.allclose(before[0, 0], after[0, 0])
    assert not torch.allclose(before[0, 1], after[0, 1])


def test_dropout_keeps_the_mean_and_rests_in_evaluation() -> None:
    layer = dropout.ByteDropout(0.1, 1)
    values = torch.ones(200, 200)
    assert float(layer(values).mean()) == pytest.approx(1.0, abs=0.01)
    assert torch.equal(layer.eval()(values), values)
