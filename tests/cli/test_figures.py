"""`sayso figures`: what it prints, and how it ends."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.programs import Run, lines
from tests.happenings import report

from sayso.ledger import Ledger
from sayso.records import Analysis, Quantity, Span
from sayso.records.ids import quantity_id

WIDE = 80


def told(day: str, *sayings: tuple[str, str, str], counted: dict[str, float]) -> Analysis:
    """A page of a day, with figures where its words have them."""
    made = report(*sayings, url=f"https://gull.example/{day}", day=day)
    text = made.document.text
    spans = {words: Span(text.index(words), text.index(words) + len(words)) for words in counted}
    found = tuple(
        Quantity(
            quantity_id(made.document.id, text, span), span, "killed", counted[words], counted[words], None, "people", None,
            None, False, False, None, "exact", 0.9,
        )
        for words, span in spans.items()
    )  # fmt: skip
    return replace(made, quantities=found)


@pytest.fixture
def kept(place: Path) -> Path:
    """A ledger of two pages on a ferry."""
    path = place / "ledger.sqlite3"
    with Ledger(path) as ledger:
        ledger.add([
            told("2031-05-02", ("Harbour police", "said", "that twelve people died on the ferry"), counted={"twelve": 12.0}),
            told(
                "2031-05-03",
                ("Harbour police", "said", "that nineteen people died on the ferry"),
                ("The sailors' union", "said", "that forty people died on the \x1b[31mferry"),
                counted={"nineteen": 19.0, "forty": 40.0},
            ),
        ])  # fmt: skip
    return path


@pytest.mark.usefixtures("kept")
class TestFigures:
    def test_each_source_has_a_series_and_what_differs_stands_side_by_side(self, run: Run) -> None:
        (made,) = lines(run("figures", "ferry"))
        assert (made["schema"], made["kind"], made["is_subset"]) == ("sayso/figures/1", "killed", False)
        series = {one["source"]: [point["words"] for point in one["points"]] for one in made["series"]}
        assert series == {"Harbour police": ["twelve", "nineteen"], "The sailors' union": ["forty"]}
        (conflict,) = made["conflicts"]
        assert {conflict["left"], conflict["right"]} == {"nineteen", "forty"}

    def test_the_table_fits_and_says_when(self, run: Run) -> None:
        shown = run("figures", "--table", "ferry").stdout
        assert max(map(len, shown.splitlines())) <= WIDE
        assert "2 May 2031" in shown
        assert "Side by side" in shown
        assert "\x1b[31mferry" not in shown

    def test_a_kind_that_nobody_speaks_of_is_exit_code_1(self, run: Run) -> None:
        assert run("figures", "--kind", "money", "ferry").exit_code == 1
        assert run("figures", "zeppelin").exit_code == 1
        assert run("figures", "--kind", "weather", "ferry").exit_code == 2

    def test_only_some_days(self, run: Run) -> None:
        (made,) = lines(run("figures", "--until", "2031-05-02", "ferry"))
        assert [point["words"] for one in made["series"] for point in one["points"]] == ["twelve"]
