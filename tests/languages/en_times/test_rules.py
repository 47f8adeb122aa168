"""Every rule of the grammar has a sentence of our own that it reads; the clock stands at Tuesday, 4 September 2018."""

from collections.abc import Sequence
from datetime import date

import pytest

from sayso.languages.en_times import RULES, Clock, Time, find_times
from sayso.records import Span

CLOCK = Clock(date(2018, 9, 4), "day", "published")

#: rule: sentence, words, value.
READ = [
    ("iso_date", "The log ends at 2018-08-31 in the harbour.", "2018-08-31", "2018-08-31"),
    ("iso_date", "The log ends at 2018/08/31 in the harbour.", "2018/08/31", "2018-08-31"),
    ("numeric_date", "The lease ran to 31.12.2017 and no further.", "31.12.2017", "2017-12-31"),
    ("numeric_date", "The form says 4/25/2018.", "4/25/2018", "2018-04-25"),
    ("numeric_date", "The form says 5/6/2018.", "5/6/2018", "2018"),
    ("numeric_date", "The form says 5/5/98.", "5/5/98", "1998-05-05"),
    ("month_day_year", "It sank on Wednesday, Oct. 9, 2013.", "Wednesday, Oct. 9, 2013", "2013-10-09"),
    ("month_day_year", "It sank on May 1, '98.", "May 1, '98", "1998-05-01"),
    ("day_month_year", "It sank on the 9th of October 2013.", "the 9th of October 2013", "2013-10-09"),
    ("weekday_month_day", "They met on Thursday, April 6.", "Thursday, April 6", "2017-04-06"),
    ("month_day", "They met on Aug. 2.", "Aug. 2", "2018-08-02"),
    ("month_day", "They will meet on Nov. 2.", "Nov. 2", "2018-11-02"),
    ("day_month", "They met on 2 August.", "2 August", "2018-08-02"),
    ("month_days", "They met on March 5-7.", "March 5-7", "2018-03-05/2018-03-07"),
    ("month_days", "They met from 4 to 6 May.", "4 to 6 May", "2018-05-04/2018-05-06"),
    ("month_days", "They met on 4 and 5 May.", "4 and 5 May", "2018-05-04/2018-05-05"),
    ("month_year", "The pier opened in June 1994.", "June 1994", "1994-06"),
    ("month", "The pier opened in June.", "June", "2018-06"),
    ("month", "The pier will open in December.", "December", "2018-12"),
    ("season_year", "The pier opened in the summer of 2012.", "the summer of 2012", "2012-SU"),
    ("quarter_year", "The yard lost money in the third quarter of 1984.", "the third quarter of 1984", "1984-Q3"),
    ("fiscal_year", "It was dry in fiscal 2016.", "fiscal 2016", "2016"),
    ("years", "The dispute of 1985-87 is over.", "1985-87", "1985/1987"),
    ("year", "The pier opened in 1994.", "1994", "1994"),
    ("year", "The pier opened in nineteen ninety-four.", "nineteen ninety-four", "1994"),
    ("year", "Traffic doubled over 2000 - 2050, they think.", "2000", "2000"),
    ("decade", "Ferries were cheap in the 1960s.", "the 1960s", "196"),
    ("decade", "Ferries were cheap in the '60s.", "the '60s", "196"),
    ("decade", "Ferries were cheap in the sixties.", "the sixties", "196"),
    ("century", "The wall is from the 19th century.", "the 19th century", "18"),
    ("holiday", "The council met on Christmas Eve 2017.", "Christmas Eve 2017", "2017-12-24"),
    ("holiday", "The council will meet on Thanksgiving Day.", "Thanksgiving Day", "2018-11-22"),
    ("holiday", "The council met on Good Friday.", "Good Friday", "2018-03-30"),
    ("holiday", "The council will meet on Election Day.", "Election Day", "2018-11-06"),
    ("nth_quarter", "The yard reported a second-quarter loss.", "second-quarter", "2018-Q2"),
    ("nth_quarter", "The yard lost money in last year's third quarter.", "last year's third quarter", "2017-Q3"),
    ("the_quarter", "The yard lost money in the quarter.", "the quarter", "2018-Q2"),
    ("year_ago", "The yard earned nothing, and less a year earlier.", "a year earlier", "2017"),
    ("year_end", "The yard will close by year-end.", "year-end", "2018-12-31"),
    ("year_end", "The yard will close by the end of the year.", "the end of the year", "2018-12-31"),
    ("the_year", "The yard sees a loss for the year.", "the year", "2018"),
    ("the_year", "The yard had a loss for the year ended March 31.", "the year", "P1Y"),
    ("dayword", "The ferry sank yesterday.", "yesterday", "2018-09-03"),
    ("day_before_yesterday", "The ferry sank the day before yesterday.", "the day before yesterday", "2018-09-02"),
    ("tonight", "The council votes tonight.", "tonight", "2018-09-04TNI"),
    ("this_part", "The ferry sank this morning.", "this morning", "2018-09-04TMO"),
    ("last_part", "The ferry sank last night.", "last night", "2018-09-03TNI"),
    ("shift_unit", "The ferry sank last week.", "last week", "2018-W35"),
    ("shift_unit", "The council will vote next month.", "next month", "2018-10"),
    ("shift_unit", "The ferry sank this past weekend.", "this past weekend", "2018-W35-WE"),
    ("shift_month", "The ferry sank last May.", "last May", "2018-05"),
    ("shift_season", "The ferry sank last winter.", "last winter", "2017-WI"),
    ("season", "The pier opened in the spring.", "the spring", "2018-SP"),
    ("weekday", "The ferry sank on Monday.", "Monday", "2018-09-03"),
    ("weekday", "The council will vote on Friday.", "Friday", "2018-09-07"),
    ("shift_weekday", "The ferry sank last Tuesday.", "last Tuesday", "2018-08-28"),
    ("shift_weekday", "The council votes next Monday.", "next Monday", "2018-09-10"),
    ("weekday_of_week", "The ferry sank on Friday last week.", "Friday last week", "2018-08-31"),
    ("ago", "The ferry sank two weeks ago.", "two weeks ago", "2018-W34"),
    ("ago", "The ferry sank several years ago.", "several years ago", "PAST_REF"),
    ("hence", "The council votes three days from now.", "three days from now", "2018-09-07"),
    ("narrative_unit", "It sank on May 1, 2018. The following month divers came.", "The following month", "2018-06"),
    ("narrative_part", "It sank on May 1, 2018. The next morning divers came.", "The next morning", "2018-05-02TMO"),
    ("unit_before", "Fares rose this year. They were lower the year before.", "the year before", "2017"),
    ("weekend", "The ferry sank over the weekend.", "the weekend", "2018-W35-WE"),
    ("now", "The ferry is now in the yard.", "now", "PRESENT_REF"),
    ("once", "The ferry was recently painted.", "recently", "PAST_REF"),
    ("soon", "The council will soon vote.", "soon", "FUTURE_REF"),
    ("one_day", "The ferry will one day be replaced.", "one day", "FUTURE_REF"),
    ("the_past", "Ferries were cheap in the past.", "the past", "PAST_REF"),
    ("recent_units", "Fares rose in recent years.", "recent years", "PAST_REF"),
    ("past_units", "Fares rose in past years.", "past years", "PAST_REF"),
    ("recent", "They spoke of the recent storm.", "recent", "PAST_REF"),
    ("current", "The current fare is low.", "current", "PRESENT_REF"),
    ("duration", "Divers worked for more than four hours.", "more than four hours", "PT4H"),
    ("duration", "Divers worked for 2 1/2 years.", "2 1/2 years", "P2Y6M"),
    ("dashed_duration", "It was a four-day visit.", "a four-day", "P4D"),
    ("duration_and_half", "Divers worked for a year and a half.", "a year and a half", "P1Y6M"),
    ("half_unit", "Divers worked for half an hour.", "half an hour", "PT30M"),
    ("duration_range", "It takes two to three weeks.", "two to three weeks", "P2W"),
    ("vague_duration", "It took several years.", "several years", "PXY"),
    ("plural_units", "It took months.", "months", "PXM"),
    ("span_back", "Fares rose in the past two months.", "the past two months", "P2M"),
    ("span_ahead", "Fares will rise over the next four years.", "the next four years", "P4Y"),
    ("first_units", "Fares rose in the first nine months.", "the first nine months", "P9M"),
    ("each_unit", "The ferry sails every two weeks.", "every two weeks", "P2W"),
    ("each_weekday", "The ferry sails on Tuesdays.", "Tuesdays", "XXXX-WXX-2"),
    ("each_weekday", "The ferry sails on Tuesday nights.", "Tuesday nights", "XXXX-WXX-2TNI"),
    ("daily", "The ferry sails daily.", "daily", "P1D"),
    ("clock_time", "The ferry sails at 22:30.", "22:30", "2018-09-04T22:30"),
    ("clock_time", "The ferry sailed at noon.", "noon", "2018-09-04T12:00"),
    ("part_of_day", "Divers came in the morning.", "the morning", "2018-09-04TMO"),
    ("week_from_weekday", "The council votes a week from Friday.", "a week from Friday", "2018-09-14"),
]
#: rule: sentence in which it keeps words from being a time.
NOTHING = [
    ("age", "A 6-year-old child was found."),
    ("age", "He is 44 years old."),
    ("age", "She is 30 years of age."),
    ("named_day", "The April 6 Youth Movement called for calm."),
    ("named_day", "The 14 March alliance called for calm."),
    ("named_day", "He was held over the Oct. 7 attack."),
    ("name", "The Sunday Times has the letter."),
    ("name", "She wrote about 9/11 and the Prague Spring."),
]
COMPOSED = [
    ("The pier opened in early September.", "early September", "2018-09", "month+start"),
    ("The pier opened in the mid-1990s.", "the mid-1990s", "199", "decade+mid"),
    ("The ferry sank late last week.", "late last week", "2018-W35", "shift_unit+end"),
    ("The ferry sank on Monday night.", "Monday night", "2018-09-03TNI", "weekday+part"),
    ("The day before last Monday's hearing he left.", "The day before last Monday", "2018-09-02", "day_before+shift_weekday"),
    ("It sank at 10:35 a.m. (0735 GMT) Monday.", "10:35 a.m.", "2018-09-03T10:35", "clock_time+weekday"),
    ("It sank at 10:35 a.m. (0735 GMT) Monday.", "Monday", "2018-09-03", "weekday"),
    ("It ends at 5 p.m. EST, Nov. 6, they say.", "5 p.m. EST, Nov. 6", "2018-11-06T17:00", "clock_time+month_day"),
    ("It sank on the night of August 3.", "the night of August 3", "2018-08-03TNI", "part_of_day+month_day"),
    ("The hearing is in the week of March 6, 2018.", "the week of March 6, 2018", "2018-W10", "week+month_day_year"),
    ("Fares rose in the second half of 2017.", "the second half of 2017", "2017-H2", "year+h2"),
]


def read(text: str, clock: Clock = CLOCK) -> Sequence[Time]:
    return find_times(text, [Span(0, len(text))], clock)


@pytest.mark.parametrize(("rule", "text", "words", "value"), READ)
def test_a_rule_reads_its_sentence(rule: str, text: str, words: str, value: str) -> None:
    found = {time.span.of(text): time for time in read(text)}
    assert words in found, [*found]
    assert (found[words].reading.value, found[words].rule) == (value, rule)


@pytest.mark.parametrize(("rule", "text"), NOTHING)
def test_a_rule_keeps_words_from_being_a_time(rule: str, text: str) -> None:
    assert rule in {one.name for one in RULES}
    assert not read(text)


@pytest.mark.parametrize(("text", "words", "value", "rule"), COMPOSED)
def test_a_date_takes_what_stands_beside_it(text: str, words: str, value: str, rule: str) -> None:
    found = {time.span.of(text): (time.reading.value, time.rule) for time in read(text)}
    assert found.get(words) == (value, rule), found


def test_every_rule_has_a_sentence() -> None:
    named = {rule for rule, *_ in READ} | {rule for rule, _ in NOTHING}
    assert {rule.name for rule in RULES} == named


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "Michelle May left early.",
        "June and April Jones were there.",
        "Some 2000 people came.",
        "He paid $1998 for room 1998.",
        "About 2,018 shares were sold.",
        "She came second.",
        "In her sixties she took up sailing.",
        "The score was 2:1.",
        "They fall ill when ferries spring leaks.",
        "He read USA Today.",
    ],
)
def test_no_time_is_seen_in(text: str) -> None:
    assert not read(text), [time.span.of(text) for time in read(text)]
