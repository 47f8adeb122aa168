"""How firmly the actors of an event are said to have done it, on the scale of MUC-4, in our words.

In: a trigger, its actors, its claim and factuality. Out: one of `RESPONSIBILITIES`, or null where nobody is said to have done
it. In this order: cleared; only linked to it (possible); in doubt or accused, by authorities or by others; its own admission;
told as a fact.
"""

from sayso.languages.event_lexicon import EventLexicon
from sayso.records import Claim, Factuality, Responsibility
from sayso.stages.event_modality import governors_of
from sayso.stages.trees import Tree
from sayso.stages.triggers import Trigger, base_forms

__all__ = ["find_responsibility"]


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
    if innermost is not None and innermost.actor is not None and innermost.actor in actors:
        return "claimed" if factuality.polarity == "+" else "fact"
    is_doubted = factuality.certainty in {"unknown", "probable"} or bool(above & lexicon.words["suspecting"])
    if innermost is not None or is_doubted:
        return "accused_by_authorities" if innermost is not None and _is_authority(innermost.name, lexicon) else "suspected"
    return "fact"


def _is_authority(name: str | None, lexicon: EventLexicon) -> bool:
    return name is not None and any(word in lexicon.words["authorities"] for word in name.lower().replace(",", " ").split())
