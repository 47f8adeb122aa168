"""`sayso judge`: what a person decides about a claim or attribution, a passage, or what two claims or actors are to each other.

In: an action, an id, a user. Out: the judgement that was appended; nothing is ever overwritten.
"""

from typing import Any, Final

import click

from sayso.cli.exits import DONE
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]

#: The kind of link that each option names.
KINDS: Final = {
    "same_as": "same_claim",
    "denies": "denies",
    "conflicts_with": "conflicts",
    "corrects": "corrects",
    "retracts": "retracts",
    "updates": "updates",
}


@click.command(name="judge")
@click.argument("action", type=click.Choice(["accept", "reject", "withdraw", "edit", "comment", "check"]))
@click.argument("subject", metavar="ID")
@click.option(
    "--same-as", metavar="ID", help="Judge whether the actor ID is this one or row of a table, or the claim says the same."
)
@click.option("--denies", metavar="ID", help="Judge whether the claim ID denies this one.")
@click.option("--conflicts-with", metavar="ID", help="Judge whether the claim ID does not go with this one.")
@click.option("--corrects", metavar="ID", help="Judge whether the claim ID corrects this one.")
@click.option("--retracts", metavar="ID", help="Judge whether the claim ID withdraws this one.")
@click.option("--updates", metavar="ID", help="Judge whether the claim ID brings this one up to date.")
@click.option("--speaker", metavar="NAME", help="edit: who the innermost source of the claim ID is.")
@click.option("--hop", type=click.IntRange(1), metavar="N", help="edit: not the innermost, but the Nth of the chain.")
@click.option("--drop", is_flag=True, help="edit: take this hop out of the chain.")
@click.option("--words", metavar="TEXT", help="edit: what is said, of the document's words; check: the passage. [check: all]")
@click.option("--note", metavar="TEXT", help="Why; of a comment, what it says.")
@click.option("--user", metavar="NAME", help="Who decides. [default: your login name]")
@ledger_option
@json_option
def command(
    action: str, subject: str, *, note: str | None, user: str | None, ledger: str | None, wants_json: bool | None, **more: Any
) -> int:
    """Accept, reject or correct a claim, attribution or link, or take that back.

    To judge a link, name both ends: `sayso judge reject CLAIM --same-as CLAIM`. To withdraw, name the ID of the judgement:
    `sayso show` lists them with the claim, `sayso actor` those on actors. To check, name a document: its passage is marked as
    gone through completely.
    """
    from sayso.cli.correcting import Correction, decide, login_name
    from sayso.cli.views import draw_judgement
    from sayso.ledger import Ledger

    output, who = Output(wants_json=wants_json), user or login_name()
    link = _find_link(action, {name: more.pop(name) for name in KINDS})
    with Ledger(ledger, create=False) as opened:
        if link is not None:
            judgement = opened.judge_link(subject, link[1], action, who, note, kind=link[0])
        else:
            judgement = decide(opened, Correction(action, subject, who, note, **more))
    if output.is_json:
        output.print_record("judgement", judgement)
    else:
        output.print_table(draw_judgement(judgement))
    return DONE


def _find_link(action: str, links: dict[str, str | None]) -> tuple[Any, str] | None:
    """The kind of link that is judged and its other end, or nothing."""
    given = [(KINDS[option], other) for option, other in links.items() if other is not None]
    if given and action not in ("accept", "reject"):
        raise click.UsageError("Links are named for accept and reject: to withdraw, name the judgement.")
    if len(given) > 1:
        raise click.UsageError("Judge one link at a time.")
    return given[0] if given else None
