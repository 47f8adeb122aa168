import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.languages import load_language
from sayso.records import SOURCE_KINDS
from sayso.stages.sources import find_source_kind, is_outlet_name

ENGLISH = load_language("en")
CASES = {
    "named": [
        "Lena Fors",
        "Mr. Fors",
        "engineer Lena Fors",
        "Foreign Minister Ivo Maric",
        "the director, Mia Holt",
        "its director, Mia Holt,",
        "Nora Weiss, a former inspector",
        "Valley Front Deputy Secretary General Sheikh Tarek Nour",
        "spokesman Jonas Berg",
        "former secretary of state Ada Quist",
        "Secretary of State Ada Quist",
        "the Ministry of Mines",
        "the Harbour Council",
        "Fors’s",
        "the Quist campaign",
        "the Norlandian government",
        "Maric and his aides",
        "the People's Party",
        "Damascus",
        "Radio Vest's Pia Lund",
        "the White House",
        "the University of Norland",
        "a man named Tom Brandt",
        "a spokeswoman for the bank, Rosa Klein,",
        "Sen. Ada Quist (Coastal Party)",
        "Norland's defence ministry",
    ],
    "outlet": [
        "Reuters",
        "the Associated Press",
        "The Daily Courier",
        "the Evening Post",
        "Radio Vest",
        "Al Nour newspaper",
        "Norland's Al Nour newspaper",
        "the state news agency",
        "state television",
        "the newspaper",
        "The paper",
        "Norlandian media",
    ],
    "document": [
        "the report",
        "a leaked memo",
        "the indictment",
        "her letter",
        "court records",
        "a study by the university",
        "The lawsuit",
    ],
    "post": ["a tweet", "her Facebook post", "an email", "a message on the website"],
    "survey": ["a poll", "The survey", "a Harbour University poll", "Exit polls", "a poll conducted in May"],
    "role": [
        "the minister",
        "the Prime Minister",
        "the president",
        "Secretary of State",
        "a spokesman",
        "a spokesman for Lena Fors",
        "the party's leader",
        "the deputy leader of the group",
        "her lawyer",
        "a witness",
        "the official",
        "a voter in Dover, Delaware",
    ],
    "group": [
        "residents",
        "Police",
        "critics",
        "the opposition",
        "Democrats",
        "79 percent of voters",
        "many",
        "the ministry",
        "Others",
        "most of them",
        "the aides",
        "prosecutors",
        "those who were there",
        "34% of drivers",
    ],
    "anonymous": [
        "a source close to the minister",
        "two unnamed diplomats",
        "Sources",
        "insiders",
        "a senior aide",
        "US officials",
        "officials",
        "ministry officials",
        "people familiar with the talks",
        "an engineer who spoke on condition of anonymity",
        "one of the aides",
        "an employee who asked not to be named",
    ],
    "pronoun": ["he", "She", "they", "who", "which", "it", "I", "he himself", "his"],
    "none": ["", "  ", "“”", ","],
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in CASES.items() for text in texts])
def test_a_source_has_its_kind(text: str, kind: str) -> None:
    assert find_source_kind(text, ENGLISH) == kind


def test_every_source_kind_is_covered() -> None:
    assert set(CASES) == set(SOURCE_KINDS)


@pytest.mark.parametrize("name", ["the Evening Post", "Radio Vest", "Northern Herald", "Delta TV", "Reuters", "the AP"])
def test_names_of_outlets(name: str) -> None:
    assert is_outlet_name(name, ENGLISH)


@pytest.mark.parametrize("name", ["Emily Post", "Ivo Maric", "the Ministry", "Post", "the", "", "Pia Lund of Delta News"])
def test_names_that_are_no_outlets(name: str) -> None:
    assert not is_outlet_name(name, ENGLISH)


@given(st.text(st.sampled_from("aA 's’,-(“”)[]—of the 1%.\n\U0001f600"), max_size=80) | st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    assert find_source_kind(text, ENGLISH) in SOURCE_KINDS


@pytest.mark.parametrize("piece", ["A ", "a, ", "(", "'s ", "of the ", "“"])
def test_a_source_of_a_megabyte_is_read(piece: str) -> None:
    """A rule that looked back over the whole text at each word would not come back."""
    assert find_source_kind(piece * 300_000, ENGLISH) in SOURCE_KINDS
