"""The table of actors: what it holds, what it must not, and how a party is found in it."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from sayso.errors import KnowledgeError
from sayso.knowledge.actors import KINDS, KnownActor, KnownActors, KnownRole, load_actors, name_key, read_actors
from sayso.knowledge.places import load_places
from sayso.knowledge.skeletons import name_words

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@pytest.fixture(scope="module")
def known() -> KnownActors:
    return load_actors()


@pytest.fixture(scope="module")
def rows(known: KnownActors) -> list[KnownActor]:
    found = [known.by_id(line.split("\t", 1)[0]) for line in known.lines]
    return [row for row in found if row is not None]


def the(known: KnownActors, name: str) -> KnownActor:
    (row,) = known.by_name(name)
    return row


def test_the_table_is_whole(known: KnownActors, rows: list[KnownActor]) -> None:
    assert len(rows) == len(known) > 20_000
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert row.kind in KINDS
        assert row.name == row.names[0]
        assert row.country is None or re.fullmatch("[A-Z]{2}", row.country), row
        assert re.match(r"(?:own|(?:Countries|International):\d+)(?: |$)", row.source), row
        for role in row.roles:
            assert all(day is None or DAY.fullmatch(day) for day in (role.since, role.until)), row
            assert role.since is None or role.until is None or role.since <= role.until, row


def test_each_kind_and_our_own_rows_are_there(rows: list[KnownActor]) -> None:
    assert {row.kind for row in rows} == set(KINDS)
    assert sum(row.source.startswith("own") for row in rows) >= 300


def test_no_person_goes_by_a_single_word(rows: list[KnownActor]) -> None:
    single = [row.id for row in rows if row.kind == "person" and all(len(name_words(name)) < 2 for name in row.names)]
    assert not single


def test_towns_and_nationality_words_are_nobody(rows: list[KnownActor]) -> None:
    places = load_places()
    wrong = [
        (row.id, name)
        for row in rows
        if row.kind not in {"person", "country"} and row.source != "own"
        for name in row.names
        if places.territory_of(name) or places.demonym_of(name)
    ]
    assert not wrong


@pytest.mark.parametrize(
    "name", ["Kabul", "Beirut", "Afghan", "Karzai", "Khamenei", "Netanyahu", "", "the", "target", "x" * 10_000]
)
def test_a_town_a_people_a_surname_and_a_common_word_find_nobody(known: KnownActors, name: str) -> None:
    assert known.by_name(name) == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Hizbullah", "hezbollah"),
        ("hezbollah", "hezbollah"),
        ("حزب الله", "hezbollah"),
        ("The United Nations", "united-nations"),
        ("U.N.", "united-nations"),
        ("naïm qassem", "naim-qassem"),
        ("Moammar Gadhafi", "muammar-gaddafi"),
        ("Abu Mazen", "mahmoud-abbas"),
        ("Hamid Karzai", "hamid-karzai"),
    ],
)
def test_a_name_finds_its_row_however_it_is_written(known: KnownActors, name: str, found: str) -> None:
    assert the(known, name).id == found


def test_what_a_frozen_list_counts_as_synonyms_is_split(known: KnownActors) -> None:
    assert "Bundesrat" not in the(known, "Bundestag").names
    assert not any("Navy" in name for name in the(known, "People's Liberation Army").names)
    assert not set(the(known, "US Intelligence Community").names) & {"CIA", "National Security Agency"}


def test_one_head_of_state_in_two_blocks_is_one_row(known: KnownActors) -> None:
    row = the(known, "Bashar al-Assad")
    assert row.source.count("Countries:") == 2


def test_namesakes_of_other_countries_are_other_rows(known: KnownActors) -> None:
    found = known.by_name("George Bush")
    assert {row.id for row in found} == {"george-w-bush", "george-h-w-bush"}


def test_two_digit_years_are_written_out(known: KnownActors) -> None:
    roles = the(known, "Hamid Karzai").roles
    assert ("AFGELI", "1975-01-01", "2000-01-01") in {(role.code, role.since, role.until) for role in roles}
    assert ("AFGGOV", "2001-12-22", None) in {(role.code, role.since, role.until) for role in roles}


@pytest.mark.parametrize(
    ("day", "held"),
    [("1990-12-31", False), ("2000-01-01", True), ("2024-10-29", True), ("2024-12-30", True), ("2026-01-01", None)],
)
def test_an_office_is_held_from_its_first_day_and_unknown_after_the_list_was_closed(
    known: KnownActors, day: str, held: bool | None
) -> None:
    assert the(known, "Naim Qassem").holds_office(day) is held


def test_an_office_without_dates_says_nothing() -> None:
    assert KnownRole("X", None, None).holds("2000-01-01", "2024-12-31") is None
    assert KnownRole("X", None, "2000").holds("2000-06-01", "2024-12-31") is True
    assert KnownRole("X", "2000-02", None).holds("2000-01-31", "2024-12-31") is False


def test_a_skeleton_proposes_and_a_surname_proposes_nobody(known: KnownActors) -> None:
    assert "naim-qassem" in {row.id for row in known.by_key("Naeim Kasem", "person")}
    assert "hezbollah" in {row.id for row in known.by_key("Hizbolla'h", "org")}
    assert known.by_key("Qassem", "person") == ()
    assert known.by_key("Hizbullah", "person") == ()
    assert name_key("Qassem", "person") == ""


def test_father_and_son_are_two_rows(known: KnownActors) -> None:
    assert the(known, "Hafez al-Assad").id != the(known, "Bashar al-Assad").id


def test_an_id_that_is_none_finds_nothing(known: KnownActors) -> None:
    assert known.by_id("") is None
    assert known.by_id("zzzz") is None


def tables() -> Iterator[bytes]:
    yield b""
    yield b"PK no zip"
    for files in ({"rows.tsv": "a"}, {"rows.tsv": "a\n", "names.tsv": "", "keys.tsv": "", "manifest.json": '{"rows": 1}'}):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as opened:
            for name, text in files.items():
                opened.writestr(name, text)
        yield made.getvalue()


@pytest.mark.parametrize("table", list(tables()), ids=["empty", "no zip", "no manifest", "a row cut short"])
def test_a_damaged_table_says_so_in_one_line(table: bytes) -> None:
    with pytest.raises(KnowledgeError, match=r"actors\.zip: is damaged .* install sayso again"):
        read_actors(table)


def test_the_licence_of_the_dictionaries_lies_in_the_zip() -> None:
    from sayso.knowledge.actors import TABLE

    with zipfile.ZipFile(TABLE) as opened:
        assert "Copyright (c) 2014 Open Event Data" in opened.read("LICENSE.phoenix").decode()
