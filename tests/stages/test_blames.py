"""Who blames whom, and who takes responsibility: from inline markup, and as the shipped model reads it."""

from dataclasses import replace

import pytest
from evals.plover_sets import tag_texts
from tests.markup import read_markup
from tests.trees import words

from sayso.records import Analysis, Attribution
from sayso.stages.attributions import find_attributions
from sayso.stages.relays import find_relays


def marked(text: str, notation: str = "") -> tuple[str, tuple[Attribution, ...]]:
    """The attributions of a marked sentence with a tree; without a notation every word hangs on the one before it."""
    made = read_markup(text)
    plain = made.document.text
    assert made.tags is not None
    tree = words(plain, notation or " ".join(f"{word}//root" for word in plain.replace(".", " .").split()))
    found = find_relays(find_attributions(replace(made, tags=replace(made.tags, words=tree))))
    return plain, found.attributions


def told(text: str, one: Attribution) -> tuple[list[str], str, list[str], str, str]:
    """Sources, cue, contents, kind and polarity."""
    return (
        [s.of(text) for s in one.sources],
        one.cue[0].of(text),
        [s.of(text) for s in one.contents],
        one.cue_kind,
        one.polarity,
    )


def test_whoever_holds_somebody_responsible_accuses_him() -> None:
    text, (one,) = marked(
        "The ministry held the rebels responsible for the shelling.",
        "The/ministry/mod ministry/held/subj held//root the/rebels/mod rebels/held/obj responsible/rebels/acl "
        "for/shelling/mark the/shelling/mod shelling/responsible/obl ./held/punct",
    )
    assert told(text, one) == (["The ministry"], "held", ["the rebels responsible for the shelling"], "accusation", "+")


def test_a_responsible_position_is_held_by_nobody_who_accuses() -> None:
    _, found = marked(
        "The bank held a responsible position.",
        "The/bank/mod bank/held/subj held//root a/position/mod responsible/position/mod position/held/obj ./held/punct",
    )
    assert found == ()


@pytest.mark.parametrize("helpers", ["have been", "are", "have never", "were not"])
def test_whoever_is_held_responsible_accuses_nobody(helpers: str) -> None:
    one, *rest = helpers.split()
    _, found = marked(
        f"The banks {helpers} held responsible for it.",
        f"The/banks/mod banks/held/subj {one}/held/aux {''.join(f'{word}/held/aux ' for word in rest)}held//root "
        "responsible/held/xcomp for/it/mark it/responsible/obl ./held/punct",
    )
    assert found == ()


def test_responsibility_that_is_taken_is_claimed() -> None:
    text, (one,) = marked("[source The Black Hand] [cue took responsibility for] [contents the killing of the judge].")
    assert told(text, one) == (["The Black Hand"], "took", ["responsibility for the killing of the judge"], "claim", "+")
    text, (one,) = marked("[source The Black Hand] took [cue responsibility for] [contents the killing of the judge].")
    assert told(text, one)[1:3] == ("took", ["responsibility for the killing of the judge"])


def test_responsibility_that_is_denied_stays_denied() -> None:
    text, (one,) = marked("[source The army] [cue denied responsibility for] [contents the attack].")
    assert told(text, one) == (["The army"], "denied", ["responsibility for the attack"], "denial", "-")


def test_on_whom_something_is_blamed_is_not_who_says_so() -> None:
    text, (one,) = marked("[contents The attack] was [cue blamed] on [source the Red Banner by the government].")
    assert told(text, one) == (["the government"], "blamed", ["The attack", "on the Red Banner"], "accusation", "+")
    text, (one,) = marked("[contents The attack] was [cue blamed] on [source the Red Banner].")
    assert (one.sources, one.source_kind) == ((), "none")


def test_by_whom_somebody_is_accused_ends_before_of_what() -> None:
    text, (one,) = marked("[contents The rebels] were [cue accused] by [source the army of shelling the town].")
    assert told(text, one)[0] == ["the army"]
    assert told(text, one)[2] == ["The rebels", "of shelling the town"]


@pytest.mark.bundle
class TestRead:
    def read(self, text: str) -> Analysis:
        (found,) = tag_texts([text])
        assert found is not None
        return found

    @pytest.mark.parametrize(
        ("text", "chain", "polarity"),
        [
            ("The Red Banner claimed responsibility for the bombing of the station.", ["The Red Banner"], "+"),
            ("The Black Hand took responsibility for the killing of the judge.", ["The Black Hand"], "+"),
            ("The army denied responsibility for the attack on the hospital.", ["The army"], "-"),
            ("The government blamed the Red Banner for the bombing.", ["The government"], "+"),
            ("The ministry held the rebels responsible for the shelling of the town.", ["The ministry"], "+"),
            ("Hadrel holds Korvia responsible for the attack, a spokesman said.", ["a spokesman", "Hadrel"], "+"),
            ("The attack was blamed on the Red Banner by the government.", ["the government"], "+"),
        ],
    )
    def test_the_speech_act_is_a_claim_and_its_event_another_record(self, text: str, chain: list[str], polarity: str) -> None:
        found = self.read(text)
        claims = [claim for claim in found.claims if [hop.name for hop in claim.chain] == chain]
        (claim,) = claims
        assert claim.factuality is not None
        assert claim.factuality.polarity == polarity
        events = {event.id: event for event in found.events}
        assert [events[event].code for event in claim.events] == ["ASSAULT"]
