"""A document as a list of paragraphs to go through: which are checked, and how many rows each holds.

In: a reviewed document. Out: an `Overview`. It is the plain way to correct, for whoever has no script running.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.records import READ_ROLES, Analysis, Attribution, Claim, Reviewed, Span, text_of
from sayso.web.views.tools import Tools, list_tools

__all__ = ["Overview", "Paragraph", "make_overview"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a paragraph in a line: who is said to say what."""

    words: str
    tools: Tools


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text with its rows.

    `is_checked` says that somebody went through all of it, `is_read` that it is reporting, which the machine reads.
    """

    start: int
    end: int
    role: str
    text: str
    is_checked: bool
    is_read: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The document; `checked` of its paragraphs are."""

    document: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    checked: int
    size: int


def make_overview(reviewed: Reviewed) -> Overview:
    """The paragraphs of a document in order."""
    document = reviewed.analysis.document
    paragraphs = tuple(_paragraphs(reviewed))
    checked = sum(paragraph.is_checked for paragraph in paragraphs)
    return Overview(document.id, document.title or document.url, paragraphs, checked, len(document.text))


def _paragraphs(reviewed: Reviewed) -> Iterator[Paragraph]:
    analysis, tools = reviewed.analysis, list_tools(reviewed)
    text = analysis.document.text
    placed = sorted(_rows(analysis), key=lambda pair: pair[0])
    spans = [(block.span, block.role) for block in analysis.document.blocks] or [(Span(0, len(text)), "body")]
    number = 0
    for span, role in spans:
        lines: list[Line] = []
        while number < len(placed) and placed[number][0] < span.end:
            row = placed[number][1]
            lines.append(Line(_words(row, text), tools[row.id]))
            number += 1
        if span.of(text).strip():
            is_checked = any(one.contains(span) for one in reviewed.checked)
            yield Paragraph(span.start, span.end, role, span.of(text), is_checked, role in READ_ROLES, tuple(lines))


def _rows(analysis: Analysis) -> Iterator[tuple[int, Claim | Attribution]]:
    """The claims, and the attributions that no claim comes from, with their places."""
    claimed = {hop.attribution for claim in analysis.claims for hop in claim.chain}
    for claim in analysis.claims:
        yield min((span.start for span in claim.contents), default=0), claim
    for one in analysis.attributions:
        if one.id not in claimed:
            yield min((span.start for span in (*one.contents, *one.cue)), default=0), one


def _words(row: Claim | Attribution, text: str) -> str:
    if isinstance(row, Attribution):
        return f"{text_of(text, row.sources)} {text_of(text, row.cue)} {text_of(text, row.contents)}".strip()
    names = " ‹ ".join(hop.name or "nobody named" for hop in row.chain)
    return f"{names}: {text_of(text, row.contents)}" if names else text_of(text, row.contents)
