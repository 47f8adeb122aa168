"""Which claims are the same, deny each other, are in conflict or are updated."""

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.told import joined, told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claims import MOST_COMPARED, link_claims
from sayso.linking.conflicts import CONFLICTS
from sayso.records import RecordLink

TOLL = "At least 12 people were killed in an air strike on the market of Tarsk on Friday"


def denied(house: str, source: str, words: str, **changes: Any) -> ClaimProfile:
    """A claim that somebody denies: he holds the opposite."""
    made = told(house, source, words=words, polarity="-", cue_kind="denial", **changes)
    hop = replace(made.hops[-1], hop=replace(made.hops[-1].hop, polarity="-"))
    return replace(made, hops=(*made.hops[:-1], hop))


def only(links: tuple[RecordLink, ...]) -> RecordLink:
    (link,) = links
    return link


def type_of(link: RecordLink) -> str:
    return next(reason.rule for reason in link.evidence if reason.rule in CONFLICTS)


# --- the same ---


def test_one_proposition_in_other_words_is_one_claim_whoever_says_it() -> None:
    left = told("Gazette", "~health officials", words=TOLL)
    right = told(
        "Lantern", "Nura Selim", words="An air raid on the market in Tarsk left at least a dozen people dead on Friday"
    )
    link = only(link_claims([left, right]))
    assert (link.kind, link.state, link.method) == ("same_claim", "suggested", "wording")
    assert 0.5 < link.score <= 1


def test_two_that_share_all_but_the_names_are_not_one() -> None:
    left = told("Gazette", words="Oil tanks in Tarsk were set on fire by arsonists on purpose")
    right = told("Lantern", words="Oil tanks in Velden were set on fire by arsonists on purpose")
    assert "same_claim" not in {link.kind for link in link_claims([left, right])}


def test_whom_the_page_of_the_other_names_may_be_meant() -> None:
    left = told("Gazette", words="Six patrol boats of Korvia were sold in secret to a shipyard")
    right = told("Lantern", document="d", words="Six patrol boats were sold in secret to a shipyard, say papers seen by Velden")
    assert not link_claims([left, right])
    beside = told("Lantern", document="d", at=200, words="The parliament of Korvia met at noon")
    assert ("same_claim", {left.claim.id, right.claim.id}) in [
        (link.kind, {link.left, link.right}) for link in link_claims([left, right, beside])
    ]


def test_a_lead_in_other_words_may_say_what_its_headline_says() -> None:
    head = told("Gazette", document="d", role="headline", words="Ferry Halcyon was overcrowded")
    lead = told("Gazette", "Ilse Hartog", document="d", at=40, words="twice as many people as allowed were aboard the Halcyon")
    rest = told("Gazette", "Ilse Hartog", document="d", at=140, words="the harbour of Vallis was closed for the Halcyon")
    link = only(link_claims([head, lead, rest]))
    assert (link.kind, link.method) == ("same_claim", "headline and lead")
    assert {link.left, link.right} == {head.claim.id, lead.claim.id}
    assert link.score < 0.5


def test_a_lead_and_a_headline_that_differ_are_not_joined() -> None:
    head = told("Gazette", document="d", role="headline", words="At least 12 people died on the Halcyon")
    for words, side in (("40 people died on the Halcyon", "+"), ("nobody died aboard the Halcyon", "-")):
        lead = told("Gazette", "Ilse Hartog", document="d", at=40, words=words, polarity=side)
        assert "same_claim" not in {link.kind for link in link_claims([head, lead])}


def test_a_link_carries_both_wordings_with_their_places() -> None:
    left = told("Gazette", words=TOLL, at=30)
    right = told("Lantern", words="An air raid on the market in Tarsk left at least a dozen people dead on Friday", at=7)
    link = only(link_claims([left, right]))
    wording = link.evidence[0]
    assert wording.rule == "wording"
    assert {wording.left, wording.right} == {left.words, right.words}
    spans = {wording.left: wording.left_span, wording.right: wording.right_span}
    assert spans[left.words] == left.claim.contents[0]
    assert spans[right.words] == right.claim.contents[0]


def test_what_one_source_says_again_in_one_document_is_one_claim() -> None:
    first = told("Gazette", "Ilse Hartog", words="the bridge will close for two winters", document="d", page="p")
    again = told("Gazette", "Ilse Hartog", words="the old bridge would close for two winters", document="d", page="p", at=300)
    assert only(link_claims([first, again])).kind == "same_claim"


def test_denials_of_one_thing_are_one_claim() -> None:
    ones = [
        denied("Gazette", "Pavel Dorn", "that he had taken money from Staal"),
        denied("Lantern", "Pavel Dorn", "taking money from Staal"),
    ]
    assert only(link_claims(ones)).kind == "same_claim"


def test_claims_on_other_things_have_nothing_to_do_with_each_other() -> None:
    words = (
        "schools will stay closed until Wednesday",
        "two jets had flown over the town",
        "the driver had passed an inspection in May",
    )
    assert link_claims([told("Gazette", words=one) for one in words]) == ()


def test_few_words_mean_something_only_where_they_stand() -> None:
    apart = [told("Gazette", "Ilse Hartog", words="he was free"), told("Lantern", "Tomas Brek", words="he was free")]
    assert not [link for link in link_claims(apart) if link.method == "same words"]
    copied = joined("copy", apart[0], apart[1])
    alike = [apart[0], told("Lantern", "Ilse Hartog", words="he was free", document=apart[1].claim.document)]
    assert only(link_claims(alike, [copied])).method == "same words"


# --- against each other ---


def test_a_denial_denies_whoever_says_it() -> None:
    said = told("Gazette", "~officials", words="Merrow had offered to lift the sanctions on Hadrel")
    no = denied("Lantern", "Ruta Adler", "that Merrow had offered to lift the sanctions on Hadrel")
    link = only(link_claims([said, no]))
    assert (link.kind, link.left, link.right) == ("denies", no.claim.id, said.claim.id)
    assert link.evidence[0].left == no.words


def test_the_direction_of_a_denial_does_not_depend_on_the_days() -> None:
    no = denied("Lantern", "Ruta Adler", "that Merrow had offered to lift the sanctions on Hadrel", day="2031-05-01")
    said = told("Gazette", "~officials", words="Merrow had offered to lift the sanctions on Hadrel", day="2031-05-09")
    assert only(link_claims([said, no])).left == no.claim.id


def test_relaying_is_not_asserting() -> None:
    """A paper that reports a denial does not deny, and one that rejects a claim is told from whoever made it."""
    made = told("Gazette", "the union", words="the fire doors had been locked")
    rejected = denied("Gazette", "Ilse Hartog", "the fire doors had been locked", document=made.claim.document, page=made.page)
    relayed = told("Lantern", "@Gazette", "the union", words="the fire doors were locked")
    links = link_claims([made, rejected, relayed])
    kinds = {(link.kind, frozenset((link.left, link.right))) for link in links}
    assert ("denies", frozenset((rejected.claim.id, made.claim.id))) in kinds
    assert ("same_claim", frozenset((made.claim.id, relayed.claim.id))) in kinds
    assert not [link for link in links if link.kind == "same_claim" and rejected.claim.id in (link.left, link.right)]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "between 10 and 12 people were killed in the strike on Tarsk",
            "25 people were killed in the strike on Tarsk",
            "value",
        ),
        (
            "the damage of the fire in Bridgeton was 4 million crowns",
            "the damage of the fire in Bridgeton was 9 million crowns",
            "value",
        ),
        ("inflation would fall below 5 per cent this year", "inflation would be at 8 per cent this year", "value"),
        ("the presidents will sign the treaty on 3 February", "the presidents will sign the treaty on 10 February", "date"),
        ("the presidents will sign the treaty in Senn", "the presidents will sign the treaty in Asken", "place"),
        ("the troops of Dorran had opened fire first", "the soldiers of Merrow had opened fire first", "who"),
        ("the driver of the bus in Ilmar had survived", "the driver of the bus in Ilmar had died", "happened"),
    ],
)
def test_a_conflict_says_what_it_is_about(one: str, other: str, kind: str) -> None:
    link = only(link_claims([told("Gazette", "Ilse Hartog", words=one), told("Lantern", "Tomas Brek", words=other)]))
    assert link.kind == "conflicts"
    assert type_of(link) == kind


def test_a_conflict_shows_the_words_that_differ() -> None:
    one = told("Gazette", "Ilse Hartog", words="the damage of the fire in Bridgeton was 4 million crowns", at=10)
    other = told("Lantern", "Tomas Brek", words="the damage of the fire in Bridgeton was 9 million crowns")
    reason = next(reason for reason in only(link_claims([one, other])).evidence if reason.rule == "value")
    assert {reason.left, reason.right} == {"4 million", "9 million"}
    spans = {reason.left: reason.left_span, reason.right: reason.right_span}
    span = spans["4 million"]
    assert span is not None
    assert one.words[span.start - 10 : span.end - 10] == "4 million"


def test_said_not_to_be_so_is_a_conflict_and_no_denial() -> None:
    one = told("Gazette", "Jana Holt", words="the commission had agreed to the ceasefire with the Red Banner")
    other = told("Lantern", "Milena Orsk", words="the commission had agreed to no ceasefire with the Red Banner", polarity="-")
    link = only(link_claims([one, other]))
    assert (link.kind, type_of(link)) == ("conflicts", "happened")


def test_not_by_us_and_by_others_go_together() -> None:
    no = denied("Gazette", "Dorran", "that Dorran had bombed the market of Tarsk")
    others = told("Lantern", "Ilse Hartog", words="the aircraft of Merrow had bombed the market of Tarsk")
    assert link_claims([no, others]) == ()


def test_figures_that_may_both_hold_are_no_conflict() -> None:
    one = told("Gazette", "Ilse Hartog", words="at least 12 people were killed in the strike on Tarsk")
    other = told("Lantern", "Tomas Brek", words="19 people were killed in the strike on Tarsk")
    assert link_claims([one, other]) == ()


def test_one_speaker_of_one_text_does_not_contradict_himself() -> None:
    words = ("12 people were killed in the strike on Tarsk", "7 people were killed in the strike on Tarsk in May")
    ones = [told("Gazette", "Ilse Hartog", words=one, document="d", page="p", at=200 * n) for n, one in enumerate(words)]
    assert link_claims(ones) == ()


# --- updates ---


def test_the_same_source_later_updates() -> None:
    early = told("Gazette", "Nura Selim", words="12 people were killed in the strike on Tarsk", day="2031-05-02")
    late = told("Lantern", "Nura Selim", words="19 people were killed in the strike on Tarsk", day="2031-05-03")
    link = only(link_claims([late, early]))
    assert (link.kind, link.left, link.right) == ("updates", late.claim.id, early.claim.id)
    assert {reason.rule for reason in link.evidence} >= {"wording", "value", "same source"}


def test_the_same_house_later_updates_where_it_speaks_itself() -> None:
    early = told("Gazette", words=TOLL, day="2031-05-02")
    late = told(
        "Gazette", words="The number of dead in the air strike on the market of Tarsk on Friday rose to 19", day="2031-05-03"
    )
    assert only(link_claims([early, late])).kind == "updates"


def test_two_sources_of_one_house_are_two() -> None:
    march = (
        "80,000 people marched through Karsova against the fuel tax",
        "22,000 people marched through Karsova against the fuel tax",
    )
    ones = [
        told("Gazette", "the organisers", words=march[0], day="2031-05-02"),
        told("Gazette", "the police", words=march[1], day="2031-05-03"),
    ]
    assert only(link_claims(ones)).kind == "conflicts"


def test_two_anonymous_sources_of_two_houses_are_never_one() -> None:
    ones = [
        told("Gazette", "~a US official", words="12 people were killed in the strike on Tarsk", day="2031-05-02"),
        told("Lantern", "~a US official", words="19 people were killed in the strike on Tarsk", day="2031-05-03"),
    ]
    assert only(link_claims(ones)).kind == "conflicts"


# --- many, none, and any order ---


def test_a_thousand_copies_of_a_page_are_joined_to_the_first() -> None:
    words = (TOLL, "two jets had flown over the town shortly before noon", "the army of Dorran had been warned of the attack")
    ones = [told(f"House {n}", "Nura Selim", words=one, page=f"p{n}", document=f"d{n}") for n in range(1000) for one in words]
    links = link_claims(ones)
    assert len(links) == 3 * 999
    assert max(Counter(link.right for link in links).values()) == 999


def test_a_word_that_stands_everywhere_does_not_bring_all_together() -> None:
    chance = random.Random(4)  # noqa: S311  the same words every time, nothing secret
    vocabulary = [f"word{number}" for number in range(400)]
    ones = [told("Gazette", words=f"Tarsk {' '.join(chance.choices(vocabulary, k=6))}") for _ in range(300)]
    assert len(link_claims(ones)) < 300 * MOST_COMPARED / 4


def test_one_claim_and_none_have_no_links() -> None:
    assert link_claims([]) == ()
    assert link_claims([told("Gazette", words=TOLL)]) == ()


def test_documents_without_a_day_are_linked_too() -> None:
    ones = [told("Gazette", "Nura Selim", words=TOLL, day=None), told(None, words=TOLL, day=None)]
    assert only(link_claims(ones)).kind == "same_claim"


STORY = (
    told("Gazette", "~officials", words=TOLL, day="2031-05-02", id="c1", page="p1", document="d1"),
    told(
        "Gazette",
        "Nura Selim",
        words="19 people were killed in the strike on the market of Tarsk",
        day="2031-05-03",
        id="c2",
        page="p2",
    ),
    told(
        "Lantern",
        "Nura Selim",
        words="12 people were killed in the strike on the market of Tarsk",
        day="2031-05-02",
        id="c3",
        page="p3",
    ),
    denied("Lantern", "Dorran", "that its aircraft had bombed the market of Tarsk", id="c4", page="p3"),
    told("Post", "Ilse Hartog", words="Dorran aircraft bombed the market of Tarsk", id="c5", page="p5"),
    told("Post", words=TOLL, id="c6", page="p5"),
)


@settings(max_examples=30, deadline=None)
@given(st.permutations(STORY))
def test_the_order_in_which_claims_come_does_not_matter(claims: list[ClaimProfile]) -> None:
    assert link_claims(claims) == link_claims(STORY)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from(["+", "-", "?"])), max_size=6))
def test_any_words_can_be_linked(claims: list[tuple[str, str]]) -> None:
    ones = [told("Gazette", words=words, polarity=polarity) for words, polarity in claims]
    for link in link_claims(ones):
        assert link.left != link.right
        assert 0 <= link.score <= 1
