"""`sayso recover`: the ledger and its archive brought together after a crash.

In: a ledger. Out: what had to be done; doing it again does nothing.
"""

import click

from sayso.cli.exits import DONE
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="recover")
@ledger_option
@json_option
def command(*, ledger: str | None, wants_json: bool | None) -> int:
    """Bring the ledger and its archive together after a crash.

    What came in without a row gets one, a damaged end of a file is put aside beside it, and a redaction that was stopped is
    brought to its end. Doing it again does nothing.
    """
    from sayso.cli.taking_in import tell_recovered
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        done = opened.recover()
    if output.is_json:
        output.print_record("recovered", done)
    else:
        output.print_line(tell_recovered(done))
    return DONE
