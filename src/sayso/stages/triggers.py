"""Words that may say what happened: verbs and nouns of the event lexicon, in the company that they ask for.

In: the tree of a text. Out: `Trigger`s in text order, each with its event and mode. A trigger is no event yet: who did it to
whom is found in `event_roles`, and what is no event after all is left out in `events`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.languages.en import lemmas
from sayso.languages.event_lexicon import EventFrame, EventLexicon
from sayso.records import Span
from sayso.stages.trees import SUBJECTS, Tree

__all__ = ["BY", "Trigger", "base_forms", "case_of", "find_triggers", "is_passive", "is_verb"]

BY: Final = "by"
VERBAL: Final = frozenset({"root", "ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis"})
NOMINAL: Final = frozenset({"subj", "subj_pass", "obj", "iobj", "obl", "nmod", "poss", "appos"})
WORD: Final = re.compile(r"[\w-]+")
#: What a game ends with, after a verb of winning or losing: "won 3-1", "a 2-2 draw".
RESULT: Final = re.compile(
    r"\b(?:beat|beats|beaten|won|win|wins|lost|lose|loses|defeat(?:ed|s)?|victory|draw|drew|defeat)\b.*?\b\d{1,3}[-–]\d{1,3}\b"
    r"|\b\d{1,3}[-–]\d{1,3}\b\s+(?:win|victory|defeat|draw|loss)\b",
    re.IGNORECASE,
)
#: What the object of a frame may hang by.
OBJECTS: Final = frozenset({"obj", "obl", "iobj", "nmod", "xcomp", "ccomp", "advcl", "acl", "subj_pass"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may say what happened: its place in the tree, the words that say it together, and what they mean.

    `is_sure` says that the frame asked for company or a particle, and had it.
    """

    place: int
    span: Span
    lemma: str
    code: str
    mode: str | None
    is_nominal: bool
    is_sure: bool


def find_triggers(tree: Tree, sentences: Sequence[Span], lexicon: EventLexicon) -> Iterator[Trigger]:
    """The triggers of the sentences, in text order; a word gives one at most."""
    for sentence in sentences:
        if _is_of_games(sentence.of(tree.text), lexicon):
            continue
        for place in tree.inside(sentence):
            found = _verb(tree, place, lexicon) if is_verb(tree, place, lexicon) else _noun(tree, place, lexicon)
            if found is not None:
                yield found


def _is_of_games(text: str, lexicon: EventLexicon) -> bool:
    """Whether a sentence tells of games: a word of theirs, or a result ("beat Arsenal 3-1")."""
    words = f" {' '.join(WORD.findall(text.lower()))} "
    if RESULT.search(text) is not None or any(f" {word} " in words for word in lexicon.sport):
        return True
    return len(lexicon.playing.intersection(words.split())) > 1


def base_forms(form: str) -> tuple[str, ...]:
    """What a word may be a form of."""
    return lemmas(form)


def case_of(tree: Tree, place: int) -> str | None:
    """The preposition that a phrase hangs by."""
    marks = [tree.form(child) for child in tree.children(place, "mark", "other") if child < place]
    if not marks:
        # Of a name of two words it may hang on the first: "with El Salvador".
        first = [child for child in tree.children(place, "flat", "nmod", "mod") if child < place]
        marks = [tree.form(mark) for child in first for mark in tree.children(child, "mark") if mark < child]
    return marks[-1] if marks else None


def is_verb(tree: Tree, place: int, lexicon: EventLexicon) -> bool:
    """Whether a word stands where a verb does: it has a subject or an auxiliary, or heads a clause and is no bare noun."""
    relation = tree.relation(place)
    if tree.children(place, *SUBJECTS) or tree.children(place, "aux"):
        return True
    if relation == "conj" and tree.words[place].head >= 0:
        # Trees have cycles: `above` ends in them.
        joined = (one for one in tree.above(place) if tree.relation(one) != "conj" or tree.children(one, *SUBJECTS))
        first = next(joined, None)
        is_joined = first is not None and (tree.relation(first) == "conj" or is_verb(tree, first, lexicon))
        return is_joined and not _has_article(tree, place, lexicon)
    if relation in NOMINAL or relation in {"mod", "flat", "inner", "mark", "aux", "punct"}:
        return False
    return relation in VERBAL and not _has_article(tree, place, lexicon)


def is_passive(tree: Tree, place: int, lexicon: EventLexicon) -> bool:
    """Whether a verb is passive: a passive subject, a form of "be" before a participle, or a bare participle after its noun."""
    own = {tree.form(child) for child in tree.children(place, "aux")}
    if tree.children(place, "subj_pass"):
        # "have surrendered" is none, whatever the tree says.
        return not own & lexicon.words["perfects"] or bool(own & lexicon.words["passives"])
    if tree.relation(place) == "acl" and (tree.children(place, "subj") or tree.children(place, "obj")):
        return bool({tree.form(child) for child in tree.children(place, "aux")} & lexicon.words["passives"])
    form = tree.form(place)
    is_participle = form.endswith(tuple(lexicon.words["participles"]))
    auxiliaries = {tree.form(child) for child in tree.children(place, "aux")}
    if is_participle and auxiliaries & lexicon.words["passives"]:
        return True
    return tree.relation(place) == "acl" and is_participle and not auxiliaries


def _has_article(tree: Tree, place: int, lexicon: EventLexicon) -> bool:
    return any(tree.form(child) in lexicon.words["articles"] for child in tree.children(place, "mod", "poss"))


def _verb(tree: Tree, place: int, lexicon: EventLexicon) -> Trigger | None:
    particle = next(
        (
            child
            for child in tree.children(place)
            if place < child <= place + 3 and tree.form(child) in lexicon.words["particles"]
        ),
        None,
    )
    if particle is None and place + 1 < len(tree.words) and tree.form(place + 1) in lexicon.words["particles"]:
        particle = place + 1
    company, subjects = _company(tree, place), _subjects(tree, place)
    if subjects & lexicon.idle:
        return None
    for lemma in base_forms(tree.form(place)):
        if any((lemma, word) in lexicon.never for word in company):
            return None
        if lemma in lexicon.alone and tree.children(place, "obj"):
            return None
        if particle is not None and (frames := lexicon.verbs.get(f"{lemma} {tree.form(particle)}")):
            frame = _fitting(frames, company, subjects)
            if frame is not None:
                own = tree.words[place].span
                end = tree.words[particle].span.end if particle == place + 1 else own.end
                found = _trigger(place, Span(own.start, end), lemma, frame, is_nominal=False)
                return replace(found, is_sure=True)
        if frames := lexicon.verbs.get(lemma, ()):
            frame = _fitting(frames, company, subjects)
            return None if frame is None else _trigger(place, tree.words[place].span, lemma, frame, is_nominal=False)
    return None


def _noun(tree: Tree, place: int, lexicon: EventLexicon) -> Trigger | None:
    if tree.relation(place) in {"mod", "inner", "mark", "aux", "punct"}:
        return None
    before = tree.form(place - 1) if place else ""
    if (tree.form(place), before) in lexicon.behind:
        return None
    form, own = tree.form(place), tree.words[place].span
    if (frames := lexicon.nouns.get(f"{before} {form}")) is not None:
        start = tree.words[place - 1].span.start
        return _trigger(place, Span(start, own.end), form, frames[0], is_nominal=True)
    for lemma in base_forms(form):
        frames = lexicon.nouns.get(form) or lexicon.nouns.get(lemma)
        if frames:
            frame = _fitting(frames, _company(tree, place), frozenset())
            return None if frame is None else _trigger(place, own, lemma, frame, is_nominal=True)
    return _gerund(tree, place, lexicon) if form.endswith("ing") and _has_article(tree, place, lexicon) else None


def _gerund(tree: Tree, place: int, lexicon: EventLexicon) -> Trigger | None:
    """A verb used as a noun, with its object behind "of": "the lifting of the embargo"."""
    company = _company(tree, place)
    for lemma in base_forms(tree.form(place)):
        frame = _fitting(lexicon.verbs.get(lemma, ()), company, frozenset()) if "+of" in company else None
        if frame is not None:
            return _trigger(place, tree.words[place].span, lemma, frame, is_nominal=True)
    return None


def _trigger(place: int, span: Span, lemma: str, frame: EventFrame, *, is_nominal: bool) -> Trigger:
    return Trigger(place, span, lemma, frame.code, frame.mode, is_nominal, bool(frame.objects or frame.subjects))


def _fitting(frames: Iterable[EventFrame], company: frozenset[str], subjects: frozenset[str]) -> EventFrame | None:
    """The first frame whose company is there."""
    return next(
        (
            frame
            for frame in frames
            if (not frame.objects or frame.objects & company) and (not frame.subjects or frame.subjects & subjects)
        ),
        None,
    )


def _company(tree: Tree, place: int) -> frozenset[str]:
    """The words that hang on a trigger as its objects, and theirs, as written and as base forms."""
    found: set[str] = set()
    for child in tree.children(place, *OBJECTS):
        for word in (child, *tree.children(child, "conj", "nmod", "obj", "xcomp", "mod")):
            form = tree.form(word)
            found |= {form, *base_forms(form)}
        found.add(f"+{case_of(tree, child)}")
    return frozenset(found)


def _subjects(tree: Tree, place: int) -> frozenset[str]:
    forms = {tree.form(child) for child in tree.children(place, *SUBJECTS)}
    return frozenset(forms)
