"""The lines that trafilatura takes for the story of a page.

In: a parsed page. Out: lines of text, in order, none where it finds no story or the page is beyond what it can be trusted
with. Its downloader and its own decoding are never used. Which passages these lines are is the business of `alignment`.
"""

import logging

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

__all__ = ["find_body_lines", "lines_of"]

log = logging.getLogger("trafilatura")
log.addHandler(logging.NullHandler())  # its warnings belong to whoever sets up logging, not on standard error

#: What trafilatura's tree uses within a line.
INLINE = frozenset(["hi", "ref", "del", "graphic"])


def find_body_lines(root: HtmlElement) -> list[str]:
    """The lines of the story by trafilatura in its default mode, reader comments left out. Never raises."""
    try:
        found = trafilatura.bare_extraction(root, include_comments=False)
    except Exception:  # noqa: BLE001 (foreign code over foreign markup: any failure means "it found nothing")
        return []
    body = getattr(found, "body", None)
    return [] if body is None else lines_of(body)


def lines_of(body: etree._Element) -> list[str]:
    """The lines of a tree: every element but the inline ones starts a new one."""
    lines: list[str] = []
    pieces: list[str] = []

    def end_line() -> None:
        if pieces:
            lines.append("".join(pieces))
            pieces.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag not in INLINE:
            end_line()
        text = element.text if event == "start" else element.tail
        if text:
            pieces.append(text)
    end_line()
    return [line for line in lines if not line.isspace()]
