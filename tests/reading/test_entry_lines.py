"""Entries by their lines: clocks before titles, below them, and before text."""

import pytest

from sayso.reading.entry_lines import find_line_entries
from sayso.records import Block, Role, Span

TOLD = ("The gates were shut by the harbour office.", "Divers searched the mill race.", "The minister came by helicopter.")


def read(*lines: tuple[Role, str]) -> list[tuple[str | None, str, str | None, tuple[str, ...]]]:
    """(title, clock, day, writers) of each entry."""
    text, blocks = "", []
    for role, words in lines:
        blocks.append(Block(Span(len(text), len(text) + len(words)), role))
        text += f"{words}\n\n"
    drafts = find_line_entries(text, blocks, None)
    return [
        (one.title, one.stamp.clock if one.stamp else "", one.stamp.day if one.stamp else None, one.bylines) for one in drafts
    ]


def test_a_title_above_its_clock() -> None:
    lines: list[tuple[Role, str]] = [("body", "Here is what we know so far of the flood.")]
    for number, told in enumerate(TOLD):
        lines += [("other", f"Title number {number}"), ("dateline", f"1{number}:05 BST"), ("other", "Ivo Lund"), ("body", told)]
    assert read(*lines) == [(f"Title number {number}", f"1{number}:05", None, ("Ivo Lund",)) for number in range(3)]


def test_a_title_below_its_clock_or_behind_it() -> None:
    lines: list[tuple[Role, str]] = []
    for number, told in enumerate(TOLD):
        lines += [("dateline", f"1{number}:05"), ("subhead", f"Title number {number}"), ("body", told)]
    behind = [
        part
        for number, told in enumerate(TOLD)
        for part in (("subhead", f"1{number}:05 – Title number {number}"), ("body", told))
    ]
    for given in (lines, behind):
        assert read(*given) == [(f"Title number {number}", f"1{number}:05", None, ()) for number in range(3)]


def test_text_behind_its_clock_has_no_title() -> None:
    assert [one[0] for one in read(*(("body", f"1{number}:05 {told}") for number, told in enumerate(TOLD)))] == [None] * 3


def test_days_stand_between_entries() -> None:
    found = read(
        ("dateline", "3 May 2031"), ("dateline", "01:05"), ("body", TOLD[0]),
        ("dateline", "2 May 2031"), ("dateline", "23:10"), ("body", TOLD[1]), ("dateline", "22:00"), ("body", TOLD[2]),
    )  # fmt: skip
    assert [one[2] for one in found] == ["2031-05-03", "2031-05-02", "2031-05-02"]


@pytest.mark.parametrize(
    "lines",
    [
        [("body", f"1{number}:05") for number in range(5)],
        [("body", f"1{number}:05 Gates shut") for number in range(5)],
        [("dateline", "10:05"), ("body", TOLD[0]), ("dateline", "11:05"), ("body", TOLD[1])],
        [part for clock in ("10:05", "18:00", "09:00", "20:00", "08:15") for part in (("dateline", clock), ("body", TOLD[0]))],
        [part for _ in range(5) for part in (("dateline", "10:05"), ("body", TOLD[0]))],
        [("body", f"{TOLD[0]} " * 60), *(part for n in range(3) for part in (("dateline", f"1{n}:05"), ("body", TOLD[n])))],
    ],
    ids=["clocks alone", "key events", "two", "no order", "one time", "beside a story"],
)
def test_no_entries(lines: list[tuple[Role, str]]) -> None:
    assert read(*lines) == []
