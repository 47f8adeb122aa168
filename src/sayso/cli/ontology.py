"""A scheme of events drawn for a person.

In: an `Ontology`. Out: something that rich can print: a row for each event with its modes and their scores, then the errata.
"""

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli.tables import make_table
from sayso.knowledge.ontologies import EventKind, Ontology

__all__ = ["draw_ontology"]


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
