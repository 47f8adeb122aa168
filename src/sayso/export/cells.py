"""Rows as lines of CSV that no spreadsheet takes for commands.

In: values of any kind. Out: cells and lines, as RFC 4180 has them. What begins with = + - @, a tab or a line break could run as
a formula where the file is opened, so an apostrophe is put before it; it decides nothing about columns.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

__all__ = ["make_harmless", "write_line"]

#: What makes a spreadsheet take a cell for a formula, where it stands first; blanks before it are passed over.
LEADS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
#: The end of a line; the writer quotes what contains a part of it.
END: Final = "\r\n"
JOINT: Final = " | "


def make_harmless(value: object) -> str:
    """A value as the text of a cell; nothing is an empty cell, several are joined, a number stays a number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = value if isinstance(value, str) else _join(value)
    text = text.replace("\x00", "\ufffd")
    return f"'{text}" if text.startswith(LEADS) or text.lstrip(" ").startswith(LEADS) else text


def write_line(values: Sequence[Any]) -> str:
    """The values as one line of CSV, without its end."""
    line = io.StringIO()
    csv.writer(line, lineterminator=END).writerow([make_harmless(value) for value in values])
    return line.getvalue().removesuffix(END)


def _join(value: object) -> str:
    return JOINT.join(str(one) for one in value) if isinstance(value, Iterable) else str(value)
