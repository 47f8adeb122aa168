"""What kind of source a phrase names: a person, an outlet, a report, a crowd, nobody.

In: the words of a source as they stand in the text. Out: one of the `source_kind` values. The head of the phrase decides,
and a name in apposition over it: "the engineer, Lena Fors" is named, "the engineer" a role, "a source close to her" anonymous.
It resolves no pronoun and joins no two phrases; who is meant is not asked here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sayso.knowledge.outlets import load_outlets
from sayso.languages import Language
from sayso.records import SourceKind

__all__ = ["find_source_kind", "is_common_noun", "is_outlet_name"]

#: A source is a phrase; a tagger that takes a paragraph for one is read only so far.
LONGEST_SOURCE = 400
TOKEN = re.compile(
    r"\d[\d,.]*%|\d{1,3}(?:,\d{3})+(?:-\w+)*|[^\W_](?:[\w.&'’/-]*[\w.])?|[,;:()\[\]—–]|(?<=\s)-(?=\s)|['’](?!\w)"
)
QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,200}[\"”»]")
BRACKETED = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
BREAKS = frozenset(",;:()[]—–-")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$", re.IGNORECASE)
DIGITS = re.compile(r"\d")

TEXTS: tuple[SourceKind, ...] = ("survey", "post", "document")
JOINS = frozenset({"and", "or", "&"})


@lru_cache(maxsize=65536)
def find_source_kind(text: str, language: Language) -> SourceKind:
    """The kind of a source as written; "none" where there are no words."""
    plain = BRACKETED.sub(" ", " ".join(text.split())[:LONGEST_SOURCE])
    unquoted = QUOTED.sub(" ", plain)
    segments = list(_segments(unquoted)) or list(_segments(plain)) or list(_segments(text[:LONGEST_SOURCE]))
    if not segments:
        return "none"
    kind = _joint_kind(segments[0], language)
    if kind in {"named", "outlet", "pronoun"}:
        return kind
    if any(_is_apposed_name(segments[n - 1], segments[n], language) for n in range(1, len(segments))):
        return "named"
    lowered = plain.lower()
    if any(mark in lowered for mark in language.lexicon.lists["nouns.anonymous_marks"]):
        return "anonymous"
    return kind


def _joint_kind(words: Sequence[str], language: Language) -> SourceKind:
    """The kind of "A and B": named or an outlet if either is, else that of the first."""
    parts = _conjuncts(words)
    kinds = [_phrase_kind(part, n == 0, language) for n, part in enumerate(parts)]
    # In "counties in Ohio and Iowa" the second name belongs to what stands after the preposition.
    if len(kinds) > 1 and any(word in language.lexicon.lists["grammar.phrase_ends"] for word in parts[0][1:]):
        return kinds[0]
    named = next((kind for kind in kinds if kind in {"named", "outlet"}), None)
    if (
        named is None
        and kinds[0] == "role"
        and len(_without_determiners(parts[0], language)) == 1
        and not is_common_noun(parts[0][-1], language)
    ):
        # "national and local polls": the first is an adjective.
        return kinds[-1]
    return named or kinds[0]


def is_outlet_name(name: str, language: Language) -> bool:
    """Whether a capitalised name is that of an outlet: listed, or called like one ("the Evening Post")."""
    if load_outlets().by_name(name) is not None:
        return True
    words = [word.strip(".,'’").lower() for word in name.split()]
    lists = language.lexicon.lists
    has_article = words[:1] == ["the"]
    bare = words[1:] if has_article else words
    if not bare or "of" in bare or (len(bare) == 1 and not has_article):
        return False
    if (
        bare[-1] in lists["nouns.outlet_names"]
        or bare[-2:] in (["press", "agency"], ["news", "agency"])
        or (bare[0] in {"radio", "tv", "television"} and len(bare) <= 3)
    ):
        return True
    return has_article and bare[-1] in lists["nouns.outlet_names_with_article"]


def _segments(text: str) -> Iterator[list[str]]:
    """The pieces between commas, dashes and brackets, as words; a possessive mark stays with its word."""
    words: list[str] = []
    for match in TOKEN.finditer(text):
        word = match.group()
        if word in BREAKS:
            if words:
                yield words
            words = []
        elif word in "'’":
            if words:
                words[-1] += "'"
        else:
            words.append(word)
    if words:
        yield words


def _conjuncts(words: Sequence[str]) -> list[list[str]]:
    """The parts of "A and B"; a part without words is left out."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word.lower() in JOINS:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part] or [list(words)]


def _phrase_kind(words: Sequence[str], is_first: bool, language: Language) -> SourceKind:
    if len(words) > 1 and words[0].lower() in language.lexicon.lists["grammar.prepositions_in_front"]:
        words, is_first = words[1:], False
    while len(words) > 1 and words[-1] in language.lexicon.lists["grammar.reflexives"]:
        words = words[:-1]
    lower = [word.lower().replace("’", "'") for word in words]
    if special := _special_kind(words, lower, language):
        return special
    phrase = _noun_phrase(words, is_first, language)
    determiner = (
        lower[0]
        if lower[0] in language.lexicon.lists["grammar.definite"]
        or lower[0] in language.lexicon.lists["grammar.indefinite"]
        or DIGITS.match(lower[0])
        else ""
    )
    possessor, phrase = _without_possessor(phrase)
    if possessor and not phrase:
        # "Clinton's": the possessor is the source.
        phrase, possessor = possessor, []
    core = _without_determiners(phrase, language)
    if not core:
        return "role" if determiner == "the" and DIGITS.match(lower[-1]) else "group"
    if possessor and _is_capital(possessor[-1]) and _is_capital(core[-1]) and _is_body(core[-1], language):
        # "the People's Party" is one name.
        return "named"
    if _is_capital(core[-1]) and not _is_common_start(core, words, is_first, language):
        return _capital_kind(core, determiner, language)
    is_definite = determiner in language.lexicon.lists["grammar.definite"] or bool(possessor)
    has_name = any(_is_capital(word) for word in (*possessor, *core[:-1])) and not _is_common_start(
        core, words, is_first, language
    )
    return _common_kind(core, determiner, is_definite, has_name, language)


def _special_kind(words: Sequence[str], lower: Sequence[str], language: Language) -> SourceKind | None:
    """The kinds that no head noun decides: pronouns, shares of a whole, "a man named X"."""
    pronouns = language.lexicon.lists["nouns.pronouns"]
    if all(word in pronouns or word in {"also", "both", "all"} for word in lower) and any(word in pronouns for word in lower):
        return "pronoun"
    if lower[0] in {"those", "these"} and (
        len(lower) > 1 and (lower[1] in language.lexicon.lists["grammar.phrase_ends"] or lower[1].endswith(("ed", "ing")))
    ):
        return "group"
    if lower[0].endswith("%"):
        return "group"
    for naming in ("named", "called"):
        if naming in lower[1:-1] and _is_capital(words[lower.index(naming, 1) + 1]):
            return "named"
    return _counted(words, lower, language)


def _counted(words: Sequence[str], lower: Sequence[str], language: Language) -> SourceKind | None:
    """A share of a whole: "79 percent of Democrats" is a group; "one of the aides" is what an aide is."""
    if "of" not in lower[1:]:
        return None
    at = lower.index("of", 1)
    head = lower[at - 1]
    if head in language.lexicon.lists["grammar.counts"]:
        return "group"
    if at == 1 and head in language.lexicon.lists["grammar.indefinite"]:
        kind = (
            _phrase_kind(["a", *_without_determiners(words[at + 1 :], language)], False, language)
            if words[at + 1 :]
            else "role"
        )
        return "role" if kind == "group" else kind
    return None


def _noun_phrase(words: Sequence[str], is_first: bool, language: Language) -> list[str]:
    """The words up to the first that begins what follows the head ("of …", "who …", "briefed on …")."""
    phrase: list[str] = []
    for at, word in enumerate(words):
        following = next((later for later in words[at + 1 :] if later.lower() not in {"the", "a"}), "")
        joins_names = (
            bool(phrase)
            and word in language.lexicon.lists["grammar.particles"]
            and _is_capital(phrase[-1])
            and _is_capital(following)
        )
        # "Officials of the State Department", "a Field Poll of Democrats": the capital before "of" is no name.
        joins_names = joins_names and not (
            is_first and len(phrase) == 1 and word == "of" and _is_common_plural(phrase[0], language)
        )
        joins_names = joins_names and not _is_in(language.lemmas(phrase[-1].lower()), language.lexicon.lists["nouns.survey"])
        # "former secretary of state Ivo Maric": the title goes on into a name.
        joins_names = joins_names or (word == "of" and _is_title_before_name(words[at + 1 :], language))
        if (
            at
            and not joins_names
            and (word in language.lexicon.lists["grammar.phrase_ends"] or _is_participle(words, at, language))
        ):
            break
        phrase.append(word)
    return phrase


def _is_common_plural(word: str, language: Language) -> bool:
    return word.endswith("s") and is_common_noun(word, language)


def _is_title_before_name(words: Sequence[str], language: Language) -> bool:
    rest = [word for word in words if word not in language.lexicon.lists["grammar.particles"]]
    return len(rest) > 1 and rest[0] in language.lexicon.lists["titles.domains"] and _is_capital(rest[1])


def _is_participle(words: Sequence[str], at: int, language: Language) -> bool:
    """Whether a word goes on after its noun: "a poll conducted by …", "officials involved in …"."""
    word = words[at]
    return (
        word.islower()
        and word.endswith(("ing", "ed"))
        and is_common_noun(words[at - 1], language)
        and word not in language.lexicon.lists["grammar.nouns_in_ing"]
    )


def _is_body(word: str, language: Language) -> bool:
    return _is_in((word.lower(), *language.lemmas(word.lower())), language.lexicon.lists["nouns.bodies"])


def _without_possessor(phrase: list[str]) -> tuple[list[str], list[str]]:
    """Split at the last possessive: "the party's leader" → (["the", "party"], ["leader"])."""
    for at in range(len(phrase) - 1, -1, -1):
        if POSSESSIVE.search(phrase[at]):
            return [*phrase[:at], POSSESSIVE.sub("", phrase[at])], phrase[at + 1 :]
    return [], phrase


def _without_determiners(words: Sequence[str], language: Language) -> list[str]:
    start = 0
    while start < len(words) and (
        words[start].lower() in language.lexicon.lists["grammar.definite"]
        or words[start].lower() in language.lexicon.lists["grammar.indefinite"]
        or DIGITS.match(words[start])
    ):
        start += 1
    return list(words[start:])


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or (word[:1].isdigit() and any(character.isupper() for character in word))


def is_common_noun(word: str, language: Language) -> bool:
    """Whether a word is in one of the lists of nouns or titles, in this form or its singular."""
    lists = language.lexicon.lists
    names = ("nouns.bodies", "nouns.group", "nouns.document", "nouns.survey", "nouns.outlet", "nouns.post", "titles.words",
             "nouns.anonymous_roles", "nouns.anonymous_heads")  # fmt: skip
    return any(form in lists[name] for form in (word.lower(), *language.lemmas(word.lower())) for name in names)


def _is_common_start(core: Sequence[str], words: Sequence[str], is_first: bool, language: Language) -> bool:
    """Whether the only capital is the first word's, a common noun's: "Police said", "Officials said"."""
    if not is_first or core[0] is not words[0] or (len(core) > 1 and _is_capital(core[-1])):
        return False
    word = core[0]
    # A short title or a forename that is also a word ("Bill", "Mark") is a name; a plural is not.
    return is_common_noun(word, language) and (word.endswith("s") or word.lower() in _bare_starts(language))


def _bare_starts(language: Language) -> frozenset[str]:
    return (
        language.lexicon.lists["nouns.bodies"] | language.lexicon.lists["nouns.group"] | language.lexicon.lists["nouns.outlet"]
    )


def _capital_kind(core: Sequence[str], determiner: str, language: Language) -> SourceKind:
    """The kind of a phrase whose head is capitalised."""
    lists = language.lexicon.lists
    name = " ".join(core)
    head = core[-1].lower()
    if is_outlet_name(f"the {name}" if determiner == "the" else name, language):
        return "outlet"
    if head in lists["nouns.survey"]:
        return "survey"
    if _is_title_only(core, language):
        return "role"
    if "of" in core and _is_body(core[core.index("of") - 1], language):
        # "the Bureau of Labor Statistics" is a body, whatever its last word.
        return "named"
    demonym = (
        head
        if head in lists["demonyms.words"]
        else next((form for form in language.lemmas(head) if form in lists["demonyms.words"]), "")
    )
    if demonym and (len(core) == 1 or not any(_is_name(word, language) for word in core[:-1])):
        return "group" if head != demonym or determiner not in {"a", "an", "one", "this", "that"} else "role"
    if _is_body(head, language) and head not in lists["nouns.bodies"]:
        return "group"
    if determiner and head in lists["nouns.document"] and not any(word.lower() in lists["titles.words"] for word in core):
        return "document"
    return "named"


def _is_name(word: str, language: Language) -> bool:
    lists = language.lexicon.lists
    lower = word.lower()
    return _is_capital(word) and lower not in lists["titles.words"] and lower not in lists["demonyms.words"]


def _is_title_only(core: Sequence[str], language: Language) -> bool:
    """Whether a capitalised phrase is a title without a name: "the Prime Minister", "Secretary of State", "Mayor of Oslo"."""
    lists = language.lexicon.lists
    lower = [word.lower() for word in core]
    of = lower.index("of") if "of" in lower else len(lower)
    front, behind = lower[:of], [word for word in lower[of:] if word not in language.lexicon.lists["grammar.particles"]]
    if (
        not front
        or front[0] in language.lexicon.lists["grammar.honorifics"]
        or front[-1] not in lists["titles.words"]
        or front[-1] in lists["nouns.bodies"]
    ):
        return False
    known = (lists["titles.words"], lists["titles.domains"], lists["demonyms.words"], lists["nouns.bodies"])
    if not all(any(word in words for words in known) for word in front):
        return False
    # "Secretary of State John Kerry" has a name after the domain, "Minister of Posts Ivo Maric" two words after another.
    rest = [word for word in behind if word not in lists["titles.domains"] and word not in lists["titles.words"]]
    return not rest if len(rest) < len(behind) else len(rest) < 3


def _common_kind(core: Sequence[str], determiner: str, is_definite: bool, has_name: bool, language: Language) -> SourceKind:
    """The kind of a phrase whose head is a common noun."""
    lists = language.lexicon.lists
    head = core[-1].lower()
    forms = (*language.lemmas(head), head)
    is_plural = (forms[0] != head and head.endswith("s")) or head in {"people", "men", "women", "police", "media"}
    if _is_in(forms, lists["nouns.anonymous_heads"]):
        return "anonymous"
    if core[-2:-1] == ["social"] and head == "media":
        return "post"
    if _is_outlet_noun(core, determiner, language):
        return "outlet"
    for kind in TEXTS:
        if head in lists[f"nouns.{kind}"] or forms[0] in lists[f"nouns.{kind}"]:
            return kind
    if _is_in(forms, lists["nouns.anonymous_roles"]):
        if not is_definite:
            return "anonymous"
        return "group" if is_plural else "role"
    if _is_in(forms, lists["nouns.bodies"]):
        return "named" if has_name and not is_plural else "group"
    return "group" if is_plural or head in lists["nouns.group"] else "role"


def _is_in(forms: Sequence[str], words: frozenset[str]) -> bool:
    return any(form in words for form in forms)


def _is_outlet_noun(core: Sequence[str], determiner: str, language: Language) -> bool:
    head = core[-1].lower()
    if head == "paper":
        return determiner == "the" or any(_is_capital(word) for word in core[:-1])
    if head in {"agency", "site", "service"}:
        return len(core) > 1 and core[-2].lower() in {"news", "press", "wire"}
    return head in language.lexicon.lists["nouns.outlet"]


def _is_apposed_name(before: Sequence[str], segment: Sequence[str], language: Language) -> bool:
    """Whether a piece after a comma names the one before it: "the director, Mia Holt", not "a voter in Dover, Delaware"."""
    words = list(segment)
    while words and words[0].lower() in language.lexicon.lists["titles.words"]:
        words.pop(0)
    if (
        not words
        or not all(_is_capital(word) or word in language.lexicon.lists["grammar.particles"] for word in words)
        or not _is_capital(words[0])
    ):
        return False
    lists = language.lexicon.lists
    if "-".join(word.lower() for word in words) in lists["places.regions"] or words[-1].lower() in lists["demonyms.words"]:
        return False
    return len(words) > 1 or before[-1].islower()
