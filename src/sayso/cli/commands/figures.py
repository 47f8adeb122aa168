"""`sayso figures`: how many, and how much: what each source said, in order of time.

In: words of a question. Out: one table for each thing that is counted, a series for each source; exit code 1 where nothing is.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import Day, json_option, ledger_option
from sayso.cli.output import Output
from sayso.records import QUANTITY_KINDS

__all__ = ["command"]


@click.command(name="figures")
@click.argument("words", metavar="QUESTION…", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(QUANTITY_KINDS), help="Only figures of this kind.")
@click.option("--outlet", metavar="NAME", help="Only claims that this outlet published or republished.")
@click.option("--since", type=Day(), metavar="DATE", help="Only claims that were published then or later.")
@click.option("--until", type=Day(), metavar="DATE", help="Only claims that were published then or earlier.")
@ledger_option
@json_option
def command(words: tuple[str, ...], *, ledger: str | None, wants_json: bool | None, **asked: Any) -> int:
    """How many, and how much: what each source said, in order of time.

    A QUESTION is words, as in `sayso search`.
    """
    from sayso.cli.linked import tell_unlinked
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        tables = opened.figures(" ".join(words), **asked)
        tell_unlinked(output, opened)
    if not tables:
        output.remark("nothing found")
        return NOTHING_FOUND
    if output.is_json:
        for table in tables:
            output.print_record("figures", table)
        return DONE
    from sayso.cli.figures import draw_figures, draw_legend

    output.print_table(*map(draw_figures, tables), draw_legend())
    return DONE
