"""`sayso export`: claims and events for programs, spreadsheets and conflict studies, and checked passages as gold.

In: a view, words and filters as for a search. Out: lines on standard output, or files; exit code 1 where there is nothing.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import Day, ledger_option
from sayso.cli.output import Output

if TYPE_CHECKING:
    from sayso.cli.finding import Wanted
    from sayso.export.event_views import Asked
    from sayso.ledger import Ledger

__all__ = ["command"]

#: Views of claims, by what they are in the older form of the command; and views of events.
CLAIMS: Final = ("jsonl", "csv", "ledger", "gold", "newsml")
EVENTS: Final = ("events", "plover", "cameo", "coder", "coder-claims")


@click.command(name="export", epilog='Query: words, "phrases", -not, OR, prefix*. Write -- before one that begins with a dash.')
@click.argument("words", metavar="[QUERY]…", nargs=-1)
@click.option(
    "--as",
    "view",
    type=click.Choice([*CLAIMS, *EVENTS]),
    default="ledger",
    show_default=True,
    help="Claims (ledger; jsonl and csv are short for it; newsml with chains as hops of a wire), checked passages (gold);"
    " events as stored (events), in one word each (plover), with acts of attribution (cameo), or one row an event (coder)"
    " and one a claim of it (coder-claims).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="The form of the rows; jsonl if nothing says otherwise.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write events to a file, in the form that its name ends in; coder writes FILE-claims beside it.",
)
@click.option(
    "--text",
    type=click.Choice(["none", "quote", "full"]),
    default="quote",
    show_default=True,
    help="How much of the pages' words goes along: none, those of each row, or its sentences or passage too.",
)
@click.option(
    "--ontology", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Code events by your own file as well."
)
@click.option("--source", metavar="NAME", help="Only claims with a source that is called so.")
@click.option("--outlet", metavar="NAME", help="Only what this outlet published or republished.")
@click.option("--since", type=Day(), metavar="DATE", help="Only what was published then or later.")
@click.option("--until", type=Day(), metavar="DATE", help="Only what was published then or earlier.")
@click.option("--rejected", is_flag=True, help="Claims that people rejected too; their review_state says so.")
@click.option("--accusations", is_flag=True, help="Unreviewed accusations too whose speaker the text does not state.")
@ledger_option
def command(words: tuple[str, ...], *, view: str, form: str | None, text: Any, rejected: bool, **more: Any) -> int:
    """Write claims or events as JSON Lines, CSV or Parquet, or checked passages as gold.

    It goes to standard output. Without words and filters all that the pages show now is written. Each row says what people
    decided about it. Views of events: docs/how-to/export-events.md.
    """
    from sayso.cli.finding import Wanted
    from sayso.ledger import Ledger

    out, ontology, accusations, ledger = (more.pop(name) for name in ("out", "ontology", "accusations", "ledger"))
    form = _form(view, form, out)
    wanted = Wanted(" ".join(words), more, text, rejected, accusations)
    output = Output(wants_json=True)
    if view not in EVENTS:
        if out is not None or ontology is not None or form == "parquet":
            raise click.UsageError(
                "--out, --ontology and parquet are for views of events: add --as events, plover, cameo or coder."
            )
        with Ledger(ledger, create=False) as opened:
            number = _write_claims(output, opened, view, form, wanted)
    else:
        from sayso.export.event_views import Asked
        from sayso.knowledge.ontologies import load_crosswalk

        codes = None if ontology is None else load_crosswalk(ontology)
        with Ledger(ledger, create=False) as opened:
            number = _write_events(output, opened, (view, form, out), wanted, Asked(text, codes, rejected, accusations))
    if number:
        return DONE
    output.remark("no passage is marked as checked" if view == "gold" else "nothing found")
    return NOTHING_FOUND


def _form(view: str, form: str | None, out: Path | None) -> str:
    """The form of the rows: what is asked for, what the file's name ends in, or JSON Lines."""
    if view in ("jsonl", "csv"):
        if form not in (None, view):
            raise click.UsageError(f"--as {view} is --as ledger --format {view}: leave one of the two out.")
        return view
    if view == "newsml" and form is not None:
        raise click.UsageError("--as newsml has a form of its own: leave --format out.")
    ending = "" if out is None else out.suffix.removeprefix(".").lower()
    found = form or (ending if ending in ("csv", "parquet") else "jsonl")
    if found == "parquet" and out is None:
        raise click.UsageError("Parquet goes to a file: add --out NAME.parquet.")
    return found


def _write_claims(output: Output, ledger: "Ledger", view: str, form: str, wanted: "Wanted") -> int:
    from sayso.cli.exporting import export_lines

    number = 0
    for line in export_lines(ledger, view if view in ("gold", "newsml") else form, wanted):
        output.print_line(line)
        number += 1
    return number


def _write_events(output: Output, ledger: "Ledger", how: tuple[str, Any, Path | None], wanted: "Wanted", asked: "Asked") -> int:
    from sayso.cli.event_exports import write_events, write_lines

    view, form, out = how
    number = 0
    if out is None:
        for line in write_lines(ledger, view, wanted, asked, form):
            output.print_line(line)
            number += 1
    else:
        number = write_events(ledger, view, wanted, asked, form, out)
        output.remark(f"{out}: {number} rows")
    unlinked = ledger.count_unlinked() if view.startswith("coder") else 0
    if unlinked:
        output.remark(f"{unlinked} documents are not linked yet: run `sayso link`, else each of their events stands alone")
    return number
