"""Stories inside wires, NITF and XHTML, as markup that `reading` knows.

In: an element that holds a story. Out: safe HTML with the same words in the same order: headlines, bylines, datelines,
paragraphs, captions, tables. What is no prose (statistics, events, codes) gives nothing.
"""

from html import escape
from html.entities import html5
from typing import Final

from lxml import etree

from sayso.intake.markup import own_address
from sayso.intake.xml import local_name

__all__ = ["has_prose", "markup_of"]

SAME: Final = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "figure",
)
OTHER: Final = {
    "hl1": "h1",
    "hl2": "h2",
    "bq": "blockquote",
    "dl": "ul",
    "dt": "li",
    "dd": "li",
    "nitf-table": "table",
    "note": "aside",
    "media": "figure",
    "media-caption": "figcaption",
    "figcaption": "figcaption",
    "caption": "figcaption",
    "abstract": "div",
    "block": "div",
}
BLOCKS: Final = {**{name: name for name in SAME}, **OTHER}
#: Elements of a line that becomes a paragraph of its own, with the class that says what it is.
LINES: Final = frozenset({"byline", "dateline", "tagline", "distributor", "media-producer"})
INLINE: Final = {"em": "em", "i": "em", "b": "strong", "strong": "strong", "q": "q", "br": "br"}
#: What is not for reading.
SILENT: Final = frozenset(
    {"head", "script", "style", "title", "docdata", "pubdata", "media-metadata", "media-reference", "object", "iframe"}
)
PROSE: Final = frozenset({"p", "li", "hl1", "h1", "h2", "blockquote", "pre"})
ROOTS: Final = frozenset({"nitf", "html", "body", "div", "article", "section", "p", "block"})


def has_prose(element: etree._Element) -> bool:
    """Whether there is a story in an element: it is one of a known format, or holds paragraphs."""
    return local_name(element) in ROOTS or any(local_name(part) in PROSE for part in element.iter())


def markup_of(element: etree._Element) -> str:
    """The words of an element as markup."""
    parts: list[str] = []
    _write(element, parts)
    return "".join(parts)


def _write(element: etree._Element, parts: list[str]) -> None:
    """An element's markup, without its tail; documents nest 128 deep at most, so this ends."""
    if element.tag is etree.Entity:
        parts.append(escape(html5.get(f"{element.name};", "")))
        return
    name = local_name(element)
    if not name or name in SILENT:
        return
    before, after = _tags(element, name)
    parts.append(before)
    parts.append(escape(element.text or ""))
    for child in element:
        _write(child, parts)
        parts.append(escape(child.tail or ""))
    parts.append(after)


def _tags(element: etree._Element, name: str) -> tuple[str, str]:
    if name in LINES:
        return f'<p class="{name}">', "</p>\n"
    if name in BLOCKS:
        return f"<{BLOCKS[name]}>", f"</{BLOCKS[name]}>\n"
    if name == "br":
        return "<br>", ""
    if name in INLINE:
        return f"<{INLINE[name]}>", f"</{INLINE[name]}>"
    address = own_address(element.get("href") or "") if name == "a" else None
    return (f'<a href="{escape(address)}">', "</a>") if address else ("", "")
