"""`sayso doctor`: what it looks at, and that it changes nothing."""

import sqlite3
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from tests.cli.programs import STORY, Run, lines

import sayso.cli.checks
from sayso.cli.checks import run_checks
from sayso.store.schema import VERSION_TABLE


def check(run: Run, name: str, *arguments: str) -> tuple[bool, str]:
    found = {value["name"]: value for value in lines(run("doctor", *arguments))}
    return found[name]["is_good"], found[name]["found"]


def test_a_ledger_that_is_not_there_yet_is_no_fault_and_is_not_made(run: Run, place: Path) -> None:
    assert check(run, "ledger") == (True, f"{place / 'ledger.sqlite3'}: not there yet, `sayso add` makes it")
    assert list(place.iterdir()) == []


def test_a_ledger_is_counted(run: Run, place: Path) -> None:
    (place / "story.txt").write_text(STORY)
    run("add", "--plain", "story.txt", "gone.html")
    assert check(run, "ledger")[1].endswith("1 documents, 3 claims, 1 failures")


def test_a_ledger_of_a_newer_schema_is_a_fault(run: Run, place: Path) -> None:
    run("add", "gone.html")
    with sqlite3.connect(place / "ledger.sqlite3") as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608  a constant
    connection.close()
    assert run("doctor").exit_code == 4
    good, found = check(run, "ledger")
    assert not good
    assert "update sayso" in found


def test_a_folder_that_is_no_bundle_is_a_fault(run: Run, place: Path) -> None:
    good, found = check(run, "model", "--bundle", str(place))
    assert not good
    assert str(place) in found
    assert "NOT OK" in run("doctor", "--table", "--bundle", str(place)).stdout


def test_full_text_search_is_there() -> None:
    (search,) = [item for item in run_checks("gone.sqlite3", None) if item.name == "full-text search"]
    assert search.is_good
    assert "FTS5" in search.found


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(sayso.cli.checks, "version", fail)
    bad = [item.name for item in run_checks("gone.sqlite3", None) if item.found.startswith("not installed")]
    assert "onnxruntime" in bad
