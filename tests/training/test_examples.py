"""Windows become batches; what annotators marked and what networks say are mixed."""

import random

import numpy as np
import pytest
from sayso_training.examples import Example, Noise, Taught, batches
from sayso_training.targets import targets_of

from sayso.tagging.pieces import Pieces
from sayso.tagging.windows import Window

LENGTH = 12


def example(**known: object) -> Example:
    numbers = np.arange(LENGTH)
    zeros = np.zeros(LENGTH, dtype=np.int64)
    pieces = Pieces(
        ids=numbers, starts=numbers * 2, ends=numbers * 2 + 1, shapes=zeros, flags=zeros, sentence=zeros, word=numbers
    )
    return Example("one", targets_of(pieces), **known)  # type: ignore[arg-type]


def batch_of(one: Example, window: Window, reach: int = 3, share: float = 0.5):  # type: ignore[no-untyped-def]
    (made,) = batches([[(one, window)]], random.Random(0), reach, Noise(taught=share))  # noqa: S311 - no secret
    return made


def taught(begin: int = 2, length: int = 6) -> Taught:
    cues = np.tile(np.array([0.8, 0.2, 0.0], dtype=np.float32), (LENGTH, 1))
    return Taught(cues, (((4, 5), begin, np.tile(np.array([0.5, 0, 0, 0.5, 0], dtype=np.float32), (length, 1))),))


MARKED = (((4, 5), ((2, 4),), ((5, 8),)),)


def test_what_is_marked_is_certain() -> None:
    made = batch_of(example(attributions=MARKED), Window(0, 0, LENGTH))
    assert made.cues[0, 1:-1].argmax(axis=1).tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert made.cues[0, 0].sum() == made.cues[0, -1].sum() == 0
    assert made.roles[0].argmax(axis=1).tolist() == [0, 1, 2, 0, 3, 4, 4]
    assert set(np.unique(made.roles)) == {0.0, 1.0}


def test_nothing_is_known_of_a_text_that_nobody_has_read() -> None:
    made = batch_of(example(), Window(0, 0, LENGTH))
    assert made.cues.sum() == 0
    assert len(made.rows) == 0


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_both_words_are_mixed_where_there_are_both(share: float) -> None:
    made = batch_of(example(attributions=MARKED, taught=taught()), Window(0, 0, LENGTH), share=share)
    assert made.cues[0, 5] == pytest.approx([0.8 * share, 1 - 0.8 * share, 0])
    # The crop begins at piece 1, of which the networks say nothing.
    assert made.roles[0, 0] == pytest.approx([1, 0, 0, 0, 0])
    assert made.roles[0, 1] == pytest.approx([0.5 * share, 1 - share, 0, 0.5 * share, 0])
    assert made.roles.sum(axis=2) == pytest.approx(np.ones((1, 7)))


def test_an_unmarked_text_has_the_cues_of_the_networks_as_far_as_they_looked() -> None:
    made = batch_of(example(taught=taught(3, 3)), Window(1, 1, LENGTH))
    assert made.cues[0, 1:-1] == pytest.approx(np.tile([0.8, 0.2, 0.0], (LENGTH - 1, 1)))
    assert made.lengths.tolist() == [3]
    assert made.starts.tolist() == [3]
    assert made.cue_ranges.tolist() == [[4, 5]]
    assert made.roles[0] == pytest.approx(np.tile([0.5, 0, 0, 0.5, 0], (3, 1)))


def test_a_cue_outside_the_window_has_no_crop() -> None:
    assert len(batch_of(example(taught=taught()), Window(5, 5, LENGTH)).rows) == 0
