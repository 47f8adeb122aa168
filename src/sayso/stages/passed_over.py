"""Attributions that the tagger passed over and the tree shows: "The opposition demanded his resignation", "a study found oil".

In: a draft. Out: one attribution more for each verb of saying outside all others that has a subject and what it says: a clause
with "that", what is demanded, an infinitive that is promised, what a document shows. A verb of a list is needed; whoever only
acts, wants or sees says nothing, and what stands inside contents is for `clauses`.
"""

from typing import Final

from sayso.records import CueKind, Span
from sayso.stages.drafts import Draft
from sayso.stages.parties import ASIDE
from sayso.stages.trees import find_subject

__all__ = ["add_passed_over"]

#: How sure an attribution is that only the tree shows; not measured apart.
SCORE: Final = 0.6
WITH_THAT: Final[frozenset[CueKind]] = frozenset({"speech", "writing", "report", "claim", "denial", "implied", "accusation"})
WITH_INFINITIVE: Final[frozenset[CueKind]] = frozenset({"promise", "threat", "demand"})
BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def add_passed_over(draft: Draft) -> None:
    """Add what was passed over."""
    tree = draft.tree
    for place in range(len(tree.words)):
        word = tree.words[place].span
        if tree.relation(place) not in {"root", "conj", "parataxis", "relcl"} or draft.is_marked(word, contents=True):
            continue
        found = _contents(draft, place)
        source = _source(draft, place) if found else None
        if found is None or source is None:
            continue
        kind, places = found
        before = [child for child in tree.children(place, "aux", "mod") if child < place and child >= place - 3]
        cue = tree.extent([*before, place])
        contents = tree.spans(other for other in places if other > place)
        if cue is None or not contents or any(draft.is_marked(span, contents=True) for span in (source, cue, *contents)):
            continue
        made = draft.make(source, cue, contents, kind, parent=None, score=SCORE)
        draft.kept.setdefault(made.id, made)


def _source(draft: Draft, place: int) -> Span | None:
    """Whoever speaks: the subject of the verb, with all that names it."""
    tree, lists = draft.tree, draft.lists
    subject = find_subject(tree, place)
    if subject is None or subject > place or tree.relation(subject) == "subj_pass":
        return None
    unsaid = BE | lists["moods.unsaid"] | lists["negation.words"]
    if any(tree.form(child) in unsaid for child in tree.children(place, "aux", "mark", "mod")):
        return None
    form = tree.form(subject)
    if form in lists["nouns.pronouns"] and form not in {"he", "she", "they", "who"}:
        return None
    if any(tree.form(child) in lists["negation.quantifiers"] for child in tree.children(subject, "mod")):
        return None
    return tree.extent(p for p in tree.below(subject, ASIDE - {"conj", "acl", "appos"}) if p < place)


def _contents(draft: Draft, place: int) -> tuple[CueKind, set[int]] | None:
    """The kind of the cue and the words of what is said, if the verb takes such contents."""
    tree = draft.tree
    words = tree.words[place].span.of(draft.text)
    plain = draft.language.read_cue(words, "", "")
    for child in tree.children(place, "ccomp"):
        marks = {tree.form(mark) for mark in tree.children(child, "mark")}
        if child > place and "that" in marks and (plain.kind in WITH_THAT or _shows(draft, place)):
            return ("report" if _shows(draft, place) else plain.kind), tree.below(child)
    if _shows(draft, place):
        found = [child for child in tree.children(place, "obj", "obl", "nmod") if child > place]
        is_there = any(tree.relation(child) == "obj" for child in found)
        return ("report", set().union(*(tree.below(child) for child in found))) if is_there else None
    asked = draft.language.read_cue(words, "", "to")
    if asked.kind not in WITH_INFINITIVE:
        return None
    wanted = [child for child in tree.children(place, "xcomp", "obj", "ccomp") if child > place]
    infinitive = any(tree.form(mark) == "to" for child in wanted for mark in tree.children(child, "mark"))
    is_demanded = asked.lemma in {"demand", "request", "urge"} and bool(wanted)
    if not (is_demanded or (infinitive and plain.kind in WITH_INFINITIVE)):
        return None
    return asked.kind, set().union(*(tree.below(child) for child in wanted))


def _shows(draft: Draft, place: int) -> bool:
    """Whether the subject is a document and the verb says what it shows: "a study by the institute found oil"."""
    subject = draft.tree.subject(place)
    if subject is None or not draft.is_in(place, "relays.finding"):
        return False
    return draft.is_in(subject, "relays.documents") and draft.tree.relation(subject) == "subj"
