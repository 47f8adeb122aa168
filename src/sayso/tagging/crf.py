"""A linear-chain conditional random field at run time, in plain numpy, for a whole batch at once.

In: emissions, transitions and lengths. Out: the best label sequence of each row and its log-probability.
Learning the transitions is the trainer's business. Source: Lafferty, McCallum and Pereira, ICML 2001.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sayso.tagging.labels import IntArray

__all__ = ["FloatArray", "best_paths"]

FloatArray = npt.NDArray[np.float32]
#: A weight that no path takes.
NEVER = -1e4


def best_paths(
    emissions: FloatArray,
    lengths: IntArray,
    transitions: FloatArray,
    starts: FloatArray,
    ends: FloatArray,
    needed: Sequence[int] = (),
) -> tuple[list[IntArray], FloatArray]:
    """The best path of each row and its log-probability among all paths.

    Args:
        emissions: shape (rows, longest, labels).
        lengths: shape (rows,), each at least 1.
        transitions: shape (labels, labels), from first to second; forbidden ones are very negative.
        starts: shape (labels,).
        ends: shape (labels,).
        needed: labels of which a path must hold one; the probability is that among all paths nevertheless.
    """
    # Longest rows first: at each step the rows that still run are then a slice.
    order = np.argsort(-lengths, kind="stable")
    steps = np.ascontiguousarray(emissions[order].transpose(1, 0, 2))
    inside = np.arange(len(steps))[:, None] < lengths[order]
    running, labels = inside.sum(axis=1), steps.shape[2]
    total = _log_total(steps, inside, transitions, starts, ends)
    if needed:
        steps = np.concatenate((steps, steps), axis=2)
        transitions, starts, ends = _remembering(transitions, starts, ends, needed)
    best, back = _best(steps, running, transitions, starts)
    final = best + ends
    paths: list[IntArray] = [lengths] * len(order)
    log_probability = np.empty(len(order), dtype=np.float32)
    log_probability[order] = final.max(axis=1) - total
    for row, position in enumerate(order.tolist()):
        paths[position] = _trace(back[:, row], int(final[row].argmax()), int(lengths[position])) % labels
    return paths, log_probability


def _remembering(
    transitions: FloatArray, starts: FloatArray, ends: FloatArray, needed: Sequence[int]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The weights of a field with each label twice: before and after one of the needed labels has been passed."""
    size = len(starts)
    is_needed = np.isin(np.arange(size), needed)
    wide = np.full((2 * size, 2 * size), NEVER, dtype=np.float32)
    wide[:size, :size] = np.where(is_needed, NEVER, transitions)
    wide[:size, size:] = np.where(is_needed, transitions, NEVER)
    wide[size:, size:] = transitions
    first = np.concatenate((np.where(is_needed, NEVER, starts), np.where(is_needed, starts, NEVER)))
    last = np.concatenate((np.full(size, NEVER), ends))
    return wide, first.astype(np.float32), last.astype(np.float32)


def _best(
    steps: FloatArray, running: IntArray, transitions: FloatArray, starts: FloatArray
) -> tuple[FloatArray, npt.NDArray[np.int8]]:
    """Viterbi: the best score of each last label, and the way back; steps has shape (longest, rows, labels)."""
    best = steps[0] + starts
    back = np.zeros(steps.shape, dtype=np.int8)
    for step in range(1, len(steps)):
        live = int(running[step])
        scores = best[:live, :, None] + transitions
        back[step, :live] = scores.argmax(axis=1)
        best[:live] = scores.max(axis=1) + steps[step, :live]
    return best, back


def _log_total(
    steps: FloatArray, inside: npt.NDArray[np.bool_], transitions: FloatArray, starts: FloatArray, ends: FloatArray
) -> FloatArray:
    """The logarithm of the summed weight of all paths of each row, by the forward algorithm with scaling."""
    peaks = steps.max(axis=2)
    raised = np.exp(steps - peaks[:, :, None])
    weights = np.exp(transitions)
    sums = np.ones(peaks.shape, dtype=np.float64)
    running = inside.sum(axis=1)
    alpha = raised[0].astype(np.float64) * np.exp(starts)
    sums[0] = alpha.sum(axis=1)
    alpha /= sums[0][:, None]
    for step in range(1, len(steps)):
        live = int(running[step])
        moved = (alpha[:live] @ weights) * raised[step, :live]
        sums[step, :live] = moved.sum(axis=1)
        alpha[:live] = moved / sums[step, :live, None]
    total: FloatArray = np.log(sums).sum(axis=0) + (peaks * inside).sum(axis=0) + np.log(alpha @ np.exp(ends))
    return total


def _trace(back: npt.NDArray[np.int8], label: int, length: int) -> IntArray:
    path = np.empty(length, dtype=np.int64)
    for step in range(length - 1, -1, -1):
        path[step] = label
        label = int(back[step, label])
    return path
