"""Where something was said: the outlet, platform or institution around a cue.

In: one sentence and the cues in it. Out: for each cue the noun phrase of its venue: "Radio X" in "told Radio X", "Twitter" in
"wrote on Twitter", "the court" in "told the court". Reporters, rallies and statements are no venues.
A venue inside an attribution's own contents or sources is never its channel; an outlet that merely carries or quotes is a hop,
not a venue, and is left to the chains.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sayso.languages import Language
from sayso.records import Span
from sayso.stages.venues import Venue, VenueKind, find_venue, is_printed

__all__ = ["Speech", "find_channels"]

TRIGGER = re.compile(
    r"\b(told|tell|tells|telling|on|via|to|with|in|for|before|at|through|addressing|addressed|interviewed by"
    r"|promised|assured|informed|warned|reminded)\s+",
    re.IGNORECASE,
)
TELLING = frozenset(
    {"told", "tell", "tells", "telling", "addressing", "addressed", "promised", "assured", "informed", "warned", "reminded"}
)
#: A sentence that begins so says first where its speaker spoke, however far from the verb.
OPENING = re.compile(
    r"(?:Speaking|Talking|Writing|Appearing|Interviewed|Testifying|In (?:an? |his |her |their )?(?:[a-z-]+ )?"
    r"(?:interview|letter|article|column|essay|post|message|statement|speech|remarks))\b"
)
LOOK_BACK = 60
NO_HOUSES: Mapping[int, Span] = MappingProxyType({})
#: A capitalised name, with the article before it.
HOUSE = re.compile(r"(?P<article>the\s+)?(?P<name>[A-Z][\w&.’'-]*(?:\s+(?:(?:di|da|de|del|of|the)\s+)?[A-Z\d][\w&’'-]*){0,4})")
AIRED = frozenset({"radio", "rádio", "radyo", "canal", "channel", "kanal", "tv", "télé", "tele", "telewizja"})
ENDINGS = frozenset({"plus", "online", "today", "live", "24"})
INTERVIEW = re.compile(r"\binterview(?:ed)?\s+$")
#: A venue farther than this from its cue was more often another speaker's (samples of PolNeAR train, read by eye).
FARTHEST = 80
FARTHEST_OPENING = 240
#: "told" belongs to the cue that holds it, or that begins at most this many characters behind it ("told CNN [saying]").
TOLD_WITHIN = 12


@dataclass(frozen=True, slots=True)
class Speech:
    """What the search for a channel needs of one attribution; `key` is whatever the caller finds it by."""

    key: int
    cue: Span
    contents: tuple[Span, ...]
    sources: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A venue with the place of the word in front of it, and whether that word is a verb of telling."""

    venue: Venue
    trigger: int
    is_told: bool


def find_channels(
    text: str, sentence: Span, speeches: Sequence[Speech], language: Language, houses: Mapping[int, Span] = NO_HOUSES
) -> Mapping[int, Span]:
    """The channel of each attribution whose cue stands in the sentence and that has one, by its key.

    A venue belongs to the nearest cue whose contents and sources it is not part of, at the same depth of nesting. `houses` are
    names that the tagger takes for outlets or organisations, by where they begin: who is told something there is a venue.
    """
    nearest: dict[int, tuple[int, Span]] = {}
    opens = OPENING.match(text, sentence.start) is not None
    first = min((speech.cue.start for speech in speeches), default=sentence.start)
    for found in _find_venues(text, sentence, language, houses):
        fitting = [speech for speech in speeches if _fits(found, speech, speeches)]
        if not fitting:
            continue
        speech = min(fitting, key=lambda speech: _distance(found, speech))
        distance = _distance(found, speech)
        if distance <= (FARTHEST_OPENING if opens and found.trigger < first else FARTHEST) and (
            speech.key not in nearest or distance < nearest[speech.key][0]
        ):
            nearest[speech.key] = (distance, found.venue.span)
    return {key: span for key, (_, span) in nearest.items()}


def _distance(found: _Found, speech: Speech) -> int:
    if speech.cue.start <= found.trigger <= speech.cue.end:
        return 0
    before = found.trigger < speech.cue.start
    return speech.cue.start - found.venue.span.end if before else found.trigger - speech.cue.end


def _fits(found: _Found, speech: Speech, speeches: Sequence[Speech]) -> bool:
    place = found.venue.span
    if any(span.overlaps(place) for span in (*speech.contents, *speech.sources)):
        return False
    if found.is_told and not (speech.cue.start - TOLD_WITHIN <= found.trigger <= speech.cue.end):
        return False
    holders = [other for other in speeches if other is not speech and any(span.contains(place) for span in other.contents)]
    return all(any(span.contains(speech.cue) for span in holder.contents) for holder in holders)


def _find_venues(text: str, sentence: Span, language: Language, houses: Mapping[int, Span]) -> Iterator[_Found]:
    for match in TRIGGER.finditer(text, sentence.start, sentence.end):
        word = match.group(1).lower()
        venue = find_venue(text, Span(match.end(), sentence.end), language)
        is_interview = word == "interviewed by" or INTERVIEW.search(text, max(0, match.start() - LOOK_BACK), match.start())
        told = _told_house(text, match.end(), houses, language) if word in TELLING or is_interview else None
        if told is not None and (venue is None or told.span.end > venue.span.end):
            venue = told
        if venue is None:
            continue
        before = text[max(sentence.start, match.start() - LOOK_BACK) : match.start()]
        if word in TELLING or word == "interviewed by" or _is_said_there(word, venue, before, text, language):
            yield _Found(venue, match.start(), word in TELLING)


def _told_house(text: str, start: int, houses: Mapping[int, Span], language: Language) -> Venue | None:
    """The outlet that somebody tells something: the name of a house, or one with an article or a word of broadcasting."""
    match = HOUSE.match(text, start)
    if match is None:
        return None
    name = match.group("name")
    bodies = language.lexicon.lists["nouns.bodies"] | language.lexicon.lists["nouns.institutions"]
    words = [word.lower() for word in name.split()]
    if words[-1] in bodies:
        return None
    known = match.start("name") in houses
    marked = match.group("article") or words[0] in AIRED or words[-1].isdigit() or words[-1] in ENDINGS
    return Venue(Span(start, match.end()), VenueKind.OUTLET) if known or (marked and len(words) > 1) else None


def _is_said_there(preposition: str, venue: Venue, before: str, text: str, language: Language) -> bool:
    """Whether a preposition in front of a venue says where one spoke."""
    context = _contexts(language)
    if context["about"].search(before):
        return False
    if preposition in {"with", "for"}:
        return venue.kind is VenueKind.OUTLET and bool(
            context["talking" if preposition == "with" else "writing"].search(before)
        )
    if venue.kind is VenueKind.PLATFORM:
        return preposition in {"on", "via", "through", "at"}
    if venue.kind is VenueKind.INSTITUTION:
        return preposition == "before" or (preposition in {"to", "in", "at"} and bool(context["speaking"].search(before)))
    if preposition == "on":
        # Nobody speaks "on" a paper.
        return not is_printed(venue.span.of(text))
    return preposition in {"in", "to", "via", "at"} and (not before.strip() or bool(context["speaking"].search(before)))


@cache
def _contexts(language: Language) -> Mapping[str, re.Pattern[str]]:
    """What may stand before a preposition: a word of one of the lists, then a few more words of the same clause."""
    reach = {"speaking": 28, "writing": 28, "talking": 16, "about": 0}
    patterns = {}
    for name, most in reach.items():
        words = "|".join(map(re.escape, sorted(language.lexicon.lists[f"venues.{name}"])))
        patterns[name] = re.compile(rf"\b(?:{words})\b" + (rf"[^.;:]{{0,{most}}}$" if most else r"\s*$"), re.IGNORECASE)
    return patterns
