from typing import Final

import pytest

from sayso.knowledge.ontologies import load_plover
from sayso.knowledge.reductions import find_auxiliaries, reduce_event
from sayso.records import Factuality

#: The table of the manual as we read it: to come, did not happen, will not happen.
TABLE: Final = {
    "AGREE": ("AGREE", "REJECT", "REJECT"),
    "CONSULT": ("AGREE", "REJECT", "REJECT"),
    "SUPPORT": ("AGREE", "REJECT", "REJECT"),
    "COOPERATE": ("AGREE", "SANCTION", "REJECT"),
    "AID": ("AGREE", "SANCTION", "REJECT"),
    "RETREAT": ("CONCEDE", "SANCTION", "REJECT"),
    "CONCEDE": ("CONCEDE", "REJECT", "REJECT"),
    "ACCUSE": ("ACCUSE", "AGREE", "AGREE"),
    "REJECT": ("REJECT", "AGREE", "AGREE"),
    "THREATEN": ("THREATEN", "AGREE", "AGREE"),
    "REQUEST": ("REQUEST", "AGREE", "AGREE"),
    "PROTEST": ("THREATEN", "RETREAT", "AGREE"),
    "MOBILIZE": ("THREATEN", "RETREAT", "AGREE"),
    "SANCTION": ("THREATEN", "CONCEDE", "AGREE"),
    "COERCE": ("THREATEN", "RETREAT", "AGREE"),
    "ASSAULT": ("THREATEN", "RETREAT", "AGREE"),
}
CELLS: Final = [
    (code, tense, polarity, expected)
    for code, cells in TABLE.items()
    for (tense, polarity), expected in zip((("future", "+"), ("past", "-"), ("future", "-")), cells, strict=True)
]


def held(tense: str = "past", mood: str = "asserted", polarity: str = "+") -> Factuality:
    return Factuality("certain", polarity, tense, mood, ())


def test_the_table_has_every_event() -> None:
    assert TABLE.keys() == load_plover().events.keys()


@pytest.mark.parametrize(("code", "tense", "polarity", "expected"), CELLS)
def test_each_cell_of_the_table(code: str, tense: str, polarity: str, expected: str) -> None:
    found = reduce_event(load_plover(), code, None, held(tense, polarity=polarity))
    assert found is not None
    assert found.code == expected


@pytest.mark.parametrize("code", sorted(TABLE))
def test_what_is_simply_told_keeps_code_and_mode(code: str) -> None:
    plover = load_plover()
    mode = next(iter(plover.events[code].modes), None)
    for tense in ("past", "ongoing"):
        found = reduce_event(plover, code, mode, held(tense))
        assert found is not None
        assert (found.code, found.mode, found.auxiliaries) == (code, mode, ())


@pytest.mark.parametrize("mood", ["conditional", "hypothetical", "demanded", "wished"])
@pytest.mark.parametrize("code", sorted(TABLE))
def test_what_is_only_thought_of_is_a_threat_if_it_is_an_assault_and_nothing_else(code: str, mood: str) -> None:
    found = reduce_event(load_plover(), code, None, held("future", mood))
    assert (found and found.code) == ("THREATEN" if code == "ASSAULT" else None)


def test_an_offer_is_to_come() -> None:
    found = reduce_event(load_plover(), "RETREAT", "withdraw", held("past", "offered"))
    assert found is not None
    assert (found.code, found.mode, found.auxiliaries) == ("CONCEDE", None, ("future",))


def test_nothing_is_left_out_for_being_old() -> None:
    found = reduce_event(load_plover(), "ASSAULT", "aerial", held("historical"))
    assert found is not None
    assert (found.code, found.mode, found.auxiliaries) == ("ASSAULT", "aerial", ("historical",))


def test_what_nobody_holds_in_any_way_is_told() -> None:
    assert find_auxiliaries(None) == ()
