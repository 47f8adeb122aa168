"""The key that the spellings of one name share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.knowledge.skeletons import LONGEST_KEY, skeleton

ALIKE = [
    ("Hezbollah", "Hizbullah", "Hizballah", "Hizbollah", "Hezb'allah", "Hizb Allah", "حزب الله", "Хезболлах"),
    ("Qassem", "Kassem", "Qasim", "Kasim", "قاسم"),
    ("Gaddafi", "Qadhafi", "Gadhafi", "Kadafi", "Qaddafi"),
    ("Muḥammad", "Mohammed", "Mohamed", "Muhammed"),
]


@pytest.mark.parametrize("names", ALIKE, ids=[names[0] for names in ALIKE])
def test_spellings_of_one_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({skeleton(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("left", "right"), [("Hezbollah", "Hamas"), ("Assad", "Sadat"), ("Iran", "Iraq"), ("Omar", "Amar"), ("Karim", "Tarim")]
)
def test_other_names_have_other_keys(left: str, right: str) -> None:
    assert skeleton(left) != skeleton(right)


def test_an_equal_key_proves_nothing() -> None:
    assert skeleton("Khamenei") == skeleton("Khomeini")


@pytest.mark.parametrize("name", ["", " ", "—", "؟", "\ud800"])
def test_what_has_no_letters_has_no_key(name: str) -> None:
    assert skeleton(name) == ""


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_gives_a_short_plain_key_that_is_its_own_key(name: str) -> None:
    key = skeleton(name)
    assert len(key) <= LONGEST_KEY
    assert key == "" or (key.isascii() and key.isalnum() and key == key.lower())
    assert skeleton(key) == key


@given(st.text(alphabet="aeiouywhgkqtd", max_size=30))
def test_the_sounds_that_are_folded_leave_nothing_to_fold(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)


def test_what_is_far_too_long_for_a_name_is_read_so_far() -> None:
    assert skeleton("ab" * 1_000_000) == skeleton("ab" * 60)
    assert len(skeleton("bcdf" * 1000)) == LONGEST_KEY
