"""The gold on headlines: its form, and how a report is judged."""

from dataclasses import replace

import pytest
from evals.corpora import has_corpora
from evals.headlines import KINDS, HeadLabel, HeadPage, headline_figures, judge, own_pages, real_pages

from sayso.pipeline import open_pipeline
from sayso.records import Page, Reading

PAGES = {page.name: page for part in ("dev", "test") for page in own_pages(part)}


def test_half_of_the_invented_pages_are_held_out() -> None:
    assert len(own_pages("dev")) == len(own_pages("test")) == 42
    assert sum(page.pairs for page in PAGES.values()) >= 80


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_label_stands_in_the_body_and_its_part_exists(page: HeadPage) -> None:
    assert page.headline
    assert page.paragraphs
    for label in page.labels:
        assert label.kind in KINDS
        assert label.part == "headline" or (label.part == "standfirst" and page.standfirst)
        assert label.body in " ".join(page.paragraphs)


def test_a_page_that_could_not_be_read_misses_its_labels() -> None:
    page = PAGES["001"]
    verdict = judge(page, None)
    assert (verdict.right, verdict.wrong, verdict.missed) == ((), (), page.labels)


def test_precision_is_of_reports_and_recall_of_labels() -> None:
    page = PAGES["001"]
    nothing = headline_figures([judge(page, None)])["all"]
    assert nothing["reported"] == 0
    assert nothing["recall"] == 0
    assert nothing["precision"] != nothing["precision"]


@pytest.mark.bundle
def test_a_report_is_right_where_part_kind_and_words_are_labelled() -> None:
    page = PAGES["001"]
    (reading,) = open_pipeline(None).read([Page("001", None, page.markup.encode(), "text/html", "")])
    assert isinstance(reading, Reading)
    assert len(judge(page, reading.analysis).right) == 1
    other = replace(page, labels=(HeadLabel("headline", "attribution_dropped", "Harad lies 40 km from the border"),))
    assert len(judge(other, reading.analysis).wrong) == 1
    assert len(judge(replace(page, labels=()), reading.analysis).wrong) == 1


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the corpora are not beside this checkout")
def test_labels_on_corpora_point_into_the_texts_that_were_labelled() -> None:
    pages = [page for part in ("dev", "test") for drawn in ("random", "reported") for page in real_pages(part, drawn)]
    assert len(pages) >= 100
    assert all(label.body and label.kind in KINDS for page in pages for label in page.labels)
