"""Keeping readings one by one, with an account of what became of them.

In: an opened ledger and a stream of readings. Out: outcomes as JSON where wanted, failures and progress on standard error, and
a `Tally`. What was kept stays kept, whatever ends the stream.
"""

import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from os import fstat
from typing import BinaryIO

from sayso.cli.display import name_input
from sayso.cli.output import Output
from sayso.cli.progress import tracking
from sayso.cli.reading import tell_notes
from sayso.intake import count_paths, iter_listed
from sayso.ledger import Ledger
from sayso.records import Failure, Reading
from sayso.store import Added

__all__ = ["add_all", "count_total", "iter_sources", "write_tally"]

#: The outcomes of the ledger, in the order in which they are told.
OUTCOMES = ("added", "updated", "unchanged", "failed")


def iter_sources(sources: Iterable[str], stdin: BinaryIO) -> Iterator[str | Failure]:
    """The sources with each `-` replaced by the list on standard input."""
    for source in sources:
        if source == "-":
            yield from iter_listed(stdin)
        else:
            yield source


def add_all(
    ledger: Ledger, readings: Iterable[Reading | Failure], output: Output, tally: "Counter[str]", *, total: int | None
) -> None:
    """Keep everything, and count in `tally` how it went, so that the count is right even where this is interrupted."""
    with tracking(total) as progress:
        for added in ledger.add_each(_tell_each(readings, output)):
            tally[added.outcome] += 1
            progress.advance()
            if added.outcome == "failed":
                output.remark(f"{name_input(added.url)}: {added.error}")
            if output.is_json:
                _print_outcome(output, added)


def count_total(sources: Iterable[str], stdin: BinaryIO) -> int | None:
    """How many inputs there are, if that can be known beforehand: not where the list comes out of a pipe."""
    listed = list(sources)
    if "-" not in listed:
        return count_paths(listed)
    try:
        if not stat.S_ISREG(fstat(stdin.fileno()).st_mode):
            return None
        start = stdin.tell()
        total = count_paths(iter_sources(listed, stdin))
        stdin.seek(start)
    except (OSError, ValueError):
        return None
    return total


def write_tally(tally: "Counter[str]") -> str:
    """The tally in words, "3 added, 1 unchanged"; what did not happen is left out."""
    return ", ".join(f"{tally[outcome]} {outcome}" for outcome in OUTCOMES if tally[outcome]) or "nothing to add"


def _tell_each(readings: Iterable[Reading | Failure], output: Output) -> Iterator[Reading | Failure]:
    for item in readings:
        if isinstance(item, Reading):
            tell_notes(output, item)
        yield item


def _print_outcome(output: Output, added: Added) -> None:
    try:
        output.print_record("added", added)
    except BrokenPipeError:
        output.is_json = False  # nobody listens any more, but keeping is what was asked for
