"""The gold of `evals.reporting`: TimeML documents with their events, links and the dates of events.

In: a TimeML file. Out: `Document`: the text of its `<TEXT>` without tags, and by id each event with its place, its class, the
polarity and modality of its first instance and the dates that TLINKs put it in. What a link lacks is left out with the link.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from sayso.records import Span

__all__ = ["Document", "Event", "Link", "read_timeml"]

#: TLINKs that date an event.
DURING = frozenset({"IS_INCLUDED", "SIMULTANEOUS", "INCLUDES"})
#: Values that name a day, week, month, quarter, season, half or year.
DATED = re.compile(r"\d[\d-]*(?:-?[QWH]\d+|-(?:SP|SU|FA|WI))?(?:T[\w:]+)?")


@dataclass(frozen=True, slots=True)
class Event:
    """An event word: its class, what its first instance says of it, and the dates that TLINKs put it in, value by span."""

    span: Span
    kind: str
    polarity: str
    modality: str
    dates: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A SLINK between two events by their ids."""

    main: str
    sub: str
    relation: str


@dataclass(frozen=True, slots=True)
class Document:
    """A TimeML document; `published` is a day, `is_negative` whether it marks most instances NEG."""

    name: str
    text: str
    published: str
    events: Mapping[str, Event]
    links: tuple[Link, ...]
    is_negative: bool


def read_timeml(path: Path) -> Document:
    """A TimeML file; links to events or instances that it lacks are left out."""
    root = etree.parse(path).getroot()
    text, spans = _text_of(root.find("TEXT"))
    instances = {one.get("eiid"): one for one in root.iter("MAKEINSTANCE")}
    own: dict[str, Any] = {}
    for one in instances.values():
        own.setdefault(one.get("eventID"), one)
    dates = _dates(root, spans, {key: one.get("eventID") for key, one in instances.items()})
    events = {
        element.get("eid"): Event(
            spans[element.get("eid")], element.get("class"), _attribute(own, element, "polarity"),
            _attribute(own, element, "modality").lower().replace("_", " "), tuple(dates[element.get("eid")]),
        )
        for element in root.find("TEXT").iter("EVENT")
    }  # fmt: skip
    ends = ("eventInstanceID", "subordinatedEventInstance")
    pairs = [([instances[s.get(end)].get("eventID") for end in ends if s.get(end) in instances], s) for s in root.iter("SLINK")]
    links = {Link(ids[0], ids[1], s.get("relType")): None for ids, s in pairs if len(ids) == 2 and set(ids) <= set(events)}
    negative = sum(one.get("polarity") == "NEG" for one in instances.values())
    published = root.find("DCT/TIMEX3").get("value")[:10]
    return Document(path.stem, text, published, events, tuple(links), 2 * negative > len(instances))


def _text_of(element: Any) -> tuple[str, dict[str, Span]]:
    """The text of an element without tags, and the spans of what has an `eid` or a `tid` in it."""
    text, spans = element.text or "", {}
    for child in element:
        inner, held = _text_of(child)
        key = child.get("eid") or child.get("tid")
        spans.update({name: Span(len(text) + s.start, len(text) + s.end) for name, s in held.items()})
        if key and inner:
            spans[key] = Span(len(text), len(text) + len(inner))
        text += inner + (child.tail or "")
    return text, spans


def _attribute(own: Mapping[str, Any], element: Any, name: str) -> str:
    instance = own.get(element.get("eid"))
    value = "" if instance is None else str(instance.get(name) or "")
    return "" if value.lower() in {"none", "delete"} else value


def _dates(root: Any, spans: Mapping[str, Span], event_of: Mapping[str, str]) -> defaultdict[str, list[tuple[Span, str]]]:
    """The dates in the text that TLINKs put events in, either way round."""
    values = {
        one.get("tid"): one.get("value")
        for one in root.find("TEXT").iter("TIMEX3")
        if one.get("type") in {"DATE", "TIME"} and DATED.fullmatch(one.get("value")) and one.get("tid") in spans
    }
    found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for link in root.iter("TLINK"):
        event = event_of.get(link.get("eventInstanceID") or link.get("relatedToEventInstance"))
        time = link.get("timeID") or link.get("relatedToTime")
        if link.get("relType") in DURING and event and time in values:
            found[event].append((spans[time], values[time]))
    return found
