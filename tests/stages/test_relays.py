"""Chains as the shipped model and the rules read them: a sentence for each way in which news nests its sources."""

from functools import cache

import pytest

from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Analysis, Claim, Failure, Page

pytestmark = pytest.mark.bundle


@cache
def pipeline() -> Pipeline:
    return open_pipeline()


def read(text: str) -> Analysis:
    (reading,) = pipeline().read([Page("story.txt", None, text.encode(), "text/plain", "")], plain=True, published="2021-03-10")
    assert not isinstance(reading, Failure)
    return reading.analysis


def over(analysis: Analysis, key: str) -> list[Claim]:
    text = analysis.document.text
    start = text.index(key)
    return [c for c in analysis.claims if any(s.start <= start and start + len(key) <= s.end for s in c.contents)]


def names(claim: Claim) -> list[str | None]:
    return [hop.name for hop in claim.chain]


@pytest.mark.parametrize(
    ("text", "key", "chain"),
    [
        ("The quay had sunk, harbour master Ilo Vard said, according to Radio Sund.", "had sunk", ["Radio Sund", "Ilo Vard"]),
        (
            "The Sund Courier reported that the mayor had denied the quay was sold.",
            "quay was sold", ["The Sund Courier", "the mayor"],
        ),
        ("According to Radio Sund, citing two pilots, the ferry struck a rock.", "struck a rock", ["Radio Sund", "two pilots"]),
        ("Citing two pilots, Radio Sund said the ferry had struck a rock.", "struck a rock", ["Radio Sund", "two pilots"]),
        (
            "An internal note seen by the Sund Courier says that the quay was unsafe.",
            "quay was unsafe", ["the Sund Courier", "An internal note"],
        ),
        (
            "In remarks carried by Radio Sund, Mayor Ana Brek said the quay would open.",
            "quay would open", ["Radio Sund", "Ana Brek"],
        ),
        (
            "The Sund Courier quoted a docker as saying that the crane had failed twice.",
            "crane had failed", ["The Sund Courier", "a docker"],
        ),
        (
            "The Sund Courier reported that a clerk claims the minister told her the files were burnt.",
            "files were burnt", ["The Sund Courier", "a clerk", "the minister"],
        ),
    ],
)  # fmt: skip
def test_a_relay_stands_before_whom_it_relays(text: str, key: str, chain: list[str]) -> None:
    (claim,) = over(read(text), key)
    assert len(claim.chain) == len(chain)
    assert all((name or "").endswith(part) for name, part in zip(names(claim), chain, strict=True))
    assert {hop.basis for hop in claim.chain} <= {"stated", "resolved"}


def test_a_rejected_claim_is_one_of_each() -> None:
    found = over(read("The union rejected the owners' claim that the pumps had failed."), "the pumps had failed")
    assert sorted((names(claim), claim.chain[-1].polarity) for claim in found) == [
        (["The union"], "-"), (["the owners"], "+"),
    ]  # fmt: skip
    assert {claim.factuality.polarity for claim in found if claim.factuality} == {"+", "-"}


def test_joint_sources_are_a_claim_each_with_ids_of_their_own() -> None:
    found = over(read("Mayor Ana Brek and pilot Ilo Vard said the quay was unsafe."), "the quay was unsafe")
    assert [names(claim) for claim in found] == [["Ana Brek"], ["Ilo Vard"]]
    assert len({claim.id for claim in found}) == 2


def test_a_quoted_fragment_of_one_speaker_is_no_chain() -> None:
    found = over(read("Mayor Ana Brek called the plan “reckless” and said it would flood the yard."), "reckless")
    assert [len(claim.chain) for claim in found] == [1]


def test_what_nobody_is_named_for_is_the_publishers_own_and_what_is_hedged_is_not() -> None:
    analysis = read("Dockers left the quay on Sunday. The mayor allegedly took three payments in January.")
    (own,) = over(analysis, "left the quay")
    (hedged,) = over(analysis, "took three payments")
    assert (own.chain, names(hedged)) == ((), [None])
    values = {timex.id: timex.value for timex in analysis.timexes}
    assert (values[own.happened or ""], values[hedged.happened or ""]) == ("2021-03-07", "2021-01")
    assert hedged.factuality is not None
    assert (hedged.factuality.certainty, [h.of(analysis.document.text) for h in hedged.factuality.hedges]) == (
        "unknown", ["allegedly"],
    )  # fmt: skip


def test_a_report_goes_on_where_its_tense_does_and_says_that_it_was_carried() -> None:
    analysis = read("The Sund Courier reported that two ships had met at sea. They had lain side by side for an hour.")
    (claim,) = over(analysis, "lain side by side")
    assert [(hop.name, hop.basis) for hop in claim.chain] == [("The Sund Courier", "carried")]
    assert claim.score < over(analysis, "two ships had met")[0].score


def test_a_date_of_the_report_is_none_of_the_event() -> None:
    analysis = read("Last week, the Sund Courier reported that the mayor had turned down an offer.")
    (claim,) = over(analysis, "had turned down")
    values = {timex.id: timex.value for timex in analysis.timexes}
    assert (values[claim.said or ""], claim.happened) == ("2021-W09", None)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry declined to say whether the quay was sold.",
        "Reporters asked whether the quay was sold.",
        "The mayor could not be reached.",
    ],
)
def test_what_is_not_said_is_no_claim(text: str) -> None:
    assert all(claim.chain == () for claim in read(text).claims)
    assert not any("quay was sold" in claim.evidence.exact for claim in read(text).claims)


def test_who_could_not_be_reached_declined() -> None:
    found = read("The quay was sold, Ana Brek said. Its owner could not be reached.").attributions
    assert ("Its owner", "decline") in [
        (one.sources[0].of("The quay was sold, Ana Brek said. Its owner could not be reached."), one.cue_kind) for one in found
    ]


@pytest.mark.parametrize("text", ["said", "according to", "“" * 400, "that " * 500, "cited by " * 300, "A, B said, " * 300])
def test_no_text_breaks_a_rule(text: str) -> None:
    read(text)
