"""Cells that no spreadsheet takes for a command, and lines that come back as they went in."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.cells import LEADS, make_harmless, write_line


@pytest.mark.parametrize("lead", LEADS)
def test_what_could_run_begins_with_an_apostrophe(lead: str) -> None:
    assert make_harmless(f"{lead}HYPERLINK(1)").startswith("'")
    assert make_harmless(f"  {lead}cmd").startswith("'")


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (True, "true"), (-1.5, "-1.5"), (7, "7"), ("the ferry", "the ferry"), (["a", "b"], "a | b"), (["=a"], "'=a")],
)
def test_other_values_are_what_they_are(value: object, cell: str) -> None:
    assert make_harmless(value) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_a_line_comes_back_as_its_cells(values: list[str]) -> None:
    read = list(csv.reader(io.StringIO(write_line(values), newline="")))
    assert read in ([[make_harmless(value) for value in values]], [])
    assert not any(cell.startswith(LEADS) for row in read for cell in row)
