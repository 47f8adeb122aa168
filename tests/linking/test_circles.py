"""Circles of houses that have it from each other, and what only looks like one."""

from tests.linking.told import joined, told

from sayso.linking.circles import find_rounds
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.discrepancies import find_circles
from sayso.records import RecordLink


def rounds(*claims: ClaimProfile, links: tuple[RecordLink, ...] = ()) -> list[tuple[str, ...]]:
    return [circle.houses for circle in find_rounds(claims, links)]


def test_two_houses_that_cite_each_other() -> None:
    found = rounds(told("Gazette", "@Lantern"), told("Lantern", "@Gazette"))
    assert [set(houses) for houses in found] == [{"house:gazette", "house:lantern"}]


def test_a_circle_of_three_is_told_in_order() -> None:
    pages = (
        told("Gazette", "@Lantern", page="p1"),
        told("Lantern", "@Courier", page="p2"),
        told("Courier", "@Gazette", page="p3"),
    )
    (circle,) = find_rounds(pages, ())
    assert circle.pages == ("p1", "p2", "p3")
    assert circle.words.startswith("Gazette (2031-05-02) has it from Lantern, ")


def test_credits_of_documents_count_where_a_claim_names_nobody() -> None:
    left, right = told("Gazette", document="d1"), told("Lantern", "@Gazette", document="d2")
    assert rounds(left, right) == []
    assert len(rounds(left, right, links=(joined("credits", "d1", "house:lantern"),))) == 1


def test_who_cites_a_house_that_heard_somebody_is_in_no_circle() -> None:
    assert rounds(told("Gazette", "@Lantern"), told("Lantern", "@Gazette"), told("Lantern", "Ilse Hartog")) == []


def test_a_speaker_passed_round_is_a_circle_too() -> None:
    assert len(rounds(told("Gazette", "@Lantern", "Ilse Hartog"), told("Lantern", "@Gazette", "Ilse Hartog"))) == 1


def test_a_house_that_cites_itself_is_none() -> None:
    assert rounds(told("Gazette", "@Gazette"), told("Gazette", "@Gazette")) == []


def test_a_circle_of_two_is_one_discrepancy_and_one_of_three_is_three() -> None:
    assert len(find_circles((told("Gazette", "@Lantern"), told("Lantern", "@Gazette")), ())) == 1
    three = told("Gazette", "@Lantern"), told("Lantern", "@Courier"), told("Courier", "@Gazette")
    assert {one.kind for one in find_circles(three, ())} == {"circle"}
    assert len(find_circles(three, ())) == 3
