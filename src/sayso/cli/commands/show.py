"""`sayso show`: one row of the ledger, or the list of what could not be read.

In: an id, or as much of one as makes it clear. Out: the row with its evidence and its judgements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import json_option, ledger_option, why_option
from sayso.cli.output import Output

if TYPE_CHECKING:
    from sayso.ledger import Ledger

__all__ = ["command"]


@click.command(name="show")
@click.argument("subject", metavar="[ID]", required=False)
@click.option("--failures", is_flag=True, help="List the inputs that could not be read.")
@why_option
@ledger_option
@json_option
def command(subject: str | None, *, failures: bool, wants_why: bool, ledger: str | None, wants_json: bool | None) -> int:
    """Show one row of the ledger, or what could not be read.

    ID is that of a page, document, attribution or claim; its letter and six digits are enough where no other begins so.
    """
    if failures == (subject is not None):
        raise click.UsageError("Name an ID, or ask for --failures.")
    if wants_why and (failures or wants_json):
        raise click.UsageError("--why explains a row in a table; JSON holds what it explains.")
    from sayso.ledger import Ledger

    output = Output(wants_json=False if wants_why else wants_json)
    with Ledger(ledger, create=False) as opened:
        return _show_failures(opened, output) if subject is None else _show_row(opened, output, subject, wants_why=wants_why)


def _show_failures(ledger: Ledger, output: Output) -> int:
    from sayso.cli.views import draw_failures

    kept = list(ledger.failures())
    if not kept:
        output.remark("nothing failed")
        return NOTHING_FOUND
    if output.is_json:
        for failure in kept:
            output.print_record("failure", failure)
    else:
        output.print_table(draw_failures(kept))
    return DONE


def _show_row(ledger: Ledger, output: Output, subject: str, *, wants_why: bool) -> int:
    from sayso.cli.views import draw_reasons, draw_shown, list_explained
    from sayso.records.codec import analysis_to_json

    shown = ledger.show(subject)
    reviewed = ledger.reviewed(shown.document.id)
    analysis = reviewed.analysis
    if output.is_json:
        output.print_record("shown", shown, analysis=analysis_to_json(analysis), rejected=sorted(reviewed.rejected))
    else:
        output.print_table(draw_shown(shown, analysis, reviewed.rejected))
        if wants_why:
            output.print_table(draw_reasons(analysis, list_explained(shown, analysis)))
    return DONE
