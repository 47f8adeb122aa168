"""A reading with the codes of a user's own ontology in the place of PLOVER's.

In: an `Analysis` and a `Crosswalk`. Out: the same analysis, its events under the other ontology's label; what that has nothing
for keeps its code. It is for what is printed and kept nowhere: the ledger has PLOVER's codes, and views of it have both.
"""

from dataclasses import replace

from sayso.export.event_facts import find_facts, traits_of
from sayso.knowledge.ontologies import Crosswalk
from sayso.knowledge.recoding import recode
from sayso.records import Analysis, Review, Reviewed

__all__ = ["recode_events"]


def recode_events(analysis: Analysis, codes: Crosswalk) -> Analysis:
    """The analysis with its events coded by a user's rules."""
    unseen = Review(None, False, ())
    reviews = dict.fromkeys((claim.id for claim in analysis.claims), unseen)
    recoded = {}
    for facts in find_facts(Reviewed(analysis, reviews, frozenset(), (), ())):
        event = facts.event
        if event.code is not None:
            own = recode(traits_of(facts, event.code, event.mode), codes)
            recoded[event.id] = replace(event, ontology=codes.label, code=own.code, mode=own.mode)
    return replace(analysis, events=tuple(recoded.get(event.id, event) for event in analysis.events))
