"""Spans that a person gives: checked against the text, written down with their words, and found again in another text.

In: pairs of numbers, or what was written down of them before. Out: spans; JSON for a judgement; the same words in the text that
a page shows now, or nothing where they are gone or it cannot be told which are meant. It decides about words alone.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from sayso.errors import QueryError
from sayso.records import Span, TextQuote

__all__ = ["ANCHOR_LENGTH", "agreement", "find_spans", "quote_span", "read_span", "read_spans", "write_spans"]

#: Characters of text kept on either side of the words that something is anchored to.
ANCHOR_LENGTH: Final = 32
PAIR: Final = 2


def read_spans(role: str, given: Any, text: str, *, may_be_empty: bool = False) -> tuple[Span, ...]:
    """The spans that were given for a role: in the text, not empty, in order, none over another.

    Raises:
        QueryError: they are not.
    """
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise QueryError(role, f"give a list of [start, end], not {given!r:.60}")
    spans = tuple(read_span(role, one, text) for one in given)
    if not spans and not may_be_empty:
        raise QueryError(role, "nothing is marked: give at least one [start, end]")
    for left, right in pairwise(spans):
        if left.overlaps(right):
            raise QueryError(role, f"{_name(left)} and {_name(right)} overlap: mark each character once")
        if right < left:
            raise QueryError(role, f"{_name(right)} stands before {_name(left)}: give them in the order of the text")
    return spans


def read_span(role: str, given: Any, text: str) -> Span:
    """One span that was given.

    Raises:
        QueryError: it is no pair of numbers, empty or outside the text.
    """
    pair = (given.start, given.end) if isinstance(given, Span) else given
    if not isinstance(pair, Sequence) or isinstance(pair, str | bytes) or len(pair) != PAIR:
        raise QueryError(role, f"not a span: give [start, end], not {given!r:.60}")
    start, end = pair
    if type(start) is not int or type(end) is not int:
        raise QueryError(role, f"not a span: start and end are whole numbers, not {given!r:.60}")
    if not 0 <= start <= end <= len(text):
        raise QueryError(role, f"{start}..{end} lies outside the text, which has {len(text)} characters")
    if not text[start:end].strip():
        raise QueryError(role, f"{start}..{end} holds no words: mark some text")
    return Span(start, end)


def quote_span(text: str, span: Span) -> TextQuote:
    """The words of a span and what stands around them."""
    return TextQuote(
        span.of(text), text[max(0, span.start - ANCHOR_LENGTH) : span.start], text[span.end : span.end + ANCHOR_LENGTH]
    )


def write_spans(text: str, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """What is written down of spans: where they stand, their words and what stands around these."""
    written = []
    for span in spans:
        quote = quote_span(text, span)
        where = {"span": [span.start, span.end], "exact": quote.exact}
        written.append({**where, "prefix": quote.prefix, "suffix": quote.suffix})
    return written


def find_spans(text: str, written: Sequence[Any], *, is_same_text: bool) -> tuple[Span, ...] | None:
    """The spans that were written down, in this text; nothing where one of them is not found or not in order any more."""
    found: list[Span] = []
    for one in written:
        span = Span(*one["span"]) if is_same_text else _find(text, TextQuote(one["exact"], one["prefix"], one["suffix"]))
        if span is None or span.end > len(text) or (found and span.start < found[-1].end):
            return None
        found.append(span)
    return tuple(found)


def agreement(left: TextQuote, right: TextQuote) -> int:
    """How many of the two surroundings are the same, blanks apart."""
    return sum(
        " ".join(a.split()) == " ".join(b.split()) for a, b in ((left.prefix, right.prefix), (left.suffix, right.suffix))
    )


def _find(text: str, quote: TextQuote) -> Span | None:
    """The one place with these words and most of what stood around them, which must be some of it."""
    best: list[Span] = []
    most, at = 1, text.find(quote.exact) if quote.exact else -1
    while at >= 0:
        span = Span(at, at + len(quote.exact))
        score = agreement(quote, quote_span(text, span))
        if score >= most:
            best = [*best, span] if score == most else [span]
            most = score
        at = text.find(quote.exact, at + 1)
    return best[0] if len(best) == 1 else None


def _name(span: Span) -> str:
    return f"{span.start}..{span.end}"
