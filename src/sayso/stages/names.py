"""The parts of a person's or a body's name as written.

In: the words of a mention or of a source. Out: `Name`: the words without titles, labels, brackets and possessives, the keys
that they are compared by, an acronym in brackets. Whether two names are one party's is decided in `clusters`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sayso.languages import Language
from sayso.languages.people import People, load_people

__all__ = [
    "COMPANY", "Name", "add_titles", "fold_word", "forename_gender", "is_title", "parse_body", "parse_person", "role_words",
]  # fmt: skip

#: What is longer is no name; it is read so far.
LONGEST = 160
WORD = re.compile(r"[^\W_][\w.'’&/-]*|&")
BRACKET = re.compile(r"[(\[]([^()\[\]]{0,80})[)\]]?")
ACRONYM = re.compile(r"(?:the )?([A-Z][A-Za-z0-9.&-]{1,11})\Z")
POSSESSIVE = re.compile(r"['’]s\Z|['’]\Z", re.IGNORECASE)
SHORTENED = frozenset({"mr", "mrs", "ms", "dr", "sen", "gen", "gov", "jr", "sr", "lt", "col", "rep", "st"})
ARTICLES = frozenset({"the", "a", "an"})
PREFIX = re.compile(r"^(?:al|el|ad|ar|as|at|az)[-'’]")
COMPANY = frozenset({"inc", "ltd", "plc", "llc", "corp", "co", "gmbh", "ag", "sa", "corporation", "company", "limited"})


@dataclass(frozen=True, slots=True)
class Name:
    """`words` as written without titles; `keys` folded and without particles; `titles` lower case; `gender` "m", "f" or ""."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    titles: tuple[str, ...]
    gender: str
    acronym: str = ""

    @property
    def text(self) -> str:
        """The name as it is shown."""
        return " ".join(self.words)


def fold_word(word: str) -> str:
    """A word as names are compared: lower case, no accents, no dots and apostrophes, no Arabic article in front."""
    lower = PREFIX.sub("", word.casefold())
    if not lower.isascii():
        lower = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return lower.replace(".", "").replace("'", "").replace("’", "").strip("-/")


@lru_cache(maxsize=16384)
def parse_person(text: str, language: Language) -> Name:
    """A person's name; without words where nothing of one is left."""
    people = load_people()
    words = _words(text.split(",", 1)[0])
    while len(words) > 1 and fold_word(words[-1]) in people.list("people.suffixes"):
        words.pop()
    titles, words = _without_titles(words, language)
    keys = tuple(key for word in words if (key := fold_word(word)) and key not in people.list("people.particles"))
    if not keys:
        keys = tuple(filter(None, map(fold_word, words)))
    return Name(tuple(words), keys, tuple(titles), _gender(titles, words, people))


@lru_cache(maxsize=16384)
def parse_body(text: str) -> Name:
    """A body's or an outlet's name: without article, with its acronym in brackets apart."""
    bracket = BRACKET.search(text[:LONGEST])
    acronym = ACRONYM.match(bracket.group(1).strip()) if bracket and bracket.start() else None
    words = _words(text)
    while len(words) > 1 and words[0].lower() in ARTICLES:
        words.pop(0)
    keys = [key for word in words if (key := fold_word(word))]
    while len(keys) > 1 and keys[-1] in COMPANY:
        keys.pop()
    return Name(tuple(words), tuple(keys), (), "", fold_word(acronym.group(1)) if acronym else "")


def _words(text: str) -> list[str]:
    """The words without brackets, labels and marks; the last one without its possessive."""
    words = [match.group() for match in WORD.finditer(BRACKET.sub(" ", text[:LONGEST]))]
    words = [word if _is_abbreviation(word) else word.rstrip(".") for word in words]
    if words:
        words[-1] = POSSESSIVE.sub("", words[-1])
    return [word for word in words if word]


def _is_abbreviation(word: str) -> bool:
    """Whether a full stop belongs to a word: an initial, "U.S.", a title."""
    bare = word.rstrip(".")
    return len(bare) == 1 or "." in bare or bare.lower() in SHORTENED


def _without_titles(words: list[str], language: Language) -> tuple[list[str], list[str]]:
    """Split before the name: what stands there are titles, small words, and before a title also other words."""
    lists = language.lexicon.lists
    start = 0
    for at, word in enumerate(words[:-1]):
        lower = word.lower()
        if is_title(lower, language) or (word.islower() and lower not in lists["grammar.particles"]):
            start = at + 1
    while start < len(words) - 1 and (
        (words[start].lower() in lists["titles.domains"] and start) or words[start] in {"of", "for", "and", "the", "to", "The"}
    ):
        start += 1
    return [word.lower() for word in words[:start]], words[start:]


def is_title(word: str, language: Language) -> bool:
    """Whether a word in lower case is a title or the noun of a role."""
    known = language.lexicon.lists["titles.words"]
    return word in known or word.rstrip(".") in known or word in role_words()


@cache
def role_words() -> frozenset[str]:
    """The nouns of roles that the table of kin knows."""
    people = load_people()
    kin = [name for name in people.lists if name.startswith("kin.")]
    return frozenset(name.removeprefix("kin.") for name in kin) | frozenset().union(*(people.lists[name] for name in kin))


def add_titles(name: Name, run: str) -> Name:
    """A person's name with the titles that stand in front of it."""
    if not run.strip():
        return name
    titles = tuple(word.lower() for word in _words(run))
    return replace(name, titles=(*titles, *name.titles), gender=_gender(list(titles), [], load_people()) or name.gender)


def _gender(titles: list[str], words: list[str], people: People) -> str:
    for title in titles:
        if title in people.list("people.men"):
            return "m"
        if title in people.list("people.women"):
            return "f"
    if len(words) < 2:
        return ""
    return forename_gender(words[0], people)


def forename_gender(word: str, people: People) -> str:
    """What a forename says: "m", "f" or nothing."""
    first = word.lower().split("-")[0]
    return "m" if first in people.list("people.male") else "f" if first in people.list("people.female") else ""
