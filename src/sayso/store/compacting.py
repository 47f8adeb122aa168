"""A database written anew, so that nothing that its rows no longer hold is left in its files.

In: an opened ledger that nobody else uses at this moment. Out: the same rows. SQLite's search index is made anew, the file
is written anew, its log is emptied; PostgreSQL writes each table anew. What the disk itself keeps of files that are gone is
beyond us, and so are copies: `find_copies` names those beside the file.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import text

from sayso.errors import StoreError
from sayso.store.engines import Opened, storing, transaction
from sayso.store.schema import metadata

__all__ = ["compact", "find_copies"]

REBUILD: Final = "INSERT INTO passages_words (passages_words) VALUES ('rebuild')"
PATIENCE: Final = 30
BUSY: Final = "another program has it open, so its old pages are still there: close that, then run `sayso recover`"


def compact(opened: Opened) -> None:
    """Write the database anew.

    Raises:
        StoreError: somebody else uses it, or there is no room for a second copy meanwhile.
    """
    if opened.engine.dialect.name == "postgresql":
        _compact_server(opened)
        return
    with transaction(opened, writes=True) as connection:
        connection.exec_driver_sql(REBUILD)
    with storing(opened.subject):
        opened.engine.dispose()  # connections that lie idle keep the log alive
        with closing(sqlite3.connect(opened.subject, timeout=PATIENCE, isolation_level=None)) as connection_:
            connection_.execute("VACUUM")
            deadline = time.monotonic() + PATIENCE
            while connection_.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > deadline:
                    raise StoreError(opened.subject, BUSY)
                time.sleep(0.05)


def _compact_server(opened: Opened) -> None:
    with storing(opened.subject), opened.engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        for name in sorted(metadata.tables):
            connection.execute(text(f'VACUUM FULL "{name}"'))


def find_copies(opened: Opened) -> tuple[Path, ...]:
    """The copies of a file that migrations left beside it."""
    if opened.engine.dialect.name == "postgresql":
        return ()
    path = Path(opened.subject).absolute()
    return tuple(sorted(one for end in (".bak", ".part") for one in path.parent.glob(f"{_escape(path.name)}.*{end}")))


def _escape(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
