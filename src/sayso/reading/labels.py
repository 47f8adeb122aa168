"""Labels that a publisher puts on somebody in the middle of a story, by law or by habit.

In: a text. Out: spans: the star in "ISIS*" where a line of the text explains it, that line, and brackets such as
"(designated a terrorist group)" or "(banned in Russia)". They are never contents, name or kind of an actor;
what the label says is not judged.
"""

import re

from sayso.records import Span

__all__ = ["find_labels"]

STAR = re.compile(r"(?<=[^\W_])\*{1,3}(?![\w*])")
FOOTNOTE = re.compile(r"^[ \t]{0,8}\*{1,3}[ \t]{0,4}[^\W\d_][^\n]{10,400}$", re.MULTILINE)
BRACKET = re.compile(r"\([^()\n]{6,240}\)")
#: A bracket is a label when it says that a state or a court has put somebody on a list.
LISTED = re.compile(
    r"\b(?:banned|outlawed|prohibited|proscribed|designated|blacklisted|recogni[sz]ed|declared|listed|labell?ed|verboten|запрещен\w{0,6})\b",
    re.IGNORECASE,
)
LISTING = re.compile(
    r"\b(?:terrorist|terror|extremist|foreign agent|undesirable|militant|organi[sz]ation|group|movement|sanctions?|entity)\b"
    r"|\b(?:in|by|within) (?:the )?(?:[A-Z]\w{1,30}|a number of|many|several|some|most)"
)


def find_labels(text: str) -> tuple[Span, ...]:
    """The labels of a text, in order. A star is one only where a footnote line in the text begins with it."""
    notes = [Span(match.start(), match.end()) for match in FOOTNOTE.finditer(text) if LISTED.search(match.group())]
    found = list(notes)
    if notes:
        found.extend(Span(match.start(), match.end()) for match in STAR.finditer(text))
    found.extend(Span(match.start(), match.end()) for match in BRACKET.finditer(text) if _is_listing(match.group()))
    outermost: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if not outermost or span.start >= outermost[-1].end:
            outermost.append(span)
    return tuple(outermost)


def _is_listing(words: str) -> bool:
    return bool(LISTED.search(words) and LISTING.search(words))
