"""One request to one checked machine, and the bytes that come back, within the time there is.

In: an `Address`, a machine that the guard let through, headers. Out: an `Exchange` to read from, or a `FetchFailure` in a
line for a person. The name is used for TLS and the Host header alone, never to connect. It follows no redirect and unpacks
nothing.
"""

import http.client
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, IncompleteRead, ReadTimeoutError
from urllib3.exceptions import TimeoutError as UrllibTimeoutError
from urllib3.response import BaseHTTPResponse
from urllib3.util.ssl_match_hostname import CertificateError

from sayso.intake.addresses import Address
from sayso.intake.fetching.failures import FetchFailure
from sayso.intake.fetching.limits import FetchLimits
from sayso.intake.fetching.proxies import Proxy

__all__ = ["Exchange", "make_context", "open_exchange"]

#: Read at once at most.
PIECE: Final = 65536
#: So many machines of a name are tried.
MOST_MACHINES: Final = 4
#: Seconds after which a watchdog shuts a connection once more.
AGAIN: Final = 0.25
#: Of the headers so much is kept; http.client itself stops at a hundred headers and 64 KiB a line.
MOST_OF_HEADERS: Final = 65536
#: They say who somebody is, and are neither kept nor sent back.
PRIVATE: Final = frozenset({"set-cookie", "set-cookie2"})
FAULTS: Final = (HTTPError, http.client.HTTPException, OSError, ValueError)


class Exchange:
    """An answer whose body is still to be read."""

    def __init__(self, response: BaseHTTPResponse, remote: str, watchdog: "Watchdog", limits: FetchLimits) -> None:
        self.status = int(response.status)
        self.headers = _read_headers(response)
        self.remote = remote
        self._response = response
        self._watchdog = watchdog
        self._limits = limits

    def header(self, name: str) -> str | None:
        """The value of a header, several joined by commas."""
        return ", ".join(value for key, value in self.headers if key.lower() == name) or None

    def pieces(self) -> Iterator[bytes]:
        """The body as it comes, packed as it is.

        Raises:
            FetchFailure: it is too slow, or broke off.
        """
        size, start = 0, self._watchdog.clock()
        with telling(self._watchdog):
            while piece := self._response.read1(PIECE, decode_content=False):
                size += len(piece)
                taken = self._watchdog.clock() - start
                if self._watchdog.fired or taken > self._limits.seconds:
                    raise _too_slow()
                if taken > self._limits.grace and size < self._limits.rate * taken:
                    raise FetchFailure(
                        "failed", f"its body comes too slowly ({size} bytes so far): try again later", is_truncated=True
                    )
                yield piece
            if self._watchdog.fired:
                raise _too_slow()


class Watchdog:
    """Shuts a connection when its time is over, whatever it is waiting for."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.fired = False
        self._connection: HTTPConnection | None = None
        self._socket: object = None  # a connection forgets its socket when the answer says that it will be closed
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._wait, args=(max(seconds, 0.001),), name="sayso-watchdog", daemon=True)

    def __enter__(self) -> "Watchdog":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        if self._connection is not None:
            self._connection.close()
        if isinstance(self._socket, socket.socket):
            with suppress(OSError):
                # a file that was made of a socket keeps it open, and who holds an error may hold that file
                os.close(self._socket.detach())

    def watch(self, connection: HTTPConnection) -> None:
        """Shut this connection; the one before is done with."""
        if self._connection is not None:
            self._connection.close()
        self._connection = connection
        if self.fired:
            raise _too_slow()

    def hold(self, connection: HTTPConnection) -> None:
        """Keep the socket of a connection that is made."""
        self._socket = connection.sock

    def _wait(self, seconds: float) -> None:
        if self._done.wait(seconds):
            return
        self.fired = True
        self._shut()
        while not self._done.wait(AGAIN):  # the socket may be another by now: connecting makes one, TLS wraps it
            self._shut()

    def _shut(self) -> None:
        waiting = getattr(self._connection, "sock", None) or self._socket
        if isinstance(waiting, socket.socket):
            with suppress(OSError):
                # not the method of a TLS socket, which would go on in plain text
                socket.socket.shutdown(waiting, socket.SHUT_RDWR)


@contextmanager
def open_exchange(
    address: Address, machines: tuple[str, ...], headers: Mapping[str, str], limits: FetchLimits, *,
    seconds: float, context: Callable[[], ssl.SSLContext], clock: Callable[[], float], proxy: Proxy | None = None,
) -> Iterator[Exchange]:  # fmt: skip
    """Ask the first of these machines that can be reached; all of them were checked.

    Raises:
        FetchFailure: none can, or what comes is no HTTP.
    """
    with Watchdog(seconds, clock) as watchdog:
        with telling(watchdog):
            connection, machine = _connect(address, machines, limits, watchdog, context, proxy)
            sent = {"Host": address.authority, **headers}
            connection.request("GET", address.target, headers=sent, preload_content=False, decode_content=False)
            response = connection.getresponse()
        exchange = Exchange(response, machine, watchdog, limits)
        try:
            yield exchange
        finally:
            response.close()


def make_context() -> ssl.SSLContext:
    """How TLS is spoken: with certificates that the system trusts, or where it has none, those of a package."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not paths.cafile and not paths.capath and not context.cert_store_stats()["x509_ca"]:
        context.load_verify_locations(certifi.where())
    return context


def _connect(
    address: Address, machines: tuple[str, ...], limits: FetchLimits, watchdog: Watchdog,
    context: Callable[[], ssl.SSLContext],
    proxy: Proxy | None,
) -> tuple[HTTPConnection, str]:  # fmt: skip
    tried = machines[:MOST_MACHINES]
    for place, machine in enumerate(tried):
        connection = _make_connection(address, machine, limits, context, proxy)
        watchdog.watch(connection)
        try:
            connection.connect()
        except (ssl.SSLError, ssl.CertificateError):
            raise
        except (HTTPError, OSError):
            if place == len(tried) - 1 or watchdog.fired:
                raise
            continue
        watchdog.hold(connection)
        if watchdog.fired:
            raise _too_slow()
        connection.timeout = limits.silence
        return connection, machine
    raise FetchFailure("failed", "no host of this name is known: check the address and the network")


def _make_connection(
    address: Address, machine: str, limits: FetchLimits, context: Callable[[], ssl.SSLContext], proxy: Proxy | None
) -> HTTPConnection:
    host, port = (machine, address.port) if proxy is None else (proxy.host, proxy.port)
    if address.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            host,
            port,
            timeout=limits.connect,
            ssl_context=context(),
            server_hostname=address.host,
            assert_hostname=address.host,
        )
    else:
        connection = HTTPConnection(host, port, timeout=limits.connect)
    if proxy is not None:
        # the proxy too is given the checked machine, never the name
        connection.set_tunnel(f"[{machine}]" if ":" in machine else machine, address.port, dict(proxy.headers))
    return connection


@contextmanager
def telling(watchdog: Watchdog) -> Iterator[None]:
    """What goes wrong on the way, in a line for a person."""
    try:
        yield
    except FetchFailure:
        raise
    except FAULTS as error:
        if watchdog.fired:
            raise _too_slow() from error
        raise FetchFailure("failed", _explain(error), is_truncated=isinstance(error, IncompleteRead)) from error


def _too_slow() -> FetchFailure:
    return FetchFailure("failed", "it took too long and was given up: try again later", is_truncated=True)


def _explain(error: BaseException) -> str:
    """The first cause that says something to a person."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and not any(following is seen for seen in chain):
        chain.append(following)
        inner = (part for part in following.args if isinstance(part, BaseException))
        following = following.__cause__ or following.__context__ or next(inner, None)
    for one in reversed(chain):
        line = _explain_tls(one) or _explain_one(one)
        if line is not None:
            return line
    return f"what came is no answer that can be read ({' '.join(str(chain[0]).split())[:120]}): try again later"


def _explain_tls(error: BaseException) -> str | None:
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not valid ({error.verify_message}): it is not read, since anybody could have sent it"
        case CertificateError():
            return "its certificate is not valid (it is of another host): it is not read, since anybody could have sent it"
        case ssl.SSLError():
            return f"no secure connection ({(error.reason or str(error)).lower()[:80]}): check the address, or try again later"
    return None


def _explain_one(error: BaseException) -> str | None:
    match error:
        case TimeoutError() | ReadTimeoutError() | UrllibTimeoutError():
            return "it does not answer: try again later"
        case http.client.RemoteDisconnected() | ConnectionResetError() | IncompleteRead() | http.client.IncompleteRead():
            return "the connection broke off: try again later"
        case ConnectionRefusedError():
            return "nobody answers at this address (connection refused): check it, or try again later"
        case http.client.LineTooLong():
            return "its headers are too long: it is not read"
        case http.client.HTTPException() if "headers" in str(error):
            return "it has too many headers: it is not read"
        case OSError() if error.strerror:
            return f"it cannot be reached ({error.strerror.lower()}): check the address and the network"
        case OSError() if "Tunnel" in str(error):
            return f"the proxy does not lead there ({str(error)[:80]}): check the proxy"
    return None


def _read_headers(response: BaseHTTPResponse) -> tuple[tuple[str, str], ...]:
    kept: list[tuple[str, str]] = []
    size = 0
    for name, value in response.headers.iteritems():
        size += len(name) + len(value)
        if size <= MOST_OF_HEADERS and name.lower() not in PRIVATE:
            kept.append((name, value))
    return tuple(kept)
