from dataclasses import replace

import pytest
from tests.markup import read_markup

from sayso.records import Analysis, FieldEvidence, Publisher, Span
from sayso.stages import ATTRIBUTIONS, CLAIMS, find_attributions, find_claims


def claims_of(marked: str) -> Analysis:
    return find_claims(find_attributions(read_markup(marked)))


def test_a_claim_is_one_attribution_by_its_source_as_written() -> None:
    story = claims_of("[contents “We were never consulted,”] [source Mayor  Brandt,] [cue told] the Evening Post.")
    (claim,) = story.claims
    (hop,) = claim.chain
    assert (hop.role, hop.name, hop.channel, hop.basis) == ("source", "Mayor Brandt", "the Evening Post", "stated")
    assert hop.attribution == story.attributions[0].id
    assert claim.contents == story.attributions[0].contents
    assert (claim.document, claim.status, claim.review) == (story.document.id, "standing", "machine")
    assert (claim.said, claim.happened, claim.events) == (None, None, ())


def test_a_source_that_nobody_names_is_a_hop_without_a_name() -> None:
    (claim,) = claims_of("The minister [cue allegedly] [contents accepted three payments].").claims
    assert [hop.name for hop in claim.chain] == [None]


@pytest.mark.parametrize(("value", "status"), [("canceled", "withdrawn"), ("withheld", "withdrawn"), ("usable", "standing")])
def test_claims_of_an_item_that_its_sender_took_back_are_withdrawn(value: str, status: str) -> None:
    story = read_markup("[source The company] [cue said] [contents that it had sold the data].")
    evidence = (FieldEvidence("status", value, "newsml:pubStatus", None),)
    told = replace(story, document=replace(story.document, evidence=evidence))
    assert [claim.status for claim in find_claims(find_attributions(told)).claims] == [status]


@pytest.mark.parametrize(
    "marked",
    [
        "[source The ministry] [cue declined to comment] [contents on the report].",
        "[source The ministry] [cue spoke].",
        "[source The ministry] [cue did not say] [contents that the fund was empty].",
    ],
)
def test_what_claims_nothing_stays_an_attribution(marked: str) -> None:
    story = claims_of(marked)
    assert len(story.attributions) == 1
    assert story.claims == ()


@pytest.mark.parametrize(("cue", "polarity"), [("denied", "-"), ("did not deny", "?"), ("said", "+")])
def test_the_hop_has_the_polarity_of_its_cue(cue: str, polarity: str) -> None:
    (claim,) = claims_of(f"[source The company] [cue {cue}] [contents that it had sold the data].").claims
    assert claim.chain[-1].polarity == polarity


def published(story: Analysis, method: str, *, is_written: bool = False) -> Analysis:
    span = Span(0, 3) if is_written else None
    document = replace(
        story.document,
        republisher=Publisher("Coast Archive", None, "archive footer"),
        publisher=Publisher("Northern Herald", "northern-herald", method),
        evidence=(FieldEvidence("publisher", "Northern Herald", method, span),),
    )
    return find_claims(find_attributions(replace(story, document=document)))


def test_publication_hops_stand_in_front_republisher_first() -> None:
    story = published(read_markup("[source Fors] [cue said] [contents it was old]."), "byline")
    chain = story.claims[0].chain
    assert [(hop.role, hop.name, hop.outlet) for hop in chain] == [
        ("republisher", "Coast Archive", None),
        ("publisher", "Northern Herald", "northern-herald"),
        ("source", "Fors", None),
    ]
    assert [hop.attribution for hop in chain[:2]] == [None, None]


@pytest.mark.parametrize(
    ("method", "is_written", "basis"),
    [("dateline", True, "stated"), ("json-ld", False, "stated"), ("host", False, "inferred"), ("host", True, "stated")],
)
def test_a_publisher_that_only_the_address_names_is_inferred(method: str, *, is_written: bool, basis: str) -> None:
    story = published(read_markup("[source Fors] [cue said] [contents it was old]."), method, is_written=is_written)
    hop = story.claims[0].chain[1]
    assert hop.basis == basis
    assert (hop.score == 1.0) == (basis == "stated")


def test_an_unknown_publisher_gives_no_hop() -> None:
    (claim,) = claims_of("[source Fors] [cue said] [contents it was old].").claims
    assert [hop.role for hop in claim.chain] == ["source"]


def test_evidence_is_one_stretch_of_the_text_with_its_context() -> None:
    story = claims_of(
        "x" * 40 + ". [contents:1 “No,”] [source:1 she] [cue:1 said], [contents:1 “never.”] And so on and on it went for years."
    )
    evidence = story.claims[0].evidence
    text = story.document.text
    assert evidence.exact == "“No,” she said, “never.”"
    assert evidence.prefix + evidence.exact + evidence.suffix in text
    assert (len(evidence.prefix), len(evidence.suffix)) == (32, 32)


def test_evidence_at_the_ends_of_the_text_has_what_context_there_is() -> None:
    evidence = claims_of("[contents “No,”] [source she] [cue said].").claims[0].evidence
    assert (evidence.prefix, evidence.suffix) == ("", " she said.")


def test_a_nested_attribution_has_the_outer_hop_in_front() -> None:
    story = claims_of(
        "[source:1 The Courier] [cue:1 reported] [contents:1 that [source:2 Fors] [cue:2 denied] [contents:2 it]]."
    )
    assert ["The Courier", "Fors"] in [[hop.name for hop in claim.chain] for claim in story.claims]


def test_two_readings_give_the_same_ids() -> None:
    marked = "[source Fors] [cue said] [contents it]. [source Fors] [cue said] [contents it]."
    first, second = claims_of(marked), claims_of(marked)
    assert first == second
    assert len({claim.id for claim in first.claims}) == 2


def test_stages_say_what_they_need_and_give() -> None:
    assert (ATTRIBUTIONS.needs, ATTRIBUTIONS.gives) == (("sentences", "quotations", "tags"), ("attributions",))
    assert (CLAIMS.needs, CLAIMS.gives) == (("sentences", "attributions"), ("claims",))
    story = read_markup("[source Fors] [cue said] [contents it].")
    assert CLAIMS.apply(ATTRIBUTIONS.apply(story)) == claims_of("[source Fors] [cue said] [contents it].")


def test_what_stands_in_a_decline_is_no_claim() -> None:
    story = claims_of("[source:1 She] [cue:1 declined] to [contents:1 [cue:2 say] [contents:2 where the drums are]].")
    assert [attribution.cue_kind for attribution in story.attributions] == ["decline", "speech"]
    assert story.claims == ()
