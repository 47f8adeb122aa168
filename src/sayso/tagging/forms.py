"""What the form of a text says beside the model: turns of a transcript, signed quotations, embedded posts.

In: the groups that the model found, in text order, and those of the forms. Out: both, in text order, without contradictions: a
group of the model gives way to a form with the same cue or whose name it takes for something else, and its contents end where a
turn begins. What it found inside a turn or a signed quotation stays, and becomes nested.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.records import Span, TagGroup
from sayso.tagging.signatures import find_signed
from sayso.tagging.turns import find_turns

__all__ = ["find_forms", "with_forms"]


def find_forms(text: str, sentences: Sequence[Span], entries: Sequence[Span] = ()) -> tuple[TagGroup, ...]:
    """The turns and signed quotations of what is read of a text, in the order of their cues; of two on one stretch the turn.

    What is said in an entry of a live blog ends where the entry does.
    """
    turns = [_within(turn, entries) for turn in find_turns(text)]
    taken = _Stretches([_whole(turn) for turn in turns])
    signed = [group for group in find_signed(text) if not taken.holds(_whole(group))]
    read = _Stretches(sentences)
    found = (group for group in (*turns, *signed) if group.contents and read.holds(group.contents[0]))
    return tuple(sorted(found, key=lambda group: group.cue[0].start))


def _within(turn: TagGroup, entries: Sequence[Span]) -> TagGroup:
    """A turn without the contents that stand in another entry than its cue."""
    own = next((span for span in entries if span.contains(turn.cue[0])), None)
    if not entries:
        return turn
    if own is None:
        return replace(turn, contents=tuple(c for c in turn.contents if not any(span.overlaps(c) for span in entries)))
    ends = ((max(c.start, own.start), min(c.end, own.end)) for c in turn.contents)
    return replace(turn, contents=tuple(Span(start, end) for start, end in ends if start < end))


def with_forms(groups: Sequence[tuple[int, TagGroup]], forms: Sequence[TagGroup]) -> list[tuple[int | None, TagGroup]]:
    """All groups in text order, the model's with the places given, forms with None; those that give way are left out."""
    if not forms:
        return list(groups)
    frames = _Stretches([_frame(form) for form in forms])
    wholes = _Stretches([_whole(form) for form in forms])
    kept: list[tuple[int | None, TagGroup]] = [(None, form) for form in forms]
    for place, group in groups:
        if any(frames.holds(span) for span in group.cue):
            continue
        contents = tuple(piece for span in group.contents for piece in wholes.outside(span, group.cue[0]))
        if contents or not group.contents:
            kept.append((place, replace(group, contents=contents)))
    return sorted(kept, key=lambda one: (one[1].cue[0].start, one[1].cue[0].end))


def _frame(form: TagGroup) -> Span:
    """Name and cue of a form, where no other cue can be."""
    spans = (*form.sources, *form.cue)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _whole(form: TagGroup) -> Span:
    spans = (*form.sources, *form.cue, *form.contents)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


class _Stretches:
    """Stretches of a text, for looking up which of them a span meets."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    def holds(self, span: Span) -> bool:
        """Whether a stretch shares a character with the span."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._spans) and self._starts[at] < span.end

    def outside(self, span: Span, cue: Span) -> list[Span]:
        """The part of a span that lies in its cue's stretch or, if the cue lies in none, between the stretches around it."""
        at = bisect_right(self._ends, cue.start)
        if at < len(self._spans) and self._starts[at] <= cue.start:
            low, high = self._starts[at], self._ends[at]
        else:
            low = self._ends[at - 1] if at else 0
            after = bisect_left(self._starts, cue.end)
            high = self._starts[after] if after < len(self._starts) else span.end
        start, end = max(span.start, low), min(span.end, max(high, low))
        return [Span(start, end)] if start < end else []
