"""`sayso sources` and `sayso watch`: following a feed on a server of this machine, from its address to its claims."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.programs import Run, lines
from tests.intake.loopback import Loopback, Reply, serving

from sayso.ledger import Ledger

PRIVATE = "--allow-private-networks"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as running:
        yield running


@pytest.fixture
def address(server: Loopback) -> str:
    """The address of a feed with one story."""
    base = f"http://127.0.0.1:{server.port}"
    item = f"<item><guid>1</guid><link>{base}/one</link><title>One</title></item>"
    body = f'<rss version="2.0"><channel><title>The Port Gazette</title>{item}</channel></rss>'.encode()
    words = "<p>Ilse Hartog said the quay was closed. It will open again in May, when the work is done.</p>" * 2
    page = f"<html lang=en><title>One</title><article><h1>One</h1>{words}</article></html>".encode()
    server.replies.update({"/feed": Reply(body=body, headers=(("Content-Type", "text/xml"),)), "/one": Reply(body=page)})
    return f"{base}/feed"


def test_a_feed_is_followed_watched_and_listed_with_how_it_fares(run: Run, address: str) -> None:
    added = run("sources", "add", address, PRIVATE, "--table")
    assert added.exit_code == 0, added.stderr
    assert "followed, 1 pages in it" in added.stderr
    watched = run("watch", "--once", PRIVATE)
    assert watched.exit_code == 0, watched.stderr
    assert watched.stdout == ""
    assert "1 feeds looked at, 1 new items; 1 added; linked" in watched.stderr
    (feed,) = lines(run("sources"))
    assert (feed["title"], feed["items"], feed["failures"]) == ("The Port Gazette", 1, 0)
    table = run("sources", "--table").stdout
    assert "The Port Gazette" in table
    assert "well, last seen" in table
    with Ledger() as ledger:
        assert ledger.counts().documents == 1
    assert run("watch", "--once", PRIVATE).stderr == "", "nothing is due, so nothing is said"


def test_a_cycle_can_be_had_as_json(run: Run, address: str) -> None:
    run("sources", "add", address, PRIVATE)
    told = json.loads(run("watch", "--once", "--json", "--no-link", PRIVATE).stdout)
    assert (told["schema"], told["new"], told["outcomes"], told["linked"]) == ("sayso/cycle/1", 1, {"added": 1}, False)


def test_what_is_no_feed_is_told_at_once_and_not_followed(run: Run, address: str) -> None:
    page = address.replace("/feed", "/one")
    result = run("sources", "add", page, "not an address", PRIVATE)
    assert result.exit_code == 3
    assert "a web page, not a feed" in result.stderr
    assert len(result.stderr.splitlines()) == 2
    assert run("sources").exit_code == 1


def test_a_private_address_is_only_asked_where_that_is_allowed(run: Run, address: str, server: Loopback) -> None:
    result = run("sources", "add", address)
    assert result.exit_code == 3
    assert "--allow-private-networks" in result.stderr
    assert server.asked == []


def test_feeds_are_paused_resumed_dropped_and_go_through_opml(run: Run, address: str, place: Path) -> None:
    run("sources", "add", address, PRIVATE)
    (paused,) = lines(run("sources", "pause", address))
    assert paused["state"] == "paused"
    (resumed,) = lines(run("sources", "resume", paused["id"][:8]))
    assert resumed["state"] == "active"
    exported = run("sources", "export")
    assert address in exported.stdout
    assert "dropped 1" in run("sources", "drop", address).stderr
    (place / "list.opml").write_text(exported.stdout, "utf-8")
    imported = run("sources", "import", "list.opml", "--table")
    assert imported.exit_code == 0, imported.stderr
    (feed,) = lines(run("sources"))
    assert (feed["address"], feed["title"]) == (address, "The Port Gazette")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["sources", "add"], 2, "add needs an ADDRESS"),
        (["sources", "drop", "nix"], 4, "there is no ledger"),
        (["sources", "import", "none.opml"], 3, "could not be read"),
        (["watch", "--once"], 4, "there is no ledger"),
    ],
)
def test_wrong_use_is_one_line(run: Run, arguments: list[str], code: int, told: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, told in result.stderr) == (code, True), (result.exit_code, result.stderr)
