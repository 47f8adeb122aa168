"""What a fetch does and says: pages, walls, robots, turns, another try, conditions; and what it never sends."""

import gzip
import shutil
import ssl
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.intake.loopback import STORY, Reply, Request, fetcher_for, serving

from sayso.errors import IntakeError
from sayso.intake.fetching import Fetcher, FetchLimits, page_of_answer, pages_of
from sayso.intake.sources import iter_pages
from sayso.records import Answer, Failure, Fetch, Page

HTML = ("Content-Type", "text/html; charset=utf-8")


class Clock:
    """A clock that goes on by sleeping alone."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def polite(clock: Clock, **limits: Any) -> Fetcher:
    return fetcher_for(FetchLimits(**limits), clock=clock, sleep=clock.sleep)


def test_a_page_is_had_with_all_that_is_known_of_it() -> None:
    packed = gzip.compress(STORY)
    headers = (
        HTML,
        ("Content-Encoding", "gzip"),
        ("ETag", 'W/"7"'),
        ("Last-Modified", "Mon, 12 May 2031 08:00:00 GMT"),
        ("Set-Cookie", "id=1"),
    )
    with serving({"/a": Reply(body=packed, headers=headers)}) as server:
        answer = fetcher_for(now=lambda: "2031-05-12T09:00:00Z", contact="desk@news.example").fetch(
            server.at("/a#top"), feed="x1"
        )
        fetch = answer.fetch
        page, asked = page_of_answer(answer), server.asked[-1]
    assert (answer.raw, answer.body) == (packed, STORY)
    assert (fetch.outcome, fetch.reason, fetch.status, fetch.remote) == ("fetched", None, 200, "127.0.0.1")
    assert (fetch.address, fetch.final, fetch.at, fetch.feed) == (
        server.at("/a"),
        server.at("/a"),
        "2031-05-12T09:00:00Z",
        "x1",
    )
    assert (fetch.etag, fetch.modified, fetch.size) == ('W/"7"', "Mon, 12 May 2031 08:00:00 GMT", len(STORY))
    assert fetch.robots == "allowed"
    assert "set-cookie" not in {name.lower() for name, _ in fetch.headers}
    assert isinstance(page, Page)
    assert (page.url, page.fetched, page.fetch, page.sha256) == (server.at("/a"), fetch.at, fetch.id, fetch.sha256)
    assert asked.headers["user-agent"].startswith("sayso/")
    assert asked.headers["user-agent"].endswith("(+desk@news.example)")
    assert not {"cookie", "authorization", "referer", "if-none-match"} & set(asked.headers)


def test_what_was_known_is_sent_back_as_it_came() -> None:
    def answer(request: Request) -> Reply:
        return Reply(304, b"") if request.headers.get("if-none-match") == 'W/"7"' else Reply()

    with serving({"/a": answer}) as server:
        fetch = fetcher_for().fetch(server.at("/a"), etag='W/"7"', modified="Mon, 12 May 2031 08:00:00 GMT").fetch
        assert server.asked[-1].headers["if-modified-since"] == "Mon, 12 May 2031 08:00:00 GMT"
        assert (fetch.outcome, fetch.status, fetch.reason) == ("unchanged", 304, None)
        assert fetcher_for().fetch(server.at("/a"), etag="x\r\nHost: inside").fetch.outcome == "fetched"
        assert "if-none-match" not in server.asked[-1].headers


@pytest.mark.parametrize(
    ("reply", "outcome", "words"),
    [
        (Reply(404), "gone", "no such page (404)"),
        (Reply(410), "gone", "taken away for good"),
        (Reply(401), "failed", "wants a user and password"),
        (Reply(402), "failed", "behind a paywall"),
        (Reply(403, b"no"), "failed", "refuses us"),
        (Reply(451), "failed", "for reasons of law"),
        (Reply(500), "failed", "in trouble (500)"),
        (Reply(429), "limited", "fewer visits"),
        (Reply(503), "limited", "busy or closed"),
        (Reply(200, b" \n"), "failed", "nothing came"),
        (Reply(204, b""), "failed", "nothing came"),
        (Reply(302, b"", (HTML,)), "failed", "302 and no page"),
        (Reply(403, b"<title>Just a moment...</title>"), "challenge", "a test for browsers"),
        (Reply(200, b"<script src=/cdn-cgi/challenge-platform/x.js></script>"), "challenge", "a test for browsers"),
        (Reply(403, b"no", (HTML, ("cf-mitigated", "challenge"))), "challenge", "a test for browsers"),
        (Reply(202, b" ", (HTML, ("x-amzn-waf-action", "challenge"))), "challenge", "a test for browsers"),
        (Reply(503, b"Please enable JavaScript and cookies to continue"), "challenge", "a test for browsers"),
        (Reply(headers=(HTML, ("Content-Encoding", "zstd"))), "failed", "was not asked for"),
        (Reply(headers=(HTML, ("Content-Encoding", "gzip"))), "failed", "damaged"),
    ],
)
def test_every_answer_is_told_in_one_line(reply: Reply, outcome: str, words: str) -> None:
    with serving({"/a": reply}) as server:
        answer = fetcher_for(FetchLimits(spacing=0, tries=1)).fetch(server.at("/a"))
    assert answer.fetch.outcome == outcome
    assert words in (answer.fetch.reason or "")
    failure = page_of_answer(answer)
    assert isinstance(failure, Failure)
    assert "\n" not in failure.error


def test_a_story_that_mentions_such_tests_is_a_story() -> None:
    body = STORY.replace(b"</p>", b" Please enable JavaScript and cookies. g-recaptcha</p>")
    with serving({"/a": Reply(body=body)}) as server:
        assert fetcher_for().fetch(server.at("/a")).fetch.outcome == "fetched"


def test_a_redirect_to_a_form_of_consent_is_no_page() -> None:
    with serving({}) as server:
        server.replies = {"/a": Reply(302, b"", (("Location", server.at("/c", "consent.news.example")),)), "/c": Reply()}
        fetch = fetcher_for().fetch(server.at("/a")).fetch
    assert (fetch.outcome, fetch.final) == ("challenge", server.at("/c", "consent.news.example"))


def test_a_page_that_is_not_free_is_read_and_says_so() -> None:
    body = STORY.replace(b"</head>", b'<script type="application/ld+json">{"isAccessibleForFree":"False"}</script></head>')
    with serving({"/a": Reply(body=body)}) as server:
        page = page_of_answer(fetcher_for().fetch(server.at("/a")))
    assert isinstance(page, Page)
    assert [(one.field, one.method) for one in page.told] == [("access", "page:isAccessibleForFree")]


def test_reservations_are_recorded_as_they_stand() -> None:
    body = STORY.replace(
        b"<head>", b'<head><meta content=\'index, noarchive\' name=robots><meta name="tdm-reservation" content="1">'
    )
    headers = (
        HTML,
        ("X-Robots-Tag", "otherbot: noai"),
        ("TDM-Reservation", "1"),
        ("tdm-policy", "https://news.example/tdm"),
        ("X-Robots-Tag", "all"),
    )
    with serving({"/a": Reply(body=body, headers=headers)}) as server:
        assert fetcher_for().fetch(server.at("/a")).fetch.reservations == (
            "x-robots-tag: otherbot: noai", "tdm-reservation: 1", "tdm-policy: https://news.example/tdm",
            "meta robots: index, noarchive", "meta tdm-reservation: 1",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("robots", "outcome", "decision"),
    [
        (Reply(404), "fetched", "allowed"),
        (Reply(403), "fetched", "allowed"),
        (Reply(200, b"User-agent: *\nDisallow: /\n"), "robots", "disallowed"),
        (Reply(200, b"User-agent: *\nDisallow: /\n\nUser-agent: sayso\nAllow: /\n"), "fetched", "allowed"),
        (Reply(200, b"User-agent: sayso\nDisallow: /a\n"), "robots", "disallowed"),
        (Reply(200, b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a"), "robots", "disallowed"),
        (Reply(200, b"User-agent: *\nAllow: /\n" + b"#" * 600_000 + b"\nDisallow: /\n"), "fetched", "allowed"),
        (Reply(200, b"<html>no robots here</html>"), "fetched", "allowed"),
        (Reply(500), "robots", "unreachable"),
        (Reply(503), "robots", "unreachable"),
        (Reply(429), "robots", "unreachable"),
        (Reply(302, b"", (("Location", "/robots.txt"),)), "fetched", "allowed"),
    ],
)
def test_robots_are_obeyed_and_the_decision_kept(robots: Reply, outcome: str, decision: str) -> None:
    with serving({"/robots.txt": robots, "/a": Reply()}) as server:
        fetch = fetcher_for().fetch(server.at("/a")).fetch
        assert (fetch.outcome, fetch.robots) == (outcome, decision)
        assert server.targets() == (["/a"] if outcome == "fetched" else [])
        followed = fetcher_for().fetch(server.at("/a"), obey_robots=False).fetch
        assert (followed.outcome, followed.robots) == ("fetched", "not asked")


def test_robots_are_asked_once_a_day_and_where_a_redirect_leads() -> None:
    clock = Clock()
    replies = {"/a": Reply(), "/out": Reply(302, b"", (("Location", "/closed/b"),)), "/closed/b": Reply(),
               "/robots.txt": Reply(200, b"User-agent: *\nDisallow: /closed/\n")}  # fmt: skip
    with serving(replies) as server:
        fetcher = polite(clock, spacing=0)
        assert [fetcher.fetch(server.at("/a")).fetch.outcome for _ in range(3)] == ["fetched"] * 3
        assert fetcher.fetch(server.at("/out")).fetch.outcome == "robots"
        assert [request.target for request in server.asked].count("/robots.txt") == 1
        clock.now += 24 * 3600 + 1
        fetcher.fetch(server.at("/a"))
        assert [request.target for request in server.asked].count("/robots.txt") == 2


def test_turns_lie_five_seconds_apart_at_each_host_for_itself() -> None:
    clock = Clock()
    with serving({"/a": Reply()}) as server:
        fetcher = polite(clock)
        for host in ("one.example", "one.example", "two.example", "one.example"):
            assert fetcher.fetch(server.at("/a", host)).fetch.outcome == "fetched"
    assert clock.slept == [5, 5]


def test_a_host_may_wish_for_more_time() -> None:
    clock = Clock()
    with serving({"/a": Reply(), "/robots.txt": Reply(200, b"User-agent: *\nCrawl-delay: 20\n")}) as server:
        fetcher = polite(clock)
        for _ in range(2):
            fetcher.fetch(server.at("/a"))
    assert clock.slept == [20]


@pytest.mark.parametrize(
    ("first", "slept"),
    [
        (Reply(429), [30]),
        (Reply(429, headers=(HTML, ("Retry-After", "50"))), [50]),
        (Reply(503, headers=(HTML, ("Retry-After", "7"))), [30]),
        (Reply(500), [5]),
        (Reply(408), [5]),
    ],
)
def test_passing_troubles_are_tried_again(first: Reply, slept: list[float]) -> None:
    clock = Clock()
    with serving({"/a": [first, Reply()]}) as server:
        assert polite(clock).fetch(server.at("/a")).fetch.outcome == "fetched"
        assert server.targets() == ["/a", "/a"]
    assert clock.slept == slept


@pytest.mark.parametrize(
    "reply", [Reply(404), Reply(403), Reply(400), Reply(501), Reply(429, headers=(HTML, ("Retry-After", "3600")))]
)
def test_nothing_else_is_tried_again(reply: Reply) -> None:
    clock = Clock()
    with serving({"/a": reply}) as server:
        fetcher = polite(clock)
        first = fetcher.fetch(server.at("/a")).fetch
        assert server.targets() == ["/a"]
        if first.retry_after:  # whoever asked for an hour is not asked meanwhile
            again = fetcher.fetch(server.at("/a")).fetch
            assert (again.outcome, again.status) == ("limited", None)
            assert server.targets() == ["/a"]
    assert clock.slept == []


def test_one_connection_is_open_at_a_host() -> None:
    open_now, most, lock = 0, 0, threading.Lock()

    def answer(_request: Request) -> Reply:
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
        threading.Event().wait(0.02)
        with lock:
            open_now -= 1
        return Reply()

    with serving({"/a": answer, "/robots.txt": answer}) as server:
        fetcher = fetcher_for()
        threads = [threading.Thread(target=fetcher.fetch, args=(server.at("/a"),)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert most == 1


@pytest.mark.parametrize("contact", ["a\r\nHost: inside", "(x)", "ab", "d\u00e9sk@news.example", "a b c"])
def test_a_contact_that_could_break_a_header_is_an_error(contact: str) -> None:
    with pytest.raises(IntakeError, match="SAYSO_CONTACT"):
        Fetcher(contact=contact)


FEED = (
    b"<rss version='2.0'><channel><title>Gazette</title><item><link>http://news.example/b</link><title>Ferry</title></item>"
    b"</channel></rss>"
)


def test_addresses_among_sources_become_pages() -> None:
    kept: list[Answer] = []

    def keep(answer: Answer) -> Fetch:
        kept.append(answer)
        return answer.fetch

    feed = Reply(body=FEED, headers=(("Content-Type", "application/rss+xml"),))
    with serving({"/a": Reply(), "/feed": feed, "/bar": Reply()}) as server:
        fetch = pages_of(fetcher_for(), keep=keep, barred=lambda address: "redacted" if "/bar" in address else None)
        named = [server.at(path) for path in ("/a?utm_source=x", "/no", "/feed", "/bar")]
        page, missing, listed, barred = iter_pages(named, fetch=fetch)
        assert server.targets() == ["/a?utm_source=x", "/no", "/feed"]
    assert isinstance(page, Page)
    assert page.url == server.at("/a")
    assert missing == Failure(server.at("/no"), "intake", "no such page (404): check the address")
    assert isinstance(listed, Failure)
    assert "a list that names 1 pages" in listed.error
    assert barred == Failure(server.at("/bar"), "intake", "redacted")
    assert [answer.fetch.outcome for answer in kept] == ["fetched", "gone", "fetched"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for `news.example` that nobody vouches for, with its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example"
    name = ["-addext", "subjectAltName=DNS:news.example"]
    command = [program, *options.split(), *name, "-keyout", f"{path}.key", "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def test_a_certificate_is_checked_against_the_name_not_the_machine(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate, f"{certificate}.key")
    with serving({"/a": Reply()}, wrap=lambda connection: own.wrap_socket(connection, server_side=True)) as server:
        address = server.at("/a").replace("http:", "https:")
        unknown = fetcher_for().fetch(address).fetch
        assert "its certificate is not valid" in (unknown.reason or "")
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr("sayso.intake.fetching.fetcher.make_context", lambda: trusting)
        assert fetcher_for().fetch(address).fetch.outcome == "fetched"
        other = fetcher_for().fetch(address.replace("news.example", "other.example")).fetch
        assert "its certificate is not valid" in (other.reason or "")
