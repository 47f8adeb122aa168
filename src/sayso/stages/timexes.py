"""Time expressions: which words of a document say when, by what clock, and between which dates.

In: an analysis; its tags may be missing. Out: the same with its timexes in text order. Values come from the grammar of
`languages.en_times` alone; the tree tells past from future, and a name that the tagger saw keeps its "May" to itself.
What dates the saying and what the event is a later stage's work.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sayso.languages.en_times import NO_CLOCK, Clock, Leaning, Time, find_times
from sayso.records import READ_ROLES, Analysis, Document, Entry, PublicationDate, Span, Tag, Timex, entry_at
from sayso.records.ids import Occurrences, timex_id
from sayso.stages.base import Stage
from sayso.stages.tenses import Tenses

__all__ = ["TIMEXES", "find_clock", "find_timexes"]

#: A dateline that is further from the day of publication than this many days dates something else.
DATELINE_REACH = 45
#: Before this hour of universal time it is still the evening before in the Americas.
SMALL_HOURS = 8
UNIVERSAL = frozenset({"Z", "UTC", "GMT", "+00:00"})
#: Rules whose words may as well be a part of a name: "April Jones", "USA Today", "Black Friday Ltd".
NAME_LIKE = frozenset({"month", "season", "weekday", "dayword", "part_of_day", "weekend", "holiday", "current", "now"})
LABELS = frozenset({"person", "org", "place", "media"})


def find_timexes(analysis: Analysis) -> Analysis:
    """The analysis with its timexes; of a document without any date, relative ones stay symbolic."""
    document = analysis.document
    tags = analysis.tags
    tenses = Tenses(document.text, tags.words) if tags and tags.words else None
    times = _find_times(document, tenses.lean if tenses else None)
    kept = [time for time in times if not _is_name(time, tags.names)] if tags else times
    counted = Occurrences(document.text)
    return replace(analysis, timexes=tuple(_timex(document, time, counted) for time in kept))


def _find_times(document: Document, lean: Leaning | None) -> Sequence[Time]:
    """The times of a document in the order of its text; those in an entry of a live blog by the entry's own clock."""
    stretches = _stretches(document)
    if not document.entries:
        return find_times(document.text, stretches, find_clock(document), lean)
    spans = [entry.span for entry in document.entries]
    outside = [piece for stretch in stretches for piece in _outside(stretch, spans)]
    found = [*find_times(document.text, outside, find_clock(document), lean)]
    for entry in document.entries:
        own = (Span(max(one.start, entry.span.start), min(one.end, entry.span.end)) for one in _near(stretches, entry.span))
        # An entry whose day is not known counts from nothing: it may be days younger than its page.
        found += find_times(document.text, [*own], _entry_clock(entry), lean)
    return sorted(found, key=lambda time: time.span.start)


def _entry_clock(entry: Entry) -> Clock:
    """The clock of an entry, which names it by its time."""
    stated = entry.published
    clock = _clock_of(stated, "entry")
    return clock if stated is None or clock.day is None else replace(clock, instant=stated.value + (stated.zone or ""))


def _near(stretches: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the stretches, which are in order, that a span overlaps."""
    first = bisect_right(stretches, span.start, key=lambda one: one.end)
    return stretches[first : max(first, bisect_left(stretches, span.end, key=lambda one: one.start))]


def _outside(stretch: Span, spans: Sequence[Span]) -> Iterator[Span]:
    """The pieces of a stretch between the spans, which are in order."""
    start = stretch.start
    for span in _near(spans, stretch):
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < stretch.end:
        yield Span(start, stretch.end)


def find_clock(document: Document) -> Clock:
    """What relative expressions are counted from: the dateline's day, else publication, else republication, else nothing.

    Of a live blog it is the page's, for what stands in no entry.
    """
    page = _clock_of(document.published, "published")
    if page.day is None:
        page = _clock_of(document.republished, "republished")
    lines = [block.span for block in document.blocks if block.role == "dateline"]
    datelines = [span for span in lines if entry_at(document.entries, span.start) is None]
    for time in find_times(document.text, datelines, page):
        first, last = time.reading.days
        is_day = time.reading.granularity == "day" and first is not None and first == last
        if is_day and first and (page.day is None or abs((first - page.day).days) <= DATELINE_REACH):
            return Clock(first, "day", "dateline")
    return page


def _clock_of(stated: PublicationDate | None, source: str) -> Clock:
    if stated is None:
        return NO_CLOCK
    parts = stated.value.strip()[:10].split("-")
    precision = ("year", "month", "day")[min(len(parts), 3) - 1]
    try:
        numbers = [int(part) for part in parts]
        day = date(*[*numbers, 1, 1][:3]) if len(numbers) <= 3 else None
    except (ValueError, TypeError, OverflowError):
        return NO_CLOCK
    if day is None:
        return NO_CLOCK
    hour = stated.value[11:13]
    is_vague = (
        hour.isascii() and hour.isdigit() and int(hour) < SMALL_HOURS and (stated.zone is None or stated.zone in UNIVERSAL)
    )
    return Clock(day, precision, source, is_vague)


def _stretches(document: Document) -> list[Span]:
    """The blocks that hold reporting or a dateline; of a text without blocks, all of it."""
    if not document.blocks:
        return [Span(0, len(document.text))]
    spans = sorted(
        (block.span for block in document.blocks if block.role in READ_ROLES or block.role == "dateline"),
        key=lambda span: span.start,
    )
    stretches, end = [], 0
    for span in spans:
        # No expression is found twice where blocks overlap.
        if span.end > max(span.start, end):
            stretches.append(Span(max(span.start, end), span.end))
            end = span.end
    return stretches


def _is_name(time: Time, names: Sequence[Tag]) -> bool:
    """Whether the words are a piece of a longer name that the tagger saw."""
    if time.rule not in NAME_LIKE:
        return False
    place = bisect_right(names, time.span.start, key=lambda tag: tag.span.start) - 1
    if place < 0:
        return False
    name = names[place]
    return name.label in LABELS and name.span.contains(time.span) and len(name.span) > len(time.span)


def _timex(document: Document, time: Time, counted: Occurrences) -> Timex:
    reading = time.reading
    return Timex(
        id=timex_id(document.id, document.text, time.span, counted),
        span=time.span,
        kind=reading.kind,
        value=reading.value,
        bounds=time.bounds,
        granularity=reading.granularity,
        aspect="throughout" if time.is_throughout else "within",
        anchor=time.anchor,
        rule=time.rule,
    )


TIMEXES = Stage("timexes", needs=("document", "tags"), gives=("timexes",), apply=find_timexes)
