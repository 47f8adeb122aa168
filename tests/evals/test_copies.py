"""The figures on copies: what counts as false, as found and as right; and that the labels name documents that exist."""

from dataclasses import replace

import pytest
from evals import copies
from evals.copies import LABELS, SEEN, false_figures, labelled_figures, looked_at, other_story_figures, read_lines
from evals.copies_texts import Told, pairs_of_story, read_basil, read_ecbplus, read_neus
from evals.corpora import has_corpora
from tests.linking.prints import CLOSED, FISHERMEN, PARAGRAPHS, SURVEY, paragraph, read_story

from sayso.linking.fingerprints import fingerprint


def told(name: str, story: str, house: str, *paragraphs: str) -> Told:
    analysis = read_story(*paragraphs, url=f"https://corpus.example/{name}", house=house)
    return Told(name, story, house, analysis, fingerprint(analysis))


SOURCE = told("source", "pier", "Wire", *PARAGRAPHS)
COPY = told("copy", "pier", "Gazette", *PARAGRAPHS)
OWN = told("own", "pier", "Lantern", paragraph(1, 90))
OTHER = told("other", "tram", "Lantern", paragraph(2, 90))


def test_pairs_are_of_one_story_and_two_houses() -> None:
    again = replace(OWN, name="again")
    names = {(left.name, right.name) for left, right in pairs_of_story([SOURCE, COPY, OWN, again, OTHER])}
    assert len(names) == 5
    assert ("own", "again") not in names


def test_a_copy_is_false_until_a_look_has_shown_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "read_lines", lambda _: [])
    figures = false_figures([SOURCE, COPY, OWN, OTHER])
    assert figures["all.pairs"] == 3
    assert figures["all.copies_percent"] == figures["all.false_percent"] == 33.33
    rows = [{"left": "source", "right": "copy", "label": "wholly", "reason": ""}]
    monkeypatch.setattr(copies, "read_lines", lambda _: rows)
    assert false_figures([SOURCE, COPY, OWN])["all.false_percent"] == 0


def test_labelled_pairs_give_precision_recall_and_extent() -> None:
    part = told("part", "pier", "Mercury", CLOSED, paragraph(3, 60))
    also = told("also", "pier", "Tribune", CLOSED, paragraph(4, 60))
    labels = {"copy": "wholly", "part": "partly", "own": "wholly", "also": "not"}
    rows = [{"left": "source", "right": name, "label": label} for name, label in labels.items()]
    figures = labelled_figures([SOURCE, COPY, OWN, part, also], rows)
    (half,) = [half for half in ("even", "odd") if figures[f"{half}.pairs"]]
    assert figures[f"{half}.copy.precision"] == 66.7
    assert figures[f"{half}.copy.recall"] == 66.7
    assert figures[f"{half}.copy.recall_wholly"] == 50.0
    assert figures[f"{half}.extent"] == 100.0


def test_links_between_stories_are_counted_whenever_they_came_out() -> None:
    later = told("later", "tram", "Mercury", SURVEY, FISHERMEN)
    assert other_story_figures([SOURCE, later, OTHER])["copy"] == 1
    assert looked_at([SOURCE, COPY, OWN])["copy_percent"] == 100


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the corpora are not beside the checkout")
def test_labels_name_documents_of_the_corpora_each_pair_once() -> None:
    for path, names in (
        (LABELS, {one.name for one in read_ecbplus()}),
        (SEEN, {one.name for one in (*read_basil(), *read_neus())}),
    ):
        rows = read_lines(path)
        assert {row[side] for row in rows for side in ("left", "right")} <= names
        assert len({frozenset((row["left"], row["right"])) for row in rows}) == len(rows)
        assert {row["label"] for row in rows} <= {"wholly", "partly", "not"}
        assert all(row["reason"] for row in rows)
