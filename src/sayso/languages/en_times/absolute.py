"""Rules for calendar dates: days, months, years, quarters, seasons, decades, centuries, holidays.

In: matches. Out: readings. A day without a year takes the one that tense and nearness to the clock speak for; without a clock
its year stays open ("XXXX-06-04").
"""

from datetime import date

from sayso.languages.en_times.calendar import days_of, easter, month_value, nth_weekday
from sayso.languages.en_times.reading import Match, Reading, Rule, of_value
from sayso.languages.en_times.words import load_vocabulary
from sayso.languages.en_times.years import pick_year

__all__ = ["ABSOLUTE"]

#: Plural nouns and words before that make a bare number of four digits an amount or a name, not a year.
COUNTED = load_vocabulary().lists["counted"]
NAMED_NUMBER = load_vocabulary().lists["named_number"]
POSSESSIVES = frozenset({"her", "his", "their", "my", "your", "our", "its"})
#: A year of another century is one only after these.
BEFORE_OLD_YEAR = frozenset({"in", "since", "of", "by", "until", "from", "to", "between", "early", "late"})
SPOKEN_YEARS = range(1900, 2060)


def _day(year: int, month: int, day: int, *, is_counted: bool = False) -> Reading | None:
    return of_value(f"{year:04}-{month:02}-{day:02}", "day", is_counted=is_counted)


def _year_of(match: Match) -> int:
    """The year that the match names, in two or four digits."""
    if match.has("short"):
        digits = int(match.text("short"))
        return digits + (1900 if digits > 30 else 2000)
    return int(match.number("y"))


def _full_date(match: Match) -> Reading | None:
    return _day(_year_of(match), int(match.number("m")), int(match.number("d")))


def _iso_date(match: Match) -> Reading | None:
    if not match.is_tight() or len(match.word("m")) != 2 or len(match.word("d")) != 2:
        return None
    return _day(int(match.number("y")), int(match.number("m")), int(match.number("d")))


def _numeric_date(match: Match) -> Reading | None:
    """Day and month in either order: what cannot be told apart is left at the year."""
    if not match.is_tight():
        return None
    digits = match.word("y")
    year = int(digits) + (0 if len(digits) == 4 else 1900 if int(digits) > 30 else 2000)
    first, second = int(match.number("a")), int(match.number("b"))
    if max(first, second) > 31 or len(digits) not in (2, 4):
        return None
    if first == second or second > 12:
        return _day(year, first, second)
    if first > 12 or match.has("dot"):
        return _day(year, second, first)
    return of_value(f"{year:04}", "year") if len(digits) == 4 else None


def _month_day(match: Match) -> Reading | None:
    month, day = int(match.number("m")), int(match.number("d"))
    if (
        match.kind_next() == "UNITS"
        or (match.kind_next() == "COLON" and match.tokens.is_tight(match.after + 1))
        or not 1 <= day <= 31
    ):
        return None
    year = pick_year(match, month)
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}", (None, None), "day", is_counted=True)
    if match.has("w"):
        year = _year_by_weekday(year, month, day, int(match.number("w")))
    return _day(year, month, day, is_counted=True)


def _year_by_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """The year or one of its neighbours in which the day falls on a weekday."""
    for near in (year, year - 1, year + 1):
        days = days_of(f"{near:04}-{month:02}-{day:02}")
        if days and days[0] and days[0].isoweekday() == weekday:
            return near
    return year


def _month_days(match: Match) -> Reading | None:
    """For "March 5-7": from the first day to the last."""
    first, last = int(match.number("d")), int(match.number("to"))
    reading = _month_day(match) if not match.has("y") else _full_date(match)
    if reading is None or reading.days[0] is None or last <= first or (match.has("and") and last > first + 1):
        return None
    start = reading.days[0]
    try:
        end = date(start.year, start.month, last)
    except ValueError:
        return None
    return Reading("DATE", f"{start}/{end}", (start, end), "day", reading.is_counted)


def _month_year(match: Match) -> Reading | None:
    return of_value(month_value(_year_of(match), int(match.number("m"))), "month")


def _month(match: Match) -> Reading | None:
    if _is_no_month(match):
        return None
    month = int(match.number("m"))
    year = pick_year(match, month)
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}", (None, None), "month", is_counted=True)
    return of_value(month_value(year, month), "month", is_counted=True)


BEFORE_MONTH = load_vocabulary().lists["before_month"]


def _is_no_month(match: Match) -> bool:
    """May the verb, March the verb and the street, and the names of women."""
    word = match.word("m").rstrip(" .")
    if word in ("may", "march", "april", "june", "august"):
        if match.before() not in BEFORE_MONTH:
            return True
        if word == "march" and match.next() in ("on", "for", "to", "toward", "towards"):
            return match.before() in ("the", "a", ",", "of")
        if word == "may":
            return match.before() in ("the", ",", "-") or match.next() in ("be", "have", "not", "also", "well")
        return word in ("april", "june") and match.before() in ("and", "the", ",", "-") and match.kind_next() == "OTHER"
    # Abbreviations without a day or a year are names: "Jan", "Dec".
    return len(word) == 3 and match.before() not in ("in", "since", "by", "until", "from")


def _year(match: Match) -> Reading | None:
    year = int(match.number("y"))
    before, after = match.before(), match.next()
    is_range = match.kind_next() in ("DASH", "TO") and match.kind_next(1) == "YEAR"
    if is_range or (match.kind_before() == "DASH" and match.kind_before(2) == "YEAR"):
        return of_value(f"{year:04}", "year")
    is_amount = match.kind_before() == "APPROX" and before not in ("about", "around")
    if is_amount or after in COUNTED or before in NAMED_NUMBER or match.kind_next() in ("UNITS", "SLASH"):
        return None
    if match.kind_next() == "DASH" and match.kind_next(1) == "UNIT":
        return None
    return of_value(f"{year:04}", "year") if year in SPOKEN_YEARS or _is_old_year(match) else None


def _is_old_year(match: Match) -> bool:
    """Whether a number that is no year of our time is one: "in 1738", "1687 and 1689", "(1738)", "1738-40"."""
    is_second = match.kind_before() in ("AND", "COMMA", "TO") and match.kind_before(2) == "YEAR"
    is_bracketed = match.before() == "(" and match.kind_next() in ("RPAREN", "DASH", "COMMA")
    return is_second or is_bracketed or match.before() in BEFORE_OLD_YEAR


def _years(match: Match) -> Reading | None:
    """For "1985-87", "2014/15": from the first year to the last."""
    first, last = int(match.number("y")), match.word("to")
    if not match.is_tight() or len(last) not in (2, 4) or match.before() in NAMED_NUMBER:
        return None
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < until < first + 60:
        return None
    return Reading("DATE", f"{first:04}/{until:04}", (date(first, 1, 1), date(until, 12, 31)), "year")


def _fiscal_year(match: Match) -> Reading | None:
    return of_value(f"{_year_of(match):04}", "year")


def _season_year(match: Match) -> Reading | None:
    return of_value(f"{_year_of(match):04}-{match.text('s')}", "season")


def _quarter_year(match: Match) -> Reading | None:
    number = int(match.number("n"))
    if number < 1:
        number = 4
    return of_value(f"{_year_of(match):04}-Q{number}", "quarter") if number <= 4 else None


def _decade(match: Match) -> Reading | None:
    if match.has("short"):
        tens = match.text("short")
        if match.tokens.words[match.first] in POSSESSIVES or _is_age(match):
            return None
        return of_value(("19" if tens >= "2" else "20") + tens, "decade")
    if match.text("d").endswith("0") and match.text("d") < "200":
        return of_value(match.text("d")[:2], "century")
    return of_value(match.text("d"), "decade")


def _is_age(match: Match) -> bool:
    """For "in her late sixties": a possessive within the three words before."""
    return any(match.before(distance) in POSSESSIVES for distance in (1, 2, 3, 4))


def _century(match: Match) -> Reading | None:
    number = int(match.number("n"))
    return of_value(f"{number - 1:02}", "century") if 11 <= number <= 22 else None


def _holiday(match: Match) -> Reading | None:
    text, today = match.text("h"), match.clock.day
    if match.has("y"):
        day = _holiday_in(text, _year_of(match))
        return of_value(day.isoformat(), "day") if day else None
    if today is None:
        is_fixed = text[0].isdigit() and "," not in text
        return Reading("DATE", f"XXXX-{text}" if is_fixed else "XXXX", (None, None), "day", is_counted=True)
    this_year = _holiday_in(text, today.year)
    year = pick_year(match, this_year.month) if this_year else None
    day = _holiday_in(text, year) if year else None
    return of_value(day.isoformat(), "day", is_counted=True) if day else None


def _holiday_in(text: str, year: int) -> date | None:
    """The day of a holiday, as `words.toml` describes it, in a year."""
    if not 1583 <= year <= 9998:
        return None
    if text == "election":
        monday = nth_weekday(year, 1, 1, 11)
        return monday.replace(day=monday.day + 1)
    if text.startswith("easter"):
        return date.fromordinal(easter(year).toordinal() + int(text.partition(",")[2]))
    if "," in text:
        weekday, number, month = (int(part) for part in text.split(","))
        return nth_weekday(year, weekday, number, month)
    month_text, _, day_text = text.partition("-")
    return date(year, int(month_text), int(day_text))


W = "w:WEEKDAY|SHORTDAY COMMA?"
ABSOLUTE: tuple[Rule, ...] = (
    Rule("iso_date", ("y:YEAR DASH m:DAY DASH d:DAY", "y:YEAR SLASH m:DAY SLASH d:DAY"), _iso_date),
    Rule(
        "numeric_date",
        ("a:DAY SLASH b:DAY SLASH y:YEAR|DAY|NUM", "a:DAY dot:DOT b:DAY DOT y:YEAR", "a:DAY DASH b:DAY DASH y:YEAR"),
        _numeric_date,
    ),
    Rule(
        "month_day_year",
        (
            f"{W} m:MONTH THE? d:DAY|ORDNUM COMMA? y:YEAR",
            "m:MONTH THE? d:DAY|ORDNUM COMMA? y:YEAR",
            "m:MONTH d:DAY COMMA? short:SHORTYEAR",
        ),
        _full_date,
    ),
    Rule(
        "day_month_year",
        (
            f"{W} THE? d:DAY|ORDNUM OF? m:MONTH COMMA? y:YEAR",
            "THE? d:DAY|ORDNUM OF? m:MONTH COMMA? y:YEAR",
            "d:DAY DASH m:MONTH DASH y:YEAR",
        ),
        _full_date,
    ),
    Rule("weekday_month_day", (f"{W} m:MONTH THE? d:DAY|ORDNUM", f"{W} THE? d:DAY|ORDNUM OF? m:MONTH"), _month_day),
    Rule("month_day", ("m:MONTH THE? d:DAY|ORDNUM", "m:MONTH THE d:ORDINAL"), _month_day),
    Rule("day_month", ("d:DAY|ORDNUM OF? m:MONTH", "THE d:ORDINAL|ORDNUM OF m:MONTH"), _month_day),
    Rule(
        "month_days",
        (
            "m:MONTH d:DAY DASH|TO to:DAY",
            "m:MONTH d:DAY DASH|TO to:DAY COMMA? y:YEAR",
            "d:DAY DASH|TO to:DAY m:MONTH",
            "d:DAY and:AND to:DAY m:MONTH",
            "m:MONTH d:DAY and:AND to:DAY",
        ),
        _month_days,
    ),
    Rule("month_year", ("m:MONTH COMMA? y:YEAR", "m:MONTH OF y:YEAR", "m:MONTH short:SHORTYEAR"), _month_year),
    Rule("month", ("m:MONTH",), _month),
    Rule("season_year", ("THE? s:SEASON OF|IN? y:YEAR", "THE? s:SEASON OF|IN? y:YEAR DASH|SLASH DAY|NUM"), _season_year),
    Rule(
        "quarter_year",
        ("THE? n:NTH DASH? UNIT OF|IN? FISCAL? y:YEAR", "y:YEAR POSS? n:NTH DASH? UNIT"),
        lambda match: _quarter_year(match) if "quarter" in match.tokens.words[match.first : match.after] else None,
    ),
    Rule("fiscal_year", ("FISCAL UNIT? y:YEAR",), _fiscal_year),
    Rule("years", ("y:YEAR DASH|SLASH to:DAY|NUM",), _years),
    Rule("year", ("y:YEAR", "THE? UNIT y:YEAR|NUM"), _year),
    Rule("decade", ("THE? d:DECADE", "THE short:SHORTDECADE|TENS", "short:TENS"), _decade),
    Rule(
        "century",
        ("THE? n:NTH DASH? UNIT",),
        lambda match: _century(match) if match.tokens.values[match.after - 1] == "C" else None,
    ),
    Rule("holiday", ("h:HOLIDAY", "h:HOLIDAY COMMA? y:YEAR"), _holiday),
)
