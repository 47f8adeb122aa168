"""Claims as they are compared: words, names, who did it and where."""

from typing import Any

import pytest
from tests.linking.told import told

from sayso.linking.claim_stems import names_in
from sayso.linking.claim_words import WordedClaim, fold_contents, span_in_text, word_claim
from sayso.records import Span


def worded(words: str, *sources: str, **changes: Any) -> WordedClaim:
    profile = told("Gazette", *(sources or ("Ilse Hartog",)), words=words, **changes)
    return word_claim(profile, names_in([profile, told("Gazette", words="troops of Dorran and Merrow and Hadrel")]))


@pytest.mark.parametrize(
    ("words", "doers"),
    [
        ("Dorran bombed the market", {"dorran"}),
        ("the market had been bombed by Merrow", {"merrow"}),
        ("Hadrel was behind the attack", {"hadrel"}),
        ("the market was bombed", set()),
        ("twelve people died", set()),
    ],
)
def test_who_did_it_stands_before_the_verb_or_behind_by(words: str, doers: set[str]) -> None:
    assert worded(words).doers == doers


def test_whom_somebody_blames_did_it() -> None:
    blamed = worded("Hadrel for the attack", cue_kind="accusation")
    assert blamed.doers == {"hadrel"}
    assert blamed.is_blame


def test_whoever_claims_responsibility_did_it() -> None:
    claimed = worded("responsibility for the drone attack", "Red Banner", cue_kind="claim")
    assert claimed.doers == {"red", "banner"}
    assert claimed.is_blame


def test_a_pronoun_is_the_speaker_and_so_is_a_missing_subject() -> None:
    assert worded("he had never taken money", "Pavel Dorn").hinted == {"pavel", "dorn"}
    assert worded("paying a ransom", "Baltor").doers == {"baltor"}
    assert worded("the bridge will close", "Baltor").hinted == frozenset()


def test_places_are_names_behind_words_of_place() -> None:
    found = worded("talks will be held in Port Ellis and near the village of Asken")
    assert [word.stem for word in found.where] == ["port", "ellis", "asken"]
    assert not {"port", "ellis", "asken"} & found.core


def test_a_capital_at_the_beginning_makes_a_name_only_where_it_is_one_elsewhere() -> None:
    assert "dorran" in worded("Dorran bombed the market").names
    assert worded("Gunmen kidnapped three engineers").names == frozenset()


def test_contents_are_folded_without_marks_and_opening_words() -> None:
    assert fold_contents("that the ferry, Amber, is LATE.") == "the ferry amber is late"
    assert fold_contents("that") == "that"


def test_places_of_words_lead_back_into_the_text() -> None:
    profile = told("Gazette", words="the ferry is late", at=40)
    assert span_in_text(profile, 4, 9) == Span(44, 49)
    assert span_in_text(profile, 10, 99) is None


def test_a_long_text_and_none_are_claims_too() -> None:
    assert worded("").stems == frozenset()
    assert len(worded("harbour " * 5000).words) < 100
