"""Ledgers that cannot be opened or written say so in one line, and nothing already kept is lost."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests.factory import story

import sayso
from sayso.errors import StoreError
from sayso.ledger import Ledger, Summary
from sayso.store import Added, engines, open_store


def engine_of(ledger: Ledger) -> Any:
    return ledger._store._opened.engine  # type: ignore[attr-defined]


def refused(address: object, *, create: bool = True) -> str:
    """The one line with which an address is refused."""
    with pytest.raises(StoreError) as caught:
        Ledger(address, create=create)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_path_and_a_url_open_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "böse #1?&.sqlite3"
    with Ledger(path) as ledger:
        ledger.add([story(1)])
    with Ledger(str(path)) as ledger:
        assert ledger.counts().documents == 1
    plain = tmp_path / "plain.sqlite3"
    Ledger(f"sqlite:///{plain}").close()
    assert plain.exists()


def test_a_file_is_written_ahead_and_synchronised(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.sqlite3") as ledger, engine_of(ledger).connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    path.touch()
    assert "no ledger" in refused(path, create=False)
    with Ledger(path) as ledger:
        assert ledger.add([story(1)]) == Summary(added=1)


def test_a_missing_ledger_is_not_made_unasked(tmp_path: Path) -> None:
    assert "there is no ledger here" in refused(tmp_path / "none.sqlite3", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    assert "its folder does not exist" in refused(tmp_path / "no" / "l.sqlite3")


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert "a folder, not a ledger" in refused(tmp_path)


@pytest.mark.parametrize(
    "body", [b"This is a letter, not a database.", b"\x00" * 5000, b"SQLite format 3\x00" + b"\x01" * 5000]
)
def test_another_file_is_refused_and_not_touched(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(body)
    refused(path)
    assert path.read_bytes() == body
    assert [found.name for found in tmp_path.iterdir()] == ["letter.txt"]


def test_the_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE documents (id)")
        connection.commit()
    before = path.read_bytes()
    assert "another program" in refused(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "address",
    [
        "mysql://me@host/db",
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "://",
        "postgresql://",
        "nonsense://x",
        "sqlite://host/file",
        "a\x00b",
    ],
)
def test_an_address_that_is_none_is_refused(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", "1")
    refused(address)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    line = refused("postgresql://ana:secret@127.0.0.1:1/news")
    assert "secret" not in line
    assert "no connection" in line


def test_a_missing_driver_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'sayso[postgres]'" in refused("postgresql://ana@127.0.0.1:1/news")


def test_a_damaged_ledger_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite3"
    with Ledger(path) as ledger:
        ledger.add(story(number) for number in range(20))
    body = bytearray(path.read_bytes())
    middle = len(body) // 2
    body[middle : middle + 40_000] = b"\xa5" * 40_000
    path.write_bytes(body)
    with Ledger(path) as ledger:
        assert ledger.verify()


def test_a_full_disk_says_so_and_keeps_what_was_added(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite3"
    with Ledger(path) as ledger:
        ledger.add([story(1)])
        with engine_of(ledger).connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        engine_of(ledger).dispose()
        # the limit belongs to a connection, so it is set on each one as it is made
        event.listen(engine_of(ledger), "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 40}"))
        added: list[Added] = []
        with pytest.raises(StoreError, match="the disk is full"):
            added.extend(outcome for outcome in ledger.add_each(story(number) for number in range(2, 200)))
        kept = ledger.counts().documents
        assert ledger.search("harbour")
    assert 1 < kept < 199
    with Ledger(path) as ledger:
        assert ledger.verify() == []
        assert ledger.add(story(number) for number in range(1, 60)) == Summary(added=59 - kept, unchanged=kept)


def test_a_ledger_that_another_program_holds_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.1)
    path = tmp_path / "l.sqlite3"
    with Ledger(path) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        ledger.add([story(1)])
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program"):
            ledger.add([story(2)])
        assert ledger.search("harbour")  # reading goes on
        other.execute("ROLLBACK")
        assert ledger.add([story(2)]) == Summary(added=1)


def test_a_store_that_was_taken_away_raises_only_store_errors(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite3"
    ledger = Ledger(path)
    ledger.add([story(1)])
    with engine_of(ledger).connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("DROP TABLE passages")
    for use in (lambda: ledger.add([story(2)]), lambda: ledger.search("harbour"), ledger.verify):
        with pytest.raises(StoreError):
            use()
    ledger.close()


# --- what may only be read ---

READ = """
import os, sys, tempfile
from sayso.errors import SaysoError
from sayso.ledger import Ledger
from tests.factory import story
with tempfile.TemporaryDirectory() as folder, Ledger(folder + "/l") as ledger:  # loads all that is loaded late
    ledger.add([story(1)])
    ledger.search("harbour")
    ledger.verify()
if os.getuid() == 0:  # root may write anywhere
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Ledger(sys.argv[1], create=sys.argv[2] == "create") as ledger:
        print(len(ledger.search("harbour")), len(ledger.verify()))
        ledger.add([story(99)])
        print("added")
except SaysoError as error:
    print(error)
"""


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that an unprivileged user can reach (pytest's own is closed to others)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


def open_as_another(path: Path, how: str) -> list[str]:
    """What an unprivileged user gets to see of a ledger."""
    root = Path(sayso.__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(root.parent)))}
    command = [sys.executable, "-c", READ, str(path), how]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs the users of a POSIX system")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)])
def test_a_ledger_that_may_only_be_read_is_still_searched(shelf: Path, file_mode: int, folder_mode: int) -> None:
    path = shelf / "l.sqlite3"
    with Ledger(path) as ledger:
        ledger.add([story(1), story(2)])
        found = len(ledger.search("harbour"))
    path.chmod(file_mode)
    shelf.chmod(folder_mode)
    first, second = open_as_another(path, "read")
    assert first == f"{found} 0"
    assert "cannot be written" in second


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs the users of a POSIX system")
def test_no_ledger_is_made_where_nothing_may_be_written(shelf: Path) -> None:
    (line,) = open_as_another(shelf / "l.sqlite3", "create")
    assert "its folder cannot be written" in line
    assert list(shelf.iterdir()) == []


def test_a_store_is_closed_twice_without_complaint(tmp_path: Path) -> None:
    store = open_store(tmp_path / "l.sqlite3")
    store.close()
    store.close()
