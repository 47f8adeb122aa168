"""Dependency trees written by hand, so that a test of a rule needs no model.

`tree("dam/held/subj held//root , /held/punct")` reads words in the order of the text, each as `word/head/relation`; a head is
named by its word, or by `word#2` for its second occurrence, and is empty for a root. The text is the words joined as they
stand.
"""

from sayso.records import Span, Word
from sayso.stages.trees import Tree

__all__ = ["tree", "words"]


def words(text: str, notation: str) -> tuple[Word, ...]:
    """The words of a text with the heads and relations of the notation, which names all of them in order."""
    parts = [item.rsplit("/", 2) for item in notation.split()]
    spans, at = [], 0
    for form, _, _ in parts:
        at = text.index(form, at)
        spans.append(Span(at, at + len(form)))
        at += len(form)
    places = {}
    seen: dict[str, int] = {}
    for place, (form, _, _) in enumerate(parts):
        seen[form] = seen.get(form, 0) + 1
        places[form if seen[form] == 1 else f"{form}#{seen[form]}"] = place
    return tuple(
        Word(span, places[head] if head else -1, relation, 1.0, 0.0)
        for span, (_, head, relation) in zip(spans, parts, strict=True)
    )


def tree(text: str, notation: str) -> Tree:
    """The tree of a text."""
    return Tree(text, words(text, notation))
