"""The attributions of an analysis while rules work on them.

In: an analysis with tags. Out: a `Draft` with what all such rules ask for: the tree, the text, the language, the attributions
by id; and at the end the analysis with what became of them. The rules are in `nominals`, `repairs`, `clauses` and `relays`.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.languages import load_language
from sayso.records import Analysis, Attribution, CueKind, Span
from sayso.records.ids import Occurrences, attribution_id
from sayso.stages.propositions import words_of_cue
from sayso.stages.sources import find_source_kind
from sayso.stages.styles import QuotedText, find_style
from sayso.stages.trees import read_tree

__all__ = ["Draft"]


class Draft:
    """The attributions of one analysis, by id; rules put others in their place."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.language = load_language(analysis.document.language)
        self.lists = self.language.lexicon.lists
        self.tree = read_tree(analysis)
        self.kept = {one.id: one for one in analysis.attributions}
        self._quoted = QuotedText(analysis.quotations)
        self._counted = Occurrences(self.text)

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """All of them, in the order of their cues."""
        return tuple(sorted(self.kept.values(), key=lambda one: (one.cue[0].start, one.cue[0].end, one.id)))

    def finish(self) -> Analysis:
        """The analysis with its attributions as they are now."""
        return replace(self.analysis, attributions=self.attributions)

    def within(self, sentence: Span) -> list[Attribution]:
        """The attributions whose cue stands in a sentence."""
        return [one for one in self.attributions if sentence.contains(one.cue[0])]

    def words(self, attributions: Sequence[Attribution]) -> set[int]:
        """The words of sources, cues and contents, with what hangs on the cues."""
        return {
            place
            for one in attributions
            for place in (*self.tree.within((*one.sources, *one.contents)), *words_of_cue(self.tree, one.cue))
        }

    def is_marked(self, span: Span, *, contents: bool = False) -> bool:
        """Whether a span shares a character with the source or cue of an attribution, or with its contents too."""
        return any(
            own.overlaps(span)
            for one in self.kept.values()
            for own in (*one.cue, *one.sources, *(one.contents if contents else ()))
        )

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
