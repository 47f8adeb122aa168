"""What a feed must pass before feedparser sees its bytes.

In: bytes and the content type that came with them. Out: bytes that are small enough to be parsed in seconds, and notes on what
was cut. Entities that could grow are refused. feedparser reads about half a megabyte a second, and a document that is not
well-formed a fifth of that, hence the limits. It reads no item.
"""

import codecs
import re
from typing import Final

from sayso.errors import UnsupportedPage
from sayso.intake.xml import is_well_formed

__all__ = ["guard_feed"]

#: The largest part of a feed that is parsed, and of one that is not well-formed.
LARGEST, LARGEST_BROKEN = 8 * 1024 * 1024, 512 * 1024
#: So many items of one look at a feed are read: the newest come first in all but a few.
MOST_ITEMS: Final = 2000
#: feedparser drops declarations of entities that hold others or lie elsewhere; the rest may make a feed so much longer.
MOST_GROWTH, MOST_ENTITIES = 4 * 1024 * 1024, 300
ENTITY: Final = re.compile(rb"<!ENTITY\s{1,20}([\w.-]{1,100})\s{1,20}[\"']([^\"']*)", re.IGNORECASE)
ITEM: Final = re.compile(rb"<(?:[A-Za-z0-9]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
ITEM_END: Final = re.compile(rb"</(?:[A-Za-z0-9]{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
ROOT: Final = re.compile(rb"<((?:[A-Za-z0-9]{1,20}:)?(?:rss|feed|rdf|channel))[\s>]", re.IGNORECASE)
DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}[\"']([\w.:-]{1,40})", re.IGNORECASE)
CHARSET: Final = re.compile(r"charset\s{0,20}=\s{0,20}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
#: How bodies in wide encodings begin: with a mark, or with "<?" or "<" in it.
WIDE: Final = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
NAMED: Final = re.compile(rb"(?<=[^>]) encoding\s{0,20}=\s{0,20}[\"'][\w.:-]{1,40}[\"'](?=[^>]{0,200}\?>)", re.IGNORECASE)
EBCDIC: Final = b"Lo\xa7\x94"
FIRST_ELEMENT: Final = re.compile(rb"<\w")
BLANKS: Final = re.compile(rb"\s{2,}")
#: Elements that hold who wrote something. feedparser looks for an address of mail there, with a pattern whose work grows with
#: the square of a long word, so that no name may have more bytes than this.
WRITER: Final = re.compile(
    rb"<(?:[A-Za-z0-9]{1,20}:)?(?:author|creator|contributor|publisher|owner|managingeditor|webmaster|name|email)"
    rb"(?:\s[^>]*)?(?<!/)>\s*(?P<marked><!\[CDATA\[)?",
    re.IGNORECASE,
)
LONGEST_NAME: Final = 2000
#: In these, markup can be written so that a search through the bytes does not find it.
HIDING: Final = frozenset(
    {"utf-7", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "punycode", "idna"}
)


def guard_feed(body: bytes, subject: str, content_type: str | None) -> tuple[bytes, tuple[str, ...]]:
    """What of a feed may be parsed, and what was left out of it.

    Raises:
        UnsupportedPage: it declares entities that could grow, or hides its markup in an encoding.
    """
    _refuse_hiding(body, subject, content_type)
    body = _tidy(_narrow(body))
    _refuse_entities(body, subject)
    body, notes = _without_long_names(body)
    items = [match.start() for match in _first_items(body)]
    if len(items) > MOST_ITEMS:
        body = _cut(body, items[MOST_ITEMS])
        notes.append(f"more than {MOST_ITEMS} items: the first {MOST_ITEMS} were read")
    if len(body) > LARGEST_BROKEN:
        largest = LARGEST if _is_whole(body) else LARGEST_BROKEN
        if len(body) > largest:
            body = _cut(body, largest)
            notes.append(f"a feed of more than {largest // 1024} KiB: its items up to there were read")
    return body, tuple(notes)


def _without_long_names(body: bytes) -> tuple[bytes, list[str]]:
    """The body without names of writers that are longer than any name, and a note of them."""
    kept, at = bytearray(), 0
    for match in WRITER.finditer(body):
        if match.end() < at:
            continue
        end = body.find(b"]]>", match.end()) + 3 if match["marked"] else match.end()
        end = body.find(b"<", end) if end > 2 else -1
        end = len(body) if end < 0 else end
        if end - match.end() > LONGEST_NAME:
            start = match.start("marked") if match["marked"] else match.end()
            kept += body[at:start]
            at = end
    notes = [f"a writer's name of more than {LONGEST_NAME} bytes: it was left out"] if at else []
    return bytes(kept + body[at:]), notes


def _narrow(body: bytes) -> bytes:
    """A body in UTF-16 or UTF-32 in UTF-8, so that what guards it need not know these."""
    for start, codec in WIDE:
        if body.startswith(start):
            text = body.decode(codec, "replace").removeprefix("\ufeff")
            return NAMED.sub(b"", text.encode("utf-8", "replace"), count=1)
    return body


def _tidy(body: bytes) -> bytes:
    """What stands before the first element, without runs of blanks and with a line for the declaration alone.

    feedparser looks there with patterns whose work grows with the square or the cube of what they look through.
    """
    first = FIRST_ELEMENT.search(body)
    at = first.start() if first else 0
    head = BLANKS.sub(b"\n", body[:at])
    end = head.find(b"?>") + 2
    if end > 1:
        return head[:end] + b"\n" + head[end:] + body[at:]
    return (b"" if head.startswith(b"<?") else head) + body[at:]


def _is_whole(body: bytes) -> bool:
    """Whether feedparser's strict parser will come to the end: it knows no entities of a DTD that is not loaded."""
    return b"<!doctype" not in body[:65536].lower() and is_well_formed(body)


def _first_items(body: bytes) -> list["re.Match[bytes]"]:
    found = []
    for match in ITEM.finditer(body):
        found.append(match)
        if len(found) > MOST_ITEMS:
            break
    return found


def _cut(body: bytes, at: int) -> bytes:
    """The document up to the end of the last item before `at`, closed again."""
    end = at
    for match in ITEM_END.finditer(body, max(0, at - LARGEST_BROKEN), at):
        end = match.end()
    root = ROOT.search(body[:65536])
    name = root[1] if root else b""
    closing = b"</channel></rss>" if name.lower() == b"rss" else b"</" + name + b">" if name else b""
    return body[:end] + closing


def _refuse_hiding(body: bytes, subject: str, content_type: str | None) -> None:
    if body.startswith(EBCDIC):
        raise UnsupportedPage(subject, "a feed in EBCDIC, an encoding that no feed is written in: it is not read")
    declared = DECLARED.search(body[:4096].replace(b"\x00", b""))
    named = CHARSET.search(content_type or "")
    for name in (declared[1].decode("ascii") if declared else "", named[1] if named else ""):
        try:
            codec = codecs.lookup(name).name if name else "utf-8"
        except (LookupError, ValueError):
            continue
        if codec in HIDING or _hides_markup(codec):
            raise UnsupportedPage(subject, f"a feed in {codec}, an encoding that no feed is written in: it is not read")


def _hides_markup(codec: str) -> bool:
    """Whether markup is not written in the bytes of ASCII, apart from the NULs of the wide encodings."""
    try:
        return "<!ENTITY".encode(codec).replace(b"\x00", b"").lstrip(b"\xff\xfe") != b"<!ENTITY"
    except (LookupError, UnicodeError):
        return True


def _refuse_entities(body: bytes, subject: str) -> None:
    growth = 0
    for number, (name, value) in enumerate(ENTITY.findall(body)):
        growth += body.count(b"&" + name + b";") * len(value) if number < MOST_ENTITIES else MOST_GROWTH
        if growth > MOST_GROWTH:
            raise UnsupportedPage(subject, "a feed that declares entities which could grow without end: it is not read")
