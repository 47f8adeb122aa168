"""Where a text names places and nationalities: the words, what name they are a part of, what region stands behind them.

In: an analysis with mentions. Out: `Spot`s in text order that do not overlap. The tagger's places and peoples come first; what
it missed is looked for only among territories, nationality words and large capitals, and within names of bodies and outlets.
Which place is meant is found in `place_choice`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.knowledge.places import Places
from sayso.languages.place_words import load_place_words
from sayso.records import READ_ROLES, Analysis, Mention, Span, strip_span

__all__ = ["Spot", "find_spots", "is_region_of"]

Inside = Literal["", "dateline", "org", "media"]
#: What names are looked for in: runs of words with capitals, and small words between them.
RUN = re.compile(
    r"(?<![\w’'.-])[A-ZÀ-ÖØ-Þ][\w’'.]*"
    r"(?:[ \u00a0-](?:(?:of|and|the|da|de|el|la|du)[ \u00a0])?(?:[Dd]['’])?[A-ZÀ-ÖØ-Þ][\w’'.]*){0,8}"
)
WORD = re.compile(r"[^\s-]+")
#: What makes the name of a city that of a region: "Idlib province".
UNIT = re.compile(r"[ \u00a0](?P<unit>[a-z]{4,12})\b")
COMMA = re.compile(r"\s{0,2}[,(]\s{0,2}")
#: What may stand behind a comma as a region: names with capitals, abbreviations with their stop.
REGION = re.compile(
    r"(?:[A-Z]\.(?:[A-Z]\.){1,2}|W\. ?Va\.|[A-Z][a-z]{1,5}\.|[A-Z]{2}\b"
    r"|[A-ZÀ-Þ][\w’'-]{1,40}(?: (?:and |of )?[A-ZÀ-Þ][\w’'-]{1,40}){0,3})"
)
#: A dateline as an unmarked text has it: capitals, perhaps a region and a house, a dash.
DATELINE = re.compile(
    r"\s{0,8}([A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,40}?)(?=,|\s?\(|\s{0,2}(?:--?|[–—―_])\s)"
    r"[^\n(–—―]{0,50}?(?:\([^()\n]{2,40}\)\s?)?(?:--?|[–—―_])\s"
)
#: What ends the place in a dateline's block.
DATELINE_END = re.compile(
    r"[(\[–—―_/|\d]|\s-|--|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
LONGEST = 120
LINE = re.compile(r"\n+")
#: Characters of an unmarked text in which a line may open with a dateline: it may begin with its headline.
HEAD = 600
#: "Spanish-language", "a Russian speaker": a tongue, no nationality.
TONGUE = re.compile(r"[ \u00a0-](?:languages?|speaking|speakers?|lessons?)\b")
#: Words of a run that are tried as one name.
WIDTH = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """One name of a place.

    `inside` is the kind of the longer name that it is a part of, `container` that name's span; `behind` are the words of the
    region that follow it; `is_demonym` says it is a nationality word; `score` is the tagger's, 0.5 where it said nothing.
    """

    span: Span
    inside: Inside
    container: Span | None
    behind: str
    is_demonym: bool
    score: float


def find_spots(analysis: Analysis, places: Places) -> list[Spot]:
    """All spots of a document, in text order."""
    text = analysis.document.text
    taken: list[Span] = []
    found: list[Spot] = []

    def keep(spots: Iterable[Spot]) -> None:
        for spot in spots:
            is_tongue = spot.is_demonym and TONGUE.match(text, spot.span.end) is not None
            if len(spot.span) and not is_tongue and not _overlaps(taken, spot.span):
                taken.insert(bisect_right(taken, spot.span), spot.span)
                found.append(spot)

    keep(_in_datelines(analysis))
    keep(_mended(analysis, places))
    keep(_mistaken(analysis, places))
    keep(spot for one in analysis.mentions if one.kind in ("place", "norp") for spot in _of_mention(text, one, places))
    named = sorted((one for one in analysis.mentions if one.kind in ("person", "org", "media")), key=lambda one: one.span)
    keep(_in_blocks(analysis, named, places))
    return sorted(found, key=lambda spot: spot.span)


def is_region_of(text: str, before: Spot, spot: Spot) -> bool:
    """Whether a spot is the region behind the name before it: "Birmingham, Alabama"."""
    gap, words = text[before.span.end : spot.span.start], spot.span.of(text)
    if spot.inside or spot.is_demonym or gap.strip() not in (",", "(") or len(gap) > 3 or not before.behind:
        return False
    after = text[spot.span.end : spot.span.end + 2].lstrip(".")
    return (before.behind.startswith(words) or words.startswith(before.behind)) and after[:1] in (
        "",
        ",",
        ")",
        ";",
        ":",
        "\n",
        " ",
    )


def _overlaps(taken: Sequence[Span], span: Span) -> bool:
    at = bisect_right(taken, span)
    return any(other.overlaps(span) for other in taken[max(0, at - 1) : at + 1])


def _mended(analysis: Analysis, places: Places) -> Iterator[Spot]:
    """Names of territories and areas in several words that the tagger cut: "South" and "Korea", "White" and "House"."""
    text, mentions = analysis.document.text, analysis.mentions
    starts = [mention.span.start for mention in mentions]
    for at, mention in enumerate(mentions):
        word = mention.span.of(text)
        if mention.kind not in ("place", "org", "norp") or not word[:1].isupper():
            continue
        for run in RUN.finditer(text, mention.span.start, mention.span.start + LONGEST):
            span, is_demonym = next(_known(text, Span(*run.span()), places, with_areas=True), (mention.span, False))
            others = mentions[max(0, at - 2) : bisect_right(starts, span.end)]
            if (
                span.start == mention.span.start
                and span.end > mention.span.end
                and not any(o.span.contains(span) for o in others)
            ):
                yield Spot(span, "", None, "" if is_demonym else _behind(text, span.end), is_demonym, mention.score)
            break


def _mistaken(analysis: Analysis, places: Places) -> Iterator[Spot]:
    """Capitals and territories that the tagger took for persons, of whom the document has no full name: "Damascus said"."""
    text = analysis.document.text
    persons = [mention for mention in analysis.mentions if mention.kind == "person"]
    full = {word for one in persons if " " in (words := one.span.of(text)) for word in words.split()}
    for one in persons:
        words = one.span.of(text)
        is_bare = " " not in words and words not in full and words.lower() not in load_place_words()["homonyms"]
        if is_bare and _kind(words, places, with_cities=False) == "place":
            yield Spot(one.span, "", None, "", False, 0.5)


def _in_datelines(analysis: Analysis) -> Iterator[Spot]:
    """The place of each dateline block, or the one that opens the first body block in capitals."""
    text, blocks = analysis.document.text, analysis.document.blocks
    marked = [block.span for block in blocks if block.role == "dateline"]
    for span in marked:
        own = strip_span(text, Span(span.start, min(span.end, span.start + LONGEST)))
        stop = DATELINE_END.search(text, own.start, own.end)
        yield from _dateline(text, Span(own.start, stop.start() if stop else own.end))
    body = next((block.span for block in blocks if block.role == "body"), None)
    if body is None or marked:
        return
    head = min(body.end, body.start + HEAD)
    lines = [body.start, *(match.end() for match in LINE.finditer(text, body.start, head))]
    opening = next((found for line in lines if (found := DATELINE.match(text, line, body.end)) is not None), None)
    if opening is not None:
        yield from _dateline(text, Span(*opening.span(1)), text[opening.end(1) : opening.end(1) + 30])


def _dateline(text: str, span: Span, after: str = "") -> Iterator[Spot]:
    words = span.of(text)
    name, _, behind = words.partition(",")
    if not behind and after.startswith(","):
        behind = after[1:]
    region = REGION.match(behind.strip())
    place = strip_span(text, Span(span.start, span.start + len(name)))
    while place.end > place.start and text[place.end - 1] in ".:;":
        place = Span(place.start, place.end - 1)
    if len(place) > 2 and not any(letter.isdigit() for letter in place.of(text)):
        yield Spot(place, "dateline", None, region.group() if region else "", False, 1.0)


def _of_mention(text: str, mention: Mention, places: Places) -> Iterator[Spot]:
    """A mention as one spot, or as two where it is "City, Region"."""
    words = mention.span.of(text)
    if not any(letter.isupper() for letter in words):
        return  # "turkey", "us"
    if mention.kind == "norp":
        yield from _of_people(text, mention, places)
        return
    comma = words.find(",")
    if comma > 0 and not places.candidates(words):
        first, rest = (
            Span(mention.span.start, mention.span.start + comma),
            Span(mention.span.start + comma + 1, mention.span.end),
        )
        yield _spot(text, first, mention.score, places)
        rest = strip_span(text, rest)
        if len(rest):
            yield _spot(text, rest, mention.score, places)
        return
    yield _spot(text, mention.span, mention.score, places)


def _spot(text: str, span: Span, score: float, places: Places) -> Spot:
    unit = UNIT.match(text, span.end)
    if unit is not None and unit["unit"] in load_place_words()["units"]:
        span = Span(span.start, unit.end())
    words = span.of(text)
    return Spot(span, "", None, _behind(text, span.end), places.demonym_of(words) is not None, score)


def _of_people(text: str, mention: Mention, places: Places) -> Iterator[Spot]:
    """The nationality words of a people's name: the whole, else each word of it."""
    if places.people_of(mention.span.of(text)) is not None:
        yield Spot(mention.span, "", None, "", True, mention.score)
        return
    for match in WORD.finditer(text, mention.span.start, mention.span.end):
        if places.people_of(match.group()) is not None:
            yield Spot(Span(*match.span()), "", None, "", True, mention.score)


def _behind(text: str, at: int) -> str:
    """What stands behind a comma or in a bracket and may be a region."""
    comma = COMMA.match(text, at)
    region = REGION.match(text, comma.end()) if comma else None
    return region.group() if region else ""


def _in_blocks(analysis: Analysis, named: Sequence[Mention], places: Places) -> Iterator[Spot]:
    """Names and nationality words of territories that the tagger did not call places, and places in names of bodies."""
    text = analysis.document.text
    starts = [mention.span.start for mention in named]
    homonyms = load_place_words()["homonyms"]
    blocks = [block.span for block in analysis.document.blocks if block.role in READ_ROLES]
    for block in sorted(blocks) if analysis.document.blocks else [Span(0, len(text))]:
        for run in RUN.finditer(text, block.start, block.end):
            for span, is_demonym in _known(text, Span(*run.span()), places):
                at = bisect_right(starts, span.start) - 1
                name = named[at] if at >= 0 and named[at].span.overlaps(span) else None
                if name is None and span.of(text).lower() not in homonyms:
                    yield Spot(span, "", None, "" if is_demonym else _behind(text, span.end), is_demonym, 0.5)
    for name in named:
        if name.kind in ("org", "media"):
            yield from _in_name(text, name, places)


def _in_name(text: str, name: Mention, places: Places) -> Iterator[Spot]:
    """Places in the name of a body or outlet: territories, regions, capitals, the largest cities."""
    inside: Inside = "media" if name.kind == "media" else "org"
    for run in RUN.finditer(text, name.span.start, name.span.end):
        for span, is_demonym in _known(text, Span(*run.span()), places, with_cities=True):
            whole = strip_span(text, name.span)
            is_part = span != whole and "the " + span.of(text).lower() != whole.of(text).lower()
            yield Spot(span, inside if is_part else "", name.span if is_part else None, "", is_demonym, name.score)


def _known(
    text: str, run: Span, places: Places, *, with_cities: bool = False, with_areas: bool = False
) -> Iterator[tuple[Span, bool]]:
    """The longest known names of a run from left to right, and whether each is a nationality word."""
    words = [Span(*match.span()) for match in WORD.finditer(text, run.start, run.end)]
    at = 0
    while at < len(words):
        if words[at].of(text).lower() == "the":
            at += 1
            continue
        for width in range(min(WIDTH, len(words) - at), 0, -1):
            span = _trimmed(text, Span(words[at].start, words[at + width - 1].end))
            is_area = with_areas and width > 1 and places.names_area(span.of(text))
            kind = "place" if is_area else _kind(span.of(text), places, with_cities)
            if kind is not None:
                yield span, kind == "demonym"
                at += width - 1
                break
        at += 1


def _trimmed(text: str, span: Span) -> Span:
    """The span without the stop of its sentence, its possessive and marks at its ends; "U.S." keeps its stop."""
    words = span.of(text).rstrip(',;:!?)”"')
    if words.endswith(".") and "." not in words[:-1]:
        words = words[:-1]
    for ending in ("’s", "'s", "’", "'"):
        if words.endswith(ending):
            words = words[: -len(ending)]
            break
    return Span(span.start, span.start + len(words))


#: A city of so many people is known in a body's name without more ado.
LARGE = 400_000


def _kind(words: str, places: Places, with_cities: bool) -> Literal["place", "demonym"] | None:
    if not words[:1].isupper():
        return None
    if places.demonym_of(words):
        return "demonym"
    if places.names_territory(words):
        return "place"
    is_capital = len(words) > 3 and places.capital_code(words) is not None
    if is_capital or (with_cities and len(words) > 3):
        first = next(iter(places.candidates(words)), None)
        if (
            first is not None
            and not first.is_other
            and (first.population >= LARGE or first.kind == "region" or places.is_capital(words))
        ):
            return "place"
    return None
