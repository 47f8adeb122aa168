"""Descriptions of people and bodies: "the deputy leader of the group", and whether one can mean whom another describes.

In: the words of a phrase. Out: `Description`, its head noun with what stands around it; `fits` compares two. It says only
what words allow; that a description means somebody needs that nobody else fits, which `actors` sees to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sayso.languages import Language
from sayso.languages.people import People

__all__ = ["Description", "fits", "is_gendered", "read_description"]

LONGEST = 200
WORD = re.compile(r"[^\W_][\w.'’&-]*|[,;:()\[\]—–]")
POSSESSIVE = re.compile(r"(?:['’]s|['’])\Z")
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any"})
OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
#: Heads of two words, made one.
JOINED = {
    ("secretary", "general"): "secretary-general", ("general", "secretary"): "secretary-general",
    ("prime", "minister"): "prime-minister", ("attorney", "general"): "attorney-general",
    ("district", "attorney"): "district-attorney", ("police", "chief"): "chief", ("news", "agency"): "news-agency",
    ("lieutenant", "general"): "lieutenant-general", ("major", "general"): "major-general",
}  # fmt: skip
PLURALS = frozenset({"people", "men", "women", "police", "media", "troops"})


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase by its head noun in lower case; `names` are its capitalised words, `rest` what stands behind the head.

    `article` is "the", "a", "his" (for any possessor) or "".
    """

    head: str
    qualifiers: frozenset[str]
    names: frozenset[str]
    rest: frozenset[str]
    article: str
    is_plural: bool

    @property
    def words(self) -> frozenset[str]:
        """All words but the head, lower case."""
        return self.qualifiers | self.rest


@lru_cache(maxsize=16384)
def read_description(text: str, language: Language) -> Description | None:
    """The description in a phrase; None where there is no noun that could head it."""
    lists = language.lexicon.lists
    words = [m.group() for m in WORD.finditer(text[:LONGEST])]
    front: list[str] = []
    article = ""
    behind: list[str] = []
    for at, word in enumerate(words):
        lower = word.lower()
        if not front and not article and lower in DEFINITE | INDEFINITE | OWNERS:
            article = "the" if lower in DEFINITE else "a" if lower in INDEFINITE else "his"
            continue
        if not word[0].isalnum() or (front and lower in lists["grammar.phrase_ends"]):
            behind = words[at:]
            break
        if POSSESSIVE.search(word) and at + 1 < len(words):
            article = "his"
        front.append(word)
    if not front:
        return None
    head, used, is_plural = _head(front, language)
    before = [POSSESSIVE.sub("", word) for word in front[:-used]]
    rest = [POSSESSIVE.sub("", word) for word in behind if word[0].isalnum()]
    # The first word of a sentence has its capital from there.
    names = frozenset(w.lower() for n, w in enumerate([*before, *rest]) if w[:1].isupper() and (article or n))
    return Description(
        head, frozenset(w.lower() for w in before), names, frozenset(w.lower() for w in rest), article, is_plural
    )


def _head(front: list[str], language: Language) -> tuple[str, int, bool]:
    """The head noun, of how many words it is made, whether it is a plural."""
    last = POSSESSIVE.sub("", front[-1]).lower().rstrip(".")
    pair = (front[-2].lower(), last) if len(front) > 1 else None
    if pair in JOINED:
        return JOINED[pair], 2, False
    lemma = language.lemmas(last)[0] if last.endswith("s") else last
    known = language.lexicon.lists
    is_known = last in known["titles.words"] or last in known["nouns.bodies"]
    is_plural = last in PLURALS or (lemma != last and not is_known and not last.endswith("ss"))
    if last.endswith("men") and last[:-3] + "man" in known["titles.words"]:
        return last[:-3] + "man", 1, True
    return (lemma if is_plural and last not in PLURALS else last), 1, is_plural


def fits(phrase: Description, role: Description, people: People, demonyms: frozenset[str]) -> bool:
    """Whether a phrase can mean whom a role describes: the same office, rank and country, no name that the role lacks."""
    if phrase.is_plural or role.is_plural or not _is_kin(phrase.head, role.head, people):
        return False
    ranks, offices = people.list("ranks.words"), people.list("ranks.offices")
    if phrase.qualifiers & ranks != role.qualifiers & ranks:
        return False
    if not phrase.qualifiers & offices <= _office_words(role):
        return False
    own_peoples, its_peoples = phrase.qualifiers & demonyms, role.words & demonyms
    if own_peoples and its_peoples and not own_peoples & its_peoples:
        return False
    if own_peoples and not its_peoples and role.names:
        return False
    return phrase.names - demonyms - own_peoples <= role.names | role.words | its_peoples


def _office_words(role: Description) -> frozenset[str]:
    return role.words | frozenset(role.head.split("-"))


def _is_kin(head: str, other: str, people: People) -> bool:
    return head == other or other in people.list(f"kin.{head}")


def is_gendered(heads: Iterable[str], people: People) -> str:
    """Either "m" or "f" if one of some nouns or titles says so."""
    for head in heads:
        if head in people.list("people.men"):
            return "m"
        if head in people.list("people.women"):
            return "f"
    return ""
