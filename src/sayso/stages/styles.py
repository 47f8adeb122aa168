"""How contents are given: in the speaker's words (direct), in the reporter's (indirect), or in both (mixed).

In: contents spans, the quotations of the text and what stands before the contents. Out: the style. Contents wholly in
quotation marks are direct, unless they continue the reporter's sentence ('said that "…"', 'called it "…"'): then mixed.
Quotations that run on over paragraphs or never close count like any other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sayso.records import Quotation, Span, Style, merge_spans

__all__ = ["QuotedText", "find_style"]

WORD = re.compile(r"\w+")
MARKS = "\"'“”„«»‘’` \t"
BEFORE = re.compile(r"([\w’'-]+)([^\w]*)$")
ADDRESSED = frozenset({"me", "us", "him", "her", "them", "you", "reporters", "journalists"})
#: What stands between a cue and a quotation that is a sentence of its own: 'said: "…"', 'said, "…"'.
PAUSES = frozenset(",:;.?!—–-…([")


class QuotedText:
    """Which characters of a text stand in quotation marks, ready to be asked often; it holds no text."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        merged = merge_spans(quotation.span for quotation in quotations)
        self._starts = [span.start for span in merged]
        self._ends = [span.end for span in merged]

    def holds(self, start: int, end: int) -> bool:
        """Whether the whole range lies in one quotation."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def touches(self, start: int, end: int) -> bool:
        """Whether any of the range lies in a quotation."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and start < self._ends[at]


def find_style(text: str, contents: Sequence[Span], cue: Sequence[Span], quoted: QuotedText, links: frozenset[str]) -> Style:
    """The style of contents; `links` are the words that carry a sentence on into a quotation. Empty contents are indirect."""
    if not any(quoted.touches(span.start, span.end) for span in contents if len(span)):
        return "indirect"
    inside = outside = 0
    for span in contents:
        for word in WORD.finditer(text, span.start, span.end):
            if quoted.holds(word.start(), word.end()):
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside or _continues_sentence(text, min(contents), cue, links) else "direct"


def _continues_sentence(text: str, first: Span, cue: Sequence[Span], links: frozenset[str]) -> bool:
    """Whether quoted contents go on in the reporter's sentence: 'that "…"', 'called the plan "…"'."""
    start = first.start
    while start < first.end and text[start] in MARKS:
        start += 1
    before = BEFORE.search(text[max(0, start - 60) : start].rstrip(MARKS))
    if before is None or start >= first.end or "\n" in text[max(0, start - 3) : start]:
        return False
    word, gap = before.group(1).lower(), before.group(2).strip()
    if gap and gap[0] in PAUSES:
        return False
    if word in links:
        return True
    if word in ADDRESSED:
        # "He told me 'the bridge will not hold'": whom it was told stands between.
        return False
    word_end = start - len(text[max(0, start - 60) : start]) + before.end(1)
    follows_cue = any(span.start < word_end <= span.end for span in cue)
    return text[start].islower() and not follows_cue
