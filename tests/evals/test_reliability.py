"""What scores are worth."""

import pytest
from evals.reliability import reliability_of
from tests.evals.stories import article

RIGHT = "[source She] [cue said] [contents no]."
WRONG = "She said [cue no]."


def test_predictions_fall_into_bins_by_their_score() -> None:
    scores = (0.1, 0.3, 0.5, 0.7, 0.85, 1.0)
    found = reliability_of([article(RIGHT, RIGHT, score) for score in scores])
    assert [one.predicted for one in found.bins] == [1, 1, 1, 1, 2]


def test_share_right_and_the_share_below_one_half_that_is_wrong() -> None:
    readings = [article(RIGHT, RIGHT, 0.4)] + [article(RIGHT, WRONG, 0.4)] * 3 + [article(RIGHT, RIGHT, 0.9)] * 4
    found = reliability_of(readings)
    assert found.bins[1].right.value == 25
    assert found.bins[1].mean_score == pytest.approx(0.4)
    assert (found.below_half.value, found.wrong_below_half.value, found.right_from_half.value) == (50, 75, 100)
    assert found.wrong_below_half.low is not None
    assert found.wrong_below_half.low < 75


def test_a_cue_that_overlaps_under_another_source_matches_and_is_not_right() -> None:
    found = reliability_of([article(RIGHT, "She [cue said] [contents no].", 0.9)])
    assert (found.bins[-1].match.value, found.bins[-1].right.value) == (100, 0)


def test_the_error_is_the_mean_distance_of_score_and_share_right() -> None:
    assert reliability_of([article(RIGHT, RIGHT, 0.8)] * 20).expected_calibration_error.value == pytest.approx(0.2)
    assert reliability_of([article(RIGHT, WRONG, 0.8)] * 20).expected_calibration_error.value == pytest.approx(0.8)


def test_without_predictions_nothing_is_defined() -> None:
    found = reliability_of([article(RIGHT, "She said no.")])
    assert found.expected_calibration_error.value is None
    assert found.wrong_below_half.value is None
    assert [one.mean_score for one in found.bins] == [None] * 5
