"""The country and the part of society that a noun phrase says."""

import pytest

from sayso.languages.agent_words import ORGANISATIONS, SECTORS, load_agent_words
from sayso.stages.phrase_codes import code_phrase


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("Norwegian soldiers", ("NOR", "MIL")),
        ("the Norwegian ambassador to Chad", ("NOR", "GOV")),
        ("a spokeswoman for the Peruvian police", ("PER", "COP")),
        ("members of the Kenyan parliament", ("KEN", "LEG")),
        ("Brazil's health minister", ("BRA", "GOV")),
        ("the rebel commander", ("REB",)),
        ("NATO", ("IGO", "MIL")),
        ("the United Nations", ("UNO",)),
        ("Médecins Sans Frontières", ("NGO", "MED")),
        ("the governor of Bavaria", ("DEU", "GOV")),
        ("the Austrian chamber of commerce", ("AUT", "BUS")),
        ("Senate Armed Services Committee", ("LEG",)),
    ],
)
def test_a_phrase_says_whose_somebody_is_and_what(phrase: str, codes: tuple[str, ...]) -> None:
    assert code_phrase(phrase).codes == codes


@pytest.mark.parametrize("capital", ["Moscow", "Tehran"])
def test_a_capital_stands_for_its_state(capital: str) -> None:
    assert code_phrase(capital).place in {"RUS", "IRN"}


def test_a_breakaway_entity_has_the_state_of_nominal_sovereignty() -> None:
    assert code_phrase("South Ossetia").codes == ("GEO", "PRE")
    assert code_phrase("the parliament of Transnistria").codes == ("MDA", "PRE")


def test_media_are_jrn_and_healers_are_med() -> None:
    assert code_phrase("a Danish newspaper").codes == ("DNK", "JRN")
    assert code_phrase("a Danish nurse").codes == ("DNK", "MED")


@pytest.mark.parametrize(
    "phrase", ["Michael Jordan", "Israel Katz", "Mr. Baker", "Melania Trump", "the report", "the Pittsburgh Pirates", "she", ""]
)
def test_a_surname_or_a_team_says_nothing(phrase: str) -> None:
    assert code_phrase(phrase).codes == ()


def test_whom_somebody_is_tied_to_is_not_whose_he_is() -> None:
    assert code_phrase("a Turkish-backed rebel group in Syria").codes == ("SYR", "REB")
    assert code_phrase("the first opponents of the Vietnam War").place is None


def test_an_office_is_that_of_the_day() -> None:
    assert code_phrase("Barack Obama", "2012-05-01").codes == ("USA", "GOV")
    assert code_phrase("Barack Obama", "2018-05-01").codes == ("USA", "ELI")
    assert code_phrase("the former Danish prime minister").codes == ("DNK", "ELI")


def test_the_president_of_some_society_is_no_president_of_a_state() -> None:
    assert code_phrase("president of the Linguistic Society of America").sector is None


def test_every_word_has_a_code_of_the_ontology() -> None:
    words = load_agent_words()
    assert set(words.sectors.values()) <= set(SECTORS)
    assert {place for place, _ in words.bodies.values() if place} <= {*words.states.values(), *ORGANISATIONS}
    assert {"HKG", "PSE", "ATA", "KOS", "TWN"} <= set(words.states.values())
    assert words.states["GL"] == "DNK"
