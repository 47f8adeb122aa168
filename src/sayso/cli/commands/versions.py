"""`sayso versions`: what a page said before and what it says now.

In: the id of a page, or of anything on it. Out: its versions, oldest first, each with the blocks and claims that came, went or
changed, and whether the page says that it was changed.
"""

import click

from sayso.cli.exits import DONE
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="versions")
@click.argument("page", metavar="ID")
@ledger_option
@json_option
def command(page: str, *, ledger: str | None, wants_json: bool | None) -> int:
    """Show what a page said before, and what came, went or changed.

    ID is that of a page, or of a document, attribution or claim on it.
    """
    from sayso.cli.taking_in import draw_versions
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        versions = opened.versions(page)
    if output.is_json:
        for version in versions:
            output.print_record("version", version)
    else:
        output.print_table(draw_versions(versions))
    return DONE
