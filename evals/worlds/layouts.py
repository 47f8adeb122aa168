"""A draft as a page: one text with a role for every block, and every sentence with its marks where it stands.

In: a draft. Out: a `LaidOut` page, in the order that `reading` gives blocks in. What marks mean is the business of `records`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from evals.worlds.drafts import Draft
from evals.worlds.grammar import Mark, read_marks
from evals.worlds.texts import Line
from sayso.records import Block, Role, Span

__all__ = ["LaidOut", "Placed", "lay_out"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the place of its sentence and of its marks in the text."""

    line: Line
    span: Span
    marks: tuple[Mark, ...]

    def spans(self, *labels: str) -> tuple[Span, ...]:
        """Where marks with these labels stand."""
        return tuple(Span(mark.start, mark.end) for mark in self.marks if mark.label in labels)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A laid-out page: its text, its blocks in order, its lines where they stand, and where it credits another house."""

    text: str
    blocks: tuple[Block, ...]
    placed: tuple[Placed, ...]
    credit: Span | None


@dataclass(slots=True)
class _Layout:
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    credit: Span | None = None

    def words(self, words: str, role: Role, credited: str | None = None) -> None:
        self.gap()
        start = len(self.text)
        self.text += words
        self.blocks.append(Block(Span(start, len(self.text)), role))
        if credited is not None:
            at = start + words.index(credited)
            self.credit = Span(at, at + len(credited))

    def lines(self, lines: Iterable[Line], role: Role) -> None:
        self.gap()
        begin = len(self.text)
        for line in lines:
            self.text += " " if len(self.text) > begin else ""
            start = len(self.text)
            words, marks = read_marks(line.marked)
            self.text += words
            moved = tuple(Mark(mark.label, mark.start + start, mark.end + start, mark.value) for mark in marks)
            self.placed.append(Placed(line, Span(start, len(self.text)), moved))
        self.blocks.append(Block(Span(begin, len(self.text)), role))

    def gap(self) -> None:
        if self.blocks:
            self.text += " " if self.blocks[-1].role == "dateline" and self.text.endswith("-") else "\n\n"


def lay_out(draft: Draft) -> LaidOut:
    """The page of a draft: the house's name, headline, byline, body, credit line and what hangs on below."""
    made, owner = _Layout(), draft.credited
    made.words(draft.house.name, "other")
    made.lines([draft.headline], "headline")
    if owner is not None and draft.credit == "byline":
        made.words(f"By {owner.name}", "byline", owner.name)
    elif draft.byline is not None:
        made.words(f"By {draft.byline}", "byline")
    if owner is not None and draft.credit == "dateline":
        day = f", {_spell_day(draft.published)}" if draft.published is not None else ""
        made.words(f"{draft.place.upper()}{day} ({owner.name}) -", "dateline", owner.name)
    for paragraph in draft.paragraphs:
        made.lines(paragraph, "body")
    if draft.correction is not None:
        made.lines([draft.correction], "correction")
    if owner is not None and draft.credit == "line":
        made.words(f"Source: {owner.name}", "credit", owner.name)
    if draft.promo is not None:
        made.words(draft.promo, "promo")
    return LaidOut(made.text, tuple(made.blocks), tuple(made.placed), made.credit)


def _spell_day(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}"
