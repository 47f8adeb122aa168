"""How events are counted that are laid beside marked pairs."""

from dataclasses import replace

import pytest
from evals.events_matched import Row, weight_of
from evals.events_plover import Given, figures, operating
from evals.score_fit import Held, brier, calibration_error, fit_scores

from sayso.records import Event, Span

EVENT = Event(
    "e", Span(0, 1), "plover/2", "ASSAULT", None, (), (), (), (), (), None, "none", None, None, (), (),
    is_nominal=False, score=0.0,
)  # fmt: skip
FOUND = Row(EVENT, {"sure": 1}, 0, 0, has_code=True, has_actor=True, has_recipient=True, judged=None)
OTHER_CODE = replace(FOUND, has_code=False)
ELSEWHERE = replace(FOUND, has_actor=False)


def given(row: Row, score: float = 0.5, weight: float = 1.0) -> Given:
    return Given(row, score, weight)


def test_what_a_reader_judged_counts_before_what_was_not_marked() -> None:
    assert (FOUND.is_right, OTHER_CODE.is_right, ELSEWHERE.is_right) == (True, False, None)
    assert replace(ELSEWHERE, judged=True).is_right is True
    assert replace(OTHER_CODE, judged=True).is_right is True


def test_one_judged_event_stands_for_those_that_were_not_drawn() -> None:
    rows = [FOUND, replace(ELSEWHERE, judged=True), ELSEWHERE, ELSEWHERE, ELSEWHERE]
    assert weight_of(rows) == {False: 1.0, True: 4.0}


def test_precision_is_told_for_all_events_for_those_about_the_pair_and_strictly() -> None:
    told = figures([given(FOUND), given(OTHER_CODE), given(replace(ELSEWHERE, judged=True), weight=2.0), given(ELSEWHERE)], 4)
    assert (told.events, told.recall) == (4, 0.25)
    assert told.all_precision == pytest.approx(3 / 4)
    assert told.pair_precision == pytest.approx(1 / 2)
    assert told.strict == pytest.approx(1 / 4)


def test_the_operating_point_is_the_least_score_that_is_precise_enough() -> None:
    sure = [given(FOUND, 0.9) for _ in range(8)]
    unsure = [given(OTHER_CODE, 0.405) for _ in range(8)]
    assert operating([*sure, *unsure]) == pytest.approx(0.41)
    assert operating(unsure) == pytest.approx(0.95)


def test_scores_that_promise_what_they_keep_have_no_error() -> None:
    kept = [Held(0.75, right, 1.0) for right in (True, True, True, False)]
    assert calibration_error(kept) == pytest.approx(0)
    assert calibration_error([Held(1.0, False, 1.0)]) == pytest.approx(1)
    assert brier([Held(0.5, True, 3.0)]) == pytest.approx(0.25)


def test_a_mark_of_right_events_gets_a_weight_over_one_of_wrong_ones() -> None:
    rows = [replace(FOUND, marks={"good": 1.0})] * 20 + [replace(OTHER_CODE, marks={"bad": 1.0})] * 20
    fitted = fit_scores(rows, {False: 1.0, True: 1.0})
    assert fitted.score({"good": 1.0}) > 0.5 > fitted.score({"bad": 1.0})
