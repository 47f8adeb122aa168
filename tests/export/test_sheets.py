import json
import sys
from pathlib import Path

import pytest

from sayso.errors import QueryError
from sayso.export.sheets import FILE_FORMATS, open_sheet, write_rows

COLUMNS = {"event": "text", "number": "whole", "low": "real", "actors": "texts"}
ROW = {"event": "=1+1", "number": 3, "low": None, "actors": ["A", "B"]}


def test_lines_of_json_say_what_they_are_and_csv_has_a_head() -> None:
    head, write = write_rows("coded_event", COLUMNS, "jsonl")
    assert head is None
    assert json.loads(write(ROW)) == {"schema": "sayso/coded_event/1", **ROW}
    head, write = write_rows("coded_event", COLUMNS, "csv")
    assert (head, write(ROW)) == ("event,number,low,actors", "'=1+1,3,,A | B")


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_a_file_stands_there_when_it_is_whole(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"events.{form}"
    with open_sheet(path, "coded_event", COLUMNS, form) as write:  # type: ignore[arg-type]
        write(ROW)
        assert not path.exists()
    assert path.stat().st_size > 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), open_sheet(tmp_path / "e.csv", "coded_event", COLUMNS, "csv"):
        raise RuntimeError
    assert not list(tmp_path.iterdir())


def test_parquet_keeps_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with open_sheet(tmp_path / "e.parquet", "coded_event", COLUMNS, "parquet") as write:
        write(ROW)
        write({"event": "lone \ud800", "number": None, "low": 52.0, "actors": []})
    assert parquet.read_table(tmp_path / "e.parquet").to_pylist() == [
        ROW,
        {"event": "lone ?", "number": None, "low": 52.0, "actors": []},
    ]


def test_parquet_without_its_library_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with (
        pytest.raises(QueryError, match="pip install 'sayso\\[parquet\\]'"),
        open_sheet(tmp_path / "e.parquet", "coded_event", COLUMNS, "parquet"),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(QueryError, match="it cannot be written"),
        open_sheet(tmp_path / "none" / "e.csv", "coded_event", COLUMNS, "csv"),
    ):
        pass
