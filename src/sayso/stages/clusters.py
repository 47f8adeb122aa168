"""Names of one document that mean one party.

In: named mentions in text order, with their names already read. Out: for each the number of its cluster. Clusters are found
by the longest form; a surname, a forename or an acronym joins one only if there is no other that it fits. Two full names with
different forenames never meet, nor do a person and a body. It reads names only; roles and pronouns are found elsewhere.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sayso.knowledge.outlets import load_outlets
from sayso.languages import Language
from sayso.records import Span
from sayso.stages.names import COMPANY, Name

__all__ = ["Named", "cluster_names"]

Key = TypeVar("Key")

#: Of names that share a word no more than these are compared with the next: a list of a thousand Smiths is no story.
MOST = 40
#: What a body's name can do without at its end: "Boeing Company", "Red Dawn movement".
GENERIC = frozenset({"group", "organization", "organisation", "movement", "party", "militia", "airline", "airlines", "agency"})
SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "de", "la"})


@dataclass(frozen=True, slots=True)
class Named:
    """A named mention: `kind` person, or body for what is none; `key` forces those with one key together (a government)."""

    span: Span
    kind: str
    name: Name
    key: str = ""


@dataclass(slots=True)
class _Cluster:
    """What the names of a cluster have in common while it grows."""

    forms: list[tuple[str, ...]]
    gender: str
    first: int


def cluster_names(named: Sequence[Named], language: Language) -> list[int]:
    """The number of the cluster of each mention; numbers are those of the first mention of each cluster, so they never move."""
    persons = _Persons(named)
    bodies = _Bodies(named, language)
    owner: dict[int, int] = {}
    for at in sorted(range(len(named)), key=lambda n: (-len(named[n].name.keys), n)):
        one = named[at]
        if one.key or one.kind != "person":
            owner[at] = bodies.place(at)
        elif len(one.name.keys) > 1:
            owner[at] = persons.place_full(at)
    for at in range(len(named)):
        if at not in owner:
            owner[at] = persons.place_single(at)
    first: dict[int, int] = {}
    # Persons and bodies are numbered each from nought.
    numbers = [2 * owner[at] + (one.kind != "person" or bool(one.key)) for at, one in enumerate(named)]
    for at, number in enumerate(numbers):
        first.setdefault(number, at)
    return [first[number] for number in numbers]


class _Persons:
    """Clusters of persons with look-ups by surname, forename and any other part."""

    def __init__(self, named: Sequence[Named]) -> None:
        self.named = named
        self.clusters: list[_Cluster] = []
        self.same: dict[tuple[tuple[str, ...], str], int] = {}
        self.by_last: defaultdict[str, list[int]] = defaultdict(list)
        self.by_first: defaultdict[str, list[int]] = defaultdict(list)
        self.by_middle: defaultdict[str, list[int]] = defaultdict(list)
        self.singles: dict[tuple[str, str], int] = {}

    def place_full(self, at: int) -> int:
        """The cluster of a name of several words, longer names first."""
        name = self.named[at].name
        known = self.same.get((name.keys, name.gender))
        if known is None:
            fitting = [
                n
                for n in self.by_last[name.keys[-1]][:MOST]
                if _agree(self.clusters[n].gender, name.gender)
                and all(_is_same_person(name.keys, form) for form in self.clusters[n].forms)
            ]
            known = fitting[0] if len(fitting) == 1 else self._new(at)
            self.same[(name.keys, name.gender)] = known
        return self._join(known, at)

    def place_single(self, at: int) -> int:
        """The cluster of a surname or a forename alone: the only one that it fits, before all others that stand before it."""
        name = self.named[at].name
        if not name.keys:
            return self._new(at)
        key = name.keys[0]
        for index in (self.by_last, self.by_first, self.by_middle):
            fitting = [n for n in index[key][:MOST] if _agree(self.clusters[n].gender, name.gender)]
            before = [n for n in fitting if self.clusters[n].first < at]
            fitting = before or fitting
            if len(fitting) == 1:
                return self._join(fitting[0], at)
            if fitting:
                break
        return self._alone(key, at)

    def _alone(self, key: str, at: int) -> int:
        gender = self.named[at].name.gender
        known = self.singles.get((key, gender))
        if known is None and not gender:
            of_any = [self.singles[(key, other)] for other in ("m", "f") if (key, other) in self.singles]
            known = of_any[0] if len(of_any) == 1 else None
        if known is None and gender:
            known = self.singles.get((key, ""))
        if known is None:
            known = len(self.clusters)
            self.clusters.append(_Cluster([self.named[at].name.keys], gender, at))
        self.singles[(key, gender)] = known
        return self._join(known, at)

    def _new(self, at: int) -> int:
        name = self.named[at].name
        number = len(self.clusters)
        self.clusters.append(_Cluster([], name.gender, at))
        if name.keys:
            self.by_last[name.keys[-1]].append(number)
            self.by_first[name.keys[0]].append(number)
            for key in set(name.keys[1:-1]):
                self.by_middle[key].append(number)
        return number

    def _join(self, number: int, at: int) -> int:
        cluster, name = self.clusters[number], self.named[at].name
        cluster.first = min(cluster.first, at)
        cluster.gender = cluster.gender or name.gender
        if len(name.keys) > 1 and name.keys not in cluster.forms:
            cluster.forms.append(name.keys)
        return number


def _agree(left: str, right: str) -> bool:
    return not left or not right or left == right


def _is_same_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether two names with one surname can be one person's: "J. Biden", "Joe Robinette Biden"; never "Jill Biden"."""
    if len(short) > len(long):
        short, long = long, short
    if long[-len(short) :] == short:
        return True
    if not _is_same_word(short[0], long[0]):
        return False
    rest = iter(long[1:-1])
    return all(any(_is_same_word(word, other) for other in rest) for word in short[1:-1])


def _is_same_word(left: str, right: str) -> bool:
    return left == right or (min(len(left), len(right)) == 1 and left[:1] == right[:1])


class _Bodies:
    """Clusters of bodies: the same words, the same outlet, an acronym, or a name less its generic word."""

    def __init__(self, named: Sequence[Named], language: Language) -> None:
        self.named = named
        lists = language.lexicon.lists
        self.generic = lists["nouns.outlet"] | COMPANY | GENERIC
        self.number: dict[str, int] = {}
        self.by_acronym: dict[str, int | None] = {}
        self.by_bare: dict[tuple[str, ...], int | None] = {}
        self.by_last: dict[str, int | None] = {}
        self.count = 0

    def place(self, at: int) -> int:
        """The cluster of a body, longer names first."""
        one = self.named[at]
        key = one.key or self._outlet(one) or " ".join(one.name.keys)
        known = self.number.get(key)
        if known is None:
            known = None if one.key else self._known(one)
            if known is None:
                known = self.count
                self.count += 1
                self._remember(known, one)
            self.number[key] = known
        return known

    def _known(self, one: Named) -> int | None:
        keys = one.name.keys
        if len(keys) == 1:
            found = self.by_acronym.get(keys[0]) if one.name.words[0].isupper() or "." in one.name.words[0] else None
            if found is None and one.kind == "media":
                found = self.by_last.get(keys[0])
            if found is not None:
                return found
        return self.by_bare.get(keys)

    def _remember(self, number: int, one: Named) -> None:
        keys = one.name.keys
        initials = "".join(word[0] for word in keys if word not in SMALL)
        for acronym in {one.name.acronym, initials if len(initials) > 2 else ""} - {""}:
            _put(self.by_acronym, acronym, number)
        end = len(keys)
        while end > 1 and keys[end - 1] in self.generic:
            end -= 1
            _put(self.by_bare, keys[:end], number)
        if one.kind == "media" and len(keys) > 1:
            _put(self.by_last, keys[-1], number)

    def _outlet(self, one: Named) -> str:
        outlet = load_outlets().by_name(one.name.text) if one.kind == "media" else None
        return f"outlet:{outlet.id}" if outlet else ""


def _put(index: dict[Key, int | None], key: Key, number: int) -> None:
    """Remember the only cluster of a key; of two, none."""
    index[key] = number if index.get(key, number) == number else None
