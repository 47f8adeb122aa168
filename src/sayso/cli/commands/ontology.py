"""`sayso ontology`: check a scheme of events of one's own, compare two on a ledger, or print the one events are coded by.

In: the paths of TOML files, or nothing. Out: a line for each fault and exit code 3; the events that two schemes code otherwise;
or the scheme.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.exits import DONE, FAILED, NOTHING_FOUND
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output

if TYPE_CHECKING:
    from sayso.knowledge.ontologies import Crosswalk, Ontology

__all__ = ["command"]

#: How many files each action takes.
FILES = {"check": 1, "diff": 2, "show": 0}


@click.command(name="ontology")
@click.argument("action", type=click.Choice(["check", "diff", "show"]))
@click.argument("files", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@json_option
@ledger_option
def command(action: str, files: tuple[Path, ...], *, wants_json: bool | None, ledger: str | None) -> int:
    """Check a scheme of events of your own, compare two, or print ours.

    `check FILE` reports what is wrong with one, labels that no event will ever have too; `diff FILE FILE` which events of the
    ledger they code otherwise (`plover` is ours); `show` prints PLOVER 2.
    """
    name = files[0].name if files else "plover"
    if len(files) != FILES[action] and not (action == "show" and name == "plover" and len(files) < 2):
        raise click.UsageError("`check` takes a file, `diff` two, `show` none.")
    from sayso.knowledge.ontologies import load_plover

    output = Output(wants_json=wants_json)
    if action == "check":
        return _check(output, files[0])
    return _show(output, load_plover()) if action == "show" else _diff(output, files, ledger)


def _check(output: Output, file: Path) -> int:
    from sayso.knowledge.ontologies import check_ontology
    from sayso.languages.event_lexicon import load_event_lexicon

    faults = check_ontology(file, load_event_lexicon().triggers)
    for fault in faults:
        if output.is_json:
            output.print_json({"schema": "sayso/fault/1", "fault": fault})
        else:
            output.print_line(fault)
    output.remark(f"{file}: {len(faults)} to look at" if faults else f"{file}: nothing is wrong with it")
    return FAILED if faults else DONE


def _diff(output: Output, files: Sequence[Path], ledger: str | None) -> int:
    from sayso.cli.recoding import RecodingSummary, find_recoded
    from sayso.ledger import Ledger

    before, after = (_load(file) for file in files)
    summary = RecodingSummary()
    with Ledger(ledger, create=False) as opened:
        for recoded in find_recoded(opened, before, after, summary):
            if output.is_json:
                output.print_json({"schema": "sayso/recoded/1", **asdict(recoded)})
    if not output.is_json and summary.changed:
        from sayso.cli.ontology import draw_recoding

        output.print_table(draw_recoding(summary))
    output.remark(f"{summary.events} events, {summary.changed} coded otherwise")
    return DONE if summary.changed else NOTHING_FOUND


def _load(file: Path) -> "Crosswalk | None":
    """The codes of a file; null for PLOVER's own."""
    from sayso.knowledge.ontologies import load_crosswalk

    return None if str(file) == "plover" else load_crosswalk(file)


def _show(output: Output, plover: "Ontology") -> int:
    if output.is_json:
        output.print_json({"schema": "sayso/ontology/1", "label": plover.label, **asdict(plover)})
        return DONE
    from sayso.cli.ontology import draw_ontology

    output.print_table(draw_ontology(plover))
    return DONE
