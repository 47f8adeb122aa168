"""A linear-chain conditional random field at run time, in plain numpy, for a whole batch at once.

In: emissions, transitions and lengths. Out: the best label sequence of each row and its log-probability.
Learning the transitions is the trainer's business. Source: Lafferty, McCallum and Pereira, ICML 2001.
"""

import numpy as np
import numpy.typing as npt

from sayso.tagging.labels import IntArray

__all__ = ["FloatArray", "best_paths"]

FloatArray = npt.NDArray[np.float32]


def best_paths(
    emissions: FloatArray, lengths: IntArray, transitions: FloatArray, starts: FloatArray, ends: FloatArray
) -> tuple[list[IntArray], FloatArray]:
    """The best path of each row and its log-probability among all paths.

    Args:
        emissions: shape (rows, longest, labels).
        lengths: shape (rows,), each at least 1.
        transitions: shape (labels, labels), from first to second; forbidden ones are very negative.
        starts: shape (labels,).
        ends: shape (labels,).
    """
    rows, longest, labels = emissions.shape
    best = emissions[:, 0] + starts
    total = best.copy()
    back = np.zeros((rows, longest, labels), dtype=np.int8)
    for step in range(1, longest):
        scores = best[:, :, None] + transitions
        back[:, step] = scores.argmax(axis=1)
        live = (step < lengths)[:, None]
        best = np.where(live, scores.max(axis=1) + emissions[:, step], best)
        total = np.where(live, _log_sum(total[:, :, None] + transitions) + emissions[:, step], total)
    final = best + ends
    log_probability = final.max(axis=1) - _log_sum((total + ends)[:, :, None])[:, 0]
    paths = [_trace(back[row], int(final[row].argmax()), int(lengths[row])) for row in range(rows)]
    return paths, log_probability.astype(np.float32)


def _log_sum(scores: FloatArray) -> FloatArray:
    """log(sum(exp)) over axis 1."""
    peak = scores.max(axis=1)
    summed: FloatArray = peak + np.log(np.exp(scores - peak[:, None]).sum(axis=1))
    return summed


def _trace(back: npt.NDArray[np.int8], label: int, length: int) -> IntArray:
    path = np.empty(length, dtype=np.int64)
    for step in range(length - 1, -1, -1):
        path[step] = label
        label = int(back[step, label])
    return path
