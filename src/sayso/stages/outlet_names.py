"""Names of outlets that the words around them give away, whether a tagger knows them or not.

In: a text. Out: the spans of names that stand behind a noun for outlets ("the Lagos newspaper Morning Lantern", "news site
Baku Pulse") or begin with a word of broadcasting ("Radio Oasis", "Kanal 5"). It reads words only, and does not ask who speaks.
"""

import re
from collections.abc import Iterator

from sayso.languages.people import load_people
from sayso.records import Span

__all__ = ["find_outlet_names", "is_outlet_noun"]

#: Right before a name these make it an outlet's …
BEFORE = frozenset(
    {"newspaper", "broadcaster", "daily", "weekly", "monthly", "quarterly", "fortnightly", "tabloid", "broadsheet", "magazine",
     "newswire", "agency", "portal", "website", "station", "podcast", "newsletter", "channel"}
)  # fmt: skip
#: … and these only behind a word for news or broadcasting.
OF_NEWS = frozenset({"site", "service", "outlet", "network"})
NEWS = frozenset({"news", "press", "wire", "media", "radio", "tv", "television", "broadcast"})
#: Agencies and channels of another sort.
NO_NEWS = frozenset(
    {"un", "u.n", "u.n.", "aid", "space", "intelligence", "security", "spy", "health", "federal", "government", "border",
     "refugee", "environment", "nuclear", "relief", "rating", "ratings", "credit", "development", "drug", "food", "labor",
     "travel", "talent", "advertising", "estate", "employment", "police", "fire", "railway", "train", "power", "tube", "metro"}
)  # fmt: skip
#: A word that may be part of a name, and what joins such words.
WORD = re.compile(r"[^\W_][\w’'&-]*(?:\.(?:com|net|org|info|[a-z]{2})\b)?|&")
JOINS = frozenset({"de", "del", "des", "di", "da", "do", "du", "la", "le", "el", "al", "of", "the", "&"})
DAYS = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Janu|Febru)ary|March|April|May|June|July|August|"
    r"(?:Sept|Nov|Dec)ember|October"
)
POSSESSIVE = re.compile(r"['’]s?$")
#: A name has at most so many words.
MOST = 7
OPENING = re.compile(r"[ \u00a0][“\"]?")


def find_outlet_names(text: str) -> Iterator[tuple[Span, str]]:
    """The names with the noun that gives each away, in text order; "" where its first word does."""
    last = -1
    for match in _NOUN.finditer(text):
        noun = match.group("noun").lower()
        if match.start() < last or not is_outlet_noun(noun, text[max(0, match.start() - 14) : match.start()]):
            continue
        opening = OPENING.match(text, match.end())
        span = _name(text, opening.end()) if opening is not None else None
        if span is not None and not _is_sentence(text, match.start()):
            last = span.end
            yield span, noun
    yield from ((span, "") for span in _aired(text))


def is_outlet_noun(noun: str, before: str) -> bool:
    """Whether a noun, with what stands before it, is one for outlets: "news site", not "building site" or "space agency"."""
    words = before.lower().replace("-", " ").split()
    last = words[-1] if words else ""
    if noun in OF_NEWS:
        return last in NEWS
    return noun in BEFORE and last not in NO_NEWS


_NOUN = re.compile(rf"\b(?P<noun>{'|'.join(sorted(BEFORE | OF_NEWS, key=len, reverse=True))})\b(?!['’])", re.IGNORECASE)


def _is_sentence(text: str, start: int) -> bool:
    """Whether the noun is itself a part of a name in capitals: "the Daily Mail", "World Service"."""
    before = text[:start].rstrip(" ")[-1:]
    return text[start].isupper() and before not in {"", ".", "\n", "“", '"', "!", "?", ":"}


def _name(text: str, start: int) -> Span | None:
    """The name that begins at a place: words with capitals, joined by blanks and by small words between two of them."""
    end = held = start
    for _ in range(MOST):
        match = WORD.match(text, held)
        word = match.group() if match is not None else ""
        if match is None or DAYS.fullmatch(word):
            break
        if word[0].isupper() or word[0].isdigit():
            cut = POSSESSIVE.search(word)
            end = match.end() - (len(cut.group()) if cut is not None else 0)
            if cut is not None:
                break
        elif word.lower() not in JOINS or end == start:
            break
        if text[match.end() : match.end() + 1] != " ":
            break
        held = match.end() + 1
    return Span(start, end) if end > start and not text[start].isdigit() else None


def _aired(text: str) -> Iterator[Span]:
    """The names that begin with a word of broadcasting: "Radio Oasis Kidal", "RTV Cardigan"."""
    first = load_people().list("outlets.first")
    for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, first)))}) (?=[^\W_])", text, re.IGNORECASE):
        following = text[match.end()]
        if text[match.start()].isupper() and (following.isupper() or following.isdigit()):
            span = _name(text, match.start())
            if span is not None and span.end > match.end():
                yield span
