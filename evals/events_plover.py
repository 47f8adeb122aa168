"""Events end to end on PLOVER's training sentences: `python -m evals.events_plover`.

In: the sentences of PLV_train, no roles given. Out: of the events that have one of the two annotated parties in a role, how
many have the code of the gold pair and both parties in their roles (precision), and of the gold pairs how many were found so
(recall), by the score below which events are left out. A sentence has one annotated pair and often more events: those about
other parties are counted, but not judged. CONCEDE and RETREAT are one there. The head is fitted anew for each of five folds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.plover_sets import FOLDS, YIELD, Pair, read_pairs
from evals.root_fit import fit, read_roots, samples_of, write
from sayso.records import Event, Span
from sayso.stages.event_head import EventHead, read_event_head
from sayso.stages.events import find_events

__all__ = ["Judged", "judge", "main"]

STEPS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Judged:
    """An event about the annotated pair: its score, whether all of it is right, and whether its code alone is."""

    score: float
    is_right: bool
    has_code: bool


def main() -> None:
    """Print precision and recall by the least score."""
    pairs = read_pairs()
    roots = read_roots()
    samples = samples_of(pairs, roots)
    judged: list[Judged] = []
    others, found_of = 0, list[list[Judged]]()
    for fold in range(FOLDS):
        head = read_event_head(write(fit([sample for sample in samples if sample.fold != fold]), roots))
        for pair in (pair for pair in pairs if pair.fold == fold):
            own, other = judge(pair, head)
            judged += own
            found_of.append(own)
            others += other
    print(f"{len(pairs)} gold pairs; events about them {len(judged)}, about other parties {others} (not judged)")
    print(f"{'least score':>12}{'events':>8}{'precision':>11}{'code alone':>12}{'recall':>8}")
    for least in STEPS:
        kept = [one for one in judged if one.score >= least]
        right = sum(any(one.is_right and one.score >= least for one in own) for own in found_of)
        precision = sum(one.is_right for one in kept) / max(1, len(kept))
        code = sum(one.has_code for one in kept) / max(1, len(kept))
        print(f"{least:12.2f}{len(kept):8}{precision:11.3f}{code:12.3f}{right / len(pairs):8.3f}")


def judge(pair: Pair, head: EventHead) -> tuple[list[Judged], int]:
    """The events about the annotated pair, judged; and how many are about others."""
    analysis = find_events(pair.analysis, head)
    found, other = list[Judged](), 0
    for event in analysis.events:
        sides = (*event.actor_spans, *event.recipient_spans)
        if not any(side.overlaps(gold) for side in sides for gold in (pair.actor, pair.recipient)):
            other += 1
            continue
        has_code = _code(event) == pair.root
        found.append(Judged(event.score, has_code and _has_roles(event, pair), has_code))
    return found, other


def _code(event: Event) -> str | None:
    return "YIELD" if event.code in YIELD else event.code


def _has_roles(event: Event, pair: Pair) -> bool:
    """Whether both annotated parties stand in the roles of the event; mutual events have them all as actors."""
    acting, done_to = list(_inside(event.actor_spans, pair.actor)), list(_inside(event.recipient_spans, pair.recipient))
    if not event.recipients:
        done_to = list(_inside(event.actor_spans, pair.recipient))
    return bool(acting) and bool(done_to)


def _inside(spans: Sequence[Span], gold: Span) -> Iterator[Span]:
    return (span for span in spans if span.overlaps(gold))


if __name__ == "__main__":
    main()
