"""What the score of a pair owes to how much is compared."""

import pytest

from sayso.linking.claim_pairs import prior_of


def test_longer_pages_take_from_the_score_and_more_pages_do_not() -> None:
    assert prior_of(9, 3) == 0.0
    assert prior_of(90, 3) < prior_of(30, 3) < 0.0
    assert prior_of(900, 30) == pytest.approx(prior_of(90, 3))


def test_the_prior_is_bounded_and_needs_no_claims() -> None:
    assert prior_of(0, 0) == prior_of(1, 1) == 0.0
    assert prior_of(10_000, 1) == prior_of(100, 1)
