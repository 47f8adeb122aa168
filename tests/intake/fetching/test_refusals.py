"""Nothing inside is asked, whatever leads there: forms of addresses, names, redirects, names that change, proxies."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from tests.intake.loopback import Loopback, Reply, fetcher_for, serving

from sayso.errors import IntakeError
from sayso.intake.fetching import Fetcher, FetchLimits

#: Forms of addresses that mean this machine, a private network or a trap; each is refused without a connection.
FORMS = [
    "http://127.0.0.1/", "http://127.0.0.1:80/", "https://127.0.0.1/", "http://127.1/", "http://127.0.1/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/", "http://0177.0.0.1/",
    "http://0177.1/", "http://017700000001/", "http://127.0.0.1./", "http://127.255.255.254/", "http://0/",
    "http://0.0.0.0/", "http://00.00.00.00/", "http://10.0.0.1/", "http://167772161/", "http://172.16.0.1/",
    "http://172.31.255.255/", "http://192.168.0.1/", "http://3232235521/", "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://0xa9fea9fe/",
    "http://[::ffff:169.254.169.254]/", "http://168.63.129.16/", "http://100.100.100.200/", "http://192.0.0.192/",
    "http://198.18.0.1/", "http://192.88.99.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/",
    "http://198.51.100.1/", "http://203.0.113.1/", "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/",
    "http://[::127.0.0.1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a00:1]/", "http://[2002:7f00:1::]/", "http://[2002:a00:1::1]/", "http://[2001::1]/",
    "http://[2001:0:53aa:64c:0:0:80ff:fffe]/", "http://[2001:db8::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/",
    "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[fec0::1]/", "http://[ff02::1]/",
    "http://[2606:4700::5efe:127.0.0.1]/", "http://news.example@127.0.0.1/", "http://news.example:80@127.0.0.1/",
    "http://127.0.0.1:80@127.0.0.1/", "http://news.example%40127.0.0.1/", "http://news.example\\@127.0.0.1/",
    "http://127.0.0.1\\.news.example/", "http://a@b@127.0.0.1/", "http://127.0.0.1#@news.example/",
    "http://127.0.0.1?@news.example/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://127．0．0．1/",
    "http://127｡0｡0｡1/", "http://①②⑦.⓪.⓪.①/", "http://localhost/", "http://LOCALHOST./",
    "http://localhost.localdomain/", "http://ip6-localhost/", "http://127.0.0.1.nip.example/",
    "http://%31%32%37.0.0.1/", "http://127.0.0.1%2f.news.example/", "http://127.0.0.1:8017/",
    "http://127.0.0.1%0d%0aHost:x/", "http:\\\\127.0.0.1/", "http:127.0.0.1", "http:/127.0.0.1", "//127.0.0.1/",
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:6379/_PING", "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/", "jar:http://127.0.0.1!/",
]  # fmt: skip
#: What somebody else's name server may answer, alone or beside a public address.
ANSWERS = [
    "127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "::ffff:127.0.0.1", "64:ff9b::a00:1",  # noqa: S104
    "2002:7f00:1::", "2001::1", "fe80::1%lo", "fd00::1", "ff02::1", "192.88.99.1", "224.0.0.1", "2606:4700::200:5efe:a00:1",
    "nonsense",
]  # fmt: skip


PUBLIC = ("93.184.215.14",)
#: Where a public page may want to send us.
INSIDE = ["http://10.0.0.5/admin", "http://intranet.example/", "http://[fd00::5]/"]


def lead_inside(_host: str, _port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A public host: its machine stands on loopback, and only connections to its public address are led there."""
    away = {f"/away/{n}": Reply(302, headers=(("Location", where),)) for n, where in enumerate(INSIDE)}
    with serving({"/": Reply()} | away) as server:
        real = socket.socket.connect

        def connect(self: socket.socket, place: tuple[str, int]) -> None:
            assert place == (PUBLIC[0], 80), "a connection inside was made"
            real(self, ("127.0.0.1", server.port))

        monkeypatch.setattr(socket.socket, "connect", connect)
        yield server


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("address", FORMS)
def test_no_form_of_an_address_leads_inside(address: str) -> None:
    answer = Fetcher(FetchLimits(spacing=0), resolver=lead_inside).fetch(address)
    assert (answer.fetch.outcome, answer.body) == ("refused", b"")
    assert answer.fetch.reason


def test_there_are_many_forms() -> None:
    assert len(set(FORMS)) >= 60


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("ip", ANSWERS)
@pytest.mark.parametrize("beside", [(), ("93.184.215.14",)])
def test_one_answer_that_leads_inside_spoils_all(ip: str, beside: tuple[str, ...]) -> None:
    for answers in ((*beside, ip), (ip, *beside)):

        def lead(_host: str, _port: int, answers: tuple[str, ...] = answers) -> tuple[str, ...]:
            return answers

        fetch = Fetcher(FetchLimits(spacing=0), resolver=lead).fetch("http://news.example/").fetch
        assert fetch.outcome == "refused"
        assert ip in (fetch.reason or "")


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 8443])
def test_public_addresses_are_asked_at_two_ports_alone(port: int) -> None:
    for allowed in (False, True):
        fetcher = Fetcher(FetchLimits(spacing=0), resolver=lambda _h, _p: ("93.184.215.14",), allow_private=allowed)
        fetch = fetcher.fetch(f"http://news.example:{port}/").fetch
        assert fetch.outcome == "refused"
        assert f"port {port} of a public address is not asked" in (fetch.reason or "")


@pytest.mark.parametrize("obey_robots", [True, False])
@pytest.mark.parametrize("number", range(len(INSIDE)))
def test_a_public_page_sends_nobody_inside_even_where_private_networks_are_allowed(
    outside: Loopback, number: int, obey_robots: bool
) -> None:
    fetcher = Fetcher(
        FetchLimits(spacing=0),
        resolver=lambda host, _port: ("10.0.0.6",) if host.startswith("intranet") else PUBLIC,
        allow_private=True,
    )
    fetch = fetcher.fetch(f"http://news.example/away/{number}", obey_robots=obey_robots).fetch
    assert (fetch.outcome, fetch.status) == ("refused", None)
    assert "a public page may not send us there: ask for that address itself" in (fetch.reason or "")
    assert "--allow-private-networks" not in (fetch.reason or "")
    assert outside.targets() == [f"/away/{number}"]


def test_a_name_that_changes_its_mind_is_checked_each_time(outside: Loopback) -> None:
    """The rebinding attack: public when robots.txt is asked for, this machine a moment later."""
    answers = iter([PUBLIC, ("127.0.0.1",), PUBLIC, ("127.0.0.1",)])
    fetcher = Fetcher(FetchLimits(spacing=0), resolver=lambda _host, _port: next(answers))
    assert fetcher.fetch("http://news.example/").fetch.outcome == "refused"
    assert [request.target for request in outside.asked] == ["/robots.txt"]
    assert fetcher.fetch("http://news.example/").fetch.outcome == "fetched"  # robots.txt is known by now
    assert fetcher.fetch("http://news.example/").fetch.outcome == "refused"
    assert outside.targets() == ["/"]


def test_the_machine_that_was_checked_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system says of the name meanwhile: it is not asked."""
    reached: list[tuple[str, int]] = []
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def connect(_self: socket.socket, place: tuple[str, int]) -> None:
        reached.append(place)
        raise OSError(111, "no")

    def look_up(host: str, *more: Any, **most: Any) -> Any:
        looked_up.append(host)
        return real(host, *more, **most)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    fetcher = Fetcher(FetchLimits(spacing=0), resolver=lambda _host, _port: PUBLIC)
    assert fetcher.fetch("https://news.example/", obey_robots=False).fetch.outcome == "failed"
    assert reached == [(PUBLIC[0], 443)]
    assert "news.example" not in looked_up


@pytest.mark.parametrize(
    "location",
    ["http://inside.example/", "//inside.example/", "http://[::ffff:169.254.169.254]/", "http://0xa9fea9fe/", "file:///etc/passwd",
     "gopher://news.example/", "http://[::1"],
)  # fmt: skip
def test_a_redirect_to_a_trap_is_refused_even_where_private_networks_are_allowed(location: str) -> None:
    def lead(host: str, _port: int) -> tuple[str, ...]:
        return ("169.254.169.254",) if host == "inside.example" else ("127.0.0.1",)

    with serving({"/": Reply(302, b"", (("Location", location),))}) as server:
        assert fetcher_for(resolver=lead).fetch(server.at()).fetch.outcome == "refused"
        assert server.targets() == ["/"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "[::1]", "[64:ff9b::7f00:1]", "2130706433"])
def test_a_redirect_from_outside_to_inside_is_refused(outside: Loopback, status: int, host: str) -> None:
    outside.replies["/"] = Reply(status, b"", (("Location", f"http://{host}/secret"),))
    fetch = Fetcher(FetchLimits(spacing=0), resolver=lambda _host, _port: PUBLIC).fetch("http://news.example/").fetch
    assert fetch.outcome == "refused"
    assert "only the public internet is asked" in (fetch.reason or "")
    assert outside.targets() == ["/"]


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/": Reply()}) as server, serving() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}/")
        monkeypatch.setenv("no_proxy", "")
        assert fetcher_for().fetch(server.at()).fetch.outcome == "fetched"
        assert proxy.asked == []


def test_a_proxy_that_is_set_is_used_and_given_the_checked_machine() -> None:
    with serving() as proxy:
        fetcher = Fetcher(
            FetchLimits(spacing=0), resolver=lambda _h, _p: ("93.184.215.14",), proxy=f"http://desk:pass@127.0.0.1:{proxy.port}"
        )
        fetch = fetcher.fetch("http://news.example/", obey_robots=False).fetch
        secure = fetcher.fetch("https://news.example/", obey_robots=False).fetch
    assert (fetch.outcome, secure.outcome) == ("failed", "failed")
    assert "the proxy does not lead there" in (fetch.reason or "")
    assert [(one.method, one.target) for one in proxy.asked] == [
        ("CONNECT", "93.184.215.14:80"),
        ("CONNECT", "93.184.215.14:443"),
    ]
    assert proxy.asked[0].headers["proxy-authorization"].startswith("Basic ")
    assert "pass" not in f"{fetch}{secure}"


@pytest.mark.usefixtures("no_connection")
def test_a_proxy_opens_no_way_inside() -> None:
    fetcher = Fetcher(FetchLimits(spacing=0), resolver=lead_inside, proxy="http://gate.example:3128")
    assert fetcher.fetch("http://news.example/").fetch.outcome == "refused"


@pytest.mark.parametrize(
    "proxy",
    ["gate.example", "://", "http://", "socks5://gate.example:1080", "https://gate.example", "http://gate.example/x", " "],
)
def test_a_proxy_that_cannot_be_used_is_an_error(proxy: str) -> None:
    with pytest.raises(IntakeError, match="SAYSO_PROXY"):
        Fetcher(proxy=proxy)


@pytest.mark.usefixtures("no_connection")
def test_a_name_that_is_not_known_is_told() -> None:
    def fail(_host: str, _port: int) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    fetch = Fetcher(resolver=fail).fetch("http://news.example/").fetch
    assert (fetch.outcome, fetch.reason) == ("failed", "no host of this name is known: check the address and the network")
