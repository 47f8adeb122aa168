"""The noun phrase of a venue at a place of a text: an outlet, a platform or an institution.

In: a text and where a phrase would begin. Out: its span and kind, or none: "Radio Vest", "his website", "the Senate Ethics
Committee", "state television", but not "the Gazette building". Whether anything was said there is decided in `channels`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from sayso.knowledge.outlets import load_outlets
from sayso.languages import Language
from sayso.records import Span
from sayso.stages.sources import is_outlet_name

__all__ = ["Venue", "VenueKind", "find_venue", "is_printed"]

#: A capitalised name of at most nine words, with what may stand before it.
NAME = re.compile(
    r"(?:[A-Z][\w.-]*['’]s\s+)?(?:(?:[Tt]he|state-run|state)\s+)?"
    r"[A-Z][\w&.-]*(?:[ \t]+(?:[A-Z][\w&.-]*|of|de|the|and|for)){0,7}"
)
WORD = re.compile(r"\S+")
DAY = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
#: The name behind a noun for a venue: "the Nouakchott daily L'Ancre", "a rival paper, Nova Gazeta,", "the service of Radio X".
CALLED = re.compile(
    rf"(?:[ ](?:of[ ])?|,[ ](?=[^,.;]{{2,40}}(?:,|$|[ ]that\b)))(?:the[ ])?{DAY}[A-Z][\w’'&-]*"
    rf"(?:[ ](?:(?:de|del|des|di|da|la|le|el|al|i|&)[ ])?{DAY}[A-Z\d][\w’'&-]*){{0,4}}"
)
DETERMINER = r"(?:the|an?|his|her|its|their|my|our|this|[A-Z][\w.-]*['’]s)"
MODIFIER = r"(?!(?:of|to|in|on|that|and|for|with|who|from|by|at)\b)[\w’'-]+"
#: Nouns that make a name in front of them an outlet, whether the name is known or not: "Al Nour newspaper".
PRINTED = frozenset({"newspaper", "agency", "magazine"})


class VenueKind(Enum):
    """What a venue is; it decides which prepositions can stand before it."""

    OUTLET = "outlet"
    PLATFORM = "platform"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Venue:
    """A noun phrase that names a place where things are said."""

    span: Span
    kind: VenueKind


def find_venue(text: str, place: Span, language: Language) -> Venue | None:
    """The venue that begins at the start of `place`, cut to the longest phrase that names one, or none."""
    patterns = _patterns(language)
    if common := patterns["common"].match(text, place.start, place.end):
        noun = (common.group("bare") or common.group("noun")).lower()
        sort = _kind_of_noun(noun, language)
        called = CALLED.match(text, common.end(), place.end) if sort is not VenueKind.INSTITUTION else None
        return Venue(Span(place.start, called.end() if called is not None else common.end()), sort)
    name = NAME.match(text, place.start, place.end)
    if name is None:
        return None
    whole = patterns["days"].sub("", name.group())
    end = place.start + len(whole)
    if behind := patterns["behind"].match(text, end, place.end):
        return Venue(
            Span(place.start, place.start + len(patterns["days"].sub("", text[place.start : behind.end()]))), VenueKind.OUTLET
        )
    if patterns["thing"].match(text, end, place.end):
        return None
    for stop in reversed([word.end() for word in WORD.finditer(whole)]):
        shorter = whole[:stop].rstrip(".,")
        if kind := _kind_of_name(shorter, language):
            return Venue(Span(place.start, place.start + len(shorter)), kind)
    return None


def is_printed(name: str) -> bool:
    """Whether an outlet is a paper or an agency; one we do not know is taken for a paper if it has an article."""
    outlet = load_outlets().by_name(name)
    return outlet.kind in PRINTED if outlet else name.lower().startswith("the ")


def _kind_of_noun(noun: str, language: Language) -> VenueKind:
    lists = language.lexicon.lists
    last = noun.split()[-1]
    if last in lists["nouns.institutions"]:
        return VenueKind.INSTITUTION
    return VenueKind.OUTLET if last in lists["nouns.venue_nouns"] or noun.startswith("state") else VenueKind.PLATFORM


def _kind_of_name(name: str, language: Language) -> VenueKind | None:
    lists = language.lexicon.lists
    words = [word.lower() for word in name.split()]
    bare = words[1:] if words[0] == "the" else words
    if not bare:
        return None
    if "-".join(bare) in lists["nouns.platforms"]:
        return VenueKind.PLATFORM
    if is_outlet_name(name, language):
        return VenueKind.OUTLET
    # "the House of Commons", "the Senate Ethics Committee", but not "the White House".
    head = bare[bare.index("of") - 1] if "of" in bare[1:] else bare[-1]
    return VenueKind.INSTITUTION if head in lists["nouns.institutions"] and bare[0] != "white" else None


@cache
def _patterns(language: Language) -> Mapping[str, re.Pattern[str]]:
    lists = language.lexicon.lists
    institutions = lists["nouns.institutions"] - {"house"}
    noun = _alternatives(lists["nouns.platform_nouns"] | lists["nouns.venue_nouns"] | institutions)
    bare = _alternatives(lists["venues.bare"]).replace(r"\-", r"[ \t-]+")
    things = rf"[ \t]+(?:{_alternatives(lists['venues.things'])})\b"
    days = _alternatives(lists["venues.days"])
    carriers = _alternatives(lists["nouns.venue_nouns"] | {"website"} - {"agency"})
    return {
        "common": re.compile(
            rf"(?P<bare>{bare})(?![\w-]|[ \t]+[A-Z]|[ \t]+channel\b|{things})"
            rf"|{DETERMINER}[ \t]+(?:{MODIFIER}[ \t]+){{0,3}}?(?P<noun>{noun})(?![\w-]|[ \t]+(?:{noun})\b|{things})"
        ),
        "days": re.compile(rf"(?:[ \t]+(?:{days}|of|de|the|and|for))+$"),
        "thing": re.compile(things),
        "behind": re.compile(
            rf"[ \t]+(?i:news[ \t]+agency|{carriers})\b(?:[ \t]+(?i:channel|station|network)\b)?(?:[ \t]+[A-Z][\w.-]*){{0,3}}"
        ),
    }


def _alternatives(words: frozenset[str]) -> str:
    """The words as alternatives of a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
