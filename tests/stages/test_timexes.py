"""Times of a document: by which clock they are read, between which days they lie, and what they are when nothing is known."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory import document

from sayso.languages.en_times import RULES
from sayso.records import Analysis, Block, PublicationDate, Span, Tag, Tags, Timex, Word
from sayso.records.codec import analysis_from_json, analysis_to_json
from sayso.stages.timexes import find_clock, find_timexes

SEPTEMBER = PublicationDate("2018-09-04T19:59", "minute", "+02:00", "json-ld")


def story(text: str, *, published: PublicationDate | None = SEPTEMBER, tags: Tags | None = None, **changes: Any) -> Analysis:
    return Analysis(document(text, published=published, **changes), tags=tags)


def timexes(text: str, **changes: Any) -> dict[str, Timex]:
    return {timex.span.of(text): timex for timex in find_timexes(story(text, **changes)).timexes}


def only(text: str, **changes: Any) -> Timex:
    (timex,) = timexes(text, **changes).values()
    return timex


@pytest.mark.parametrize(
    ("text", "value", "bounds", "aspect"),
    [
        (
            "Last week, Al Akhbar reported that Damascus had turned down the offer.",
            "2018-W35",
            ("2018-08-27", "2018-09-02", "2018-08-27", "2018-09-02"),
            "within",
        ),
        ("The envoys met in June.", "2018-06", ("2018-06-01", "2018-06-30", "2018-06-01", "2018-06-30"), "within"),
        ("He has held the post since 2014.", "2014", ("2014-01-01", "2014-12-31", "2018-09-04", None), "throughout"),
        ("The minister said so on Monday.", "2018-09-03", ("2018-09-03",) * 4, "within"),
        ("They will strike tomorrow.", "2018-09-05", ("2018-09-05",) * 4, "within"),
        ("The truce has held for nearly two years.", "P2Y", ("2016-09-04", "2016-09-04", "2018-09-04", None), "throughout"),
        ("The talks began in early September.", "2018-09", ("2018-09-01", "2018-09-10", "2018-09-01", "2018-09-10"), "within"),
        ("It was so in the 1990s.", "199", ("1990-01-01", "1999-12-31", "1990-01-01", "1999-12-31"), "within"),
        ("He recently resigned.", "PAST_REF", (None, "2018-09-04", None, "2018-09-04"), "within"),
        ("Exports fell in the second quarter.", "2018-Q2", ("2018-04-01", "2018-06-30", "2018-04-01", "2018-06-30"), "within"),
        ("The office is shut until Friday.", "2018-09-07", (None, None, "2018-09-07", "2018-09-07"), "throughout"),
        ("It must be paid by October 1.", "2018-10-01", (None, "2018-10-01", None, "2018-10-01"), "within"),
        ("They left before June 2017.", "2017-06", (None, "2017-06-01", None, "2017-06-01"), "within"),
        ("Nobody came after June 2017.", "2017-06", ("2017-06-30", None, "2017-06-30", None), "within"),
        ("Fares rose in the past two months.", "P2M", ("2018-07-04", "2018-07-04", "2018-09-04", "2018-09-04"), "throughout"),
    ],
)
def test_value_and_bounds(text: str, value: str, bounds: tuple[str | None, ...], aspect: str) -> None:
    timex = only(text)
    assert (timex.value, timex.bounds, timex.aspect) == (value, bounds, aspect)


def test_the_part_of_a_day_belongs_to_its_value() -> None:
    timex = only("The depot was hit Monday night.", published=PublicationDate("2021-03-09", "day", None, "json-ld"))
    assert (timex.kind, timex.value, timex.granularity) == ("TIME", "2021-03-08TNI", "part")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister resigned on Tuesday.", "2018-09-04"),
        ("The council will vote on Tuesday.", "2018-09-04"),
        ("The council will vote on Wednesday.", "2018-09-05"),
        ("The council voted on Wednesday.", "2018-08-29"),
        ("On Wednesday, the council is to vote.", "2018-09-05"),
        ("The vote is scheduled for Wednesday.", "2018-09-05"),
        ("The vote had been scheduled for Wednesday.", "2018-08-29"),
        ("Wednesday's ruling was wrong.", "2018-08-29"),
        ("The mayor urged the armed groups to leave by Wednesday.", "2018-09-05"),
        ("The union threatened a strike and travelled to Vallis on Wednesday.", "2018-08-29"),
        ("The vote is expected Wednesday.", "2018-09-05"),
        ("The ferry won't sail on Wednesday.", "2018-09-05"),
        ("The crew could not be found on Wednesday.", "2018-08-29"),
        ("They postponed the vote until Wednesday.", "2018-09-05"),
    ],
)
def test_the_publication_day_counts_and_the_verb_decides_past_or_future(text: str, value: str) -> None:
    assert only(text).value == value


class TestClock:
    DATELINE = "PORT VALLIS, Sept. 2 (Vallis Wire)"
    TEXT = f"{DATELINE}\n\nThe ferry sank yesterday."

    def dated(self, published: PublicationDate | None) -> Analysis:
        blocks = (Block(Span(0, len(self.DATELINE)), "dateline"), Block(Span(len(self.DATELINE) + 2, len(self.TEXT)), "body"))
        return story(self.TEXT, published=published, blocks=blocks)

    def test_the_dateline_goes_before_the_publication(self) -> None:
        found = find_timexes(self.dated(SEPTEMBER)).timexes
        assert [(timex.value, timex.anchor) for timex in found] == [
            ("2018-09-02", "dateline 2018-09-02"), ("2018-09-01", "dateline 2018-09-02"),
        ]  # fmt: skip

    def test_a_dateline_far_from_the_publication_is_none(self) -> None:
        may = PublicationDate("2018-05-20", "day", None, "json-ld")
        assert find_clock(self.dated(may).document).source == "published"

    def test_a_dateline_without_a_year_is_no_clock_by_itself(self) -> None:
        assert find_clock(self.dated(None).document).day is None

    def test_a_republication_is_named_as_such(self) -> None:
        timex = only("The ferry sank yesterday.", published=None, republished=SEPTEMBER)
        assert (timex.value, timex.anchor) == ("2018-09-03", "republished 2018-09-04")

    def test_a_month_counts_months_but_no_days(self) -> None:
        month = PublicationDate("2018-09", "month", None, "json-ld")
        found = timexes("Last month fares rose; yesterday they fell.", published=month)
        assert {words: timex.value for words, timex in found.items()} == {"Last month": "2018-08", "yesterday": "PAST_REF"}
        assert found["Last month"].anchor == "published 2018-09"

    def test_a_stamp_of_the_small_hours_in_universal_time_widens_today(self) -> None:
        stamp = PublicationDate("2018-09-05T02:10", "minute", "Z", "json-ld")
        assert only("The ferry sank today.", published=stamp).bounds == ("2018-09-04", "2018-09-05", "2018-09-04", "2018-09-05")

    @pytest.mark.parametrize("value", ["", "soon", "2018-13-40", "0000-00-00", "99999-01-01"])
    def test_a_date_that_is_none_is_no_clock(self, value: str) -> None:
        assert find_clock(document("x", published=PublicationDate(value, "day", None, "y"))).day is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry sank on Monday.", "XXXX-WXX-1"),
        ("The ferry sank in June.", "XXXX-06"),
        ("The ferry sank on June 4.", "XXXX-06-04"),
        ("The ferry sank yesterday.", "PAST_REF"),
        ("The council votes next week.", "FUTURE_REF"),
        ("The ferry sank two years ago.", "PAST_REF"),
    ],
)
def test_without_any_date_what_is_relative_stays_symbolic(text: str, value: str) -> None:
    timex = only(text, published=None)
    assert (timex.value, timex.bounds, timex.anchor) == (value, (None,) * 4, "none")


def test_a_full_date_needs_no_clock() -> None:
    timex = only("The ferry sank on 4 June 2017.", published=None)
    assert (timex.value, timex.anchor, timex.bounds) == ("2017-06-04", "none", ("2017-06-04",) * 4)


def tree(text: str, *words: tuple[str, int, str]) -> Tags:
    made, at = [], 0
    for form, head, relation in words:
        start = text.index(form, at)
        at = start + len(form)
        made.append(Word(Span(start, at), head, relation, 1.0, 0.0))
    return Tags(words=tuple(made))


def test_the_tree_says_which_verb_governs_a_day() -> None:
    text = "Envoys who will leave met Friday."
    tags = tree(
        text, ("Envoys", 4, "subj"), ("who", 3, "subj"), ("will", 3, "aux"), ("leave", 0, "relcl"), ("met", -1, "root"),
        ("Friday", 4, "obl"),
    )  # fmt: skip
    assert only(text, tags=tags).value == "2018-08-31"


def test_a_plan_in_the_tree_is_of_the_future() -> None:
    text = "Envoys plan, whatever the ministry said, to leave Friday."
    tags = tree(
        text, ("Envoys", 1, "subj"), ("plan", -1, "root"), ("said", 1, "parataxis"), ("to", 4, "mark"), ("leave", 1, "xcomp"),
        ("Friday", 4, "obl"),
    )  # fmt: skip
    assert only(text, tags=tags).value == "2018-09-07"


def test_a_name_that_the_tagger_saw_keeps_its_words() -> None:
    text = "In May Ruiz they trust."
    name = Tag(Span(3, 11), "person", 0.9)
    assert not timexes(text, tags=Tags(names=(name,)))
    assert timexes(text, tags=Tags(names=(replace(name, label="date"),)))


def test_furniture_is_not_read() -> None:
    text = "Updated yesterday\n\nThe ferry sank on Monday."
    found = timexes(text, blocks=(Block(Span(0, 17), "other"), Block(Span(19, len(text)), "body")))
    assert [*found] == ["Monday"]


def test_ids_differ_by_occurrence_and_survive_a_round_trip() -> None:
    analysis = find_timexes(story("On Monday it rained. It rained on Monday, too."))
    first, second = analysis.timexes
    assert first.id != second.id
    assert first.id.startswith("t")
    assert analysis_from_json(analysis_to_json(analysis)).timexes == analysis.timexes


PIECES = (
    "January May march Monday Sun. 1 2 31 45 1998 2018 1960s '60s 20th first second third half a an the of to and , . "
    "- – / : ( early late mid last next this that past coming previous following every daily week weeks month year "
    "years quarter quarters day days hours minute decade century weekend night morning evening today yesterday "
    "tomorrow tonight ago from now before after since until by in on at Christmas Easter spring fall noon midnight "
    "p.m. a.m. EST fiscal year-ago earlier later end old twenty five hundred thousand million several few two "
    "nineteen ninety-six will said plans ' ’ s 9/11 2018-09-04 31.12.2017 0 00 9999 0001 Q3 "
)
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_read_in_order_without_overlap_and_the_same_twice(text: str) -> None:
    analysis = story(text)
    found = find_timexes(analysis).timexes
    assert find_timexes(analysis).timexes == found
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    names = {rule.name for rule in RULES} | {"week"}
    for timex in found:
        assert 0 <= timex.span.start < timex.span.end <= len(text)
        assert timex.value
        assert set(timex.rule.split("+")) <= names | {"part", "start", "mid", "end", "before", "after", "h1", "h2"}
        assert all(bound is None or len(bound) == 10 for bound in timex.bounds)


@pytest.mark.parametrize("year", ["0001", "9999"])
@given(text=st.lists(WORDS, max_size=12).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_the_ends_of_the_calendar_are_no_error(year: str, text: str) -> None:
    find_timexes(story(text, published=PublicationDate(f"{year}-01-01", "day", None, "json-ld")))


@pytest.mark.parametrize(
    "piece",
    ["1,111", "two hundred and ", "twenty-", "Monday ", "'", "the ", "last ", "early ", "2018-", "May 1, ", "5 p.m. ", "a "],
)
def test_a_long_text_of_one_kind_is_read_to_its_end(piece: str) -> None:
    text = piece * 8_000
    assert find_timexes(story(text)).document.text == text
