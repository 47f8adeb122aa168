"""The entries of a live blog: what was written at one time, each with its place in the text, its time, title and writers.

In: a page's text and blocks, its tree (null for plain text), and what is known of its title, genre and date. Out: `Entry`s,
none for any other page. What the page declares wins over the structure of its markup, that over its lines; a time without a
day gets one only where nothing speaks against it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from lxml.html import HtmlElement

from sayso.reading.dates import StatedDate, read_date
from sayso.reading.declarations import read_updates
from sayso.reading.entry_drafts import MOST_ENTRIES, Draft, is_live_title
from sayso.reading.entry_elements import find_element_entries, is_worth_a_look
from sayso.reading.entry_lines import find_line_entries
from sayso.reading.entry_stamps import Stamp, localise, set_days, stated_of
from sayso.reading.entry_updates import find_update_entries
from sayso.records import Block, Entry, FieldEvidence, PublicationDate, Role, Span
from sayso.records.ids import entry_id

__all__ = ["LIVE", "PageFacts", "find_entries", "with_entry_roles"]

LIVE: Final = "live blog"
CHANGED_METAS: Final = frozenset(
    {"article:modified_time", "og:updated_time", "datemodified", "last-modified", "article:modified"}
)
DECLARED_CHANGE: Final = re.compile(r'"dateModified"\s*:\s*"([^"]{8,40})"')
#: Of an entry that nothing else names, so many characters do.
NAMED_BY: Final = 80
#: Running text in an entry has so many words.
SHORTEST_TEXT: Final = 5


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page beside its text: its id, address, titles, evidence for its genre, dates, its markup."""

    page: str
    url: str
    titles: tuple[str, ...]
    genres: tuple[FieldEvidence, ...]
    published: PublicationDate | None
    fetched: str | None
    markup: str = ""
    day_first: bool | None = None


def find_entries(root: HtmlElement | None, text: str, blocks: Sequence[Block], facts: PageFacts) -> tuple[Entry, ...]:
    """The entries in page order. Never raises."""
    is_live = any(one.value == LIVE for one in facts.genres) or any(map(is_live_title, facts.titles))
    if root is None:
        drafts = find_line_entries(text, blocks, facts.day_first) if is_live else []
    elif is_live or is_worth_a_look(facts.markup):
        drafts = _of_markup(root, text, blocks, facts, is_live=is_live)
    else:
        return ()
    return _records(drafts[:MOST_ENTRIES], text, facts, _changed_day(root)) if drafts else ()


def _of_markup(root: HtmlElement, text: str, blocks: Sequence[Block], facts: PageFacts, *, is_live: bool) -> list[Draft]:
    told = find_update_entries(read_updates(root), text, blocks) if is_live else []
    seen = find_element_entries(root, facts.url, text, blocks, is_live=is_live, day_first=facts.day_first)
    if is_live and not seen:
        seen = find_line_entries(text, blocks, facts.day_first)
    return _merge(told, seen)


def _merge(told: Sequence[Draft], seen: Sequence[Draft]) -> list[Draft]:
    """What is declared with the stretch that the page shows it in; what only one of the two has is kept."""
    merged: list[Draft] = []
    left = list(told)
    for draft in seen:
        own = [one for one in left if one.span.overlaps(draft.span)]
        if len(own) > 1:
            continue
        if not own:
            merged.append(draft)
            continue
        left.remove(own[0])
        merged.append(_joined(own[0], draft))
    merged.extend(left)
    merged.sort(key=lambda one: one.span.start)
    kept: list[Draft] = []
    for draft in merged:
        if not kept or draft.span.start >= kept[-1].span.end:
            kept.append(draft)
    return kept


def _joined(told: Draft, seen: Draft) -> Draft:
    span = Span(min(told.span.start, seen.span.start), max(told.span.end, seen.span.end))
    return replace(
        told,
        span=span,
        stamp=seen.stamp,
        title=told.title or seen.title,
        bylines=told.bylines or seen.bylines,
        address=told.address or seen.address,
        modified=told.modified or seen.modified,
    )


def _changed_day(root: HtmlElement | None) -> str | None:
    """The day of the last change that the page declares."""
    if root is None:
        return None
    values = [
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower() in CHANGED_METAS
    ]
    scripts = (script.text or "" for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower())
    values += [match[1] for script in scripts if (match := DECLARED_CHANGE.search(script)) is not None]
    days = [stated.value[:10] for value in values if (stated := read_date(value)) is not None]
    return max(days, default=None)


def _records(drafts: Sequence[Draft], text: str, facts: PageFacts, changed: str | None) -> tuple[Entry, ...]:
    stamps = [_stamp_of(draft) for draft in drafts]
    days = set_days(stamps, facts.published, changed)
    counts: dict[str, int] = {}
    found = []
    for draft, stamp, day in zip(drafts, stamps, days, strict=True):
        published = _published(draft, stamp, day, facts.fetched)
        key = (
            draft.address or f"{published.value if published else stamp.clock} {draft.title or draft.span.of(text)[:NAMED_BY]}"
        )
        number = counts[key] = counts.get(key, -1) + 1
        found.append(
            Entry(
                id=entry_id(facts.page, key, number),
                span=draft.span,
                title=draft.title,
                bylines=draft.bylines,
                address=draft.address,
                published=published,
                modified=_record(draft.modified, "time of the entry's change"),
                method=draft.method,
                score=draft.score,
            )
        )
    return tuple(found)


def _stamp_of(draft: Draft) -> Stamp:
    """The clock of a draft with its day, as far as it has one."""
    if draft.stated is None and draft.stamp is not None:
        return draft.stamp
    stated = localise(draft.stated, draft.stamp) if draft.stated is not None else None
    clock = stated.value[11:16] if stated is not None else ""
    minutes = int(clock[:2]) * 60 + int(clock[3:5]) if len(clock) == len("14:32") else 0
    return Stamp(minutes, None, stated.value[:10] if stated is not None else None, None, 0)


def _published(draft: Draft, stamp: Stamp, day: str | None, fetched: str | None) -> PublicationDate | None:
    """When an entry was written: by a machine, by its own line, or by its clock and the day of the page."""
    if draft.stated is not None:
        method = "json-ld datePublished" if draft.method.startswith("json-ld") else "time element"
        found = _record(localise(draft.stated, draft.stamp), method)
    elif day is not None:
        method = (
            "line of the entry"
            if stamp.day is not None and not stamp.day.startswith("--")
            else "clock of the entry, day of the page"
        )
        found = _record(stated_of(stamp, day), method)
    else:
        return None
    return found if found is not None and _is_possible(found.value, fetched) else None


def _is_possible(value: str, fetched: str | None) -> bool:
    """Whether a time is not later than the day after the page was fetched."""
    if not fetched:
        return True
    try:
        return date.fromisoformat(value[:10]) <= date.fromisoformat(fetched[:10]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return True


def _record(stated: StatedDate | None, method: str) -> PublicationDate | None:
    return None if stated is None else PublicationDate(stated.value, stated.precision, stated.zone, method)


def with_entry_roles(text: str, blocks: Iterable[Block], entries: Sequence[Entry]) -> tuple[Block, ...]:
    """The blocks, where what stands in an entry is its title, its byline, or its text, whatever extraction took it for."""
    found: list[Block] = []
    at = 0
    for block in blocks:
        while at < len(entries) and entries[at].span.end <= block.span.start:
            at += 1
        is_inside = at < len(entries) and entries[at].span.contains(block.span)
        found.append(replace(block, role=_role(text, block, entries[at])) if is_inside else block)
    return tuple(found)


def _role(text: str, block: Block, entry: Entry) -> Role:
    words = " ".join(block.span.of(text).split())
    if block.role in {"other", "body", "section"}:
        if entry.title and words == entry.title:
            return "subhead"
        if words in entry.bylines:
            return "byline"
    is_text = len(words.split()) >= SHORTEST_TEXT and words[-1] in ".!?…”\"'"
    return "body" if block.role == "other" and is_text else block.role
