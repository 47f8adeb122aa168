"""Where judgements go when a page is read again or changes, and what several of them come to."""

from dataclasses import replace
from typing import Any

import pytest
from tests.factory import analysis

from sayso.linking.judgements import Candidate, attach_judgements, candidate_of, candidates_of, describe, review_of
from sayso.records import Judgement, KeptJudgement, Span, TextQuote

ONE = analysis(("Mayor Ilse Hartog", "said", "the ferry is late"), ("Nadia Oyelaran", "said", "the ferry is late"))
FIRST, SECOND = ONE.claims
CANDIDATE = candidate_of(FIRST, ONE.document.text)


def judged(number: int = 1, *, subject: str = FIRST.id, action: str = "accept", user: str = "ana", **changes: Any) -> Judgement:
    """A judgement on the first claim, anchored as the ledger anchors it."""
    before = describe(FIRST, CANDIDATE.names)
    made = Judgement(f"j{number}", subject, CANDIDATE.quote, action, before, None, user, f"2031-05-02T00:00:{number:02}Z")
    return replace(made, **changes)


def taken_back(number: int, other: int, **changes: Any) -> Judgement:
    return judged(number, action="withdraw", withdraws=f"j{other}", before=None, **changes)


def kept(*judgements: Judgement, current: bool = False) -> list[KeptJudgement]:
    return [KeptJudgement(judgement, "p1", current) for judgement in judgements]


def moved(candidate: Candidate = CANDIDATE, **quote: str) -> Candidate:
    """The candidate under another id, as in another version of the page."""
    return replace(candidate, id="c-new", quote=replace(candidate.quote, **quote))


def test_a_judgement_stays_with_its_id_whatever_the_words() -> None:
    attached = attach_judgements(kept(judged(), current=True), [replace(CANDIDATE, quote=TextQuote("x", "", ""))])
    assert (dict(attached.by_subject), attached.adrift) == ({FIRST.id: (judged(),)}, ())


def test_a_judgement_finds_its_words_again_by_the_same_source() -> None:
    attached = attach_judgements(kept(judged()), [candidate_of(SECOND, ONE.document.text), moved()])
    assert attached.by_subject["c-new"] == (judged(),)
    assert attached.adrift == ()


NEAR = [moved(prefix="quite other"), moved(suffix="quite other"), moved(prefix=f"{CANDIDATE.quote.prefix}\n")]


@pytest.mark.parametrize("candidate", NEAR, ids=["before", "after", "blanks"])
def test_one_side_of_the_surroundings_is_enough(candidate: Candidate) -> None:
    assert attach_judgements(kept(judged()), [candidate]).adrift == ()


@pytest.mark.parametrize(
    "candidates",
    [
        [],
        [moved(exact="the ferry is on time")],
        [moved(prefix="quite other", suffix="quite other")],
        [replace(moved(), names=("Nadia Oyelaran",))],
        [replace(moved(), id="a-new")],
        [moved(), replace(moved(), id="c-newer")],
    ],
    ids=["nothing", "other words", "other surroundings", "another source", "an attribution", "two alike"],
)
def test_a_judgement_without_a_certain_home_is_adrift(candidates: list[Candidate]) -> None:
    attached = attach_judgements(kept(judged()), candidates)
    assert attached.adrift == (judged(),)
    assert attached.by_subject[FIRST.id] == (judged(),)


def test_the_candidate_with_both_surroundings_wins() -> None:
    attached = attach_judgements(kept(judged()), [replace(moved(suffix="other"), id="c-near"), moved()])
    assert attached.by_subject["c-new"] == (judged(),)
    assert "c-near" not in attached.by_subject


def test_a_judgement_without_an_anchor_is_found_by_its_id_only() -> None:
    assert attach_judgements(kept(judged(anchor=None)), [moved()]).adrift != ()
    assert attach_judgements(kept(judged(anchor=None), current=True), [CANDIDATE]).adrift == ()


def test_what_was_withdrawn_is_not_adrift() -> None:
    assert attach_judgements(kept(judged(), taken_back(2, 1)), []).adrift == ()


def test_a_withdrawal_moves_with_what_it_withdraws() -> None:
    attached = attach_judgements(kept(judged(), taken_back(2, 1)), [moved()])
    assert attached.by_subject["c-new"] == (judged(), taken_back(2, 1))
    assert review_of(moved(), attached.by_subject["c-new"]).verdict is None


def test_an_attribution_is_anchored_to_its_cue_and_contents() -> None:
    first = candidate_of(ONE.attributions[0], ONE.document.text)
    assert first.quote.exact == "said … the ferry is late"
    assert first.names == ("Mayor Ilse Hartog",)
    assert candidate_of(replace(ONE.attributions[0], sources=()), ONE.document.text).names == (None,)
    ids = [candidate.id for candidate in candidates_of(ONE)]
    assert ids == [
        *(c.id for c in ONE.claims),
        *(a.id for a in ONE.attributions),
    ]


@pytest.mark.parametrize(
    ("judgements", "verdict"),
    [
        ([], None),
        ([judged(1)], "accept"),
        ([judged(1), judged(2, action="reject")], "reject"),
        ([judged(1), judged(2, action="reject"), taken_back(3, 2)], "accept"),
        ([judged(1), taken_back(2, 1)], None),
        ([judged(1), taken_back(2, 1), taken_back(3, 2)], "accept"),
        ([judged(1), judged(2, action="reject", user="rule:quotes")], "accept"),
        ([judged(1, user="rule:quotes"), judged(2, action="reject", user="model:en")], "accept"),
        ([judged(1, user="model:en", action="reject"), judged(2, user="rule:quotes")], "accept"),
        ([judged(1, user="model:en"), taken_back(2, 1)], None),
        ([judged(1, action="comment")], None),
    ],
)
def test_people_count_for_more_than_rules_and_the_last_word_stands(judgements: list[Judgement], verdict: str | None) -> None:
    review = review_of(CANDIDATE, judgements)
    assert (review.verdict, review.judgements) == (verdict, tuple(judgements))
    assert not review.changed


def test_a_row_that_is_read_otherwise_than_when_it_was_judged_says_so() -> None:
    assert not review_of(CANDIDATE, [judged()]).changed
    assert review_of(replace(CANDIDATE, names=("Nadia Oyelaran",)), [judged()]).changed
    assert review_of(moved(exact="the ferry"), [judged()]).changed
    assert not review_of(CANDIDATE, [judged(before=None)]).changed


def test_contents_in_pieces_are_quoted_in_the_order_of_the_text() -> None:
    text = ONE.document.text
    torn = replace(ONE.attributions[0], contents=(Span(23, 26), Span(0, 5)), cue=(Span(18, 22),))
    assert candidate_of(torn, text).quote == TextQuote("Mayor … said … the", "", text[26 : 26 + 32])


@pytest.mark.parametrize(
    ("judgements", "verdict", "state"),
    [
        ([], None, "machine"),
        ([judged(1, action="comment")], None, "machine"),
        ([judged(1)], "accept", "accepted"),
        ([judged(1, action="edit")], "accept", "edited"),
        ([judged(1, action="edit"), judged(2)], "accept", "edited"),
        ([judged(1, action="reject"), judged(2, action="edit")], "accept", "edited"),
        ([judged(1, action="edit"), judged(2, action="reject")], "reject", "rejected"),
        ([judged(1, action="edit"), judged(2, action="reject", user="rule:x")], "accept", "edited"),
        ([judged(1, action="edit"), taken_back(2, 1)], None, "machine"),
        ([judged(1, action="reject"), taken_back(2, 1, user="rule:x")], "reject", "rejected"),
        ([judged(1, action="reject", user="model:x"), taken_back(2, 1, user="rule:x")], None, "machine"),
    ],
)
def test_a_row_has_a_state(judgements: list[Judgement], verdict: str | None, state: str) -> None:
    review = review_of(CANDIDATE, judgements)
    assert (review.verdict, review.state) == (verdict, state)


def test_what_a_person_added_is_added_until_it_is_edited_or_rejected() -> None:
    assert review_of(CANDIDATE, [], is_added=True).state == "added"
    assert review_of(CANDIDATE, [judged(1)], is_added=True).state == "added"
    assert review_of(CANDIDATE, [judged(1, action="edit")], is_added=True).state == "edited"
    assert review_of(CANDIDATE, [judged(1, action="reject")], is_added=True).state == "rejected"


def test_an_addition_is_found_by_the_names_it_was_added_with() -> None:
    after = '{"names":["Mayor Ilse Hartog"]}'
    mine = candidate_of(ONE.attributions[0], ONE.document.text)
    added = judged(subject="a-old", action="add", before=None, after=after, anchor=mine.quote)
    attached = attach_judgements(kept(added), [mine])
    assert (attached.by_subject[mine.id], attached.adrift) == ((added,), ())
