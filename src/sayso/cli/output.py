"""Where a command's words go: data to standard output, everything else to standard error.

In: lines of JSON, tables, remarks. Out: bytes on the two streams. One JSON object a line when standard output is no
terminal or `--json` is given, a table otherwise or with `--table`; colours follow rich, which honours NO_COLOR.
"""

import json
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sayso.cli.display import flatten
from sayso.records.codec import to_plain

if TYPE_CHECKING:  # rich is loaded for tables only: most output is read by programs
    from rich.console import Console, RenderableType

__all__ = ["Output"]


class Output:
    """The two streams of one command; `wants_json` is null where nobody chose."""

    def __init__(self, *, wants_json: bool | None = None) -> None:
        self.is_json = not sys.stdout.isatty() if wants_json is None else wants_json

    def print_json(self, value: Any) -> None:
        """One object on one line, ASCII only, at once: whoever reads it need not wait for the next."""
        self.print_line(json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")))

    def print_record(self, kind: str, record: object, **more: Any) -> None:
        """A record of any kind as one object, which says by its `schema` what it is."""
        self.print_json({"schema": f"sayso/{kind}/1", **to_plain(record), **more})

    def print_line(self, line: str) -> None:
        """A line that is data already."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def print_table(self, *parts: "RenderableType") -> None:
        """Something for a person."""
        self._console.print(*parts, sep="\n", soft_wrap=False)
        sys.stdout.flush()

    def remark(self, line: str) -> None:
        """A line beside the data, whatever is in it."""
        sys.stderr.write(flatten(line) + "\n")
        sys.stderr.flush()

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console

        # Its width is the terminal's, COLUMNS, or 80; its colours heed NO_COLOR.
        return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
