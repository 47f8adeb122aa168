"""Bits of markup that carriers hold: words of a title, a story with its links made absolute and its scripts left out.

In: markup or text from a feed, a wire or a mail. Out: words, or markup that is safe to read again. What of it is the story is
for `reading` to decide; a page that is stored is never shown as markup.
"""

import re
from html import escape, unescape
from typing import Final

from lxml import etree
from lxml.html import fragment_fromstring, tostring
from lxml_html_clean import Cleaner

__all__ = ["clean_markup", "count_words", "own_address", "words_of"]

LONGEST_ADDRESS: Final = 4000
#: What is not for reading, with its contents.
SILENT: Final = re.compile(r"<(script|style)\b.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
TAG: Final = re.compile(r"<[^<>]{0,2000}>")
#: What lxml cannot hold.
INVALID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ADDRESS: Final = re.compile(r"https?://[^\s/?#<>\"\\]+[^\s<>\"\\]*", re.IGNORECASE)
#: A fragment with so many more opening than closing tags nests without end, and is read as lines of text.
MOST_OPEN: Final = 5000
ANY_TAG: Final = re.compile(r"<(/?)[a-zA-Z][^<>]{0,2000}>")


def words_of(markup: str) -> str:
    """The words of a short piece of markup or text on one line."""
    start = markup[:20000]
    plain = TAG.sub(" ", SILENT.sub(" ", start)) if "<" in start else start
    return " ".join(INVALID.sub("", unescape(plain)).split())


def count_words(markup: str) -> int:
    """How many words a piece of markup has, roughly."""
    return len(TAG.sub(" ", markup).split())


def own_address(address: str) -> str | None:
    """A web address without its fragment's blanks and user; null where it is none."""
    line = address.strip()[: LONGEST_ADDRESS + 1]
    if len(line) > LONGEST_ADDRESS or not ADDRESS.fullmatch(line):
        return None
    head, slashes, rest = line.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{head}{slashes}{authority.rpartition('@')[2]}{slash}{path}"


def clean_markup(markup: str, base: str, *, is_plain: bool = False) -> str:
    """A story as safe markup: no scripts, styles, frames or handlers; links absolute from `base`."""
    text = INVALID.sub("", markup)
    if is_plain or "<" not in text:
        paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", unescape(text) if not is_plain else text))
        return "".join(f"<p>{escape(part)}</p>\n" for part in paragraphs if part)
    if _nests_deep(text):
        return "".join(f"<p>{escape(part)}</p>\n" for part in _lines(text))
    try:
        root = fragment_fromstring(text, create_parent="div")
        if own_address(base):
            root.make_links_absolute(base, handle_failures="ignore")
        Cleaner(page_structure=False, annoying_tags=False, remove_unknown_tags=False)(root)
        return str(tostring(root, encoding="unicode"))
    except (etree.LxmlError, ValueError, AssertionError, RecursionError, TypeError):
        return "".join(f"<p>{escape(part)}</p>\n" for part in _lines(text))


def _lines(markup: str) -> list[str]:
    return [line for part in TAG.sub("\n", markup).split("\n") if (line := " ".join(unescape(part).split()))]


def _nests_deep(markup: str) -> bool:
    is_open = 0
    for tag in ANY_TAG.finditer(markup):
        is_open = max(0, is_open + (-1 if tag[1] else 1))
        if is_open > MOST_OPEN:
            return True
    return False
