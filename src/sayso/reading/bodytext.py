"""The lines that are said to be the story of a page: by trafilatura, or by the page's own JSON-LD.

In: a parsed page. Out: lines of text, in order, none where no story is found or the page is beyond what can be read in
reasonable time. trafilatura's downloader and its own decoding are never used. Which passages these lines are is the
business of `alignment`.
"""

import html
import json
import logging
import re
from itertools import islice

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from sayso.reading.declarations import read_updates

__all__ = ["find_body_lines", "find_data_lines", "find_update_lines", "lines_of"]

log = logging.getLogger("trafilatura")
log.addHandler(logging.NullHandler())  # its warnings belong to whoever sets up logging, not on standard error

#: What trafilatura's tree uses within a line.
INLINE = frozenset(["hi", "ref", "del", "graphic"])
#: Beyond this many elements a page is a list of something; trafilatura's comparisons would take minutes.
MOST_ELEMENTS = 20_000
ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
TAG = re.compile(r"<[^<>]{0,500}>")


def find_data_lines(root: HtmlElement) -> list[str]:
    """The paragraphs of the longest `articleBody` that the page declares, none if it declares none. Never raises."""
    found = ""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for match in ARTICLE_BODY.finditer(script.text or ""):
            try:
                body = json.loads(f'"{match.group(1)}"', strict=False)
            except ValueError:
                continue
            found = max(found, body, key=len)
    return [line for line in TAG.sub("\n", html.unescape(found)).splitlines() if line.strip()]


def find_update_lines(root: HtmlElement) -> list[str]:
    """Titles and paragraphs of the entries that a live blog declares. Never raises."""
    lines = (line for update in read_updates(root) for line in (update.headline, *update.body.splitlines()))
    return [line for line in lines if line.strip()]


def find_body_lines(root: HtmlElement) -> list[str]:
    """The lines of the story by trafilatura in its default mode, reader comments left out. Never raises."""
    if sum(1 for _ in islice(root.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        return []
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
