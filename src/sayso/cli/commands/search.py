"""`sayso search`: find claims and passages in the ledger.

In: words and filters. Out: hits, best first, each claim with its whole chain; exit code 1 where there are none.
"""

from typing import Any, Final

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import Day, json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]

SYNTAX: Final = 'A QUERY has words, "phrases", -not, OR and prefix*; write -- before one that begins with a dash.'


@click.command(name="search", epilog='Query: words, "phrases", -not, OR, prefix*. Write -- before one that begins with a dash.')
@click.argument("words", metavar="[QUERY]…", nargs=-1)
@click.option("--source", metavar="NAME", help="Only claims with a source that is called so.")
@click.option("--outlet", metavar="NAME", help="Only what this outlet published or republished.")
@click.option("--since", type=Day(), metavar="DATE", help="Only what was published then or later.")
@click.option("--until", type=Day(), metavar="DATE", help="Only what was published then or earlier.")
@click.option("--kind", type=click.Choice(["claim", "document"]), help="Only claims, or only passages of texts.")
@click.option("--history", is_flag=True, help="Look in earlier versions of the pages too.")
@click.option("--limit", type=click.IntRange(1, 10000), default=20, show_default=True, help="So many hits at most.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Leave out so many hits at the start.")
@ledger_option
@json_option
def command(words: tuple[str, ...], *, ledger: str | None, wants_json: bool | None, **filters: Any) -> int:
    """Find claims and passages in the ledger."""
    from sayso.cli.views import draw_hits
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        hits = opened.search(" ".join(words), **filters)
    if not hits:
        output.remark("nothing found")
        return NOTHING_FOUND
    if output.is_json:
        for hit in hits:
            output.print_record("hit", hit)
        return DONE
    output.print_table(draw_hits(hits))
    if len(hits) == filters["limit"]:
        output.remark(f"There may be more: --offset {filters['offset'] + len(hits)} goes on.")
    return DONE
