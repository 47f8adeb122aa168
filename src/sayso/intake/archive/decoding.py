"""The body of an archived response without its encodings, never larger than a bound.

In: bytes as they came and the Content-Encoding that goes with them. Out: the body as a reader sees it. A stream that ends
early gives what there was; it guesses no encoding.
"""

import zlib
from collections.abc import Callable
from typing import Final

from sayso.errors import ArchiveError

__all__ = ["MAX_BODY", "decode_body"]

MAX_BODY: Final = 32 * 1024 * 1024
#: At most so many encodings one over the other.
MAX_LAYERS: Final = 2
PLAIN: Final = frozenset({"", "identity"})


def decode_body(raw: bytes, encodings: str | None, limit: int = MAX_BODY) -> bytes:
    """At most `limit` bytes of the body.

    Raises:
        ArchiveError: an encoding is none that sayso asks for, there are too many, or the data are damaged.
    """
    names = [name for part in (encodings or "").lower().split(",") if (name := part.strip()) not in PLAIN]
    if len(names) > MAX_LAYERS:
        raise ArchiveError("body", f"it has {len(names)} encodings one over the other: at most {MAX_LAYERS} are read")
    for name in reversed(names):
        decode = DECODERS.get(name)
        if decode is None:
            raise ArchiveError("body", f"its encoding {name!r:.40} is not one that sayso reads")
        try:
            raw = decode(raw, limit)
        except (zlib.error, ValueError) as error:
            raise ArchiveError("body", f"its {name} data are damaged: {error}") from error
    return raw[:limit]


def _unzip(raw: bytes, limit: int) -> bytes:
    """All members of a gzip stream; what follows them is no part of it."""
    parts, size = [], 0
    while raw[:2] == b"\x1f\x8b" and size < limit:
        unpacker = zlib.decompressobj(31)
        part = unpacker.decompress(raw, limit - size)
        parts.append(part)
        size += len(part)
        raw = unpacker.unused_data
    if not parts and raw:
        raise ValueError("it does not begin as gzip does")
    return b"".join(parts)


def _inflate(raw: bytes, limit: int) -> bytes:
    """Deflate, which some servers send without its zlib header."""
    try:
        return zlib.decompressobj().decompress(raw, limit)
    except zlib.error:
        return zlib.decompressobj(-15).decompress(raw, limit)


def _unbrotli(raw: bytes, limit: int) -> bytes:
    try:
        import brotli  # type: ignore[import-untyped]  # it has no types
    except ImportError as error:
        raise ArchiveError("body", "it is brotli: pip install 'sayso[brotli]' to read it") from error
    unpacker, parts, size = brotli.Decompressor(), [], 0
    given = raw
    while size < limit:
        try:
            part = unpacker.process(given, output_buffer_limit=min(limit - size, 1 << 20))
        except brotli.error as error:
            raise ValueError(str(error) or "no brotli stream") from error
        given = b""
        parts.append(part)
        size += len(part)
        if unpacker.is_finished() or (not part and unpacker.can_accept_more_data()):
            break
    return b"".join(parts)


DECODERS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "gzip": _unzip,
    "x-gzip": _unzip,
    "deflate": _inflate,
    "br": _unbrotli,
}
