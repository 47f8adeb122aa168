"""`sayso export`: claims for programs and spreadsheets, and checked passages as gold.

In: a format, words and filters as for a search. Out: lines on standard output; exit code 1 where there are none.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import Day, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="export", epilog='Query: words, "phrases", -not, OR, prefix*. Write -- before one that begins with a dash.')
@click.argument("words", metavar="[QUERY]…", nargs=-1)
@click.option(
    "--as",
    "format_",
    type=click.Choice(["jsonl", "csv", "gold"]),
    default="jsonl",
    show_default=True,
    help="Claims as JSON Lines or CSV, or passages that were checked completely as JSON Lines.",
)
@click.option(
    "--text",
    type=click.Choice(["none", "quote", "full"]),
    default="quote",
    show_default=True,
    help="How much of the pages' words goes along: none, those of each row, or its sentences or passage too.",
)
@click.option("--source", metavar="NAME", help="Only claims with a source that is called so.")
@click.option("--outlet", metavar="NAME", help="Only what this outlet published or republished.")
@click.option("--since", type=Day(), metavar="DATE", help="Only what was published then or later.")
@click.option("--until", type=Day(), metavar="DATE", help="Only what was published then or earlier.")
@click.option("--rejected", is_flag=True, help="Claims that people rejected too; their review_state says so.")
@ledger_option
def command(words: tuple[str, ...], *, format_: str, text: Any, rejected: bool, ledger: str | None, **filters: Any) -> int:
    """Write claims as JSON Lines or CSV, or checked passages as gold.

    It goes to standard output. Without words and filters all that the pages show now is written. Each row says what people
    decided about it.
    """
    from sayso.cli.exporting import Wanted, export_lines
    from sayso.ledger import Ledger

    output, number = Output(wants_json=True), 0
    with Ledger(ledger, create=False) as opened:
        for line in export_lines(opened, format_, Wanted(" ".join(words), filters, text, rejected)):
            output.print_line(line)
            number += 1
    if number:
        return DONE
    output.remark("no passage is marked as checked" if format_ == "gold" else "nothing found")
    return NOTHING_FOUND
