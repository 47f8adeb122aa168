"""What kind of file some bytes are: whether they can be text, and whether they hold pages in another form than a page.

In: the first bytes of a file. Out: the name of what they are ("a PDF"), or null where they may be text; and the kind of carrier
that they begin ("mail"), or null. UTF-16 and UTF-32 are text, with or without a byte order mark. It decodes nothing for later
use and never raises.
"""

import re
import unicodedata
import zlib
from typing import Final, Literal

__all__ = ["SAMPLE", "CarrierKind", "find_binary_kind", "find_carrier"]

#: warc, mailbox and lines are read as streams of any size; the others are one document each.
CarrierKind = Literal["warc", "mailbox", "lines", "mail", "pdf", "json", "xml", "sitemap"]

#: How many bytes are looked at.
SAMPLE = 65536
#: Share of control characters above which bytes are no text: random bytes have a tenth, damaged text far less than that.
MOST_CONTROLS = 0.05
#: So many control characters are forgiven in any text, however short.
FORGIVEN_CONTROLS = 4
#: Share of readable characters that makes a guess at UTF-16 believable.
LEAST_READABLE = 0.95

BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
#: Beginnings that no page of text has, and what to call such a file.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS\x00", "a sound or video file"),
    (b"ID3\x02", "a sound file"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
    (b"WARC/1.", "a WARC archive"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
#: Whitespace, and the escape character that old terminal logs are full of.
LAYOUT = frozenset(b"\t\n\x0b\x0c\r\x1b")
CONTROLS = bytes(code for code in (*range(32), 127) if code not in LAYOUT)
MAILBOX: Final = re.compile(rb"From [^\r\n]{1,300}\d\d:\d\d[^\r\n]{0,80}\r?\n(?:>?[A-Za-z][\w-]{0,60}:|[ \t])")
MAIL_HEADER: Final = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?|[ \t]+\S")
#: A text may begin with a line "From:"; only what mail programs write as well makes it a message.
MAIL_PROOF: Final = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to"})
MAIL_NAMES: Final = frozenset({b"from", b"date", b"subject"})
XML_ROOT: Final = re.compile(
    r"(?:\s|<\?.{0,2000}?\?>|<!--.{0,4000}?-->|<!doctype[^>\[]{0,500}(?:\[.{0,4000}?\])?\s*>)*<(?:[\w-]{1,40}:)?([\w-]{1,40})[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
#: Roots of documents that hold or list pages; every other XML is a page, or none.
CARRYING: Final = frozenset(
    {
        *("rss", "feed", "rdf", "channel", "urlset", "sitemapindex", "opml"),
        *("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem", "newsmessage"),
    }
)
OBJECT_LINE: Final = re.compile(rb'[ \t]*(?:\{[ \t]*"[^\r\n]*\}|"https?://[^\r\n"]{1,4000}")[ \t]*\r?\n[ \t]*[{"]')


def find_binary_kind(body: bytes) -> str | None:
    """What `body` is if it is certainly not text, as a noun phrase; null where it may be text."""
    sample = body[:SAMPLE]
    if sample.startswith(BYTE_ORDER_MARKS):
        return None
    named = next((kind for start, kind in SIGNATURES if sample.startswith(start)), None)
    if named is not None:
        return named
    if sample[:4] == b"RIFF" and sample[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a WebP image" if sample[8:12] == b"WEBP" else "a sound or video file"
    if sample[4:8] == b"ftyp":
        return "a video or HEIF image"
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls <= max(FORGIVEN_CONTROLS, MOST_CONTROLS * len(sample)) or _is_wide_text(sample):
        return None
    return "binary data"


def _is_wide_text(sample: bytes) -> bool:
    """Whether the bytes are readable as UTF-16 without a mark: half of them are NUL then, all on one side."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 8 or min(even, odd) > max(even, odd) // 8:
        return False
    text = sample[: len(sample) // 2 * 2].decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    readable = sum(character.isspace() or unicodedata.category(character)[0] not in "CZ" for character in text)
    return readable >= LEAST_READABLE * len(text)


def find_carrier(head: bytes, suffix: str = "") -> CarrierKind | None:
    """The carrier that a file begins as; null for a page. The suffix decides only where a line is longer than the head."""
    if head.startswith(b"\x1f\x8b"):
        return _find_packed(head)
    if head.startswith(b"WARC/1."):
        return "warc"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if MAILBOX.match(head):
        return "mailbox"
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain[:1] in (b"{", b"[", b'"') and plain[1:2]:
        return _find_json(plain, suffix)
    if _is_mail(plain):
        return "mail"
    root = XML_ROOT.match(_as_text(head)) if b"<" in head[:SAMPLE] else None
    return "xml" if root is not None and root[1].lower() in CARRYING else None


def _find_packed(head: bytes) -> CarrierKind | None:
    """What a packed file begins as: archives and sitemaps are kept so."""
    try:
        start = zlib.decompressobj(31).decompress(head, 4096)
    except zlib.error:
        return None
    if start.startswith(b"WARC/1."):
        return "warc"
    root = XML_ROOT.match(_as_text(start))
    return "sitemap" if root is not None and root[1].lower() in ("urlset", "sitemapindex") else None


def _find_json(plain: bytes, suffix: str) -> CarrierKind | None:
    if OBJECT_LINE.match(plain) or suffix in (".jsonl", ".ndjson"):
        return "lines"
    if plain.startswith(b'"'):
        return None  # a text that begins with a quotation
    # "[Photo: the quay]" begins a text, '[{"' a list.
    return "json" if re.match(rb'\{\s*["}]|\[\s*[{\["\]]', plain) else None


def _is_mail(plain: bytes) -> bool:
    names = set()
    for line in plain[:SAMPLE].split(b"\n")[:300]:
        if not line.strip():
            break
        header = MAIL_HEADER.match(line)
        if header is None:
            return False
        if header[1]:
            names.add(header[1].lower())
    return bool(names & MAIL_PROOF) and bool(names & MAIL_NAMES)


def _as_text(head: bytes) -> str:
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:SAMPLE].decode(codec, "ignore")
    return head[:SAMPLE].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
