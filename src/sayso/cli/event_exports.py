"""Views of events leaving the ledger: as stored, as strict PLOVER, as CAMEO, as the sheets of a conflict coder.

In: an opened ledger, the name of a view, what narrows it. Out: lines, or files. Documents and stories are read one at a time.
How a row is made is decided in `export`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from sayso.cli.finding import Wanted, find_wanted
from sayso.export.coder import CLAIM_COLUMNS, EVENT_COLUMNS, code_scene
from sayso.export.event_columns import Kind, Row
from sayso.export.event_views import VIEWS, Asked
from sayso.export.sheets import FileFormat, open_sheet, write_rows
from sayso.ledger import Ledger

__all__ = ["EVENT_VIEWS", "write_events", "write_lines"]

#: The sheets of each view: name of the sheet (and of its rows in JSON), columns.
SHEETS: Final[Mapping[str, tuple[tuple[str, Mapping[str, Kind]], ...]]] = {
    **{name: ((f"{name}_row", columns),) for name, (columns, _) in VIEWS.items()},
    "coder": (("coded_event", EVENT_COLUMNS), ("coded_claim", CLAIM_COLUMNS)),
}
#: What can be asked for; the second sheet of a coder has a name of its own where there is no file to put it beside.
EVENT_VIEWS: Final = (*SHEETS, "coder-claims")


def write_lines(ledger: Ledger, view: str, wanted: Wanted, asked: Asked, form: FileFormat) -> Iterator[str]:
    """The lines of one sheet, without their ends."""
    sheet = int(view == "coder-claims")
    name, columns = SHEETS[view.removesuffix("-claims")][sheet]
    head, write = write_rows(name, columns, "csv" if form == "csv" else "jsonl")
    rows = (row for at, row in _rows(ledger, view, wanted, asked) if at == sheet)
    for number, row in enumerate(rows):
        if not number and head is not None:
            yield head
        yield write(row)


def write_events(ledger: Ledger, view: str, wanted: Wanted, asked: Asked, form: FileFormat, path: Path) -> int:
    """Write the sheets of a view as files, the second beside the first; how many rows the first has."""
    sheets = SHEETS[view.removesuffix("-claims")]
    paths = [path, path.with_name(f"{path.stem}-claims{path.suffix}")][: len(sheets)]
    number = 0
    with ExitStack() as files:
        writers: list[Callable[[Row], None]] = [
            files.enter_context(open_sheet(at, name, columns, form)) for at, (name, columns) in zip(paths, sheets, strict=True)
        ]
        for sheet, row in _rows(ledger, view, wanted, asked):
            writers[sheet](row)
            number += not sheet
    return number


def _rows(ledger: Ledger, view: str, wanted: Wanted, asked: Asked) -> Iterator[tuple[int, Row]]:
    """The rows of a view, each with the number of its sheet."""
    found = None if wanted.is_all else find_wanted(ledger, wanted, kind="claim")
    if view in VIEWS:
        make = VIEWS[view][1]
        for document in ledger.documents() if found is None else found:
            for row in make(ledger.reviewed(document), asked):
                if found is None or found[document].intersection(row["claims"]):
                    yield 0, row
        return
    claims = None if found is None else set[str]().union(*found.values())
    for scene in ledger.event_scenes(found):
        for coded in code_scene(scene, asked, claims):
            yield 0, coded.event
            yield from ((1, row) for row in coded.claims)
