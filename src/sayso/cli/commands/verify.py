"""`sayso verify`: whether everything in the ledger is whole.

In: a ledger. Out: what is wrong with it, one problem a row, and exit code 4 if anything is; else how much it holds.
"""

import click

from sayso.cli.exits import DONE, UNUSABLE
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="verify")
@ledger_option
@json_option
def command(*, ledger: str | None, wants_json: bool | None) -> int:
    """Check that everything in the ledger is whole."""
    from sayso.cli.views import draw_counts, draw_problems
    from sayso.ledger import Ledger
    from sayso.records.codec import to_plain

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        problems = opened.verify()
        if not problems:
            counts, adrift = opened.counts(), opened.adrift()
            if output.is_json:
                output.print_record("verified", counts, adrift=[to_plain(judgement) for judgement in adrift])
            else:
                output.print_table(draw_counts(counts, adrift))
            return DONE
    if output.is_json:
        for problem in problems:
            output.print_record("problem", problem)
    else:
        output.print_table(draw_problems(problems))
    output.remark(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} found: go back to a copy of the ledger")
    return UNUSABLE
