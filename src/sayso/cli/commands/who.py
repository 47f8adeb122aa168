"""`sayso who`: who says so, from whom they have it, and how many independent origins there are.

In: words, or the id of a claim. Out: one answer for each proposition that matches; exit code 1 where nothing does.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import Day, json_option, ledger_option, policy_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="who")
@click.argument("words", metavar="QUESTION…", nargs=-1, required=True)
@policy_option
@click.option("--outlet", metavar="NAME", help="Only claims that this outlet published or republished.")
@click.option("--since", type=Day(), metavar="DATE", help="Only claims that were published then or later.")
@click.option("--until", type=Day(), metavar="DATE", help="Only claims that were published then or earlier.")
@click.option("--limit", type=click.IntRange(1, 100), default=3, show_default=True, help="So many answers at most.")
@click.option("--why", "wants_why", is_flag=True, help="Say of every count, step and link why it is so. Prints a table.")
@ledger_option
@json_option
def command(words: tuple[str, ...], *, wants_why: bool, ledger: str | None, wants_json: bool | None, **asked: Any) -> int:
    """Who says so, from whom they have it, and how many independent origins there are.

    A QUESTION is words, as in `sayso search`, or the ID of a claim.
    """
    if wants_why and wants_json:
        raise click.UsageError("--why explains answers in a table; JSON holds what it explains.")
    from sayso.cli.linked import tell_rejected, tell_unlinked
    from sayso.ledger import Ledger

    output = Output(wants_json=False if wants_why else wants_json)
    with Ledger(ledger, create=False) as opened:
        answers = opened.who(" ".join(words), **asked)
        tell_unlinked(output, opened)
        tell_rejected(output, opened, " ".join(words))
    if not answers:
        output.remark("nothing found")
        return NOTHING_FOUND
    if output.is_json:
        for answer in answers:
            output.print_record("answer", answer)
        return DONE
    from sayso.cli.answers import draw_answer, draw_legend

    output.print_table(*(draw_answer(answer, wants_why=wants_why) for answer in answers), draw_legend(asked["policy"]))
    return DONE
