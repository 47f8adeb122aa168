"""Groups of attributions by what the text itself shows: style, kind of source, reach of the contents, pieces.

In: a text and a tidied attribution, gold or predicted. Out: the groups it belongs to, one of a dimension or none. The rules
look at the surface only and are the same for both sides: of what a reader says of an attribution only the spans are used.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType

from evals.pairs import Marked
from sayso.languages import Language, load_language
from sayso.reading.segment import find_quotations, find_sentences, iter_paragraphs
from sayso.records import Span, text_of
from sayso.stages.sources import find_source_kind
from sayso.stages.styles import QuotedText

__all__ = ["ALL", "DIMENSIONS", "GROUPS", "Surroundings"]

ALL = ("all", "all")
#: What is told apart, and the groups of each in the order of the tables.
DIMENSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "style": ("direct", "mixed", "indirect"),
        "source": ("named", "pronoun", "unnamed", "none"),
        "contents": ("in one sentence", "over sentences", "over paragraphs", "none"),
        "pieces": ("one", "several"),
    }
)
GROUPS = (ALL, *((dimension, group) for dimension, groups in DIMENSIONS.items() for group in groups))
NAMED = frozenset({"named", "outlet"})
WORD = re.compile(r"\w+")


class Surroundings:
    """Sentences, paragraphs and quotations of a text, ready to be asked for every attribution in it."""

    __slots__ = ("_known", "_language", "_paragraphs", "_quoted", "_sentences", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._language: Language = load_language("en")
        self._sentences = [span.start for span in find_sentences(text)]
        self._paragraphs = [span.start for span in iter_paragraphs(text)]
        self._quoted = QuotedText(find_quotations(text))
        self._known: dict[Marked, tuple[tuple[str, str], ...]] = {}

    def groups(self, one: Marked) -> tuple[tuple[str, str], ...]:
        """The groups of an attribution, `ALL` first. Without contents it has no style and no pieces."""
        if one not in self._known:
            self._known[one] = self._find(one)
        return self._known[one]

    def _find(self, one: Marked) -> tuple[tuple[str, str], ...]:
        found = [ALL, ("source", self.source(one.sources)), ("contents", self.reach(one.contents))]
        if one.contents:
            found += [("style", self.style(one.contents)), ("pieces", "one" if len(one.contents) == 1 else "several")]
        return tuple(found)

    def style(self, contents: tuple[Span, ...]) -> str:
        """Direct where every word stands in quotation marks, indirect where none does, else mixed."""
        words = [match.span() for span in contents for match in WORD.finditer(self._text, span.start, span.end)]
        inside = sum(self._quoted.holds(*word) for word in words)
        if not inside:
            return "indirect"
        return "direct" if inside == len(words) else "mixed"

    def source(self, sources: tuple[Span, ...]) -> str:
        """Named (outlets too), a pronoun, none, or unnamed: any other phrase."""
        kind = find_source_kind(text_of(self._text, sources, ", "), self._language) if sources else "none"
        if kind in NAMED:
            return "named"
        return kind if kind in {"pronoun", "none"} else "unnamed"

    def reach(self, contents: tuple[Span, ...]) -> str:
        """Whether the first and the last character of the contents stand in one sentence, in one paragraph, or in neither."""
        if not contents:
            return "none"
        first, last = contents[0].start, max(contents[0].start, contents[-1].end - 1)
        if bisect_right(self._paragraphs, first) != bisect_right(self._paragraphs, last):
            return "over paragraphs"
        is_one = bisect_right(self._sentences, first) == bisect_right(self._sentences, last)
        return "in one sentence" if is_one else "over sentences"
