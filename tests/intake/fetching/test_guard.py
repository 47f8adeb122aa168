"""Which machines are asked: a table of what must never be, whatever it is called."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.fetching.guard import find_refusal

PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "198.20.0.1",
          "2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "2001:200::1", "::ffff:8.8.8.8"]  # fmt: skip
INSIDE = [
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
    "100.127.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
    "203.0.113.1", "::1", "fc00::1", "fd12:3456::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1",
    "100::1", "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:192.168.0.1",
    "::ffff:0:127.0.0.1", "fec0::1", "5f00::1", "4000::1", "2606:4700::5efe:7f00:1", "2606:4700::200:5efe:a00:1",
    "192.31.196.1", "192.52.193.1", "192.175.48.1", "2620:4f:8000::1",
]  # fmt: skip
NEVER = [
    "0.0.0.0",  # noqa: S104  nothing is bound
    "0.1.2.3", "169.254.169.254", "168.63.129.16", "100.100.100.200", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255", "fe80::1", "fe80::1%eth0", "ff02::1", "ff0e::1", "fd00:ec2::254",
    "::ffff:169.254.169.254", "::ffff:0.0.0.0", "no address", "",
]  # fmt: skip


@pytest.mark.parametrize("ip", PUBLIC)
def test_the_public_internet_is_asked(ip: str) -> None:
    assert find_refusal(ip) is None


@pytest.mark.parametrize("ip", [*INSIDE, *NEVER])
def test_what_leads_inside_is_not(ip: str) -> None:
    assert find_refusal(ip)


@pytest.mark.parametrize("ip", NEVER)
def test_some_are_not_asked_even_where_private_networks_are_allowed(ip: str) -> None:
    assert find_refusal(ip, allow_private=True)


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.0.0.1", "::1", "fd12:3456::1", "192.168.1.1"])
def test_private_networks_are_asked_where_they_are_allowed(ip: str) -> None:
    assert find_refusal(ip, allow_private=True) is None


@given(st.ip_addresses(v=4))
def test_an_address_in_another_is_never_more_public_than_it_is(ip: ipaddress.IPv4Address) -> None:
    """Nothing passes for being wrapped, and nothing that Python holds for private passes at all."""
    packed = int(ip)
    mapped = ipaddress.IPv6Address((0xFFFF << 32) | packed)
    assert find_refusal(str(mapped)) == find_refusal(str(ip))
    if not ip.is_global or ip.is_multicast:
        assert find_refusal(str(ip)) or ip in ipaddress.ip_network("192.0.0.0/24")
    for prefix in ("64:ff9b::", "::", "64:ff9b:1::"):
        assert find_refusal(str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | packed)))
    assert find_refusal(str(ipaddress.IPv6Address((0x2002 << 112) | (packed << 80) | 1)))
    assert find_refusal(str(ipaddress.IPv6Address((0x20010000 << 96) | packed)))


@given(st.ip_addresses(v=6))
def test_what_python_holds_for_private_is_not_asked(ip: ipaddress.IPv6Address) -> None:
    if not ip.is_global and ip.ipv4_mapped is None:
        assert find_refusal(str(ip))
