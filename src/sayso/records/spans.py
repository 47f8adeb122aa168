"""Spans: half-open ranges of Unicode code points into the one frozen text of a document.

In: two integers. Out: a `Span`, and the small arithmetic that the whole house uses on it.
It holds no text and knows no document: `Span(0, 3).of("Who said")` is `"Who"`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Span", "merge_spans", "strip_span", "text_of"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)`, counted in Unicode code points.

    Raises:
        ValueError: start is negative or end lies before it.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def strip_span(text: str, span: Span) -> Span:
    """The span without white space at its ends; an empty one at its start where there is nothing else."""
    start, end = span.start, span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def text_of(text: str, spans: Iterable[Span], gap: str = " … ") -> str:
    """The covered pieces in order, joined by `gap` where the spans are discontinuous."""
    return gap.join(span.of(text) for span in spans)


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans with touching and overlapping ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
