"""Whom a document credits: the document it means, else the house, else nobody."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.prints import CLOSED, FISHERMEN, PARAGRAPHS, SURVEY, make_print, paragraph

from sayso.linking.copy_settings import CopySettings
from sayso.linking.credits import find_credits, find_stirred, pair_credited
from sayso.linking.fingerprints import CreditKind, Fingerprint, HouseCredit
from sayso.linking.print_index import index_prints
from sayso.records import Span


def print_of(number: int, *paragraphs: str, **about: Any) -> Fingerprint:
    return make_print(*paragraphs, number=number, **({"house": f"Paper {number}"} | about))


def crediting(made: Fingerprint, house: str, kind: CreditKind) -> Fingerprint:
    return replace(made, credits=(HouseCredit(house, kind, house.partition(":")[2].title(), Span(0, 3)),))


def ends(*prints: Fingerprint) -> list[tuple[str, str, str]]:
    names = {one.document: f"d{one.url[-1]}" for one in prints}
    return sorted((names[link.left], names.get(link.right, link.right), link.method) for link in find_credits(prints))


def test_the_document_that_is_meant_is_the_one_with_the_words() -> None:
    agency = [print_of(1, CLOSED, SURVEY, house="Vallis Wire"), print_of(2, FISHERMEN, house="Vallis Wire")]
    paper = print_of(3, paragraph(1), FISHERMEN, credit="Vallis Wire")
    assert ends(*agency, paper) == [("d3", "d2", "credit")]


def test_the_place_of_the_credit_and_the_shared_words_are_shown() -> None:
    paper = print_of(3, FISHERMEN, credit="Vallis Wire")
    (link,) = find_credits([print_of(2, FISHERMEN, house="Vallis Wire"), paper])
    first, second = link.evidence
    assert (first.rule, first.left, first.right) == ("credit", "Vallis Wire", "house:vallis wire")
    assert first.left_span is not None
    assert second.rule == "same words"
    assert link.kind == "credits"


def test_where_its_document_is_not_here_the_house_is_credited() -> None:
    reuters = print_of(3, "OSTMARK (Reuters) - " + CLOSED)
    assert ends(reuters) == [("d3", "outlets:reuters", "dateline")]
    other = print_of(2, *PARAGRAPHS[2:], house="Vallis Wire")
    assert ends(other, print_of(3, CLOSED, credit="Vallis Wire")) == [("d3", "house:vallis wire", "credit")]


def test_words_of_another_week_are_not_meant() -> None:
    old = print_of(2, CLOSED, house="Vallis Wire", day="2031-01-01")
    assert ends(old, print_of(3, CLOSED, credit="Vallis Wire")) == [("d3", "house:vallis wire", "credit")]


def test_a_few_words_in_common_are_chance() -> None:
    stock = "The council will meet again on Monday."
    other = print_of(2, paragraph(1), stock, house="Vallis Wire")
    assert ends(other, print_of(3, paragraph(2), stock, credit="Vallis Wire")) == [("d3", "house:vallis wire", "credit")]


def test_a_shared_quotation_shows_which_interview_is_meant() -> None:
    quote = "“We shall not let a single boat leave before the last pile is sound,” she said."
    interview = print_of(2, paragraph(1), quote, house="Radio Sund")
    paper = crediting(print_of(3, quote, paragraph(2)), "house:radio sund", "channel")
    assert ends(interview, paper) == [("d3", "d2", "channel")]


def test_a_venue_or_a_body_counts_only_where_it_publishes() -> None:
    for kind in ("channel", "body"):
        court = crediting(print_of(3, CLOSED), "house:harbour court", kind)
        assert ends(court) == []
        assert ends(court, print_of(2, SURVEY, house="Harbour Court")) == [("d3", "house:harbour court", kind)]
        assert ends(crediting(court, "outlets:reuters", kind)) == [("d3", "outlets:reuters", kind)]


def test_two_that_credit_each_other_have_a_link_each() -> None:
    one, other = print_of(1, *PARAGRAPHS, credit="Paper 2"), print_of(2, *PARAGRAPHS, credit="Paper 1")
    assert ends(one, other) == [("d1", "d2", "credit"), ("d2", "d1", "credit")]
    first, second = find_credits([one, other])
    assert first.id != second.id


def test_a_page_that_was_there_first_is_meant_rather_than_a_later_one() -> None:
    early = print_of(1, SURVEY, house="Vallis Wire", day="2031-05-01")
    late = print_of(2, SURVEY, CLOSED, house="Vallis Wire", day="2031-05-04")
    assert ends(early, late, print_of(3, SURVEY, CLOSED, credit="Vallis Wire")) == [("d3", "d1", "credit")]


def test_a_house_is_credited_once_by_its_surest_words() -> None:
    made = print_of(3, CLOSED, credit="Vallis Wire")
    twice = replace(made, credits=(HouseCredit("house:vallis wire", "relay", "the Wire", None), *made.credits))
    assert ends(twice) == [("d3", "house:vallis wire", "credit")]


def test_many_documents_of_one_house_do_not_multiply_the_work() -> None:
    agency = [print_of(number, CLOSED, house="Vallis Wire") for number in range(300)]
    papers = [print_of(1000 + number, CLOSED, credit="Vallis Wire") for number in range(300)]
    links = find_credits([*agency, *papers])
    assert len(links) == 300
    assert all(link.right.startswith("d") for link in links)


HOUSES = ("Vallis Wire", "Harbour Court", "Radio Sund")
#: Reports of three houses, and of papers that credit them, on few days and in few words: each is near to many others.
REPORTS = [
    print_of(
        number,
        *(PARAGRAPHS[turn % 4] for turn in (number, number // 3, number // 5)),
        day=f"2031-05-{1 + number * 7 % 9:02}",
        **({"house": HOUSES[number % 3]} if number % 2 else {"credit": HOUSES[number // 2 % 3]}),
    )
    for number in range(28)
]


@given(st.permutations(range(28)), st.integers(1, 27))
@settings(deadline=None, max_examples=40)
def test_only_documents_that_are_stirred_by_new_ones_have_other_credits(order: list[int], cut: int) -> None:
    old, all_ = [REPORTS[number] for number in order[:cut]], [REPORTS[number] for number in order]
    index = index_prints(all_)
    credited = pair_credited(index, CopySettings())
    fresh = {one.document for one in all_} - {one.document for one in old}
    stirred = find_stirred(index, fresh, CopySettings(), credited)
    after = find_credits(all_)
    if stirred is None:
        return
    assert fresh <= stirred
    assert [one for one in find_credits(old) if one.left not in stirred] == [one for one in after if one.left not in stirred]
    around = find_credits(all_, CopySettings(), index, credited, stirred)
    assert list(around) == [one for one in after if one.left in stirred]


def test_a_page_that_gets_an_earlier_version_may_stir_all() -> None:
    first, later = (print_of(1, CLOSED, day=day, url="https://news.example/one") for day in ("2031-05-01", "2031-05-03"))
    later = replace(later, document="d" + "1" * 24)
    index = index_prints([first, later])
    credited = pair_credited(index, CopySettings())
    assert find_stirred(index, {first.document}, CopySettings(), credited) is None
    assert find_stirred(index, {later.document}, CopySettings(), credited) == {first.document, later.document}


def test_nothing_is_credited_by_nothing() -> None:
    assert find_credits([]) == ()
    assert find_credits([print_of(1, CLOSED)]) == ()
