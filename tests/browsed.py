"""Invented documents in which everything that the ledger's screen counts varies, and the plainest way to count it.

`make_document(7)` is always the same document. `count` and `order` go over all claims of all documents, one by one, from the
records alone: what a storage answers has to be the same.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tests.factory import RUN, attribution, claim, document, hop, timex

from sayso.records import (
    CUE_KINDS,
    Analysis,
    Attribution,
    Claim,
    Document,
    Factuality,
    Place,
    PlaceRole,
    PublicationDate,
    Publisher,
    Span,
)
from sayso.store import Browse, find_words

NAMES = ("Ilse Hartog", "the Fishers' Union", "Tomas Brek", "Nadia Oyelaran", "The Lantern", "Ílse Hartog")
CONTENTS = (
    "the ferry is late",
    "the bridge will close",
    "the council paid the levy",
    "the storm was expected",
    "the bill was hid",
)
HOUSES = (
    ("Port Gazette", "port-gazette"),
    ("Vallis Wire", "vallis-wire"),
    ("Evening Lantern", None),
    ("Quay Post", "quay-post"),
)
TOWNS = (
    ("Vallis", "SY", 11, 34.5, 36.5, "city"),
    ("Quay", "LB", 12, 33.5, 35.5, "city"),
    ("Nowhere", "LB", None, None, None, None),
)
KINDS = ("named", "role", "outlet", "anonymous", None)
ROLES: tuple[PlaceRole, ...] = ("event", "mentioned", "actor_metonym")
CERTAINTIES = ("certain", "probable", "possible", "unknown")
DATES = (None, "2031-04", "2031-W17", "2031-05-01", "PAST_REF", "2029")


def make_document(number: int, claims: int = 6) -> Analysis:
    """One document with so many claims."""
    chance = random.Random(number)  # noqa: S311  the same documents every time, nothing secret
    text, told = "", []
    for _ in range(claims):
        town = chance.choice((None, *TOWNS))
        parts = (chance.choice(NAMES), "said", chance.choice(CONTENTS) + (f" in {town[0]}" if town else ""))
        spans = []
        for part in parts:
            spans.append(Span(len(text), len(text) + len(part)))
            text += part + " "
        text = text[:-1] + ". "
        told.append((spans, town))
    house, other = chance.sample(HOUSES, 2)
    day = date(2031, 5, 1) + timedelta(days=chance.randrange(90))
    published = chance.choice((day.isoformat(), day.isoformat()[:7], None))
    made = document(
        text,
        url=f"https://news.example/{number}",
        title=f"Report {number}",
        publisher=Publisher(*house, "json-ld"),
        republisher=Publisher(*other, "host") if chance.random() < 0.3 else None,
        published=PublicationDate(published, "day", None, "json-ld") if published else None,
    )
    return _read(made, told, chance)


def _read(made: Document, told: Sequence[tuple[Sequence[Span], Any]], chance: random.Random) -> Analysis:
    text, found, claims, dates, places = made.text, [], [], [], []
    for spans, town in told:
        value = chance.choice(DATES)
        dated = timex(text, made.id, spans[2], value) if value else None
        item, one = _claim(made, spans, chance)
        which = chance.random()
        if dated is not None:
            dates.append(dated)
            one = replace(one, said=dated.id) if which < 0.5 else replace(one, happened=dated.id)
        if town is not None:
            name, territory, number, lat, lon, level = town
            span = Span(spans[2].end - len(name), spans[2].end)
            role: PlaceRole = chance.choice(ROLES)
            places.append(Place(span, territory, number, lat, lon, level, role, 0.9))
        claims.append(one)
        found += [] if item is None else [item]
    return Analysis(
        made, attributions=tuple(found), timexes=tuple(dates), places=tuple(places), claims=tuple(claims), run=RUN,
    )  # fmt: skip


def _claim(made: Document, spans: Sequence[Span], chance: random.Random) -> tuple[Attribution | None, Claim]:
    text, kind = made.text, chance.choice(KINDS)
    item = attribution(
        text, made.id, *spans, style=chance.choice(("direct", "indirect", "mixed")), cue_kind=chance.choice(CUE_KINDS),
        source_kind=kind or "named",
    )  # fmt: skip
    publisher = made.publisher
    chain = [hop(publisher.name if publisher else None, role="publisher", outlet=publisher.outlet if publisher else None)]
    if kind is not None:
        relays = chance.choices((*NAMES, None), k=chance.choice((0, 0, 0, 1, 2, 3)))
        chain.extend(hop(name, attribution=item.id) for name in relays)
        last = hop(None if kind == "anonymous" else spans[0].of(text), attribution=item.id)
        basis: Any = chance.choice(("stated", "stated", "resolved", "carried"))
        chain.append(replace(last, polarity=chance.choice("+++-"), basis=basis, hedges=(spans[2],) * (chance.random() < 0.2)))
    hedges = (spans[2],) * (chance.random() < 0.2)
    held = Factuality(chance.choice(CERTAINTIES), chance.choice("+-?"), "past", "asserted", hedges)
    score = round(chance.random(), 2)
    made_claim = claim(text, made.id, item, chain=tuple(chain), factuality=held if chance.random() < 0.9 else None, score=score)
    return (None if kind is None else item), made_claim


# --- counting, the plainest way ---


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its document, and the values that it has in each facet."""

    document: Document
    claim: Claim
    values: dict[str, frozenset[str]]
    dates: dict[str, tuple[date, date] | None]
    voices: frozenset[tuple[str, str]]


def tell(analyses: Iterable[Analysis]) -> list[Told]:
    """The claims of documents, in the order in which they are kept."""
    return [_told(analysis, one) for analysis in analyses for one in analysis.claims]


def key_of(name: str) -> str:
    plain = name.casefold().replace("í", "i").replace("'", "")
    return plain.removeprefix("the ")


def _told(analysis: Analysis, one: Claim) -> Told:
    hops = [link for link in one.chain if link.role == "source"]
    by_id = {item.id: item for item in analysis.attributions}
    inner = next((by_id[link.attribution] for link in reversed(hops) if link.attribution in by_id), None)
    held, made = one.factuality, analysis.document
    houses = [house for house in (made.publisher, made.republisher) if house is not None]
    where = [place for place in analysis.places if place.role != "actor_metonym" and _within(place.span, one.contents)]
    hedged = bool(held and held.hedges) or any(link.hedges for link in one.chain)
    values = {
        "source_kind": {inner.source_kind} if inner else {"own"} if not hops else set(),
        "outlet": {house.outlet or house.name.casefold() for house in houses},
        "actor": {key_of(link.name) for link in hops if link.name},
        "style": {inner.style} if inner else set(),
        "cue_kind": {inner.cue_kind} if inner else set(),
        "hedge": {"hedged" if hedged else "unhedged", *([held.certainty] if held else [])},
        "polarity": {held.polarity} if held else set(),
        "depth": {"3+" if len(hops) > 2 else str(len(hops))},
        "review": {"machine"},
        "territory": {place.territory for place in where if place.territory},
        "place": {place.geonameid for place in where if place.lat is not None},
    }
    values_of = {item.id: item.value for item in analysis.timexes}
    published = made.published or made.republished
    dates = {
        "published": span_of(published.value if published else None),
        "said": span_of(values_of.get(one.said or "")),
        "happened": span_of(values_of.get(one.happened or "")),
    }
    kinds = {name: frozenset(str(value) for value in found) for name, found in values.items()}
    return Told(made, one, kinds, dates, frozenset(_voices(one, inner)))


def _within(span: Span, contents: Sequence[Span]) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in contents)


def _voices(one: Claim, inner: Attribution | None) -> Iterator[tuple[str, str]]:
    """Names and how each of them speaks; of a name that stands twice, as the first, unless it disputes anywhere."""
    hops, found = [link for link in one.chain if link.role == "source"], {}
    for position, link in enumerate(hops):
        denies = link.polarity == "-" or (link is hops[-1] and inner is not None and inner.cue_kind == "denial")
        voice = "denies" if denies else "says" if position == 0 and link.basis == "stated" else "relayed"
        if link.name and (denies or key_of(link.name) not in found):
            found[key_of(link.name)] = voice
    yield from found.items()


def span_of(value: str | None) -> tuple[date, date] | None:
    """The first and last day of a date, week, month or year; null for what is none."""
    if value is None or not re.fullmatch(r"\d{4}(-W?\d\d(-\d\d)?)?", value):
        return None
    if "W" in value:
        first = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return first, first + timedelta(days=6)
    if len(value) == 10:
        return date.fromisoformat(value), date.fromisoformat(value)
    first = date.fromisoformat(f"{value}-01" if len(value) == 7 else f"{value}-01-01")
    months = 1 if len(value) == 7 else 12
    after = date(first.year + (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1, 1)
    return first, after - timedelta(days=1)


FIELDS = {
    "source_kind": "source_kinds", "outlet": "outlets", "actor": "actors", "style": "styles", "cue_kind": "cue_kinds",
    "hedge": "hedges", "polarity": "polarities", "depth": "depths", "review": "reviews", "territory": "territory",
}  # fmt: skip


def chosen(ask: Browse, facet: str) -> frozenset[str]:
    found = getattr(ask, FIELDS[facet])
    return frozenset(found if isinstance(found, tuple) else (found,) if found else ())


def passes(one: Told, ask: Browse, without: str | None = None) -> bool:
    """Whether a claim passes a question, less what it says of one facet."""
    if ask.words and not {word for word, _ in find_words(ask.words)} <= _words(one, exact=True):
        return False
    if ask.source and not {word for word, _ in find_words(ask.source)} <= _words(one, exact=False):
        return False
    for clock, span in one.dates.items():
        first, last = span_of(getattr(ask, f"{clock}_from")), span_of(getattr(ask, f"{clock}_until"))
        if (first or last) and (span is None or (first and span[1] < first[0]) or (last and span[0] > last[1])):
            return False
    if ask.voice and not any(
        voice == ask.voice and (not ask.actors or without == "actor" or name in ask.actors) for name, voice in one.voices
    ):
        return False
    return all(name == without or not chosen(ask, name) or chosen(ask, name) & one.values[name] for name in FIELDS)


def _words(one: Told, *, exact: bool) -> set[str]:
    names = " ".join(link.name or "" for link in one.claim.chain if link.role == "source")
    return {word for word, _ in find_words(names + (f" {one.claim.evidence.exact}" if exact else ""))}


def count(told: Sequence[Told], ask: Browse) -> dict[str, Counter[str]]:
    """How many claims have each value of each facet, that all else of a question leaves."""
    found = {}
    for name in FIELDS:
        own: Counter[str] = Counter()
        for one in told:
            if passes(one, ask, name):
                own.update(
                    value for value in one.values[name] if name != "actor" or not ask.voice or (value, ask.voice) in one.voices
                )
        found[name] = own
    return found


def order(told: Sequence[Told], ask: Browse) -> list[str]:
    """The ids of the claims that pass, sorted as asked; what has nothing to sort by comes last."""
    sort, descending = ask.order
    keyed = [(_key(one, sort), number, one) for number, one in enumerate(told) if passes(one, ask)]
    there = sorted((item for item in keyed if item[0] is not None), key=lambda item: item[:2], reverse=descending)
    lacking = sorted((item for item in keyed if item[0] is None), key=lambda item: item[1], reverse=descending)
    return [one.claim.id for *_, one in (*there, *lacking)]


def _key(one: Told, sort: str) -> Any:
    hops = [link for link in one.claim.chain if link.role == "source"]
    if sort in one.dates:
        span = one.dates[sort]
        return span and span[0]
    if sort == "source":
        return key_of(hops[-1].name) if hops and hops[-1].name else None
    if sort == "outlet":
        house = one.document.publisher or one.document.republisher
        return (house.outlet or house.name.casefold()) if house else None
    return one.claim.score if sort == "score" else 0
