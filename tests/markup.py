"""Stories with their attributions written into them, so that a test needs no model.

`read_markup("[source Weiss] [cue said] [contents the offer was void].")` gives the analysis that a tagger is asked about and
the tags that it answers. Pieces of one attribution share a number ("[contents:1 A], [source:1 she] [cue:1 said]"); without
one they belong to the attribution of their sentence. Brackets nest: an attribution whose cue stands in another's contents is
`within` it. "[person Ana Ruiz]" and the other kinds of names are names to the tagger. `\\[` is a bracket of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Block, Document, Span, Tag, TagGroup, Tags
from sayso.records.ids import document_id, page_id, sha256_of

ROLES = ("source", "cue", "contents")
NAMES = ("person", "org", "place", "norp", "media")
TOKEN = re.compile(rf"\\([\[\]])|\[({'|'.join((*ROLES, *NAMES))})(?::(\w+))? |(\])")


@dataclass
class Marked:
    """The pieces of one attribution while it is read."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)


def read_markup(marked: str, *, score: float = 0.9, url: str = "https://example.org/story") -> Analysis:
    """The analysis of a marked story: document, sentences, quotations and the tags written into it."""
    text, pieces = _strip(marked)
    sha256 = sha256_of(text)
    document = Document(
        id=document_id(page_id(url), sha256), page=page_id(url), url=url, canonical_url=None, text=text, sha256=sha256,
        language="en", title=None, blocks=(Block(Span(0, len(text)), "body"),),
    )  # fmt: skip
    sentences = find_sentences(text)
    groups = _groups([piece for piece in pieces if piece[0] in ROLES], sentences, score)
    names = tuple(Tag(span, role, score) for role, _, span in sorted(pieces, key=lambda piece: piece[2]) if role in NAMES)
    return Analysis(document, sentences, find_quotations(text), Tags(groups, names))


def without_tags(analysis: Analysis) -> Analysis:
    """The analysis as it comes to a tagger."""
    return replace(analysis, tags=None)


def _strip(marked: str) -> tuple[str, list[tuple[str, str, Span]]]:
    """The text without the markup, and (role, number, span) of each bracket."""
    text, at = "", 0
    pieces: list[tuple[str, str, Span]] = []
    open_ones: list[tuple[str, str, int]] = []
    for token in TOKEN.finditer(marked):
        text += marked[at : token.start()]
        at = token.end()
        literal, role, number, close = token.groups()
        if literal:
            text += literal
        elif close:
            assert open_ones, f"a bracket too many in {marked!r}"
            opened, its_number, start = open_ones.pop()
            pieces.append((opened, its_number, Span(start, len(text))))
        else:
            open_ones.append((role, number or "", len(text)))
    assert not open_ones, f"a bracket is not closed in {marked!r}"
    return text + marked[at:], pieces


def _groups(pieces: list[tuple[str, str, Span]], sentences: tuple[Span, ...], score: float) -> tuple[TagGroup, ...]:
    found: dict[str, Marked] = {}
    for role, number, span in sorted(pieces, key=lambda piece: piece[2]):
        key = number or f"sentence {next(n for n, sentence in enumerate(sentences) if sentence.overlaps(span))}"
        getattr(found.setdefault(key, Marked()), role).append(span)
    marked = list(found.values())
    assert all(one.cue for one in marked), "an attribution has no cue"
    return tuple(
        TagGroup(tuple(one.cue), tuple(one.source), tuple(one.contents), score, next(_holders(one, marked), None))
        for one in marked
    )


def _holders(one: Marked, marked: list[Marked]) -> Iterator[int]:
    """Positions of the attributions whose contents hold the cue, the innermost first."""
    holders = [
        (len(span), position)
        for position, other in enumerate(marked)
        if other is not one
        for span in other.contents
        if span.contains(one.cue[0])
    ]
    return (position for _, position in sorted(holders))
