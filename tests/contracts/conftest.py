"""Each test of the contracts gets an empty ledger on every database there is."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from sayso.ledger import Ledger

SERVER = os.environ.get("SAYSO_TEST_POSTGRES")
NO_SERVER = "SAYSO_TEST_POSTGRES names no server: `make test-postgres` starts one"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database: a new file, or a schema of its own on the server."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.sqlite3")
        return
    if SERVER is None:
        pytest.skip(NO_SERVER)
    schema = f"t{token_hex(8)}"
    server = create_engine(make_url(SERVER).set(drivername="postgresql+psycopg"))
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@pytest.fixture
def open_ledger(address: str) -> Iterator[Callable[[], Ledger]]:
    """Opens the same ledger as often as asked, and closes all at the end."""
    opened: list[Ledger] = []

    def open_another() -> Ledger:
        opened.append(Ledger(address))
        return opened[-1]

    yield open_another
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(open_ledger: Callable[[], Ledger]) -> Ledger:
    """An empty ledger."""
    return open_ledger()


@pytest.fixture
def sql(ledger: Ledger) -> Callable[..., list[tuple[object, ...]]]:
    """Runs SQL in the ledger's own database, behind its back."""

    def run(statement: str, **values: object) -> list[tuple[object, ...]]:
        engine = ledger._store._opened.engine  # type: ignore[attr-defined]
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            return _rows(connection, statement, values)

    return run


def _rows(connection: Connection, statement: str, values: dict[str, object]) -> list[tuple[object, ...]]:
    result = connection.execute(text(statement), values)
    return [tuple(row) for row in result] if result.returns_rows else []
