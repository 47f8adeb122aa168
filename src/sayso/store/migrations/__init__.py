"""The way from each released schema to the newest, run by Alembic.

In: a connection in a transaction. Out: the same with the newest schema. One file of `versions/` is one step; a step is
never changed after its release. Alembic is imported only when there is a step to take.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from sayso.errors import StoreError

__all__ = ["FOLDER", "upgrade"]

FOLDER: Final = Path(__file__).parent


def upgrade(connection: Connection, subject: str, *, folder: Path = FOLDER) -> None:
    """Take all steps that are missing, within the connection's transaction.

    Raises:
        StoreError: a step failed; the transaction is to be undone.
    """
    from alembic import command  # slow to load and hardly ever needed
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(subject, f"its schema could not be migrated, nothing was changed: {error}") from error
