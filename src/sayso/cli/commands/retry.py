"""`sayso retry`: work that failed too often is tried again.

In: ids of jobs, or none for all that are in quarantine. Out: how many they were; exit code 1 where there was none.
"""

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="retry")
@click.argument("jobs", metavar="[ID]…", nargs=-1)
@ledger_option
@json_option
def command(jobs: tuple[str, ...], *, ledger: str | None, wants_json: bool | None) -> int:
    """Try work again that failed too often.

    It is that of these IDs, or all of it: `sayso jobs --state quarantined` lists it, with what went wrong.
    """
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        count = opened.retry_jobs(jobs or None)
    if output.is_json:
        output.print_json({"schema": "sayso/retried/1", "jobs": count})
    else:
        output.print_line(f"{count} job{'' if count == 1 else 's'} will be tried again")
    return DONE if count else NOTHING_FOUND
