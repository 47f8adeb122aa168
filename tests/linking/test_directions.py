"""Who copied whom: which rule is asked first, and what it goes by."""

from typing import Any

import pytest
from tests.linking.prints import PARAGRAPHS, make_print

from sayso.linking.clocks import day_of, which_is_first
from sayso.linking.directions import UNKNOWN, Direction, Overlap, find_direction, is_agency
from sayso.linking.fingerprints import Fingerprint

ALIKE = Overlap(0.9, 0.9, 0.05, 0.05)
URL = "https://news.example/1"


def print_of(number: int, **about: Any) -> Fingerprint:
    about = {"house": f"Paper {number}", "day": None} | about
    return make_print(*PARAGRAPHS, number=number, **about)


def direction(left: Fingerprint, right: Fingerprint, overlap: Overlap = ALIKE) -> Direction:
    """The direction, which must be the same whoever is named first."""
    found = find_direction(left, right, overlap, contained=0.95, longer=0.15)
    turned = Overlap(overlap.right, overlap.left, overlap.right_tail, overlap.left_tail)
    other = find_direction(right, left, turned, contained=0.95, longer=0.15)
    assert (other.rule, other.left_copies) == (found.rule, not found.left_copies)
    return found


def test_a_credit_beats_the_clock() -> None:
    found = direction(print_of(1, credit="Paper 2", day="2031-05-01"), print_of(2, day="2031-05-03"))
    assert (found.rule, found.left_copies) == ("direction by credit", True)
    assert found.credit is not None
    assert found.credit.name == "Paper 2"


def test_a_page_that_carries_anothers_copy_is_made_from_that_house() -> None:
    found = direction(print_of(1, house="Paper 2", republisher="Archive"), print_of(2))
    assert (found.rule, found.left_copies) == ("direction by credit", True)


def test_two_that_credit_each_other_are_told_apart_by_something_else() -> None:
    found = direction(print_of(1, credit="Paper 2", day="2031-05-03"), print_of(2, credit="Paper 1", day="2031-05-01"))
    assert (found.rule, found.left_copies) == ("direction by time", True)


def test_a_canonical_address_beats_the_clock() -> None:
    found = direction(print_of(1, canonical_url=URL[:-1] + "2?utm_source=x", day="2031-05-01"), print_of(2, day="2031-05-03"))
    assert (found.rule, found.left_copies) == ("direction by canonical address", True)
    own = direction(print_of(1, canonical_url=URL, day="2031-05-01"), print_of(2, day="2031-05-03"))
    assert own.rule == "direction by time"


def test_an_agency_is_rather_the_source() -> None:
    found = direction(print_of(1), print_of(2, house="Vallis News Agency"))
    assert (found.rule, found.left_copies) == ("direction by agency", True)
    assert is_agency("outlets:reuters")
    assert not is_agency("outlets:nowhere")
    assert not is_agency(None)
    assert direction(print_of(1, house="Vallis Wire"), print_of(2, house="Ost News Agency")).rule == UNKNOWN


def test_what_is_cut_from_the_bottom_is_the_copy() -> None:
    cut = Overlap(1.0, 0.6, 0.0, 0.4)
    assert direction(print_of(1), print_of(2), cut) == Direction(True, "direction by containment", "100%", "60%")
    later = direction(print_of(1, day="2031-05-03"), print_of(2, day="2031-05-01"), cut)
    assert (later.rule, later.left_copies) == ("direction by containment", True)


def test_what_was_there_first_and_is_in_the_longer_one_was_added_to() -> None:
    found = direction(print_of(1, day="2031-05-01"), print_of(2, day="2031-05-03"), Overlap(1.0, 0.6, 0.0, 0.4))
    assert (found.rule, found.left_copies) == ("direction by time", False)


def test_of_two_without_a_date_the_one_with_less_of_its_own_is_the_copy() -> None:
    found = direction(print_of(1), print_of(2), Overlap(0.8, 0.4, 0.1, 0.3))
    assert (found.rule, found.left_copies) == ("direction by share", True)


def test_where_nothing_speaks_the_order_is_fixed_and_says_so() -> None:
    assert direction(print_of(1), print_of(2)).rule == UNKNOWN


@pytest.mark.parametrize(
    ("mine", "my_zone", "theirs", "their_zone", "expected"),
    [
        ("2031-05-02", None, "2031-05-03", None, -1),
        ("2031-05-02T23:00", "-05:00", "2031-05-03T01:00", "Z", 1),
        ("2031-05-02T10:00", None, "2031-05-02T09:00", None, 0),
        ("2031-05-02T10:00", "Europe/Paris", "2031-05-02T09:00", "Z", 0),
        ("2031-05", None, "2031-04-01", None, 0),
        ("2031-05-02", None, "2031-05-02T09:00", "Z", 0),
        ("0001-01-01T00:00", "+14:00", "9999-12-31T23:59", "-14:00", -1),
        (None, None, "2031-05-02", None, 0),
    ],
)
def test_clocks_tell_what_they_can(mine: Any, my_zone: Any, theirs: Any, their_zone: Any, expected: int) -> None:
    left, right = print_of(1, day=mine, zone=my_zone), print_of(2, day=theirs, zone=their_zone)
    assert (which_is_first(left, right), which_is_first(right, left)) == (expected, -expected)


def test_a_day_is_a_number_and_a_month_is_none() -> None:
    days = [day_of(print_of(1, day=day)) for day in ("2031-05-02T10:00", "2031-05-03", "2031-05", "0000-00-00", None)]
    assert days[1] == (days[0] or 0) + 1
    assert days[2:] == [None, None, None]
