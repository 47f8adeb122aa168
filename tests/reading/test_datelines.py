"""Datelines: where, when and by which agency a wire story was filed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.datelines import find_dateline, outlet_as_written

FOUND = [
    # story, place, region, date, agency as written, outlet, first words after it
    ("BEIRUT, Sept. 4 (Reuters) - Officials", "BEIRUT", None, "--09-04", "Reuters", "reuters", "Officials"),
    ("BEIRUT (AP) — Officials", "BEIRUT", None, None, "AP", "associated-press", "Officials"),
    ("DES MOINES, Iowa, Aug. 10 (UPI) — Farmers", "DES MOINES", "Iowa", "--08-10", "UPI", "upi", "Farmers"),
    ("Dec 29 (Reuters) - U.S. ships", None, None, "--12-29", "Reuters", "reuters", "U.S. ships"),
    ("(Reuters) - The port", None, None, None, "Reuters", "reuters", "The port"),
    ("(CNN)The port", None, None, None, "CNN", "cnn", "The port"),
    ("Berlin/München (dpa) - Die Häfen", "Berlin/München", None, None, "dpa", "dpa", "Die Häfen"),
    ("MOSCOW, September 4. /TASS/. The port", "MOSCOW", None, "--09-04", "TASS", "tass", "The port"),
    ("MOSCOW. Sept 4 (Interfax) - The port", "MOSCOW", None, "--09-04", "Interfax", "interfax", "The port"),
    ("ABU DHABI, 4th September, 2018 (WAM) -- The port", "ABU DHABI", None, "2018-09-04", "WAM", "wam", "The port"),
    ("TOKYO, Sept 4, Kyodo - The port", "TOKYO", None, "--09-04", "Kyodo", "kyodo", "The port"),
    ("Damascus, SANA- The port", "Damascus", None, None, "SANA", "sana", "The port"),
    ("NNA - The port", None, None, None, "NNA", "nna-lebanon", "The port"),
    ("New Delhi [India], September 4 (ANI): The port", "New Delhi", "India", "--09-04", "ANI", "ani", "The port"),
    ("New Delhi, Sep 4 (PTI) The port", "New Delhi", None, "--09-04", "PTI", "pti", "The port"),
    ("(ANSA) - ROME, SEP 4 - The port", "ROME", None, "--09-04", "ANSA", "ansa", "The port"),
    (
        "PERTH (AUSTRALIA), 11 JUN 89 (AFP) -- [TEXT]",
        "PERTH",
        "AUSTRALIA",
        "1989-06-11",
        "AFP",
        "agence-france-presse",
        "[TEXT]",
    ),
    ("SAN ELMO, 3 JAN 90 -- [REPORT] THE PORT", "SAN ELMO", None, "1990-01-03", None, None, "[REPORT] THE PORT"),
    ("PARIS — The port", "PARIS", None, None, None, None, "The port"),
    (
        "PORT ANSEL, March 15 (Meridian News Agency) - The port",
        "PORT ANSEL",
        None,
        "--03-15",
        "Meridian News Agency",
        None,
        "The port",
    ),
]


@pytest.mark.parametrize(("story", "place", "region", "date", "agency", "outlet", "rest"), FOUND)
def test_a_dateline_is_taken_apart(
    story: str, place: str | None, region: str | None, date: str | None, agency: str | None, outlet: str | None, rest: str
) -> None:
    found = find_dateline(story)
    assert found is not None
    assert (found.place, found.region, found.date and found.date.value) == (place, region, date)
    assert (found.agency, found.outlet and found.outlet.id) == (agency, outlet)
    assert story[found.span.end :] == rest
    if found.agency_span is not None:
        assert found.agency_span.of(story) == agency


def test_several_agencies_in_one_bracket_are_none_of_them() -> None:
    found = find_dateline("GENEVA, Switzerland (AFP/dpa) - The port")
    assert found is not None
    assert found.is_shared
    assert found.outlet is None


def test_offsets_count_from_the_start_of_the_text() -> None:
    text = "Headline\n\nBEIRUT (AP) — Officials"
    found = find_dateline(text, 10)
    assert found is not None
    assert found.span.of(text) == "BEIRUT (AP) — "
    assert found.agency_span is not None
    assert found.agency_span.of(text) == "AP"


@pytest.mark.parametrize(
    "story",
    [
        "",
        "(",
        "(AP)",
        "(AP) -",
        "Weiss - a woman of few words",
        "The minister (SPD) - who",
        "Apple (AAPL) - shares",
        "The Movement (the Party of the Shore) - the",
        "Prime Minister Ilse Hartog (CDU) - The",
        "The Movement (Reuters) has been",
        "He said (CNN) that",
        "UPDATE (May 3) - The port",
        "(May 3) - The port",
        "LONDON CALLING (VIDEO) - the port",
        "Reuters - the agency",
        "It was the - best",
        "ANKARA\n\nThe port",
        "A B C D E F (AP) - The port",
    ],
)
def test_a_story_that_just_begins_has_none(story: str) -> None:
    assert find_dateline(story) is None


def test_pennsylvania_is_no_press_association() -> None:
    for story in ("SCRANTON, Pa. — The mayor", "SCRANTON, PA - The mayor", "STATE COLLEGE, Pa. - The mayor"):
        found = find_dateline(story)
        assert found is not None
        assert found.agency is None
    assert outlet_as_written("Pa.") is None
    assert outlet_as_written("Sana") is None


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(text: str) -> None:
    found = find_dateline(text)
    assert found is None or found.span.end <= len(text)


@pytest.mark.parametrize("unit", ["(", "A ", "(AP", "AP) ", "A, ", "PARIS, ", "/TASS/", "- ", "[x] ", "A.", "/", "(A/B)", "—"])
def test_a_megabyte_of_near_datelines_takes_no_longer_than_a_line(unit: str) -> None:
    find_dateline(unit * (1_000_000 // len(unit)))
