"""What is lost or raised between pages: each with the page where it happened."""

from dataclasses import replace
from typing import Any

import pytest
from tests.linking.told import joined, told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.discrepancies import find_discrepancies
from sayso.records import Discrepancy, RecordLink


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


def hedged(house: str = "Gazette", *sources: str, **changes: Any) -> ClaimProfile:
    return told(house, *(sources or ("~officials",)), hedges=("allegedly",), certainty="unknown", **changes)


def test_a_hedge_that_is_gone_from_a_text_that_was_taken() -> None:
    first, later = hedged(words="he allegedly hid the bill"), told("Lantern", "~officials", words="he hid the bill")
    for kind in ("copy", "rewrite", "credits"):
        (found,) = pair(later, first, joined(kind, later, first))
        assert (found.kind, found.left, found.right, found.right_words) == (
            "hedge_dropped", later.claim.id, first.claim.id, "allegedly",
        )  # fmt: skip


def test_a_hedge_that_is_gone_on_the_way_from_a_house_that_is_cited() -> None:
    first = hedged("Gazette", "Ilse Hartog")
    later = told("Lantern", "@Gazette", "Ilse Hartog", day="2031-05-03")
    assert [one.kind for one in pair(later, first)] == ["hedge_dropped"]
    assert [one.kind for one in pair(replace(later, day="2031-05-01"), first)] == []


def test_of_two_who_say_the_same_one_may_be_surer() -> None:
    first = hedged("Gazette", "Ilse Hartog")
    assert kinds([first, told("Lantern", "Tomas Brek")], joined("same_claim", first, first)) == []
    other = told("Lantern", "Tomas Brek", day="2031-05-03")
    assert [one.kind for one in pair(other, first, joined("credits", other, first))] == []
    assert [one.kind for one in pair(told("Lantern", "Ilse Hartog", day="2031-05-03"), first)] == [], "no way is known"


def test_what_a_page_says_both_ways_lost_nothing() -> None:
    first, later = hedged(), told("Lantern", "~officials", page="p", document="d", day="2031-05-03")
    beside = hedged("Lantern", page="p", document="d", at=80)
    links = [joined("same_claim", one, first) for one in (later, beside)] + [joined("copy", later, first)]
    assert kinds([first, later, beside], *links) == []


def test_the_name_of_a_speaker_may_be_gone_too() -> None:
    first, later = hedged("Gazette", "Ilse Hartog"), told("Lantern", "~the harbour master", day="2031-05-03")
    assert [one.kind for one in pair(later, first, joined("rewrite", later, first))] == ["hedge_dropped"]


def test_what_was_possible_becomes_likely() -> None:
    first = told("Gazette", "Ilse Hartog", hedges=("may",), certainty="possible", words="the ferry may sail")
    later = told("Lantern", "Ilse Hartog", hedges=("is likely to",), certainty="probable", day="2031-05-03")
    assert [one.kind for one in pair(later, first, joined("copy", later, first))] == ["certainty_strengthened"]


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


def quoting(house: str, words: str, *sources: str, **changes: Any) -> ClaimProfile:
    return told(house, *(sources or ("Ilse Hartog",)), words=f"“{words}”", **changes)


NEVER, SHALL = "we will never pay this levy again", "we shall never pay this tax again"


def test_an_utterance_of_two_pages_in_other_words() -> None:
    first, later = quoting("Gazette", NEVER), quoting("Lantern", SHALL, day="2031-05-03")
    (found,) = find_discrepancies([first, later], [joined("same_utterance", first, later, score=0.9)])
    assert (found.kind, found.left, found.left_words, found.score) == ("quotation_altered", later.claim.id, SHALL, 0.8)
    (weak,) = find_discrepancies([first, later], [joined("same_utterance", first, later, score=0.3)])
    assert weak.score == 0.15


def test_the_wording_that_fewer_pages_have_is_the_altered_one() -> None:
    odd, first, second = quoting("Gazette", SHALL), *(quoting(h, NEVER, day="2031-05-03") for h in ("Lantern", "Courier"))
    found = find_discrepancies(
        [odd, first, second], [joined("same_utterance", odd, first), joined("same_utterance", odd, second)]
    )
    assert {one.left for one in found} == {odd.claim.id}


def test_a_text_alters_its_source_whatever_the_clocks_say() -> None:
    first, taken = quoting("Gazette", NEVER, day="2031-05-03"), quoting("Lantern", SHALL, "~the mayor")
    (found,) = find_discrepancies([first, taken], [joined("copy", taken, first), joined("same_utterance", first, taken)])
    assert (found.left, found.score) == (taken.claim.id, 0.6)


def test_two_people_may_say_nearly_the_same() -> None:
    one, other = quoting("Gazette", NEVER), quoting("Lantern", SHALL, "Tomas Brek")
    assert kinds([one, other], joined("copy", other, one), joined("same_utterance", one, other)) == []


def test_a_page_that_quotes_both_ways_altered_nothing() -> None:
    first = quoting("Gazette", NEVER)
    own = [quoting("Lantern", words, page="p", document="d", at=at) for at, words in ((0, SHALL), (80, NEVER))]
    assert kinds([first, *own], joined("copy", own[0], first)) == []


def test_a_copy_is_compared_with_what_it_copies_and_not_with_the_first_page() -> None:
    first = hedged(day="2031-05-01")
    flat = told("Courier", "~officials", day="2031-05-02")
    copy = told("Lantern", "~officials", day="2031-05-03")
    links = [joined("same_claim", first, flat), joined("same_claim", flat, copy), joined("copy", copy, flat)]
    assert kinds([first, flat, copy], *links) == []
    found = find_discrepancies([first, flat, copy], [*links, joined("rewrite", flat, first)])
    assert [one.left for one in found] == [flat.claim.id]


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
