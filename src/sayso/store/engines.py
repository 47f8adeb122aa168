"""Opening a ledger: from a path or URL to a database of the newest schema, or one line that says why not.

In: a path, `sqlite:///…` or `postgresql://…`. Out: an `Opened` engine whose transactions behave alike on both databases.
A new ledger gets its tables here and an older SQLite file is migrated, after a copy beside it; an older PostgreSQL
database is refused, since others use it too. Nothing is written to a database that is not ours or is newer than we are.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from sayso.errors import MigrationNeeded, StoreError
from sayso.store import schema

__all__ = ["Opened", "migrate_ledger", "open_engine", "storing", "transaction"]

BUSY_SECONDS: Final = 30
#: Connections that stay open, and how many more there may be for a moment: a web server reads with 40 threads at most.
KEPT_OPEN, MORE_OPEN = 20, 30
SQLITE_HEADER: Final = b"SQLite format 3\x00"
#: What SQLite's error names begin with, and what to tell a person.
SQLITE_REASONS: Final = {
    "SQLITE_FULL": "the disk is full: free some space and repeat the command; what was added before is kept",
    "SQLITE_BUSY": f"another program has been writing to it for more than {BUSY_SECONDS} s: try again when that is done",
    "SQLITE_LOCKED": "another part of this program is writing to it: try again when that is done",
    "SQLITE_READONLY": "it cannot be written: allow writing to the file and its folder, or name another ledger",
    "SQLITE_CANTOPEN": "it cannot be opened: check that its folder exists and may be read and written",
    "SQLITE_NOTADB": "not a ledger, not even a SQLite file: name another file",
    "SQLITE_CORRUPT": "the file is damaged: run `sayso verify`, and go back to a copy of it",
    "SQLITE_IOERR": "the disk could not be read or written: check that it is there and has room, then repeat the command",
    "SQLITE_PERM": "access was denied: check who may read and write the file",
    "SQLITE_TOOBIG": "one text or page is larger than SQLite can hold (1 GB)",
}
#: The first letters of PostgreSQL's SQLSTATE, longest first.
POSTGRESQL_REASONS: Final = {
    "53100": "the server's disk is full: free some space and repeat the command; what was added before is kept",
    "53300": "the server has no connection left: try again later",
    "55P03": f"another program has locked it for more than {BUSY_SECONDS} s: try again when that is done",
    "42501": "this user may not do that: grant it rights on the database",
    "25006": "the server only allows reading",
    "28": "the server refused the user or password",
    "3D000": "there is no such database: create it first (createdb)",
    "57P": "the server is shutting down or starting: try again later",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """An engine, the name of its ledger for messages (without a password), and whether it can only be read."""

    engine: Engine
    subject: str
    read_only: bool


@contextmanager
def storing(subject: str) -> Iterator[None]:
    """Turn whatever a database raises into a `StoreError` of one line."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(subject, _reason(getattr(error, "orig", None) or error)) from error


def _reason(error: BaseException) -> str:
    name, state = getattr(error, "sqlite_errorname", None) or "", getattr(error, "sqlstate", None) or ""
    for code, reason in SQLITE_REASONS.items():
        if name.startswith(code):
            return reason
    for code, reason in POSTGRESQL_REASONS.items():
        if state.startswith(code):
            return reason
    first = " ".join(str(error).split()) or type(error).__name__
    if type(error).__module__.startswith("psycopg") and not state:
        return f"no connection to the server: check that it runs and can be reached ({first:.200})"
    return f"the database refused: {first:.300}"


@contextmanager
def transaction(opened: Opened, *, writes: bool) -> Iterator[Connection]:
    """A connection in one transaction: kept when the block ends, undone when it raises; StoreError for engine errors."""
    if writes and opened.read_only:
        raise StoreError(opened.subject, SQLITE_REASONS["SQLITE_READONLY"])
    with storing(opened.subject), opened.engine.connect() as plain:
        connection = plain.execution_options(writes=writes)
        if opened.engine.dialect.name == "postgresql" and not writes:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def open_engine(address: str | os.PathLike[str], *, create: bool) -> Opened:
    """The ledger at `address`, with the newest schema.

    Raises:
        MigrationNeeded: its schema is newer than we are, or older and not ours to change without being asked.
        StoreError: it cannot be opened, is no ledger, or is not there and `create` is false.
    """
    opened = _connect(address, create=create)
    try:
        revision = _read_revision(opened)
        if revision is None:
            _initialise(opened, create=create)
        elif revision != schema.HEAD:
            _bring_up(opened, revision)
    except BaseException:
        opened.engine.dispose()
        raise
    return opened


def migrate_ledger(address: str | os.PathLike[str]) -> tuple[str, str]:
    """Bring an existing ledger to the newest schema; the revisions before and after."""
    opened = _connect(address, create=False)
    try:
        before = _read_revision(opened)
        if before is None:
            raise StoreError(opened.subject, "there is no ledger to migrate: `sayso add` makes one")
        if before != schema.HEAD:
            _bring_up(opened, before, asked=True)
    finally:
        opened.engine.dispose()
    return before, schema.HEAD


def _connect(address: str | os.PathLike[str], *, create: bool) -> Opened:
    given = os.fspath(address)
    if "://" not in given:
        return _connect_file(Path(given), create=create)
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise StoreError("ledger", "the URL cannot be read: write sqlite:///PATH or postgresql://USER@HOST/DATABASE") from error
    if url.get_backend_name() == "postgresql":
        return _connect_postgresql(url)
    if url.get_backend_name() != "sqlite" or not url.database or url.host:
        raise StoreError(url.render_as_string(), "not a ledger's address: write a path, sqlite:///PATH or postgresql://…")
    return _connect_file(Path(url.database), create=create)


# --- SQLite ---


def _connect_file(path: Path, *, create: bool) -> Opened:
    subject = str(path)
    if "\0" in subject or path.name == ":memory:":
        raise StoreError(repr(subject), "not a ledger's address: a ledger is a file, name one")
    try:
        is_new = not path.exists() or path.stat().st_size == 0
        if not path.exists():
            _check_room(path, create=create)
        elif not path.is_file():
            raise StoreError(subject, "a folder, not a ledger: name a file in it")
        elif not is_new:
            with path.open("rb") as file:
                if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
                    raise StoreError(subject, SQLITE_REASONS["SQLITE_NOTADB"])
        read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
    except (OSError, ValueError) as error:
        raise StoreError(subject, f"it cannot be opened: {getattr(error, 'strerror', None) or error}") from error
    return Opened(_make_file_engine(path, read_only=read_only), subject, read_only)


def _check_room(path: Path, *, create: bool) -> None:
    if not create:
        raise StoreError(str(path), "there is no ledger here: `sayso add` makes one, --ledger names another")
    if not path.absolute().parent.is_dir():
        raise StoreError(str(path), "its folder does not exist: make it first, or name another file")
    if not os.access(path.absolute().parent, os.W_OK):
        raise StoreError(str(path), "its folder cannot be written: allow it, or name another file")


def _make_file_engine(path: Path, *, read_only: bool) -> Engine:
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    if read_only and not os.access(path.absolute().parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        uri += "&immutable=1"  # otherwise SQLite wants to put its log beside the file even to read it

    def connect() -> sqlite3.Connection:
        # isolation_level None: we say BEGIN ourselves, the driver never does
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE cannot pass by the delete triggers
        connection.execute("PRAGMA synchronous = FULL")  # a transaction that was committed outlives a power cut
        connection.execute("PRAGMA cache_size = -16000")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=KEPT_OPEN, max_overflow=MORE_OPEN)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A transaction that starts reading and then writes fails at once where another one wrote meanwhile: lock first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_log(opened: Opened) -> None:
    """Switch a SQLite file to write-ahead logging; SQLite does not wait by itself when another process is at it."""
    deadline = time.monotonic() + BUSY_SECONDS
    raw = opened.engine.raw_connection()
    with closing(raw):
        cursor = raw.cursor()
        while True:
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return


def _copy_file(path: Path, revision: str) -> Path:
    """A copy of the ledger beside it, named by its revision; never over another copy."""
    target = path.with_name(f"{path.name}.{revision}.bak")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.{revision}.{number}.bak")
    part = target.with_name(target.name + ".part")
    with (
        closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return part.rename(target)


# --- PostgreSQL ---


def _connect_postgresql(url: URL) -> Opened:
    subject = url.render_as_string(hide_password=True)
    arguments = {"connect_timeout": 10, "application_name": "sayso"}
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=arguments)
    except ModuleNotFoundError as error:
        raise StoreError(subject, "the PostgreSQL driver is not installed: pip install 'sayso[postgres]'") from error
    event.listen(engine, "connect", _set_up_session)
    return Opened(engine, subject, read_only=False)


def _set_up_session(connection: Any, _record: object) -> None:
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        cursor.execute("SET client_encoding = 'UTF8'")
    connection.autocommit = False


# --- schema ---


def _read_revision(opened: Opened) -> str | None:
    """The schema's revision; null for an empty database.

    Raises:
        StoreError: there are tables, but not those of a ledger.
    """
    with transaction(opened, writes=False) as connection:
        return _revision_of(connection, opened.subject)


def _revision_of(connection: Connection, subject: str) -> str | None:
    is_file = connection.dialect.name == "sqlite"
    if not is_file and (encoding := connection.scalar(text("SHOW server_encoding"))) != "UTF8":
        raise StoreError(subject, f"the database's encoding is {encoding}: create it with ENCODING 'UTF8'")
    tables = set(inspect(connection).get_table_names())
    if schema.VERSION_TABLE in tables:
        found = connection.scalars(select(schema.version_table.c.version_num)).all()
        if len(found) == 1:
            return str(found[0])
        raise StoreError(subject, "its schema's revision is missing: go back to a copy of it")
    if tables if is_file else tables & set(schema.metadata.tables):
        raise StoreError(subject, "a database of another program: name another one, a ledger or an empty one")
    return None


def _initialise(opened: Opened, *, create: bool) -> None:
    if not create or opened.read_only:
        raise StoreError(opened.subject, "there is no ledger in it yet: `sayso add` makes one, --ledger names another")
    with storing(opened.subject):
        if opened.engine.dialect.name == "sqlite":
            _use_log(opened)
    with transaction(opened, writes=True) as connection:
        _lock(connection)
        if _revision_of(connection, opened.subject) is None:  # another process may have been faster
            schema.create_schema(connection)


def _lock(connection: Connection) -> None:
    """Keep others from making or changing the schema at the same time (SQLite's transaction does so by itself)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": schema.APPLICATION_ID})


def _bring_up(opened: Opened, revision: str, *, asked: bool = False) -> None:
    if revision not in schema.HISTORY:
        raise MigrationNeeded(opened.subject, f"written by a newer sayso (schema {revision}): update sayso to open it")
    is_file = opened.engine.dialect.name == "sqlite"
    if opened.read_only or not (is_file or asked):
        raise MigrationNeeded(opened.subject, f"of an older schema ({revision}): make a copy, then run `sayso migrate` on it")
    _migrate(opened, _copy_file if is_file else None)


def _migrate(opened: Opened, copy: Callable[[Path, str], Path] | None) -> None:
    from sayso.store.facet_filing import file_missing  # like Alembic below, only for this
    from sayso.store.migrations import upgrade  # Alembic is slow to load and hardly ever needed

    with transaction(opened, writes=True) as connection:
        _lock(connection)
        revision = _revision_of(connection, opened.subject)
        if revision is None or revision == schema.HEAD:
            return  # another process was faster
        try:
            if copy is not None:
                copy(Path(opened.subject), revision)
        except OSError as error:
            raise StoreError(opened.subject, f"no copy could be made before migrating it: {error.strerror}") from error
        upgrade(connection, opened.subject)
        file_missing(connection)
