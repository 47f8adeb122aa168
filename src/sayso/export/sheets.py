"""Rows written as JSON Lines, CSV or Parquet, one at a time: no sheet is held in memory.

In: columns with their kinds, rows with a value for each. Out: lines, or a file that takes its place once it is whole. What
Parquet needs is loaded where it is asked for, and told in a line where it is missing. It makes no rows.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, get_args

from sayso.errors import QueryError
from sayso.export.cells import write_line
from sayso.export.event_columns import Kind, Row

__all__ = ["FILE_FORMATS", "FileFormat", "open_sheet", "write_rows"]

FileFormat = Literal["jsonl", "csv", "parquet"]
FILE_FORMATS: Final[tuple[FileFormat, ...]] = get_args(FileFormat)
#: Rows that Parquet keeps together.
GROUP: Final = 5000
PART: Final = ".part"


def write_rows(
    name: str, columns: Mapping[str, Kind], form: Literal["jsonl", "csv"]
) -> tuple[str | None, Callable[[Row], str]]:
    """The first line of such a file, if any, and what writes a row; `name` says in each object what it is."""
    if form == "csv":
        return write_line(list(columns)), lambda row: write_line([row[column] for column in columns])
    schema = {"schema": f"sayso/{name}/1"}
    return None, lambda row: json.dumps({**schema, **row}, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


@contextmanager
def open_sheet(path: Path, name: str, columns: Mapping[str, Kind], form: FileFormat) -> Iterator[Callable[[Row], None]]:
    """A file to write rows to; it stands there when all of them are written, and not before.

    Raises:
        QueryError: it cannot be written, or Parquet is asked for and not installed.
    """
    part = path.with_name(path.name + PART)
    try:
        with _open_parquet(part, columns) if form == "parquet" else _open_lines(part, name, columns, form) as write:
            yield write
        part.replace(path)
    except OSError as error:
        raise QueryError(str(path), f"it cannot be written ({error.strerror or error}): name another file") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _open_lines(
    path: Path, name: str, columns: Mapping[str, Kind], form: Literal["jsonl", "csv"]
) -> Iterator[Callable[[Row], None]]:
    end = "\r\n" if form == "csv" else "\n"
    head, write = write_rows(name, columns, form)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        if head is not None:
            file.write(head + end)

        def write_one(row: Row) -> None:
            file.write(write(row) + end)

        yield write_one


@contextmanager
def _open_parquet(path: Path, columns: Mapping[str, Kind]) -> Iterator[Callable[[Row], None]]:
    arrow, parquet = _load_parquet()
    kinds = {"text": arrow.string(), "whole": arrow.int64(), "real": arrow.float64(), "texts": arrow.list_(arrow.string())}
    schema = arrow.schema([(column, kinds[kind]) for column, kind in columns.items()])
    waiting: list[Row] = []

    with parquet.ParquetWriter(path, schema) as file:

        def flush() -> None:
            cells = {column: [_storable(row[column]) for row in waiting] for column in columns}
            file.write_table(arrow.table(cells, schema=schema))
            waiting.clear()

        def write(row: Row) -> None:
            waiting.append(row)
            if len(waiting) >= GROUP:
                flush()

        yield write
        flush()


def _load_parquet() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise QueryError("parquet", "pyarrow is missing: pip install 'sayso[parquet]', or ask for jsonl or csv") from error
    return pyarrow, pyarrow.parquet


def _storable(value: Any) -> Any:
    """A value as UTF-8 can hold it: a surrogate that stands alone becomes a question mark."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value
    return [_storable(one) for one in value] if isinstance(value, list | tuple) else value
