"""A server on this machine whose answers a test writes beforehand, byte for byte where that matters.

In: paths with answers. Out: a running server with its port and what it was asked. It listens on 127.0.0.1 alone; names such as
`news.example` are led to it by a resolver, and bodies may be endless or slow.
"""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from sayso.intake.fetching import Fetcher, FetchLimits

__all__ = ["STORY", "Loopback", "Reply", "Request", "fetcher_for", "lead_to_loopback", "serving"]

STORY: Final = (
    b"<!doctype html><html lang=en><head><title>Ferry line sold</title></head><body><article><h1>Ferry line sold</h1>"
    b"<p>The council of Alderhaven sold its ferry line, Mayor Ilse Hartog told reporters on Saturday.</p></article></body>"
    b"</html>"
)


@dataclass(frozen=True)
class Request:
    """What a client sent: its headers by small letters."""

    method: str
    target: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer: a length is stated unless `chunks` are sent as they come or `raw` is the whole answer as it stands."""

    status: int = 200
    body: bytes = STORY
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    chunks: Callable[[], Iterable[bytes]] | None = None
    raw: Callable[[], Iterable[bytes]] | None = None

    def pieces(self) -> Iterator[bytes]:
        """The bytes to send."""
        if self.raw is not None:
            yield from self.raw()
            return
        lines = [f"HTTP/1.1 {self.status} Said", *(f"{name}: {value}" for name, value in self.headers), "Connection: close"]
        if self.chunks is None:
            lines.append(f"Content-Length: {len(self.body)}")
        yield ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        yield from (self.body,) if self.chunks is None else self.chunks()


#: What a path is answered with: a reply, several in turn (the last stays), or what a function makes of the request.
Script = Reply | list[Reply] | Callable[[Request], Reply]


@dataclass
class Loopback:
    """A running server: `asked` are the requests so far, `replies` can be changed at any time."""

    port: int
    replies: dict[str, Script]
    asked: list[Request] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    open: list[socket.socket] = field(default_factory=list)

    def at(self, path: str = "/", host: str = "news.example") -> str:
        """The address of a path, under a name that `lead_to_loopback` leads here."""
        return f"http://{host}:{self.port}{path}"

    def targets(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [request.target for request in self.asked if request.target != "/robots.txt"]

    def find_reply(self, request: Request) -> Reply:
        """The next answer to a request; 404 where nothing is written."""
        script = self.replies.get(request.target.partition("?")[0], Reply(404, b"nothing here"))
        if isinstance(script, list):
            return script.pop(0) if len(script) > 1 else script[0]
        return script(request) if callable(script) else script


def lead_to_loopback(_host: str, _port: int) -> tuple[str, ...]:
    """A resolver that leads every name to this machine."""
    return ("127.0.0.1",)


def fetcher_for(limits: FetchLimits | None = None, **settings: object) -> Fetcher:
    """A fetcher that may ask this machine, waits for nobody and gives up soon."""
    chosen: dict[str, object] = {
        "resolver": lead_to_loopback,
        "allow_private": True,
        "sleep": lambda _seconds: None,
        **settings,
    }
    return Fetcher(limits or FetchLimits(spacing=0, seconds=20, silence=5, connect=5), **chosen)  # type: ignore[arg-type]


@contextmanager
def serving(
    replies: Mapping[str, Script] | None = None, wrap: Callable[[socket.socket], socket.socket] | None = None
) -> Iterator[Loopback]:
    """A server for as long as this lasts; `wrap` may put TLS around its connections."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Loopback(listening.getsockname()[1], dict(replies or {}))
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not server.stopping.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            server.open.append(connection)
            thread = threading.Thread(target=_answer, args=(server, connection, wrap), daemon=True)
            thread.start()
            threads.append(thread)

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield server
    finally:
        server.stopping.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join(5)
        for connection in server.open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)


def _answer(server: Loopback, connection: socket.socket, wrap: Callable[[socket.socket], socket.socket] | None) -> None:
    with suppress(OSError), connection:
        connection.settimeout(10)
        with wrap(connection) if wrap else connection as stream:
            request = _read_request(stream)
            if request is None:
                return
            server.asked.append(request)
            for piece in server.find_reply(request).pieces():
                if server.stopping.is_set():
                    return
                stream.sendall(piece)


def _read_request(stream: socket.socket) -> Request | None:
    got = b""
    while b"\r\n\r\n" not in got:
        piece = stream.recv(65536)
        if not piece or len(got) > 1_000_000:
            return None
        got += piece
    first, *lines = got.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return Request(method, target, {name.lower(): value.strip() for name, _, value in pairs})
