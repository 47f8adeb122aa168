"""Questions as records, names in memory, and what is packed: all without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import QueryError
from sayso.store.browse_counts import BUCKETS, _starts
from sayso.store.browsing import ALIASES, FACETS, VALUES, Browse, source_key
from sayso.store.facet_packing import CLAIM, COUNTS, ENUMS, PAIR, ROW, days_of_iso, days_of_timex, pack
from sayso.store.name_book import NameBook, Named
from sayso.store.search import parse_query


def test_questions_that_mean_the_same_have_one_key() -> None:
    assert Browse(styles=("direct", "mixed")).key() == Browse(styles=("mixed", "direct", "mixed"), limit=3).key()
    assert Browse(reviews=("unreviewed",)).key() == Browse(reviews=("machine",)).key()
    assert Browse(words=" ferry ").key() == Browse(words="ferry", sort="rank", descending=True).key()
    assert Browse().key() == '{"sort":"published","descending":true}'
    assert Browse(words="ferry").key() != Browse(source="ferry").key()
    assert Browse().key() != Browse(history=True).key()


def test_names_are_sorted_upwards_and_all_else_downwards_unless_asked() -> None:
    assert Browse().order == ("published", True)
    assert Browse(words="ferry").order == ("rank", True)
    assert Browse(sort="source").order == ("source", False)
    assert Browse(sort="source", descending=True).order == ("source", True)


def test_every_facet_fills_a_field_of_the_question() -> None:
    assert set(FACETS.values()) <= set(Browse.__dataclass_fields__)
    assert set(VALUES) | {"outlets", "actors", "territory"} == set(FACETS.values())
    assert all(value in VALUES[field] for field, others in ALIASES.items() for value in others.values())


def test_a_value_that_is_none_is_named_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="'loud': not one of the styles: direct, indirect, mixed"):
        Browse(styles=("loud",)).checked()


def test_the_article_makes_no_other_source() -> None:
    assert source_key("The Fishers' Union") == source_key("the fishers’ union") == "fishers union"
    assert source_key("Ílse Hartog") == "ilse hartog"
    assert source_key("") == ""


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031-05-02", "2031-05-02", "2031-05-02"),
        ("2031-05-02T23:10:00Z", "2031-05-02", "2031-05-02"),
        ("2031-02", "2031-02-01", "2031-02-28"),
        ("2031-12", "2031-12-01", "2031-12-31"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("2031-W17", "2031-04-21", "2031-04-27"),
        ("PAST_REF", None, None),
        ("P2Y", None, None),
        ("2031-13", None, None),
        ("2031-SU", None, None),
        (None, None, None),
    ],
)
def test_days_of_a_date(value: str | None, first: str | None, last: str | None) -> None:
    expected = tuple(0 if day is None else date.fromisoformat(day).toordinal() for day in (first, last))
    assert days_of_iso(value) == expected


def test_bounds_of_a_time_expression_come_before_its_value() -> None:
    bounds = ["2031-04-20", "2031-04-21", None, "2031-04-30"]
    assert days_of_timex({"value": "2031", "bounds": bounds}) == (
        date(2031, 4, 20).toordinal(), date(2031, 4, 30).toordinal(),
    )  # fmt: skip
    assert days_of_timex({"value": "2031-05-02", "bounds": [None] * 4}) == days_of_iso("2031-05-02")


def test_what_is_packed_is_as_long_as_it_says() -> None:
    assert pack(()) == COUNTS.pack(0, 0, 0, 0)
    assert ROW.size == sum({"q": 8, "d": 8, "i": 4, "H": 2, "B": 1}[form] for form in CLAIM.values())
    assert PAIR.size == 9
    assert all(len(values) < 256 for values in ENUMS.values())


@given(first=st.dates(), last=st.dates())
def test_buckets_lie_beside_each_other_and_hold_all_days(first: date, last: date) -> None:
    first, last = sorted((first, last))
    starts = _starts(first.toordinal(), last.toordinal())
    assert starts == sorted(set(starts))
    assert starts[0] <= first.toordinal()
    assert starts[-1] > last.toordinal()
    assert starts[-2] <= last.toordinal()
    assert 2 <= len(starts) <= BUCKETS + 2


def test_sources_are_found_by_words_phrases_and_beginnings_of_their_names() -> None:
    book = NameBook()
    labels = ["Ilse Hartog", "the Fishers' Union", "Hartog & Sons", "Port Authority of Vallis"]
    book.add(
        (number, Named("actor", source_key(label), label, None, None, None, None)) for number, label in enumerate(labels, 1)
    )
    for query, expected in (
        ("hartog", {1, 3}),
        ('"ilse hartog"', {1}),
        ('"hartog ilse"', set()),
        ("fish*", {2}),
        ('"port auth"*', {4}),
        ("union OR port", {2, 4}),
        ("nobody", set()),
    ):
        assert book.sources(parse_query(query).terms) == expected, query


def test_names_are_ranked_by_their_keys_as_more_come() -> None:
    book = NameBook()
    book.add([(1, Named("actor", "m", "M", None, None, None, None)), (2, Named("outlet", "x", "X", None, None, None, None))])
    assert book.ranks("actor").tolist() == [0, 1, 0]
    book.add([(3, Named("actor", "b", "B", None, None, None, None))])
    assert book.ranks("actor").tolist() == [0, 2, 0, 1]
    assert book.number("actor", "b") == 3
    assert book.outlets("x") == (2,)
