"""How firmly the actors of an event are said to have done it, on the scale of MUC-4, in our words.

In: a trigger, its actors, its claim and factuality. Out: one of `RESPONSIBILITIES`, or null where nobody is said to have done
it. In this order: cleared; only linked to it (possible); in doubt or accused, by authorities or by others; its own admission;
told as a fact.
"""

from itertools import islice
from typing import Final

from sayso.languages.event_lexicon import EventLexicon
from sayso.records import Claim, Factuality, Responsibility
from sayso.stages.event_modality import governors_of
from sayso.stages.trees import Tree
from sayso.stages.triggers import Trigger, base_forms, case_of

__all__ = ["find_blamed", "find_responsibility"]

ANSWERABLE: Final = frozenset({"responsible", "accountable", "answerable"})
#: Verbs that lay a deed on somebody behind "on" or "to", and those that take it on.
LAYING: Final = frozenset({"blame", "attribute", "pin"})
TAKING: Final = frozenset({"take", "assume", "accept", "claim", "admit"})
#: So many words above a deed the word for the blame may stand.
REACH: Final = 3


def find_responsibility(
    tree: Tree,
    trigger: Trigger,
    lexicon: EventLexicon,
    claim: Claim | None,
    actors: frozenset[str],
    factuality: Factuality,
) -> Responsibility | None:
    """The responsibility of the actors; null without actors."""
    if not actors or factuality.tense == "future" or factuality.mood != "asserted":
        return None
    above = {lemma for place in governors_of(tree, trigger.place) for lemma in base_forms(tree.form(place))}
    sources = [hop for hop in claim.chain if hop.role == "source"] if claim is not None else []
    if above & lexicon.words["clearing"]:
        return "cleared"
    if above & lexicon.words["linking"] or factuality.certainty == "possible":
        return "possible"
    innermost = sources[-1] if sources else None
    if innermost is not None and factuality.polarity == "-" and innermost.polarity == "-":
        return None  # who denies that somebody did it says it of nobody
    if innermost is not None and innermost.actor is not None and innermost.actor in actors:
        return "claimed" if factuality.polarity == "+" else None
    is_doubted = factuality.certainty in {"unknown", "probable"} or bool(above & lexicon.words["suspecting"])
    if innermost is not None or is_doubted:
        return "accused_by_authorities" if innermost is not None and _is_authority(innermost.name, lexicon) else "suspected"
    return "fact"


def find_blamed(tree: Tree, place: int) -> int | None:
    """Who is said to answer for what a noun or gerund says, where he is no party of it by his place in the sentence.

    Of "held the rebels responsible for the shelling", "the rebels are responsible for the shelling", "took responsibility
    for the killing", "blamed the shelling on the rebels" and "attributed it to the rebels" the head of "the rebels".
    """
    for at in [place, *islice(tree.above(place), REACH)]:
        above = tree.words[at].head
        if tree.form(at) in ANSWERABLE and at != place:
            return _answerable(tree, at)
        if above < 0:
            return None
        if tree.form(at) == "responsibility" and at != place:
            return tree.subject(above)
        if set(base_forms(tree.form(above))) & LAYING and tree.relation(at) in {"obj", "subj_pass"} and at == place:
            behind = [child for child in tree.children(above, "obl", "nmod") if case_of(tree, child) in {"on", "to"}]
            behind += [child for child in tree.children(at, "nmod") if case_of(tree, child) in {"on", "to"}]
            return min(behind, default=None)
        charged = tree.words[above].head
        is_charged = tree.relation(above) == "obj" and charged >= 0
        if tree.relation(at) in {"nmod", "acl"} and case_of(tree, at) in {"for", "over"}:
            verb = charged if is_charged else above
            whom = above if is_charged else next(iter(tree.children(above, "obj")), None)
            return whom if "blame" in base_forms(tree.form(verb)) else None
        if tree.relation(at) == "obl" and set(base_forms(tree.form(above))) & TAKING:
            taken = [child for child in tree.children(above, "obj") if tree.form(child) == "responsibility"]
            return tree.subject(above) if taken and case_of(tree, at) == "for" else None
    return None


def _answerable(tree: Tree, place: int) -> int | None:
    """Who is responsible: the subject of "is responsible", the one that is held so."""
    subject = tree.subject(place)
    if subject is not None:
        return subject
    above = tree.words[place].head
    if above < 0:
        return None
    if tree.relation(place) in {"acl", "relcl"}:
        return above
    # A model hangs it on whom it is said of, or beside him on "held".
    objects = [child for child in tree.children(above, "obj") if child < place]
    return max(objects, default=None if tree.children(above, "obj") else above)


def _is_authority(name: str | None, lexicon: EventLexicon) -> bool:
    return name is not None and any(word in lexicon.words["authorities"] for word in name.lower().replace(",", " ").split())
