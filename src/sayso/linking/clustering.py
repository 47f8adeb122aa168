"""Groups of what is alike: average linkage over the pairs that are known, which no chain of pairs can stretch.

In: numbered things, pairs of them with a likeness, and how much is needed. Out: a group number for each thing. Two groups join
while the likeness between them, averaged over all pairs across, is enough; a pair that is not among those given counts as
unlike (0), so that a few bridges never weld two large groups. It knows nothing of what it groups, and takes no chances.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["PARTNERS", "Forest", "link_averages"]

#: A thing in the smaller of two groups needs no more partners in the larger one than this: of large groups few pairs are known.
PARTNERS = 12


class Forest:
    """Which numbers are joined: the smallest of a group stands for it."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, number: int) -> int:
        """The number that stands for the group of this one."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        first, second = sorted((self.root(one), self.root(other)))
        self._parents[second] = first

    def roots(self) -> list[int]:
        """The number that stands for the group of each."""
        return [self.root(number) for number in range(len(self._parents))]


@dataclass(slots=True)
class _Groups:
    """Groups while they grow: their sizes, the sum of likenesses to each neighbour, and how often each has changed."""

    sizes: list[int]
    sums: list[dict[int, float]]
    least: float
    changes: list[int]
    heap: list[tuple[float, int, int, int, int]] = field(default_factory=list)

    def begin(self, pairs: Sequence[tuple[int, int, float]]) -> None:
        """Take in the pairs, and remember those that may join."""
        for one, other, likeness in pairs:
            self.sums[one][other] = self.sums[other][one] = likeness
            if likeness >= self.least:
                self.heap.append((-likeness, one, other, 0, 0) if one < other else (-likeness, other, one, 0, 0))
        heapq.heapify(self.heap)

    def offer(self, one: int) -> None:
        """Remember with whom a group may join: by the likeness, averaged over as many pairs as there should be across."""
        own, sizes, changes, least = self.sizes[one], self.sizes, self.changes, self.least
        for other, total in self.sums[one].items():
            size = sizes[other]
            mean = total / (own * min(size, PARTNERS) if own <= size else size * min(own, PARTNERS))
            if mean >= least:
                first, second = (one, other) if one < other else (other, one)
                heapq.heappush(self.heap, (-mean, first, second, changes[first], changes[second]))

    def merge(self, kept: int, gone: int) -> None:
        """Put one group into another, and see with whom it may join now."""
        mine, theirs = self.sums[kept], self.sums[gone]
        for neighbour in theirs:
            if neighbour != kept:
                del self.sums[neighbour][gone]
                mine[neighbour] = self.sums[neighbour][kept] = mine.get(neighbour, 0.0) + theirs[neighbour]
        mine.pop(gone, None)
        self.sums[gone] = {}
        self.sizes[kept] += self.sizes[gone]
        self.changes[kept] += 1
        self.changes[gone] = -1
        self.offer(kept)


def link_averages(count: int, pairs: Sequence[tuple[int, int, float]], least: float) -> list[int]:
    """For each number below `count` the smallest number of its group; each pair is given once, with a likeness above 0."""
    groups = _Groups([1] * count, [{} for _ in range(count)], least, [0] * count)
    groups.begin(pairs)
    forest = Forest(count)
    while groups.heap:
        _, first, second, *changes = heapq.heappop(groups.heap)
        # What was offered before either of them changed is out of date.
        if [groups.changes[first], groups.changes[second]] == changes:
            forest.join(first, second)
            groups.merge(first, second)
    return forest.roots()
