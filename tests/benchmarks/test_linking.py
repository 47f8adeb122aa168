"""The benchmark of linking tells the same documents every time, and prints one line for each size."""

from itertools import islice
from pathlib import Path

import pytest
from benchmarks.linking import iter_documents, keep, link, print_figures


def test_the_documents_are_the_same_every_time_and_none_comes_twice() -> None:
    first, again = ([one.document.id for one in islice(iter_documents(60), 60)] for _ in range(2))
    assert first == again
    assert len(set(first)) == 60


def test_a_ledger_is_kept_and_linked(tmp_path: Path) -> None:
    address = str(tmp_path / "worlds.sqlite3")
    assert keep(address, 12, more=False)["documents"] == 12
    found = link(address)
    assert found["seconds"] > 0
    assert "documents=12" in found["summary"]


def test_growth_is_printed_as_an_exponent(capsys: pytest.CaptureFixture[str]) -> None:
    one = {"kept": 1.0, "link": 2.0, "busy": 2.0, "more": 10, "increment": 1.0, "more_busy": 1.0, "again": 0.1, "peak": 90.0}
    print_figures([one | {"documents": 100, "summary": "a"}, one | {"documents": 400, "busy": 8.0, "summary": "b"}])
    assert "growth exponent of processor time 1.00 from 100 to 400" in capsys.readouterr().out
