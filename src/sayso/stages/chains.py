"""The chain of sources behind each attribution, outermost first.

In: attributions, each with the one it is nested in. Out: for each attribution the `Hop`s of its chain, once for each joint
source. Two hops of one speaker are one: a quoted fragment in his own sentence is no chain. It adds no publication hop and
resolves nobody; what is not stated in the attribution itself says so in its `basis`.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.languages import Language
from sayso.records import Actor, Attribution, Hop
from sayso.stages.parties import Party, find_parties
from sayso.stages.trees import Tree

__all__ = ["Speaker", "find_chain", "forget_pronouns", "join_house"]

#: Chains are read to this depth; a deeper one is a tagger's slip.
DEEPEST = 8
OWN = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a phrase means: the actor, and whether the phrase itself names him."""

    actor: Actor
    is_stated: bool


def find_chain(
    tree: Tree,
    attribution: Attribution,
    by_id: Mapping[str, Attribution],
    speakers: Mapping[str, Sequence[Speaker]],
    language: Language,
) -> list[tuple[Hop, ...]]:
    """The source hops of an attribution, outermost first: one chain for each joint source.

    `speakers` are those of each attribution by its id, one for each joint source in order, or none where they are left open.
    """
    outer: list[Hop] = []
    for above in _above(attribution, by_id):
        own = _hops(tree, above, speakers, language)
        outer = [*(own[0] if own else ()), *outer]
    return [tuple(_collapsed([*outer, *own])) for own in _hops(tree, attribution, speakers, language)]


def forget_pronouns(chain: tuple[Hop, ...], open_ones: Container[str], language: Language) -> tuple[Hop, ...]:
    """The chain without names that are pronouns, in the attributions `open_ones`; "US" and "WHO" are no pronouns."""
    pronouns = language.lexicon.lists["nouns.nobodies"]
    return tuple(
        replace(hop, name=None)
        if hop.name
        and hop.actor is None
        and hop.attribution in open_ones
        and hop.name.lower() in pronouns
        and not hop.name[1:].isupper()
        else hop
        for hop in chain
    )


def join_house(published_by: tuple[Hop, ...], hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The hops of the page and its sources, the page's own house once: "emails given to the Ledger" in its own pages."""
    houses = [hop for hop in published_by if hop.role != "source"]
    if len(hops) < 2 or not houses or hops[0].basis != "stated" or hops[0].polarity != "+":
        return (*published_by, *hops)
    house, own = _words(houses[-1]), _words(hops[0])
    is_same = bool(own) and house[-len(own) :] == own
    return (*published_by, *(hops[1:] if is_same else hops))


def _words(hop: Hop) -> list[str]:
    """The words of a house's name, without its article."""
    words = (hop.name or "").lower().split()
    return words[1:] if words[:1] == ["the"] else words


def _above(attribution: Attribution, by_id: Mapping[str, Attribution]) -> list[Attribution]:
    """The attributions that one is nested in, the nearest first."""
    found: list[Attribution] = []
    seen = {attribution.id}
    while attribution.parent is not None and attribution.parent in by_id and attribution.parent not in seen:
        attribution = by_id[attribution.parent]
        seen.add(attribution.id)
        found.append(attribution)
        if len(found) >= DEEPEST:
            break
    return found


def _hops(
    tree: Tree, attribution: Attribution, speakers: Mapping[str, Sequence[Speaker]], language: Language
) -> list[list[Hop]]:
    """The hops that an attribution's own source makes, for each joint source; one without a name if nobody is named."""
    parties = find_parties(tree, attribution.sources, language)
    head = tree.head(attribution.sources)
    if not parties or (head is not None and tree.form(head) in language.lexicon.lists["nouns.rumours"]):
        return [[_hop(tree.text, attribution, None, None)]]
    known = speakers.get(attribution.id, ())
    found = []
    for turn, own in enumerate(parties):
        speaker = known[turn] if len(known) == len(parties) else None
        hops = [_hop(tree.text, attribution, party, speaker if party is own[-1] else None) for party in own]
        found.append(hops)
    return found


def _hop(text: str, attribution: Attribution, party: Party | None, speaker: Speaker | None) -> Hop:
    name = party.name if party else None
    venue = " ".join(attribution.channel.of(text).split()) if attribution.channel else None
    resolved = speaker is not None and not speaker.is_stated and speaker.actor.name not in (name or "")
    named = speaker.actor.name if speaker is not None and speaker.actor.kind == "person" else ""
    # The whole name, and without the office before it.
    is_fuller = " " in named and name is not None and " and " not in name and (name.endswith(named) or name in named)
    return Hop(
        role="source",
        name=speaker.actor.name if speaker is not None and (resolved or is_fuller) else name,
        actor=speaker.actor.id if speaker else None,
        outlet=None,
        attribution=attribution.id,
        channel=party.channel if party and party.channel else venue,
        said=attribution.said,
        polarity=attribution.polarity,
        hedges=() if party else attribution.cue,
        basis="resolved" if resolved else "stated",
        score=attribution.score,
    )


def _collapsed(hops: Sequence[Hop]) -> list[Hop]:
    """Without a hop that repeats the speaker before it: one speaker's quoted words in his own sentence are one hop."""
    kept: list[Hop] = []
    for hop in hops:
        if kept and _is_same(kept[-1], hop):
            kept[-1] = replace(hop, name=kept[-1].name, basis=kept[-1].basis, said=hop.said or kept[-1].said)
        else:
            kept.append(hop)
    return kept


def _is_same(left: Hop, right: Hop) -> bool:
    if left.actor is not None and right.actor is not None:
        return left.actor == right.actor
    if right.actor is None and (right.name or "").lower() in OWN:
        # Who says "we said" in his own words speaks for himself.
        return True
    return left.name is not None and left.name == right.name
