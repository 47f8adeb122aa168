"""The table of the tagging benchmark, and the words that spaCy is given."""

import pytest
from benchmarks.tagging import Line, bundle_lines, make_table, split_words

from sayso.tagging.bundles import shipped_bundle
from sayso.tagging.onnx import load_tokenizer

SECONDS = {
    "bare beside 2": 2.0, "bare within 2": 2.5, "bare 1": 4.0, "first 2": 2.5, "first 1": 5.0, "whole 2": 4.0, "whole 1": 8.0,
}  # fmt: skip


def test_the_better_way_to_use_two_threads_is_the_bare_rate_and_says_so() -> None:
    lines = bundle_lines(SECONDS)
    assert {line.bare for line in lines} == {2.0}
    assert [line.seconds for line in lines if line.remark] == [2.0]
    slower_beside = bundle_lines({**SECONDS, "bare beside 2": 3.0})
    assert {line.bare for line in slower_beside} == {2.5}
    assert [line.name for line in slower_beside if line.remark] == ["bare encoder, one session of two threads"]


def test_rates_and_ratios_stand_in_the_table() -> None:
    table = make_table([Line("the bundle"), *bundle_lines(SECONDS)], 10_000, 1.0).splitlines()
    first = next(row for row in table if "first pass" in row)
    assert first.split()[-4:] == ["2", "4,000", "0.80", "0.40"]


def test_a_line_that_was_not_measured_says_why_and_gives_no_figure() -> None:
    row = make_table([Line("CNN", 2, remark="not installed")], 10, 1.0).splitlines()[-1]
    assert row.split() == ["CNN", "2", "not", "installed"]


def test_the_table_is_at_most_a_hundred_columns_wide() -> None:
    lines = [Line("the fp32 bundle, AVX-512 hidden"), *bundle_lines(dict.fromkeys(SECONDS, 0.001))]
    assert max(map(len, make_table(lines, 99_999, 0.002).splitlines())) <= 100


@pytest.mark.bundle
def test_words_are_those_of_the_tagger_and_blanks_are_kept() -> None:
    tokenizer = load_tokenizer(shipped_bundle() / "tokenizer.json")
    words, blanks = split_words(tokenizer, "Bridgekeeper Oda Venn wouldn't say.")
    assert (
        "".join(word + " " * blank for word, blank in zip(words, blanks, strict=True)) == "Bridgekeeper Oda Venn wouldn't say."
    )
    assert "Bridgekeeper" in words


@pytest.mark.bundle
def test_a_text_without_words_has_none() -> None:
    assert split_words(load_tokenizer(shipped_bundle() / "tokenizer.json"), "") == ([], [])
