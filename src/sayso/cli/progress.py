"""How far a long command has come.

In: how many items there are, where that is known. Out: a bar with rate and time left on standard error, on a terminal only;
it is gone when the work ends. Remarks that are printed meanwhile stand above it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

__all__ = ["Meter", "tracking"]


class Meter(Protocol):
    """What counts the items."""

    def advance(self) -> None:
        """One more item is done."""
        ...


class _Silence:
    def advance(self) -> None:
        """Nobody looks."""


@contextmanager
def tracking(total: int | None) -> Iterator[Meter]:
    """A meter for `total` items; null where nobody knows how many there will be."""
    if not sys.stderr.isatty():
        yield _Silence()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(compact=True))
    console = Console(file=sys.stderr)
    # redirect_stdout stays off: what is data must reach standard output as it is, also when both are one terminal.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, speed_estimate_period=120) as progress:
        task = progress.add_task("", total=total, rate="")

        class _Bar:
            def advance(self) -> None:
                speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
                progress.update(task, advance=1, rate=f"{speed:.1f} stories/s" if speed else "")

        yield _Bar()
