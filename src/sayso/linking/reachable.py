"""Which parties of a ledger linking could bring together with those of a name, so that the others need not be compared.

In: a name's test, all actors as plain values, what people have decided. Out: a test for the actors that are called so, or meet
one that is, or one that meets those, by a key they share; of parties left out none could change a link of those kept. The keys
here are coarser than those of `profiles`: a person's initial and surname. It compares nobody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from sayso.knowledge.actors import load_actors
from sayso.knowledge.outlets import fold_name, load_outlets
from sayso.knowledge.skeletons import PARTICLES, body_key, name_words, skeleton
from sayso.linking.verdicts import Verdicts

__all__ = ["Party", "find_reachable", "party_of"]

#: What tells one party of a document from another here: its kind, its country, its names.
Party = tuple[str, str | None, tuple[str, ...]]
ARTICLES: Final = ("the ", "a ", "an ")
#: Words before a person's name that may be titles: an alias is looked for behind each of the first.
MOST_TITLES: Final = 4


def party_of(plain: Mapping[str, Any]) -> Party:
    """The party of an actor's record as plain values."""
    return plain["kind"], plain["country"], tuple(plain["names"])


def find_reachable(
    actors: Iterable[Mapping[str, Any]], is_called: Callable[[str, Iterable[str]], bool], verdicts: Verdicts
) -> frozenset[Party]:
    """The parties that are called so, by kind and names, with all that may be linked to one of them through others."""
    meeting: defaultdict[str, list[Party]] = defaultdict(list)
    keys: dict[Party, set[str]] = {}
    judged = _judged_keys(verdicts)
    for plain in actors:
        party = party_of(plain)
        if party not in keys:
            keys[party] = {*_keys(*party)}
        if judged:
            keys[party].update(*(judged.get(key, ()) for key in (plain["id"], fold_name(plain["name"]))))
    for party, own in keys.items():
        for key in own:
            meeting[key].append(party)
    reached = {party for party in keys if is_called(party[0], party[2])}
    waiting = list(reached)
    while waiting:
        for key in keys[waiting.pop()]:
            for other in meeting.pop(key, ()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
    return frozenset(reached)


def _judged_keys(verdicts: Verdicts) -> Mapping[str, set[str]]:
    """For the ids and the folded names of judged actors a key for each verdict: those of its other side have it too."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for end, judged in verdicts.partners.items():
        found[end if isinstance(end, str) else end[1]].update(f"verdict {verdict.link}" for verdict, _ in judged)
    return found


@lru_cache(maxsize=65536)
def _keys(kind: str, country: str | None, names: tuple[str, ...]) -> frozenset[str]:
    if kind == "government":
        return frozenset({f"government {country}"})
    if kind not in ("person", "org", "media"):
        return frozenset()
    return frozenset(key for name in names for key in (_person_keys if kind == "person" else _body_keys)(name))


def _person_keys(name: str) -> Iterator[str]:
    """The surname with each initial that may be the person's, some words in front being titles; rows that the name may mean."""
    end = name.rpartition(" ")[2]
    words = () if end.isalpha() and end.islower() and end not in PARTICLES else name_words(name)  # "the tax inspector"
    last = skeleton(words[-1]) if len(words) > 1 else ""
    for word in words[:-1][:MOST_TITLES]:
        yield f"initial {word[:1]} {last}"
        yield f"person {skeleton(word)[:1]} {last}"
    parts, known = fold_name(name).split(), load_actors()
    for start in range(min(MOST_TITLES, len(parts) - 1)):
        if (alias := " ".join(parts[start:])) in known.names:
            yield from (f"known {row.id}" for row in known.by_name(alias))


def _body_keys(name: str) -> Iterator[str]:
    bare = fold_name(name)
    while bare.startswith(ARTICLES):
        bare = bare.partition(" ")[2]
    yield f"body {body_key(bare) or bare}"
    yield from (f"known {row.id}" for row in load_actors().by_name(bare))
    outlet = load_outlets().by_name(bare)
    if outlet is not None:
        yield f"outlet {outlet.id}"
