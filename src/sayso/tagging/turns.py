"""Turns of a transcript: lines that begin with who speaks and a colon, where a document has several of them.

In: a text. Out: `TagGroup`s with the name as source, the colon as cue and the rest of the line as contents. No model looks at
them. A colon after a word in one line ("Update: …", a headline) is no turn; questions and answers marked Q and A name nobody
and are left.
"""

import re
from collections import Counter
from collections.abc import Sequence

from sayso.records import Span, Tag, TagGroup

__all__ = ["find_turns"]

#: Of 25 turns in four of PolNeAR's training transcripts annotators marked 19 as a whole: those left lie in another's contents.
SCORE = 0.9
#: So many labelled lines make a transcript, and one speaker at least has two.
FEWEST = 3
#: What speaks in fewer words than this is a list's key with its value.
SHORTEST = 3
LEAD = r"[ \t\u00a0\"“”'‘’*>–—•-]{0,8}(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t]{0,4})?"
IN_CAPITALS = r"(?P<name>[A-Z][A-Z.'’-]+(?:[ \u00a0](?:Mc)?[A-Z][A-Z.'’-]*){0,6})"
IN_TITLE_CASE = r"(?P<name>[A-Z][\w.'’-]+(?:[ \u00a0][A-Z][\w.'’-]*){0,3})"
#: Party and place, or office, between the name and the colon.
REST = r"(?:[ \u00a0]?\([^()\n:]{1,40}\)|,[^:\n\"“”]{1,70})?"
LABELS = tuple(
    re.compile(rf"^{LEAD}{name}{REST}[ \u00a0]?(?P<colon>:)(?=[ \t\u00a0\"“])", re.MULTILINE)
    for name in (IN_CAPITALS, IN_TITLE_CASE)
)
#: Labels that name no speaker.
NOBODY = frozenset(
    (
        "update", "updates", "note", "editor's note", "related", "watch", "breaking", "photo", "photos", "video",
        "correction", "clarification", "poll", "live", "exclusive", "more", "read more", "q", "a", "question", "answer",
        "rating", "fact", "facts", "the facts", "fact check", "claim", "the claim", "bottom line", "name", "age",
        "hometown", "time", "date", "where", "when", "who", "what", "why", "how", "location", "source", "sources",
        "tip", "topic", "subject", "from", "to", "re", "cc", "phone", "email", "website", "address", "score", "result",
        "final",
    )
)  # fmt: skip


def find_turns(text: str) -> tuple[TagGroup, ...]:
    """The turns of a text, in order; none unless it reads like a transcript."""
    for label in LABELS:
        found = [m for m in label.finditer(text) if m["name"].lower().replace("’", "'") not in NOBODY]
        turns = [(m, _contents(text, m.end("colon"))) for m in found]
        spoken = [(m, contents) for m, contents in turns if len(contents.of(text).split()) >= SHORTEST]
        if _is_transcript([m["name"] for m, _ in spoken]):
            return tuple(_group(m, contents) for m, contents in spoken)
    return ()


def _is_transcript(names: Sequence[str]) -> bool:
    """Several turns, and most of them by people who speak more than once; a full name and its surname are one."""
    counts = Counter(name.split()[-1].lower() for name in names)
    return len(names) >= FEWEST and 2 * sum(n for n in counts.values() if n > 1) >= len(names)


def _contents(text: str, start: int) -> Span:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _group(label: re.Match[str], contents: Span) -> TagGroup:
    colon = Span(*label.span("colon"))
    return TagGroup((colon,), (Span(*label.span("name")),), (contents,), SCORE, None, Tag(colon, "speech", SCORE))
