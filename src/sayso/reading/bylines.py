"""The people who wrote a story, by name.

In: what the page declares and the lines under its headline. Out: evidence for each name, the most reliable source first.
Houses are no authors (an agency in a byline is evidence for the publisher), and neither are desks, roles and handles.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from sayso.knowledge.outlets import fold_name, load_outlets
from sayso.languages.date_words import MONTHS, WEEKDAYS
from sayso.reading.credits import BYLINE_OPENING, LONGEST_BYLINE, head_of
from sayso.reading.declarations import Declarations
from sayso.records import Block, FieldEvidence, Span

__all__ = ["AUTHOR_METAS", "clean_name", "find_bylines", "is_person_name", "split_names", "split_words"]

MOST_AUTHORS = 12
MOST_MARKED = 3
LONGEST_NAME = 48
AUTHOR_METAS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
#: Marks by which a page says that somebody, by whatever name, is its author.
EXPLICIT = frozenset({"itemprop author", "rel author", "hcard author"})
MARKS = (
    *("itemprop author", "hcard author", "rel author", *(f"meta {name}" for name in AUTHOR_METAS)),
    *("author class", "link to an author"),
)
BETWEEN = re.compile(r"\s*(?:[;,|/•·\n]|\s[-–—]\s|\s(?:and|und|et|y|e|en|with|mit|&|\+)\s)\s*", re.IGNORECASE)
#: What follows a name and is no part of it.
AFTER = re.compile(
    r"\s*(?:[(\[<@].*|\b(?:on|is|for|of|published|updated|posted|veröffentlicht|ist|vom?)\s.*|\bin\s[A-Z].*|\bam\s\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
LEADING = re.compile(
    r"^(?:(?:written|posted|published|reported|geschrieben|verfasst|erstellt|ein\s(?:beitrag|artikel|gastbeitrag)|text|story"
    r"|words|foto|article|artikel|eingestellt|interview|pressemitteilung)\s)?(?:by|von|por|par|di|door|through)[:\s]\s*"
    r"|^(?:text|autor(?:in|en)?|authors?|verfasser|auteurs?|redaktion|interview|übersetzung|in)\s?:\s*"
    r"|^(?:about|über)\s",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(
    r"\b(?:gmbh|mbh|ag|e\.\s?v|inc|ltd|llc|verlag|verband|bundesverband|stiftung|foundation|kg)\b", re.IGNORECASE
)
#: Words that make a desk or a role of a name.
NO_PERSON = frozenset(
    {
        *(
            "admin",
            "administrator",
            "editor",
            "editors",
            "editorial",
            "staff",
            "redaktion",
            "team",
            "desk",
            "newsroom",
            "webmaster",
        ),
        *(
            "agency",
            "agencies",
            "agenturen",
            "correspondent",
            "reporter",
            "reporters",
            "writer",
            "writers",
            "contributor",
            "guest",
        ),
        *(
            "autor",
            "author",
            "anonymous",
            "unknown",
            "user",
            "news",
            "press",
            "online",
            "office",
            "wire",
            "services",
            "service",
        ),
        *("bureau", "redaktionsteam", "onlineredaktion", "pressestelle", "gastautor", "gastbeitrag", "contributors", "byline"),
        *("chief", "senior", "director", "manager", "professor", "freelance", "journalist", "journalistin", "redakteur"),
        *("redakteurin", "chefredakteur", "founder", "ceo", "comments", "kommentare", "more", "mehr", "posts", "all", "alle"),
        *("minutes", "read", "share", "updated", "published", "posted", "home", "kontakt", "impressum", "facebook", "twitter"),
    }
)
PARTICLES = frozenset(
    {
        *("de", "la", "le", "el", "al", "da", "di", "du", "do", "dos", "das", "del", "der", "den", "von", "van", "zu", "zum"),
        *("bin", "ibn", "ben", "abu", "ter", "ten", "af", "av"),
    }
)


def find_bylines(page: Declarations, text: str, blocks: Sequence[Block], houses: Sequence[str]) -> tuple[FieldEvidence, ...]:
    """Evidence for the authors; those of the first method that names anybody are the authors. `houses` are never authors."""
    closed = {fold_name(house) for house in houses}
    found: list[FieldEvidence] = []
    for method, value, is_person in _declared(page):
        names = (name for name in split_names(value, is_person=is_person) if fold_name(name) not in closed)
        found.extend(FieldEvidence("bylines", name, method, _place(text, name)) for name in names)
    found.extend(one for one in _written(text, blocks) if fold_name(one.value) not in closed)
    for method in MARKS:
        found.extend(one for one in _marked(page, text, method) if fold_name(one.value) not in closed)
    return tuple(dict.fromkeys(found))


def _declared(page: Declarations) -> Iterator[tuple[str, str, bool]]:
    """(method, words, whether the page says it is a person) for the authors of the page's own article."""
    article = next((one for one in page.articles if one.authors and one.kind != "webpage"), None)
    for party in article.authors if article else ():
        if party.name and party.kind in {"person", ""}:
            yield "json-ld author", party.name, party.kind == "person"


def _written(text: str, blocks: Sequence[Block]) -> Iterator[FieldEvidence]:
    """The names on the lines under the headline."""
    for block in head_of(blocks):
        line = block.span.of(text)
        opening = BYLINE_OPENING.match(line)
        if len(line) > LONGEST_BYLINE or not (opening or block.role == "byline"):
            continue
        for name in split_names(line[opening.end() if opening else 0 :]):
            at = line.find(name)
            if " " in name:
                span = Span(block.span.start + at, block.span.start + at + len(name)) if at >= 0 else None
                yield FieldEvidence("bylines", name, "byline", span)


def _marked(page: Declarations, text: str, method: str) -> tuple[FieldEvidence, ...]:
    """The names in the elements of one mark; where many elements bear it they are other stories', and the first counts."""
    if method.startswith("meta "):
        values = [value for value in page.all_metas(method.removeprefix("meta ")) if not value.startswith("http")]
    else:
        values = [words for words, how in page.authors if how == method]
    is_person = method in EXPLICIT
    named = [names for value in values if (names := split_names(value, is_person=is_person))]
    distinct = tuple(dict.fromkeys(name for names in named for name in names))
    if method == "link to an author" and len(distinct) > 1:
        return ()
    if len(distinct) > MOST_MARKED or method == "author class":
        distinct = named[0] if named else ()
    return tuple(FieldEvidence("bylines", name, method, _place(text, name)) for name in distinct)


def split_names(words: str, *, is_person: bool = False) -> tuple[str, ...]:
    """The persons' names in a byline without its roles, dates and houses. One bare word counts only if `is_person`."""
    names = (clean_name(piece) for piece in split_words(words))
    return tuple(dict.fromkeys(name for name in names if name and is_person_name(name, is_sure=is_person)))


def split_words(words: str) -> list[str]:
    """What stands between the marks and words that part authors: "A, B and C" in three."""
    return BETWEEN.split(LEADING.sub("", " ".join(unescape(words)[:200].split())))[:MOST_AUTHORS]


def clean_name(piece: str) -> str:
    """A name without the words before and after it that are no part of it, in usual letters."""
    return _in_order(LEADING.sub("", AFTER.sub("", piece)).strip(" .,:;-–—|\"'*"))


def _in_order(name: str) -> str:
    """A name in capitals in usual letters: JANE DOE is Jane Doe; initials stay."""
    words = name.split()
    if len(words) > 1 and name.isupper() and all(len(word.strip(".")) > 1 or word.endswith(".") for word in words):
        return " ".join(word if "." in word else word.title() for word in words)
    return name


def is_person_name(name: str, *, is_sure: bool = False) -> bool:
    """Whether words are the name of a person; a bare word or small letters only where the page says so (`is_sure`)."""
    words = name.split()
    if (
        not words
        or len(words) > 5
        or len(name) > LONGEST_NAME
        or any(character.isdigit() or character in "@#/\\<>{}=?!" for character in name)
    ):
        return False
    folded = [word.strip(".").lower() for word in words]
    if any(
        word in NO_PERSON or (word in MONTHS and word not in {"may", "mai", "april", "august", "jan", "mar", "ago"})
        for word in folded
    ):
        return False
    if LEGAL_FORM.search(name) or all(word in WEEKDAYS for word in folded) or load_outlets().by_name(name) is not None:
        return False
    if len(words) == 1:
        return is_sure and len(name) > 1
    return all(word[0].isupper() or word in PARTICLES or not word[0].isalpha() for word in words) or is_sure


def _place(text: str, name: str) -> Span | None:
    at = text.find(name)
    return Span(at, at + len(name)) if at >= 0 else None
