"""`sayso redact`: words or a page taken out of the ledger and its archive for good.

In: words (or a file with them), or a page; why and who. Out: what was taken out; exit code 3 where copies beside the ledger
still hold it.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, FAILED
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="redact")
@click.argument("kind", type=click.Choice(["words", "page"]))
@click.argument("subject", metavar="WORDS|ID|URL", required=False)
@click.option(
    "--from-file", "file", type=click.File(encoding="utf-8"), help="words: read them from this file; - is standard input."
)
@click.option("--reason", metavar="TEXT", required=True, help="Why: it is kept and shown, so it must not say what.")
@click.option("--user", metavar="NAME", help="Who decides. [default: your login name]")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@ledger_option
@json_option
def command(
    kind: Any,
    subject: str | None,
    *,
    file: Any,
    reason: str,
    user: str | None,
    yes: bool,
    ledger: str | None,
    wants_json: bool | None,
) -> int:
    """Take words or a page out of the ledger and its archive, for good.

    Words are a name or a passage: blocks stand in their place; a page goes with all that rests on it. A hash is left, with the
    reason, so that it does not come in again. Nobody else should use the ledger meanwhile.
    """
    from sayso.cli.correcting import login_name
    from sayso.cli.taking_in import tell_redacted
    from sayso.ledger import Ledger

    if (subject is None) == (file is None) or (file is not None and kind == "page"):
        raise click.UsageError("Name what is to go: WORDS, --from-file with them, or a page.")
    output, what = Output(wants_json=wants_json), file.read() if subject is None else subject
    if not yes:
        click.confirm("It cannot be brought back. Take it out?", abort=True, err=True)
    with Ledger(ledger, create=False) as opened:
        done = opened.redact(kind, what, reason, user or login_name())
    if output.is_json:
        output.print_record("redacted", done)
    else:
        output.print_line(tell_redacted(done))
    for copy in done.copies:
        output.remark(f"{copy}: this copy of the ledger was not changed: remove it")
    return FAILED if done.copies else DONE
