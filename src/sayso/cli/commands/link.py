"""`sayso link`: find copies, stories, and claims that say the same, deny or correct each other.

In: a ledger. Out: its links brought up to date, and how many there are now. What has not changed is left alone; stopping loses
nothing, the next run goes on.
"""

import os
from typing import Final

import click

from sayso.cli.exits import DONE, INTERRUPTED
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]

#: Processes that link claims side by side; more of them would wait for the one that writes.
MOST_WORKERS: Final = 4


@click.command(name="link")
@click.option("--rebuild", is_flag=True, help="Work everything out anew; the result is the same.")
@ledger_option
@json_option
def command(*, rebuild: bool, ledger: str | None, wants_json: bool | None) -> int:
    """Find copies, stories, and claims that say the same or deny each other.

    Run it after `sayso add`: only what has come since the last time is looked at.
    """
    from sayso.cli.linked import draw_summary
    from sayso.cli.progress import tracking
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        try:
            with tracking(None) as progress:
                workers = min(os.cpu_count() or 1, MOST_WORKERS)
                summary = opened.link(rebuild=rebuild, workers=workers, advance=progress.advance)
        except KeyboardInterrupt:
            output.remark("interrupted: what was linked stays, the same command goes on from there")
            return INTERRUPTED
    if output.is_json:
        output.print_record("linked", summary)
    else:
        output.print_table(draw_summary(summary))
    return DONE
