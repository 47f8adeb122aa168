"""Attributions whose cue is a noun: "the monitors' finding that …", "a report in the Gazette that …".

In: a draft. Out: one attribution more for each such noun that the tagger did not mark. A noun of the word list, whoever made
the statement beside it, and a clause that begins with "that" are needed; a noun without an author is left.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.records import CueKind, Span, strip_span
from sayso.stages.drafts import Draft

__all__ = ["add_nominals"]

#: How sure an attribution is that rules found; not measured apart.
SCORE = 0.7
THAT = re.compile(r"\bthat\b")
#: Between a noun and its clause: whoever the statement comes from.
FROM = re.compile(r"\s+(?:by|from|of|in)\s+([^,;:.()“”\"]{2,80}?),?\s*$")
POSSESSIVE = re.compile(r"((?:[^\W\d_][\w.’'-]*\s+){0,6}?[^\W\d_][\w.-]*)(?:['’]s|s['’])\s+(?:[a-z]+\s+){0,2}$")
#: How far before "that" the noun may stand.
REACH = 90
#: What a finding or a study says is a report.
REPORTED: frozenset[CueKind] = frozenset({"other", "perception", "belief"})


def add_nominals(draft: Draft) -> None:
    """Add the attributions of nouns."""
    for sentence in draft.analysis.sentences:
        for source, cue, contents in list(_nominals(draft, sentence)):
            _trim(draft, cue)
            if draft.is_marked(cue):
                continue
            around = [one for one in draft.kept.values() if any(span.contains(cue) for span in one.contents)]
            parent = min(around, key=lambda one: sum(len(span) for span in one.contents), default=None)
            kind = draft.language.read_cue(cue.of(draft.text), "", "that").kind
            made = draft.make(
                source,
                cue,
                contents,
                "report" if kind in REPORTED else kind,
                parent=parent.id if parent is not None else None,
                score=SCORE * (parent.score if parent is not None else 1.0),
            )
            draft.kept[made.id] = made


def _trim(draft: Draft, noun: Span) -> None:
    """Take a noun of saying out of the verb before it: X "disputed a statement" by Z that P."""
    for one in draft.attributions:
        last = one.cue[-1]
        if not (last.contains(noun) and last.start < noun.start and one.contents and one.contents[0].start >= noun.end):
            continue
        if draft.text[last.start : noun.start].strip().lower() == "as":
            # "as promising that": a verb.
            continue
        verb = draft.tree.inside(Span(last.start, noun.start))
        left = [place for place in verb if draft.tree.relation(place) not in {"mod", "poss"}]
        cue = draft.tree.extent(left)
        if cue is not None:
            contents = (Span(noun.start, one.contents[-1].end),)
            draft.kept[one.id] = replace(one, cue=(*one.cue[:-1], cue), contents=contents)


def _nominals(draft: Draft, sentence: Span) -> Iterator[tuple[Span, Span, tuple[Span, ...]]]:
    """Source, cue and contents of each noun with a clause."""
    tree = draft.tree
    for that in THAT.finditer(draft.text, sentence.start, sentence.end):
        mark = tree.at(that.start())
        if mark is None:
            continue
        for place in reversed(tree.inside(Span(max(sentence.start, that.start() - REACH), that.start()))):
            if not draft.is_in(place, "relays.statements"):
                continue
            noun = tree.words[place].span
            source, contents = _source(draft, sentence, noun, that.start()), _clause(draft, mark, sentence)
            if source is not None and contents:
                yield source, noun, contents
            break


def _source(draft: Draft, sentence: Span, noun: Span, that: int) -> Span | None:
    """Whoever the statement comes from, if nothing else stands between the noun and its clause."""
    between = draft.text[noun.end : that]
    if between.strip(" ,"):
        match = FROM.match(between)
        inside = draft.tree.inside(Span(noun.end, that))
        if match is None or any(draft.tree.relation(p) == "aux" or draft.tree.is_clause(p) for p in inside):
            return None
        source = strip_span(draft.text, Span(noun.end + match.start(1), noun.end + match.end(1)))
        return None if _is_date(draft, source) else source
    low = max(sentence.start, noun.start - REACH)
    before = POSSESSIVE.search(draft.text[low : noun.start])
    place = draft.tree.at(low + before.end(1) - 1) if before is not None else None
    if place is None:
        return None
    tree = draft.tree
    extent = tree.extent([p for p in tree.below(place) if p <= place and tree.relation(p) not in {"relcl", "acl"}])
    return extent if extent is not None and extent.start >= sentence.start else None


def _is_date(draft: Draft, source: Span) -> bool:
    """Whether a phrase only says when: "a report in October that P"."""
    days = draft.lists["relays.no_authors"] | {day.lower() for day in draft.lists["venues.days"]}
    words = source.of(draft.text).lower().split()
    return all(word.strip(".,") in days or word.strip(".,").isdigit() for word in words)


def _clause(draft: Draft, mark: int, sentence: Span) -> tuple[Span, ...]:
    """The clause that a "that" begins; "that" is no pronoun there."""
    tree = draft.tree
    head = tree.words[mark].head
    if head <= mark or tree.subject(head) is None or tree.words[head].span.start >= sentence.end:
        return ()
    return tree.spans([place for place in tree.below(head) if place >= mark])
