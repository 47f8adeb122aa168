"""Which of some old texts is which of some new ones.

In: two lists of texts. Out: pairs of their places, the most alike together, and what is left over on either side. It knows no
records.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

__all__ = ["pair_texts"]

#: Two wordings with so much in common are one that was changed.
ALIKE: Final = 0.6
#: Longer texts are compared no further than this, in words.
LONGEST: Final = 600
WORD: Final = re.compile(r"\w+")


def pair_texts(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which of the old is which of the new, the most alike first, each at most once; then what is left, in order."""
    left, right = ([WORD.findall(text.casefold())[:LONGEST] for text in texts] for texts in (old, new))
    alike = [
        (-share, one, other)
        for one, first in enumerate(left)
        for other, second in enumerate(right)
        if (share := _share(first, second)) >= ALIKE
    ]
    taken: dict[int, int] = {}
    for _, one, other in sorted(alike):
        if one not in taken and other not in taken.values():
            taken[one] = other
    pairs: list[tuple[int | None, int | None]] = [(one, taken.get(one)) for one in range(len(old))]
    yield from pairs
    yield from ((None, other) for other in range(len(new)) if other not in taken.values())


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the words of the two they have in common, in their order."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 1.0 if one == other else 0.0 if matcher.quick_ratio() < ALIKE else matcher.ratio()
