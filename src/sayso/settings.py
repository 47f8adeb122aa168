"""What can be set from outside: where the ledger is, which model folder to read with, how addresses are fetched.

In: the environment. Out: one frozen `Settings`. This is the only module that reads the environment; everything else
is handed what it needs. `load_settings({"SAYSO_LEDGER": "news.sqlite3"}).ledger` is `"news.sqlite3"`.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["LEDGER_NAME", "Settings", "find_data_folder", "load_settings"]

LEDGER_NAME = "sayso.sqlite3"


@dataclass(frozen=True, slots=True)
class Settings:
    """`ledger` is a path or a database URL, `bundle` a model folder (null: the one that comes with sayso).

    `is_default_ledger` says that nobody named the ledger, so that its folder may be made at the first use. `archive` is
    where the pages of a ledger on a server are archived; those of a file are beside it. `contact` is told to the hosts that are
    asked for pages, `proxy` is `http://HOST:PORT` to go through. Digests are mailed through `mail_server` (`HOST[:PORT]`).
    """

    ledger: str
    bundle: str | None
    is_default_ledger: bool
    archive: str
    contact: str | None = None
    proxy: str | None = None
    mail_server: str | None = None
    mail_user: str | None = None
    mail_password: str | None = field(default=None, repr=False)


def load_settings(environ: Mapping[str, str] | None = None, *, platform: str = sys.platform) -> Settings:
    """The settings of this user: the variables that begin with SAYSO_, an empty value counting as none."""
    values = os.environ if environ is None else environ
    named = values.get("SAYSO_LEDGER", "").strip()
    return Settings(
        ledger=named or str(find_data_folder(values, platform=platform) / LEDGER_NAME),
        bundle=values.get("SAYSO_BUNDLE", "").strip() or None,
        is_default_ledger=not named,
        archive=values.get("SAYSO_ARCHIVE", "").strip() or str(find_data_folder(values, platform=platform) / "archives"),
        contact=values.get("SAYSO_CONTACT", "").strip() or None,
        proxy=values.get("SAYSO_PROXY", "").strip() or None,
        mail_server=values.get("SAYSO_MAIL_SERVER", "").strip() or None,
        mail_user=values.get("SAYSO_MAIL_USER", "").strip() or None,
        mail_password=values.get("SAYSO_MAIL_PASSWORD") or None,
    )


def find_data_folder(environ: Mapping[str, str], *, platform: str = sys.platform) -> Path:
    """The folder where this user's programs keep data, by the habit of the platform; it need not exist yet.

    Linux and others follow the XDG base directory specification, which ignores a relative path.
    """
    if platform == "win32":
        local = environ.get("LOCALAPPDATA", "")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "sayso"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "sayso"
    data = Path(environ.get("XDG_DATA_HOME", ""))
    return (data if data.is_absolute() else Path.home() / ".local" / "share") / "sayso"
