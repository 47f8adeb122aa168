"""What kind of file some bytes are, as far as that decides whether they can be text.

In: the first bytes of a file. Out: the name of what they are ("a PDF"), or null where they may be text. UTF-16 and UTF-32
are text, with or without a byte order mark. It decodes nothing for later use and never raises.
"""

import unicodedata

__all__ = ["SAMPLE", "find_binary_kind"]

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
