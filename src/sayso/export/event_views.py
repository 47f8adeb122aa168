"""Events for programs and spreadsheets: as they are stored, as strict PLOVER, and as CAMEO with its acts of attribution.

In: `Reviewed` documents and what is wanted of them. Out: flat rows with the same keys in the same order. A view leaves the
ledger as it is: what it reduces or recodes stands beside what it was. The two clocks have columns of their own throughout.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.export.claims import ARROW, NOBODY, POLARITIES, TextPolicy, document_cells
from sayso.export.contexts import FoundContext, find_contexts
from sayso.export.event_acts import Act, find_acts
from sayso.export.event_columns import CAMEO, EVENTS, PLOVER, TEXTS, Kind, Row
from sayso.export.event_facts import CASUALTIES, Clock, EventFacts, clock_of, find_facts, traits_of
from sayso.knowledge.ontologies import Crosswalk, load_cameo, load_plover
from sayso.knowledge.recoding import Coded, recode
from sayso.knowledge.reductions import reduce_event
from sayso.records import Actor, Document, Hop, Quantity, Reviewed, text_of

__all__ = ["VIEWS", "Asked", "code_of", "event_cells", "figures_of", "kept_facts"]

#: Places by how exactly they are known, in words and as conflict researchers number it.
PLACED: Final = {"city": ("place", 1), "region": ("region", 4), "territory": ("country", 6)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is asked for: how much text, a user's codes, rejected claims or not, withheld accusations or not."""

    text: TextPolicy = "quote"
    codes: Crosswalk | None = None
    rejected: bool = False
    accusations: bool = False


def kept_facts(reviewed: Reviewed, asked: Asked) -> Iterator[EventFacts]:
    """The events of a document that files may have."""
    for facts in find_facts(reviewed, rejected=asked.rejected):
        if asked.accusations or not facts.is_withheld:
            yield facts


def code_of(facts: EventFacts, asked: Asked) -> Coded | None:
    """The user's code of an event, or its own; null where it has none."""
    if facts.event.code is None:
        return None
    return recode(traits_of(facts, facts.event.code, facts.event.mode), asked.codes)


# --- the views ---


def _stored(reviewed: Reviewed, asked: Asked) -> Iterator[Row]:
    """Every event as it stands in the ledger, a user's code in the place of its own where there is one."""
    for facts in kept_facts(reviewed, asked):
        coded = code_of(facts, asked)
        label = facts.event.ontology if asked.codes is None else asked.codes.label
        yield _pick(EVENTS, {
            **event_cells(facts, asked), "ontology": label, "coded_by": None if coded is None else coded.by,
            **_codes(None if coded is None else coded.code, None if coded is None else coded.mode, facts),
        })  # fmt: skip


def _plover(reviewed: Reviewed, asked: Asked) -> Iterator[Row]:
    """Strict PLOVER: one code says it all, and what no code says (a demand's object, a wish, a condition) is left out."""
    for facts in kept_facts(reviewed, asked):
        event = facts.event
        reduced = None if event.code is None else reduce_event(load_plover(), event.code, event.mode, event.factuality)
        if reduced is not None:
            code, mode = reduced.code, reduced.mode
            if asked.codes is not None:
                own = recode(traits_of(facts, code, mode), asked.codes)
                code, mode = own.code, own.mode
            cells = event_cells(facts, asked)
            yield _pick(PLOVER, {**cells, **_codes(code, mode, facts, reduced.code), "auxiliary": list(reduced.auxiliaries)})


def _cameo(reviewed: Reviewed, asked: Asked) -> Iterator[Row]:
    """CAMEO: the strict events by the crosswalk, and statements as 010 to 019, acts of those who speak.

    An event that its alleged actor denies is that denial (016) and no event; one that its actor claims is both.
    """
    cameo, facts = load_cameo(), list(kept_facts(reviewed, asked))
    acts = list(find_acts(reviewed, facts, rejected=asked.rejected))
    denied = {act.event for act in acts if act.code == "016"}
    rows: list[tuple[int, int, Row]] = []
    for one in facts:
        event = one.event
        reduced = None if event.code is None else reduce_event(load_plover(), event.code, event.mode, event.factuality)
        if reduced is not None and event.id not in denied:
            codes = {
                "cameo": cameo.code_of(reduced.code, reduced.mode),
                **_codes(reduced.code, reduced.mode, one, reduced.code),
            }
            row = _pick(CAMEO, {**event_cells(one, asked), **codes, "act": None, "auxiliary": list(reduced.auxiliaries)})
            rows.append((event.trigger.start, 1, row))
    rows += [
        (act.attribution.cue[0].start, 0, _act(reviewed, act, asked))
        for act in acts
        if asked.accusations or not act.is_withheld
    ]
    yield from (row for *_, row in sorted(rows, key=lambda item: item[:2]))


def _act(reviewed: Reviewed, act: Act, asked: Asked) -> Row:
    """The row of an act: who speaks is its actor; of what is only said nothing has happened, so it has no such date."""
    text, says, one = reviewed.analysis.document.text, asked.text != "none", act.attribution
    said = next((timex for timex in reviewed.analysis.timexes if timex.id == one.said), None)
    row = {
        **_head_cells(reviewed.analysis.document),
        **_about(reviewed.analysis.document, find_contexts(reviewed.analysis.document), says=says),
        **_told(act.chain, one.source_kind, clock_of(said)),
        **_parties("actor", act.speakers),
        **_parties("recipient", ()),
        "event": act.event,
        "act": one.id,
        "cameo": act.code,
        "trigger": text_of(text, one.cue, " ") if says else None,
        "text": text_of(text, one.contents) if says else None,
        "date_basis": "none",
        "claims": list(act.claims),
        "score": one.score,
        "review_state": act.review,
        "start": one.cue[0].start,
        "stop": one.cue[-1].end,
        "bundle": None if reviewed.analysis.run is None else reviewed.analysis.run.bundle,
    }
    lists: Row = {name: [] for name, kind in CAMEO.items() if kind == TEXTS}
    return _pick(CAMEO, {**lists, **row})


#: The views by name: their columns, and what makes their rows.
VIEWS: Final[Mapping[str, tuple[Mapping[str, Kind], Callable[[Reviewed, Asked], Iterator[Row]]]]] = {
    "events": (EVENTS, _stored),
    "plover": (PLOVER, _plover),
    "cameo": (CAMEO, _cameo),
}


# --- the cells ---


def event_cells(facts: EventFacts, asked: Asked) -> Row:
    """All cells of an event but its codes."""
    event, text, says = facts.event, facts.analysis.document.text, asked.text != "none"
    held = event.factuality
    return {
        "event": event.id,
        "trigger": event.trigger.of(text) if says else None,
        "text": _words(facts, asked.text),
        **_parties("actor", facts.actors),
        **_parties("recipient", facts.recipients),
        **_when(facts.happened, event.date_basis),
        **_where(facts),
        "certainty": None if held is None else held.certainty,
        "polarity": None if held is None else POLARITIES.get(held.polarity, held.polarity),
        "tense": None if held is None else held.tense,
        "mood": None if held is None else held.mood,
        "hedges": [span.of(text) for span in held.hedges] if held is not None and says else [],
        "responsibility": event.responsibility,
        **_told(facts.chain, None if facts.inner is None else facts.inner.source_kind, facts.said),
        **figures_of(facts.quantities),
        **_head_cells(facts.analysis.document),
        **_about(facts.analysis.document, facts.contexts, says=says),
        "claims": [claim.id for claim in facts.claims],
        "relations": [f"{one.kind} {one.event}" for one in event.relations],
        "score": event.score,
        "review_state": facts.review,
        "reviewers": list(facts.reviewers),
        "start": event.trigger.start,
        "stop": event.trigger.end,
        "bundle": None if facts.analysis.run is None else facts.analysis.run.bundle,
    }


def figures_of(quantities: Sequence[Quantity]) -> Row:
    """The bounds of the killed, injured and detained: of several figures the least and the greatest, null where one is open."""
    row: Row = {}
    for kind in CASUALTIES:
        own = [one for one in quantities if one.kind == kind]
        lows, highs = [one.low for one in own], [one.high for one in own]
        row[f"{kind}_low"] = min((low for low in lows if low is not None), default=None) if None not in lows else None
        row[f"{kind}_high"] = max((high for high in highs if high is not None), default=None) if None not in highs else None
    return row


def _codes(code: str | None, mode: str | None, facts: EventFacts, base: str | None = None) -> Row:
    """The code of the view beside the ledger's own; quad and scale are those of the PLOVER code that it comes from."""
    plover = load_plover()
    base = base or facts.event.code
    kind = plover.events.get(base or "")
    return {
        "code": code,
        "mode": mode,
        "plover": facts.event.code,
        "plover_mode": facts.event.mode,
        "quad": None if kind is None else kind.quad,
        "scale": None if base is None else plover.score(base, facts.event.mode if base == facts.event.code else None),
    }


def _about(document: Document, contexts: Sequence[FoundContext], *, says: bool) -> Row:
    """What the text as a whole is about, the strongest first, and the words that say so, each once."""
    words = [one.of(document.text) for found in contexts for one in found.evidence] if says else []
    return {"contexts": [found.name for found in contexts], "context_words": list(dict.fromkeys(words))}


def _parties(role: str, actors: Sequence[Actor]) -> Row:
    """Names, countries and sector codes, in the same order; where something is not known the place is empty."""
    plural = f"{role}s"
    return {
        plural: [actor.name for actor in actors],
        f"{role}_countries": [actor.country or "" for actor in actors],
        f"{role}_codes": [" ".join(actor.codes) for actor in actors],
    }


def _when(clock: Clock, basis: str) -> Row:
    return {
        "happened": clock.value,
        "happened_first": clock.first,
        "happened_last": clock.last,
        "date_precision": clock.precision,
        "date_prec": clock.code,
        "date_basis": basis,
    }


def _where(facts: EventFacts) -> Row:
    """The places that are named; the first that is known on a map gives the coordinates."""
    text = facts.analysis.document.text
    drawn = next((one for one in facts.places if one.lat is not None and one.lon is not None), None)
    known = drawn or next((one for one in facts.places if one.territory), None)
    words, code = PLACED.get((known.level if known is not None else None) or "", (None, None))
    return {
        "places": [one.span.of(text) for one in facts.places],
        "territory": None if known is None else known.territory,
        "latitude": None if drawn is None else drawn.lat,
        "longitude": None if drawn is None else drawn.lon,
        "place_precision": words,
        "where_prec": code,
    }


def _told(chain: Sequence[Hop], source_kind: str | None, said: Clock) -> Row:
    source = chain[-1] if chain and chain[-1].role == "source" else None
    return {
        "chain": ARROW.join(hop.name or NOBODY for hop in chain),
        "chain_basis": [hop.basis for hop in chain],
        "source_original": None if source is None else source.name or NOBODY,
        "source_kind": "own" if source is None else source_kind,
        "channel": None if source is None else source.channel,
        "said": said.value,
        "said_first": said.first,
        "said_last": said.last,
    }


def _head_cells(document: Document) -> Row:
    """Those of every row, with the day of the page where the copy's own is not known."""
    published = document.published or document.republished
    return {**document_cells(document), "published": None if published is None else published.value}


def _words(facts: EventFacts, policy: TextPolicy) -> str | None:
    """The words of the shortest claim that holds it (of none: the trigger), or its sentence."""
    text, trigger = facts.analysis.document.text, facts.event.trigger
    if policy == "none":
        return None
    if policy == "quote":
        return text_of(text, facts.claims[0].contents) if facts.claims else trigger.of(text)
    return next((one.of(text) for one in facts.analysis.sentences if one.contains(trigger)), trigger.of(text))


def _pick(columns: Mapping[str, Kind], cells: Row) -> Row:
    return {name: cells.get(name) for name in columns}
