from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from sayso.export.queries import DAYS, LISTS, Asked, canonical, parse_query, write_query
from sayso.store import Browse
from sayso.store.browsing import CLOCKS, SORTS, VALUES, VOICES

#: Texts as a person can send them: no halves of pairs, no control characters (those become blanks).
plain = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)
names = plain.map(str.strip).filter(bool)
days = st.none() | st.dates().map(lambda day: day.isoformat()) | st.dates().map(lambda day: day.isoformat()[:7])
listed = {
    field: st.lists(st.sampled_from(VALUES[field]) if field in VALUES else names, max_size=4).map(tuple)
    for field in LISTS.values()
}
browses = st.builds(
    Browse,
    words=plain,
    source=plain,
    territory=st.none() | st.sampled_from(("SY", "DE")),
    voice=st.none() | st.sampled_from(VOICES),
    story=st.none() | st.just("s0123456789abcdef01234567"),
    history=st.booleans(),
    sort=st.none() | st.sampled_from(SORTS),
    descending=st.none() | st.booleans(),
    limit=st.integers(1, 500),
    **listed,
    **dict.fromkeys((day for day in DAYS if day.endswith("from")), days),
)
questions = st.builds(
    Asked,
    browse=browses,
    after=st.none() | names,
    clock=st.sampled_from(CLOCKS),
    look=st.sampled_from(("rows", "map", "world")),
    everything=st.booleans(),
)


@given(questions)
def test_a_question_comes_back_from_its_address(asked: Asked) -> None:
    read = parse_query(write_query(asked))
    assert not read.notes
    assert read.browse == canonical(asked.browse)
    assert read.browse.key() == canonical(asked.browse).key()
    assert (read.clock, read.look, read.everything) == (asked.clock, asked.look, asked.everything)


@given(st.text(max_size=200) | st.lists(st.tuples(st.sampled_from(("q", "sort", "depth", "said_from", "x")), plain)).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
))  # fmt: skip
def test_any_query_string_is_read_and_written_in_one_way(text: str) -> None:
    once = write_query(parse_query(text))
    again = parse_query(once)
    assert not again.notes, "what we write ourselves makes sense"
    assert write_query(again) == once


def test_everything_has_the_empty_address() -> None:
    assert write_query(parse_query("")) == ""
    assert write_query(parse_query("q=&source=&outlet=&published_from=&sort=&limit=50&clock=published")) == ""


def test_values_are_written_once_and_in_order() -> None:
    one = write_query(parse_query("outlet=b&q=ferry&outlet=a&outlet=b"))
    assert one == write_query(parse_query("outlet=a&outlet=b&q=ferry")) == "q=ferry&outlet=a&outlet=b"


def test_what_is_no_value_is_told_in_a_line_and_the_rest_is_kept() -> None:
    asked = parse_query("q=ferry&sort=loudest&colour=red&style=direct&style=rude&said_from=soon&limit=0&territory=Narnia")
    assert asked.browse.words == "ferry"
    assert asked.browse.styles == ("direct",)
    assert asked.browse.sort is None
    assert asked.browse.limit == 50
    assert len(asked.notes) == 5
    assert "“red”" not in " ".join(asked.notes)
    assert all("\n" not in note for note in asked.notes)


def test_a_plus_that_was_not_escaped_is_a_plus() -> None:
    asked = parse_query("polarity=+&depth=3+&depth=3&review=unreviewed")
    assert asked.browse.polarities == ("+",)
    assert asked.browse.depths == ("3+",)
    assert asked.browse.reviews == ("machine",)
    assert dict(parse_qsl(write_query(asked)))["polarity"] == "+"


def test_a_month_is_its_first_and_its_last_day() -> None:
    asked = parse_query("said_from=2018-09&said_until=2018-09&happened_from=2018&happened_until=2018&published_until=2020-02")
    assert (asked.browse.said_from, asked.browse.said_until) == ("2018-09-01", "2018-09-30")
    assert (asked.browse.happened_from, asked.browse.happened_until) == ("2018-01-01", "2018-12-31")
    assert asked.browse.published_until == "2020-02-29"


def test_a_span_that_ends_before_it_begins_stays_open() -> None:
    asked = parse_query("said_from=2018-09-02&said_until=2018-09-01")
    assert (asked.browse.said_from, asked.browse.said_until) == ("2018-09-02", None)
    assert asked.notes


def test_an_order_is_written_where_it_is_not_the_usual_one() -> None:
    assert write_query(parse_query("sort=published&order=desc")) == ""
    assert write_query(parse_query("sort=published&order=asc")) == "order=asc"
    assert write_query(parse_query("q=ferry&sort=published")) == "q=ferry&sort=published"
    assert write_query(parse_query("q=ferry&sort=rank")) == "q=ferry"
    assert write_query(parse_query("sort=source&order=asc")) == "sort=source"


def test_nothing_that_breaks_a_page_or_a_database_comes_through() -> None:
    asked = parse_query("q=a%00b%1b%0a%0ac&source=%ff%ed%a0%80x")
    assert asked.browse.words == "a b c"
    assert "\x00" not in asked.browse.source


def test_a_changed_question_begins_at_its_first_page() -> None:
    asked = parse_query("q=ferry&after=c123")
    assert asked.after == "c123"
    assert asked.alter(styles=("direct",)).after is None


def test_an_address_with_too_many_parts_asks_for_everything() -> None:
    asked = parse_query("&".join(f"outlet={n}" for n in range(501)))
    assert asked.browse == canonical(Browse())
    assert len(asked.notes) == 1
