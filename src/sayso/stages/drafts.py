"""The attributions of an analysis while rules work on them.

In: an analysis with tags. Out: a `Draft` with what all such rules ask for: the tree, the text, the language, the attributions
by id; and at the end the analysis with what became of them. The rules are in `nominals`, `repairs`, `clauses` and `relays`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.languages import load_language
from sayso.records import Analysis, Attribution, CueKind, Span
from sayso.records.ids import Occurrences, attribution_id
from sayso.stages.propositions import words_of_cue
from sayso.stages.sources import find_source_kind
from sayso.stages.styles import QuotedText, find_style
from sayso.stages.trees import read_tree

__all__ = ["Draft"]


class _Kept(dict[str, Attribution]):
    """Attributions by id; `is_new` says that one was put in or taken out since somebody last looked."""

    is_new = True

    def __setitem__(self, key: str, value: Attribution) -> None:
        self.is_new = True
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        self.is_new = True
        super().__delitem__(key)

    def setdefault(self, key: str, default: Attribution) -> Attribution:
        """The attribution of an id, put in if there is none."""
        if key not in self:
            self[key] = default
        return self[key]


class _Cover:
    """Which characters of a text some spans cover."""

    def __init__(self, length: int, spans: Iterable[Span]) -> None:
        self._covered, self._empty = bytearray(length), list[Span]()
        for span in spans:
            self._covered[span.start : span.end] = b"\1" * len(span)
            self._empty += [] if len(span) else [span]

    def meets(self, span: Span) -> bool:
        """Whether one of the spans shares a character with this one."""
        return b"\1" in self._covered[span.start : span.end] or any(one.overlaps(span) for one in self._empty)


class Draft:
    """The attributions of one analysis, by id; rules put others in their place.

    Rules ask about every word of a text, so that what is asked for is worked out once for each change.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.language = load_language(analysis.document.language)
        self.lists = self.language.lexicon.lists
        self.tree = read_tree(analysis)
        self.kept = {one.id: one for one in analysis.attributions}
        self._sorted: tuple[Attribution, ...] = ()
        self._starts: list[int] = []
        self._covers: dict[bool, _Cover] = {}
        self._quoted = QuotedText(analysis.quotations)
        self._openings = [sentence.start for sentence in analysis.sentences]
        self._counted = Occurrences(self.text)

    @property
    def kept(self) -> dict[str, Attribution]:
        """The attributions by id."""
        return self._kept

    @kept.setter
    def kept(self, attributions: Mapping[str, Attribution]) -> None:
        self._kept = _Kept(attributions)

    def _look(self) -> None:
        """Work out anew what depends on the attributions, if they are others now."""
        if self._kept.is_new:
            self._kept.is_new = False
            self._sorted = tuple(sorted(self._kept.values(), key=lambda one: (one.cue[0].start, one.cue[0].end, one.id)))
            self._starts = [one.cue[0].start for one in self._sorted]
            self._covers.clear()

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """All of them, in the order of their cues."""
        self._look()
        return self._sorted

    def finish(self) -> Analysis:
        """The analysis with its attributions as they are now."""
        return replace(self.analysis, attributions=self.attributions)

    def within(self, sentence: Span) -> list[Attribution]:
        """The attributions whose cue stands in a sentence."""
        self._look()
        first, last = (bisect_left(self._starts, place) for place in (sentence.start, sentence.end + 1))
        return [one for one in self._sorted[first:last] if sentence.contains(one.cue[0])]

    def sentence(self, span: Span) -> Span | None:
        """The sentence that holds a span."""
        at = bisect_right(self._openings, span.start) - 1
        found = self.analysis.sentences[at] if at >= 0 else None
        return found if found is not None and found.contains(span) else None

    def words(self, attributions: Sequence[Attribution]) -> set[int]:
        """The words of sources, cues and contents, with what hangs on the cues."""
        return {
            place
            for one in attributions
            for place in (*self.tree.within((*one.sources, *one.contents)), *words_of_cue(self.tree, one.cue))
        }

    def is_marked(self, span: Span, *, contents: bool = False) -> bool:
        """Whether a span shares a character with the source or cue of an attribution, or with its contents too."""
        self._look()
        if not len(span):
            return any(own.overlaps(span) for own in self._spans(contents=contents))
        if contents not in self._covers:
            self._covers[contents] = _Cover(len(self.text), self._spans(contents=contents))
        return self._covers[contents].meets(span)

    def drop(self, one: Attribution) -> None:
        """Take an attribution out; what hangs on it hangs on what is around it."""
        del self.kept[one.id]
        for other in self.attributions:
            if other.parent == one.id:
                self.kept[other.id] = replace(other, parent=one.parent)

    def is_quoted(self, span: Span) -> bool:
        """Whether a span stands in one pair of quotation marks."""
        return self._quoted.holds(span.start, span.end)

    def _spans(self, *, contents: bool) -> Iterable[Span]:
        for one in self._sorted:
            yield from (*one.cue, *one.sources, *(one.contents if contents else ()))

    def has_lemma(self, spans: Sequence[Span], name: str) -> bool:
        """Whether a word of the spans is in a list."""
        return any(self.is_in(place, name) for place in self.tree.within(spans))

    def is_in(self, place: int, name: str) -> bool:
        """Whether a word, by one of its base forms, is in a list."""
        return self.language.is_in(self.tree.form(place), name)

    def make(
        self,
        source: Span,
        cue: Span,
        contents: tuple[Span, ...],
        kind: CueKind,
        *,
        parent: str | None,
        score: float,
        polarity: str = "+",
    ) -> Attribution:
        """A new attribution; it is not yet among the others."""
        document = self.analysis.document
        return Attribution(
            id=attribution_id(document.id, self.text, (cue,), self._counted),
            sources=(source,),
            cue=(cue,),
            contents=contents,
            channel=None,
            style=find_style(self.text, contents, (cue,), self._quoted, self.lists["grammar.links"]),
            cue_kind=kind,
            source_kind=find_source_kind(source.of(self.text), self.language),
            speakers=(),
            parent=parent,
            polarity=polarity,
            said=None,
            score=round(score, 4),
        )
