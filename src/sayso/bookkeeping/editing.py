"""What a person's edit says, written down so that it holds after the page was read again, and what it makes of a row.

In: the change that was asked for, or what was written down of one before. Out: JSON for `Judgement.after`; the attribution or
claim with the change made, or nothing where its words are gone. Publication hops come first in a chain, sources after them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sayso.bookkeeping.given import SURE, outlet_of, speak_again
from sayso.errors import QueryError
from sayso.linking.anchors import find_spans, quote_span, read_span, read_spans, write_spans
from sayso.records import Actor, Analysis, Attribution, Claim, Hop, Span
from sayso.records.codec import from_plain, to_plain

__all__ = ["edit_attribution", "edit_claim", "read_chain", "with_chain", "with_contents", "write_edit"]

ROLES: Final = ("sources", "cue", "contents")
HOP_KEYS: Final = frozenset({"hop", "name", "actor", "polarity", "hedges"})
POLARITIES: Final = frozenset("+-?")
#: The order of the hops of a chain, from the page inwards.
ORDER: Final = {"republisher": 0, "publisher": 1, "source": 2}
LONGEST_NAME: Final = 300


def write_edit(item: Claim | Attribution, asked: Mapping[str, Any], analysis: Analysis) -> dict[str, Any]:
    """What is noted of an edit of this row as it is now.

    Raises:
        QueryError: the edit makes no sense, or changes nothing.
    """
    known = {"contents", "chain"} if isinstance(item, Claim) else {*ROLES, "channel"}
    if not isinstance(asked, Mapping) or not asked or not set(asked) <= known:
        raise QueryError(item.id, f"an edit of this row has one or more of {', '.join(sorted(known))}")
    text = analysis.document.text
    written: dict[str, Any] = {"document": analysis.document.id}
    for role in ROLES:
        if role in asked:
            spans = read_spans(role, asked[role], text, may_be_empty=role == "sources")
            written[role] = write_spans(text, spans)
    if "channel" in asked:
        channel = asked["channel"]
        written["channel"] = None if channel is None else write_spans(text, [read_span("channel", channel, text)])[0]
    if isinstance(item, Claim) and "chain" in asked:
        written["chain"] = [_write_hop(hop, text) for hop in read_chain(item, asked["chain"], analysis)]
    edited = edit_claim(item, written, analysis) if isinstance(item, Claim) else edit_attribution(item, written, analysis)
    if edited is None or edited == item:
        raise QueryError(item.id, "the edit changes nothing: the row is so already")
    return {**written, "record": to_plain(edited)}


def edit_attribution(item: Attribution, written: Mapping[str, Any], analysis: Analysis) -> Attribution | None:
    """The attribution with an edit made that was written down before; nothing where its words are not in this text."""
    found: dict[str, Any] = {}
    for role in (*ROLES, "channel"):
        if role not in written:
            continue
        listed = [] if written[role] is None else [written[role]] if role == "channel" else written[role]
        spans = _find(listed, written, analysis)
        if spans is None:
            return None
        found[role] = spans if role != "channel" else (spans[0] if spans else None)
    return speak_again(analysis, item, replace(item, **found))


def edit_claim(claim: Claim, written: Mapping[str, Any], analysis: Analysis) -> Claim | None:
    """The claim with an edit made that was written down before; nothing where its words are not in this text."""
    if "contents" in written:
        contents = _find(written["contents"], written, analysis)
        if contents is None:
            return None
        claim = with_contents(claim, contents, analysis.document.text)
    if "chain" in written:
        claim = with_chain(claim, tuple(_find_hop(plain, written, claim, analysis) for plain in written["chain"]))
    return claim


def with_contents(claim: Claim, contents: tuple[Span, ...], text: str) -> Claim:
    """A claim with other contents, and the evidence that goes with them."""
    whole = Span(contents[0].start, contents[-1].end)
    return replace(claim, contents=contents, evidence=quote_span(text, whole))


def with_chain(claim: Claim, chain: tuple[Hop, ...]) -> Claim:
    """A claim with another chain, and what follows from it: when it was said, whether its source affirms it."""
    said = next((hop.said for hop in reversed(chain) if hop.said), None)
    before, now = (_innermost(hops) for hops in (claim.chain, chain))
    held = claim.factuality
    if held is not None and now is not None and now.polarity != ("+" if before is None else before.polarity):
        held = replace(held, polarity=now.polarity)
    return replace(claim, chain=chain, said=said, factuality=held)


def read_chain(claim: Claim, asked: Any, analysis: Analysis) -> tuple[Hop, ...]:
    """The chain that was asked for, of hops of the claim that are kept or changed, and of new ones.

    Raises:
        QueryError: it makes no sense.
    """
    if not isinstance(asked, Sequence) or isinstance(asked, str):
        raise QueryError("chain", 'give a list of hops: {"hop": 0} keeps one, {"hop": null, "name": "…"} is a new one')
    hops = tuple(_read_hop(claim, one, analysis) for one in asked)
    kept = [one["hop"] for one in asked if one.get("hop") is not None]
    if len(kept) != len(set(kept)):
        raise QueryError("chain", "a hop can stand in it only once")
    if [ORDER[hop.role] for hop in hops] != sorted(ORDER[hop.role] for hop in hops):
        raise QueryError("chain", "who published it comes first, then the sources from the outermost inwards")
    return hops


def _read_hop(claim: Claim, asked: Any, analysis: Analysis) -> Hop:
    if not isinstance(asked, Mapping) or not set(asked) <= HOP_KEYS:
        raise QueryError("chain", f"a hop has {', '.join(sorted(HOP_KEYS))}, not {asked!r:.60}")
    number = asked.get("hop")
    if number is None:
        old = Hop("source", None, None, None, None, None, None, "+", (), "stated", SURE)
    elif type(number) is int and 0 <= number < len(claim.chain):
        old = claim.chain[number]
    else:
        raise QueryError("chain", f"the claim has no hop {number!r:.20}: they are counted from 0 to {len(claim.chain) - 1}")
    hop = _renamed(old, asked, {actor.id: actor for actor in analysis.actors})
    if (polarity := asked.get("polarity", hop.polarity)) not in POLARITIES:
        raise QueryError("polarity", f"{polarity!r:.20} is none of + - ?")
    hedges = (
        read_spans("hedges", asked["hedges"], analysis.document.text, may_be_empty=True) if "hedges" in asked else hop.hedges
    )
    hop = replace(hop, polarity=polarity, hedges=hedges)
    return hop if hop == old else replace(hop, basis="stated", score=SURE)


def _renamed(hop: Hop, asked: Mapping[str, Any], actors: Mapping[str, Actor]) -> Hop:
    """A hop under the name, or of the actor, that was asked for; either may be null: nobody is named, nobody known."""
    key = asked.get("actor")
    if key is not None and key not in actors:
        raise QueryError("actor", f"{key!r:.40} is no actor of this document")
    name = asked.get("name", hop.name if key is None or key == hop.actor else actors[key].name)
    if name is not None and not (isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME):
        raise QueryError("name", f"a name has 1 to {LONGEST_NAME} characters, or is null where nobody is named")
    name = None if name is None else " ".join(name.split())
    is_same = name == hop.name
    actor = key if "actor" in asked else hop.actor if is_same else _named(name, actors)
    return replace(hop, name=name, actor=actor, outlet=hop.outlet if is_same else outlet_of(name))


def _named(name: str | None, actors: Mapping[str, Actor]) -> str | None:
    """The one actor of a document that is called so."""
    found = [key for key, actor in actors.items() if name in (actor.name, *actor.names)]
    return found[0] if len(found) == 1 else None


def _write_hop(hop: Hop, text: str) -> dict[str, Any]:
    return {**to_plain(hop), "hedges": write_spans(text, hop.hedges)}


def _find_hop(plain: Mapping[str, Any], written: Mapping[str, Any], claim: Claim, analysis: Analysis) -> Hop:
    """A hop that was written down; in another text than it was written for, its ids are those of that text."""
    hop = from_plain(Hop, {**plain, "hedges": []})
    hop = replace(hop, hedges=_find(plain["hedges"], written, analysis) or ())
    if written["document"] == analysis.document.id:
        return hop
    alike = next((one for one in claim.chain if (one.role, one.name) == (hop.role, hop.name)), None)
    own = alike or _innermost(claim.chain)
    actor = _named(hop.name, {one.id: one for one in analysis.actors}) if hop.actor is not None else None
    is_source = hop.role == "source" and own is not None and hop.attribution is not None
    said = alike.said if alike is not None and hop.said is not None else None
    return replace(hop, actor=actor, attribution=own.attribution if is_source and own is not None else None, said=said)


def _innermost(chain: Sequence[Hop]) -> Hop | None:
    """The last source of a chain."""
    return chain[-1] if chain and chain[-1].role == "source" else None


def _find(listed: Sequence[Any], written: Mapping[str, Any], analysis: Analysis) -> tuple[Span, ...] | None:
    return find_spans(analysis.document.text, listed, is_same_text=written["document"] == analysis.document.id)
