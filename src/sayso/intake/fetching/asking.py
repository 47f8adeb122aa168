"""One hop of a fetch: find the machines, check them, ask one, read what comes and unpack it.

In: an `Address` and headers. Out: a `Hop` with bytes as they came and as a reader sees them, or a `FetchFailure`. It follows
nothing, waits for nobody and keeps nothing.
"""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sayso.intake.addresses import Address
from sayso.intake.fetching.bodies import BodyDecoder, split_encodings
from sayso.intake.fetching.connections import Exchange, open_exchange
from sayso.intake.fetching.failures import FetchFailure
from sayso.intake.fetching.limits import FetchLimits
from sayso.intake.fetching.proxies import Proxy
from sayso.intake.fetching.resolving import PORTS, Resolver, find_machines

__all__ = ["MOVED", "Asker", "Hop"]

MOVED: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Hop:
    """What one request brought. `failure` is set where headers came but no whole body; `body` is then empty."""

    address: Address
    status: int
    headers: tuple[tuple[str, str], ...]
    remote: str
    raw: bytes = b""
    body: bytes = b""
    is_truncated: bool = False
    failure: FetchFailure | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks addresses within limits."""

    limits: FetchLimits
    resolver: Resolver
    clock: Callable[[], float]
    context: Callable[[], ssl.SSLContext]
    allow_private: bool = False
    ports: frozenset[int] = PORTS
    proxy: Proxy | None = None

    def ask(self, address: Address, headers: Mapping[str, str], until: float, *, most: int | None = None) -> Hop:
        """Ask once, to be done at the instant `until` of the clock; of bodies that are wanted cut, `most` bytes are read.

        Raises:
            FetchFailure: there is no answer.
        """
        seconds = until - self.clock()
        if seconds <= 0:
            raise FetchFailure("failed", "it took too long and was given up: try again later")
        machines = find_machines(
            address, self.resolver, min(seconds, self.limits.connect), allow_private=self.allow_private, ports=self.ports
        )
        with open_exchange(
            address, machines, headers, self.limits, seconds=until - self.clock(),
            context=self.context, clock=self.clock, proxy=self.proxy,
        ) as exchange:  # fmt: skip
            return self._read(address, exchange, most)

    def _read(self, address: Address, exchange: Exchange, most: int | None) -> Hop:
        found = Hop(address, exchange.status, exchange.headers, exchange.remote)
        is_error = exchange.status >= 400
        if exchange.status in MOVED or exchange.status in (204, 304):
            return found
        limit = most or (self.limits.error_body if is_error else self.limits.body)
        is_cut = is_error or most is not None
        try:
            raw, body, was_cut = _read_body(exchange, limit, is_cut=is_cut)
        except FetchFailure as failure:
            return Hop(address, found.status, found.headers, found.remote, is_truncated=failure.is_truncated, failure=failure)
        return Hop(address, found.status, found.headers, found.remote, raw, body, was_cut)


def _read_body(exchange: Exchange, limit: int, *, is_cut: bool) -> tuple[bytes, bytes, bool]:
    """Bytes as they came, bytes as a reader sees them, and whether there were more: then the rest is left, or all refused."""
    stated = exchange.header("content-length") or ""
    if not is_cut and stated.isascii() and stated.isdecimal() and len(stated) < 20 and int(stated) > limit:
        raise FetchFailure("failed", f"larger than {max(limit // 2**20, 1)} MiB: it is not read", is_truncated=True)
    decoder = BodyDecoder(exchange.header("content-encoding"), limit)
    is_packed = bool(split_encodings(exchange.header("content-encoding")))
    raw, body = bytearray(), bytearray()
    try:
        for piece in exchange.pieces():
            if is_packed:
                raw += piece
            for plain in decoder.feed(piece):
                body += plain
        decoder.finish()
    except FetchFailure as failure:
        if is_cut and failure.is_truncated:
            whole = bytes(body)
            return bytes(raw) if is_packed else whole, whole, True
        raise
    whole = bytes(body)
    return bytes(raw) if is_packed else whole, whole, False
