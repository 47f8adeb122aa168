"""What a block of names is of, and which of its names are aliases.

In: `Listed` blocks. Out: `Sorted` rows. The dictionaries list members, leaders, splinters, towns and nationality words as
synonyms; an alias here must share a word, initials or nearly all letters with the head of its block. What is only an office, a
nationality word, a place or one common word is no name, and a block that is left without one gives no row.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from phoenix import Dated, Listed

from sayso.knowledge.outlets import fold_name
from sayso.knowledge.places import Places
from sayso.knowledge.skeletons import name_words, skeleton
from sayso.languages import Language
from sayso.languages.people import People

#: Codes of the dictionaries that ISO spells otherwise.
OTHER_CODES = {"KSV": "XK", "ROM": "RO", "TMP": "TL", "ZAR": "CD", "PAL": "PS", "GZA": "PS", "SAU": "SA"}
#: The code of Muslims, which is also that of Mauritius, and of the Isle of Man.
MUSLIM, MAN = "MUS", "IMY"
#: Nouns of bodies, titles in front of names beside those of the language, and words that have no capital within a name.
WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
BODIES = frozenset(WORDS["bodies"].split())
ARMED = frozenset({"REB", "INS", "SEP", "UAF", "RAD", "GAN"})
KINDS_OF_PREFIX = {"IGO": "igo", "NGO": "ngo", "MNC": "company", "NGM": "ngo", "IMG": "militia"}
HONORIFICS = frozenset(WORDS["honorifics"].split())
LOWER = frozenset(WORDS["lower"].split())
INITIALS = re.compile(r"[A-Z](?:\.[A-Z])*\.?\Z")
CAPITALS = frozenset({"un", "us", "eu", "uk", "usa", "uae", "nato", "unicef", "asean", "opec"})
VOWEL = re.compile(r"[AEIOUY]")
OFFICE = frozenset({"of", "for", "and"})


@dataclass(slots=True)
class Sorted:
    """A row to be: its names, the first the one it is shown by, and the codes of its country in ISO 3166-1."""

    names: list[str]
    kind: str
    country: str | None
    roles: list[tuple[str, str, str, str]]
    source: str
    id: str = ""
    dropped: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sorter:
    """What the sorting rests on: words of the language, places, ISO codes by their three letters, common words."""

    language: Language
    people: People
    places: Places
    codes: Mapping[str, str]
    common: Collection[str]

    def sort(self, block: Listed) -> Sorted | None:
        """The row of a block, or null where no name is left."""
        country = self.country(block.codes)
        kind = self.kind(block, country)
        if kind is None or not block.names:
            return None
        aliases, dropped = self.split(block.names, kind, country)
        if not aliases:
            return None
        shown = [show_name(name) if kind == "person" else show_body(name, aliases) for name in aliases]
        if kind == "country" and country is not None:
            shown.insert(0, self.places.territories[country].name)
        shown = list(dict.fromkeys(shown))
        roles = [] if kind == "country" else [(one.code, one.since or "", one.until or "", "") for one in block.codes]
        return Sorted(shown, kind, country, sorted(set(roles), key=lambda one: (one[1] or "9", one)), block.source, "", dropped)

    def country(self, codes: Sequence[Dated]) -> str | None:
        """The ISO code of the first country among the codes."""
        for dated in codes:
            first, second = dated.code[:3], dated.code[3:6]
            if first in self.codes:
                return self.codes[first]
            if second in self.codes and second != MUSLIM and first not in {"IGO", "IMG"}:
                return self.codes[second]
        return None

    def kind(self, block: Listed, country: str | None) -> str | None:
        """Country, person, or what sort of body; null where it cannot be told."""
        head = block.names[0] if block.names else ""
        codes = [dated.code for dated in block.codes]
        if any((len(code) == 3 and code in self.codes) or code[:3] == "USR" for code in codes) and self.is_country(
            head, country
        ):
            return "country"
        if self.is_person(block):
            return "person"
        words = fold_name(head).split()
        is_told = bool(set(words) & BODIES) or ((len(words) == 1 or bool(set(words) & OFFICE)) and not is_dated(block))
        if not is_told and len(words) > 1 and all(code[3:6] in {"ELI", "OPP"} for code in codes):
            return "person" if codes[0][3:6] == "ELI" else None
        if any(
            code[3:6] in {*self.codes, "UNR", MAN} - {MUSLIM}
            for code in codes
            if code[:3] in self.codes or code[:3] not in WORLD
        ):
            return None  # a dependency or a land that is none: places know them
        if not is_told and (is_dated(block) or codes[0][:3] == "IGO"):
            return None  # most are persons, some are not
        prefix = KINDS_OF_PREFIX.get(codes[0][:3])
        if prefix is not None:
            return prefix
        if block.file == "Countries" and len(codes[0]) > 3:
            return body_kind(codes[0], head)
        return None

    def is_country(self, name: str, country: str | None) -> bool:
        """Whether a name is that of the territory."""
        return country is not None and self.places.territory_of(name.title()) == country

    def is_person(self, block: Listed) -> bool:
        """Whether a block is of a person: by the forename, or by dated codes of an office under a name of two words or more."""
        words = self.person_words(block.names[0] if block.names else "")
        if not 2 <= len(words) <= 16 or set(words) & (BODIES | OFFICE):
            return False
        is_named = words[0] in self.forenames or words[0] == "abu"
        if block.codes[0].code[:3] in {"MNC", "NGO", "NGM"}:
            return len(words) <= 3 and is_named and words[-1] not in self.common
        return is_dated(block) or is_named

    @property
    def forenames(self) -> frozenset[str]:
        """Forenames of the language's own list."""
        return self.people.list("people.male") | self.people.list("people.female")

    def person_words(self, name: str) -> list[str]:
        """The folded words of a name behind its titles."""
        words = fold_name(name).split()
        while words and (self.is_title(words[0]) or (len(words) > 1 and self.is_people(words[0]) and self.is_title(words[1]))):
            words.pop(0)
        return words

    def is_title(self, word: str) -> bool:
        """Whether a folded word is a title."""
        return word in self.language.lexicon.lists["titles.words"] or word in HONORIFICS

    def is_people(self, word: str) -> bool:
        """Whether a folded word is one of nationality."""
        return self.places.demonym_of(word.title()) is not None

    def split(self, names: Sequence[str], kind: str, country: str | None) -> tuple[list[str], list[str]]:
        """The aliases of a block and what is dropped from it."""
        keep = {"country": self.is_country_alias, "person": self.is_person_alias}.get(kind, self.is_body_alias)
        aliases, dropped = [], []
        for name in names:
            bare = self.without_titles(name) if kind == "person" else ARTICLE.sub("", name)
            (aliases if keep(bare, names[0], country) else dropped).append(bare)
        return aliases, dropped

    def without_titles(self, name: str) -> str:
        """A person's name as written, behind its titles."""
        words = name.split()
        left = len(self.person_words(name))
        while words and len(fold_name(" ".join(words)).split()) > left:
            words.pop(0)
        return " ".join(words)

    def is_country_alias(self, name: str, _: str, country: str | None) -> bool:
        """Whether a name is the territory's own; its towns and people are none."""
        return self.is_country(name, country)

    def is_person_alias(self, name: str, head: str, _: str | None) -> bool:
        """Whether a full name shares its surname, or all its words, with the head of its block."""
        words, known = name_words(name), name_words(self.without_titles(head))
        if (
            len(words) < 2
            or not known
            or set(words) & OFFICE
            or self.places.territory_of(name)
            or any(w in BODIES for w in words)
        ):
            return False
        keys, own = {skeleton(word) for word in words}, {skeleton(word) for word in known}
        return skeleton(words[-1]) in own or keys <= own

    def is_body_alias(self, name: str, head: str, country: str | None) -> bool:
        """Whether a body's name is that of the head: the same initials, a distinctive word, or nearly the same letters."""
        words, known = fold_name(name).split(), fold_name(head).split()
        if not words or (len(words) == 1 and (words[0] in self.common or len(words[0]) < 2)):
            return False
        title, place = name.title(), self.places
        if place.territory_of(title) or place.demonym_of(title) or place.territory_of(name):
            return False
        if (
            set(words) <= BODIES | LOWER | {"international"}
            or words[-1] in OFFICES
            or "ambassador" in words
            or words[0] in {"general", "secretary", "president"}
        ):
            return False
        if words == known:
            return not (len(words) == 1 and any(city.territory == country for city in place.candidates(title)))
        if words[0] in HONORIFICS or words[0] in self.forenames:
            return False
        if (set(known) < set(words) and (set(words) - set(known)) & BODIES) or "based" in words:
            return False  # a part of it
        ratio = min(alike(name.lower(), head.lower()), alike(skeleton(name), skeleton(head)))
        return is_acronym(name, known) or is_acronym(head, words) or ratio >= ALIKE or self.share_rare(words, known)

    def share_rare(self, words: Sequence[str], known: Sequence[str]) -> bool:
        """Whether two names of several words have most of their distinctive words in common."""
        left = {word for word in words if word not in LOWER}
        right = {word for word in known if word not in LOWER}
        rare = {word for word in left & right if word not in BODIES and not self.places.demonym_of(word.title())}
        return bool(rare) and len(left & right) * 2 > max(len(left), len(right))


ALIKE = 0.8
#: First halves of codes that are no country's.
WORLD = frozenset({"IGO", "NGO", "NGM", "MNC", "IMG", "INT", "UIS"})
OFFICES = frozenset(
    {
        "general",
        "secretary",
        "president",
        "chief",
        "envoy",
        "spokesman",
        "spokeswoman",
        "monitor",
        "gen",
        "minister",
        "official",
        "officials",
        "spokesperson",
        "tank",
    }
)
ARTICLE = re.compile(r"^(?:the)\s+", re.IGNORECASE)


def alike(left: str, right: str) -> float:
    """How much of two strings is the same, of 1."""
    return SequenceMatcher(None, left, right).ratio()


def is_dated(block: Listed) -> bool:
    """Whether any code of a block has a day."""
    return any(dated.since or dated.until for dated in block.codes)


def is_acronym(short: str, words: Sequence[str]) -> bool:
    """Whether a short name is made of the initials of words."""
    letters = fold_name(short).replace(" ", "")
    initials = {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in LOWER)}
    return 2 <= len(letters) <= 8 and letters in initials


def body_kind(code: str, head: str) -> str:
    """What sort of body a country's code says."""
    sector = code[3:6]
    if "party" in fold_name(head).split() or sector == "PTY":
        return "party"
    if sector in ARMED:
        return "militia"
    return "government" if sector in {"GOV", "JUD", "LEG", "MIL", "COP", "SPY"} else "organisation"


def is_in_capitals(name: str) -> bool:
    """Whether most letters of a name are capitals, as in the dictionaries."""
    return sum(map(str.isupper, name)) * 2 > sum(map(str.isalpha, name))


def show_name(name: str) -> str:
    """A name in capitals as it is written: "Hans Blix", "Muhammad al-Baradei", "Food and Agriculture Organization"."""
    if not is_in_capitals(name):
        return name
    return " ".join(show_word(word, at) for at, word in enumerate(name.split()))


def show_body(name: str, aliases: Sequence[str]) -> str:
    """A body's name as it is written, its acronyms in capitals."""
    if not is_in_capitals(name):
        return name
    if " " not in name and (len(name) < 6 or any(is_acronym(name, fold_name(other).split()) for other in aliases)):
        return name
    words = zip(name.split(), show_name(name).split(), strict=True)
    return " ".join(
        raw if fold_name(raw) in CAPITALS or (len(raw) > 1 and not VOWEL.search(raw)) else word for raw, word in words
    )


def show_word(word: str, at: int) -> str:
    """One word of a name with its capitals."""
    lower = word.lower()
    if at and lower in LOWER:
        return lower
    if INITIALS.match(word) and (len(word) == 1 or "." in word):
        return word
    parts = re.split(r"([-'’])", lower)
    following = (*parts[1:], "")
    return "".join(
        part if (at and part in LOWER and rest) or (number > 0 and part == "s") else part.capitalize()
        for number, (part, rest) in enumerate(zip(parts, following, strict=True))
    )
