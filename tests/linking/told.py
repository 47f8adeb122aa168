"""Claims as they are linked and counted, in one line each.

`told("Gazette", "Ilse Hartog")` is a claim that the Gazette has from her; "@Lantern" is an outlet, "~US officials" somebody who
is only described, "#the report" a text, "?" nobody; without sources it is the Gazette's own word.
"""

from dataclasses import replace
from itertools import count
from typing import Any

from sayso.knowledge.outlets import fold_name
from sayso.linking.claim_profiles import ClaimProfile, HopProfile, house_key
from sayso.records import Actor, Claim, Factuality, Hop, LinkReason, RecordLink, Span, TextQuote
from sayso.records.ids import link_id

__all__ = ["joined", "told"]

_NUMBERS = count(1)
WORDS = "the ferry will not sail"


def told(house: str | None, *sources: str, day: str | None = "2031-05-02", **changes: Any) -> ClaimProfile:
    """A claim on a page of its own; `page`, `document`, `id`, `words`, `role`, `at`, `certainty`, `hedges`, … override."""
    number = next(_NUMBERS)
    page = changes.get("page", f"p{number:04}")
    document = changes.get("document", f"d{number:04}")
    words: str = changes.get("words", WORDS)
    start = changes.get("at", 0)
    hedges: tuple[str, ...] = changes.get("hedges", ())
    spans = tuple(Span(start, start + len(hedge)) for hedge in hedges)
    own = house_key(house)
    hops = [] if house is None else [HopProfile(_hop("publisher", house), own, own, None, None, None, None, None, None, ())]
    hops += [_source(source, changes) for source in sources]
    if hops and hedges:
        hops[-1] = replace(hops[-1], hedges=hedges)
    held = Factuality(changes.get("certainty", "certain"), changes.get("polarity", "+"), "past", "asserted", spans)
    claim = Claim(
        changes.get("id", f"c{number:04}"), document, tuple(one.hop for one in hops), (Span(start, start + len(words)),),
        TextQuote(words, "", ""), (), held, None, None, 0.9, changes.get("status", "standing"),
    )  # fmt: skip
    return ClaimProfile(
        claim, page, f"https://{page}.example/", f"Title {number}", day, own, own, changes.get("role", "body"), words,
        tuple(hops), None, None,
    )  # fmt: skip


def _hop(role: Any, name: str | None, **changes: Any) -> Hop:
    return replace(Hop(role, name, None, None, None, None, None, "+", (), "stated", 0.9), **changes)


def _source(source: str, changes: dict[str, Any]) -> HopProfile:
    sign, name = source[:1], source.lstrip("@~?#") or None
    kind = {"@": "outlet", "~": "anonymous", "?": "none", "#": "document"}.get(sign, "named")
    channel, actor = changes.get("channel"), changes.get("actor")
    own = house_key(name) if sign == "@" else None
    style, cue = changes.get("style", "indirect"), changes.get("cue_kind", "speech")
    hop = _hop(
        "source",
        name,
        channel=channel,
        actor=actor.id if actor is not None else None,
        attribution=changes.get("attribution", "a"),
    )
    return HopProfile(
        hop, own or (f"name:{fold_name(name)}" if name else None), own, house_key(channel) if channel else None,
        actor if isinstance(actor, Actor) else None, kind, cue, style, None, (),
    )  # fmt: skip


def joined(kind: Any, left: ClaimProfile | str, right: ClaimProfile | str, **changes: Any) -> RecordLink:
    """A link: of documents, unless the kind joins claims; `spans` are the left and the right place of what is shared."""
    by_claim = kind in {"same_claim", "denies", "conflicts", "corrects", "retracts", "updates"}
    first, second = (end if isinstance(end, str) else end.claim.id if by_claim else end.claim.document for end in (left, right))
    places = changes.get("spans", (None, None))
    words = changes.get("words", ("", ""))
    evidence = (
        (LinkReason(changes.get("rule", "rule"), words[0], words[1], 1.0, places[0], places[1]),)
        if places != (None, None) or any(words)
        else ()
    )
    own = changes.get("id") or link_id(kind, first, second)
    return RecordLink(own, first, second, kind, changes.get("state", "suggested"), changes.get("score", 0.95), "test", evidence)
