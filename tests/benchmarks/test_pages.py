"""The benchmark of reading reads its own pages, and its parts add up."""

import pytest
from benchmarks.pages import invent_pages, measure

from sayso.reading import read_document


def test_invented_pages_are_the_same_each_time_and_are_articles() -> None:
    first, again = list(invent_pages(2)), list(invent_pages(2))
    assert first == again
    for page in first:
        document = read_document(page)
        assert document.published is not None
        assert [block.role for block in document.blocks].count("body") >= 5


def test_the_parts_add_up_to_the_whole() -> None:
    best = measure(list(invent_pages(2)), 1)
    whole = best.pop("reading")
    assert best.pop("trafilatura alone") > 0
    assert sum(best.values()) == pytest.approx(whole)
