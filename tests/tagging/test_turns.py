"""Transcripts have turns; lists, headlines and notes with colons have none."""

from collections.abc import Callable
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import text_of
from sayso.tagging.turns import SCORE, find_turns


def turns(text: str) -> list[tuple[str, str]]:
    return [(text_of(text, group.sources), text_of(text, group.contents, " / ")) for group in find_turns(text)]


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
    assert [next(n for n in ("TAMM", "VIK") if n in name.upper()) for name, _ in found] == ["TAMM", "VIK", "TAMM", "VIK"]
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
        "FLOUR: Sift it twice.\nBUTTER: Let it get soft.\nFLOUR: Fold in the rest.\nBUTTER: Brush the crust.",
        "9:00: Doors open\n10:30: The mayor speaks\n12:00: Lunch, said the programme\n13:00: Ferry trip",
        "Tamm: 412\nVik: 380\nTamm: 51\nVik: 40",
        "Tamm: Wants a bridge.\nVik: Opposes it.\nTamm: Would raise the toll.\nVik: Has no view.",
        "Nora Vale: Harbour Lights\nOld Piers: Come Home\nNora Vale: Slow Boat",
        "[10:32] sea_cat: are you there\n[10:33] vik77: I am\n[10:34] sea_cat: good for you",
        "Is it safe: We think so.\nWhat does it cost: You pay ten crowns.\nIs it safe: We said so above.",
        "http://vesta.example/a\nhttp://vesta.example/b\nhttp://vesta.example/c",
        "",
    ],
)
def test_other_lines_with_colons_are_none(text: str) -> None:
    assert turns(text) == []


TALK = "TAMM: Will you sail?\n\n{}VIK: I will.\n\n{}TAMM: So you say.\n\nVIK: No.\n\n{}"


@pytest.mark.parametrize("form", [str.upper, str.title])
def test_titles_parties_and_offices_belong_to_the_name(form: Callable[[str], str]) -> None:
    names = ["Ilse Tamm, Harbour Editor", "Sen. Jonas van Vik (H-Vesta)", "Tamm", "Vik (by telephone)"]
    text = "\n".join(f"{form(name)}: I say what you say." for name in names)
    assert [name for name, _ in turns(text)] == [form(name) for name in names]


def test_a_turn_says_that_it_is_speech_and_how_often_that_is_right() -> None:
    for group in find_turns(TALK.format("", "", "")):
        assert group.cue[0].of(TALK.format("", "", "")) == ":"
        assert group.kind is not None
        assert (group.kind.label, group.kind.span, group.score) == ("speech", group.cue[0], SCORE)


def test_a_speaker_goes_on_in_the_next_paragraph() -> None:
    text = TALK.format("", "We sail at nine.\n\nThe ice is gone.\n\nThat is all I know.\n\n", "")
    assert turns(text)[1] == ("VIK", "I will. / We sail at nine. / The ice is gone. / That is all I know.")


@pytest.mark.parametrize(
    "story",
    [
        "The harbour master was not amused.\n\n",
        "“We sail,” Vik had written.\n\n",
        "(END VIDEO CLIP.)\n\nWe have more for you tonight.\n\n",
        "….\n\nI met him on the pier later.\n\n",
        "NOTE: We made this shorter for you.\n\n",
    ],
)
def test_the_story_between_two_turns_is_nobodys(story: str) -> None:
    assert turns(TALK.format("", story, "")) == turns(TALK.format("", "", ""))


def test_the_story_after_the_last_turn_is_nobodys() -> None:
    assert turns(TALK.format("", "", "Share what you think below.\n")) == turns(TALK.format("", "", ""))


def test_a_quotation_of_the_last_turn_goes_on() -> None:
    text = TALK.format("", "", "").replace("VIK", "“VIK") + "“Not before Monday.\n\nThe talk went on."
    assert turns(text)[-1] == ("VIK", "No. / “Not before Monday.")


def test_stage_directions_are_said_by_nobody() -> None:
    text = (
        TALK.format("(APPLAUSE)\n\n", "[crosstalk]\n\nYou all heard me.\n\n", "")
        + "TAMM: (LAUGHTER)\n\nVIK: (inaudible) you do.\n"
    )
    assert turns(text)[:2] == [("TAMM", "Will you sail?"), ("VIK", "I will. / You all heard me.")]
    assert turns(text)[-2:] == [("VIK", "No."), ("VIK", "(inaudible) you do.")]


def test_the_words_may_stand_under_the_name() -> None:
    text = "TAMM:\nWill you sail?\n\nVIK:\nI will,\nif the ice lets us.\n\nTAMM:\nGood.\n"
    assert turns(text) == [("TAMM", "Will you sail?"), ("VIK", "I will,\nif the ice lets us."), ("TAMM", "Good.")]


def test_questions_by_nobody_count_beside_a_name() -> None:
    text = "MR. VIK: I have read it.\nQ: Will you sail?\nMR. VIK: I will.\nQUESTION (Vesta Post): When?\nMR. VIK: On Monday."
    assert [name for name, _ in turns(text)] == ["MR. VIK", "Q", "MR. VIK", "QUESTION (Vesta Post)", "MR. VIK"]


def test_a_headline_with_a_colon_is_no_turn_of_the_talk_below_it() -> None:
    story = "Vik: We will not sail\n\n" + "The ferry stays in Vesta.\n\n" * 5
    talk = "Ilse Tamm: Will you sail?\n\nVik: We will.\n\nTamm: I doubt it.\n"
    assert [words for _, words in turns(story + talk)] == ["Will you sail?", "We will.", "I doubt it."]


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("A", 60_000),
        ("A: I", 20_000),
        ("TAMM: “I\n", 8_000),
        ("\n \n", 30_000),
        ("TAMM: (", 9_000),
        ("TAMM, ", 10_000),
        ("[00:", 20_000),
        ("TAMM: I\n\n“We\n\n(you\n\n", 3_000),
        ('TAMM: "you" \n"', 5_000),
    ],
    ids=str,
)
def test_a_hostile_text_takes_no_longer(unit: str, times: int) -> None:
    begun = perf_counter()
    find_turns(unit * times)
    assert perf_counter() - begun < 5


@given(
    st.lists(
        st.sampled_from(["TAMM", "Vik", "Q", ":", ": ", "I ", "\n", "\n\n", "“", '"', "(", ")", "…", "[0:01] ", "you?", ", "]),
        max_size=60,
    )
)
def test_any_text_is_read_and_turns_lie_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    spans = [span for group in find_turns(text) for span in (*group.sources, *group.cue, *group.contents)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
