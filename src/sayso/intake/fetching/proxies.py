"""A proxy that somebody named, read strictly: one that cannot be used is an error, never a reason to go without.

In: an address such as `http://proxy.example:3128`. Out: a `Proxy`. It reads no environment; a user and password in it are
sent to the proxy and stand nowhere else.
"""

from dataclasses import dataclass
from urllib.parse import unquote

from urllib3.util import make_headers

from sayso.errors import IntakeError
from sayso.intake.addresses import read_address

__all__ = ["Proxy", "read_proxy"]


@dataclass(frozen=True, slots=True, repr=False)
class Proxy:
    """Where connections are made through; `headers` may hold a password, so a proxy never shows itself."""

    host: str
    port: int
    headers: tuple[tuple[str, str], ...] = ()


def read_proxy(text: str) -> Proxy:
    """The proxy that a setting names.

    Raises:
        IntakeError: it names none that can be used.
    """
    subject = "SAYSO_PROXY"
    try:
        address = read_address(text)
    except IntakeError as error:
        raise IntakeError(subject, f"no proxy ({error.reason}): write http://HOST:PORT, or leave it empty") from None
    if address.scheme != "http" or address.target != "/":
        raise IntakeError(subject, "only proxies of the form http://HOST:PORT are used: write that, or leave it empty")
    user, at, _ = text.partition("://")[2].partition("/")[0].rpartition("@")
    headers = make_headers(proxy_basic_auth=unquote(user)) if at else {}
    return Proxy(address.host, address.port, tuple(headers.items()))
