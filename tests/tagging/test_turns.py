"""Transcripts have turns; lists, headlines and notes with colons have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.tagging.turns import find_turns


def turns(text: str) -> list[tuple[str, str]]:
    return [(group.sources[0].of(text), group.contents[0].of(text)) for group in find_turns(text)]


@pytest.mark.parametrize(
    "text",
    [
        "TAMM: Will the ferry sail?\nVIK: It will sail on Monday.\nTAMM: Who says so?\nVIK: The harbour master does.",
        '"TAMM: Will the ferry sail?\n\n"VIK: It will sail on Monday.\n\n"TAMM: Who says so?\n\n"VIK: The harbour master does.',
        """[00:01:02] ILSE TAMM: Will the ferry sail?
(00:09) SEN. VIK (H-Vesta): It will sail on Monday.
TAMM: Who says so?
VIK, HARBOUR MASTER: The harbour master does.""",
        "Ilse Tamm: Will the ferry sail?\nVik: It will sail on Monday.\nTamm: Who says so?\nVik: The harbour master does.",
    ],
)
def test_a_transcript_has_a_turn_a_line(text: str) -> None:
    found = turns(text)
    assert [name.split()[-1].upper() for name, _ in found] == ["TAMM", "VIK", "TAMM", "VIK"]
    assert [words.rstrip('"') for _, words in found] == [
        "Will the ferry sail?", "It will sail on Monday.", "Who says so?", "The harbour master does.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Vik: The ferry will sail\nThe harbour master said so on Monday.",
        "Time: Monday at nine\nLocation: The harbour of Vesta\nTime: Tuesday at ten\nLocation: The old town hall",
        "UPDATE: The ferry sailed after all\nUPDATE: The ferry came back late\nNOTE: Times are local times",
        "Monday: closed\nTuesday: closed\nMonday: closed",
        "Flour: two cups\nSugar: one cup\nSalt: a pinch of it\nButter: as much as you like",
        "Q: Will the ferry sail?\nA: It will sail on Monday.\nQ: Who says so?\nA: The harbour master does.",
        "",
    ],
)
def test_other_lines_with_colons_are_none(text: str) -> None:
    assert turns(text) == []


@given(st.text(alphabet='AB:ab \n"“(),.[0]', max_size=200))
def test_any_text_is_read_and_spans_lie_in_order(text: str) -> None:
    for group in find_turns(text):
        assert 0 <= group.sources[0].start < group.sources[0].end <= group.cue[0].start
        assert group.cue[0].end <= group.contents[0].start < group.contents[0].end <= len(text)
