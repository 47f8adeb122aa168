"""From a name to the machines that may be asked for it, once for each connection.

In: an `Address` and somebody who resolves names. Out: IP addresses, every one of them checked, or a `FetchFailure`. One answer
that leads inside spoils all: what a name says now and says later need not be the same, so nothing is resolved twice.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from sayso.intake.addresses import Address
from sayso.intake.fetching.failures import FetchFailure
from sayso.intake.fetching.guard import find_refusal

__all__ = ["PORTS", "Resolver", "find_machines", "resolve_by_system"]

#: Gives the IP addresses of a name; raises OSError where there are none.
Resolver = Callable[[str, int], tuple[str, ...]]
PORTS: Final = frozenset({80, 443})
#: A name has so many addresses at most that are looked at; more are refused rather than left unchecked.
MOST: Final = 64


def resolve_by_system(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name as the system knows them.

    Raises:
        OSError: it knows none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    # a scope makes an address one of a single link; it is kept so that the guard sees it
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_machines(
    address: Address, resolver: Resolver, seconds: float, *, allow_private: bool, ports: frozenset[int] = PORTS
) -> tuple[str, ...]:
    """The machines to ask, in the resolver's order.

    Raises:
        FetchFailure: the name is not known, or one of its addresses may not be asked.
    """
    answers = _own_address(address.host) or _resolve(address, resolver, seconds)
    if len(answers) > MOST:
        raise FetchFailure("refused", f"its name has more than {MOST} addresses: it is not asked")
    for ip in answers:
        wrong = find_refusal(ip, allow_private=allow_private)
        if wrong is not None:
            raise FetchFailure("refused", _explain(ip, wrong))
        if address.port not in ports and find_refusal(ip) is None:
            line = f"port {address.port} of a public address is not asked, only {_list(ports)}: save the page and name the file"
            raise FetchFailure("refused", line)
    return answers


def _own_address(host: str) -> tuple[str, ...]:
    try:
        return (str(ipaddress.ip_address(host)),)
    except ValueError:
        return ()


def _resolve(address: Address, resolver: Resolver, seconds: float) -> tuple[str, ...]:
    """The resolver's answers; the system's own takes as long as it likes, so it is asked from a thread of its own."""
    found: list[tuple[str, ...]] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            found.append(tuple(resolver(address.host, address.port)))

    thread = threading.Thread(target=ask, name="sayso-resolve", daemon=True)
    thread.start()
    thread.join(max(seconds, 0.01))
    if thread.is_alive():
        raise FetchFailure("failed", "looking its name up took too long: check the network, or try again later")
    if not found or not found[0]:
        raise FetchFailure("failed", "no host of this name is known: check the address and the network")
    return found[0]


def _explain(ip: str, wrong: str) -> str:
    line = f"it leads to {ip}, {wrong}, and only the public internet is asked"
    if find_refusal(ip, allow_private=True) is not None:
        return f"{line}: save the page and name the file"
    return f"{line}: save the page and name the file, or allow private networks (--allow-private-networks)"


def _list(ports: frozenset[int]) -> str:
    return " and ".join(str(port) for port in sorted(ports))
