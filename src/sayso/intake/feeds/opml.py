"""Lists of feeds as other readers keep them: OPML in and out.

In: the bytes of an OPML file, or feeds with their titles. Out: the feeds with title and folder, or the bytes of such a file.
Feeds with the same address are one. Nothing is fetched.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from sayso.errors import UnsupportedPage
from sayso.intake.markup import INVALID, own_address, words_of
from sayso.intake.xml import local_name, safe_xml

__all__ = ["ListedFeed", "read_opml", "write_opml"]


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed of a list: its address, what it calls itself, the page it belongs to, the folder it was filed under."""

    address: str
    title: str | None = None
    home: str | None = None
    folder: str | None = None


def read_opml(body: bytes, subject: str) -> tuple[ListedFeed, ...]:
    """The feeds of an OPML file, in its order.

    Raises:
        UnsupportedPage: it is no OPML.
    """
    root = safe_xml(body, subject)
    if local_name(root).lower() != "opml":
        raise UnsupportedPage(subject, "XML, but no OPML: export the list of feeds again")
    found: dict[str, ListedFeed] = {}
    for element in root.iter():
        if local_name(element).lower() == "outline":
            feed = _feed(element)
            if feed is not None:
                found.setdefault(feed.address, feed)
    return tuple(found.values())


def write_opml(feeds: Iterable[ListedFeed], title: str) -> bytes:
    """The bytes of an OPML 2.0 file with these feeds, by folder, in their order."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _clean(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for feed in feeds:
        parent = body
        if feed.folder:
            name = _clean(feed.folder)
            parent = folders.setdefault(name, etree.SubElement(body, "outline", text=name) if name not in folders else body)
        name = _clean(feed.title or feed.address)
        outline = etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=_clean(feed.address))
        if feed.home:
            outline.set("htmlUrl", _clean(feed.home))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _feed(element: etree._Element) -> ListedFeed | None:
    attributes = {str(name).rpartition("}")[2].lower(): str(value) for name, value in element.attrib.items()}
    address = own_address(attributes.get("xmlurl", ""))
    if address is None:
        return None
    parent = element.getparent()
    folder = words_of(str(parent.get("text") or parent.get("title") or "")) if parent is not None else ""
    title = words_of(attributes.get("title") or attributes.get("text") or "")
    return ListedFeed(address, title[:400] or None, own_address(attributes.get("htmlurl", "")), folder[:400] or None)


def _clean(words: str) -> str:
    return INVALID.sub("", words)
