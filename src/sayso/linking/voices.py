"""Whose voice a claim ends with, how surely it is known across documents, and through which houses it came.

In: `ClaimProfile`s and the `same_actor` links. Out: a `Voice` for each claim. A name is the same party wherever it stands, a
description ("US officials") only within the house that heard it, and who is not named at all is nobody. It counts nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.outlets import fold_name, load_outlets
from sayso.languages import load_language
from sayso.languages.people import load_people
from sayso.languages.sourcing import load_sourcing
from sayso.linking.claim_profiles import ClaimProfile, HopProfile, house_key
from sayso.linking.unions import Unions
from sayso.records import RecordLink, RootKind

__all__ = ["SURE", "Voice", "Voices", "content_words", "find_voices", "is_media_at_large"]

#: From this score on a link that a machine suggests joins for both bounds; below it only for the lower one.
SURE = 0.8
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
TAIL = re.compile(r"\s(?:of|for|from|in|at|on|to|with|who|that|close|near|inside|within|familiar|briefed|speaking|based|,)\b|,")
TEXTS: frozenset[str] = frozenset({"document", "survey"})


@dataclass(frozen=True, slots=True)
class Voice:
    """The innermost source of a claim.

    `key` is the same in all documents that name this party, null where somebody is only described or nobody is named. `words`
    are what a description says, `country` an ISO code where it or the actor has one. `houses` are the outlets between the page
    and the voice, outermost first.
    """

    kind: RootKind
    key: str | None
    name: str | None
    words: frozenset[str]
    country: str | None
    houses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """The voice of each claim by its id, and pairs of keys that a link holds for one without being sure."""

    of: dict[str, Voice]
    perhaps: frozenset[tuple[str, str]]


def find_voices(claims: Sequence[ClaimProfile], links: Iterable[RecordLink]) -> Voices:
    """The voice of each claim; actors that a sure link joins are one."""
    houses = {house for claim in claims for house in (claim.house, claim.page_house) if house}
    unions, doubtful = Unions(), []
    for link in links:
        if link.kind == "same_actor":
            if link.state == "confirmed" or link.score >= SURE:
                unions.join(f"actor:{link.left}", f"actor:{link.right}")
            else:
                doubtful.append((f"actor:{link.left}", f"actor:{link.right}"))
    raw = {claim.claim.id: _read(claim, houses, unions) for claim in claims}
    keyed = {key: _keyed(voice, unions) for key, voice in raw.items()}
    pairs = ((unions.find(left), unions.find(right)) for left, right in doubtful)
    return Voices(keyed, frozenset((min(p), max(p)) for p in pairs if p[0] != p[1]))


def _keyed(voice: Voice, unions: Unions) -> Voice:
    if voice.key is None or voice.kind == "outlet":
        return voice
    return Voice(voice.kind, unions.find(voice.key), voice.name, voice.words, voice.country, voice.houses)


def _read(claim: ClaimProfile, houses: set[str], unions: Unions) -> Voice:
    sources = [hop for hop in claim.hops if hop.hop.role == "source"]
    while len(sources) > 1 and not _names_somebody(sources[-1]):
        sources.pop()
    if not sources:
        return Voice("untraced", None, None, frozenset(), None, ())
    last = sources[-1]
    passed = [house for hop in sources[:-1] for house in _houses_of(hop, houses)]
    if last.channel_house is not None:
        passed.append(last.channel_house)
    through = tuple(house for house in dict.fromkeys(passed) if house != claim.house)
    return _voice_of(last, through, houses, unions)


def _names_somebody(hop: HopProfile) -> bool:
    return hop.hop.name is not None and hop.source_kind != "none"


def _houses_of(hop: HopProfile, houses: set[str]) -> list[str]:
    """The outlet that a hop is, and before it the outlet it spoke to."""
    own = _as_house(hop, houses)
    return [key for key in (hop.channel_house, own) if key is not None]


def _as_house(hop: HopProfile, houses: set[str]) -> str | None:
    """The key of the outlet that a hop is: its own, or that of a house among the publishers which is called so."""
    name = hop.hop.name
    if name is None or is_media_at_large(name):
        return None
    key = house_key(_bare_outlet(name), hop.hop.outlet)
    is_outlet = hop.house is not None or hop.source_kind == "outlet"
    return key if key in houses or (is_outlet and not _is_description(_bare_outlet(name))) else None


@lru_cache(8192)
def _bare_outlet(name: str) -> str:
    """The name of an outlet without what is said of it: "Lebanon's Al Akhbar newspaper" → "Al Akhbar"."""
    words = name.split()
    while len(words) > 1 and words[0].lower().endswith(("'s", "’s")):
        words = words[1:]
    if len(words) > 1 and words[-1] in load_sourcing().lists["media.single"] and words[-2][:1].isupper():
        words = words if _country_in(words[-2]) else words[:-1]
    return " ".join(words)


def _voice_of(hop: HopProfile, through: tuple[str, ...], houses: set[str], unions: Unions) -> Voice:
    name = hop.hop.name
    country = hop.actor.country if hop.actor is not None else None
    if name is None or hop.source_kind == "none":
        return Voice("untraced", None, None, frozenset(), None, through)
    house = _as_house(hop, houses)
    if house is not None:
        return Voice("outlet", house, name, frozenset(), country, through)
    words = content_words(name)
    country = country or _country_in(name)
    if is_media_at_large(name):
        return Voice("outlet", None, name, words, country, through)
    if _is_unnamed(hop, name):
        return Voice("anonymous", None, name, words, country, through)
    kind: RootKind = "document" if hop.source_kind in TEXTS else "post" if hop.source_kind == "post" else "speaker"
    return Voice(kind, _identity(hop, name, unions), name, words, country, through)


def _is_unnamed(hop: HopProfile, name: str) -> bool:
    """Whether a source is only described; a body of an office or a state ("the Syrian military") counts as named."""
    if hop.source_kind in {"anonymous", "pronoun"}:
        return hop.actor is None or hop.actor.kind == "anonymous" or _is_description(hop.actor.name)
    if hop.actor is not None and hop.actor.kind == "anonymous":
        return True
    if hop.source_kind in TEXTS | {"post"}:
        # "an Audit Office report" says whose it is, "a draft report" does not.
        return not any(word[:1].isupper() and _country_in(word) is None for word in WORD.findall(name)[1:])
    return _is_description(name) and not (_is_body(name) or (hop.actor is not None and not _is_description(hop.actor.name)))


@lru_cache(8192)
def _is_description(name: str) -> bool:
    """Whether the head of a phrase is no name: "US officials", "a port official in Damascus"."""
    head = WORD.findall(TAIL.split(name.strip(), maxsplit=1)[0])
    return not head or head[-1][:1].islower()


@lru_cache(8192)
def _is_body(name: str) -> bool:
    """Whether the head is a body that speaks as one, and something beside it says which: "the Syrian military"."""
    head = [word.lower() for word in WORD.findall(TAIL.split(name.strip(), maxsplit=1)[0])]
    bodies = load_language("en").lexicon.lists["nouns.bodies"]
    return bool(head) and head[-1] in bodies and bool(content_words(name) - {head[-1]})


def _identity(hop: HopProfile, name: str, unions: Unions) -> str:
    """The key of a named party: by its actor, and by its whole name where that has more than one word."""
    names = [name, *((hop.actor.name,) if hop.actor is not None else ())]
    keys = [f"actor:{hop.actor.id}"] if hop.actor is not None else []
    for one in names:
        folded = fold_name(_untitled(one)).removeprefix("the ")
        is_person = hop.actor is not None and hop.actor.kind == "person"
        if " " in folded or not is_person:
            keys.append(f"name:{folded}")
    keys = keys or [f"name:{fold_name(name)}"]
    for key in keys[1:]:
        unions.join(keys[0], key)
    return keys[0]


@lru_cache(8192)
def _untitled(name: str) -> str:
    """A person's name without offices and titles before it: "Mayor Ilse Hartog" → "Ilse Hartog"; two words stay at least."""
    words, titles = name.split(), load_language("en").lexicon.lists["titles.words"]
    while len(words) > 2 and words[0].lower() in titles and words[1][:1].isupper():
        words = words[1:]
    return " ".join(words) if not _is_body(name) else name


@lru_cache(8192)
def content_words(name: str) -> frozenset[str]:
    """What a description says beyond articles, numbers and ranks; plural and singular are one."""
    empty = load_sourcing().lists["people.fillers"] | load_language("en").lexicon.lists["grammar.phrase_ends"]
    words = (word.lower() for word in WORD.findall(name))
    return frozenset(_singular(word) for word in words if word not in empty and len(word) > 1)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(8192)
def _country_in(name: str) -> str | None:
    """The country whose nationality a description has: "US officials", "a Lebanese officer"."""
    people = load_people()
    found: dict[str, None] = {}
    for word in WORD.findall(name):
        row = people.adjectives.get(word.lower()) or people.countries.get(word.lower())
        # "us" is a pronoun.
        if row is not None and not word.islower():
            found[row.country] = None
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(8192)
def is_media_at_large(name: str) -> bool:
    """Whether a phrase means outlets and names none: "Lebanese media", "a local newspaper", "press reports"."""
    lists = load_sourcing().lists
    if load_outlets().by_name(name) is not None:
        return False
    head = [word.lower() for word in WORD.findall(TAIL.split(name.strip(), maxsplit=1)[0])]
    if not head or head[-1] not in lists["media.heads"] | lists["media.single"]:
        return False
    demonyms = load_language("en").lexicon.lists["demonyms.words"]
    return all(word in lists["media.attributes"] or word in demonyms or _country_in(word) for word in head[:-1])
