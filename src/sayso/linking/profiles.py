"""What of an actor in a document can be compared with others: full names, sort of party, country, offices, time.

In: a `SeenActor`. Out: a `Profile`, or nothing where nobody is named: anonymous and described parties ("US officials", "the
ministry"), documents, and persons of whom a document has no more than a surname are joined to nobody. It compares nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from sayso.knowledge.actors import KnownActor, load_actors
from sayso.knowledge.outlets import LONGEST_NAME, fold_name, load_outlets
from sayso.knowledge.places import load_places
from sayso.knowledge.skeletons import PARTICLES, SUFFIXES, body_key, name_words, person_key, skeleton
from sayso.languages import Language
from sayso.languages.people import load_people
from sayso.records import SeenActor

__all__ = ["Named", "Profile", "Sort", "profile_of"]

Sort = Literal["person", "body", "media", "government"]
SORTS: Final[dict[str, Sort]] = {"person": "person", "org": "body", "media": "media", "government": "government"}
#: Forms of one actor that are compared.
MOST_NAMES = 8
#: Letters of a body's name, and of the skeleton of one that may be spelt otherwise.
SHORTEST_NAME, SHORTEST_KEY = 2, 4
POSSESSIVE = re.compile(r"['’]s?(?:\s|$)")
CUT = re.compile(r"\b(?:of|for|at|in|on|to|with|from|and)\b|[,;(]")
RELEVANT = frozenset({"of", "the", "for", "and", "in", "on"})
OF_ANOTHER = frozenset({"of", "for", "to", "with", "from", "by", "at"})
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Named:
    """One name: as written, its folded words, and the suffix behind it ("jr") or nothing."""

    text: str
    words: tuple[str, ...]
    suffix: str = ""

    @property
    def folded(self) -> str:
        """The words joined by blanks."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor as it is compared.

    `known` is the one row of a table that its names and its time leave, `alias` the name that leads there; `keys` are what it
    is found by and `sought` what it looks for; `is_common` says that its name is one of common nouns.
    """

    seen: SeenActor
    sort: Sort
    names: tuple[Named, ...]
    country: str | None
    roles: tuple[tuple[str, ...], ...]
    known: str | None
    alias: str
    keys: tuple[str, ...]
    sought: tuple[str, ...]
    is_common: bool = False

    @property
    def main(self) -> Named:
        """The name that it is shown by."""
        return self.names[0]


def profile_of(seen: SeenActor, language: Language) -> Profile | None:
    """The profile of an actor, or null where it can be joined to nobody."""
    actor = seen.actor
    sort = SORTS.get(actor.kind)
    if sort is None:
        return None
    if sort == "government":
        key = f"government {actor.country}"
        named = Named(actor.name, tuple(fold_name(actor.name).split()))
        is_named = bool(actor.country and actor.name.strip())
        return Profile(seen, sort, (named,), actor.country, (), key, actor.name, (key,), (key,)) if is_named else None
    reader = _person if sort == "person" else _body
    names = tuple(dict.fromkeys(name for text in actor.names[: 4 * MOST_NAMES] if (name := reader(text, language)) is not None))
    if not names or (sort == "person" and not any(len(name.words) > 1 for name in names)):
        return None
    names = (tuple(_of_one_person([name for name in names if len(name.words) > 1])) if sort == "person" else names)[:MOST_NAMES]
    country = actor.country or (_country_of(names) if sort != "person" else None)
    is_common = sort != "person" and _is_common(names, language)
    known, alias = _known(names, sort, country, seen.day, is_common=is_common)
    is_common = is_common and known is None
    if is_common and country is None:
        return None
    keys = tuple(dict.fromkeys(_keys(names, sort, known)))
    sought = (*keys, *(_sought(names) if sort == "person" else ()))
    roles = tuple(dict.fromkeys(role for text in actor.roles if (role := _role(text))))
    return Profile(seen, sort, names, country, roles, known, alias, keys, sought, is_common) if keys else None


def _of_one_person(names: Sequence[Named]) -> Iterator[Named]:
    """The first name, and of the others those that have its surname and its initial: two persons in one actor are an error."""
    first = names[0]
    for name in names:
        if skeleton(name.words[-1]) == skeleton(first.words[-1]) and name.words[0][:1] == first.words[0][:1]:
            yield name


def _person(text: str, language: Language) -> Named | None:
    """A person's name behind titles; null where what is left is no name."""
    words = text.replace("\u00a0", " ").split() if len(text) <= LONGEST_NAME else []
    start = max((at + 1 for at, word in enumerate(words[:-1]) if _leads(word, language)), default=0)
    kept = words[start:]
    if _is_of_another(words[:start], language):
        return None
    if not kept or POSSESSIVE.search(" ".join(kept[:-1]) + " ") or not all(map(_is_capital, kept)):
        return None
    folded = fold_name(" ".join(kept)).split()
    suffix = folded[-1] if len(folded) > 1 and folded[-1] in SUFFIXES else ""
    named = name_words(" ".join(kept))
    if not named or named[-1] in language.lexicon.lists["nouns.group"] or named[-1] in language.lexicon.lists["nouns.bodies"]:
        return None
    return Named(" ".join(kept), named, suffix)


def _is_of_another(lead: Sequence[str], language: Language) -> bool:
    """Whether what stands before a name makes it another's: "an aide to President Brek"; "secretary of state" does not."""
    at = max((at for at, word in enumerate(lead) if word.lower() in OF_ANOTHER), default=-1)
    after = lead[at + 1].lower() if at + 1 < len(lead) else ""
    return at >= 0 and after not in language.lexicon.lists["titles.domains"] - ARTICLES


def _leads(word: str, language: Language) -> bool:
    """Whether a word can only stand before a person's name: a title, or a word without a capital that is no particle."""
    lower = word.lower()
    titles = language.lexicon.lists["titles.words"]
    if lower in titles or lower.rstrip(".,") in titles or lower in load_people().list("people.men"):
        return len(lower) > 1
    return word.islower() and fold_name(word) not in PARTICLES


def _body(text: str, language: Language) -> Named | None:
    """A body's name; null where it is a description: a word without a capital, or what a possessive belongs to."""
    words = text.split() if len(text) <= LONGEST_NAME else []
    while len(words) > 1 and words[0].lower() in ARTICLES:
        words.pop(0)
    lower = [word for word in words if not _is_capital(word) and word.lower() not in RELEVANT]
    if not words or lower or not _is_capital(words[0]) or words[-1].lower() in RELEVANT:
        return None
    folded = tuple(fold_name(" ".join(words)).split())
    lists = language.lexicon.lists
    if len("".join(folded)) < SHORTEST_NAME or folded[-1] in lists["nouns.group"]:
        return None
    if _is_land(" ".join(words)):
        return None
    return Named(" ".join(words), folded)


def _is_capital(word: str) -> bool:
    """Whether a word begins with a capital, a digit, or a letter of a script that has none; particles do without."""
    bare = word.lstrip("“\"'‘’«([")
    return bool(bare) and (not bare[0].islower() or fold_name(bare).split()[:1] == [] or _has_article(bare))


def _has_article(word: str) -> bool:
    """Whether a word is a particle or begins with an Arabic article: "bin", "al-Assad", "el-Sisi"."""
    parts = re.split(r"[-‑'’]", word, maxsplit=1)
    return fold_name(parts[0]) in PARTICLES and (len(parts) < 2 or parts[1][:1].isupper())


def _country_of(names: tuple[Named, ...]) -> str | None:
    """The country that a body's own name says: "Syrian Observatory", "Bank of England" says none."""
    words = (word for name in names if len(name.words) > 1 for word in name.text.split())
    return next((code for word in words if (code := _country(word)) is not None), None)


@lru_cache(maxsize=4096)
def _is_land(name: str) -> bool:
    """Whether a name is that of a territory or of its people, which no body is."""
    return load_places().territory_of(name) is not None or load_places().demonym_of(name) is not None


@lru_cache(maxsize=4096)
def _country(word: str) -> str | None:
    bare = POSSESSIVE.sub("", word)
    return load_places().demonym_of(bare) or load_places().territory_of(bare)


def _is_common(names: tuple[Named, ...], language: Language) -> bool:
    """Whether a body is called by common nouns only: "Foreign Ministry", "Supreme Court"; each land has one."""
    lists = language.lexicon.lists
    nouns = lists["nouns.bodies"] | lists["titles.domains"] | lists["titles.words"] | GENERAL | RELEVANT
    return any(all(word in nouns or _country(word.title()) for word in name.words) for name in names)


GENERAL: Final = frozenset(
    {
        "supreme",
        "high",
        "constitutional",
        "national",
        "federal",
        "central",
        "general",
        "royal",
        "public",
        "armed",
        "air",
        "assembly",
    }
)


def _role(text: str) -> tuple[str, ...]:
    """The office of a role without whose it is: "Lebanese foreign minister" and "foreign minister of Lebanon" are one."""
    words = fold_name(CUT.split(text[:LONGEST_NAME], maxsplit=1)[0]).split()
    return tuple(word for word in words if word not in ARTICLES and _country(word.title()) is None)


def _keys(names: tuple[Named, ...], sort: Sort, known: str | None) -> Iterator[str]:
    """What a profile can meet others by; a name of one word only by a table or by its very letters."""
    if known is not None:
        yield f"known {known}"
    for name in names:
        yield f"{sort} ={name.folded}"
        if sort == "person":
            key = person_key(name.text)
            if key:
                yield f"person {key}"
            yield f"{'initial' if len(name.words[0]) == 1 else 'forename'} {_initial(name)}"
        elif len(key := body_key(name.text)) >= SHORTEST_KEY:
            yield f"body {key}"


def _sought(names: tuple[Named, ...]) -> Iterator[str]:
    """An initial looks for forenames, and a forename for initials; forenames do not look for each other."""
    for name in names:
        yield f"{'forename' if len(name.words[0]) == 1 else 'initial'} {_initial(name)}"


def _initial(name: Named) -> str:
    return f"{name.words[0][:1]} {skeleton(name.words[-1])}"


def _known(
    names: tuple[Named, ...], sort: Sort, country: str | None, day: str | None, *, is_common: bool
) -> tuple[str | None, str]:
    """The one row of the tables that an alias leads to, and the alias; of several rows those of this country and this time."""
    if sort == "media":
        for name in names:
            outlet = load_outlets().by_name(name.text)
            if outlet is not None:
                return f"outlets:{outlet.id}", name.text
        return None, ""
    for name in names:
        rows = [row for row in load_actors().by_name(name.text) if _fits(row, sort, country, is_common=is_common)]
        if len(rows) > 1 and day is not None:
            rows = [row for row in rows if row.holds_office(day)] or rows
        if len(rows) == 1:
            return f"actors:{rows[0].id}", name.text
    return None, ""


def _fits(row: KnownActor, sort: Sort, country: str | None, *, is_common: bool) -> bool:
    """Whether a row can be meant; persons and common names of the frozen list only where the country is known and the same."""
    if (row.kind == "person") != (sort == "person") or row.kind == "country":
        return False
    if (row.kind == "person" or is_common) and not row.source.startswith("own"):
        return country is not None and row.country == country
    return country is None or row.country is None or row.country == country or row.kind == "igo"
