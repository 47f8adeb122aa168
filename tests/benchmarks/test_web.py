"""The benchmark of the screens sums up what its readers saw."""

import pytest
from benchmarks.web import print_table, summarise


def test_answers_are_summed_up_by_kind_and_failures_are_counted() -> None:
    timings = [("reader", float(number), 200, 1000 + number) for number in range(100)] + [("claim", 5.0, 500, 10)]
    found = summarise(timings)
    assert (found["reader"]["p95"], found["reader"]["slowest"], found["reader"]["failed"]) == (95.0, 99.0, 0)
    assert found["claim"]["failed"] == 1


def test_the_table_has_the_bars_beside_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(10, [("reader", 12.0, 200, 2000)], [("reader", 30.0, 200, 2000)], {"kept": 3, "errors": []})
    printed = capsys.readouterr().out
    assert printed.splitlines()[3].split() == ["reader", "12", "12", "30", "30", "30", "0", "100", "2.0"]
    assert "errors of the writer: none" in printed
