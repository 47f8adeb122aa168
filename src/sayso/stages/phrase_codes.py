"""The codes of a noun phrase: which country or organisation, and which part of its society.

In: a noun phrase, with the day it was written where known. Out: `ActorCodes` in PLOVER's codes, each null where the words do
not say. What a bare noun means in its document ("the army") is not guessed, nobody but heads of states is looked up by a
surname, and a wrong code is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from sayso.knowledge.actors import ELITE, KnownActor, load_actors
from sayso.knowledge.places import load_places
from sayso.languages import load_language
from sayso.languages.agent_words import ORGANISATIONS, SECTORS, AgentWords, load_agent_words
from sayso.languages.people import load_people

__all__ = ["ActorCodes", "code_phrase"]

WORD: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]?|[^\W_][\w&’'-]*\.?")
POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
INITIAL: Final = re.compile(r"(?<=\S) [A-Z]\.?(?= )")
#: Where the core of a phrase ends, and of these the ones behind which somebody's own body or place stands.
BEHIND: Final = frozenset(
    {"of", "in", "for", "from", "at", "by", "to", "on", "with", "who", "that", "which", "against", "about", "going", "under"}
)
OWN: Final = frozenset({"of", "in", "from", "at", "for"})
#: "Turkish-backed": whom somebody is tied to is not whose he is.
SKIPPED: Final = re.compile(r"-(?:backed|led|born|held|controlled|occupied|made|trained|funded|aligned)$", re.IGNORECASE)
FORMER: Final = frozenset({"former", "ex", "retired", "ousted", "late", "deposed"})
OFFICES: Final = frozenset({"GOV", "LEG", "JUD"})
#: Sectors of common nouns that names of teams, songs and firms are made of, too: "Pittsburgh Pirates", "Citizens United".
COMMON: Final = frozenset({"CRM", "UAF", "CVL", "AGR"})
#: Parts of a parliament, and how it is named before them.
PARTS: Final = frozenset({"committee", "committees", "subcommittee", "panel"})
HOUSES: Final = frozenset({"senate", "house", "congressional", "parliamentary", "commons", "lords"})
#: Behind a country's name these make it something that is no party: "the Vietnam War".
THINGS: Final = frozenset({"war", "trip", "visit", "policy", "crisis"})
SECTOR_OF_KIND: Final = {"government": "GOV", "party": "PTY", "militia": "REB", "company": "BUS", "court": "JUD"}
PLACE_OF_KIND: Final = {"igo": "IGO", "ngo": "NGO", "militia": "IMG", "court": "IGO"}
#: A town that fewer people live in says nothing of a country by its name alone.
TOWN: Final = 100_000
LONGEST_NAME: Final = 6
LONGEST_PERSON: Final = 3
HONORIFICS: Final = frozenset({"mr", "mrs", "ms", "miss", "sir", "dr", "lord", "lady"})


@dataclass(frozen=True, slots=True)
class ActorCodes:
    """`place` is an alpha-3 code of the state system or of an organisation (IGO, UNO …), `sector` one of PLOVER's."""

    place: str | None = None
    sector: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Those there are."""
        return tuple(code for code in (self.place, self.sector) if code is not None)


@dataclass(frozen=True, slots=True)
class _Named:
    """A body or person that a phrase names: its codes, its place among the words, whether it is a body."""

    codes: ActorCodes
    start: int
    end: int
    is_body: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a phrase as written, in lower case without their possessive; where its core and what it is of end."""

    written: tuple[str, ...]
    lower: tuple[str, ...]
    owns: tuple[bool, ...]
    core: int
    reach: int


@lru_cache(maxsize=4096)
def code_phrase(phrase: str, day: str | None = None) -> ActorCodes:
    """The codes of a noun phrase, read alone; `day` is the ISO day that offices are looked up on."""
    words, known = _read(phrase), load_agent_words()
    if not words.lower:
        return ActorCodes()
    bodies = list(_bodies(words, known, day))
    place = next((one.codes.place for one in bodies if one.codes.place is not None), None)
    if place is None or place in ORGANISATIONS:
        named = _country(words, known)
        # The Red Cross of a country is that country's; a party of a coalition is its own.
        place = named if named is not None and (place is None or place in {"NGO", "MNC"}) else place
    sector = _sector(words, known, bodies, place)
    is_apart = any(one.codes.sector == "PRE" for one in bodies)
    return ActorCodes(place, "PRE" if is_apart else sector)


def _read(phrase: str) -> _Words:
    written = [found.group() for found in WORD.finditer(phrase.replace("’", "'"))]
    written = [word if re.fullmatch(r"(?:[A-Z]\.)+|[A-Z][a-z]{1,3}\.", word) else word.rstrip(".") for word in written]
    owns = tuple(POSSESSIVE.search(word) is not None for word in written)
    written = [POSSESSIVE.sub("", word) for word in written]
    lower = tuple(word.lower() for word in written)
    core = next((n for n, word in enumerate(lower) if n and word in BEHIND), len(lower))
    reach = next((n for n, word in enumerate(lower) if n and word in BEHIND - OWN), len(lower))
    return _Words(tuple(written), lower, owns, core, reach)


def _bodies(words: _Words, known: AgentWords, day: str | None) -> Iterator[_Named]:
    """Bodies and persons that the phrase names; the longest name from every word."""
    at, end = 0, words.reach
    while at < end:
        sizes = range(min(LONGEST_NAME, end - at), 0, -1)
        found = next((named for size in sizes if (named := _named(words, at, at + size, known, day)) is not None), None)
        if found is not None:
            yield found
        at = at + 1 if found is None else found.end


def _named(words: _Words, at: int, end: int, known: AgentWords, day: str | None) -> _Named | None:
    written = words.written[at:end]
    if not (written[0][0].isupper() and written[-1][0].isupper()):
        return None
    text = " ".join(written)
    plain = text.lower().removeprefix("the ")
    found = known.bodies.get(plain) or known.bodies.get(plain.replace(".", ""))
    if found is not None and (len(written) > 1 or len(text) > 3 or text.replace(".", "").isupper()):
        return _Named(ActorCodes(*found), at, end, is_body=True)
    if len(written) == 1 and (leader := known.leaders.get(plain)) is not None and not _has_forename(words, at):
        text = leader
    elif len(written) == 1 and not (len(text) > 2 and text.isupper()) and len(words.lower) > 2:
        return None
    if load_places().territory_of(text) or load_places().demonym_of(text):
        return None
    rows = [row for row in load_actors().by_name(text) if row.kind != "country"]
    if not rows and (country := known.people.get(INITIAL.sub("", text).lower())) is not None:
        return _Named(ActorCodes(country), at, end, is_body=False)
    return _Named(_known(rows[0], known, day), at, end, is_body=rows[0].kind != "person") if len(rows) == 1 else None


def _has_forename(words: _Words, at: int) -> bool:
    """Whether a capitalised word that is no title stands before a surname: Melania Trump is nobody's president."""
    before = words.lower[at - 1].rstrip(".") if at else ""
    is_title = before.removesuffix("s") in load_language("en").lexicon.lists["titles.words"] or before in HONORIFICS
    return at > 0 and words.written[at - 1][0].isupper() and not is_title and not words.owns[at - 1]


def _known(row: KnownActor, known: AgentWords, day: str | None) -> ActorCodes:
    place = known.states.get(row.country or "")
    if row.kind == "person":
        return ActorCodes(place, _office(row, day))
    sector = SECTOR_OF_KIND.get(row.kind)
    own = place or PLACE_OF_KIND.get(row.kind)
    if row.kind == "igo" and ("united nations" in row.name.lower() or any("UNO" in r.code[:6] for r in row.roles)):
        own = "UNO"
    if row.kind == "government":
        words = _read(row.name)
        sector = _head(words, known, 0, words.core) or sector
    return ActorCodes("MNC" if row.kind == "company" else own, sector)


def _office(row: KnownActor, day: str | None) -> str | None:
    """The sector of the office held on a day; without a day the only one there ever was."""
    held = [role for role in row.roles if role.code[3:6] != ELITE]
    if day is not None:
        then = [role for role in held if role.holds(day, row.as_of)]
        if not then and any(role.until is not None and role.until < day for role in held):
            return ELITE
        held = then
    found = {_of_code(role.code[3:]) for role in held}
    return found.pop() if len(found) == 1 else None


def _of_code(code: str) -> str | None:
    """The sector in a code of the older ontology, which put a parliament under the government."""
    if "LEG" in code:
        return "LEG"
    return code[:3] if code[:3] in SECTORS and code[:3] != "MED" else None


def _country(words: _Words, known: AgentWords) -> str | None:
    """The first country that the phrase names as somebody's own."""
    places, end = load_places(), len(words.lower)
    if len(words.written) == 1 and (code := places.government_of(words.written[0])) is not None:
        return known.states.get(code)
    barred = False
    for at in range(end):
        if words.lower[at] in BEHIND and at:
            is_for = words.lower[at] == "for" and not _is_name_next(words, at + 1)
            barred = barred or is_for or words.lower[at] not in OWN
        if barred or SKIPPED.search(words.written[at]) or not words.written[at][0].isupper():
            continue
        for size in range(min(4, end - at), 0, -1):
            text = " ".join(words.written[at : at + size])
            code = places.demonym_of(text) or places.territory_of(text) or _town(words, known, at, size)
            is_thing = at + size < end and words.lower[at + size] in THINGS
            if (
                code is not None
                and not is_thing
                and not _is_surname(words, known, at, size, is_people=places.demonym_of(text) is not None)
            ):
                return known.states.get(code)
    return None


def _is_name_next(words: _Words, at: int) -> bool:
    """Whether a name follows, an article passed over."""
    at += words.lower[at : at + 1] == ("the",)
    return at < len(words.written) and words.written[at][0].isupper()


def _town(words: _Words, known: AgentWords, at: int, size: int) -> str | None:
    """The country of a region or a large town, where the phrase says that somebody is of it."""
    text = " ".join(words.written[at : at + size])
    is_behind = at > 0 and words.lower[at - 1] in OWN | {"de"}
    if len(text) < 4 or not (is_behind or at + size < len(words.lower)):
        return None
    found = sorted(load_places().candidates(text), key=lambda one: (one.kind == "region", one.population), reverse=True)
    large = [one for one in found if one.territory and (one.kind == "region" or one.population >= TOWN)]
    if not is_behind and not (large and large[0].population >= 3 * TOWN and _is_before_noun(words, known, at + size)):
        return None
    return large[0].territory if large else None


def _is_before_noun(words: _Words, known: AgentWords, at: int) -> bool:
    """Whether a common noun follows, or one of the next two words says what somebody is: "Istanbul Police"."""
    if at >= words.core:
        return False
    near = (_base((word,), known) for word in words.lower[at : min(at + 2, words.core)])
    says = any(word in known.neutral or known.sectors.get(word, "CVL") not in COMMON for word in near)
    return words.written[at][0].islower() or says


def _is_surname(words: _Words, known: AgentWords, at: int, size: int, *, is_people: bool) -> bool:
    """Whether a country's word is part of a person's name: "Michael Jordan", "Israel Katz"."""
    title = load_language("en").lexicon.lists["titles.words"]
    before = words.written[at - 1] if at else ""
    forenames = _forenames()
    if before and before[0].isupper() and words.lower[at - 1] not in BEHIND:
        first = words.lower[at - 1].rstrip(".")
        if first in HONORIFICS or first in forenames:
            return True
    if is_people or words.owns[at + size - 1]:
        return False
    is_forename = size == 1 and (words.lower[at] in forenames or len(words.written) <= at + LONGEST_PERSON)
    behind = words.written[at + size :]
    nouns = {base for word in words.lower[at + size :] for base in (word, _base((word,), known))}
    is_noun = bool(nouns & (known.neutral | title)) or any(base in known.sectors for base in nouns)
    return is_forename and not is_noun and bool(behind) and all(word[0].isupper() for word in behind)


def _sector(words: _Words, known: AgentWords, bodies: Sequence[_Named], place: str | None) -> str | None:
    """By the noun of the core; where that says nothing, by the body or person named, then by what stands behind "of"."""
    is_former = bool(FORMER & {*words.lower[: words.core], *(word.split("-")[0] for word in words.lower[: words.core])})
    at_head = next((one for one in bodies if one.is_body and one.start < words.core <= one.end), None)
    if at_head is not None and (at_head.codes.sector is not None or at_head.codes.place in ORGANISATIONS):
        return at_head.codes.sector
    named = next((one.codes.sector for one in bodies if one.codes.sector is not None and one.start < words.core), None)
    own = _across(words, known) or _head(words, known, 0, words.core, is_plain=True)
    body = next((one.codes.sector for one in bodies if one.is_body and one.codes.sector and one.start < words.core), None)
    if own == "GOV" and body is not None and body not in OFFICES:
        own = body
    own = own or named
    if own is None:
        own = _behind(words, known, bodies)
    if own is None and not _is_of_body(words):
        own = _head(words, known, 0, words.core)
    if own is None and place is not None and known.ruling & {*words.lower[: words.core]}:
        own = "GOV"
    return ELITE if is_former and own in OFFICES else own


def _across(words: _Words, known: AgentWords) -> str | None:
    """The sector of words that mean it together: a committee of a parliament; "chamber of commerce", behind the core."""
    if PARTS & {*words.lower[words.core - 1 : words.core]} and HOUSES & {*words.lower[: words.core]}:
        return "LEG"
    for start in range(words.core):
        for end in range(min(len(words.lower), start + known.longest), words.core, -1):
            sector = known.sectors.get(_base(words.lower[start:end], known))
            if sector is not None:
                return sector
    return None


def _is_of_body(words: _Words) -> bool:
    """Whether a name that is no place stands behind "of": the president of some society need be no president of a state."""
    behind = words.written[words.core + 1 :]
    if words.core >= len(words.lower) or words.lower[words.core] != "of" or not any(word[0].isupper() for word in behind):
        return False
    name = " ".join(behind).removeprefix("the ")
    return not (load_places().territory_of(name) or load_places().candidates(name))


def _behind(words: _Words, known: AgentWords, bodies: Sequence[_Named]) -> str | None:
    """What stands behind "of": the general staff of the army."""
    if words.core >= len(words.lower) or words.lower[words.core] not in OWN:
        return None
    named = next((one.codes.sector for one in bodies if one.codes.sector is not None and one.start >= words.core), None)
    ends = (n for n in range(words.core + 1, len(words.lower)) if words.lower[n] in BEHIND)
    return named or _head(words, known, words.core + 1, next(ends, len(words.lower)), is_plain=True)


def _head(words: _Words, known: AgentWords, start: int, end: int, *, is_plain: bool = False) -> str | None:
    """The sector of the last words that have one; that of a neutral word only at last, and never where `is_plain`."""
    neutral = None
    for last in range(end, start, -1):
        for size in range(min(known.longest, last - start), 0, -1):
            phrase = _base(words.lower[last - size : last], known)
            sector = known.sectors.get(phrase)
            if sector is None or (size == 1 and not _counts(words, known, last - 1, phrase, end)):
                continue
            if phrase not in known.neutral:
                return sector
            neutral = neutral or sector
            break
    return None if is_plain else neutral


def _base(words: Sequence[str], known: AgentWords) -> str:
    """A phrase with its last word in a form that the table has."""
    whole = " ".join(words)
    if whole in known.sectors:
        return whole
    front, last = " ".join(words[:-1]), words[-1]
    for form in (last.rstrip("."), *_singulars(last)):
        phrase = f"{front} {form}".strip()
        if phrase in known.sectors:
            return phrase
    return whole


def _singulars(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word == "children":
        yield "child"


def _counts(words: _Words, known: AgentWords, at: int, base: str, end: int) -> bool:
    """Whether a single word means its sector where it stands: no surname, and no title without a name."""
    if _is_name(words, at):
        return False
    is_capital = words.written[at][0].isupper()
    is_before_name = at + 1 < end and is_capital and words.written[at + 1][0].isupper()
    sector = known.sectors[base]
    if is_capital and (sector in COMMON or base == "union") and (is_before_name or (at and words.written[at - 1][0].isupper())):
        return False
    if sector == "CVL" and at + 1 < end and not words.written[at + 1][0].isupper():
        return False
    if base in known.titles:
        return is_before_name
    return base not in known.nouns or at + 1 == end or is_before_name


def _is_name(words: _Words, at: int) -> bool:
    """Whether a capitalised word is somebody's surname: "Mr. Baker", "Shanlyn Park", "General Farmer"."""
    if at == 0 or not words.written[at][0].isupper() or not words.written[at - 1][0].isupper():
        return False
    before = words.lower[at - 1].rstrip(".")
    return before in HONORIFICS or before in _forenames()


@cache
def _forenames() -> frozenset[str]:
    people = load_people()
    return people.list("people.male") | people.list("people.female")
