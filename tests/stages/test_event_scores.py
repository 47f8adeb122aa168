"""How sure an event is."""

import pytest

from sayso.errors import KnowledgeError
from sayso.records import Factuality, Span
from sayso.stages.event_parties import Party
from sayso.stages.event_scores import EventScores, load_event_scores, marks_of, read_event_scores
from sayso.stages.triggers import Trigger

PAST = Factuality("certain", "+", "past", "asserted", ())
BOMBED = Trigger(1, Span(7, 13), "bomb", "ASSAULT", "aerial", is_nominal=False, is_sure=False)
ISRAEL, SYRIA = Party("a", Span(0, 6), "IL"), Party("b", Span(14, 19), "SY")


def test_without_marks_only_the_bias_speaks() -> None:
    assert EventScores(0.0, {}).score({}) == 0.5
    assert EventScores(2.0, {}).score({"sure": 1}) == pytest.approx(0.8808)


def test_marks_raise_and_lower_a_score_and_unknown_ones_do_nothing() -> None:
    scores = EventScores(0.0, {"pair": 1.0, "below": -1.0})
    assert scores.score({"pair": 1}) > scores.score({"pair": 1, "below": 1}) == scores.score({"odd": 3})


def test_marks_say_what_an_event_was_read_from() -> None:
    marks = marks_of(BOMBED, (ISRAEL,), (SYRIA,), 0, PAST, (0.9, 0.9), is_below=False)
    assert marks["code=ASSAULT"] == marks["pair"] == marks["tier=0"] == marks["country.recipient"] == 1
    assert marks["odds"] == pytest.approx(2.197, abs=0.001)
    assert "below" not in marks


def test_without_two_parties_nothing_is_said_of_a_pair() -> None:
    marks = marks_of(BOMBED, (ISRAEL,), (), 0, PAST, None, is_below=True)
    assert not {"pair", "odds", "behind", "tier=0"} & marks.keys()


def test_the_shipped_weights_hold_a_likely_meaning_for_surer_than_an_unlikely_one() -> None:
    scores = load_event_scores()
    likely = marks_of(BOMBED, (ISRAEL,), (SYRIA,), 0, PAST, (0.95, 0.95), is_below=False)
    unlikely = marks_of(BOMBED, (ISRAEL,), (SYRIA,), 0, PAST, (0.05, 0.6), is_below=False)
    assert scores.score(likely) > scores.score(unlikely) + 0.2


@pytest.mark.parametrize("table", ["", "[]", '{"bias": "x", "weights": {}}', '{"weights": {}}'])
def test_a_damaged_file_says_so(table: str) -> None:
    with pytest.raises(KnowledgeError, match=r"event_scores\.json.*damaged"):
        read_event_scores(table)
