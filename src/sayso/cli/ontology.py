"""A scheme of events drawn for a person, and what another scheme would change.

In: an `Ontology`, or a `RecodingSummary`. Out: something that rich can print: a row for each event with its modes and their
scores, then the errata; or a row for each pair of codes.
"""

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli.display import shorten
from sayso.cli.recoding import RecodingSummary
from sayso.cli.tables import make_table
from sayso.knowledge.ontologies import EventKind, Ontology

__all__ = ["draw_ontology", "draw_recoding"]

LONGEST_TRIGGER = 24


def draw_ontology(ontology: Ontology) -> RenderableType:
    """The events, their modes, and how we read the places where the scheme contradicts itself."""
    table = make_table(("EVENT", 14), ("WHAT IT IS", 34), ("MODES", 32))
    for kind in ontology.events.values():
        about = Text(kind.about).append(f"\nquad {kind.quad}, score {kind.score:g}", style="dim")
        table.add_row(kind.code, about, Text(_write_modes(kind), style="dim"))
    lines = [Text(f"{one['place']}: {one['defect']}. We read: {one['ruling']}.") for one in ontology.errata]
    return Group(Text(f"{ontology.label}, {len(ontology.contexts)} contexts", style="bold"), table, *lines)


def _write_modes(kind: EventKind) -> str:
    return ", ".join(name if score is None else f"{name} {score:g}" for name, score in kind.modes.items()) or "-"


def draw_recoding(summary: RecodingSummary) -> RenderableType:
    """A row for each pair of codes, the most frequent first."""
    table = make_table(("BEFORE", 24), ("AFTER", 24), ("EVENTS", 10), ("FOR EXAMPLE", 30))
    for pair, number in sorted(summary.pairs.items(), key=lambda item: (-item[1], item[0])):
        one = summary.examples[pair]
        example = Text(f"“{shorten(one.trigger, LONGEST_TRIGGER)}”").append(f"\n{one.before_by} > {one.after_by}", style="dim")
        table.add_row(*(Text(shorten(code, LONGEST_TRIGGER)) for code in pair), f"{number:,}", example)
    return table
