"""Web addresses as they are typed, pasted or linked, in the one form in which they are fetched.

In: a string from anywhere. Out: an `Address` with scheme, ASCII host, port and target, or the reason why it is none. User,
password and fragment are dropped and numbers that mean an IPv4 address are written as one. It resolves no name and says
nothing of who may be asked: see `fetching.guard`.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final, NoReturn
from urllib.parse import quote, urljoin

import idna

from sayso.errors import IntakeError
from sayso.records.ids import normalise_url

__all__ = ["Address", "follow_location", "hide_user", "read_address"]

LONGEST: Final = 8000
SHAPE: Final = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<rest>[^#]*)", re.DOTALL)
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*", re.ASCII)
NUMBER: Final = re.compile(r"\d+|0[xX][0-9a-fA-F]*", re.ASCII)
CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: What stays as it is in a path and in a query; a percent sign is taken to begin an escape.
PATH_SAFE: Final = "/%:@!$&'()*+,;=~-._"
QUERY_SAFE: Final = PATH_SAFE + "?[]|"
USER: Final = re.compile(r"(?<=//)[^/?#]*@")
DOTS: Final = {".": ".", "%2e": ".", "..": "..", ".%2e": "..", "%2e.": "..", "%2e%2e": ".."}


@dataclass(frozen=True, slots=True)
class Address:
    """An address that can be asked for; `host` is ASCII in small letters, an IPv6 address without its brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address, without a port that goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def shown(self) -> str:
        """The address as it is fetched and shown."""
        return self.origin + self.target

    @property
    def key(self) -> str:
        """The address without what says where a reader came from: the same page has the same key."""
        return normalise_url(self.shown)


def read_address(text: str) -> Address:
    """The address that a string is.

    Raises:
        IntakeError: it is none that can be fetched; its subject holds no password.
    """
    line = text.strip()
    shape = SHAPE.match(line)
    if len(line) > LONGEST:
        _refuse(line[:80] + "…", f"an address of more than {LONGEST} characters: check it")
    if CONTROL.search(line) or shape is None:
        _refuse(line, "not an address of the web: write https:// and the name of a host")
    scheme = shape["scheme"].lower()
    if scheme not in DEFAULT_PORTS:
        _refuse(line, f"{scheme}: addresses are not fetched, only http and https: save the page and name the file")
    if "\\" in shape["authority"] or shape["authority"].count("@") > 1:
        _refuse(line, "its host can be read in two ways: write the address out plainly")
    host, port = _split_authority(shape["authority"].rpartition("@")[2], line)
    path, mark, query = shape["rest"].partition("?")
    escaped = quote(path, safe=PATH_SAFE, errors="replace")
    target = _without_dots(escaped or "/") + (f"?{quote(query, safe=QUERY_SAFE, errors='replace')}" if mark else "")
    return Address(scheme, _read_host(host, line), int(port) if port else DEFAULT_PORTS[scheme], target)


def follow_location(base: Address, location: str) -> Address:
    """Where a redirect leads.

    Raises:
        IntakeError: it leads nowhere that can be fetched.
    """
    try:
        return read_address(urljoin(base.shown, location.strip()))
    except ValueError as error:
        raise IntakeError(hide_user(location), "a redirect that is no address: tell the site") from error


def hide_user(text: str) -> str:
    """A string without what may be a user and password in it."""
    return USER.sub("", text)


def _refuse(line: str, reason: str) -> NoReturn:
    raise IntakeError(hide_user(line), reason)


def _split_authority(authority: str, line: str) -> tuple[str, str]:
    """Host and port; the host of an IPv6 address keeps its brackets."""
    if authority.startswith("["):
        host, closed, rest = authority.partition("]")
        if not closed or (rest and not rest.startswith(":")):
            _refuse(line, "its host is no IPv6 address: check the brackets")
        host, port = host + "]", rest[1:]
    else:
        host, _, port = authority.partition(":")
    if port and not (port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) <= 65535):
        _refuse(line, f"its port {port[:12]!r} is none: check the address")
    return host, port


def _read_host(host: str, line: str) -> str:
    if host.startswith("["):
        try:
            return ipaddress.IPv6Address(host[1:-1] if "%" not in host else "").compressed
        except ValueError:
            _refuse(line, "its host is no IPv6 address, or one of a single link: check it")
    name = _to_ascii(host, line).lower().removesuffix(".")
    if not name or len(name) > 253 or not NAME.fullmatch(name):
        _refuse(line, "its host is no name of a host: check the address")
    if NUMBER.fullmatch(name.rpartition(".")[2]):
        return _read_number(name, line)
    return name


def _to_ascii(host: str, line: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        _refuse(line, "its host is no name of a host: check the address")


def _read_number(name: str, line: str) -> str:
    """An IPv4 address however it is written: decimal, octal, hexadecimal, in one to four parts."""
    parts = name.split(".")
    try:
        numbers = [_to_int(part) for part in parts]
    except ValueError:
        numbers = []
    last = 256 ** (5 - len(parts)) if len(parts) <= 4 else 0
    if not numbers or any(number > 255 for number in numbers[:-1]) or numbers[-1] >= last:
        _refuse(line, "its host looks like an IPv4 address and is none: check the address")
    value = numbers[-1] + sum(number << (24 - 8 * place) for place, number in enumerate(numbers[:-1]))
    return str(ipaddress.IPv4Address(value))


def _to_int(part: str) -> int:
    if len(part) > 20:
        raise ValueError(part)
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part[0] == "0" else 10)


def _without_dots(path: str) -> str:
    """The path without its `.` and `..`, as servers and robots.txt see it."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments):
        dots = DOTS.get(segment.lower())
        if dots == ".." and kept:
            kept.pop()
        if dots is None:
            kept.append(segment)
        elif place == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)
