"""A tree from markup, whatever state the markup is in.

In: decoded text. Out: an lxml root element, and whether a text is markup at all. It fetches nothing and never raises on
broken, empty or hostile input: where the parser gives up on depth or length, the markup is flattened and read again.
"""

import re

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

__all__ = ["is_markup", "parse_markup"]

#: How much of a text is looked at to decide whether it is markup.
SNIFFED = 4096
OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
#: A frame that other tags stand before.
FRAMED = 65536
FRAME = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|ul|ol|li|table|tr|td|article|section|main|header|meta|title|script)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
#: A text with this many known tags at its beginning is markup even without a document frame.
FEWEST_TAGS = 3
#: The longest class or id value we keep.
LONGEST_NAMES = 2000
#: Elements may nest this deep before we flatten; libxml2 stops at 256.
DEEPEST = 200
ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})[^<>]*>")
#: Elements without an end tag, and those whose content is no markup.
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
#: What no markup may hold: bytes that are controls, and characters; lone surrogates are left out when the text is encoded.
CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])
NO_CHARACTERS = ("\ufffe", "\uffff")
#: A processing instruction or a self-closed root confuses the parser.
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}>", re.IGNORECASE)
SELF_CLOSED_ROOT = re.compile(r"(<html\b[^>]{0,1000}?)\s*/>", re.IGNORECASE)
#: One class for every element: nothing here needs those of forms, and looking them up by name slows every walk down.
ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)


def is_markup(text: str) -> bool:
    """Whether the text is HTML rather than plain text, by its first characters and the tags in it."""
    start = text[:SNIFFED].lstrip("\ufeff")
    if start.lstrip().startswith("<") and FRAME.search(text, 0, FRAMED):
        return True
    return bool(OPENING.match(start)) or sum(1 for _ in TAG.finditer(start)) >= FEWEST_TAGS


def parse_markup(markup: str) -> HtmlElement:
    """The root (`html`) element; an empty one for an empty text. Never raises."""
    cleaned = DECLARATION.sub("", _valid(markup))
    cleaned = SELF_CLOSED_ROOT.sub(r"\1>", cleaned[:SNIFFED], count=1) + cleaned[SNIFFED:]
    root, is_whole = _parse(cleaned, huge=False)
    if not is_whole:
        root, _ = _parse(_flatten(cleaned), huge=True)
    if root is None:
        return document_fromstring("<html><body></body></html>")
    _trim_names(root)
    return root


def _valid(markup: str) -> str:
    """The markup without what no markup may hold; bytes are sifted several times faster than characters are."""
    for character in NO_CHARACTERS:
        markup = markup.replace(character, "")
    return markup.encode("utf-8", "ignore").translate(None, CONTROLS).decode("utf-8")


def _trim_names(root: HtmlElement) -> None:
    """Cut class and id names that no style sheet has, which patterns would be matched against again and again."""
    for element in root.iter(etree.Element):
        for value in element.values():
            if len(value) > LONGEST_NAMES:
                _trim(element)
                break


def _trim(element: HtmlElement) -> None:
    for name in ("class", "id"):
        value = element.get(name)
        if value is not None and len(value) > LONGEST_NAMES:
            element.set(name, value[:LONGEST_NAMES])


def _parse(markup: str, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8",
        collect_ids=False,
        default_doctype=False,
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=huge,
    )
    parser.set_element_class_lookup(ELEMENTS)
    try:
        root = document_fromstring(markup.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError):
        return None, True
    return root, not any("XML_PARSE_HUGE" in entry.message for entry in parser.error_log)


def _flatten(markup: str) -> str:
    """The markup without the tags that nest deeper than `DEEPEST`; no text is lost."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        closing, name = match.group(1), match.group(2).lower()
        if name in VOID:
            return match.group()
        if closing:
            depth = max(0, depth - 1)
            return match.group() if depth < DEEPEST else " "
        depth += 1
        return match.group() if depth <= DEEPEST else " "

    return ANY_TAG.sub(keep, markup)
