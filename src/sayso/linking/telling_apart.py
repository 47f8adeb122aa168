"""Which roots cannot be the same, so that the lower bound may count them apart.

In: roots, and pairs of parties that may be one. Out: the roots that are kept apart, and for each other root the one that it may
be. Two parties with different names are two; somebody who is only described may be anyone whose country and sort does not
contradict it; a source that nobody names may be anyone at all. It compares no pairs: each root meets what is kept by index.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.knowledge.outlets import fold_name
from sayso.languages.sourcing import load_sourcing
from sayso.linking.lineage import Root

__all__ = ["Apart", "count_apart"]

NAMED = ("speaker", "document", "post")


@dataclass(frozen=True, slots=True)
class Apart:
    """The keys of roots that no two of which can be the same; for the others, the key of one that each may be."""

    kept: frozenset[str]
    why: Mapping[str, str]


@dataclass(slots=True)
class _Kept:
    """What is kept so far, by what others are compared with."""

    keys: dict[str, None] = field(default_factory=dict)
    last_words: dict[str, str] = field(default_factory=dict)
    lone_words: dict[str, str] = field(default_factory=dict)
    countries: dict[tuple[str | None, str], str] = field(default_factory=dict)
    perhaps: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def add(self, root: Root) -> None:
        self.keys[root.key] = None
        words = _words(root)
        if root.kind == "speaker" and words:
            self.last_words.setdefault(words[-1], root.key)
            if len(words) == 1:
                self.lone_words.setdefault(words[0], root.key)
        if root.kind != "document":
            self.countries.setdefault((root.country, _sort(root)), root.key)

    def like_named(self, root: Root) -> str | None:
        """A kept party that a named one may be: a suggestion says so, or one of the two is but a surname."""
        for other in self.perhaps.get(root.key, ()):
            if other in self.keys:
                return other
        words = _words(root) if root.kind == "speaker" else []
        if len(words) == 1 and words[0] in self.last_words:
            return self.last_words[words[0]]
        return self.lone_words.get(words[-1]) if words else None

    def like_described(self, root: Root) -> str | None:
        """A kept party that a description may mean."""
        for (country, sort), key in self.countries.items():
            is_other_country = country is not None and root.country is not None and country != root.country
            own = _sort(root)
            if not is_other_country and (not own or not sort or own == sort):
                return key
        return None


def count_apart(roots: Sequence[Root], perhaps: frozenset[tuple[str, str]]) -> Apart:
    """The roots that are certainly different, the named ones first."""
    pairs: defaultdict[str, list[str]] = defaultdict(list)
    for left, right in sorted(perhaps):
        pairs[left].append(right)
        pairs[right].append(left)
    kept, why = _Kept(perhaps=pairs), {}
    rank = {**dict.fromkeys(NAMED, 0), "anonymous": 1, "outlet": 2, "untraced": 2}
    for root in sorted(roots, key=lambda root: rank[root.kind]):
        if root.kind in NAMED:
            other = kept.like_named(root)
        elif root.kind == "anonymous":
            other = kept.like_described(root)
        else:
            other = next(iter(kept.keys), None)
        if other is None:
            kept.add(root)
        else:
            why[root.key] = other
    return Apart(frozenset(kept.keys), why)


def _words(root: Root) -> list[str]:
    return fold_name(root.name or "").split()


def _sort(root: Root) -> str:
    """Whether a description means somebody in office or somebody who was there; "" where it may be either, and for names."""
    lists = load_sourcing().lists
    if root.kind != "anonymous":
        return ""
    words = set(_words(root))
    is_office, is_bystander = bool(words & lists["people.officials"]), bool(words & lists["people.bystanders"])
    return "" if is_office == is_bystander else "official" if is_office else "bystander"
