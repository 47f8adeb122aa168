"""`sayso actor`: who goes by a name, in which documents, and who may be one with whom.

In: a name. Out: the rows of the tables, the actors and the links with their reasons; exit code 1 where there are none.
"""

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="actor")
@click.argument("words", metavar="NAME", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10000), default=20, show_default=True, help="So many actors and links at most.")
@ledger_option
@json_option
def command(words: tuple[str, ...], *, limit: int, ledger: str | None, wants_json: bool | None) -> int:
    """Show who goes by a name, and who may be one with whom."""
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        found = opened.find_actors(" ".join(words))
    if not (found.rows or found.outlet or found.seen):
        output.remark("nothing found")
        return NOTHING_FOUND
    if not output.is_json:
        from sayso.cli.actors import draw_lookup

        output.print_table(draw_lookup(found, limit))
        return DONE
    for row in (*found.rows, *((found.outlet,) if found.outlet else ())):
        output.print_record("known", row)
    for one in found.seen[::-1][:limit]:
        output.print_record("actor", one)
    for link in found.links[::-1][:limit]:
        output.print_record("link", link)
    for judgement in found.judgements:
        output.print_record("judgement", judgement)
    return DONE
