"""Hedges, negations and moods of a proposition, and what the cue makes of them."""

import pytest
from tests.trees import tree

from sayso.languages import load_language
from sayso.records import CueKind, Factuality
from sayso.stages.factuality import Holding, find_factuality
from sayso.stages.hedging import find_hedges

ENGLISH = load_language("en")
ACCEPTED = "The/minister/mod minister/accepted/subj {}accepted//root payments/accepted/obj"


def held(text: str, notation: str, head: str, holding: Holding | None = None) -> Factuality:
    made = tree(text, notation)
    places = set(range(len(made.words)))
    at = next(place for place in places if made.form(place) == head)
    return find_factuality(made, places, at, find_hedges(made, places, at, ENGLISH), holding or Holding("speech"), ENGLISH)


@pytest.mark.parametrize(
    ("adverb", "certainty"),
    [("", "certain"), ("allegedly", "unknown"), ("reportedly", "unknown"), ("probably", "probable"), ("perhaps", "possible")],
)
def test_an_adverb_says_how_firmly(adverb: str, certainty: str) -> None:
    text = f"The minister {adverb} accepted payments"
    found = held(text, ACCEPTED.format(f"{adverb}/accepted/mod " if adverb else ""), "accepted")
    assert found.certainty == certainty
    assert [span.of(text) for span in found.hedges] == ([adverb] if adverb else [])


def test_a_month_is_no_hedge() -> None:
    text = "Payments began in May"
    assert held(text, "Payments/began/subj began//root in/May/mark May/began/obl", "began").hedges == ()


def test_a_passive_that_names_nobody_is_a_hedge_with_its_verb() -> None:
    text = "He is rumoured to have left"
    notation = "He/rumoured/subj_pass is/rumoured/aux rumoured//root to/left/mark have/left/aux left/rumoured/xcomp"
    found = held(text, notation, "rumoured")
    assert [span.of(text) for span in found.hedges] == ["is rumoured to"]
    assert found.certainty == "unknown"


def test_a_hedged_noun_does_not_hedge_what_is_said_of_it() -> None:
    text = "Ministers refused an alleged offer"
    made = tree(text, "Ministers/refused/subj refused//root an/offer/mod alleged/offer/mod offer/refused/obj")
    (hedge,) = find_hedges(made, set(range(5)), 1, ENGLISH)
    assert (hedge.span.of(text), made.form(hedge.noun or 0)) == ("alleged", "offer")
    assert find_factuality(made, set(range(5)), 1, [hedge], Holding("speech"), ENGLISH).certainty == "certain"
    assert find_factuality(made, {2, 3, 4}, 4, [hedge], Holding("speech"), ENGLISH).certainty == "unknown"


@pytest.mark.parametrize(
    ("words", "notation", "polarity"),
    [
        ("nobody was paid", "nobody/paid/subj_pass was/paid/aux paid//root", "-"),
        ("staff were not paid", "staff/paid/subj_pass were/paid/aux not/paid/mod paid//root", "-"),
        ("staff were paid", "staff/paid/subj_pass were/paid/aux paid//root", "+"),
    ],
)
@pytest.mark.parametrize(("cue", "turned"), [("+", False), ("-", True)])
def test_a_cue_that_disputes_turns_negations_round(words: str, notation: str, polarity: str, cue: str, turned: bool) -> None:
    found = held(words, notation, "paid", Holding("denial" if turned else "speech", cue))
    assert found.polarity == ({"+": "-", "-": "+"}[polarity] if turned else polarity)


def test_what_was_not_denied_is_left_open() -> None:
    found = held("it was sold", "it/sold/subj_pass was/sold/aux sold//root", "sold", Holding("denial", "?"))
    assert (found.polarity, found.certainty) == ("?", "unknown")


@pytest.mark.parametrize(
    ("kind", "lemma", "mood"),
    [
        ("demand", "urge", "demanded"),
        ("promise", "pledge", "offered"),
        ("belief", "hope", "wished"),
        ("speech", "say", "asserted"),
    ],
)
def test_a_cue_gives_its_mood(kind: CueKind, lemma: str, mood: str) -> None:
    found = held("it was sold", "it/sold/subj_pass was/sold/aux sold//root", "sold", Holding(kind, "+", lemma))
    assert found.mood == mood


def test_a_condition_is_conditional_and_an_unreal_one_hypothetical() -> None:
    text = "the port will close if they refuse"
    notation = "the/port/mod port/close/subj will/close/aux close//root if/refuse/mark they/refuse/subj refuse/close/advcl"
    assert held(text, notation, "close").mood == "conditional"
    text = "the port would have closed if they refused"
    notation = (
        "the/port/mod port/closed/subj would/closed/aux have/closed/aux closed//root if/refused/mark they/refused/subj "
        "refused/closed/advcl"
    )
    assert held(text, notation, "closed").mood == "hypothetical"
