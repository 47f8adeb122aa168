"""How sure a share of a few items is: Wilson's interval (1927), which holds for small counts and shares near all.

In: how many of how many. Out: the lower and upper bound at 95 %. It needs no library and draws nothing at random.
"""

from math import sqrt
from typing import Final

__all__ = ["wilson"]

#: The normal quantile of 95 % on both sides.
Z: Final = 1.959963984540054


def wilson(hits: int, items: int) -> tuple[float, float]:
    """The bounds of the share, between 0 and 1; of no items 0 and 1."""
    if items == 0:
        return 0.0, 1.0
    share, weight = hits / items, Z * Z / items
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / items + weight / (4 * items)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)
