from sayso.export.queries import parse_query
from sayso.store import Bucket
from sayso.web.views.timeline import HEIGHT, make_timeline

DAYS = (Bucket("2031-05-01", "2031-05-01", 4), Bucket("2031-05-02", "2031-05-02", 0), Bucket("2031-05-03", "2031-05-03", 1))


def test_the_fullest_bucket_reaches_the_top_and_an_empty_one_is_not_drawn() -> None:
    timeline = make_timeline(parse_query(""), DAYS)
    assert [bar.height for bar in timeline.bars] == [HEIGHT, 0, 25]
    assert [bar.label for bar in timeline.dated] == ["1 May 2031", "3 May 2031"]
    assert (timeline.unit, timeline.most, timeline.total) == ("day", 4, 5)


def test_a_single_claim_among_thousands_can_be_seen() -> None:
    few, many = make_timeline(
        parse_query(""), (Bucket("2031-05-01", "2031-05-01", 1), Bucket("2031-05-02", "2031-05-02", 9000))
    ).bars
    assert 0 < few.height < many.height


def test_a_bar_narrows_the_question_to_its_days_on_its_clock() -> None:
    bar = make_timeline(parse_query("q=ferry&clock=said&after=x"), DAYS).bars[0]
    asked = parse_query(bar.address.partition("?")[2])
    assert (asked.browse.said_from, asked.browse.said_until) == ("2031-05-01", "2031-05-01")
    assert (asked.browse.words, asked.clock, asked.after) == ("ferry", "said", None)


def test_what_narrows_can_be_taken_back() -> None:
    timeline = make_timeline(parse_query("published_from=2031-05"), DAYS)
    assert (timeline.begin, timeline.wider) == ("2031-05-01", "/s")
    assert make_timeline(parse_query(""), DAYS).wider is None


def test_months_and_years_are_called_so() -> None:
    months = make_timeline(parse_query(""), (Bucket("2031-05-01", "2031-05-31", 1), Bucket("2031-06-01", "2031-06-30", 1)))
    assert ([bar.label for bar in months.bars], months.unit) == (["May 2031", "June 2031"], "month")
    years = make_timeline(parse_query(""), (Bucket("2031-01-01", "2031-12-31", 1),))
    assert (years.bars[0].label, years.unit) == ("2031", "year")


def test_without_dates_there_is_a_timeline_without_bars() -> None:
    timeline = make_timeline(parse_query("clock=happened"), ())
    assert (timeline.bars, timeline.total) == ((), 0)
    assert [clock.clock for clock in timeline.clocks if clock.is_current] == ["happened"]
