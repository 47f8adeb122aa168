"""Actors of the ledger, drawn for a person on a terminal.

In: what was found under a name. Out: things that rich can print, made for 80 columns and more: the rows of the tables, where
the name stands, and who may be one with whom, with the reasons in words and the command that decides it.
"""

from collections.abc import Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sayso.cli.display import flatten, shorten
from sayso.cli.tables import LONGEST_NAME, make_table
from sayso.cli.views import draw_judgement
from sayso.knowledge.actors import KnownActor
from sayso.knowledge.outlets import Outlet
from sayso.linking.lookup import Lookup
from sayso.records import RecordLink, SeenActor

__all__ = ["draw_lookup"]

#: Other names of a row that are shown.
MOST_NAMES: Final = 6
SHOWN_ID: Final = 11


def draw_lookup(found: Lookup, limit: int) -> RenderableType:
    """All that was found; of actors and of links `limit` each, the latest first."""
    parts: list[RenderableType] = [_draw_row(row) for row in found.rows]
    if found.outlet is not None:
        parts.append(_draw_outlet(found.outlet))
    if found.seen:
        parts.append(_draw_seen(found.seen[::-1][:limit]))
    parts.extend(_draw_link(link, found) for link in found.links[::-1][:limit])
    parts.extend(map(draw_judgement, found.judgements))
    left = max(0, len(found.seen) - limit) + max(0, len(found.links) - limit)
    if left:
        parts.append(Text(f"{left} more: --limit shows them.", style="dim"))
    return Group(*parts)


def _draw_row(row: KnownActor) -> RenderableType:
    """A row of the table of actors: its names, and its offices with their days."""
    line = Text(f"{row.name}", style="bold").append(
        f"  {row.kind}{', ' + row.country if row.country else ''}", style="not bold"
    )
    line.append(f"  (actors:{row.id}; {row.source}; known to {row.as_of})", style="not bold dim")
    others = [name for name in row.names if name != row.name]
    if others:
        line.append(f"\n  also {', '.join(others[:MOST_NAMES])}{' …' if len(others) > MOST_NAMES else ''}", style="not bold")
    for role in row.roles:
        days = f"{role.since or '…'} – {role.until or '…'}"
        line.append(f"\n  {days}  {role.office or role.code}", style="not bold")
    return Padding(line, (0, 0, 1, 1))


def _draw_outlet(row: Outlet) -> RenderableType:
    """A row of the table of outlets, with what a source says of it."""
    line = Text(row.name, style="bold").append(f"  {row.kind}{', ' + row.country if row.country else ''}", style="not bold")
    line.append(f"  (outlets:{row.id})", style="not bold dim")
    for what, said in (("owner", row.owner), ("funder", row.funder), ("control", row.control)):
        if said is not None:
            line.append(f"\n  {what}: {said.text} ({said.source}, {said.date})", style="not bold")
    return Padding(line, (0, 0, 1, 1))


def _draw_seen(seen: Sequence[SeenActor]) -> RenderableType:
    table = make_table(("NAME", 28), ("OFFICE", 24))
    table.add_column("WHERE", width=18, overflow="fold")
    for one in seen:
        actor = one.actor
        name = Text(shorten(actor.name, LONGEST_NAME), style="bold")
        name.append(f"\n{actor.kind}{', ' + actor.country if actor.country else ''}", style="not bold dim")
        where = Text(f"{one.day or ''}\n" if one.day else "").append(
            f"{shorten(one.outlet or '', LONGEST_NAME)}\n" if one.outlet else ""
        )
        where.append(f"{one.document[:SHOWN_ID]}\n{actor.id}", style="dim")
        table.add_row(name, Text("; ".join(shorten(role, LONGEST_NAME) for role in actor.roles[:3])), where)
    return table


def _draw_link(link: RecordLink, found: Lookup) -> RenderableType:
    """Two that may be one, why, and how to decide it."""
    left, right = (_name(end, found) for end in (link.left, link.right))
    line = (
        Text(f"{left} ", style="bold")
        .append("is" if link.state == "confirmed" else "may be", style="not bold")
        .append(f" {right}")
    )
    line.append(f"  {link.score:.2f}", style="not bold dim")
    for reason in link.evidence:
        words = flatten(reason.left) if reason.left == reason.right else f"{flatten(reason.left)} / {flatten(reason.right)}"
        line.append(f"\n  {reason.score:+.2f}  {reason.rule}: {words}", style="not bold")
    if link.state != "confirmed":
        line.append(f"\n  sayso judge accept {link.left} --same-as {link.right}", style="not bold dim")
    return Padding(line, (0, 0, 1, 1))


def _name(end: str, found: Lookup) -> str:
    party = found.parties.get(end)
    return end if party is None else f"{shorten(party.actor.name, LONGEST_NAME)} ({party.day or party.document[:SHOWN_ID]})"
