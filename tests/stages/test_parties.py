"""A source's phrase says who relays whom: joint sources, what an outlet has seen, whose letter it is, names beside offices."""

import pytest
from tests.trees import tree

from sayso.languages import load_language
from sayso.records import Span
from sayso.stages.parties import find_parties, is_name

ENGLISH = load_language("en")


def parties(text: str, source: str, notation: str) -> list[list[str]]:
    start = text.index(source)
    found = find_parties(tree(text, notation), (Span(start, start + len(source)),), ENGLISH)
    return [[party.name for party in own] for own in found]


def test_two_joint_sources_are_two() -> None:
    text = "Fors and Brandt said so."
    assert parties(text, "Fors and Brandt", "Fors/said/subj and/Brandt/mark Brandt/Fors/conj said//root so/said/mod") == [
        ["Fors"],
        ["Brandt"],
    ]


def test_an_and_inside_a_name_joins_nothing() -> None:
    text = "The ministry of health and welfare said so."
    notation = (
        "The/ministry/mod ministry/said/subj of/health/mark health/ministry/nmod "
        "and/welfare/mark welfare/health/conj said//root"
    )
    assert parties(text, "The ministry of health and welfare", notation) == [["The ministry of health and welfare"]]


def test_who_has_seen_a_document_stands_before_it() -> None:
    text = "A leaked memo seen by the Gazette says so."
    notation = (
        "A/memo/mod leaked/memo/mod memo/says/subj seen/memo/acl by/Gazette/mark the/Gazette/mod Gazette/seen/obl says//root"
    )
    assert parties(text, "A leaked memo seen by the Gazette", notation) == [["the Gazette", "A leaked memo"]]


def test_a_letter_is_its_author_s_channel() -> None:
    text = "A letter from the ministry says so."
    found = find_parties(
        tree(text, "A/letter/mod letter/says/subj from/ministry/mark the/ministry/mod ministry/letter/nmod says//root"),
        (Span(0, len("A letter from the ministry")),),
        ENGLISH,
    )
    assert [(party.name, party.channel) for party in found[0]] == [("the ministry", "A letter from the ministry")]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("its director, Mia Holt,", "Mia Holt"),
        ("Nora Weiss, a former inspector", "Nora Weiss"),
        ("The owner, Pelagos Bulk,", "Pelagos Bulk"),
        ("Mayor Brandt, who was there,", "Mayor Brandt"),
        ("a man who was there", "a man"),
        ("the navy's", "the navy"),
    ],
)
def test_asides_are_no_part_of_a_name_and_a_name_beside_an_office_is_one(source: str, name: str) -> None:
    found = find_parties(tree(source, ""), (Span(0, len(source)),), ENGLISH)
    assert [[party.name for party in own] for own in found] == [[name]]


@pytest.mark.parametrize(("words", "expected"), [("Radio Vest", True), ("Nour 24", True), ("the mayor", False), ("", False)])
def test_a_name_ends_in_a_capital_or_a_number(words: str, expected: bool) -> None:
    assert is_name(words) is expected
