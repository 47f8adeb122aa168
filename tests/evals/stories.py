"""Pairs of readings of invented stories, written as marked text."""

from evals.pairs import Article, Marked
from hypothesis import strategies as st
from tests.markup import read_markup

from sayso.records import Span

TEXT = (
    "Mira Holt said the “old bridge” was safe.\nIt “will stand,” she added. “It has to.”\n\nNobody asked, she told the Courier"
)


SIZES = st.integers(1, 60)


def article(gold: str, predicted: str, score: float = 0.9) -> Article:
    """One reading as gold, another of the same text as predicted."""
    readings = [read_markup(marked, score=score) for marked in (gold, predicted)]
    assert readings[0].document.text == readings[1].document.text
    own, other = (
        tuple(Marked(g.sources, g.cue, g.contents, g.score) for g in (reading.tags.groups if reading.tags else ()))
        for reading in readings
    )
    return Article(readings[0].document.text, own, other)


def articles() -> st.SearchStrategy[Article]:
    """Any two readings of one text, with spans anywhere."""
    pieces = st.builds(lambda start, size: Span(start, min(start + size, len(TEXT))), st.integers(0, len(TEXT) - 1), SIZES)
    spans = st.lists(pieces, max_size=3).map(tuple)
    cues = st.lists(pieces, min_size=1, max_size=2).map(tuple)
    marked = st.builds(Marked, spans, cues, spans, st.floats(0, 1))
    sides = st.lists(marked, min_size=1, max_size=5).map(tuple)
    return st.builds(Article, st.just(TEXT), sides, sides)
