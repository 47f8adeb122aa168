"""Corrections, withdrawals, and who still carries what was corrected."""

from dataclasses import replace
from typing import Any

import pytest
from tests.linking.told import joined, told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claims import link_claims
from sayso.linking.corrections import correction_part, status_of, still_carried
from sayso.records import RecordLink

FIRE = "A fire that broke out on Sunday destroyed a grain warehouse in the harbour of Bridgeton"
REPORT = "Trade Minister Pavel Dorn took 300,000 crowns from the arms maker Staal"


def cued(cue: str, *args: Any, **changes: Any) -> ClaimProfile:
    """A claim whose innermost cue is known."""
    made = told(*args, **changes)
    return replace(made, hops=(*made.hops[:-1], replace(made.hops[-1], cue=cue)))


def of_kind(kind: str, links: tuple[RecordLink, ...]) -> set[tuple[str, str]]:
    return {(link.left, link.right) for link in links if link.kind == kind}


def corrected() -> dict[str, ClaimProfile]:
    """A page in two versions, the second with a correction, and a page of another house that took the first."""
    new: dict[str, Any] = {"document": "d2", "page": "p1", "day": "2031-09-06"}
    return {
        "old": told("Gazette", words=FIRE, document="d1", page="p1", day="2031-09-05", id="old"),
        "now": told("Gazette", words=FIRE.replace("Sunday", "Monday"), id="now", **new),
        "wrong": cued("said", "Gazette", "#An earlier version of this story", words="the fire broke out on Sunday", id="wrong",
                      role="correction", at=400, **new),
        "right": told("Gazette", words="It broke out on Monday.", id="right", role="correction", at=430, **new),
        "taken": told("Lantern", words=FIRE, document="d3", page="p3", day="2031-09-05", id="taken"),
    }  # fmt: skip


def test_a_correction_corrects_the_older_version_of_its_page() -> None:
    links = link_claims(list(corrected().values()))
    assert of_kind("corrects", links) == {("right", "old")}
    link = next(link for link in links if link.kind == "corrects")
    assert (link.state, link.method) == ("suggested", "correction")
    assert link.evidence[0].left == "It broke out on Monday."
    assert link.evidence[0].right == FIRE


def test_the_status_follows_and_whoever_still_carries_it_is_named() -> None:
    claims = corrected()
    links = link_claims(list(claims.values()))
    assert status_of("old", links) == "corrected"
    assert status_of("now", links) == "standing"
    assert [profile.page for profile in still_carried("old", links, claims.values())] == ["p3"]


def test_a_copy_elsewhere_is_not_corrected_with_it() -> None:
    claims = corrected()
    links = link_claims(list(claims.values()), [joined("copy", claims["taken"], claims["old"])])
    assert of_kind("corrects", links) == {("right", "old")}
    assert status_of("taken", links) == "standing"


def test_the_page_is_found_also_where_another_house_said_it_first() -> None:
    claims = corrected()
    claims["taken"] = replace(claims["taken"], day="2031-09-04")
    assert of_kind("corrects", link_claims(list(claims.values()))) == {("right", "old")}


def test_a_correction_that_says_what_was_not_so_is_enough() -> None:
    old = told("Gazette", words="Twenty-one people died in the fire on the ferry Amber", page="p1", day="2031-09-05", id="old")
    words = "This article has been corrected to say that 12 people died in the fire, not twenty-one."
    new = told("Gazette", words=words, page="p1", day="2031-09-06", id="new")
    assert of_kind("corrects", link_claims([old, new])) == {("new", "old")}


def test_a_page_that_only_changed_its_figure_is_updated_and_not_corrected() -> None:
    old = told("Gazette", words="12 people died in the fire on the ferry Amber", page="p1", day="2031-09-05", id="old")
    new = told("Gazette", words="14 people died in the fire on the ferry Amber", page="p1", day="2031-09-06", id="new")
    links = link_claims([old, new])
    assert of_kind("updates", links) == {("new", "old")}
    assert of_kind("corrects", links) == set()


def withdrawn(
    cue: str = "withdrew its report", words: str = "that Trade Minister Pavel Dorn had taken money from Staal"
) -> list[ClaimProfile]:
    return [
        told("Herald", words=REPORT, day="2031-04-02", id="own"),
        told("Radio", "@Herald", words="Pavel Dorn received 300,000 crowns from Staal", day="2031-04-03", id="relayed"),
        told("Beacon", words=REPORT, day="2031-04-03", id="other"),
        cued(cue, "Herald", "@Herald", words=words, day="2031-04-09", id="back"),
    ]


def test_a_house_that_withdraws_its_report_takes_back_what_is_told_after_it() -> None:
    claims = withdrawn()
    links = link_claims(claims)
    assert of_kind("retracts", links) == {("back", "own"), ("back", "relayed")}
    assert status_of("own", links) == "withdrawn"
    assert [profile.claim.id for profile in still_carried("own", links, claims)] == ["other"]


def test_the_noun_may_stand_in_the_contents() -> None:
    links = link_claims(withdrawn("withdrew", "its report that Trade Minister Pavel Dorn had taken money from Staal"))
    assert ("back", "own") in of_kind("retracts", links)


def test_what_is_withdrawn_is_not_said_again() -> None:
    assert not [link for link in link_claims(withdrawn()) if link.kind == "same_claim" and "back" in (link.left, link.right)]


def test_troops_that_withdraw_take_nothing_back() -> None:
    assert correction_part(cued("withdrew", "Herald", "the army", words="from the village of Asken")) is None
    assert correction_part(cued("retracted", "Herald", "the ministry", words="that four children had died")) == "withdrawn"


def test_a_withdrawal_is_about_what_was_said_before_it() -> None:
    claims = [*withdrawn(), told("Herald", words=REPORT, day="2031-04-20", id="later")]
    assert ("back", "later") not in of_kind("retracts", link_claims(claims))


@pytest.mark.parametrize(
    ("words", "source", "role", "part"),
    [
        ("the fire broke out on Sunday", "#A previous version of this article", "correction", "wrong"),
        ("It broke out on Monday.", None, "correction", "right"),
        ("This article misstated the day of the fire.", None, "body", "wrong"),
        ("This story was corrected to say that 12 people died, not 21.", None, "body", "right"),
        ("the fire broke out on Sunday", "the fire service", "body", None),
    ],
)
def test_what_a_claim_is_to_a_correction(words: str, source: str | None, role: str, part: str | None) -> None:
    assert correction_part(told("Gazette", *([source] if source else []), words=words, role=role)) == part


def test_a_claim_without_links_stands() -> None:
    assert status_of("c", ()) == "standing"
    assert still_carried("c", (), ()) == ()
