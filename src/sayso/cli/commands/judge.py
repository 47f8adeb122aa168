"""`sayso judge`: what a person decides about a claim or attribution, or about two actors being one.

In: an action, an id, a user. Out: the judgement that was appended; nothing is ever overwritten.
"""

import getpass

import click

from sayso.cli.exits import DONE
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="judge")
@click.argument("action", type=click.Choice(["accept", "reject", "withdraw"]))
@click.argument("subject", metavar="ID")
@click.option("--same-as", metavar="ID", help="Judge whether the actor ID is this one, or this row of a table.")
@click.option("--note", metavar="TEXT", help="Why.")
@click.option("--user", metavar="NAME", help="Who decides. [default: your login name]")
@ledger_option
@json_option
def command(
    action: str,
    subject: str,
    *,
    same_as: str | None,
    note: str | None,
    user: str | None,
    ledger: str | None,
    wants_json: bool | None,
) -> int:
    """Accept or reject a claim, attribution or link, or take that back.

    To withdraw, name the ID of the judgement: `sayso show` lists them with the claim, `sayso actor` those on links.
    """
    from sayso.cli.views import draw_judgement
    from sayso.ledger import Ledger

    output, who = Output(wants_json=wants_json), user or _login_name()
    if action == "withdraw" and same_as is not None:
        raise click.UsageError("--same-as is for accept and reject: to withdraw, name the judgement.")
    with Ledger(ledger, create=False) as opened:
        if action == "withdraw":
            judgement = opened.withdraw(subject, who, note)
        elif same_as is not None:
            judgement = opened.judge_link(subject, same_as, action, who, note)
        else:
            judgement = opened.judge(subject, action, who, note)
    if output.is_json:
        output.print_record("judgement", judgement)
    else:
        output.print_table(draw_judgement(judgement))
    return DONE


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("This system does not say who you are: name yourself with --user.") from None
