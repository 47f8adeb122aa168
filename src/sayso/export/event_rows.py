"""Events as rows: by which chain each is told, and what it is called in other schemes.

In: an analysis with events. Out: chains and rows. A view leaves nothing out of the ledger and changes nothing in it.
"""

from sayso.records import Analysis, Event, Hop

__all__ = ["chain_of"]


def chain_of(analysis: Analysis, event: Event) -> tuple[Hop, ...]:
    """The hops by which an event is told; a hedge that names nobody adds one without a name where there is no source."""
    chain = _chain_of(analysis, event)
    held = event.factuality
    if held is None or held.certainty != "unknown" or not held.hedges or any(hop.role == "source" for hop in chain):
        return chain
    return (*chain, Hop("source", None, None, None, None, None, None, "+", held.hedges, "stated", event.score))


def _chain_of(analysis: Analysis, event: Event) -> tuple[Hop, ...]:
    """The chain by which an event is told: that of the shortest claim it stands in; of an act of saying, the chain around it.

    "Lebanon said that Syria had rejected an offer": the rejection is Lebanon's to tell, though Syria's words are a claim, too.
    """
    claims = [claim for claim in analysis.claims if event.id in claim.events]
    if claims:
        return min(claims, key=lambda claim: (sum(map(len, claim.contents)), claim.id)).chain
    own = next((one for one in analysis.attributions if any(span.overlaps(event.trigger) for span in one.cue)), None)
    chains = [claim.chain for claim in analysis.claims if own is not None]
    for chain in chains:
        at = next((n for n, hop in enumerate(chain) if own is not None and hop.attribution == own.id), None)
        if at is not None:
            return chain[:at]
    return tuple(hop for hop in (chains[0] if chains else ()) if hop.role != "source")
