"""What a reading has found at a word: its claim, who says it, the dates of its sentence, places, names.

In: an analysis and its tree. Out: `Surroundings`, asked by places of words in the tree, each of which answers without going
through the whole text again. It decides nothing.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from sayso.records import Analysis, Claim, Place, Timex
from sayso.stages.trees import Tree

__all__ = ["Surroundings"]

#: Mentions that are names.
NAMES = frozenset({"org", "person", "media", "place"})
#: Roles of places where something may have happened.
SCENES = frozenset({"event", "mentioned", "dateline"})


class Surroundings:
    """Asks one analysis."""

    def __init__(self, analysis: Analysis, tree: Tree) -> None:
        self._analysis, self._tree = analysis, tree
        self.starts = [sentence.start for sentence in analysis.sentences]
        self.claims = [(claim, frozenset(tree.within(claim.contents))) for claim in analysis.claims]
        self._heads = [tree.head(claim.contents) for claim in analysis.claims]
        self._claim_at = self._find_claims()
        self._speakers = self._find_speakers()
        self._timexes: defaultdict[int, list[Timex]] = defaultdict(list)
        for timex in analysis.timexes:
            self._timexes[self.sentence_of(timex.span.start)].append(timex)
        self._scenes: defaultdict[int, list[int]] = defaultdict(list)
        for number, place in enumerate(analysis.places):
            for word in tree.inside(place.span) if place.role in SCENES else ():
                self._scenes[word].append(number)
        self._dated = {word for timex in analysis.timexes for word in tree.inside(timex.span)}
        names = [tree.inside(one.span) for one in analysis.mentions if one.kind in NAMES]
        self._named = {word for words in names if len(words) > 1 for word in words}

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence that an offset stands in."""
        return bisect_right(self.starts, offset) - 1

    def claim_of(self, place: int) -> tuple[Claim | None, int | None]:
        """The claim whose contents hold a word, of several the one with the fewest words, and the head of its contents."""
        number = self._claim_at.get(place)
        return (None, None) if number is None else (self.claims[number][0], self._heads[number])

    def speakers_of(self, place: int) -> frozenset[int]:
        """The words of those who say what a word stands in, outside of what they say."""
        return self._speakers.get(place, frozenset())

    def dates_near(self, place: int) -> list[Timex]:
        """The dates and times of a word's sentence."""
        near = self._timexes.get(self.sentence_of(self._tree.words[place].span.start), [])
        return [timex for timex in near if timex.kind in {"DATE", "TIME"}]

    def scenes_at(self, places: Sequence[int]) -> list[Place]:
        """The places that words name where something may have happened, in text order."""
        found = {number for place in places for number in self._scenes.get(place, ())}
        return [self._analysis.places[number] for number in sorted(found)]

    def is_date(self, place: int) -> bool:
        """Whether a word is part of a date: "March" of "24 March"."""
        return place in self._dated

    def is_in_name(self, place: int) -> bool:
        """Whether a word with a capital is part of a name, and does not begin a sentence: "Operation Desert Strike"."""
        start = self._tree.words[place].span.start
        at = self.sentence_of(start)
        opens = at >= 0 and self.starts[at] == start
        return place in self._named and self._tree.text[start].isupper() and not opens

    def _find_claims(self) -> dict[int, int]:
        """For each word in a claim the number of the claim with the fewest words."""
        found: dict[int, int] = {}
        for number in sorted(range(len(self.claims)), key=lambda number: (-len(self.claims[number][1]), -number)):
            found.update(dict.fromkeys(self.claims[number][1], number))
        return found

    def _find_speakers(self) -> dict[int, frozenset[int]]:
        found: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
        for one in self._analysis.attributions:
            inside = set(self._tree.within(one.contents))
            outside = frozenset(place for place in self._tree.within(one.sources) if place not in inside)
            for place in inside if outside else ():
                found[place] |= outside
        return found
