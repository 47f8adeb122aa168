"""When a page was published, and when the original of it was.

In: what the page declares, its lines, its address, and whose copy it is. Out: `Publication`: `published`, `republished`
where another house's page has a later date, and evidence for every date that was weighed. A date of change is never taken
for one of publication, and a date whose day and month could be swapped stays evidence unless language or country tell.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lxml import etree
from lxml.html import HtmlElement

from sayso.languages.date_words import PUBLISHED
from sayso.reading.credits import HEAD, head_of
from sayso.reading.dates import LAST_WORDS, StatedDate, find_date_in_address, find_dates, read_date
from sayso.reading.declarations import Declarations, StatedTime
from sayso.reading.publishers import Publishing, unwrap_address
from sayso.reading.told import is_name, told_values
from sayso.records import Block, FieldEvidence, PublicationDate, Span

__all__ = ["DateCandidate", "Publication", "find_publication", "is_day_first", "read_given_date"]

#: Meta elements that hold the date of publication and nothing else.
STRONG_METAS = (
    *("article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished"),
    *("published_time", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "published-date"),
    *("date_published", "originalpublicationdate", "article_date_original", "rnews:datepublished", "bt:pubdate"),
    *("citation_publication_date", "dc.date.issued", "dcterms.issued", "displaydate", "datepublicated"),
)
#: Those that some pages use for the day of a change, or of the page's template.
WEAK_METAS = (
    *("dc.date", "date", "dcterms.date", "dc.date.created", "dcterms.created", "datecreated", "article:create_at"),
    *("creation_date", "release_date", "created"),
)
#: Words in the class of a `<time>` that speak for the publication, or against it.
FOR_PUBLICATION = ("datepublished", "pubdate", "published", "publish", "entry-date", "post-date", "article-date")
AGAINST_PUBLICATION = ("modified", "updated", "update", "comment", "related", "duration", "event")
LONGEST_LINE = 160
DATED_ROLES = frozenset({"dateline", "byline", "credit", "other", "section", "standfirst"})
#: How many days two dates of one publication may lie apart.
MOST_APART = 60
LONGEST_OPENING = 40
FIRST_PARAGRAPHS = 3
OPENS, BRACKETED = re.compile(r"(?:\s?[–—|:-]|\.)\s"), re.compile(r"[)\]]\s")
PUBLISHED_WORD = re.compile("|".join(sorted(PUBLISHED)), re.IGNORECASE)
MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "FM", "PW"})
DAY_FIRST_DOMAINS = frozenset(
    {"uk", "au", "nz", "ie", "in", "za", "de", "at", "ch", "fr", "it", "es", "nl", "be", "br", "mx", "ar", "pt"}
)


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date with the method that found it and, where its words are in the text, their span."""

    stated: StatedDate
    method: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """The result; both dates are null where nothing sure was found."""

    published: PublicationDate | None
    republished: PublicationDate | None
    evidence: tuple[FieldEvidence, ...]


def find_publication(
    root: HtmlElement | None,
    page: Declarations,
    url: str,
    fetched: str | None,
    text: str,
    blocks: Sequence[Block],
    publishing: Publishing,
    language: str | None,
    told: Sequence[FieldEvidence] = (),
) -> Publication:
    """Weigh every date of a page. `fetched` (UTC) is an upper bound; `language` and the owner's country order 04/09/2018."""
    day_first = is_day_first(page.language or language or "", url, publishing)
    wire_span = publishing.dateline.house.span if publishing.dateline else None
    story = [block for block in blocks if wire_span is None or not block.span.contains(wire_span)]
    written = tuple(_written(text, story, day_first))
    in_address = (None if is_name(url) else find_date_in_address(unwrap_address(url))) or find_date_in_address(page.canonical)
    candidates = [
        *_declared(page, day_first),
        *written,
        *_called_published(text, story, day_first),
        *((DateCandidate(in_address, "address"),) if in_address else ()),
        *sorted((*_hinted(page, day_first), *_elsewhere(text, story, day_first)), key=lambda one: one.stated.value[:10]),
        *(found for one in told_values(told, "published") for found in _read(one.value, one.method, day_first)),
    ]
    usable = [one for one in candidates if _is_usable(one.stated, fetched)]
    wire = _wire_date(publishing, usable)
    if not usable and wire is None and root is not None:
        guessed = _guess(root, url, _changed_days(page, text, blocks))
        usable = [guessed] if guessed and _is_usable(guessed.stated, fetched) else []
        candidates.extend(usable)
    first = next((one for one in usable if one.stated.precision != "month"), None) or next(iter(usable), None)
    best = _local_day(_outvoted(first, usable, lambda: _changed_days(page, text, blocks)), usable)
    published, republished = _order(best, wire, usable, written, publishing)
    evidence = [_evidence("published", one, fetched) for one in candidates]
    if wire is not None:
        evidence.append(_evidence("published", wire, fetched))
    return Publication(_record(published), _record(republished), tuple(evidence))


def is_day_first(language: str, url: str, publishing: Publishing) -> bool | None:
    """Whether 04/09/2018 is in September here; null where neither language, country nor host tell."""
    code, _, region = language.replace("_", "-").partition("-")
    if region[:2].upper() in MONTH_FIRST_COUNTRIES and code.lower() == "en":
        return False
    if (code and code.lower() != "en") or (region and len(region) == 2):
        return True
    owner = publishing.owner
    if owner is not None and owner.outlet is not None and owner.outlet.country is not None:
        return owner.outlet.country not in MONTH_FIRST_COUNTRIES
    host = url.split("/")[2] if url.startswith(("http://", "https://")) and url.count("/") >= 2 else ""
    return True if host.rsplit(".", 1)[-1].lower() in DAY_FIRST_DOMAINS else None


def read_given_date(value: str) -> PublicationDate | None:
    """A date that the user states: ISO 8601, or any form this module reads."""
    stated = read_date(value)
    if stated is None or stated.doubt is not None:
        return None
    return PublicationDate(stated.value, stated.precision, stated.zone, "given")


def _declared(page: Declarations, day_first: bool | None) -> Iterator[DateCandidate]:
    """Dates that the page calls those of its publication."""
    for article in page.articles:
        yield from _read(article.published, "json-ld datePublished", day_first)
    for name in STRONG_METAS:
        for value in page.all_metas(name):
            yield from _read(value, f"meta {name}", day_first)
    for one in _times(page):
        if any(mark in one.marks.lower() for mark in FOR_PUBLICATION):
            yield from _read(one.value or one.words, "time element", day_first)


def _hinted(page: Declarations, day_first: bool | None) -> Iterator[DateCandidate]:
    """Dates that may be others: meta elements of a loose name, times without a mark."""
    for name in WEAK_METAS:
        for value in page.all_metas(name):
            yield from _read(value, f"meta {name}", day_first)
    for one in _times(page)[:2]:
        yield from _read(one.value or one.words, "time element", day_first)


def _times(page: Declarations) -> tuple[StatedTime, ...]:
    """The times that no mark and no word near them calls a change, a comment or another story's."""
    plain = (one for one in page.times if not any(mark in one.marks.lower() for mark in AGAINST_PUBLICATION))
    return tuple(one for one in plain if not any(word.is_change for word in find_dates(one.words)))


def _read(value: str, method: str, day_first: bool | None) -> Iterator[DateCandidate]:
    stated = read_date(value, day_first) if value else None
    if stated is not None and not stated.is_change:
        yield DateCandidate(stated, method)


def _written(text: str, blocks: Sequence[Block], day_first: bool | None) -> Iterator[DateCandidate]:
    """Dates on the short lines between headline and story, and on those just before the headline."""
    headline = next((number for number, block in enumerate(blocks) if block.role == "headline"), 0)
    around = [block for block in blocks[max(0, headline - 3) : headline] if block.role in {"dateline", "byline"}]
    for block in (*head_of(blocks), *around, *blocks[max(0, headline - 1) : headline]):
        yield from _in_line(text, block, day_first)
    yield from _opening(text, blocks, day_first)


def _opening(text: str, blocks: Sequence[Block], day_first: bool | None) -> Iterator[DateCandidate]:
    """The day that opens the story, set off by a mark: "4.9.2018 – The council ...", "(4 September 2018) The council ..."."""
    for block in [block for block in blocks if block.role == "body"][:FIRST_PARAGRAPHS]:
        start = text[block.span.start : block.span.start + LONGEST_OPENING]
        lead = len(start) - len(start.lstrip("(["))
        opening = find_dates(start[lead:], day_first)
        if not opening or opening[0].span.start or opening[0].precision != "day" or opening[0].value.startswith("--"):
            continue
        end = lead + opening[0].span.end
        if (BRACKETED if lead else OPENS).match(start, end):
            yield DateCandidate(opening[0], "date line", Span(block.span.start + lead, block.span.start + end))
            return


def _called_published(text: str, blocks: Sequence[Block], day_first: bool | None) -> Iterator[DateCandidate]:
    """The first date on a short line anywhere that a word right before it calls that of the publication."""
    for block in blocks:
        line = block.span.of(text) if len(block.span) <= LONGEST_LINE else ""
        if not PUBLISHED_WORD.search(line):
            continue
        for stated in find_dates(line, day_first):
            words = LAST_WORDS.findall(line[max(0, stated.span.start - 30) : stated.span.start].lower())[-3:]
            if not PUBLISHED.isdisjoint(words) and not stated.is_change and not stated.value.startswith("--"):
                start = block.span.start + stated.span.start
                yield DateCandidate(stated, "date line", Span(start, start + len(stated.span)))
                return


def _elsewhere(text: str, blocks: Sequence[Block], day_first: bool | None) -> Iterator[DateCandidate]:
    """A date on a line of its own anywhere else, if there is only one: a list of dates is a list of other stories."""
    near = head_of(blocks)
    lines = [block for block in blocks if block.role == "dateline" and block not in near][: 2 * HEAD]
    found = [one for block in lines for one in _in_line(text, block, day_first) if one.stated.precision != "month"]
    if len({one.stated.value[:10] for one in found}) == 1:
        yield found[0]


def _in_line(text: str, block: Block, day_first: bool | None) -> Iterator[DateCandidate]:
    if block.role not in DATED_ROLES or len(block.span) > LONGEST_LINE:
        return
    for stated in find_dates(block.span.of(text), day_first):
        is_short = len(block.span) <= 2 * len(stated.span) + 40
        if not stated.is_change and not stated.value.startswith("--") and is_short:
            yield DateCandidate(
                stated, "date line", Span(block.span.start + stated.span.start, block.span.start + stated.span.end)
            )


def _outvoted(
    first: DateCandidate | None, usable: Sequence[DateCandidate], changed: Callable[[], frozenset[str]]
) -> DateCandidate | None:
    """The date that the page shows, where one declared value alone is against it and more than one other says the same."""
    shown = next((one for one in usable if one.method == "date line" and one.stated.precision != "month"), None)
    if first is None or shown is None or first.method == "date line":
        return first
    day, seen = first.stated.value[:10], shown.stated.value[:10]
    votes = {one: len({other.method for other in usable if other.stated.value[:10] == one}) for one in (day, seen)}
    apart = abs((date.fromisoformat(day) - date.fromisoformat(seen)).days) if len(day) == 10 else 0
    # A day apart may be the zone; what is months apart is a comment's day or another story's.
    if apart > MOST_APART or (apart <= 1 and first.stated.zone in {"Z", "+00:00"}):
        return first
    is_declared = any(one.stated.value[:10] == seen and one.method.removeprefix("meta ") in STRONG_METAS for one in usable)
    return shown if votes[seen] > max(1, votes[day]) and (is_declared or seen not in changed()) else first


def _local_day(best: DateCandidate | None, usable: Sequence[DateCandidate]) -> DateCandidate | None:
    """Where the best is an instant in UTC and the page shows the day before or after it, the day that the page shows."""
    if best is None or best.stated.zone not in {"Z", "+00:00"} or "T" not in best.stated.value:
        return best
    day = date.fromisoformat(best.stated.value[:10])
    hour = int(best.stated.value[11:13])
    for one in usable:
        if one.method not in {"date line", "address"} or one.stated.precision == "month":
            continue
        shift = (date.fromisoformat(one.stated.value[:10]) - day).days
        if (shift == -1 and hour < 12) or (shift == 1 and hour >= 10):
            return one
        if shift == 0:
            break
    return best


def _is_usable(stated: StatedDate, fetched: str | None) -> bool:
    """Whether a date is sure, and not later than the day after the page was fetched."""
    if stated.doubt is not None:
        return False
    if not fetched:
        return True
    try:
        bound = date.fromisoformat(fetched[:10]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return True
    return stated.value[:10] <= bound.isoformat()


def _wire_date(publishing: Publishing, usable: Sequence[DateCandidate]) -> DateCandidate | None:
    """The original's own date: of its dateline (the year from the page's date) or of the note that it appeared elsewhere."""
    for line in (publishing.origin, publishing.dateline):
        if line is None or line.date is None:
            continue
        stated = line.date
        if stated.value.startswith("--"):
            known = next((one.stated.value for one in usable if one.stated.precision != "month"), None)
            stated_full = _with_year(stated, known) if known else None
            if stated_full is None:
                continue
            stated = stated_full
        return DateCandidate(stated, line.kind, line.house.span)
    return None


def _with_year(stated: StatedDate, known: str) -> StatedDate | None:
    """A day without a year, in the year that makes it the last one not after the page's date (a day's grace for zones)."""
    bound = date.fromisoformat(known[:10]) + timedelta(days=1)
    for year in (bound.year, bound.year - 1):
        try:
            day = date(year, int(stated.value[2:4]), int(stated.value[5:7]))
        except ValueError:
            continue
        if day <= bound:
            return replace(stated, value=f"{day.isoformat()}{stated.value[7:]}")
    return None


def _changed_days(page: Declarations, text: str, blocks: Sequence[Block]) -> frozenset[str]:
    """The days that the page calls those of a change."""
    declared = [article.modified for article in page.articles]
    declared += [value for name, value in page.metas if any(mark in name for mark in ("modified", "updated", "revised"))]
    declared += [one.value or one.words for one in page.times if any(mark in one.marks.lower() for mark in AGAINST_PUBLICATION)]
    days = {stated.value[:10] for value in declared if value and (stated := read_date(value)) is not None}
    lines = [block.span.of(text) for block in blocks if block.role in DATED_ROLES and len(block.span) <= LONGEST_LINE]
    days |= {stated.value[:10] for line in lines for stated in find_dates(line) if stated.is_change}
    return frozenset(days)


def _guess(root: HtmlElement, url: str, changed: frozenset[str]) -> DateCandidate | None:
    """The day that htmldate sees in the markup: the last resort, and never a day of a change."""
    from htmldate import find_date  # a heavy import that most pages do without

    # Its extensive search is off: of 100 pages with no other date it was right on 28, wrong on 11, and made up a day (often
    # 1 January of a copyright year) for 61 that state none.
    try:
        found = find_date(deepcopy(root), original_date=True, extensive_search=False, url=url or None)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError):
        return None
    stated = read_date(found) if isinstance(found, str) and found not in changed else None
    return DateCandidate(stated, "htmldate, day only") if stated else None


def _order(
    best: DateCandidate | None,
    wire: DateCandidate | None,
    usable: Sequence[DateCandidate],
    written: Sequence[DateCandidate],
    publishing: Publishing,
) -> tuple[DateCandidate | None, DateCandidate | None]:
    """Published and republished: where another house's page carries the copy, an earlier date in the copy is the original's."""
    if best is None:
        return wire, None
    if publishing.republisher is None:
        return best, None
    in_copy = next((one for one in written if one in usable and one.stated.precision != "month"), None)
    for original in (wire, in_copy):
        if original is not None and original.stated.value[:10] < best.stated.value[:10]:
            return original, best
    return best, None


def _record(candidate: DateCandidate | None) -> PublicationDate | None:
    if candidate is None:
        return None
    stated = candidate.stated
    return PublicationDate(stated.value, stated.precision, stated.zone, candidate.method)


def _evidence(field: str, candidate: DateCandidate, fetched: str | None) -> FieldEvidence:
    stated = candidate.stated
    method = candidate.method
    if stated.doubt is not None:
        method = f"{method}, day or month first: could be {stated.doubt}"
    elif not _is_usable(stated, fetched):
        method = f"{method}, later than the page was fetched"
    return FieldEvidence(field, stated.value + (stated.zone or ""), method, candidate.span)
