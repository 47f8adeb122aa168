"""Figures by group, held against sums by hand and against the scorer."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest
from evals.bootstrap import Estimate
from evals.corpora import corpus, has_corpora, scorer
from evals.figures import FIGURES, GroupFigures, compare, figures_of
from evals.pairs import Article, Marked
from evals.polnear import annotator_documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.evals.stories import article, articles

shared = pytest.mark.skipif(not has_corpora(), reason="the corpora and the scorer are not beside this checkout")

#: Gold: two named sources and a pronoun. Predicted: one named source right, the pronoun right, the second name missed, and a
#: reading of "reportedly" without a source that nobody marked.
STORY = article(
    "[source Mira Holt] [cue said] [contents the bridge was safe]. [source She] [cue added] [contents it would stand]. "
    "[source Jon Weir] [cue denied] [contents the cracks]. Work reportedly begins soon.",
    "[source Mira Holt] [cue said] [contents the bridge was safe]. [source She] [cue added] [contents it would] stand. "
    "Jon Weir denied the cracks. [contents Work] [cue reportedly] [contents begins soon].",
)


def group(figures: Sequence[GroupFigures], *key: str) -> GroupFigures:
    return next(one for one in figures if (one.dimension, one.group) == key)


def value(figures: Sequence[GroupFigures], key: tuple[str, str], figure: str, rate: str) -> float | None:
    return group(figures, *key).figures[figure][rate].value


def test_recall_of_a_group_is_over_its_gold_and_precision_over_its_predictions() -> None:
    figures = figures_of([[STORY]])
    named, none = ("source", "named"), ("source", "none")
    assert (group(figures, *named).gold, group(figures, *named).predicted) == (2, 1)
    assert value(figures, named, "match", "recall") == 50
    assert value(figures, named, "match", "precision") == 100
    assert value(figures, named, "match", "f1") == pytest.approx(200 / 3)
    assert value(figures, none, "match", "recall") is None
    assert value(figures, none, "match", "precision") == 0


def test_a_pair_across_groups_counts_for_each_side_in_its_own() -> None:
    figures = figures_of([[article("[source Mira Holt] [cue said] [contents no].", "Mira Holt [cue said] [contents no].")]])
    assert value(figures, ("source", "named"), "match", "recall") == 100
    assert value(figures, ("source", "none"), "match", "precision") == 100
    assert value(figures, ("source", "named"), "match", "f1") is None
    assert value(figures, ("all", "all"), "match", "f1") == 100


def test_linked_counts_characters_of_the_pair() -> None:
    figures = figures_of([[STORY]])
    pronoun = ("source", "pronoun")
    assert value(figures, pronoun, "linked", "recall") == pytest.approx(100 * (3 + 7) / (3 + 12))
    assert value(figures, pronoun, "linked", "precision") == 100


def test_a_group_that_is_wholly_missed_has_zero_and_an_empty_one_nothing() -> None:
    figures = figures_of([[article("[source She] [cue said] [contents no].", "She said [cue no].")]])
    assert value(figures, ("source", "pronoun"), "whole_o", "f1") == 0
    assert value(figures, ("contents", "over paragraphs"), "whole_o", "f1") is None


def test_documents_that_are_alike_leave_no_doubt() -> None:
    estimate = group(figures_of([[STORY]] * 5), "all", "all").figures["match"]["f1"]
    assert estimate.low == pytest.approx(estimate.value) == pytest.approx(estimate.high)


def test_documents_that_differ_spread_the_interval_around_the_figure() -> None:
    good = article("[source She] [cue said] [contents no].", "[source She] [cue said] [contents no].")
    estimate = group(figures_of([[STORY]] * 3 + [[good]] * 3), "all", "all").figures["match"]["f1"]
    assert estimate.low is not None
    assert estimate.value is not None
    assert estimate.high is not None
    assert estimate.low < estimate.value < estimate.high


def test_a_reading_is_no_better_than_itself() -> None:
    figures = compare([[STORY]] * 3, [[STORY]] * 3)
    assert group(figures, "all", "all").figures["linked"]["f1"] == Estimate(0, 0, 0)


def test_a_better_reading_is_better_on_every_draw_though_the_documents_differ() -> None:
    texts = ["[source She] [cue said] [contents no].", "[source Mira Holt] [cue said] [contents the bridge was safe]."]
    documents = [[article(text, text)] for text in texts * 4]
    worse = [[Article(one.text, one.gold, ())] for (one,) in documents]
    change = group(compare(worse, documents), "all", "all").figures["linked"]["f1"]
    assert change == Estimate(100, 100, 100)


@cache
def the_scorer() -> ModuleType:
    spec = spec_from_file_location("attribution_scorer", scorer("attribution"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spans_of(side: Sequence[Marked]) -> list[dict[str, list[tuple[int, int]]]]:
    roles = ("sources", "cue", "contents")
    return [{role: [(s.start, s.end) for s in getattr(one, role)] for role in roles} for one in side]


def scored(readings: Sequence[Article]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for one in readings:
        the_scorer().count(one.text, spans_of(one.gold), spans_of(one.predicted), counts)
    return dict(the_scorer().report(counts))


def unrounded(documents: Sequence[Sequence[Article]]) -> dict[str, float]:
    whole = group(figures_of(documents), "all", "all")
    values = {name: whole.figures[name]["f1"].value or 0.0 for name in FIGURES}
    return values | {"gold": whole.gold, "predicted": whole.predicted}


def rounded(documents: Sequence[Sequence[Article]]) -> dict[str, float]:
    return {name: round(value, 1) for name, value in unrounded(documents).items()}


@shared
@pytest.mark.shared
# A busy machine is no fault of the code.
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles(), min_size=1, max_size=3))
def test_over_all_the_figures_are_the_scorers(readings: list[Article]) -> None:
    expected = scored(readings)
    # Not rounded again: 81.25 may end on either side.
    ours = unrounded([[one] for one in readings])
    # The scorer gives 100 where there is nothing to find and nothing was found; here that is no figure.
    empty = {name for name in FIGURES if expected[name] == 100 and ours[name] == 0}
    assert {name: ours[name] for name in expected if name not in empty} == {
        name: pytest.approx(expected[name], abs=0.051) for name in expected if name not in empty
    }


@shared
@pytest.mark.shared
def test_pairs_of_annotators_are_read_as_the_scorer_reads_them() -> None:
    documents = annotator_documents(corpus("polnear") / "dev")
    assert len(documents) == 2
    assert rounded(documents) == scored([one for document in documents for one in document])


@shared
@pytest.mark.shared
@pytest.mark.bundle
def test_the_shipped_reader_gets_the_scorers_figures() -> None:
    import sayso

    names = sorted((corpus("polnear") / "dev" / "text").glob("*.txt"))
    marks = []
    for path in names[5:65:20]:
        analysis = sayso.read(str(path)).analysis
        found = tuple(Marked(a.sources, a.cue, a.contents, a.score) for a in analysis.attributions)
        marks.append(Article(analysis.document.text, found[::2], found))
    assert rounded([[one] for one in marks]) == scored(marks)
