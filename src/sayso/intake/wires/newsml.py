"""NewsML-G2: news items, alone or in a message, and packages.

In: the bytes of a document. Out: a page for each news item with words, told who made it (hop history, provider, information
source), when, and whether it is embargoed or taken back. A package names items and carries none; plans are no news.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from sayso.intake.carried import Carried, address_in, tell
from sayso.intake.markup import clean_markup
from sayso.intake.moments import read_moment
from sayso.intake.wires.items import WireHop, WireItem, hop_evidence, page_of
from sayso.intake.wires.nitf import has_prose, markup_of
from sayso.intake.xml import local_name, safe_xml, text_of
from sayso.records import Failure, FieldEvidence

__all__ = ["is_newsml", "read_newsml"]

ITEMS: Final = frozenset(
    {"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "newsMessage"}
)
#: What items other than news are, for the person who asked for them.
NO_NEWS: Final = {
    "conceptItem": "a concept, no news: nothing to read",
    "knowledgeItem": "a list of concepts, no news: nothing to read",
    "planningItem": "a plan of coverage, no news: nothing to read",
    "catalogItem": "a catalogue of codes, no news: nothing to read",
}
CAPTIONS: Final = frozenset({"caption", "description", "summary"})
#: Roles of an information source whose words these are.
MAKERS: Final = frozenset({"origcont", "originator", "originalcontent"})
MOST_ITEMS: Final = 2000


def is_newsml(root_name: str) -> bool:
    """Whether the root of a document is one of NewsML-G2; parts of items (a content set alone) are no documents."""
    return root_name in ITEMS


def read_newsml(body: bytes, container: str) -> Carried:
    """The items of a document, in its order.

    Raises:
        UnsupportedPage: it is no XML that may be read.
    """
    root = safe_xml(body, container)
    if not is_newsml(local_name(root)):
        yield Failure(container, "intake", "XML, but no whole item of NewsML-G2: ask for the item itself")
        return
    items = [part for part in root.iter() if local_name(part) in ITEMS and local_name(part) != "newsMessage"][:MOST_ITEMS]
    carried = any(local_name(item) == "newsItem" for item in items)
    if not items:
        yield Failure(container, "intake", "a news message without items: nothing to read")
    for item in items:
        name = local_name(item)
        if name == "newsItem":
            yield page_of(_item(item), container)
        elif name != "packageItem":
            yield Failure(address_in(container, item.get("guid") or "", name), "intake", NO_NEWS[name])
        elif not carried:
            reason = f"a package that names {_count(item)} items and carries none: add the items themselves"
            yield Failure(address_in(container, item.get("guid") or "", name), "intake", reason)


def _count(package: etree._Element) -> int:
    return sum(1 for part in package.iter() if local_name(part) == "itemRef")


def _item(item: etree._Element) -> WireItem:
    meta, content = _child(item, "itemMeta"), _child(item, "contentMeta")
    status = _tail(_child(meta, "pubStatus")).lower()
    by = _words(_child(content, "by"))
    return WireItem(
        name=item.get("guid") or "",
        headline=_words(_child(content, "headline")) or _words(_child(meta, "title")),
        byline=by,
        dateline=_words(_child(content, "dateline")),
        markup="".join(_contents(item)),
        note=_words(_child(meta, "edNote")),
        captions=tuple(_captions(content)),
        language=(_language(item, content) or "")[:20],
        status=status,
        kind=_tail(_child(meta, "itemClass")),
        told=tuple(_told(item, meta, content, status, by)),
    )


def _contents(item: etree._Element) -> Iterator[str]:
    """The words in the content set: the first of its renditions that has any."""
    for holder in _children(_child(item, "contentSet"), "inlineXML", "inlineData"):
        if local_name(holder) == "inlineData":
            kind = (holder.get("contenttype") or "text/plain").lower()
            text = text_of(holder) if kind.startswith("text/") and not holder.get("encoding") else ""
            markup = clean_markup(text, "", is_plain="html" not in kind) if text.strip() else ""
        else:
            markup = "".join(markup_of(part) for part in holder if local_name(part) and has_prose(part))
        if markup.strip():
            yield markup
            return


def _captions(content: etree._Element | None) -> Iterator[str]:
    for description in _children(content, "description"):
        role = (description.get("role") or "description").rpartition(":")[2].lower()
        if role in CAPTIONS and _words(description):
            yield _words(description)


def _told(
    item: etree._Element, meta: etree._Element | None, content: etree._Element | None, status: str, by: str
) -> Iterator[FieldEvidence]:
    yield from tell("title", _words(_child(content, "headline")), "newsml:headline")
    yield from tell("byline", by, "newsml:by")
    for creator in _children(content, "creator"):
        yield from tell("byline", _name(creator), "newsml:creator")
    yield from hop_evidence(_hops(item), "newsml:hopHistory")
    for source in _children(content, "infoSource"):
        role = (source.get("role") or "").rpartition(":")[2].lower()
        yield from tell("origin" if role in MAKERS else "credit", _party(source), f"newsml:infoSource {role}".strip())
    yield from tell("publisher", _party(_child(meta, "provider")), "newsml:provider")
    rights = _child(item, "rightsInfo")
    yield from tell("copyright", _party(_child(rights, "copyrightHolder")), "newsml:copyrightHolder")
    created = read_moment(_words(_child(content, "contentCreated"))) or read_moment(_words(_child(meta, "firstCreated")))
    version = read_moment(_words(_child(meta, "versionCreated")))
    yield from tell("published", created or version, "newsml:contentCreated" if created else "newsml:versionCreated")
    yield from tell("modified", version if created else None, "newsml:versionCreated")
    yield from tell("embargo", read_moment(_words(_child(meta, "embargoed"))), "newsml:embargoed")
    yield from tell("status", status, "newsml:pubStatus")
    yield from tell("note", _words(_child(meta, "edNote")), "newsml:edNote")
    yield from tell("version", item.get("version"), "newsml:version")
    yield from tell("dateline", _words(_child(content, "dateline")), "newsml:dateline")
    yield from tell("located", _name(_child(content, "located")), "newsml:located")
    yield from tell("language", _language(item, content), "newsml:language")
    for genre in _children(content, "genre"):
        yield from tell("genre", _name(genre) or _tail(genre), "newsml:genre")
    for subject in _children(content, "subject")[:8]:
        yield from tell("section", _name(subject), "newsml:subject")


def _hops(item: etree._Element) -> list[WireHop]:
    hops = []
    for position, hop in enumerate(_children(_child(item, "hopHistory"), "hop"), 1):
        number = hop.get("seq") or ""
        actions = (
            f"{_tail(action)} {(action.get('target') or '').rpartition(':')[2]}".strip() for action in _children(hop, "action")
        )
        party = _party(_child(hop, "party"))
        at = read_moment(hop.get("timestamp"))
        hops.append(WireHop(int(number) if number.isdecimal() and len(number) < 6 else position, party, at, tuple(actions)))
    return hops


def _language(item: etree._Element, content: etree._Element | None) -> str | None:
    language = _child(content, "language")
    tag = language.get("tag") if language is not None else None
    return str(tag or item.get("{http://www.w3.org/XML/1998/namespace}lang") or "") or None


def _party(element: etree._Element | None) -> str:
    """Who a party is: its name, else the literal, else the end of its code or the host of its address."""
    if element is None:
        return ""
    uri = element.get("uri") or ""
    host = uri.partition("://")[2].partition("/")[0].removeprefix("www.") if "://" in uri else ""
    return _name(element) or (element.get("literal") or "").strip() or _tail(element) or host


def _name(element: etree._Element | None) -> str:
    return next((words for name in _children(element, "name") if (words := _words(name))), "")


def _tail(element: etree._Element | None) -> str:
    """The code of an element without its scheme: "stat:usable" is usable."""
    if element is None:
        return ""
    code = element.get("qcode") or (
        element.get("uri") or "" if local_name(element) in ("pubStatus", "itemClass", "action") else ""
    )
    return " ".join(code.rpartition("/")[2].rpartition(":")[2].split()) if "/" in code else code.partition(":")[2].strip()


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_children(element, name)), None)


def _children(element: etree._Element | None, *names: str) -> list[etree._Element]:
    return [part for part in element if local_name(part) in names] if element is not None else []


def _words(element: etree._Element | None) -> str:
    return " ".join(text_of(element).split()) if element is not None else ""
