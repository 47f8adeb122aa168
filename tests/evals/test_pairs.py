"""Pairing and tidying, as the scorer has them."""

from evals.pairs import Marked, outermost, pair_up, tidy
from tests.evals.stories import article

from sayso.records import Span


def test_quotation_marks_and_stops_at_the_ends_of_a_span_do_not_count() -> None:
    text = "She said: “It stands.”"
    assert tidy(text, [Span(10, 22)]) == (Span(11, 20),)


def test_pieces_that_only_marks_part_are_one() -> None:
    text = "“No,” “never”"
    assert tidy(text, [Span(6, 13), Span(0, 5)]) == (Span(1, 12),)


def test_a_colon_stays_a_cue() -> None:
    assert tidy("HOLT: No", [Span(4, 5)]) == (Span(4, 5),)


def test_what_is_said_within_contents_is_left_out() -> None:
    text = "A said B claimed C"
    outer = Marked((Span(0, 1),), (Span(2, 6),), (Span(7, 18),))
    inner = Marked((Span(7, 8),), (Span(9, 16),), (Span(17, 18),))
    assert outermost(text, [outer, inner]) == (outer,)


def test_a_longer_shared_cue_wins_a_pair() -> None:
    one = article(
        "[source Holt] [cue went on to say] [contents no].",
        "[source:1 Holt] [cue:1 went] [cue:2 on to say] [contents:2 no].",
    )
    (pair,) = pair_up(one).pairs
    assert (pair.gold, one.predicted[pair.predicted].cue) == (0, (Span(10, 19),))


def test_overlapping_sources_and_half_of_the_contents_are_right_but_not_exact() -> None:
    (pair,) = pair_up(
        article(
            "[source The mayor] [cue said] [contents the bridge was safe].",
            "The [source mayor] [cue said] [contents the bridge] was safe.",
        )
    ).pairs
    assert {"match", "cue_x", "source_o", "content_o", "whole_o"} == pair.right


def test_another_source_is_not_right() -> None:
    (pair,) = pair_up(article("[source Holt] [cue said] [contents no].", "Holt [cue said] [contents no].")).pairs
    assert "content_x" in pair.right
    assert "source_o" not in pair.right
