"""What the page of a claim says: bounds, both sides, reasons, and what a person may answer."""

import dataclasses
from typing import Any

import pytest
from tests.linking.told import joined, told
from tests.web.views.test_lanes import answer

from sayso.linking.answers import make_answer
from sayso.linking.claim_profiles import ClaimProfile
from sayso.records import Origins, Policy
from sayso.web.views.claim import ROWS, make_claim_page
from sayso.web.views.funnel import WIDTH, draw_funnel
from sayso.web.views.reasons import SAYINGS
from sayso.web.views.who import brief, iter_rows, list_fit


def count(policy: Policy = "origins", **changes: int) -> Origins:
    numbers = {"pages": 9, "publishers": 6, "texts": 4, "own_sourcing": 0, "at_least": 1, "at_most": 3, **changes}
    return Origins(policy=policy, roots=(), untraced=(), reasons=(), **numbers)


def test_the_last_bar_of_the_funnel_has_two_bounds() -> None:
    funnel = draw_funnel(count())
    *_, own, origins = funnel.bars
    assert [bar.figure for bar in funnel.bars] == ["9", "6", "4", "0", "1 to 3"]
    assert funnel.bars[0].width == WIDTH
    assert own.width == 0
    assert 0 < origins.firm < origins.width


def test_a_single_number_is_at_most() -> None:
    assert draw_funnel(count(at_least=1, at_most=1)).bars[-1].figure == "at most 1"
    assert draw_funnel(count("outlets", at_least=6, at_most=6)).bars[-1].label == "houses counted"


def test_untraced_pages_are_listed() -> None:
    page = make_claim_page(answer(told("Gazette", "Ilse Hartog"), told("Courier")))
    assert [one.house for one in page.silent] == ["Courier"]
    assert "names no source" in page.said
    assert page.review == "2 of 2 wordings unreviewed"


def test_every_step_opens_with_both_sides_and_can_be_parted() -> None:
    first = told("Gazette", "Ilse Hartog")
    copy = told("Courier", day="2031-05-03")
    page = make_claim_page(answer(first, copy, links=(joined("copy", copy, first),)))
    row = next(row for row in page.rows if row.told and row.told.house == "Courier")
    assert row.why is not None
    assert [side.claim for side in row.why.sides] == [copy.claim.id, first.claim.id]
    assert row.how == "same text"
    assert row.why.switch is not None
    assert {row.why.switch.left, row.why.switch.right} == {first.claim.id, copy.claim.id}
    assert row.why.switch.no == "not the same"


def test_what_denies_stands_beside_with_both_words() -> None:
    claim, denial = told("Gazette", "Ilse Hartog"), told("Courier", "Tomas Brek", words="the ferry will sail", polarity="-")
    link = joined("denies", denial, claim)
    found = make_answer(claim.claim.id, {one.claim.id: one for one in (claim, denial)}, [link], [], "origins")
    (beside,) = make_claim_page(found).besides
    assert beside.label == "denied by"
    assert beside.ours.claim == claim.claim.id
    assert beside.theirs[0].words == "the ferry will sail"
    assert beside.why.switch is not None
    assert (beside.why.switch.yes, beside.why.switch.no) == SAYINGS["denies"]


def test_a_link_that_is_hardly_likely_is_set_apart() -> None:
    claim, other = told("Gazette", "Ilse Hartog"), told("Courier", "Tomas Brek", words="two ferries")
    link = dataclasses.replace(joined("conflicts", other, claim), score=0.55)
    found = make_answer(claim.claim.id, {one.claim.id: one for one in (claim, other)}, [link], [], "origins")
    page = make_claim_page(found)
    assert not page.likely
    assert len(page.unlikely) == 1


@pytest.mark.parametrize(("asked", "shown"), [(1, 1), (3, 3), (99, 7), (-4, 1)])
def test_long_trees_have_pages(asked: int, shown: int) -> None:
    first = told("Wire", "Ilse Hartog")
    copies = [told(f"Paper {number}") for number in range(300)]
    page = make_claim_page(answer(first, *copies, links=tuple(joined("copy", copy, first) for copy in copies)), number=asked)
    assert (page.number, page.numbers) == (shown, 7)
    assert 0 < len(page.rows) <= ROWS


def accuse(profile: ClaimProfile, basis: Any = "stated", kind: str = "accusation") -> ClaimProfile:
    """The claim of somebody who accuses, found in the text as `basis` says."""
    *outer, last = profile.hops
    hop = dataclasses.replace(last.hop, basis=basis)
    claim = dataclasses.replace(profile.claim, chain=(*profile.claim.chain[:-1], hop))
    return dataclasses.replace(profile, claim=claim, hops=(*outer, dataclasses.replace(last, hop=hop, cue_kind=kind)))


def test_a_feed_leaves_out_accusations_whose_speaker_the_text_does_not_name() -> None:
    stated = accuse(told("Gazette", "Ilse Hartog"))
    carried = accuse(told("Courier", "Ilse Hartog", day="2031-05-03"), "carried")
    plain = accuse(told("Lantern", "Ilse Hartog", day="2031-05-04"), "carried", "speech")
    silent = told("Herald", day="2031-05-05")
    found = answer(stated, carried, plain, silent)
    fit = [one.claim.id for one in list_fit(found)]
    assert fit == [silent.claim.id, plain.claim.id, stated.claim.id]
    assert [row[1] for row in iter_rows([found], everything=False)] == fit[::-1]
    assert len(list_fit(found, everything=True)) == len(list(iter_rows([found]))) == 4
    reviewed = tuple(
        dataclasses.replace(one, claim=dataclasses.replace(one.claim, review="accepted")) for one in found.wordings
    )
    assert len(list_fit(dataclasses.replace(found, wordings=reviewed))) == 4


def test_an_answer_in_few_lines_and_as_rows() -> None:
    found = answer(told("Gazette", "Ilse Hartog"), told("Courier", "~officials", day="2031-06-01"))
    told_short = brief(found)
    assert told_short.oldest == "2 May 2031"
    assert told_short.newest == "1 Jun 2031"
    assert ("officials", "not named") in told_short.names
    rows = list(iter_rows([found]))
    assert [row[3] for row in rows] == ["Gazette", "Courier"]
    assert [row[5] for row in rows] == ["Ilse Hartog", "officials"]
