"""A text cut wherever a mark begins or ends, so that no script ever has to count characters.

In: a text and the marks on it, in code points. Out: `Segment`s whose texts, joined, are the text: no character is missing and
none comes twice, however marks overlap. It knows nothing of attributions, escapes nothing and draws nothing.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from sayso.records import Span

__all__ = ["Mark", "Segment", "cut_text", "find_levels", "find_words"]

#: As many marks as one segment names, the shortest first: more would say nothing to a person, and cost time without end.
MOST_MARKS: Final = 12
WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it is: `role` ("source", "cue" …) of the thing that `number` stands for."""

    span: Span
    role: str
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text within which nothing begins or ends; `marks` cover all of it, the shortest first."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class _Open:
    """The marks that are open at a place, in the order of their lengths."""

    ordered: list[tuple[int, int]] = field(default_factory=list)

    def take(self, key: tuple[int, int]) -> None:
        insort(self.ordered, key)

    def drop(self, key: tuple[int, int]) -> None:
        del self.ordered[bisect_left(self.ordered, key)]


def cut_text(text: str, marks: Sequence[Mark], cuts: Iterable[int] = ()) -> tuple[Segment, ...]:
    """The segments of a text, cut at the ends of all marks and at `cuts` too.

    Marks without a character are left out, those that run over the end of the text are taken up to it.
    """
    size = len(text)
    spans = [(min(mark.span.start, size), min(mark.span.end, size)) for mark in marks]
    begins: dict[int, list[tuple[int, int]]] = {}
    ends: dict[int, list[tuple[int, int]]] = {}
    for index, (start, end) in enumerate(spans):
        if start < end:
            key = (end - start, index)
            begins.setdefault(start, []).append(key)
            ends.setdefault(end, []).append(key)
    places = sorted({0, size, *begins, *ends, *(cut for cut in cuts if 0 < cut < size)})
    now, segments = _Open(), []
    for start, end in pairwise(places):
        for key in ends.get(start, ()):
            now.drop(key)
        for key in begins.get(start, ()):
            now.take(key)
        covering = tuple(marks[index] for _, index in now.ordered[:MOST_MARKS])
        segments.append(Segment(start, end, text[start:end], covering))
    return tuple(segments)


def find_levels(groups: Sequence[Sequence[Span]]) -> tuple[int, ...]:
    """For each group of spans the lowest line that is free all along it; where several begin, the longest chooses first.

    Groups that have no place in common may share a line, so that a text without nesting needs line 0 alone.
    """
    hulls = [(min(s.start for s in group), -max(s.end for s in group), index) for index, group in enumerate(groups) if group]
    levels = [0] * len(groups)
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    opened = 0
    for start, negative, index in sorted(hulls):
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            level = heappop(free)
        else:
            level, opened = opened, opened + 1
        levels[index] = level
        heappush(busy, (-negative, level))
    return tuple(levels)


def find_words(text: str) -> Iterator[int]:
    """Where the words of a text begin and end: cut there, every word and every sign is a segment of its own."""
    for match in WORD.finditer(text):
        yield from match.span()
