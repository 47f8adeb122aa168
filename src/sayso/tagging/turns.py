"""Turns of a transcript: lines that begin with who speaks and a colon, where a document has several of them.

In: a text. Out: `TagGroup`s with the name as source, the colon as cue and what follows as contents, with later paragraphs that
go on in the speaker's voice. No model looks at them. A colon after a word in one line ("Update: …", a headline) is no turn;
questions and answers marked Q and A are left, unless somebody with a name speaks between them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.records import Span, Tag, TagGroup, strip_span

__all__ = ["find_turns"]

#: Of 20 turns in four of PolNeAR's training transcripts annotators marked 17 as a whole: those left lie in another's contents.
SCORE = 0.85
#: So many labelled lines make a transcript, and one speaker at least has two.
FEWEST = 3
#: A name in title case has another such line at most so many lines off: it is a headline otherwise.
NEAREST = 3
#: Annotators take a paragraph without a first or second person for narration; in the middle of a speech one such may stand.
WITHOUT_VOICE = 1
LEAD = r"[ \t\u00a0\"“”'‘’*>•–—-]{0,8}(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t]{0,4})?"
CAPITAL = "A-ZÀ-ÖØ-Þ"
TITLES = "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|Rev|Judge|Justice"
SMALL = "de|del|van|von|der|den|bin|al|la|da|di|of|the|and"
IN_CAPITALS = (
    rf"(?:[QA]|(?:(?:{TITLES})\.?[ \u00a0])?(?:Mc|Mac|De)?[{CAPITAL}][{CAPITAL}.'’-]{{1,40}}"
    rf"(?:[ \u00a0](?:(?:Mc|Mac|De)?[{CAPITAL}][{CAPITAL}.'’-]{{0,40}}|{SMALL}|&)){{0,6}}(?:[ \u00a0]#?\d{{1,3}})?)"
)
IN_TITLE_CASE = (
    rf"(?:[QA]|[{CAPITAL}][\w.'’-]{{1,40}}(?:[ \u00a0](?:[{CAPITAL}][\w.'’-]{{0,40}}|{SMALL})){{0,4}}(?:[ \u00a0]#?\d{{1,3}})?)"
)
#: Party and place, or office, between the name and the colon.
REST = r"(?:[ \u00a0]?\([^()\n:]{1,40}\))?(?:,[^:\n\"“”]{1,70})?"
LABELS = tuple(
    re.compile(rf"^(?P<lead>{LEAD})(?P<source>(?P<name>{name}){REST})[ \u00a0]?(?P<colon>:)(?=[\s\"“])", re.MULTILINE)
    for name in (IN_CAPITALS, IN_TITLE_CASE)
)
#: Labels that name nobody, but speak in the transcript of a press conference.
UNNAMED = frozenset(("q", "a", "question", "answer"))
#: Labels that name no speaker.
NOBODY = frozenset(
    (
        "update", "updates", "note", "editor's note", "related", "watch", "breaking", "photo", "photos", "video", "audio",
        "correction", "clarification", "poll", "live", "exclusive", "more", "read more", "transcript", "video transcript",
        "rating", "fact", "facts", "the facts", "fact check", "claim", "the claim", "bottom line", "name", "age",
        "hometown", "time", "date", "where", "when", "who", "what", "why", "how", "location", "source", "sources",
        "tip", "topic", "subject", "from", "to", "re", "cc", "phone", "email", "website", "address", "score", "result",
        "final", "warning", "example", "step", "ingredients", "method", "directions", "contact", "credit", "caption",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow",
    )
)  # fmt: skip
LINE = re.compile(r"\S[^\n]*")
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
VOICE = re.compile(r"(?<![\w'’])(?:I|[Ww]e|[Oo]ur|us|[Mm]y|me|[Yy]ou|[Yy]our)(?!\w)")
#: "(APPLAUSE)", "[crosstalk]" alone on a line: nobody says it.
DIRECTION = re.compile(r"[\"“]?[(\[][^()\[\]]{1,200}[)\]][.!]?[\"”]?")
#: What ends a turn although nobody else begins to speak: a clip, a break, a row of dots.
BREAK = re.compile(
    r"[\"“]?[(\[][^()\[\]]{0,100}\b(?:BEGIN|END|CLIP|VIDEO|BREAK|COMMERCIAL)\b[^()\[\]]{0,100}[)\]][.!\"”]{0,2}"
    r"|[.…*_=~ -]{1,80}"
)

#: A labelled line and the paragraphs up to the next one that may belong to it.
Spoken = tuple[re.Match[str], tuple[Span, ...]]


def find_turns(text: str) -> tuple[TagGroup, ...]:
    """The turns of a text, in order; none unless it reads like a transcript."""
    for label in LABELS:
        labels = list(label.finditer(text))
        if label is LABELS[1]:
            labels = _without_strays(text, labels)
        spoken = [turn for turn in _read_turns(text, labels) if turn[1] and _plain(turn[0]["name"]) not in NOBODY]
        if _is_transcript(text, spoken):
            return tuple(_group(match, contents) for match, contents in spoken)
    return ()


def _plain(name: str) -> str:
    return name.lower().replace("’", "'")


def _is_transcript(text: str, turns: Sequence[Spoken]) -> bool:
    """Several turns, most by people who speak more than once and have a name, and many that ask or say I, we or you."""
    names = [_plain(match["name"]) for match, _ in turns]
    # A full name and its surname are one speaker.
    counts = Counter(name.split()[-1] for name in names)
    often = [name for name in names if counts[name.split()[-1]] > 1]
    voiced = sum(_has_voice(text, span) or span.of(text).rstrip('"”’ ').endswith("?") for _, (span, *_) in turns)
    return len(turns) >= FEWEST and 2 * len(often) >= len(turns) and not UNNAMED.issuperset(often) and 3 * voiced >= len(turns)


def _without_strays(text: str, labels: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The labels that have another one near."""
    apart = [sum(1 for _ in LINE.finditer(text, one.end(), other.start())) for one, other in pairwise(labels)]
    near = [False, *(lines <= NEAREST + 1 for lines in apart), False]
    return [label for label, before, after in zip(labels, near, near[1:], strict=False) if before or after]


def _read_turns(text: str, labels: Sequence[re.Match[str]]) -> Iterator[Spoken]:
    """Each label with its contents; a label before a stage direction has none."""
    # Where blank lines part the turns, a single line break is one inside a paragraph.
    parted = sum(text.endswith(("\n\n", "\n\r\n"), 0, label.start()) for label in labels)
    unit = PARAGRAPH if 2 * parted >= len(labels) else LINE
    ends = [label.start() for label in labels[1:]]
    for number, label in enumerate(labels):
        end = ends[number] if number < len(ends) else len(text)
        units = (strip_span(text, Span(*found.span())) for found in unit.finditer(text, label.end("colon"), end))
        first = next(units, None)
        if first is None or DIRECTION.fullmatch(first.of(text)) or BREAK.fullmatch(first.of(text)):
            yield label, ()
        elif number < len(ends):
            yield label, (first, *_continue(text, units))
        else:
            # After the last turn the story goes on, unless the quotation does.
            yield label, (first, *_continue_quotation(text, label, units))


def _continue(text: str, units: Iterator[Span]) -> list[Span]:
    """The paragraphs between two labels that are still the first one's."""
    kept: list[Span] = []
    waiting: list[Span] = []
    for span in units:
        words = span.of(text)
        if BREAK.fullmatch(words):
            break
        if DIRECTION.fullmatch(words):
            continue
        waiting.append(span)
        if _has_voice(text, span):
            kept += waiting
            waiting = []
        elif len(waiting) > WITHOUT_VOICE:
            break
    return kept


def _continue_quotation(text: str, label: re.Match[str], units: Iterator[Span]) -> Iterator[Span]:
    """Paragraphs that open the quotation of the label again."""
    if not label["lead"].rstrip().endswith(('"', "“")):
        return
    for span in units:
        if text[span.start] not in '"“':
            return
        yield span


def _has_voice(text: str, span: Span) -> bool:
    """Whether somebody says I, we or you outside quotation marks, or in a paragraph that is nothing but a quotation."""
    words = span.of(text)
    return VOICE.search(words if QUOTED.fullmatch(words) else QUOTED.sub(" ", words)) is not None


def _group(label: re.Match[str], contents: tuple[Span, ...]) -> TagGroup:
    colon = Span(*label.span("colon"))
    return TagGroup((colon,), (Span(*label.span("source")),), contents, SCORE, None, Tag(colon, "speech", SCORE))
