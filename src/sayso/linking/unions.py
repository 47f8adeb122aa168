"""Sets of keys that grow together: what hangs together by links, directly or through others.

In: pairs of keys. Out: `Unions`, which says for each key which one stands for its set. It knows nothing of what the keys are,
nor why two of them are joined.
"""

from dataclasses import dataclass, field

__all__ = ["Unions"]


@dataclass(slots=True)
class Unions:
    """Sets that grow together; the least key stands for its set, whatever the order of joining."""

    above: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        """The key that stands for the set of another."""
        root = key
        while (up := self.above.get(root, root)) != root:
            root = up
        while key != root:
            self.above[key], key = root, self.above.get(key, key)
        return root

    def join(self, left: str, right: str) -> None:
        """Make one set of two."""
        first, second = sorted((self.find(left), self.find(right)))
        if first != second:
            self.above[second] = first
