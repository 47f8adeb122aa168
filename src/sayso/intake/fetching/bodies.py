"""Bodies without their encodings, piece by piece, never more of them than was agreed.

In: pieces as they come and a Content-Encoding. Out: pieces of some 64 KiB. Every layer is counted, so that what is packed
twice is stopped at the inner size too. It guesses no encoding and reads no more than two, one over the other.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final, Protocol

from sayso.intake.fetching.failures import FetchFailure

__all__ = ["BodyDecoder", "accepted_encodings", "split_encodings"]

MOST_LAYERS: Final = 2
PIECE: Final = 65536
#: A stream of gzip has so many members at most; more are there to keep us busy.
MOST_MEMBERS: Final = 1000
PLAIN: Final = frozenset({"", "identity"})


class _Layer(Protocol):
    """One encoding: gives what it can of a piece, and says at the end whether it came to one."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What this piece adds."""
        ...

    def is_complete(self) -> bool:
        """Whether the stream came to its end."""
        ...


class BodyDecoder:
    """Takes the encodings of one body off.

    Args:
        encodings: the Content-Encoding, as the server sent it.
        limit: how many bytes any layer may give.
    """

    def __init__(self, encodings: str | None, limit: int) -> None:
        names = split_encodings(encodings)
        if len(names) > MOST_LAYERS:
            raise FetchFailure("failed", f"its body is packed {len(names)} times, one over the other: it is not read")
        self._limit = limit
        self._layers = [_open_layer(name) for name in reversed(names)]
        self._sizes = [0] * (len(names) + 1)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The plain pieces that these bytes add.

        Raises:
            FetchFailure: they are damaged, or too many.
        """
        yield from self._pass(data, 0)

    def finish(self) -> None:
        """Say that no more comes.

        Raises:
            FetchFailure: a layer waits for more.
        """
        if any(self._sizes[place] and not layer.is_complete() for place, layer in enumerate(self._layers)):
            raise FetchFailure("failed", "its packed body ends too early: try again later", is_truncated=True)

    def _pass(self, data: bytes, layer: int) -> Iterator[bytes]:
        self._sizes[layer] += len(data)
        if self._sizes[layer] > self._limit:
            size = f"{self._limit // 1024 // 1024} MiB" if self._limit >= 1024 * 1024 else f"{self._limit} bytes"
            raise FetchFailure("failed", f"larger than {size}: it is not read", is_truncated=True)
        if layer == len(self._layers):
            yield data
            return
        try:
            for piece in self._layers[layer].feed(data):
                yield from self._pass(piece, layer + 1)
        except (zlib.error, ValueError) as error:
            raise FetchFailure("failed", f"its packed body is damaged ({error}): try again later") from error


def accepted_encodings() -> str:
    """The encodings to ask for: gzip, and brotli where it can be read."""
    return "gzip" if _brotli() is None else "gzip, br"


def split_encodings(encodings: str | None) -> list[str]:
    """The encodings of a header, the innermost first."""
    return [name for part in (encodings or "").lower().split(",") if (name := part.strip()) not in PLAIN]


def _open_layer(name: str) -> _Layer:
    make = LAYERS.get(name)
    if make is None:
        raise FetchFailure("failed", f"its encoding {name[:30]!r} was not asked for and cannot be read")
    return make()


class _Gzip:
    """Members one after the other; what follows them and is none is no part of the body."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(31)
        self._members = 1
        self._begun = False
        self._ended = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        full = False  # the unpacker may hold more than it gave, though it has taken all
        while (data or full) and not self._ended:
            if self._unpacker.eof:
                data, full = self._next(data), False
                continue
            self._begun = True
            piece = self._unpacker.decompress(data, PIECE)
            data = self._unpacker.unconsumed_tail or self._unpacker.unused_data
            full = len(piece) == PIECE
            if piece:
                yield piece

    def _next(self, data: bytes) -> bytes:
        data = data.lstrip(b"\0")
        if not data:
            return data
        if data[0] != 0x1F:
            self._ended = True
            return b""
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise ValueError(f"more than {MOST_MEMBERS} members")
        self._unpacker = zlib.decompressobj(31)
        return data

    def is_complete(self) -> bool:
        return self._ended or self._unpacker.eof or not self._begun


class _Deflate:
    """Deflate, which some servers send without its zlib header; its first two bytes tell."""

    def __init__(self) -> None:
        self._unpacker: Any = None
        self._head = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._unpacker is None:
            self._head += data
            if len(self._head) < 2:
                return
            has_header = self._head[0] & 0x0F == 8 and int.from_bytes(self._head[:2], "big") % 31 == 0
            self._unpacker = zlib.decompressobj(15 if has_header else -15)
            data = self._head
        full = False
        while (data or full) and not self._unpacker.eof:
            piece = self._unpacker.decompress(data, PIECE)
            data = self._unpacker.unconsumed_tail
            full = len(piece) == PIECE
            if piece:
                yield piece

    def is_complete(self) -> bool:
        return self._unpacker is not None and bool(self._unpacker.eof)


class _Brotli:
    def __init__(self) -> None:
        module = _brotli()
        if module is None:
            raise FetchFailure("failed", "its encoding 'br' was not asked for: pip install 'sayso[brotli]' reads it")
        self._error: type[Exception] = module.error
        self._unpacker: Any = module.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            while not self._unpacker.is_finished():
                piece: bytes = self._unpacker.process(data, output_buffer_limit=PIECE)
                data = b""
                if piece:
                    yield piece
                if self._unpacker.can_accept_more_data() and not piece:
                    return
        except self._error as error:
            raise ValueError(str(error) or "no brotli stream") from error

    def is_complete(self) -> bool:
        return bool(self._unpacker.is_finished())


def _brotli() -> Any:
    """The module, where the extra is installed."""
    try:
        import brotli  # type: ignore[import-untyped]  # it has no types
    except ImportError:
        return None
    return brotli


LAYERS: Final[dict[str, Callable[[], _Layer]]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
}
