"""Servers that send too much, too slowly or without end: each is stopped, and memory stays small."""

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.intake.loopback import STORY, Loopback, Reply, fetcher_for, serving

from sayso.intake.fetching import FetchLimits

ROOT = Path(__file__).resolve().parents[3]
HTML = ("Content-Type", "text/html")
CHUNKED = (HTML, ("Transfer-Encoding", "chunked"))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#: Small and generous at once: what should be stopped runs for minutes, and what should not takes milliseconds.
SHORT = FetchLimits(spacing=0, seconds=1.5, silence=1, connect=1, grace=0.5, rate=100_000, tries=1)


def endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def trickle(start: bytes, piece: bytes = b"a") -> Iterator[bytes]:
    yield start
    for _ in range(600):
        time.sleep(0.1)
        yield piece


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


#: What a hostile server sends for each path: all of it is stopped by a limit on size.
TOO_MUCH = {
    "/endless": Reply(headers=(HTML,), chunks=lambda: endless(b"a" * 65536)),
    "/endless-chunks": Reply(headers=CHUNKED, chunks=lambda: endless(chunk(b"a" * 65536))),
    "/stated": Reply(headers=(HTML, ("Content-Length", str(10**12))), chunks=lambda: endless(b"a" * 65536)),
    "/gzip": Reply(headers=(HTML, ("Content-Encoding", "gzip")), body=gzip.compress(b"a" * (256 * 2**20), 1)),
    "/nested": Reply(
        headers=(HTML, ("Content-Encoding", "gzip, gzip")), body=gzip.compress(gzip.compress(b"a" * (256 * 2**20), 1))
    ),
}
#: All of it is stopped by a limit on headers, or is no HTTP.
NO_ANSWER = {
    "/headers": Reply(raw=lambda: [HEAD, *(b"X-%d: a\r\n" % number for number in range(20_000)), b"\r\n"]),
    "/endless-headers": Reply(raw=lambda: _after(HEAD, b"X-A: b\r\n" * 1000)),
    "/long-header": Reply(raw=lambda: _after(HEAD + b"X-A: ", b"a" * 65536)),
    "/long-status": Reply(raw=lambda: endless(b"H" * 65536)),
    "/no-http": Reply(raw=lambda: [b"220 mail.example ESMTP\r\n"]),
    "/nothing": Reply(raw=lambda: [b""]),
    "/bad-length": Reply(headers=(HTML, ("Content-Length", "1000")), chunks=lambda: [b"short"]),
    "/bad-chunk": Reply(headers=CHUNKED, chunks=lambda: [b"zz\r\nabc"]),
    "/long-chunk-size": Reply(headers=CHUNKED, chunks=lambda: endless(b"1" * 65536)),
}
#: All of it is stopped by the clock.
TOO_SLOW = {
    "/body": Reply(headers=(HTML,), chunks=lambda: trickle(STORY)),
    "/chunks": Reply(headers=CHUNKED, chunks=lambda: trickle(chunk(STORY), chunk(b"a"))),
    "/headers-trickle": Reply(raw=lambda: trickle(HEAD, b"X-A: b\r\n")),
    "/header-trickle": Reply(raw=lambda: trickle(HEAD + b"X-A: ")),
    "/status-trickle": Reply(raw=lambda: trickle(b"HTTP/1.1 200 ")),
    "/continue": Reply(raw=lambda: endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)),
    "/trailers": Reply(headers=CHUNKED, chunks=lambda: _after(chunk(STORY) + b"0\r\n", b"X-A: b\r\n" * 1000)),
    "/silence": Reply(raw=lambda: trickle(b"", b"")),
}


def _after(start: bytes, piece: bytes) -> Iterator[bytes]:
    yield start
    yield from endless(piece)


@pytest.fixture(scope="module")
def hostile() -> Iterator[Loopback]:
    with serving({**TOO_MUCH, **NO_ANSWER, **TOO_SLOW}) as server:
        yield server


@pytest.mark.parametrize("path", sorted(TOO_MUCH))
def test_a_body_without_end_is_stopped(hostile: Loopback, path: str) -> None:
    answer = fetcher_for().fetch(hostile.at(path))
    assert (answer.fetch.outcome, answer.fetch.is_truncated) == ("failed", True)
    assert answer.fetch.reason == "larger than 15 MiB: it is not read"
    assert (answer.raw, answer.body) == (b"", b"")


@pytest.mark.parametrize("path", sorted(NO_ANSWER))
def test_what_is_no_answer_is_told(hostile: Loopback, path: str) -> None:
    fetch = fetcher_for().fetch(hostile.at(path)).fetch
    assert fetch.outcome == "failed"
    assert fetch.reason
    assert len(fetch.headers) <= 100


@pytest.mark.parametrize("path", sorted(TOO_SLOW))
def test_what_comes_too_slowly_is_given_up(hostile: Loopback, path: str) -> None:
    fetch = fetcher_for(SHORT).fetch(hostile.at(path)).fetch
    assert fetch.outcome == "failed"
    assert "try again later" in (fetch.reason or "")


def test_a_slow_name_server_is_given_up() -> None:
    def wait(_host: str, _port: int) -> tuple[str, ...]:
        time.sleep(2)
        return ("127.0.0.1",)

    fetch = fetcher_for(SHORT, resolver=wait).fetch("http://news.example/").fetch
    assert "took too long" in (fetch.reason or "")


def test_redirects_end() -> None:
    replies = {f"/{number}": Reply(302, b"", (("Location", f"/{number + 1}"),)) for number in range(30)}
    with serving({**replies, "/10": Reply(), "/circle": Reply(301, b"", (("Location", "/circle"),))}) as server:
        ten = fetcher_for().fetch(server.at("/0")).fetch
        assert (ten.outcome, len(ten.redirects)) == ("fetched", 9)
        server.replies["/10"] = replies["/10"]
        assert "more than 10 redirects" in (fetcher_for().fetch(server.at("/0")).fetch.reason or "")
        assert "in a circle" in (fetcher_for().fetch(server.at("/circle")).fetch.reason or "")


#: The high-water mark is read from the process itself: that of `resource` counts what the test's own process held.
MEASURE = """
import json, re, sys
from pathlib import Path
from tests.intake.loopback import fetcher_for
import sayso.intake.feeds, trafilatura
fetcher = fetcher_for()
reasons = [fetcher.fetch(address).fetch.reason for address in sys.argv[1:]]
status = Path("/proc/self/status").read_text()
print(json.dumps([reasons, int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell how much memory a process had")
def test_memory_stays_small_whatever_comes(hostile: Loopback) -> None:
    """Measured in a process of its own, with all that reads pages loaded: below 300 MB."""
    addresses = [hostile.at(path) for path in (*TOO_MUCH, *NO_ANSWER)]
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, *addresses], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    reasons, kilobytes = json.loads(ran.stdout)
    assert all(reasons)
    assert kilobytes < 300 * 1024
