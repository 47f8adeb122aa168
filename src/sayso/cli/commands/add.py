"""`sayso add`: analyse and keep in the ledger.

In: sources, or a list of them on standard input. Out: one JSON object for each input where that is wanted; failures, progress
and the sum on standard error. Each story is kept for good before the next: stopping loses nothing.
"""

import sys
from collections import Counter
from typing import Any

import click

from sayso.cli.exits import DONE, FAILED, INTERRUPTED
from sayso.cli.options import (
    bundle_option,
    fetch_options,
    json_option,
    ledger_option,
    plain_option,
    published_option,
    sources_argument,
)
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="add")
@sources_argument
@ledger_option
@json_option
@plain_option
@published_option
@bundle_option
@fetch_options
def command(sources: tuple[str, ...], *, ledger: str | None, wants_json: bool | None, **reading: Any) -> int:
    """Read news stories and keep them in the ledger.

    A SOURCE is a file, a folder (everything readable below it), an address of the web, or - for a list on standard input with
    one SOURCE a line. Adding a story again changes nothing; a page that has changed is kept as a new version.
    """
    from sayso.cli.adding import add_all, count_total, iter_sources, write_tally
    from sayso.cli.reading import iter_readings, tell_stdin
    from sayso.ledger import Ledger

    output, tally, stdin = Output(wants_json=wants_json), Counter[str](), sys.stdin.buffer
    tell_stdin(output, sources, "a list of files")
    with Ledger(ledger) as opened:
        total = count_total(sources, stdin) if sys.stderr.isatty() else None
        try:
            readings = iter_readings(iter_sources(sources, stdin), None, ledger=opened, **reading)
            add_all(opened, readings, output, tally, total=total)
        except KeyboardInterrupt:
            output.remark(f"interrupted: {write_tally(tally)}; what was kept stays, the same command goes on from there")
            return INTERRUPTED
        counts = opened.counts()
    output.remark(f"{write_tally(tally)}; the ledger holds {counts.documents} documents with {counts.claims} claims")
    return FAILED if tally["failed"] else DONE
