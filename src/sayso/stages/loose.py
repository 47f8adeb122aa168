"""Phrases for one person that are neither a source nor a name, and that a pronoun may mean: "a woman", "his brother".

In: the tagger's nominal mentions and the spans that are taken already. Out: the spans of those that stand for somebody of
their own. What says something of a name ("the actor Jan Brandt", "she is a doctor") is none. It resolves nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.languages import Language
from sayso.records import Mention, Span
from sayso.stages.trees import Tree

__all__ = ["NOBODY", "find_loose", "is_definite"]

NOBODY = frozenset(
    {"something", "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "one", "others"}
)
#: What the tagger takes from the name before a phrase: "Djibouti['s port chief]".
OWNED = re.compile(r"['’]?s ")
DEFINITE = ("the ", "his ", "her ", "my ", "their ", "this ", "that ", "our ", "your ", "its ")
LONGEST = 120


def is_definite(words: str) -> bool:
    """Whether the same words again mean the same person."""
    return words.startswith(DEFINITE)


def find_loose(tree: Tree, mentions: Sequence[Mention], taken: Sequence[Span], language: Language) -> Iterator[Span]:
    """The phrases in text order; `taken` is in text order."""
    starts = [span.start for span in taken]
    lists = language.lexicon.lists
    no_persons = ("nouns.pronouns", "grammar.definite", "grammar.indefinite", "nouns.bodies")
    no_nouns = NOBODY.union(*(lists[name] for name in no_persons))
    end = -1
    for mention in mentions:
        span = mention.span
        if mention.kind != "nominal_person" or span.start < end or len(span) > LONGEST:
            continue
        cut = OWNED.match(tree.text, span.start, span.end)
        span = Span(cut.end(), span.end) if cut is not None else span
        words = span.of(tree.text).lower().split()
        last = words[-1] if words else ""
        if not last.isalpha() or last in no_nouns or len(last) < 3 or words[0] in lists["negation.quantifiers"]:
            continue
        if _describes(tree, span, taken, starts) or _is_predicate(tree, span):
            continue
        end = span.end
        yield span


def _describes(tree: Tree, span: Span, taken: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether a phrase overlaps a name or stands beside it, as a title or between commas."""
    at = bisect_left(starts, span.end)
    if any(other.overlaps(span) for other in taken[max(0, at - 3) : at]):
        return True
    if at < len(taken) and tree.text[span.end : taken[at].start] in {" ", ", "}:
        return True
    before = taken[bisect_left(starts, span.start) - 1] if bisect_left(starts, span.start) else None
    return before is not None and tree.text[before.end : span.start] in {", ", " – ", " — ", " ("}


def _is_predicate(tree: Tree, span: Span) -> bool:
    """Whether a phrase says what somebody is: it has a subject, or hangs in apposition."""
    head = tree.head((span,))
    if head is None:
        return False
    return tree.relation(head) == "appos" or tree.subject(head) is not None
