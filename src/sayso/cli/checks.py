"""What `sayso doctor` looks at.

In: the addresses of a ledger and a model folder, or null for those of the settings. Out: one `Check` each. It changes
nothing: a ledger that is not there yet is no fault.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import machine, python_version, system

from sayso import __version__
from sayso.errors import SaysoError
from sayso.settings import load_settings

__all__ = ["Check", "run_checks"]

#: What reading and keeping rest on.
PACKAGES = ("onnxruntime", "tokenizers", "numpy", "trafilatura", "lxml", "htmldate", "sqlalchemy", "alembic", "click", "rich")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its name, what was found, and whether sayso can work with that."""

    name: str
    found: str
    is_good: bool


def run_checks(ledger: str | None, bundle: str | None) -> tuple[Check, ...]:
    """All checks, in a fixed order; none raises."""
    settings = load_settings()
    address = ledger or settings.ledger
    return (
        Check("sayso", f"{__version__}, Python {python_version()}, {system()} {machine()}", is_good=True),
        *_check_packages(),
        _attempt("full-text search", _find_search),
        Check("terminal", f"writes {sys.stdout.encoding}", is_good=True),
        _attempt("model", lambda: _find_bundle(bundle or settings.bundle)),
        _attempt("ledger", lambda: _find_ledger(address)),
    )


def _attempt(name: str, find: Callable[[], str]) -> Check:
    try:
        return Check(name, find(), is_good=True)
    except SaysoError as error:
        return Check(name, str(error), is_good=False)
    except (sqlite3.Error, ImportError, OSError) as error:
        return Check(name, f"{type(error).__name__}: {error}", is_good=False)


def _check_packages() -> Iterator[Check]:
    for package in PACKAGES:
        try:
            yield Check(package, version(package), is_good=True)
        except PackageNotFoundError:
            yield Check(package, "not installed: install sayso again", is_good=False)


def _find_search() -> str:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    finally:
        connection.close()
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def _find_bundle(folder: str | None) -> str:
    from sayso.tagging.bundles import load_bundle, shipped_bundle

    bundle = load_bundle(Path(folder) if folder else shipped_bundle())
    return f"{bundle.label}, every file as its manifest says, in {bundle.folder}"


def _find_ledger(address: str) -> str:
    from sayso.ledger import Ledger

    if "://" not in address and not Path(address).exists():
        return f"{address}: not there yet, `sayso add` makes it"
    with Ledger(address, create=False) as ledger:
        counts = ledger.counts()
    return f"{address}: {counts.documents} documents, {counts.claims} claims, {counts.failures} failures"
