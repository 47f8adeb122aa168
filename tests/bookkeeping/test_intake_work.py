"""Where the archive of a ledger is."""

from pathlib import Path

import pytest

from sayso.bookkeeping.intake_work import find_archive


@pytest.mark.parametrize(
    ("address", "folder"),
    [("news.sqlite3", "news.archive"), ("/a/b/news.sqlite3", "/a/b/news.archive"), ("sqlite:////a/news.db", "/a/news.archive")],
)
def test_the_archive_of_a_file_is_beside_it(address: str, folder: str) -> None:
    assert find_archive(address, "/data") == Path(folder)


def test_each_database_of_a_server_has_an_archive_of_its_own_whoever_uses_it() -> None:
    addresses = ("postgresql://a:secret@db.example/news", "postgresql://b@db.example/news", "postgresql://a@db.example/other")
    first, second, third = (find_archive(address, "/data") for address in addresses)
    assert first == second != third
    assert first.parent == Path("/data")
    assert "secret" not in str(first)
