"""The best path is the best of all paths, and its probability is its share of them."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.tagging.crf import best_paths


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_the_best_path_is_found_among_all(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    labels, longest = 3, 5
    emissions = rng.normal(size=(2, longest, labels)).astype(np.float32)
    transitions, starts, ends = (rng.normal(size=s).astype(np.float32) for s in ((3, 3), 3, 3))
    lengths = np.array([length, longest])
    paths, logs = best_paths(emissions, lengths, transitions, starts, ends)
    for row in range(2):
        scores = {}
        for path in product(range(labels), repeat=int(lengths[row])):
            total = starts[path[0]] + ends[path[-1]]
            total += sum(emissions[row, n, label] for n, label in enumerate(path))
            total += sum(transitions[a, b] for a, b in pairwise(path))
            scores[path] = float(total)
        best = max(scores, key=lambda path: scores[path])
        assert tuple(paths[row].tolist()) == best
        expected = scores[best] - np.log(sum(np.exp(s) for s in scores.values()))
        assert logs[row] == pytest.approx(expected, abs=1e-3)


def test_a_forbidden_transition_is_never_taken() -> None:
    emissions = np.array([[[0, 0, 0], [0, 0, 9]]], dtype=np.float32)
    transitions = np.zeros((3, 3), dtype=np.float32)
    transitions[0, 2] = -1e4
    starts = np.array([5, 0, 0], dtype=np.float32)
    paths, _ = best_paths(emissions, np.array([2]), transitions, starts, np.zeros(3, dtype=np.float32))
    assert paths[0].tolist() == [1, 2] or paths[0].tolist() == [2, 2]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_a_path_can_be_made_to_hold_a_needed_label(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(1, 5, 3)).astype(np.float32)
    transitions, starts, ends = (rng.normal(size=s).astype(np.float32) for s in ((3, 3), 3, 3))
    lengths = np.array([length])
    (path,), (log,) = best_paths(emissions, lengths, transitions, starts, ends, needed=(1, 2))
    scores = {}
    for candidate in product(range(3), repeat=length):
        total = starts[candidate[0]] + ends[candidate[-1]]
        total += sum(emissions[0, n, label] for n, label in enumerate(candidate))
        scores[candidate] = float(total + sum(transitions[a, b] for a, b in pairwise(candidate)))
    best = max((c for c in scores if 1 in c or 2 in c), key=lambda c: scores[c])
    assert tuple(path.tolist()) == best
    assert log == pytest.approx(scores[best] - np.log(sum(np.exp(s) for s in scores.values())), abs=1e-3)
