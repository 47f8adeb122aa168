"""The one parser of XML: every document from outside that is XML goes through here (feeds are guarded before feedparser).

In: bytes as they came. Out: an element tree, or elements one by one for long lists. No entity is resolved, no DTD loaded,
nothing fetched; a DOCTYPE that declares anything is refused, and so is what nests too deep. It knows no format.
"""

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import Any, Final

from lxml import etree

from sayso.errors import UnsupportedPage

__all__ = ["DEEPEST", "is_well_formed", "iter_xml", "local_name", "refuse_declarations", "safe_xml", "text_of"]

#: Elements may nest this deep; libxml2 itself stops at 256 or later.
DEEPEST: Final = 128
#: A document has so many elements at most; a sitemap of 50,000 addresses has half of that.
MOST_ELEMENTS: Final = 1_000_000
#: How many bytes the parser is given at a time, so that it can be stopped.
CHUNK: Final = 65536
#: A DOCTYPE with a part in brackets, which is where bombs are declared. The first element ends the search.
DECLARING: Final = re.compile(rb"<!DOCTYPE[^\[>]{0,2000}\[|<!ENTITY|<!ATTLIST|<!ELEMENT", re.IGNORECASE)
FIRST_ELEMENT: Final = re.compile(rb"<[A-Za-z_\x80-\xff]")
NOT_XML: Final = "not well-formed XML ({reason}): ask for it again where it came from"


def safe_xml(body: bytes, subject: str) -> etree._Element:
    """The root element of a document.

    Raises:
        UnsupportedPage: it is not well-formed, nests too deep, or its DOCTYPE declares anything.
    """
    root = None
    for event, element in _events(_chunks(body), subject):
        if event == "start" and root is None:
            root = element
    if root is None:
        raise UnsupportedPage(subject, NOT_XML.format(reason="no element in it"))
    return root


def iter_xml(chunks: Iterable[bytes], names: Iterable[str], subject: str) -> Iterator[etree._Element]:
    """Each element of one of these local names when it is complete; it is emptied afterwards, so memory stays flat.

    The root is emitted first, without its children, so that a caller knows what it reads.

    Raises:
        UnsupportedPage: as `safe_xml`, while it is iterated.
    """
    wanted = frozenset(names)
    root = None
    for event, element in _events(chunks, subject):
        if root is None:
            root = element
            yield element
            continue
        if event != "end" or element is root:
            continue
        parent = element.getparent()
        is_wanted = local_name(element) in wanted
        if is_wanted:
            yield element
        if is_wanted or parent is root:
            element.clear()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    if root is None:
        raise UnsupportedPage(subject, NOT_XML.format(reason="no element in it"))


def is_well_formed(body: bytes) -> bool:
    """Whether the parser comes to the end of a document; nothing is kept of it."""
    parser = _parser()
    try:
        for chunk in _chunks(body):
            parser.feed(chunk)
            for _, element in parser.read_events():
                if len(element) == 0 and element.getparent() is not None:
                    element.text = None
        parser.close()
    except (etree.LxmlError, LookupError, UnicodeError, ValueError):
        return False
    return True


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; nothing for comments and the like."""
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All the words in an element; references to the entities of HTML are read, others are left out."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag is etree.Entity:
            parts.append(html5.get(f"{node.name};", ""))
        elif isinstance(node.tag, str) and node.text:
            parts.append(node.text)
        if node is not element and node.tail:
            parts.append(node.tail)
    return "".join(parts)


def refuse_declarations(head: bytes, subject: str) -> None:
    """Refuse a document whose first bytes declare entities, elements or attributes.

    Raises:
        UnsupportedPage: they do.
    """
    plain = head.replace(b"\x00", b"")
    first = FIRST_ELEMENT.search(plain)
    if DECLARING.search(plain, 0, first.start() if first else len(plain)):
        raise UnsupportedPage(subject, "XML that declares entities of its own, which is how bombs are built: it is not read")


def _chunks(body: bytes) -> Iterator[bytes]:
    return (body[at : at + CHUNK] for at in range(0, len(body), CHUNK))


def _parser() -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )


def _events(chunks: Iterable[bytes], subject: str) -> Iterator[tuple[str, etree._Element]]:
    parser = _parser()
    depth = elements = 0
    head = b""
    is_begun = False
    try:
        for chunk in chunks:
            if not is_begun:
                head = (head + chunk)[: 16 * CHUNK]
                refuse_declarations(head, subject)
            parser.feed(chunk)
            for event, element in parser.read_events():
                if not is_begun:
                    _refuse_subset(element, subject)
                    is_begun = True
                depth += 1 if event == "start" else -1
                elements += event == "start"
                if elements > MOST_ELEMENTS:
                    raise UnsupportedPage(subject, f"XML of more than {MOST_ELEMENTS} elements: it is not read")
                if depth > DEEPEST:
                    raise UnsupportedPage(subject, f"XML that nests deeper than {DEEPEST} elements: it is not read")
                yield event, element
        parser.close()
        yield from parser.read_events()
    except etree.LxmlError as error:
        reason = " ".join(str(error).split())[:120]
        raise UnsupportedPage(subject, NOT_XML.format(reason=reason or "it ends too early")) from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise UnsupportedPage(subject, NOT_XML.format(reason=f"its encoding: {error}"[:120])) from error


def _refuse_subset(element: etree._Element, subject: str) -> None:
    """The parser's own view of the DOCTYPE: encodings can hide from the search through bytes."""
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and (any(True for _ in dtd.iterentities()) or any(True for _ in dtd.iterelements())):
        raise UnsupportedPage(subject, "XML that declares entities of its own, which is how bombs are built: it is not read")
