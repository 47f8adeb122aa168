"""`sayso follow`: does the cited page say that?

In: the id of a claim. Out: for each link in its sentence an outcome with both sentences; exit code 1 where it cites nothing.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import bundle_option, fetch_options, json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="follow")
@click.argument("claim", metavar="CLAIM")
@bundle_option
@ledger_option
@json_option
@fetch_options
def command(claim: str, *, bundle: str | None, ledger: str | None, wants_json: bool | None, **fetching: Any) -> int:
    """Fetch what a claim links to, and say whether the page says so.

    Each page is kept and read like any other. `cites_found`: it says so; `cites_weaker`: less surely, or somebody there says
    so; `cites_absent`: not as far as we read it; `cites_unreachable`: it could not be had or read.
    """
    from sayso.cli.citing import draw_citations
    from sayso.cli.fetching import FetchOptions, open_fetcher
    from sayso.cli.reading import open_reader
    from sayso.ledger import Ledger
    from sayso.watch.citations import follow_claim

    output, options = Output(wants_json=wants_json), FetchOptions(**fetching)
    with Ledger(ledger, create=False) as opened:
        if not opened.cited(claim):
            output.remark("no link stands in the sentence of this claim")
            return NOTHING_FOUND
        fetcher, reader = open_fetcher(options), open_reader(bundle)
        found = list(follow_claim(opened, fetcher, reader, claim, obey_robots=not options.ignore_robots))
    if output.is_json:
        for one in found:
            output.print_record("citation", one)
    else:
        output.print_table(draw_citations(found))
    return DONE
