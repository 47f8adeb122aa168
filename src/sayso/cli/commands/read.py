"""`sayso read`: analyse, print, keep nothing.

In: sources. Out: one table, JSON object or HTML page for each story; failures and notes on standard error.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sayso.cli.exits import DONE, FAILED
from sayso.cli.options import (
    bundle_option,
    fetch_options,
    json_option,
    plain_option,
    published_option,
    sources_argument,
    why_option,
)
from sayso.cli.output import Output
from sayso.records import Analysis, Failure

__all__ = ["command"]


@click.command(name="read")
@sources_argument
@json_option
@click.option("--html", "wants_html", is_flag=True, help="A page of HTML with every attribution marked in the text.")
@why_option
@plain_option
@published_option
@bundle_option
@click.option(
    "--ontology",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Code events by your own file (in JSON).",
)
@fetch_options
def command(
    sources: tuple[str, ...],
    *,
    wants_json: bool | None,
    wants_html: bool,
    wants_why: bool,
    ontology: Path | None,
    **reading: Any,
) -> int:
    """Read news stories and print who says what; keep nothing.

    A SOURCE is a file, a folder (everything readable below it), an address of the web, or - for one story on standard input.
    """
    if wants_html and wants_json is not None:
        raise click.UsageError("--html goes with neither --json nor --table.")
    if wants_why and (wants_html or wants_json):
        raise click.UsageError("--why goes with a table; JSON holds what it explains.")
    from sayso.cli.reading import iter_readings, tell_failure, tell_notes, tell_stdin

    output = Output(wants_json=False if wants_why else wants_json)
    show = _recoding(ontology, _choose(output, wants_html=wants_html, wants_why=wants_why))
    tell_stdin(output, sources, "a story")
    failed = 0
    for item in iter_readings(sources, sys.stdin.buffer, **reading):
        if isinstance(item, Failure):
            failed += 1
            tell_failure(output, item)
        else:
            show(item.analysis)
            tell_notes(output, item)
    return FAILED if failed else DONE


def _recoding(ontology: Path | None, show: Callable[[Analysis], None]) -> Callable[[Analysis], None]:
    """The same way of printing, for a story with events coded by a user's file."""
    if ontology is None:
        return show
    from sayso.export.recoding import recode_events
    from sayso.knowledge.ontologies import load_crosswalk

    codes = load_crosswalk(ontology)
    return lambda analysis: show(recode_events(analysis, codes))


def _choose(output: Output, *, wants_html: bool, wants_why: bool) -> Callable[[Analysis], None]:
    """How a story is printed."""
    if wants_html:
        from sayso.export.html import render_page

        return lambda analysis: output.print_line(render_page(analysis))
    if output.is_json:
        from sayso.records.codec import dumps

        return lambda analysis: output.print_line(dumps(analysis))
    from sayso.cli.tables import draw_reading

    if wants_why:
        from sayso.cli.views import draw_reasons

        return lambda analysis: output.print_table(draw_reading(analysis), draw_reasons(analysis, analysis.claims))
    return lambda analysis: output.print_table(draw_reading(analysis))
