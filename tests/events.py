"""A page with events made by hand: what Arland did to Borland, by whom it is told, denied, admitted, threatened.

Nothing here reads anything: `told_events()` is always the same analysis. Its texts are invented.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.factory import attribution, claim, document, hop, timex

from sayso.records import (
    Actor,
    Analysis,
    Attribution,
    Claim,
    CueKind,
    Event,
    Factuality,
    Hop,
    Place,
    Quantity,
    Review,
    Reviewed,
    Span,
)
from sayso.records.ids import actor_id, event_id

__all__ = ["reviewed", "told_events"]

TEXT = (
    "Arland shelled the town of Quill on 2 May. A doctor said 12 people had died. Arland denied that it had shelled Quill. "
    "Borland said that it had burned a depot. The minister condoled with Quill. Arland may attack again, officials said. "
    "An aide accused Tomas Brek of looting."
)


def at(words: str, occurrence: int = 0) -> Span:
    """Where these words stand."""
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def told_events(*, url: str = "https://news.example/quill", **changes: Any) -> Analysis:
    """The page: seven claims and the events in them."""
    made = document(TEXT, url=url, title="Quill shelled", **changes)
    names = {
        name: Actor(actor_id(made.id, TEXT, at(name)), name, (name,), "government", code) for name, code in COUNTRIES.items()
    }
    brek = Actor(actor_id(made.id, TEXT, at("Tomas Brek")), "Tomas Brek", ("Tomas Brek",), "person")
    day = timex(TEXT, made.id, at("2 May"), "2031-05-02", bounds=("2031-05-02",) * 4)

    def event(word: str, code: str | None, actors: str, recipients: str = "", occurrence: int = 0, **more: Any) -> Event:
        base = Event(
            event_id(made.id, TEXT, at(word, occurrence)), at(word, occurrence), "plover/2", code, None,
            (names[actors].id,) if actors else (), (names[recipients].id,) if recipients else (), (), (), (), None, "none",
            held(), "fact", (), (), False, 0.8,
        )  # fmt: skip
        return replace(base, **more)

    shelled = event(
        "shelled",
        "ASSAULT",
        "Arland",
        "Borland",
        mode="heavy-weapons",
        happened=day.id,
        date_basis="clause",
        places=(at("Quill"),),
    )
    denied = event("shelled", "ASSAULT", "Arland", "Borland", 1, factuality=held(polarity="-"), mode="heavy-weapons")
    burned = event("burned", "ASSAULT", "Borland", "Arland", responsibility="claimed")
    threat = event("attack", "ASSAULT", "Arland", factuality=held("future", certainty="possible"), responsibility=None)
    looted = replace(event("looting", "ASSAULT", "", responsibility="suspected"), actors=(brek.id,))
    cast: dict[str, tuple[str, str, str, tuple[Event, ...]]] = {
        "A doctor": ("said", "12 people had died", "", ()),
        "Arland denied": ("denied", "that it had shelled Quill", "Arland", (denied,)),
        "Borland said": ("said", "that it had burned a depot", "Borland", (burned,)),
        "The minister": ("condoled", "with Quill", "", ()),
        "officials": ("said", "Arland may attack again", "", (threat,)),
        "An aide": ("accused", "Tomas Brek of looting", "", (looted,)),
    }
    attributions, claims = [], [own_claim(made.id, shelled)]
    for source, (cue, contents, speaker, held_events) in cast.items():
        start = at(source).start if source != "officials" else at("officials said").start
        who = Span(start, start + len(source.removesuffix(f" {cue}")))
        one = attribution(TEXT, made.id, who, Span(TEXT.index(cue, start), TEXT.index(cue, start) + len(cue)), at(contents))
        one = replace(one, speakers=(names[speaker].id,) if speaker else (), source_kind=kind_of(source))
        one = replace(one, cue_kind=CUES.get(cue, "speech"))
        attributions.append(one)
        claims.append(told(made.id, one, held_events, names[speaker].id if speaker else None, is_open=source == "An aide"))
    quill = Place(at("Quill"), "XB", 77, 51.5, 20.25, "city", "event", 0.9)
    toll = Quantity("q1", at("12"), "killed", 12.0, 12.0, None, "people", None, shelled.id, False, False, None, "exact", 0.8)
    return Analysis(
        made, sentences=sentences(), attributions=tuple(attributions), actors=(*names.values(), brek), timexes=(day,),
        places=(quill,), claims=tuple(claims), events=(shelled, denied, burned, threat, looted), quantities=(toll,),
    )  # fmt: skip


CUES: Mapping[str, CueKind] = {"denied": "denial", "accused": "accusation"}
COUNTRIES = {"Arland": "XA", "Borland": "XB"}


def held(tense: str = "past", *, polarity: str = "+", certainty: str = "certain", mood: str = "asserted") -> Factuality:
    """How an event is held."""
    return Factuality(certainty, polarity, tense, mood, ())


def reviewed(analysis: Analysis, *, rejected: frozenset[str] = frozenset()) -> Reviewed:
    """The same as people left it who have decided nothing, or rejected some rows."""
    ids = [*(one.id for one in analysis.claims), *(one.id for one in analysis.attributions)]
    return Reviewed(analysis, {row: Review(None, False, ()) for row in ids}, rejected, (), ())


def own_claim(document: str, event: Event) -> Claim:
    """What the paper says in its own name."""
    contents = (Span(0, TEXT.index(".") + 1),)
    base = claim(TEXT, document, replace(attribution(TEXT, document, at("Arland"), at("shelled"), contents[0]), id="a0"))
    return replace(base, chain=base.chain[:1], events=(event.id,))


def told(document: str, one: Attribution, events: tuple[Event, ...], speaker: str | None, *, is_open: bool) -> Claim:
    """What somebody says in it; where `is_open`, the text does not state who."""
    base = claim(TEXT, document, one, events=tuple(event.id for event in events))
    source: Hop = replace(hop(base.chain[-1].name, attribution=one.id), actor=speaker)
    source = replace(source, polarity="-" if one.cue_kind == "denial" else "+", basis="inferred" if is_open else "stated")
    return replace(base, chain=(*base.chain[:-1], source))


def kind_of(source: str) -> Any:
    """The kind of a source."""
    return {"officials": "anonymous", "Arland denied": "named", "Borland said": "named"}.get(source, "role")


def sentences() -> tuple[Span, ...]:
    """The sentences of the page."""
    found, start = [], 0
    for part in TEXT.split(". "):
        end = min(len(TEXT), start + len(part) + 1)
        found.append(Span(start, end))
        start = end + 1
    return tuple(found)
