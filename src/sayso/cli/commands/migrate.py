"""`sayso migrate`: bring a ledger to the schema of this version.

In: a ledger. Out: the revisions before and after. A ledger in one file is copied first.
"""

import click

from sayso.cli.exits import DONE
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="migrate")
@ledger_option
@json_option
def command(*, ledger: str | None, wants_json: bool | None) -> int:
    """Bring a ledger to this version's schema.

    A ledger in one file is migrated by itself when it is next opened, after a copy beside it; one on PostgreSQL is not, since
    others may be using it.
    """
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    before, after = Ledger.migrate(ledger)
    if output.is_json:
        output.print_json({"schema": "sayso/migrated/1", "before": before, "after": after})
    elif before == after:
        output.print_line(f"nothing to do: the schema is {after} already")
    else:
        output.print_line(f"migrated from {before} to {after}")
    return DONE
