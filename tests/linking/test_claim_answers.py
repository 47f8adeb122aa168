"""Denials that name what they deny by a noun alone."""

from dataclasses import replace
from typing import Any

import pytest
from tests.linking.told import told

from sayso.linking.claim_answers import find_answered
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claims import link_claims


def denied(source: str, words: str, **changes: Any) -> ClaimProfile:
    made = told("Gazette", source, words=words, polarity="-", cue_kind="denial", document="d", **changes)
    hop = replace(made.hops[-1], hop=replace(made.hops[-1].hop, polarity="-"))
    return replace(made, hops=(*made.hops[:-1], hop))


def said(source: str, words: str, kind: str = "speech", **changes: Any) -> ClaimProfile:
    return told("Gazette", source, words=words, cue_kind=kind, **{"document": "d", **changes})


BLAME = "the Red Banner for the bombing of the station"


@pytest.mark.parametrize(
    "words", ["the accusation", "the charges against it", "any involvement", "responsibility", "all of the allegations"]
)
def test_who_denies_the_accusation_denies_what_he_is_accused_of(words: str) -> None:
    accusation = said("The government", BLAME, "accusation")
    denial = denied("The Red Banner", words, at=200)
    (link,) = find_answered([denial, accusation])
    assert (link.kind, link.left, link.right) == ("denies", denial.claim.id, accusation.claim.id)
    (reason,) = link.evidence
    assert (reason.rule, reason.left, reason.right) == ("answers", words, BLAME)
    assert link in link_claims([denial, accusation])


def test_an_accusation_of_somebody_else_is_not_meant() -> None:
    ours = said("Police", "the Red Banner had planted the bomb")
    other = said("Police", "the Black Hand had paid for it", at=100)
    denial = denied("The Red Banner", "the charge", at=200)
    (link,) = find_answered([ours, other, denial])
    assert link.right == ours.claim.id
    assert not list(find_answered([other, denial]))


def test_the_claim_that_is_rejected_is_what_somebody_else_said_last() -> None:
    first, last = said("The union", "the pit was unsafe"), said("The mayor", "nobody had been warned", at=100)
    (link,) = find_answered([first, last, denied("The company", "the claim", at=200)])
    assert link.right == last.claim.id
    own = said("The company", "the pit was safe", at=100)
    assert not list(find_answered([own, denied("The company", "the claim", at=200)]))


def test_what_says_itself_what_it_denies_and_what_is_no_denial_answer_nothing() -> None:
    accusation = said("The government", BLAME, "accusation")
    assert not list(find_answered([accusation, denied("The Red Banner", "that it had planted the bomb", at=200)]))
    assert not list(find_answered([accusation, said("The Red Banner", "the accusation", at=200)]))


def test_another_page_or_what_comes_later_is_not_answered() -> None:
    denial = denied("The Red Banner", "the accusation", at=200)
    assert not list(find_answered([said("The government", BLAME, "accusation", document="e"), denial]))
    assert not list(find_answered([said("The government", BLAME, "accusation", at=400), denial]))


def test_whoever_denies_responsibility_answers_who_blames_him_and_not_who_claims_it() -> None:
    blame = said("The government", BLAME, "accusation")
    denial = denied("The Red Banner", "responsibility for the bombing", at=200)
    claim = said("The Black Hand", "responsibility for the bombing", "claim", document="e")
    assert [(link.kind, link.left, link.right) for link in link_claims([blame, denial])] == [
        ("denies", denial.claim.id, blame.claim.id)
    ]
    assert "denies" not in {
        link.kind for link in link_claims([claim, replace(denial, claim=replace(denial.claim, document="f"))])
    }
