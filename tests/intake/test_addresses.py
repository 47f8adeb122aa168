"""Addresses in every form that somebody may type, paste or send: one form comes out, or one line."""

import ipaddress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.errors import IntakeError
from sayso.intake.addresses import follow_location, hide_user, read_address


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("HTTPS://News.Example", "https://news.example/"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:443", "https://news.example/"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("https://desk:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/a#top", "https://news.example/a"),
        ("https://news.example./a", "https://news.example/a"),
        (" https://news.example/a b\n", "https://news.example/a%20b"),
        ("https://news.example/ä?q=ö", "https://news.example/%C3%A4?q=%C3%B6"),
        ("https://news.example?q=1", "https://news.example/?q=1"),
        ("https://news.example/a/./b/../c", "https://news.example/a/c"),
        ("https://news.example/%2e%2E/a/..", "https://news.example/"),
        ("https://news.example/../../a", "https://news.example/a"),
        ("https://news.example//a//b", "https://news.example//a//b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://news。example/", "https://news.example/"),
        ("https://ｎｅｗｓ.example/", "https://news.example/"),
        ("https://[2606:4700:0:0::1111]:8443/", "https://[2606:4700::1111]:8443/"),
        ("https://a_b.example/", "https://a_b.example/"),
        ("https://news.example/a?x=http://other.example/?y", "https://news.example/a?x=http://other.example/?y"),
    ],
)
def test_an_address_has_one_form(typed: str, shown: str) -> None:
    assert read_address(typed).shown == shown


@pytest.mark.parametrize(
    "typed",
    [
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0x7f000001",
        "017700000001",
        "127.0.1",
        "0X7F.0.0.1",
        "１２７。０。０。１",
        "127.0.0.1.",
    ],
)
def test_a_number_that_means_an_address_is_written_as_one(typed: str) -> None:
    assert read_address(f"http://{typed}/").host == "127.0.0.1"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "news.example",
        "//news.example/",
        "http:/news.example",
        "http:news.example",
        "http:///a",
        "http://",
        "http://@/",
        "http://:80/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://127.0.0.1:25/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http:\\\\127.0.0.1\\",
        "http://news.example\\@127.0.0.1/",
        "http://a@b@127.0.0.1/",
        "http://news.example:99999/",
        "http://news.example:0/",
        "http://news.example:8o/",
        "http://news.example:80:80/",
        "http://news.example:٨٠/",
        "http://[::1/",
        "http://[::1]x/",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:127.0.0.1",
        "http://[127.0.0.1]/",
        "http://256.0.0.1/",
        "http://1.2.3.4.5/",
        "http://4294967296/",
        "http://0x100000000/",
        "http://09.0.0.1/",
        "http://-a.example/",
        "http://a..example/",
        "http://a b.example/",
        "http://a%2eexample/",
        "http://127.0.0.1%00.news.example/",
        "http://news.example\r\nHost: inside/",
        "http://news.example/\x00",
        "http://" + "a" * 64 + ".example/",
        "http://news.example/" + "a" * 9000,
    ],
)
def test_what_is_no_address_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_address(typed)
    assert caught.value.reason
    assert "\n" not in caught.value.reason


def test_a_password_stands_in_no_error() -> None:
    with pytest.raises(IntakeError) as caught:
        read_address("http://desk:secret@news.example:0/")
    assert "secret" not in str(caught.value)
    assert hide_user("see http://desk:secret@news.example/a@b") == "see http://news.example/a@b"


def test_the_key_leaves_out_where_a_reader_came_from() -> None:
    address = read_address("https://news.example/a?id=7&utm_source=mail&fbclid=x")
    assert address.shown.endswith("?id=7&utm_source=mail&fbclid=x")
    assert address.key == "https://news.example/a?id=7"


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("/b", "https://news.example/b"),
        ("b?c", "https://news.example/a/b?c"),
        ("//other.example/b", "https://other.example/b"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("../../b", "https://news.example/b"),
        ("https://u:p@other.example/", "https://other.example/"),
    ],
)
def test_a_redirect_is_followed_from_where_it_stands(location: str, shown: str) -> None:
    assert follow_location(read_address("https://news.example/a/x"), location).shown == shown


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://news.example/", "http://[::1", "gopher://127.0.0.1:70/_x"])
def test_a_redirect_to_anything_else_is_refused(location: str) -> None:
    with pytest.raises(IntakeError):
        follow_location(read_address("https://news.example/"), location)


@given(st.text(max_size=60).map(lambda text: text) | st.text(max_size=60).map("http://{}".format))
@example("http://[::1]:80/@")
def test_any_text_is_an_address_or_refused_and_reading_again_changes_nothing(text: str) -> None:
    try:
        address = read_address(text)
    except IntakeError:
        return
    assert read_address(address.shown) == address
    assert address.shown.isascii()
    assert "@" not in address.authority


@given(st.ip_addresses(v=4))
def test_every_way_to_write_an_ipv4_address_is_that_address(ip: ipaddress.IPv4Address) -> None:
    number, (first, second, third, fourth) = int(ip), ip.packed
    ways = [
        str(number),
        hex(number),
        oct(number).replace("0o", "0"),
        f"{first}.{number & 0xFFFFFF}",
        f"{first}.{second}.{third * 256 + fourth}",
    ]
    ways.append(".".join(hex(part) for part in ip.packed))
    assert {read_address(f"http://{way}/").host for way in ways} == {str(ip)}
