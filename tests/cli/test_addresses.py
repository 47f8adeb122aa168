"""Addresses on the command line: read and forgotten, or archived and kept; what cannot be had is one line."""

from pathlib import Path

from tests.cli.programs import Run
from tests.intake.loopback import Reply, Request, serving

from sayso.ledger import Ledger

PRIVATE = "--allow-private-networks"


def test_an_address_is_read_and_nothing_is_kept(run: Run, place: Path) -> None:
    with serving({"/ferry": Reply()}) as server:
        result = run("read", PRIVATE, "--contact", "desk@news.example", f"http://desk:secret@127.0.0.1:{server.port}/ferry")
        assert [request.target for request in server.asked] == ["/robots.txt", "/ferry"]
        assert all(request.headers["user-agent"].endswith("(+desk@news.example)") for request in server.asked)
    assert result.exit_code == 0
    assert f'"url":"http://127.0.0.1:{server.port}/ferry"' in result.stdout
    assert "secret" not in result.output
    assert list(place.iterdir()) == []


def test_an_address_that_is_added_is_archived_also_where_it_is_gone(run: Run, place: Path) -> None:
    with serving({"/ferry": Reply(), "/robots.txt": Reply(200, b"User-agent: *\nDisallow: /\n")}) as server:
        address = f"http://127.0.0.1:{server.port}/ferry"
        refused = run("add", PRIVATE, address)
        assert "its robots.txt asks programs to stay away" in refused.stderr
        assert server.targets() == []
        added = run("add", PRIVATE, "--ignore-robots", address)
        gone = run("add", PRIVATE, "--ignore-robots", f"http://127.0.0.1:{server.port}/gone")
    assert (refused.exit_code, added.exit_code, gone.exit_code) == (3, 0, 3)
    assert "no such page (404): check the address" in gone.stderr
    assert list(place.glob("ledger.archive/warc/*/*/*/*.warc.gz"))
    with Ledger(place / "ledger.sqlite3") as ledger:
        kept = {(one.outcome, one.robots) for one in ledger.fetches(address)}
        assert kept == {("fetched", "not asked"), ("robots", "disallowed")}
        (missing,) = ledger.fetches(f"http://127.0.0.1:{server.port}/gone")
        assert missing.archive is not None


def test_an_address_that_is_added_again_is_asked_whether_it_changed(run: Run, place: Path) -> None:
    typed = ("Content-Type", "text/html; charset=utf-8")

    def answer(request: Request) -> Reply:
        if request.headers.get("if-none-match") == '"one"':
            return Reply(304, b"", (("ETag", '"one"'),))
        return Reply(headers=(typed, ("ETag", '"one"')))

    with serving({"/ferry": answer}) as server:
        address = f"http://127.0.0.1:{server.port}/ferry"
        first, again = (run("add", PRIVATE, address) for _ in range(2))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert '"unchanged"' in again.stdout
    with Ledger(place / "ledger.sqlite3") as ledger:
        assert [(one.outcome, one.status) for one in ledger.fetches(address)] == [("unchanged", 304), ("fetched", 200)]
        assert len(list(ledger.documents())) == 1


def test_each_try_is_a_row(run: Run, place: Path) -> None:
    later = Reply(503, b"", (("Retry-After", "1"),))
    with serving({"/ferry": [later, Reply()]}) as server:
        address = f"http://127.0.0.1:{server.port}/ferry"
        added = run("add", PRIVATE, address)
    assert added.exit_code == 0
    with Ledger(place / "ledger.sqlite3") as ledger:
        assert sorted(one.status or 0 for one in ledger.fetches(address)) == [200, 503]


def test_this_machine_is_not_asked_without_leave(run: Run) -> None:
    with serving({"/ferry": Reply()}) as server:
        result = run("read", f"http://127.0.0.1:{server.port}/ferry", "http://[::1]/", "http://0x7f.1/")
        assert server.asked == []
    assert result.exit_code == 3
    assert result.stderr.count("only the public internet is asked") == 3


def test_a_contact_that_cannot_be_sent_is_told(run: Run) -> None:
    result = run("read", "--contact", "a b", "http://news.example/")
    assert result.exit_code == 3
    assert "SAYSO_CONTACT: an address of a page or of mail" in result.stderr
