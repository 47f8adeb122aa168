"""Events found in PLOVER's training sentences without any roles given, laid beside the one pair that is marked in each.

In: the pairs of PLV_train, and a head for each fold that has not seen its sentences. Out: `Row`s, one for each event: what its
score comes from, whether its code and its sides are those of the marked pair, and, for a sample drawn at random, whether a
reader of the sentence found it right (`events_judged.jsonl`: the sentence's hash, offsets, a label; no text).

The marked pair is one of often several happenings of a sentence. Codes are compared as the annotators wrote them: PLOVER's
strict view, in which an attack to come is a threat (`reduce_event`), with CONCEDE and RETREAT as one. A side is right if its
words or other words for the same actor overlap the marked ones, or if it is of the same country, where that is known. Both
sides of a mutual event are its actors.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from evals.plover_sets import FOLDS, YIELD, Pair
from evals.root_fit import fit, read_roots, samples_of, write
from sayso.knowledge.ontologies import load_plover
from sayso.knowledge.places import government_of
from sayso.knowledge.reductions import reduce_event
from sayso.records import Analysis, Event, Span
from sayso.stages.event_head import EventHead, read_event_head
from sayso.stages.events import find_events

__all__ = ["Row", "fold_heads", "read_rows", "weight_of"]

JUDGED: Final = Path(__file__).with_name("events_judged.jsonl")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """An event beside the marked pair of its sentence; `pair` is the number of that pair, `judged` what a reader said."""

    event: Event
    marks: Mapping[str, float]
    pair: int
    fold: int
    has_code: bool
    has_actor: bool
    has_recipient: bool
    judged: bool | None

    @property
    def is_about_pair(self) -> bool:
        """Whether both sides are those of the marked pair."""
        return self.has_actor and self.has_recipient

    @property
    def is_found(self) -> bool:
        """Whether all of it is the marked happening."""
        return self.has_code and self.is_about_pair

    @property
    def is_right(self) -> bool | None:
        """Right if it is the marked one, wrong if it says something else of that pair, else as judged; null: unknown."""
        return True if self.is_found else self.judged if self.judged is not None else False if self.is_about_pair else None


@dataclass(slots=True)
class _Keeping:
    """A scorer that keeps what it is asked about, in the order of the events."""

    kept: list[Mapping[str, float]] = field(default_factory=list)

    def score(self, marks: Mapping[str, float]) -> float:
        """No score: only the marks are wanted."""
        self.kept.append(marks)
        return 0.0


def fold_heads(pairs: Sequence[Pair]) -> list[EventHead]:
    """For each fold a head that was fitted on the others."""
    roots = read_roots()
    samples = samples_of(pairs, roots)
    return [read_event_head(write(fit([one for one in samples if one.fold != fold]), roots)) for fold in range(FOLDS)]


def read_rows(pairs: Sequence[Pair], heads: Sequence[EventHead]) -> list[Row]:
    """All events of all sentences; where a sentence has two marked pairs, its events are laid beside each."""
    judged = dict(_read_judged())
    return [row for number, pair in enumerate(pairs) for row in _rows(number, pair, heads[pair.fold], judged)]


def weight_of(rows: Sequence[Row]) -> Mapping[bool, float]:
    """How many events each one stands for, by whether it was drawn from those that say nothing about the marked pair."""
    others = [row for row in rows if not row.is_about_pair]
    drawn = sum(row.judged is not None for row in others)
    return {False: 1.0, True: len(others) / max(1, drawn)}


def _rows(number: int, pair: Pair, head: EventHead, judged: Mapping[tuple[object, ...], bool]) -> Iterator[Row]:
    keeping = _Keeping()
    analysis = find_events(pair.analysis, head, keeping)
    for event, marks in zip(analysis.events, keeping.kept, strict=True):
        acting = _is_side(analysis, event.actors, event.actor_spans, pair.actor)
        done_to = _is_side(analysis, event.recipients, event.recipient_spans, pair.recipient)
        if not event.recipients:
            done_to = _is_side(analysis, event.actors, event.actor_spans, pair.recipient)
        sides = (event.actor_spans, event.recipient_spans)
        key = (analysis.document.sha256[:16], event.trigger, event.code, *sides)
        yield Row(event, marks, number, pair.fold, _label(event) == pair.root, acting, done_to, judged.get(key))


def _label(event: Event) -> str | None:
    """The code as the annotators wrote it."""
    if event.code is None:
        return None
    reduced = reduce_event(load_plover(), event.code, event.mode, event.factuality)
    code = event.code if reduced is None else reduced.code
    return "YIELD" if code in YIELD else code


def _is_side(analysis: Analysis, actors: Sequence[str], spans: Sequence[Span], gold: Span) -> bool:
    """Whether one of the parties is the marked one."""
    country, by_id = _country(analysis, gold), {actor.id: actor.country for actor in analysis.actors}
    for actor, span in zip(actors, spans, strict=True):
        means = any(one.actor == actor and one.span.overlaps(gold) for one in analysis.mentions)
        if means or span.overlaps(gold) or (country is not None and country == (by_id.get(actor) or _country(analysis, span))):
            return True
    return False


def _country(analysis: Analysis, span: Span) -> str | None:
    """The country of a phrase: of the first place in it, of the government that it names, or of the actor that it means."""
    found = next((p.territory for p in analysis.places if p.territory is not None and p.span.overlaps(span)), None)
    words = span.of(analysis.document.text).strip()
    found = found or government_of(words.removeprefix("the ").removeprefix("The "))
    by_id = {actor.id: actor.country for actor in analysis.actors}
    named = (by_id.get(one.actor or "") for one in analysis.mentions if one.span.overlaps(span))
    return found or next((country for country in named if country is not None), None)


def _read_judged() -> Iterator[tuple[tuple[object, ...], bool]]:
    for line in JUDGED.read_text(encoding="ascii").splitlines():
        plain = json.loads(line)
        sides = (tuple(Span(*span) for span in plain[name]) for name in ("actors", "recipients"))
        yield (plain["sentence"], Span(*plain["trigger"]), plain["code"], *sides), plain["right"]
