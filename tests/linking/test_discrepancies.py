"""What is lost or raised between pages: each with the page where it happened."""

import pytest
from tests.linking.told import joined, told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.discrepancies import find_discrepancies
from sayso.records import Discrepancy, RecordLink, Span


def kinds(claims: list[ClaimProfile], *links: RecordLink) -> list[str]:
    return [one.kind for one in find_discrepancies(claims, links)]


def pair(left: ClaimProfile, right: ClaimProfile, *more: RecordLink) -> tuple[Discrepancy, ...]:
    return find_discrepancies([left, right], [joined("same_claim", left, right), *more])


def test_a_source_that_a_later_page_leaves_out() -> None:
    first, later = told("Gazette", "Ilse Hartog"), told("Lantern", day="2031-05-03")
    (found,) = pair(later, first)
    assert (found.kind, found.left, found.right) == ("attribution_dropped", later.claim.id, first.claim.id)
    assert found.right_words == "Ilse Hartog"
    (surer,) = pair(later, first, joined("credits", later, first))
    assert surer.score > found.score


def test_a_page_that_names_the_source_beside_it_drops_nothing() -> None:
    first = told("Gazette", "Ilse Hartog")
    own = [told("Lantern", *names, day="2031-05-03", page="p", document="d") for names in ((), ("Ilse Hartog",))]
    links = [joined("same_claim", first, one) for one in own]
    assert kinds([first, *own], *links) == []


def test_claims_that_nothing_joins_are_not_compared() -> None:
    assert kinds([told("Gazette", "Ilse Hartog"), told("Lantern", day="2031-05-03")]) == []


def test_a_hedge_that_is_gone() -> None:
    first = told("Gazette", "~officials", hedges=("allegedly",), certainty="unknown", words="he allegedly hid the bill")
    later = told("Lantern", "~officials", day="2031-05-03", words="he hid the bill")
    assert [(one.kind, one.right_words) for one in pair(later, first)] == [("hedge_dropped", "allegedly")]


def test_what_was_possible_becomes_likely() -> None:
    first = told("Gazette", "Ilse Hartog", hedges=("may",), certainty="possible", words="the ferry may sail")
    later = told("Lantern", "Ilse Hartog", hedges=("is likely to",), certainty="probable", day="2031-05-03")
    assert [one.kind for one in pair(later, first)] == ["certainty_strengthened"]


@pytest.mark.parametrize(
    ("first", "later", "is_raised"),
    [
        ("up to 50 people died", "50 people died", True),
        ("up to 50 people died", "at least 50 people died", True),
        ("50 people died", "more than 50 people died", True),
        ("between 30 and 50 people died", "50 people died", True),
        ("at least 50 people died", "50 people died", False),
        ("about 50 people died", "50 people died", False),
        ("50 people died", "52 people died", False),
        ("up to 50 people died", "up to 50 people died", False),
    ],
)
def test_numbers_lose_their_bounds(first: str, later: str, is_raised: bool) -> None:
    found = pair(told("Lantern", "Ilse Hartog", words=later, day="2031-05-03"), told("Gazette", "Ilse Hartog", words=first))
    assert [one.kind for one in found] == (["number_strengthened"] if is_raised else [])


@pytest.mark.parametrize(
    ("first", "later", "is_altered"),
    [
        ("“we will never pay this levy again”", "“we shall never pay this tax again”", True),
        ("“we will never pay this levy again”", "“we will never pay”", False),
        ("“we will never pay this levy again”", "“the ferry is late because of fog”", False),
        ("“we will pay”", "“we can pay”", False),
    ],
)
def test_words_changed_between_the_marks(first: str, later: str, is_altered: bool) -> None:
    left = told("Lantern", "Ilse Hartog", words=later, day="2031-05-03", style="direct")
    found = pair(left, told("Gazette", "Ilse Hartog", words=first, style="direct"))
    assert [one.kind for one in found] == (["quotation_altered"] if is_altered else [])


def test_an_utterance_of_two_pages_in_other_words() -> None:
    first, later = told("Gazette", "Ilse Hartog"), told("Lantern", "Ilse Hartog", day="2031-05-03")
    link = joined(
        "same_utterance", first, later, words=("we will never pay this levy again", "we shall never pay this tax again")
    )
    (found,) = find_discrepancies([first, later], [link])
    assert (found.kind, found.left_document) == ("quotation_altered", later.claim.document)


def test_an_utterance_of_which_only_the_places_are_known() -> None:
    first = told("Gazette", "Ilse Hartog", words="“we will never pay this levy again”", at=40)
    later = told("Lantern", "Ilse Hartog", words="“we shall never pay this tax again”", at=90, day="2031-05-03")
    link = joined("same_utterance", first, later, rule="other words", spans=(Span(40, 60), Span(90, 99)), score=0.3)
    (found,) = find_discrepancies([first, later], [link])
    assert (found.kind, found.left, found.score) == ("quotation_altered", later.claim.id, 0.15)


def test_a_copy_is_compared_with_what_it_copies_and_not_with_the_first_page() -> None:
    hedged = told("Gazette", "~officials", hedges=("allegedly",), certainty="unknown", day="2031-05-01")
    flat = told("Courier", "~officials", day="2031-05-02")
    copy = told("Lantern", "~officials", day="2031-05-03")
    links = [joined("same_claim", hedged, flat), joined("same_claim", flat, copy), joined("copy", copy, flat)]
    assert [one.left for one in find_discrepancies([hedged, flat, copy], links)] == [flat.claim.id]


def test_a_chain_that_ends_in_media_reports() -> None:
    (found,) = find_discrepancies([told("Gazette", "~local media")], [])
    assert (found.kind, found.left_words, found.right_words) == ("ends_in_media", "the ferry will not sail", "local media")


def test_one_document_alone_and_nothing_at_all() -> None:
    assert find_discrepancies([], []) == ()
    assert find_discrepancies([told("Gazette", "Ilse Hartog")], []) == ()


def test_a_thousand_copies_of_one_page_take_no_time() -> None:
    first = told("Gazette", "Ilse Hartog")
    copies = [told(f"House {n}") for n in range(1000)]
    links = [joined("copy", copy, first) for copy in copies] + [joined("same_claim", copy, first) for copy in copies]
    assert kinds([first, *copies], *links) == ["attribution_dropped"] * 1000
