"""The two clocks: which time expressions date the saying, and which what is said to have happened.

In: the tree, time expressions, attributions, propositions. Out: the id of the expression that dates each. A date belongs to the
verb it modifies: "Last week, the paper reported that Damascus had turned down" dates the report alone. What only bounds a state
("since 2014", "until June") dates nothing.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.languages import Language, load_language
from sayso.records import Analysis, Attribution, Timex
from sayso.stages.base import Stage
from sayso.stages.trees import PREDICATES, Tree, read_tree

__all__ = ["CLOCKS", "find_happened", "find_said"]

#: In somebody's own words these are as often no day at all: “tomorrow they will see”.
LOOSE = frozenset({"tomorrow", "today", "tonight"})
KINDS = frozenset({"DATE", "TIME"})


def find_said(analysis: Analysis) -> Analysis:
    """The analysis with the date of saying of each attribution that has one."""
    if analysis.tags is None or not analysis.timexes:
        return analysis
    tree = read_tree(analysis)
    language = load_language(analysis.document.language)
    starts = [sentence.start for sentence in analysis.sentences]
    by_sentence: defaultdict[int, list[Attribution]] = defaultdict(list)
    for one in analysis.attributions:
        by_sentence[bisect_right(starts, one.cue[0].start) - 1].append(one)
    found: dict[str, str] = {}
    for timex in analysis.timexes:
        if _is_date(timex):
            near = by_sentence.get(bisect_right(starts, timex.span.start) - 1, [])
            dated = _dated(tree, timex, near, language)
            if dated is not None:
                found.setdefault(dated, timex.id)
    for one in analysis.attributions:
        joined = _joined_to(tree, one, analysis.attributions)
        if joined in found and one.id not in found:
            found[one.id] = found[joined]
    dated_ones = tuple(replace(one, said=found.get(one.id)) for one in analysis.attributions)
    return replace(analysis, attributions=dated_ones)


def _dated(tree: Tree, timex: Timex, near: Sequence[Attribution], language: Language) -> str | None:
    """The attribution whose cue a date modifies: the word above it, or one above that carries it."""
    word = tree.head([timex.span])
    if word is None or _is_bound(tree, word, language):
        return None
    outside = [one for one in near if not any(span.contains(timex.span) for span in one.contents)]
    for governor in _governors(tree, timex):
        for one in outside:
            if any(governor in tree.inside(span) for span in one.cue):
                return one.id
        # "speaking on Monday", "in remarks carried on Sunday": the participle belongs to the cue above it.
        is_participle = tree.relation(governor) in {"advcl", "acl"} and tree.subject(governor) is None
        if tree.relation(governor) in PREDICATES and not is_participle:
            return None
    return None


def _joined_to(tree: Tree, one: Attribution, others: Sequence[Attribution]) -> str | None:
    """The attribution whose cue this one's is joined to: "speaking on Monday, she called it a sham and said …"."""
    head = tree.head(one.cue)
    if head is None or tree.relation(head) not in {"conj", "advcl"}:
        return None
    above = tree.words[head].head
    return next((x.id for x in others if x is not one and any(above in tree.inside(span) for span in x.cue)), None)


def find_happened(
    tree: Tree,
    timexes: Sequence[Timex],
    places: frozenset[int],
    head: int | None,
    taken: Iterable[str],
    language: Language,
    *,
    spoken: bool,
) -> str | None:
    """The id of the date of a proposition, if its own predicate has one; `spoken`: in the words of the speaker."""
    if head is None:
        return None
    used = set(taken)
    for timex in timexes:
        if timex.id in used or not _is_date(timex):
            continue
        word = tree.head([timex.span])
        if word is None or word not in places or _is_bound(tree, word, language) or (spoken and tree.form(word) in LOOSE):
            continue
        for governor in _governors(tree, timex):
            if governor == head:
                return timex.id
            if tree.relation(governor) in PREDICATES and not _is_chained(tree, governor, head):
                break
    return None


def _is_date(timex: Timex) -> bool:
    """Whether an expression states a date, as "now" and "recently" do not."""
    return timex.kind in KINDS and not timex.value.endswith("_REF")


def _governors(tree: Tree, timex: Timex) -> Iterable[int]:
    word = tree.head([timex.span])
    return () if word is None else tree.above(word)


def _is_chained(tree: Tree, place: int, head: int) -> bool:
    """Whether a predicate only carries the head on: "is believed to have left on Monday", "began to leave"."""
    return tree.relation(place) in {"xcomp", "ccomp"} and tree.words[place].head == head and tree.subject(place) is None


def _is_bound(tree: Tree, word: int, language: Language) -> bool:
    """Whether a date only bounds something: "since 2014", "until June", "before next week's talks"."""
    bounds = language.lexicon.lists["dates.bounds"]
    noun = tree.words[word].head if tree.relation(word) == "poss" else -1
    marks = [mark for place in (word, noun) if place >= 0 for mark in tree.children(place, "mark")]
    return any(tree.form(mark) in bounds for mark in marks)


CLOCKS = Stage("clocks", needs=("sentences", "tags", "attributions", "timexes"), gives=("attributions",), apply=find_said)
