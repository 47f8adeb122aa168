"""The characters of a page, from its bytes.

In: bytes and the Content-Type they came with. Out: `Decoded`: text, the encoding that was chosen, the method that chose
it, and how many characters had to be replaced. It never raises, and parses no markup beyond looking for `<meta charset>`.
"""

import codecs
import re
from dataclasses import dataclass

__all__ = ["Decoded", "decode"]

#: Byte order marks, longest first: the first two bytes of UTF-32 are those of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Where a page may declare its encoding (the standard asks for 1024 bytes; pages with long heads need more).
PRESCANNED = 2048
#: Names that mean a wider encoding on the web (WHATWG); every browser reads them so.
ALIASES = (
    ("windows-1252", "iso-8859-1 iso8859-1 iso88591 iso-8859-1:1987 iso-ir-100 latin1 latin-1 l1 cp819 ibm819"),
    ("windows-1252", "ascii us-ascii ansi-x3.4-1968 cp1252 x-cp1252 windows-1252"),
    ("windows-1254", "iso-8859-9 latin5 l5 windows-1254"),
    ("cp874", "iso-8859-11 tis-620 windows-874"),
    ("gb18030", "gb2312 gbk x-gbk gb-2312 chinese csgb2312"),
    ("cp932", "shift-jis sjis x-sjis ms-kanji windows-31j ms932"),
    ("cp949", "ks-c-5601-1987 euc-kr ksc5601 korean windows-949"),
    ("big5hkscs", "big5 big5-hkscs x-x-big5 cn-big5"),
    ("utf-8", "utf8 utf-8 unicode-1-1-utf-8 x-unicode20utf8"),
    ("utf-16-le", "utf-16 utf16 unicode utf-16le ucs-2 csunicode"),
    ("utf-16-be", "utf-16be"),
    ("mac-roman", "macintosh mac x-mac-roman"),
)
LABELS = {label: encoding for encoding, labels in ALIASES for label in labels.split()}
#: Encodings of the web beside those above; anything else (rot13, zlib, idna, utf-7) is no encoding of a page.
PLAIN_LABEL = re.compile(
    r"^(?:iso-?8859-\d{1,2}|windows-12\d\d|cp12\d\d|koi8-[ru]|ibm866|cp866|mac-cyrillic|euc-jp|iso-2022-jp|gb18030|utf-32(?:le|be)?)$"
)
HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:\-]{1,40})", re.IGNORECASE)
META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:\-]{1,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"^\s*<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"']([a-zA-Z0-9_.:\-]{1,40})[\"']", re.IGNORECASE)
#: Of text in UTF-16 half of the bytes are zero where the script is Latin; this much of one half is enough.
ZEROES, SAMPLE = 0.4, 2048
#: Fewer faults than this are an accident in a page of the encoding it claims; UTF-8 with so many good characters for one
#: fault is UTF-8, claimed or not.
FEWEST_FAULTS, GOOD_FOR_ONE = 2, 10
LINE_BREAKS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
#: Decoders that give no surrogates, whatever the bytes.
NO_SURROGATES = frozenset(["utf-8", "windows-1252"])
SURROGATES = re.compile("[\ud800-\udfff]")
NOT_ASCII = re.compile("[^\x00-\x7f\ufffd]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

WINDOWS_1252 = tuple(bytes([byte]).decode("windows-1252", errors="ignore") or chr(byte) for byte in range(256))


@dataclass(frozen=True, slots=True)
class Decoded:
    """`method` is bom, http, meta, utf-16 pattern, utf-8 or fallback; `replaced` counts U+FFFD put in by us."""

    text: str
    encoding: str
    method: str
    replaced: int


def decode(body: bytes, content_type: str | None = None, *, normalise: bool = True) -> Decoded:
    r"""The text of `body`; with `normalise` NULs are dropped and every line break becomes `\n`. Never raises.

    A declared encoding that the bytes contradict gives way: to UTF-8 where they are valid UTF-8, and where UTF-8 itself
    was declared and is broken throughout, to windows-1252.
    """
    for mark, encoding in MARKS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], encoding, "bom", normalise=normalise)
    declared = _declared(body, content_type)
    encoding, method = declared or _guess(body)
    found = _decoded(body, encoding, method, normalise=normalise)
    if not found.replaced or not declared:
        return found
    if encoding != "utf-8" and _is_utf8(body):
        return _decoded(body, "utf-8", "utf-8", normalise=normalise)
    if encoding == "utf-8" and found.replaced >= FEWEST_FAULTS and _good(found.text) < found.replaced:
        return _decoded(body, "windows-1252", "fallback", normalise=normalise)
    return found


def _declared(body: bytes, content_type: str | None) -> tuple[str, str] | None:
    """The encoding that the answer or the page names and Python knows, and which of the two named it."""
    stated = HTTP_CHARSET.search(content_type or "")
    encoding = _known(stated.group(1)) if stated else None
    if encoding:
        return encoding, "http"
    head = body[:PRESCANNED]
    for pattern in (META_CHARSET, XML_ENCODING):
        match = pattern.search(head)
        encoding = _known(match.group(1).decode("ascii")) if match else None
        if encoding:
            # The declaration was read byte by byte, so the page cannot be in a two-byte encoding.
            return ("utf-8" if encoding.startswith(("utf-16", "utf-32")) else encoding), "meta"
    return None


def _known(label: str) -> str | None:
    """The encoding that a label of the web stands for, null for one that is none."""
    name = label.strip().lower().replace("_", "-")
    if name in LABELS:
        return LABELS[name]
    if not PLAIN_LABEL.match(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _guess(body: bytes) -> tuple[str, str]:
    sample = body[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if max(even, odd) > ZEROES * half and min(even, odd) < ZEROES * half / 4:
        return ("utf-16-be" if even > odd else "utf-16-le"), "utf-16 pattern"
    if _is_utf8(body):
        return "utf-8", "utf-8"
    text = body.decode("utf-8", errors="replace")
    faults = text.count(REPLACEMENT) - body.count(REPLACEMENT.encode("utf-8"))
    return ("utf-8", "utf-8") if _good(text) > GOOD_FOR_ONE * faults else ("windows-1252", "fallback")


def _good(text: str) -> int:
    """How many characters of the text took more than one byte and came out whole."""
    return len(NOT_ASCII.findall(text))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(body: bytes, encoding: str, method: str, *, normalise: bool) -> Decoded:
    try:
        text, replaced = body.decode(encoding), 0
    except (UnicodeError, LookupError):
        text = _replacing(body, encoding)
        stated = body.count(REPLACEMENT.encode("utf-8")) if encoding == "utf-8" else 0
        replaced = text.count(REPLACEMENT) - stated
    if encoding not in NO_SURROGATES:
        text = SURROGATES.sub(REPLACEMENT, text)
    if normalise:
        text = text.replace("\x00", "")
        for mark in LINE_BREAKS:
            text = text.replace(mark, "\n")
    return Decoded(text, encoding, method, max(0, replaced))


def _replacing(body: bytes, encoding: str) -> str:
    """The text with what cannot be decoded replaced; five bytes that windows-1252 leaves open are controls on the web."""
    if encoding in {"windows-1252", "cp1252"}:
        return "".join(WINDOWS_1252[byte] for byte in body)
    try:
        return body.decode(encoding, errors="replace")
    except (UnicodeError, LookupError):
        return body.decode("utf-8", errors="replace")
