"""Patterns become texts, and texts give up their marks."""

import random

import pytest
from evals.worlds.grammar import Mark, expand, plain, read_marks, sentence_case


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  the same every time, nothing secret


def test_choices_are_taken_from_the_inside_outwards_and_slots_filled() -> None:
    made = {expand("(a|the (old|new)) {thing}", {"thing": "mill"}.__getitem__, dice(seed)) for seed in range(40)}
    assert made == {"a mill", "the old mill", "the new mill"}


def test_a_slot_may_bring_choices_and_slots_along() -> None:
    slots = {"who": "{name}(|, the mayor)", "name": "Hartog"}
    made = {expand("{who}", slots.__getitem__, dice(seed)) for seed in range(20)}
    assert made == {"Hartog", "Hartog, the mayor"}


def test_a_pattern_that_never_ends_is_an_error() -> None:
    with pytest.raises(ValueError, match="without an end"):
        expand("{again}", lambda _: "{again}", dice(1))


def test_marks_say_where_their_words_stand() -> None:
    text, marks = read_marks("<c>The mill closes</c>, <s>Hartog</s> <q>said</q> on <t=2031-05-02>Friday</t>.")
    assert text == "The mill closes, Hartog said on Friday."
    assert [text[mark.start : mark.end] for mark in marks] == ["The mill closes", "Hartog", "said", "Friday"]
    assert marks[-1] == Mark("t", 32, 38, "2031-05-02")


def test_marks_may_stand_in_marks() -> None:
    text, marks = read_marks("<c0><s1>Brek</s1> <q1>said</q1> <c1>it rains</c1></c0>")
    assert {mark.label: text[mark.start : mark.end] for mark in marks}["c0"] == "Brek said it rains"


@pytest.mark.parametrize("marked", ["<c>open", "</c>", "<c><s>crossed</c></s>"])
def test_marks_that_do_not_close_are_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match=r"closes nothing|stays open"):
        read_marks(marked)


def test_a_sentence_begins_with_a_capital_behind_marks_and_quotation_marks() -> None:
    assert sentence_case("<c>“it rains”</c>") == "<c>“It rains”</c>"
    assert plain("<c>It</c> <h>may</h> rain") == "It may rain"
