"""The stretch of a window in which the sources and contents of one cue are looked for.

In: where a cue stands. Out: the crop around it, and each piece's distance from the cue: the features of the role head.
"""

import numpy as np

from sayso.tagging.labels import IntArray, Range

__all__ = ["CLIP", "DISTANCES", "crop", "distances"]

#: Distances are counted from the near end of the cue and clipped here.
CLIP = 32
DISTANCES = 2 * CLIP + 1


def crop(cue: Range, length: int, reach: int) -> Range:
    """The pieces, of a window of `length`, at most `reach` before and after the cue."""
    return max(0, cue[0] - reach), min(length, cue[1] + reach)


def distances(cue: Range, start: int, end: int) -> IntArray:
    """Shape (end - start,): 0 for the farthest piece before the cue, CLIP inside it, 2 * CLIP for the farthest after it."""
    positions = np.arange(start, end)
    before = np.minimum(positions - cue[0], 0)
    after = np.maximum(positions - (cue[1] - 1), 0)
    clipped: IntArray = np.clip(before + after, -CLIP, CLIP) + CLIP
    return clipped
