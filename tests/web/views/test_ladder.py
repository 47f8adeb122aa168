"""How firmly each page holds it, and what is marked."""

from tests.linking.told import joined, told
from tests.web.views.test_lanes import answer

from sayso.web.views.ladder import LEVELS, find_hedge_words, make_ladder


def test_pages_that_hold_it_alike_make_no_ladder() -> None:
    ladder = make_ladder(answer(told("Gazette", "Ilse Hartog"), told("Courier", "Ilse Hartog", day="2031-05-03")))
    assert ladder.is_level
    assert ladder.lost == 0


def test_a_hedge_that_fell_off_is_marked_where_it_did() -> None:
    hedged = told("Gazette", "Ilse Hartog", certainty="possible", hedges=("the",))
    flat = told("Courier", certainty="certain", day="2031-05-03")
    ladder = make_ladder(answer(hedged, flat, links=(joined("copy", flat, hedged),)))
    first, last = ladder.rungs
    assert not ladder.is_level
    assert (first.certainty, last.certainty) == ("possible", "certain")
    assert first.y > last.y, "firmer stands higher"
    assert not first.marks
    assert "a hedge is gone" in last.marks
    assert [hop.name for hop in first.hops] == ["Ilse Hartog"]


def test_every_level_has_a_line_and_an_unknown_one_is_unknown() -> None:
    ladder = make_ladder(answer(told("Gazette", certainty="certain"), told("Courier", certainty="probable")))
    assert [name for name, _ in ladder.lines] == list(LEVELS)
    assert {rung.y for rung in ladder.rungs} <= {y for _, y in ladder.lines}
    assert ladder.path.startswith("M")


def test_hedges_are_shown_where_the_words_around_the_claim_hold_them() -> None:
    claim = told("Gazette", "Ilse Hartog", hedges=("the ferry",)).claim
    assert find_hedge_words(claim.chain[-1].hedges, claim) == ()
    assert claim.factuality is not None
    assert find_hedge_words(claim.factuality.hedges, claim) == ("the ferry",)
