"""Quotations that are signed instead of introduced: “…” — Name; posts as pages embed them; a dash and a name on the line below.

In: a text. Out: `TagGroup`s with the quotation as contents, the dash as cue and the name as source. No model looks at them:
they are a form, and one that a network trained on sentences passes over. A dash inside a sentence is none of it.
"""

import re
from collections.abc import Iterator

from sayso.records import Span, Tag, TagGroup, strip_span

__all__ = ["find_signed"]

#: Of the signed quotations in PolNeAR's training articles annotators marked all seven alike, of the embedded posts four of
#: fourteen: they passed over the others, whose form leaves no less doubt.
SIGNED, POSTED = 0.9, 0.7
#: A signature is shorter than this.
LONGEST = 120
QUOTES = '"“”„‟«»'
DASH = r"(?P<dash>[―—–]|--|-)"
NAME = r"(?P<name>[^\W\d_a-z][\w.'’-]*(?:[ \u00a0]+(?:[^\W\d_a-z][\w.'’-]*|de|del|der|van|von|bin|al|el|la|da|dos|of|the))*)"
#: What may follow a name in a signature: where from, how old, what office.
REST = r"[ \u00a0]*(?:,[^.!?“”\"]{0,80}|\([^()]{0,60}\))?"
SIGNATURE = re.compile(rf"[ \u00a0]*{DASH}[ \u00a0]*{NAME}{REST}[ \u00a0]*\.?[ \u00a0]*$")
POST = re.compile(
    rf"[ \u00a0]*{DASH}[ \u00a0]*(?P<name>[^()\n]{{1,60}}?)[ \u00a0]*\(@\w{{1,20}}\)[ \u00a0]+"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
)
LINE = re.compile(r"[^\n]+")
TAG = re.compile(r"\s*<[a-z]{1,12}>")


def find_signed(text: str) -> tuple[TagGroup, ...]:
    """The signed quotations and posts of a text, in order; linear in its length."""
    lines = [Span(m.start(), m.end()) for m in LINE.finditer(text) if m.group().strip()]
    return tuple(_groups(text, lines))


def _groups(text: str, lines: list[Span]) -> Iterator[TagGroup]:
    for number, line in enumerate(lines):
        yield from _posts(text, line)
        first = _first(text, line)
        if text[first] not in QUOTES:
            continue
        last = max(text.rfind(mark, line.start, line.end) for mark in QUOTES)
        if last <= first:
            continue
        signed = SIGNATURE.match(text, last + 1, line.end) if line.end - last <= LONGEST else None
        if signed is None and not text[last + 1 : line.end].strip(" \u00a0.,") and number + 1 < len(lines):
            below = lines[number + 1]
            signed = SIGNATURE.match(text, below.start, below.end) if len(below) <= LONGEST else None
        if signed is not None:
            yield _group(Span(first, last + 1), signed, Tag(Span(*signed.span("dash")), "speech", SIGNED))


def _posts(text: str, line: Span) -> Iterator[TagGroup]:
    """Posts with their account and date, as pages embed them; several may stand in one line."""
    begin = line.start
    at = text.find("(@", line.start, line.end)
    while at >= 0:
        # The signature begins at a dash not far before the account.
        dash = max(text.rfind(mark, max(begin, at - 80), at) for mark in ("—", "–", "―", " - "))
        found = POST.match(text, dash, line.end) if dash >= 0 else None
        if found is not None:
            opened = TAG.match(text, begin, dash)
            contents = strip_span(text, Span(opened.end() if opened else begin, dash))
            if len(contents):
                yield _group(contents, found, Tag(Span(*found.span("dash")), "writing", POSTED))
            begin = found.end()
        at = text.find("(@", at + 2, line.end)


def _group(contents: Span, signature: re.Match[str], kind: Tag) -> TagGroup:
    return TagGroup((kind.span,), (Span(*signature.span("name")),), (contents,), kind.score, None, kind)


def _first(text: str, line: Span) -> int:
    return next(n for n in range(line.start, line.end) if not text[n].isspace())
