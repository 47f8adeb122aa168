"""The dateline: the words in front of a wire story that say where, when and by which agency it was filed.

In: the first characters of a story's first body block. Out: a `Dateline` with its span, or `None` where the story just
begins. A small parser by hand, on 200 characters at most; who published the page is not decided here.
`find_dateline("BEIRUT, Sept. 4 (Reuters) - Officials …")` has place BEIRUT, date --09-04, agency Reuters.
"""

import re
from dataclasses import dataclass

from sayso.knowledge.outlets import Outlet, fold_name, load_outlets
from sayso.languages.date_words import MONTHS, WEEKDAYS
from sayso.reading.dates import StatedDate, find_dates
from sayso.records import Span

__all__ = ["LONGEST_DATELINE", "Dateline", "find_dateline", "outlet_as_written", "split_outlets"]

#: What a dateline is looked for in. The longest real one measured was 96 characters.
LONGEST_DATELINE = 200
LONGEST_PREFIX = 90
LONGEST_ACRONYM = 5
BRACKET = re.compile(r"[(\[/]([^()\[\]/\n]{2,60}(?:/[^()\[\]/\n]{2,40})?)[)\]/]")
SEPARATOR = re.compile(r"\s{0,3}\.?\s{0,3}(-{1,3}|[–—―]|:)?\s{0,3}")
BARE_SEPARATOR = re.compile(r"\s{0,3}(-{2,3}|[–—―])\s{0,3}|\s{1,3}-\s{1,3}|-\s{1,3}")
PIECES = re.compile(r"(?<=[^\W\d_]{3})\.\s+|,\s*")
NAME_PARTS = re.compile(r"\s*(?:[/;,+&|]|\band\b|\bund\b)\s*")
BRACKETED_REGION = re.compile(r" [(\[]")
#: Lower-case words inside names of places.
CONNECTORS = frozenset(
    {"de", "del", "la", "le", "el", "al", "of", "the", "and", "du", "da", "do", "an", "am", "der", "in", "bei", "ob", "upon"}
)
#: Words in brackets before a story that name no house.
NO_HOUSE = frozenset(
    {
        *("update", "updated", "breaking", "exclusive", "video", "videos", "live", "opinion", "photo", "photos", "correction"),
        *("corrected", "analysis", "feature", "urgent", "alert", "report", "text", "editorial", "advisory", "column", "part"),
        *("watch", "audio", "interview", "commentary", "review", "gallery", "profile", "obituary", "factbox", "embargoed"),
    }
)
#: Acronyms in brackets before a story that are states and bodies of states, not houses.
STATES = frozenset(
    {"un", "eu", "us", "uk", "usa", "nato", "ddr", "brd", "uae", "ussr", "dprk", "prc", "rok", "imf", "who", "opec"}
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """`span` covers all of it, separator included; `agency_span` the agency's name. Offsets as in the given text.

    `outlet` is null for a house we do not know and where several share the bracket ("AFP/dpa": `is_shared`).
    """

    span: Span
    place: str | None
    region: str | None
    date: StatedDate | None
    agency: str | None
    agency_span: Span | None
    outlet: Outlet | None
    is_shared: bool
    separator: str


def find_dateline(text: str, start: int = 0) -> Dateline | None:
    """The dateline that stands at `start` of the text, if one does."""
    head = text[start : start + LONGEST_DATELINE]
    lead = len(head) - len(head.lstrip())
    found = _bracketed(head, lead) or _bare(head, lead)
    if found is None or start == 0:
        return found
    return _moved(found, start)


def _moved(found: Dateline, by: int) -> Dateline:
    agency = Span(found.agency_span.start + by, found.agency_span.end + by) if found.agency_span else None
    span = Span(found.span.start + by, found.span.end + by)
    return Dateline(
        span, found.place, found.region, found.date, found.agency, agency, found.outlet, found.is_shared, found.separator
    )


def _bracketed(head: str, lead: int) -> Dateline | None:
    """A dateline with a name in brackets or between slashes: `CITY, Month D (Agency) -`, `CITY, Month D. /TASS/.`."""
    for match in BRACKET.finditer(head, lead, lead + LONGEST_PREFIX + 64):
        prefix, name = head[lead : match.start()], match.group(1).strip()
        if match.start() - lead > LONGEST_PREFIX or "\n" in prefix.rstrip():
            return None
        outlets = split_outlets(name)
        is_known = bool(outlets)
        if not is_known and not _may_be_house(name, prefix):
            continue
        separator = SEPARATOR.match(head, match.end())
        mark = (separator.group(1) or "") if separator else ""
        end = separator.end() if separator else match.end()
        parts = _parts(prefix, is_known)
        # Without a mark after it, only a known agency makes a bracket a dateline; without a place, only at the very start.
        if parts is None or end >= len(head.rstrip()) or not (mark or (is_known and _begins_story(head, end))):
            continue
        if mark == ":" and not is_known:
            continue
        inner = Span(match.start(1), match.end(1))
        outlet = outlets[0] if len(outlets) == 1 else None
        place, region, date = parts
        if not prefix.strip():
            inward = _bare(head, end)
            if inward is not None and inward.agency is None:
                place, region, date, end = inward.place, inward.region, inward.date, inward.span.end
        return Dateline(Span(lead, end), place, region, date, name, inner, outlet, len(outlets) > 1, mark)
    return None


def outlet_as_written(name: str) -> Outlet | None:
    """The outlet of a name in running text: an acronym must be written as one, so that "Pa." and "Sana" are none."""
    outlet = load_outlets().by_name(name)
    if outlet is None or len(fold_name(name)) > LONGEST_ACRONYM:
        return outlet
    written = name.strip(" ,;:()[]")
    return outlet if written in outlet.names or (written.isalpha() and written.isupper()) else None


def split_outlets(name: str) -> tuple[Outlet, ...]:
    """The known outlets of a credit: one for "Reuters", two for "AFP/dpa"; none where any part is unknown."""
    whole = outlet_as_written(name)
    if whole is not None:
        return (whole,)
    parts = [part for part in NAME_PARTS.split(name[:80]) if part]
    found = [outlet for part in parts if (outlet := outlet_as_written(part)) is not None]
    return tuple(dict.fromkeys(found)) if len(parts) > 1 and len(found) == len(parts) else ()


def _may_be_house(name: str, prefix: str) -> bool:
    """Whether a bracket can name a house we do not know: capitals, no date, no word that is a note to the reader."""
    words = name.split()
    if not words or len(words) > 5 or any(word.strip(".:").lower() in NO_HOUSE | STATES | MONTHS.keys() for word in words):
        return False
    if find_dates(prefix) and _is_capitals(prefix):
        return name[0].isupper()
    if any(character.isdigit() for character in name):
        return False
    if len(words) == 1 and not (name.isalpha() and name.isupper() and 2 < len(name) <= 8):
        return False
    return all(word[0].isupper() or word.lower() in CONNECTORS for word in words)


def _begins_story(head: str, at: int) -> bool:
    return at < len(head) and (head[at].isupper() or head[at] in "\"“'‘«„[" or head[at].isdigit())


def _parts(prefix: str, is_known: bool) -> tuple[str | None, str | None, StatedDate | None] | None:
    """Place, region and date of what stands before the agency; null where it is no dateline."""
    body = prefix.strip().rstrip(",.;:-–— ")
    if not body:
        return (None, None, None) if is_known else None
    dates = find_dates(body)
    date = dates[-1] if dates else None
    rest = (body[: date.span.start] if date else body).strip(" ,;:-–—")
    if date and body[date.span.end :].strip(" ,.;:-–—()[]"):
        return None
    pieces = [piece.strip(" ])") for piece in PIECES.split(BRACKETED_REGION.sub(", ", rest) if date else rest)]
    pieces = [piece for piece in pieces if piece and piece.lower() not in WEEKDAYS]
    if len(pieces) > 3 or not all(_is_place(piece) for piece in pieces):
        return None
    # A house we do not know must stand behind a place in capitals or a date: "Apple (AAPL) -" and "Merkel (CDU) -" are none.
    if not is_known and not (pieces and (date or _is_capitals(pieces[0]))):
        return None
    return pieces[0].strip(".") if pieces else None, ", ".join(pieces[1:]) or None, date


def _is_place(piece: str) -> bool:
    words = piece.replace("/", " ").replace("-", " ").split()
    if not words or len(words) > 5 or len(piece) > 45 or any(word.lower().strip(".") in NO_HOUSE for word in words):
        return False
    return all(word[0].isupper() or word.lower() in CONNECTORS or word[0] in "'’" for word in words) and not any(
        character.isdigit() or character in '()[]"' for character in piece
    )


def _is_capitals(piece: str) -> bool:
    letters = [character for character in piece if character.isalpha()]
    return len(letters) >= 3 and all(character.isupper() for character in letters)


def _bare(head: str, lead: int) -> Dateline | None:
    """A dateline without brackets: `CITY --`, `CITY, 3 JAN 90 --`, `TOKYO, Sept 4, Kyodo -`, `NNA -`."""
    match = BARE_SEPARATOR.search(head, lead, lead + LONGEST_PREFIX)
    if match is None:
        return None
    prefix = head[lead : match.start()]
    if not prefix or "\n" in prefix or match.end() >= len(head.rstrip()):
        return None
    pieces = [piece.strip() for piece in PIECES.split(prefix) if piece.strip()]
    tail = pieces[-1] if pieces else ""
    # Of two letters only AP is an agency here: "SCRANTON, PA -" is Pennsylvania.
    outlets = split_outlets(tail) if len(tail) > 2 or tail == "AP" else ()
    agency = Span(lead + prefix.rindex(tail), lead + prefix.rindex(tail) + len(tail)) if outlets else None
    parts = _parts(prefix[: prefix.rindex(tail)] if outlets else prefix, bool(outlets))
    if parts is None:
        return None
    place, region, date = parts
    if not outlets and (place is None or not _is_capitals(place)):
        return None
    # A name alone before a dash may be a speaker or a heading: only an acronym or a name in capitals is an agency's mark.
    if outlets and place is None and date is None and not (tail.isupper() and _begins_story(head, match.end())):
        return None
    mark = match.group().strip()
    outlet = outlets[0] if len(outlets) == 1 else None
    return Dateline(
        Span(lead, match.end()), place, region, date, tail if outlets else None, agency, outlet, len(outlets) > 1, mark
    )
