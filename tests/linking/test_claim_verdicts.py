"""What people decide about claims wins, and outlives a new reading."""

from dataclasses import replace
from typing import Any

from tests.linking.told import told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_verdicts import (
    CLAIM_LINKS,
    NO_VERDICTS,
    describe_claim_link,
    find_claims_adrift,
    is_on_claims,
    make_claim_link,
    read_claim_verdicts,
)
from sayso.linking.claims import link_claims
from sayso.records import DIRECTED, LINK_KINDS, Judgement, KeptJudgement
from sayso.records.ids import judgement_id

ONE = "At least 12 people were killed in an air strike on the market of Tarsk on Friday"
OTHER = "An air raid on the market in Tarsk left at least a dozen people dead on Friday"


def pair(one: str = ONE, other: str = OTHER) -> tuple[ClaimProfile, ClaimProfile]:
    return told("Gazette", "Ilse Hartog", words=one), told("Lantern", "Tomas Brek", words=other)


def judged(left: ClaimProfile, right: ClaimProfile, action: str, *, user: str = "ana", at: str = "2031-05-03T10:00:00Z",
           kind: Any = "same_claim", withdraws: str | None = None) -> KeptJudgement:  # fmt: skip
    link = make_claim_link(kind, left, right)
    before = None if withdraws else describe_claim_link(link, left, right)
    own = judgement_id(link.id, action, user, at)
    return KeptJudgement(Judgement(own, link.id, None, action, before, None, user, at, None, withdraws), left.page, True)


def reread(profile: ClaimProfile) -> ClaimProfile:
    """The same claim after its page was read again: another document, another id."""
    claim = replace(profile.claim, id=f"{profile.claim.id}-new", document=f"{profile.claim.document}-new")
    return replace(profile, claim=claim)


def test_what_a_person_calls_the_same_is_confirmed_even_where_nothing_speaks_for_it() -> None:
    left, right = pair("the ferry will not sail", "schools stay closed until Wednesday")
    assert link_claims([left, right]) == ()
    (link,) = link_claims([left, right], (), read_claim_verdicts([judged(left, right, "accept")]))
    assert (link.kind, link.state, link.method, link.score) == ("same_claim", "confirmed", "judgement", 1.0)
    assert (link.evidence[0].left, link.evidence[0].right) == (left.words, right.words)


def test_what_a_person_calls_two_is_not_suggested_again() -> None:
    left, right = pair()
    assert link_claims([left, right])
    verdicts = read_claim_verdicts([judged(left, right, "reject")])
    assert link_claims([left, right], (), verdicts) == ()


def test_the_same_words_can_be_told_apart() -> None:
    left, right, third = told("Gazette", words=ONE), told("Lantern", words=ONE), told("Post", words=ONE)
    verdicts = read_claim_verdicts([judged(left, right, "reject")])
    links = link_claims([left, right, third], (), verdicts)
    assert not [link for link in links if {link.left, link.right} == {left.claim.id, right.claim.id}]
    assert len(links) == 1, "the third is joined to one of them and not to both"


def test_a_verdict_outlives_a_new_reading() -> None:
    left, right = pair()
    verdicts = read_claim_verdicts([judged(left, right, "reject")])
    assert link_claims([reread(left), reread(right)], (), verdicts) == ()
    accepted = read_claim_verdicts([judged(left, right, "accept")])
    (link,) = link_claims([reread(left), right], (), accepted)
    assert link.state == "confirmed"
    assert {link.left, link.right} == {reread(left).claim.id, right.claim.id}


def test_of_two_people_the_last_wins_and_both_are_shown() -> None:
    left, right = pair()
    kept = [judged(left, right, "accept", user="ana"), judged(right, left, "reject", user="ben", at="2031-05-04T10:00:00Z")]
    verdicts = read_claim_verdicts(kept)
    assert link_claims([left, right], (), verdicts) == ()
    verdict = verdicts.of("same_claim", left, right)
    assert verdict is not None
    assert verdict.action == "reject"
    assert [judgement.user for judgement in verdict.judgements] == ["ana", "ben"]


def test_the_last_wins_also_where_the_second_judged_after_a_new_reading() -> None:
    left, right = pair()
    later = judged(reread(left), reread(right), "accept", user="ben", at="2031-05-04T10:00:00Z")
    verdicts = read_claim_verdicts([judged(left, right, "reject"), later])
    (link,) = link_claims([reread(left), reread(right)], (), verdicts)
    assert link.state == "confirmed"


def test_what_is_withdrawn_counts_no_more() -> None:
    left, right = pair()
    first = judged(left, right, "reject")
    back = judged(left, right, "withdraw", at="2031-05-05T10:00:00Z", withdraws=first.judgement.id)
    verdicts = read_claim_verdicts([first, back])
    assert verdicts.of("same_claim", left, right) is None
    assert [link.state for link in link_claims([left, right], (), verdicts)] == ["suggested"]


def test_a_person_who_calls_them_the_same_ends_the_conflict() -> None:
    left, right = pair("12 people were killed in the strike on Tarsk", "19 people were killed in the strike on Tarsk")
    assert [link.kind for link in link_claims([left, right])] == ["conflicts"]
    verdicts = read_claim_verdicts([judged(left, right, "accept")])
    assert [link.kind for link in link_claims([left, right], (), verdicts)] == ["same_claim"]


def test_a_rejected_conflict_says_nothing_of_other_kinds() -> None:
    left, right = pair()
    verdicts = read_claim_verdicts([judged(left, right, "reject", kind="conflicts")])
    assert [link.kind for link in link_claims([left, right], (), verdicts)] == ["same_claim"]


def test_two_sides_of_one_sentence_keep_their_verdicts_apart() -> None:
    """ "Hartog rejected the union's claim that P": the words and the page are one, the sources are not."""
    claimed = told("Gazette", "the union", words="the doors of the ferry were locked", page="p", document="d")
    rejecting = told("Gazette", "Ilse Hartog", words="the doors of the ferry were locked", page="p", document="d", polarity="-")
    other = told("Lantern", "the union", words="the doors of the ferry had been locked")
    verdicts = read_claim_verdicts([judged(claimed, other, "accept")])
    confirmed = [
        link for link in link_claims([reread(claimed), reread(rejecting), other], (), verdicts) if link.state == "confirmed"
    ]
    assert [{link.left, link.right} for link in confirmed] == [{reread(claimed).claim.id, other.claim.id}]


def test_a_verdict_on_what_is_gone_is_adrift() -> None:
    left, right = pair()
    kept = [judged(left, right, "accept")]
    assert find_claims_adrift(kept, [reread(left), right]) == ()
    assert find_claims_adrift(kept, [left]) == (kept[0].judgement,)
    assert find_claims_adrift([], [left]) == ()


def test_judgements_on_actors_are_passed_over() -> None:
    left, right = pair()
    kept = judged(left, right, "accept")
    plain = replace(kept.judgement, before='{"record": {"kind": "same_actor"}, "ends": []}')
    assert is_on_claims(kept.judgement)
    assert not is_on_claims(plain)
    assert read_claim_verdicts([KeptJudgement(plain, "p", True)]) == NO_VERDICTS
    assert read_claim_verdicts([KeptJudgement(replace(plain, subject="c1"), "p", True)]) == NO_VERDICTS


def test_every_kind_that_joins_claims_can_be_judged() -> None:
    assert set(LINK_KINDS) > CLAIM_LINKS
    assert {"denies", "corrects", "retracts", "updates"} == CLAIM_LINKS & DIRECTED
