"""Which attributions stand inside the contents of others.

In: what the first reading found. Out: which contents are worth reading again as texts of their own, and which group each group
lies in. PolNeAR marks only outermost attributions, so a network trained on it passes over a cue inside contents: a word list
says where to look, and only what the second reading then finds counts.
"""

import re
from collections.abc import Callable, Sequence

from sayso.languages import Language
from sayso.records import TagGroup

__all__ = ["HoldsCue", "find_enclosing", "holds_cue"]

WORD = re.compile(r"[^\W\d_]+")
#: Says whether a text holds a word that often introduces somebody's words.
HoldsCue = Callable[[str], bool]
#: A group is looked for in the contents of this many groups on either side; beyond them no contents reach.
NEIGHBOURS = 40


def holds_cue(language: Language) -> HoldsCue:
    """The test for a language."""
    words, lemmas = language.lexicon.lists["nesting.words"], language.lemmas

    def holds(text: str) -> bool:
        return any(lemma in words for word in WORD.findall(text) for lemma in lemmas(word.lower()))

    return holds


def find_enclosing(groups: Sequence[TagGroup]) -> list[int | None]:
    """For each group, in text order, the position of the group that it lies in, if any.

    That is the one with the shortest contents that hold its cue and are longer than its own contents.
    """
    sizes = [sum(len(span) for span in group.contents) for group in groups]
    return [_encloser(groups, sizes, position) for position in range(len(groups))]


def _encloser(groups: Sequence[TagGroup], sizes: Sequence[int], position: int) -> int | None:
    cue = groups[position].cue[0]
    near = range(max(0, position - NEIGHBOURS), min(len(groups), position + NEIGHBOURS + 1))
    holding = [
        other
        for other in near
        if other != position
        and sizes[other] > sizes[position]
        and any(span.start <= cue.start and cue.end <= span.end for span in groups[other].contents)
    ]
    return min(holding, key=lambda other: sizes[other], default=None)
