"""From sources to readings, for the commands that read stories.

In: sources as they were typed. Out: the stream of the pipeline, and the remarks on what went wrong on the way.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.cli.display import name_input
from sayso.cli.fetching import FetchOptions, open_fetching
from sayso.cli.output import Output
from sayso.intake import iter_pages
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Failure, Reading
from sayso.settings import load_settings

if TYPE_CHECKING:  # reading alone opens no ledger
    from sayso.ledger import Ledger

__all__ = ["iter_readings", "open_reader", "tell_failure", "tell_notes", "tell_stdin"]


def iter_readings(
    sources: Iterable[str | Failure],
    stdin: BinaryIO | None,
    *,
    bundle: str | None = None,
    plain: bool = False,
    published: str | None = None,
    ledger: "Ledger | None" = None,
    **fetching: Any,
) -> Iterator[Reading | Failure]:
    """Read the sources, in order, as the result is iterated; the bundle is opened at once.

    What is fetched is kept in the ledger, if there is one; `fetching` are the members of `FetchOptions`.

    Raises:
        BundleError: the bundle cannot be used.
    """
    pipeline = open_reader(bundle)
    pages = iter_pages(sources, stdin, plain=plain, fetch=open_fetching(FetchOptions(**fetching), ledger))
    return pipeline.read(pages, plain=plain, published=published)


def open_reader(bundle: str | None) -> Pipeline:
    """What reads pages: with the model folder that was named or is set, else the one that comes with sayso.

    Raises:
        BundleError: the bundle cannot be used.
    """
    folder = bundle or load_settings().bundle
    return open_pipeline(None if folder is None else Path(folder))


def tell_failure(output: Output, failure: Failure) -> None:
    """Name an input that could not be read."""
    output.remark(f"{name_input(failure.url)}: {failure.error}")


def tell_notes(output: Output, reading: Reading) -> None:
    """What a person should know of a reading that worked."""
    for note in reading.analysis.notes:
        output.remark(f"{name_input(reading.page.url)}: note: {note}")


def tell_stdin(output: Output, sources: Iterable[str], what: str) -> None:
    """Say what a terminal waits for."""
    if "-" in sources and sys.stdin.isatty():
        output.remark(f"Type or paste {what}; end with Ctrl-D on a line of its own.")
