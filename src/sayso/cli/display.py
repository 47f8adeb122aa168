"""Words of a page made safe and short enough for a terminal.

In: text from anywhere. Out: text that moves no cursor, changes no colour and reverses no line: control characters,
bidirectional controls, invisible characters and lone surrogates stand there as escapes. JSON needs none of this.
"""

import os
import re
from typing import Final

__all__ = ["escape", "flatten", "name_input", "shorten"]

#: C0 without tab and line feed, DEL and C1; bidirectional controls; zero-width and other invisible characters; line
#: separators; tags; lone surrogates.
UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
BLANKS: Final = re.compile(r"\s+")


def escape(text: str) -> str:
    r"""The text with every character that could disturb a terminal written as `\x1b`, `\u202e` and the like."""
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def flatten(text: str) -> str:
    """The text on one line, safe to print; carriage returns and other breaks become blanks."""
    return escape(BLANKS.sub(" ", text).strip())


def shorten(text: str, width: int) -> str:
    """At most `width` characters of a flat text, cut between two words where one ends near enough."""
    flat = flatten(text[: 4 * width + 1000])
    if len(flat) <= width:
        return flat
    kept = flat[: width - 1]
    at = kept.rfind(" ")
    return (kept[:at] if at > width // 2 else kept).rstrip(" ,;:-–—") + "…"


def name_input(url: str) -> str:
    """An input as the person knows it: a file below the current folder by its relative path."""
    if os.path.isabs(url):  # noqa: PTH117  a Path would not take every string that names an input
        try:
            relative = os.path.relpath(url)
        except (OSError, ValueError):
            return flatten(url)
        return flatten(relative if not relative.startswith("..") else url)
    return "standard input" if url == "-" else flatten(url)
