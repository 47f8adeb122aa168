"""A stretch of a text around some words of it, cut into words or sentences that can be ticked.

In: an analysis and spans of its text. Out: the `Piece`s of a passage with their places in the whole text, and which are chosen;
and back: spans from the pieces that somebody ticked. It knows no addresses and changes nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.errors import QueryError
from sayso.records import Analysis, Span
from sayso.web.views.segments import Mark, Segment, cut_text, find_words

__all__ = ["Choice", "Piece", "choose_words", "cut_passage", "find_paragraph", "find_passage", "read_pieces", "split_sentences"]

#: Sentences shown on either side, and characters at most: a page may hold no sentences, or one without end.
AROUND: Final = 2
FARTHEST: Final = 1500
LONGEST: Final = 12_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or sentence that can be ticked; `after` is what stands between it and the next one."""

    start: int
    end: int
    text: str
    after: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A question about a passage: its field in a form, what is asked, and the pieces to answer it with."""

    role: str
    question: str
    pieces: tuple[Piece, ...]
    before: str = ""

    @property
    def chosen(self) -> str:
        """The words that are ticked, in a line."""
        parts = [(piece.text + piece.after) if piece.chosen else "\0" for piece in self.pieces]
        return " … ".join(" ".join(part.split()) for part in "".join(parts).split("\0") if part.strip())


def find_passage(analysis: Analysis, spans: Iterable[Span], around: int = AROUND) -> Span:
    """The sentences of these spans and a few on either side."""
    text, listed = analysis.document.text, list(spans)
    first = min((span.start for span in listed), default=0)
    last = max((span.end for span in listed), default=0)
    starts = [sentence.start for sentence in analysis.sentences]
    low = max(0, bisect_right(starts, first) - 1 - around)
    high = min(len(starts), max(1, bisect_right(starts, max(first, last - 1))) + around) - 1
    begin = min(starts[low], first) if starts else first - FARTHEST // 4
    end = max(analysis.sentences[high].end, last) if starts else last + FARTHEST // 4
    begin, end = max(0, begin, first - FARTHEST), min(len(text), end, last + FARTHEST)
    return Span(begin, min(end, begin + LONGEST))


def find_paragraph(analysis: Analysis, place: int) -> Span:
    """The block that a place of the text stands in; its sentences where no block holds it."""
    for block in analysis.document.blocks:
        if block.span.start <= place < block.span.end:
            return block.span
    return find_passage(analysis, [Span(place, place)], around=0)


def cut_passage(text: str, passage: Span, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """The segments of a passage, with their places in the whole text."""
    inside = [Mark(_within(mark.span, passage), mark.role, mark.number) for mark in marks if mark.span.overlaps(passage)]
    shift = passage.start
    return tuple(Segment(one.start + shift, one.end + shift, one.text, one.marks) for one in cut_text(passage.of(text), inside))


def choose_words(text: str, passage: Span, role: str, question: str, chosen: Sequence[Span]) -> Choice:
    """A question about the words of a passage; those of `chosen` are ticked, and cut where these begin and end."""
    words = list(find_words(passage.of(text)))
    shift = passage.start
    cuts = [place - shift for span in chosen for place in (span.start, span.end) if passage.start < place < passage.end]
    segments = cut_text(passage.of(text), (), (*words, *cuts))
    spans = [Span(one.start + shift, one.end + shift) for one in segments if one.text.strip()]
    return _choice(text, passage, role, question, spans, chosen)


def split_sentences(analysis: Analysis, passage: Span, role: str, question: str, chosen: Sequence[Span]) -> Choice:
    """A question about the sentences of a passage; what lies between sentences belongs to none."""
    inside = [_clip(one, passage) for one in analysis.sentences if one.overlaps(passage)]
    spans = [span for span in inside if span.of(analysis.document.text).strip()] or [passage]
    return _choice(analysis.document.text, passage, role, question, spans, chosen)


def read_pieces(role: str, given: Iterable[object], text: str) -> list[list[int]]:
    """The spans that ticked pieces ("12-17") come to: those with nothing but blanks between them are one.

    Raises:
        QueryError: one of them is no place of this text.
    """
    spans: list[list[int]] = []
    for start, end in sorted(_read_piece(role, one, len(text)) for one in given):
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        elif spans and not text[spans[-1][1] : start].strip():
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return spans


def _read_piece(role: str, given: object, size: int) -> tuple[int, int]:
    left, dash, right = str(given).partition("-")
    if not (dash and left.isascii() and left.isdigit() and right.isascii() and right.isdigit()):
        raise QueryError(role, f"{str(given)!r:.40} is no place of the text: load the page again")
    start, end = int(left[:12]), int(right[:12])
    if not start < end <= size:
        raise QueryError(role, f"{start}..{end} lies outside the text: load the page again")
    return start, end


def _choice(text: str, passage: Span, role: str, question: str, spans: Sequence[Span], chosen: Sequence[Span]) -> Choice:
    ends = [span.start for span in spans[1:]] + [passage.end]
    pieces = tuple(
        Piece(span.start, span.end, span.of(text), text[span.end : end], any(one.overlaps(span) for one in chosen))
        for span, end in zip(spans, ends, strict=True)
    )
    return Choice(role, question, pieces, text[passage.start : spans[0].start] if spans else passage.of(text))


def _within(span: Span, passage: Span) -> Span:
    clipped = _clip(span, passage)
    return Span(clipped.start - passage.start, clipped.end - passage.start)


def _clip(span: Span, passage: Span) -> Span:
    return Span(max(span.start, passage.start), min(span.end, passage.end))
