"""A watch over very many feeds: one cycle against the servers' own pace, and how much memory it takes.

In: how many feeds, how slow the servers are. Out: on standard output, the seconds of a cycle beside those that the same feeds
take when they are only fetched, and the most memory. Servers and watch are on this machine, the servers in a process of their
own; each feed is a host of its own.

    python -m benchmarks.feeds
"""

import argparse
import multiprocessing
import multiprocessing.pool
import resource
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from sayso.intake.fetching import Fetcher, FetchLimits
from sayso.ledger import Ledger
from sayso.records.instants import read_clock
from sayso.watch import new_feed
from sayso.watch.looking import look_at_feeds

__all__ = ["main", "measure"]

ITEMS: Final = 20
#: Each answer waits so long (seconds), as a server far away would.
DELAY: Final = 0.2


def serve(told: Connection, delay: float) -> None:
    """Answer every request with a feed of its host, until told to stop."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=512)
    told.send(listening.getsockname()[1])

    def accept() -> None:
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=answer, args=(connection, delay), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    told.recv()


def answer(connection: socket.socket, delay: float) -> None:
    """One feed, after a while."""
    with connection:
        head = connection.recv(65536).decode("latin-1")
        host = next((line[6:].split(":")[0] for line in head.split("\r\n") if line.lower().startswith("host: ")), "x")
        time.sleep(delay)
        items = "".join(
            f"<item><guid>{number}</guid><link>http://{host}/{number}</link><title>Story {number} of {host}</title>"
            f"<description>{'The council will meet on Monday to speak of the quay. ' * 6}</description></item>"
            for number in range(ITEMS)
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()
        head = f'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
        connection.sendall(head.encode() + body)


@contextmanager
def serving(delay: float) -> Iterator[int]:
    """A process of servers; its port."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there, delay), daemon=True)
    process.start()
    port = here.recv()
    yield int(port)
    here.send("stop")
    process.join(10)


def measure(feeds: int, threads: int, delay: float) -> tuple[float, float, int]:
    """Seconds of a cycle, seconds of fetching alone, items that were kept."""
    with serving(delay) as port, tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "l.sqlite3") as ledger:
        addresses = [f"http://feed-{number}.example:{port}/feed" for number in range(feeds)]
        for address in addresses:
            ledger.put_feed(new_feed(address, read_clock()))
        began = time.perf_counter()
        with multiprocessing.pool.ThreadPool(threads) as pool:
            bare = _fetcher()
            pool.map(lambda address: bare.fetch(address, obey_robots=False), addresses, chunksize=1)
        fetched = time.perf_counter() - began
        began = time.perf_counter()
        looks = list(look_at_feeds(ledger, _fetcher(), ledger.feeds(), read_clock, threads=threads))
        cycle = time.perf_counter() - began
        faults = [look.error for look in looks if look.error]
        if faults:
            print(f"{len(faults)} looks failed, the first: {faults[0]}", file=sys.stderr)
        return cycle, fetched, sum(look.new for look in looks)


def _fetcher() -> Fetcher:
    return Fetcher(FetchLimits(spacing=0), resolver=lambda _host, _port: ("127.0.0.1",), allow_private=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--delay", type=float, default=DELAY)
    given = parser.parse_args(arguments)
    cycle, fetched, items = measure(given.feeds, given.threads, given.delay)
    least = given.feeds * given.delay / given.threads
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{given.feeds} feeds, {given.threads} threads, servers that wait {given.delay} s; {items} items kept")
    print(
        f"a cycle {cycle:.1f} s, fetching alone {fetched:.1f} s (the servers alone {least:.1f} s): ratio {cycle / fetched:.2f}"
    )
    print(f"most memory {memory:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
