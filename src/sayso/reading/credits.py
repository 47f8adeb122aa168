"""Lines of a text that name another house: datelines, bylines, credits, copyright lines, footers.

In: the text with its blocks. Out: `CreditLine`s in page order, each with its wording's kind and whether by itself it says
whose copy this is ("Source: Reuters") or only who helped ("with material from Reuters"). Pictures' credits are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sayso.knowledge.outlets import Outlet
from sayso.languages.date_words import MONTHS, WEEKDAYS
from sayso.reading.datelines import Dateline, find_dateline, split_outlets
from sayso.reading.dates import StatedDate, find_dates
from sayso.reading.houses import House, is_house_name, read_house
from sayso.records import Block, Span

__all__ = [
    "BYLINE_OPENING",
    "CreditLine",
    "find_credit_lines",
    "find_opening",
    "find_owner_lines",
    "find_release_mark",
    "find_story_dateline",
    "head_of",
]

#: Credits are short lines; nothing longer is looked at, but for the ends of paragraphs.
LONGEST_CREDIT = 300
LONGEST_BYLINE = 120
LONGEST_OPENING = 600
#: How many blocks before the first and after the last body block belong to the story's head and tail.
HEAD, TAIL = 8, 6
BYLINE_OPENING = re.compile(
    r"(?:(?:story|report|text|words|article|written|reported|posted|produced|published)\s)?(?:by|von|por|par|di|door|from)[:\s]\s{0,3}"
    r"|(?:text|autor|autorin|author|authors|verfasser|auteur|byline)\s?:\s{0,3}",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"[\s(\[*]{0,4}(?:source|quelle|fuente|fonte|via|credit|(?:provided|distributed|reporting)\sby|syndicated\sfrom)"
    r"\s?:?\s{1,3}",
    re.IGNORECASE,
)
REPUBLICATION = re.compile(
    r"\b(?:(?:originally|first)\s(?:published|appeared|posted|ran|printed|reported|aired)(?:\s(?:online|here))?\s(?:in|on|by|at|with)"
    r"|(?:re-?published|reprinted|reproduced|reposted|excerpted)\s(?:here\s)?(?:with\s(?:the\s)?(?:kind\s)?permission\s)?(?:from|of|by)"
    r"|(?:published|reproduced|used)\swith\s(?:the\s)?(?:kind\s)?permission\s(?:from|of)|courtesy\sof"
    r"|(?:article|story|report|piece|post|text)\s(?:is|comes|was\staken|was\ssourced)\sfrom"
    r"|(?:zuerst|ursprünglich)\s(?:erschienen|veröffentlicht)\s(?:in|bei|auf|im))\s",
    re.IGNORECASE,
)
#: Kinds of houses whose copyright line under a story says that it is theirs.
OWNERS = frozenset({"agency", "newspaper", "magazine", "broadcaster", "website"})
#: "Jane Post and John Herald" are people.
TWO_PEOPLE = re.compile(r"\w+ \w+ (?:and|und|&) \w+ \w+")
#: "This report by The Canadian Press was first published …".
BY_WHOM = re.compile(
    r"\b(?:report|story|article)\sby\s(.{2,60}?)\s(?:was|is)\s(?:first|originally)\s(?:published|distributed)", re.IGNORECASE
)
#: How a paper's own news service marks its copy: "c.2021 The New York Times Company".
SYNDICATED = re.compile(r"\s{0,3}c\.\s?\d{4}[,\s]\s{0,3}", re.IGNORECASE)
#: What may stand where a house would, after "first published in": a day, or the form that it appeared in.
NO_HOUSE = MONTHS.keys() | WEEKDAYS | frozenset({"print", "print.", "full", "part", "english", "two", "this", "our"})
ORIGINAL_DAY = re.compile(r"\b(?:originally|first)\s(?:published|appeared|posted|ran|printed|aired)\b", re.IGNORECASE)
COPYRIGHT = re.compile(
    r"[\s(\[]{0,4}(?:copyright|\(c\)|©)[\s:]{0,3}(?:\(c\)|©|copyright)?\s{0,3}(?:\d{4}(?:\s?[-–,]\s?\d{2,4}){0,6})?[\s,]{0,3}(?:by\s)?",
    re.IGNORECASE,
)
CONTRIBUTION = re.compile(
    r"\b(?:with|mit|avec|con)\s(?:(?:additional|further|some)\s)?(?:inputs?|reporting|reports?|material|information|files|agenturmaterial)"
    r"\s(?:from|by|of|von|der)\s|\b(?:includes?|contains?)\s(?:material|reporting|information)\s(?:from|by)\s",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(r"\b(?:also\s)?contributed\s(?:reporting\s)?to\sthis\s(?:report|story|article)", re.IGNORECASE)
MAILING_LIST = re.compile(
    r"(?:join|subscribe to|sign up (?:for|to)|get|follow)\s(?:the\s)?(.{2,60}?)(?:'s|’s)?"
    r"\s(?:mailing list|newsletter|e-?mail list|email alerts)",
    re.IGNORECASE,
)
PICTURE = re.compile(
    r"\b(?:photo|photos|photograph|image|images|picture|foto|bild|bilder|getty|file|illustration|video|graphic|map)\b",
    re.IGNORECASE,
)
TAIL_NAME = re.compile(r"(?:^|\s)(?:\(([^()\n]{2,60})\)|[-–—]{1,2}\s?([^\s()\n][^()\n]{1,40}?))\.?\s{0,3}$")
#: The signs of editors before a bracket of agencies ("ab/cd (AFP)") say that the house wrote it from their copy.
EDITORS = re.compile(r"(?:^|\s)[^\W\d_]{2,4}(?:/[^\W\d_]{2,4}){1,3}\s{0,2}$")
BETWEEN_NAMES = re.compile(r"\s[|–—-]\s|,\s|\s/\s|\sfor\s|\sof\s|\sat\s|\sspecial\sto\s|\n", re.IGNORECASE)
NAME_OF_ROLE = re.compile(
    r"\s(?:staff|writers?|reporters?|correspondents?|bureau|editors?|contributors?|news\sdesk|newsdesk|redaktion)(?:\s\w{1,20}){0,2}$",
    re.IGNORECASE,
)
#: Datelines of those who send releases out for others.
RELEASED = re.compile(
    r"/\s?PR\s?Newswire\s?/|\(\s?BUSINESS\s?WIRE\s?\)|\(\s?GLOBE\s?NEWSWIRE\s?\)|\(\s?Marketwired\s?\)|/\s?ACCESSWIRE\s?/"
    r"|\bFOR IMMEDIATE RELEASE\b",
    re.IGNORECASE,
)
#: Who issued a release, on a line of its own at its end.
ISSUER = re.compile(r"\s{0,3}source:?\s{1,3}([^\n:]{2,80})\s{0,3}", re.IGNORECASE)
OPENING = 400
READ_LAST = ("credit", "byline", "dateline", "correction", "other", "disclaimer", "promo", "body")


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A house that a line names. `is_origin` is false where it only helped or where several houses share the line."""

    house: House
    is_origin: bool
    kind: str
    date: StatedDate | None = None


def head_of(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks between the headline and the first paragraph of the story (before it, where there is no headline)."""
    first = next((number for number, block in enumerate(blocks) if block.role == "body"), len(blocks))
    reach = range(first - 1, max(-1, first - 1 - 3 * HEAD), -1)
    start = next((number for number in reach if blocks[number].role == "headline"), max(0, first - HEAD))
    return tuple(block for block in blocks[start:first] if block.role != "headline")


def tail_of(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The last two paragraphs of the story and the few blocks after it."""
    last = max((number for number, block in enumerate(blocks) if block.role == "body"), default=-1)
    return tuple(block for block in blocks[max(0, last - 1) : last + 1 + TAIL] if block.role in READ_LAST) if last >= 0 else ()


def find_opening(text: str, blocks: Sequence[Block]) -> tuple[Block, Dateline] | None:
    """The paragraph that opens with the story's dateline, and the dateline.

    In a pasted text a headline or a summary may stand before it as a paragraph: after these an agency must be named.
    """
    story = (block for block in blocks if block.role == "body")
    for number, block in enumerate(islice(story, 3)):
        found = find_dateline(text[: min(block.span.end, block.span.start + LONGEST_OPENING)], block.span.start)
        if found is not None and found.span.end < block.span.end and (number == 0 or found.agency is not None):
            return block, found
        if len(block.span) > LONGEST_CREDIT:
            break
    return None


def find_story_dateline(text: str, blocks: Sequence[Block]) -> Dateline | None:
    """The dateline at the start of the first body paragraph, or of a dateline block of its own just before it."""
    opening = find_opening(text, blocks)
    if opening is not None:
        return opening[1]
    for block in blocks[: 4 * HEAD]:
        if block.role == "dateline" and len(block.span) <= LONGEST_BYLINE:
            # A dateline on a line of its own has no story after it: the parser wants to see one begin.
            alone = find_dateline(block.span.of(text) + " - Here")
            if alone is not None and alone.agency is not None:
                return find_dateline(text[: block.span.end] + " - Here", block.span.start)
    return None


def find_credit_lines(text: str, blocks: Sequence[Block]) -> tuple[CreditLine, ...]:
    """Every house that the story's head and tail name, in page order."""
    found: list[CreditLine] = []
    dateline = find_story_dateline(text, blocks)
    if find_release_mark(text, blocks) is not None:
        found.extend(_issuers(text, blocks))
    for block in head_of(blocks):
        found.extend(_in_byline(text, block))
        found.extend(_in_line(text, block))
    first = next((block for block in blocks if block.role == "body"), None)
    if first is not None and len(first.span) <= LONGEST_BYLINE:  # a note on a line of its own is a short first paragraph
        found.extend(_notes(first.span.of(text), first.span.start))
    for block in tail_of(blocks):
        found.extend(_in_line(text, block))
        found.extend(_at_end(text, block))
    if dateline is not None and dateline.agency is not None and dateline.agency_span is not None:
        house = House(dateline.agency, dateline.outlet, "dateline", dateline.agency_span)
        found.append(CreditLine(house, not dateline.is_shared, "dateline", dateline.date))
    order = sorted(found, key=lambda line: (line.house.span.start if line.house.span else 0, not line.is_origin))
    return tuple(dict.fromkeys(order))


def find_release_mark(text: str, blocks: Sequence[Block]) -> Span | None:
    """The words at the beginning of a story that mark it as a press release."""
    first = next((block for block in blocks if block.role == "body"), None)
    start = min((block.span.start for block in head_of(blocks)), default=first.span.start if first is not None else 0)
    end = (first.span.start if first is not None else start) + OPENING
    found = RELEASED.search(text, start, min(len(text), end))
    return Span(*found.span()) if found else None


def _issuers(text: str, blocks: Sequence[Block]) -> Iterator[CreditLine]:
    """Who issued a release: it speaks in their name, whoever sends it out."""
    for block in tail_of(blocks):
        line = ISSUER.fullmatch(block.span.of(text))
        if line:
            name = line[1].strip(" .")
            house = read_house(name, "issuer", block.span.start + line.start(1), strict=True)
            span = Span(block.span.start + line.start(1), block.span.start + line.start(1) + len(name))
            yield CreditLine(house or House(name, None, "issuer", span), is_origin=True, kind="issuer")


def _in_byline(text: str, block: Block) -> Iterator[CreditLine]:
    """Houses in a byline: "Sputnik News", "By Jane Doe, Associated Press", "AFP/dpa"."""
    line = block.span.of(text)
    opening = BYLINE_OPENING.match(line)
    if len(line) > LONGEST_BYLINE or PICTURE.search(line):
        return
    if block.role == "dateline":
        yield from _beside_date(line, block.span.start)
    if not (block.role in {"byline", "credit"} or opening):
        return
    at = opening.end() if opening else 0
    shared = split_outlets(line[at:].strip())
    if len(shared) > 1:
        yield from (_shared(outlet, Span(block.span.start + at, block.span.end), "byline") for outlet in shared)
        return
    ends = [*(match.span() for match in BETWEEN_NAMES.finditer(line, at)), (len(line), len(line))]
    for end, following in ends:
        piece = NAME_OF_ROLE.sub("", line[at:end])
        after = _agency_after_name(piece, block.span.start + at)
        house = after or read_house(piece, "byline", block.span.start + at)
        at = following
        if house is None or (house.outlet is None and TWO_PEOPLE.fullmatch(house.name)):
            continue
        if after is not None or len(house.name) >= len(piece.strip(" ().").removeprefix("The ")) - 3:
            yield CreditLine(house, is_origin=True, kind="byline")


def _agency_after_name(piece: str, start: int) -> House | None:
    """The agency at the end of a byline that sets no mark before it: "JANE DOE Associated Press"."""
    words = [*re.finditer(r"\S+", piece)]
    for number in range(2, min(len(words), 5)):
        tail = piece[words[number].start() : words[-1].end()]
        outlets = split_outlets(tail)
        if len(outlets) == 1 and outlets[0].kind == "agency" and all(one[0][:1].isupper() for one in words):
            at = start + words[number].start()
            return House(tail, outlets[0], "byline", Span(at, at + len(tail)))
    return None


def _beside_date(line: str, start: int) -> Iterator[CreditLine]:
    """The agency on a line that holds nothing beside it but a date: "June 14, 2021 | Reuters"."""
    for date in find_dates(line)[:1]:
        for begin, end in ((0, date.span.start), (date.span.end, len(line))):
            piece = line[begin:end].strip(" |·•,–—-/")
            outlets = split_outlets(piece)
            if len(outlets) == 1 and outlets[0].kind == "agency":
                at = start + line.index(piece, begin)
                house = House(piece, outlets[0], "byline", Span(at, at + len(piece)))
                yield CreditLine(house, is_origin=True, kind="byline")


def _shared(outlet: Outlet, span: Span, kind: str) -> CreditLine:
    return CreditLine(House(outlet.name, outlet, kind, span), is_origin=False, kind=kind)


def _in_line(text: str, block: Block) -> Iterator[CreditLine]:
    """Houses in a short line: source lines, republication notes, copyright lines, thanks for help."""
    if len(block.span) <= LONGEST_CREDIT:
        yield from _in_short_line(block.span.of(text), block.span.start)


def _in_short_line(line: str, start: int) -> Iterator[CreditLine]:
    source = SOURCE.match(line)
    if source and not PICTURE.search(line):
        house = read_house(line[source.end() :], "credit line", start + source.end(), strict=True)
        if house is not None and len(line) - source.end() - len(house.name) <= 40:
            others = split_outlets(line[source.end() :].strip(" .)]"))
            yield CreditLine(house, is_origin=len(others) < 2, kind="credit line")
    owned = COPYRIGHT.match(line)
    if owned and owned.end() > 1 and not PICTURE.search(line):
        house = read_house(line[owned.end() :], "copyright line", start + owned.end())
        if house is not None and house.outlet is not None and house.outlet.kind in OWNERS:
            yield CreditLine(house, is_origin=True, kind="copyright line")
    syndicated = SYNDICATED.match(line)
    if syndicated and not PICTURE.search(line):
        house = read_house(line[syndicated.end() :], "copyright line", start + syndicated.end())
        if house is not None and house.outlet is not None:
            yield CreditLine(house, is_origin=True, kind="copyright line")
    yield from _notes(line, start)
    yield from _helpers(line, start)


def _notes(line: str, start: int) -> Iterator[CreditLine]:
    """Notes that a text was published elsewhere, and by whom."""
    by = BY_WHOM.search(line)
    found = [(read_house(by[1], "republication note", start + by.start(1)), by)] if by else []
    for match in REPUBLICATION.finditer(line):
        following = line[match.end() :].split(maxsplit=1)
        if following and following[0].strip(",.").lower() not in NO_HOUSE:
            found.append((read_house(line[match.end() :], "republication note", start + match.end(), strict=False), match))
    for house, match in found:
        if house is not None and not _is_own(line, match):
            dates = [date for date in find_dates(line) if not date.value.startswith("--") and not date.is_change]
            yield CreditLine(house, is_origin=True, kind="republication note", date=dates[0] if dates else None)


def _is_own(line: str, match: re.Match[str]) -> bool:
    """Whether a note says that something else, not this text, was published there ("the photo first appeared in …")."""
    before = line[max(0, match.start() - 60) : match.start()].lower()
    return bool(PICTURE.search(before)) or bool(
        re.search(r"\b(?:book|study|song|album|film|version|research|letter|poem|remarks?)\b", before)
    )


def _helpers(line: str, start: int) -> Iterator[CreditLine]:
    for match in CONTRIBUTION.finditer(line):
        house = read_house(line[match.end() :], "contribution", start + match.end())
        if house is not None:
            yield CreditLine(house, is_origin=False, kind="contribution")
    helped = CONTRIBUTED.search(line)
    if helped:
        house = read_house(line[: helped.start()], "contribution", start)
        if house is not None:
            yield CreditLine(house, is_origin=False, kind="contribution")


def _at_end(text: str, block: Block) -> Iterator[CreditLine]:
    """An agency's name that ends the story: "(AFP)", "- Reuters", or a last line of its own."""
    start = max(block.span.start, block.span.end - LONGEST_CREDIT)
    tail = text[start : block.span.end]
    match = TAIL_NAME.search(tail, max(0, len(tail) - 80))
    if match:
        group = 1 if match.group(1) else 2
        name, begin = match.group(group), start + match.start(group)
    elif len(tail) <= 40 and block.role != "body":
        name, begin = tail.strip(" ()."), start + len(tail) - len(tail.lstrip(" ("))
    else:
        return
    outlets = split_outlets(name)
    if not outlets or any(outlet.kind != "agency" for outlet in outlets):
        return
    is_edited = match is not None and EDITORS.search(tail, max(0, match.start() - 24), match.start() + 1) is not None
    span = Span(begin, begin + len(name))
    for outlet in outlets:
        written = House(name if len(outlets) == 1 else outlet.name, outlet, "tail credit", span)
        yield CreditLine(written, is_origin=len(outlets) == 1 and not is_edited, kind="tail credit")


def find_owner_lines(text: str, blocks: Sequence[Block]) -> tuple[House, ...]:
    """Who the page's own furniture says it belongs to: mailing-list lines first, then copyright lines."""
    lists: list[House] = []
    owned: list[House] = []
    for block in blocks:
        line = block.span.of(text)
        if len(line) > LONGEST_CREDIT or block.role in {"headline", "caption"}:
            continue
        match = MAILING_LIST.search(line)
        if match and block.role != "body":
            house = read_house(match.group(1), "mailing list line", block.span.start + match.start(1), strict=False)
            if house is not None and (house.outlet or "." in house.name or is_house_name(house.name)):
                lists.append(
                    replace(house, method="archive footer" if house.outlet and house.outlet.kind == "archive" else house.method)
                )
        match = COPYRIGHT.match(line)
        if match and re.search(r"©|\(c\)|copyright", match.group(), re.IGNORECASE):
            house = read_house(line[match.end() :], "copyright line", block.span.start + match.end(), strict=False)
            if house is not None:
                owned.append(house)
    return (*lists, *owned)
