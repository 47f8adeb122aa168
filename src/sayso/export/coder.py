"""The sheet of a conflict coder: one row for each clustered event, and a second sheet with every claim of it.

In: `EventScene`s. Out: `CodedEvent`s, each a row of the first sheet and its rows of the second. Sources are counted with
bounds, those who affirm and those who deny it apart; figures are ranges over sources, never averaged. A row has when it is said
to have happened or nothing: no day of saying or publishing stands in for it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.bookkeeping.event_scenes import EventScene
from sayso.export.event_columns import ACTORS, FIGURES, PARTIES, RECIPIENTS, TEXT, TEXTS, TOLD, WHEN, WHERE, WHOLE, Kind, Row
from sayso.export.event_facts import EventFacts, traits_of
from sayso.export.event_views import Asked, code_of, event_cells, figures_of, kept_facts
from sayso.knowledge.outlets import fold_name
from sayso.linking.event_clusters import SeenEvent, cluster_events
from sayso.records import Actor

__all__ = ["CLAIM_COLUMNS", "EVENT_COLUMNS", "CodedEvent", "code_scene"]

#: Moods and tenses of what is told as having happened, or as going on.
PAST_TENSES: Final = frozenset({"past", "ongoing", "historical"})
LONGEST_LIST: Final = 50
EVENT_COLUMNS: Final[Mapping[str, Kind]] = {
    "event": TEXT, "code": TEXT, "mode": TEXT, "plover": TEXT, "plover_mode": TEXT, "told_as": TEXT, **PARTIES, **WHEN,
    "happened_spread": TEXT, **WHERE, "sources_at_least": WHOLE, "sources_at_most": WHOLE, "denials_at_least": WHOLE,
    "denials_at_most": WHOLE, "number_of_claims": WHOLE, "number_of_pages": WHOLE, "number_of_publishers": WHOLE,
    "source_original": TEXTS, "source_article": TEXTS, "responsibility": TEXTS, **FIGURES, "contexts": TEXTS, "headline": TEXT,
    "text": TEXT, "story": TEXT, "unreviewed": WHOLE,
}  # fmt: skip
CLAIM_COLUMNS: Final[Mapping[str, Kind]] = {
    "event": TEXT, "claim": TEXT, "told_event": TEXT, "polarity": TEXT, "certainty": TEXT, "tense": TEXT,
    "mood": TEXT, "hedges": TEXTS, "responsibility": TEXT, **PARTIES, **WHEN, **WHERE, **TOLD, **FIGURES, "published": TEXT,
    "publisher": TEXT, "republisher": TEXT, "title": TEXT, "url": TEXT, "document": TEXT, "trigger": TEXT, "text": TEXT,
    "review_state": TEXT, "start": WHOLE, "stop": WHOLE, "sha256": TEXT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One row of the first sheet and its rows of the second."""

    event: Row
    claims: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """An event of one document with its code and cells."""

    facts: EventFacts
    code: str
    mode: str | None
    cells: Row

    @property
    def denies(self) -> bool:
        """Whether who tells it says that it is not so."""
        held = self.facts.event.factuality
        return held is not None and held.polarity == "-"

    @property
    def is_past(self) -> bool:
        """Whether it is told as having happened, whoever denies it."""
        held = self.facts.event.factuality
        return held is None or (held.mood == "asserted" and held.tense in PAST_TENSES)


def code_scene(scene: EventScene, asked: Asked, wanted: Collection[str] | None = None) -> Iterator[CodedEvent]:
    """The clustered events of a story; of some claims, those that one of them tells."""
    told: dict[str, _Told] = {}
    for reviewed in scene.documents:
        for facts in kept_facts(reviewed, asked):
            coded = code_of(facts, asked)
            if coded is not None:
                told[facts.event.id] = _Told(facts, coded.code, coded.mode, event_cells(facts, asked))
    for cluster in cluster_events(_seen(one, scene) for one in told.values()):
        own = [told[key] for key in cluster.events]
        if wanted is None or any(claim.id in wanted for one in own for claim in one.facts.claims):
            yield CodedEvent(_event(cluster.id, own, scene), tuple(_claims(cluster.id, own)))


# --- what is compared ---


def _seen(one: _Told, scene: EventScene) -> SeenEvent:
    facts = one.facts
    days = (facts.happened.first, facts.happened.last)
    return SeenEvent(
        facts.event.id,
        one.code,
        one.mode,
        one.is_past,
        _keys(facts.actors),
        _keys(facts.recipients),
        (days[0], days[1]) if days[0] is not None and days[1] is not None and days[0] <= days[1] else None,
        frozenset(scene.groups.get(claim.id, (claim.id,))[0] for claim in facts.claims),
        frozenset(claim.id for claim in facts.claims),
        traits_of(facts, one.code, one.mode).triggers,
    )


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    """What two ways of naming a side have in common: a name, or the country."""
    found = {f"name {fold_name(name).removeprefix('the ')}" for actor in actors for name in (actor.name, *actor.names)}
    return frozenset(found | {f"country {actor.country}" for actor in actors if actor.country})


# --- the two sheets ---


def _event(key: str, own: Sequence[_Told], scene: EventScene) -> Row:
    """The row of an event: what its reports have in common, and bounds where they differ."""
    first = own[0]
    affirmed = _count(scene, [one for one in own if not one.denies])
    denied = _count(scene, [one for one in own if one.denies])
    documents = {one.facts.analysis.document.id: one.facts.analysis.document for one in own}
    houses = {fold_name(one.publisher.name) for one in documents.values() if one.publisher is not None}
    row = {
        "event": key,
        "code": first.code,
        "mode": next((one.mode for one in own if one.mode is not None), None),
        "plover": first.facts.event.code,
        "plover_mode": next((one.facts.event.mode for one in own if one.facts.event.mode is not None), None),
        "told_as": "happened" if first.is_past else "to come",
        **_fullest(own, ACTORS),
        **_fullest(own, RECIPIENTS),
        **_when(own),
        **_fullest(own, WHERE),
        "sources_at_least": affirmed[0],
        "sources_at_most": affirmed[1],
        "denials_at_least": denied[0],
        "denials_at_most": denied[1],
        "number_of_claims": len(own),
        "number_of_pages": len({one.page for one in documents.values()}),
        "number_of_publishers": len(houses),
        "source_original": _distinct(one.cells["source_original"] for one in own),
        "source_article": _distinct(map(_article, documents.values())),
        "responsibility": _distinct(one.facts.event.responsibility for one in own),
        **figures_of([figure for one in own if not one.denies for figure in one.facts.quantities]),
        "contexts": first.cells["contexts"],
        "headline": first.facts.analysis.document.title,
        "text": first.cells["text"],
        "story": scene.story,
        "unreviewed": sum(one.facts.review == "machine" for one in own),
    }
    return {name: row.get(name) for name in EVENT_COLUMNS}


def _claims(key: str, own: Sequence[_Told]) -> Iterator[Row]:
    """A row for each telling: by the shortest claim that holds it."""
    for one in own:
        claim = one.facts.claims[0].id if one.facts.claims else None
        row = {**one.cells, "event": key, "claim": claim, "told_event": one.facts.event.id}
        yield {name: row.get(name) for name in CLAIM_COLUMNS}


def _count(scene: EventScene, own: Sequence[_Told]) -> tuple[int, int]:
    """The bounds of the independent origins behind some tellings; of what linking does not know, from none to one each."""
    if not own:
        return 0, 0
    found = scene.count({claim.id for one in own for claim in one.facts.claims[:1]})
    return (found.at_least, found.at_most) if found is not None else (0, len(own))


def _fullest(own: Sequence[_Told], columns: Mapping[str, Kind]) -> Row:
    """Cells that belong together, from the first telling that has most of them: they are never put together from two."""
    best = max(own, key=lambda one: sum(bool(one.cells[name]) for name in columns))
    return {name: best.cells[name] for name in columns}


def _when(own: Sequence[_Told]) -> Row:
    """The most precise date that a telling gives; `happened_spread` is how far all of them reach."""
    dated = [one for one in own if one.facts.happened.value is not None]
    best = min(dated, key=lambda one: one.facts.happened.code or 9, default=own[0])
    days = sorted(day for one in dated for day in (one.facts.happened.first, one.facts.happened.last) if day is not None)
    spread = "" if not days else days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"
    return {**{name: best.cells[name] for name in WHEN}, "happened_spread": spread or None}


def _article(document: Any) -> str:
    """Publisher, title and day of publication, as a coder cites it."""
    house = document.publisher.name if document.publisher is not None else "publisher not named"
    published = document.published or document.republished
    day = published.value[:10] if published is not None else "no date"
    return f"{house}: {document.title or document.url} ({day})"


def _distinct(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))[:LONGEST_LIST]
