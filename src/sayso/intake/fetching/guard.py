"""Which machines may be asked: those of the public internet, and no others unless somebody says so.

In: an IP address that a name led to. Out: why it may not be asked, or nothing. The tables are ours, since
`ipaddress.is_global` is true of addresses that lead inside (NAT64, 6to4, multicast). It resolves nothing and connects nowhere.
"""

import ipaddress
from typing import Final

__all__ = ["NEVER", "PRIVATE", "find_refusal"]

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Addressed = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Never asked, whatever is allowed: addresses for a link, for many at once, or of the machinery of a cloud.
NEVER: Final = (
    ("0.0.0.0/8", "an address of no machine"),
    ("169.254.0.0/16", "an address of a single link, where clouds keep their secrets"),
    ("168.63.129.16/32", "a service inside a cloud"),
    ("100.100.100.200/32", "a service inside a cloud"),
    ("224.0.0.0/4", "an address of many machines at once"),
    ("240.0.0.0/4", "a reserved address"),
    ("fe80::/10", "an address of a single link"),
    ("fd00:ec2::/32", "a service inside a cloud"),
    ("fd20:ce::/32", "a service inside a cloud"),
    ("ff00::/8", "an address of many machines at once"),
)
#: Asked only where private networks are allowed.
PRIVATE: Final = (
    ("127.0.0.0/8", "this machine"),
    ("10.0.0.0/8", "a private network"),
    ("172.16.0.0/12", "a private network"),
    ("192.168.0.0/16", "a private network"),
    ("100.64.0.0/10", "a provider's private network"),
    ("192.0.0.0/24", "a reserved address"),
    ("192.0.2.0/24", "an address for documents"),
    ("192.31.196.0/24", "a reserved address"),
    ("192.52.193.0/24", "a reserved address"),
    ("192.88.99.0/24", "a relay into other networks"),
    ("192.175.48.0/24", "a reserved address"),
    ("198.18.0.0/15", "a network for measurements"),
    ("198.51.100.0/24", "an address for documents"),
    ("203.0.113.0/24", "an address for documents"),
    ("::1/128", "this machine"),
    ("fc00::/7", "a private network"),
    ("2001::/23", "a tunnel or a reserved address"),
    ("2001:db8::/32", "an address for documents"),
    ("2002::/16", "a tunnel into other networks"),
    ("2620:4f:8000::/48", "a reserved address"),
    ("3fff::/20", "an address for documents"),
)
#: All that is public in IPv6 lies here; what embeds an IPv4 address elsewhere (NAT64, compatible, translated) does not.
PUBLIC_SIX: Final = ipaddress.IPv6Network("2000::/3")
#: Interface parts that embed an IPv4 address (ISATAP), without their bit for "unique".
ISATAP: Final = 0x00005EFE


def _read(table: tuple[tuple[str, str], ...]) -> tuple[tuple[Network, str], ...]:
    return tuple((ipaddress.ip_network(network), what) for network, what in table)


NEVER_NETWORKS: Final = _read(NEVER)
PRIVATE_NETWORKS: Final = _read(PRIVATE)


def find_refusal(ip: str, *, allow_private: bool = False) -> str | None:
    """What is wrong with asking this machine; null where it may be asked."""
    try:
        address: Addressed = ipaddress.ip_address(ip)
    except ValueError:
        return "no address of a machine"
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return "an address of a single link"
        address = address.ipv4_mapped or address
    found = _look_up(address, NEVER_NETWORKS)
    if found is None and not allow_private:
        found = _look_up(address, PRIVATE_NETWORKS) or _find_embedding(address)
    return found


def _look_up(address: Addressed, networks: tuple[tuple[Network, str], ...]) -> str | None:
    return next((what for network, what in networks if address.version == network.version and address in network), None)


def _find_embedding(address: Addressed) -> str | None:
    """Why an IPv6 address is none of the public ones."""
    if address.version == 4:
        return None
    if address not in PUBLIC_SIX:
        return "a reserved address, or one that stands for another"
    if (int(address) >> 32) & 0xFDFFFFFF == ISATAP:
        return "a tunnel into other networks"
    return None
