"""Edges, directions, credits, circles and intervals are counted as the module says."""

from typing import Any

from evals.worlds.drafts import TEXT_ACTS
from evals.worlds.generator import make_world
from evals.worlds.gold import Gold, make_gold
from evals.worlds.scores import Interval, Rate, count_circles, count_edges, find_groups

from sayso.records import RecordLink
from sayso.records.ids import link_id

GOLDS = [make_gold(make_world(seed)) for seed in range(6)]


def link(left: str, right: str, kind: Any = "copy") -> RecordLink:
    return RecordLink(link_id(kind, left, right), left, right, kind, "suggested", 0.9, "test", ())


def perfect(golds: list[Gold]) -> list[RecordLink]:
    edges = [link(edge.left, edge.right) for gold in golds for edge in gold.edges if edge.act in TEXT_ACTS]
    return edges + [link(document, house, "credits") for gold in golds for document, house in sorted(gold.credits)]


def test_gold_scores_full_marks_against_itself() -> None:
    counts = count_edges(GOLDS, perfect(GOLDS))
    assert (counts.f1, counts.text_f1, counts.credit_f1, counts.direction.share) == (1.0, 1.0, 1.0, 1.0)
    assert not counts.samples


def test_a_copy_of_a_copy_may_be_linked_to_the_root() -> None:
    gold = next(gold for gold in GOLDS if any(len(group) > 3 for group in gold.groups))
    parents = {edge.left: edge.right for edge in gold.edges if edge.act in TEXT_ACTS}

    def root(document: str) -> str:
        return root(parents[document]) if document in parents else document

    counts = count_edges([gold], [link(document, root(document)) for document in parents])
    assert counts.text_f1 == 1.0
    assert counts.direction.share == 1.0


def test_a_turned_link_is_found_but_points_the_wrong_way() -> None:
    gold = GOLDS[0]
    edges = [edge for edge in gold.edges if edge.act in TEXT_ACTS - {"version"}]
    counts = count_edges([gold], [link(edge.right, edge.left) for edge in edges])
    assert counts.text_f1 == 1.0
    assert counts.direction.right == 0


def test_a_link_between_texts_of_their_own_is_wrong() -> None:
    gold = GOLDS[1]
    alone = [min(group) for group in gold.groups if len(group) == 1][:2]
    counts = count_edges([gold], [link(*alone)])
    assert counts.precision in {Rate(0, 1), Rate(0, 0)}
    assert counts.recall.right == 0


def test_nothing_found_is_no_recall_and_no_error() -> None:
    counts = count_edges(GOLDS, [])
    assert counts.recall.right == 0
    assert counts.f1 == 0.0


def test_a_credit_may_lead_to_a_document_of_the_house() -> None:
    gold = next(gold for gold in GOLDS if gold.credits)
    document, house = min(gold.credits)
    page = next((other for other, houses in gold.houses.items() if house in houses and other != document), None)
    assert page is not None
    assert count_edges([gold], [link(document, page, "credits")]).credit_precision == Rate(1, 1)


def test_a_circle_is_found_by_two_of_its_documents() -> None:
    gold = next(make_gold(make_world(seed)) for seed in range(100) if make_world(seed).circles)
    circle = sorted(gold.circles[0])
    others = [analysis.document.id for analysis in gold.analyses if analysis.document.id not in circle]
    assert count_circles([gold], [circle[:2], others[:2]]) == (Rate(1, len(gold.circles)), Rate(1, 2))
    assert count_circles([gold], [])[0].right == 0


def test_groups_are_what_copies_join() -> None:
    assert find_groups("abcd", [link("b", "a"), link("c", "b", "rewrite"), link("d", "a", "credits")]) == {
        "a": "a", "b": "a", "c": "a", "d": "d",
    }  # fmt: skip


def test_the_interval_score_is_the_width_and_forty_for_each_step_outside() -> None:
    assert (Interval(1, 3, 2).score, Interval(1, 3, 2).is_covered) == (2, True)
    assert Interval(8, 8, 2).score == 240
    assert Interval(1, 2, 4).score == 81
