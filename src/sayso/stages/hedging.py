"""The hedges of a claim, and those among them that name nobody.

In: the tree and the words of one proposition. Out: spans of hedges with what they amount to: "may" leaves open, "likely" holds
probable, "allegedly" and "is rumoured to" have it from somebody whom nobody names, "is believed to" does both. Words of a list
decide, and where in the clause they stand; a hedge inside a clause that hangs on the proposition is that clause's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.languages import Language
from sayso.records import Span
from sayso.stages.trees import Tree

__all__ = ["Hedge", "Weight", "find_hedges"]

Weight = Literal["unnamed", "believed", "possible", "probable"]


@dataclass(frozen=True, slots=True)
class Hedge:
    """Hedging words: what they amount to, and the noun that they qualify where it is none but a noun ("an alleged offer")."""

    span: Span
    weight: Weight
    noun: int | None = None


def find_hedges(tree: Tree, places: set[int], head: int, language: Language) -> list[Hedge]:
    """The hedges among the words of a proposition, in text order."""
    found = [hedge for place in sorted(places) for hedge in _at(tree, place, places, head, language)]
    kept: list[Hedge] = []
    for hedge in found:
        if not any(hedge.span.overlaps(other.span) for other in kept):
            kept.append(hedge)
    return kept


def _at(tree: Tree, place: int, places: set[int], head: int, language: Language) -> Iterator[Hedge]:
    lists = language.lexicon.lists
    form = tree.form(place)
    if form == "may" and tree.words[place].span.of(tree.text) == "May" and tree.relation(place) != "aux":
        return
    span = tree.words[place].span
    noun = _hedged_noun(tree, place, places, head, language)
    if form in lists["hedges.unnamed"] or noun is not None:
        yield Hedge(span, "unnamed", noun)
    elif _is_reported(tree, place, language):
        extent = tree.extent([*_auxiliaries(tree, place), place, *_opening(tree, place)]) or span
        yield Hedge(extent, "believed" if form in lists["hedges.believed"] else "unnamed")
    elif form in lists["hedges.possible"] and _qualifies(tree, place, head):
        yield Hedge(span, "possible")
    elif (
        language.is_in(form, "hedges.probable") and _qualifies(tree, place, head) and not _holds_nothing(tree, place, language)
    ):
        yield Hedge(tree.extent([place, *_opening(tree, place)]) or span, "probable")


def _holds_nothing(tree: Tree, place: int, language: Language) -> bool:
    """Whether a word of belief qualifies no clause: "faster than we thought", "I did not believe it", "twice as likely to"."""
    lists = language.lexicon.lists
    form = tree.form(place)
    if form in {"likely", "unlikely"}:
        return _is_compared(tree, place)
    if not language.is_in(form, "relays.believing") and not {"expect", "presume"} & set(language.lemmas(form)):
        return False
    if {"than", "as"} & {tree.form(place - back) for back in (1, 2) if place >= back}:
        # "than expected", "than we thought".
        return True
    negated = any(tree.form(child) in lists["negation.words"] for child in tree.children(place, "mod", "aux"))
    return negated and not tree.children(place, "ccomp", "xcomp")


def _is_compared(tree: Tree, place: int) -> bool:
    """Whether "likely" compares how often something happens: "smokers were more likely to suffer a stroke"."""
    after = tree.form(place + 1) if place + 1 < len(tree.words) else ""
    if place == 0 or tree.form(place - 1) not in {"more", "less", "times", "as"} or after not in {"to", "than"}:
        return False
    subject = tree.subject(place)
    return subject is None or tree.form(subject) not in {"it", "there", "this", "that"}


def _hedged_noun(tree: Tree, place: int, places: set[int], head: int, language: Language) -> int | None:
    """What a hedge qualifies where that is not the proposition: a noun ("an alleged offer"), a clause that hangs on one."""
    lists, form = language.lexicon.lists, tree.form(place)
    above = tree.words[place].head
    if above < 0:
        return None
    if form in lists["hedges.labels"] and _is_label(tree, place):
        return above
    # "the offer allegedly proposed in June": the clause around it is hedged, not what is said of the offer.
    return above if form in lists["hedges.unnamed"] and above in places and not _qualifies(tree, place, head) else None


def _is_label(tree: Tree, place: int) -> bool:
    """Whether a word stands before a noun as its attribute: "an alleged offer", "the reported strike"."""
    if tree.relation(place) != "mod":
        return False
    above = tree.words[place].head
    # A verb has a subject or auxiliaries; a noun has none.
    return above > place and tree.subject(above) is None and not tree.children(above, "aux")


def _is_reported(tree: Tree, place: int, language: Language) -> bool:
    """Whether a verb is a passive of saying or believing that names nobody: "is believed to", "it was reported that"."""
    lists = language.lexicon.lists
    if tree.form(place) not in lists["hedges.passives"] or (place + 1 < len(tree.words) and tree.form(place + 1) == "as"):
        return False
    auxiliaries = [tree.form(child) for child in _auxiliaries(tree, place)]
    if not any(form in lists["hedges.be"] for form in auxiliaries) and tree.relation(place) not in {"acl", "conj"}:
        return False
    if any(tree.form(mark) == "by" for child in tree.children(place, "obl") for mark in tree.children(child, "mark")):
        return False
    return bool(tree.children(place, "xcomp", "ccomp") or tree.subject(place) is not None)


def _auxiliaries(tree: Tree, place: int) -> list[int]:
    return [child for child in tree.children(place, "aux") if child < place]


def _opening(tree: Tree, place: int) -> list[int]:
    """The "to" right behind a hedging verb."""
    after = place + 1
    return [after] if after < len(tree.words) and tree.form(after) == "to" else []


def _qualifies(tree: Tree, place: int, head: int) -> bool:
    """Whether a word belongs to the clause of the head, or is the head."""
    return place == head or tree.predicate(place) == head or tree.words[place].head == head or tree.words[head].head == place
