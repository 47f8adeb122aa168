"""Long lists cut into pieces that one statement can take.

In: things one after the other. Out: lists of so many of them, the last one shorter. It reads ahead no further than one piece.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

__all__ = ["BATCH", "in_batches"]

T = TypeVar("T")
#: Keys or rows of one statement.
BATCH: Final = 500


def in_batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter; none where there are none."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
