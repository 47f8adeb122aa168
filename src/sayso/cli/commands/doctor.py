"""`sayso doctor`: whether this installation can work.

In: what is installed, the model folder, the ledger. Out: one row for each check, and exit code 4 where one fails.
"""

import click

from sayso.cli.exits import DONE, UNUSABLE
from sayso.cli.options import bundle_option, json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="doctor")
@ledger_option
@bundle_option
@json_option
def command(*, ledger: str | None, bundle: str | None, wants_json: bool | None) -> int:
    """Check this installation, its model and the ledger."""
    from sayso.cli.checks import run_checks
    from sayso.cli.views import draw_checks

    output = Output(wants_json=wants_json)
    checks = run_checks(ledger, bundle)
    if output.is_json:
        for check in checks:
            output.print_record("check", check)
    else:
        output.print_table(draw_checks(checks))
    return DONE if all(check.is_good for check in checks) else UNUSABLE
