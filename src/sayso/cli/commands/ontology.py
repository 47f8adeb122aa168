"""`sayso ontology`: check a scheme of events of one's own, or print the one that events are coded by.

In: the path of a TOML file, or nothing. Out: a line for each fault and exit code 3, or the scheme.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.exits import DONE, FAILED
from sayso.cli.options import json_option
from sayso.cli.output import Output

if TYPE_CHECKING:
    from sayso.knowledge.ontologies import Ontology

__all__ = ["command"]


@click.command(name="ontology")
@click.argument("action", type=click.Choice(["check", "show"]))
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@json_option
def command(action: str, file: Path | None, *, wants_json: bool | None) -> int:
    """Check a scheme of events of your own, or print ours.

    `check FILE` reports what is wrong with one, labels that no event will ever have too; `show` prints PLOVER 2.
    """
    if (action == "check") != (file is not None):
        raise click.UsageError("`check` takes a file, `show` takes none.")
    from sayso.knowledge.ontologies import check_ontology, load_plover

    output = Output(wants_json=wants_json)
    if file is None:
        return _show(output, load_plover())
    faults = check_ontology(file)
    for fault in faults:
        if output.is_json:
            output.print_json({"schema": "sayso/fault/1", "fault": fault})
        else:
            output.print_line(fault)
    output.remark(f"{file}: {len(faults)} to look at" if faults else f"{file}: nothing is wrong with it")
    return FAILED if faults else DONE


def _show(output: Output, plover: "Ontology") -> int:
    if output.is_json:
        output.print_json({"schema": "sayso/ontology/1", "label": plover.label, **asdict(plover)})
        return DONE
    from sayso.cli.ontology import draw_ontology

    output.print_table(draw_ontology(plover))
    return DONE
