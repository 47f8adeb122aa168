"""The dependency tree of a text, ready to be asked.

In: a text and the words that the tagger put into a tree. Out: `Tree`: which words a span holds, which of them heads it, what
hangs below a word and what stands above it. A tree found by a model has mistakes, also cycles; nothing here runs on in one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from sayso.records import Analysis, Span, Word, merge_spans

__all__ = ["CLAUSES", "PREDICATES", "SUBJECTS", "Tree", "find_subject", "read_tree"]

#: Relations of a word that heads a clause of its own inside another.
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis"})
PREDICATES = CLAUSES | {"root"}
SUBJECTS = frozenset({"subj", "subj_pass"})


class Tree:
    """Words of a text by their places in `Tags.words`."""

    def __init__(self, text: str, words: Sequence[Word], names: Sequence[Span] = ()) -> None:
        self.text = text
        self.words = words
        #: Names of bodies and outlets as the tagger found them, in text order.
        self.names = names
        self._starts = [word.span.start for word in words]
        self._children: list[list[int]] = [[] for _ in words]
        for place, word in enumerate(words):
            if word.head >= 0:
                self._children[word.head].append(place)

    def form(self, place: int) -> str:
        """The word at a place, in small letters."""
        return self.words[place].span.of(self.text).lower()

    def relation(self, place: int) -> str:
        """How a word hangs on its head."""
        return self.words[place].relation

    def inside(self, span: Span) -> range:
        """The places of the words that begin in a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def within(self, spans: Iterable[Span]) -> list[int]:
        """The places of the words that begin in any of the spans."""
        return sorted({place for span in spans for place in self.inside(span)})

    def at(self, offset: int) -> int | None:
        """The word that holds or precedes an offset, if there is one."""
        place = bisect_right(self._starts, offset) - 1
        return place if place >= 0 else None

    def children(self, place: int, *relations: str) -> list[int]:
        """What hangs on a word, by any of the relations if some are given."""
        own = self._children[place]
        return [child for child in own if self.words[child].relation in relations] if relations else list(own)

    def subject(self, place: int) -> int | None:
        """The subject of a predicate."""
        return next((child for child in self._children[place] if self.words[child].relation in SUBJECTS), None)

    def above(self, place: int) -> Iterator[int]:
        """The heads over a word, the nearest first."""
        seen = {place}
        while (place := self.words[place].head) >= 0 and place not in seen:
            seen.add(place)
            yield place

    def below(self, place: int, without: frozenset[str] = frozenset()) -> set[int]:
        """A word and all that hangs below it, but for what hangs by one of the relations `without`."""
        found, waiting = {place}, [place]
        while waiting:
            for child in self._children[waiting.pop()]:
                if child not in found and self.words[child].relation not in without:
                    found.add(child)
                    waiting.append(child)
        return found

    def head(self, spans: Iterable[Span]) -> int | None:
        """The word of some spans whose head stands outside them; of several the one with most words below it."""
        places = self.within(spans)
        own = set(places)
        heads = [p for p in places if self.words[p].head not in own and self.words[p].relation not in {"punct", "mark"}]
        return max(heads, key=lambda p: (len(self.below(p) & own), -p), default=None)

    def predicate(self, place: int) -> int:
        """The predicate that a word belongs to: itself, or the nearest one above it."""
        if self.words[place].relation in PREDICATES:
            return place
        return next((p for p in self.above(place) if self.words[p].relation in PREDICATES), place)

    def is_clause(self, place: int) -> bool:
        """Whether a word heads a clause: it has a subject, or it is a verb put under another by one."""
        return self.subject(place) is not None

    def has_clause(self, spans: Iterable[Span]) -> bool:
        """Whether a word of some spans heads a clause."""
        return any(self.is_clause(place) for place in self.within(spans))

    def extent(self, places: Iterable[int]) -> Span | None:
        """From the first to the last of some words."""
        spans = [self.words[place].span for place in places]
        return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None

    def spans(self, places: Iterable[int]) -> tuple[Span, ...]:
        """Some words as spans; neighbours are joined over the blanks between them."""
        ordered = sorted(places)
        runs: list[Span] = []
        for place, before in zip(ordered, [None, *ordered], strict=False):
            own = self.words[place].span
            if before is not None and place == before + 1:
                runs[-1] = Span(runs[-1].start, own.end)
            else:
                runs.append(own)
        return merge_spans(runs)

    def name_at(self, offset: int) -> Span | None:
        """The name of a body that an offset stands in."""
        at = bisect_right(self.names, offset, key=lambda name: name.start) - 1
        return self.names[at] if at >= 0 and offset < self.names[at].end else None


def read_tree(analysis: Analysis) -> Tree:
    """The tree of an analysis with the names of bodies in its text; without tags it has no words."""
    if analysis.tags is None:
        return Tree(analysis.document.text, ())
    names = sorted(
        {tag.span for tag in analysis.tags.names if tag.label in {"org", "media"}}, key=lambda span: (span.start, -span.end)
    )
    return Tree(analysis.document.text, analysis.tags.words, names)


def find_subject(tree: Tree, place: int) -> int | None:
    """The subject of a verb, or that of the verb it is joined to or goes on: "kept repeating"."""
    subject = tree.subject(place)
    above = tree.words[place].head
    if subject is None and above >= 0 and tree.relation(place) in {"conj", "xcomp"}:
        return tree.subject(above)
    return subject
