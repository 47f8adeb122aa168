"""Forms to change a row, a passage or an actor: what they ask, and what stands in them before anybody answers.

In: a reviewed document and one of its rows. Out: a `Sheet`, the same for a page of its own and for a dialog over another one.
Nothing here reads an answer: see `changes`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.export.wording import NOBODY
from sayso.records import CUE_KINDS, Actor, Analysis, Attribution, Claim, Hop, Reviewed, Span, text_of
from sayso.web.views.choices import Choice, choose_words, find_paragraph, find_passage, split_sentences
from sayso.web.views.tools import Tools, make_tools

__all__ = [
    "HopField", "Kind", "Party", "Sheet", "find_row", "inner_attribution", "make_actors", "make_add", "make_chain",
    "make_check", "make_comment", "make_spans", "make_speaker", "speaking_hop",
]  # fmt: skip

Kind = Literal["spans", "add", "check", "speaker", "chain", "actors", "comment"]
Row = Claim | Attribution
QUESTIONS: Final = {
    "sources": "Who says it",
    "cue": "By which words",
    "contents": "What is said",
    "channel": "Where it was said: a paper, a broadcast, a court",
}
ROLES: Final = {"republisher": "republished by", "publisher": "published by", "source": "source"}
#: As many parties as one list offers; any other can be typed.
MOST_PARTIES: Final = 24
WIDER: Final = 10


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody to choose: `value` goes into the form, `note` says what else is known of them."""

    value: str
    name: str
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class HopField:
    """A hop of a chain as a line of a form."""

    number: int
    role: str
    name: str
    polarity: str
    basis: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form: `address` takes it, `words` are what it is about; of its lists those are filled that its kind has."""

    kind: Kind
    title: str
    address: str
    document: str
    row: str | None
    stamp: str
    words: str = ""
    part: str = ""
    choices: tuple[Choice, ...] = ()
    hops: tuple[HopField, ...] = ()
    parties: tuple[Party, ...] = ()
    sides: tuple[Party, ...] = ()
    found: tuple[Party, ...] = ()
    name: str = ""
    kinds: tuple[str, ...] = ()
    wider: bool = False
    at: int = 0
    can_speak: bool = False


def find_row(reviewed: Reviewed, subject: str) -> Row | None:
    """The claim or attribution of this id."""
    analysis = reviewed.analysis
    rows: Iterable[Row] = analysis.claims if subject[:1] == "c" else analysis.attributions
    return next((row for row in rows if row.id == subject), None)


def inner_attribution(row: Row, analysis: Analysis) -> Attribution | None:
    """The attribution that a row is, or that makes it."""
    if isinstance(row, Attribution):
        return row
    wanted = next((hop.attribution for hop in reversed(row.chain) if hop.attribution), None)
    return next((one for one in analysis.attributions if one.id == wanted), None)


def speaking_hop(claim: Claim) -> int | None:
    """The number of the innermost source hop of a claim; null where the publisher speaks itself."""
    return len(claim.chain) - 1 if claim.chain and claim.chain[-1].role == "source" else None


def make_spans(reviewed: Reviewed, row: Row, *, part: str, wider: bool) -> Sheet:
    """Which words are source, cue and contents of a row."""
    analysis, inner = reviewed.analysis, inner_attribution(row, reviewed.analysis)
    given: dict[str, tuple[Span, ...]] = {"contents": row.contents}
    if inner is not None:
        channel = () if inner.channel is None else (inner.channel,)
        given = {"sources": inner.sources, "cue": inner.cue, "contents": row.contents, "channel": channel}
    passage = find_passage(analysis, [span for spans in given.values() for span in spans], WIDER if wider else 1)
    text = analysis.document.text
    shown = {role: spans for role, spans in given.items() if all(passage.contains(span) for span in spans)}
    choices = tuple(choose_words(text, passage, role, QUESTIONS[role], spans) for role, spans in shown.items())
    tools, address = make_tools(row, reviewed.reviews.get(row.id), analysis.document.id), _place(row)
    part = part if part in given else "contents"
    return Sheet(
        "spans", "Change the words", f"{address}/edit", tools.document, row.id, tools.stamp, _words(row, text), part, choices,
        wider=wider, can_speak=isinstance(row, Claim),
    )  # fmt: skip


def make_add(reviewed: Reviewed, at: int, *, wider: bool, end: int | None = None) -> Sheet:
    """A missed attribution near a place of the text; `end` closes what was marked as its contents."""
    analysis = reviewed.analysis
    text = analysis.document.text
    marked = Span(min(at, len(text)), min(max(at, end or at), len(text)))
    passage = find_passage(analysis, [marked], WIDER if wider else 1)
    chosen = {"contents": [marked] if len(marked) else []}
    roles = ("sources", "cue", "contents")
    choices = tuple(choose_words(text, passage, role, QUESTIONS[role], chosen.get(role, ())) for role in roles)
    document = analysis.document.id
    return Sheet(
        "add", "Add what was missed", f"/d/{document}/add", document, None, "", part="sources", choices=choices,
        kinds=CUE_KINDS, wider=wider, at=marked.start,
    )  # fmt: skip


def make_check(reviewed: Reviewed, at: int, end: int | None = None) -> Sheet:
    """Which sentences somebody went through completely: those of the paragraph at a place, or from there to an end."""
    analysis = reviewed.analysis
    paragraph = find_paragraph(analysis, at)
    chosen = Span(at, max(at, min(end, len(analysis.document.text)))) if end is not None else paragraph
    whole = find_passage(analysis, [paragraph, chosen])
    choice = split_sentences(analysis, whole, "passage", "Sentences with nothing missing and nothing wrong", [chosen])
    document = analysis.document.id
    return Sheet(
        "check", "Mark as checked", f"/d/{document}/check", document, None, "", part="passage", choices=(choice,), at=at
    )


def make_comment(reviewed: Reviewed, row: Row) -> Sheet:
    """A remark on a row."""
    return _sheet("comment", "Write a comment", _place(row) + "/comment", reviewed, row)


def make_speaker(reviewed: Reviewed, claim: Claim) -> Sheet:
    """Who says it innermost: somebody of the document, somebody else, nobody named, or the publisher itself."""
    number = speaking_hop(claim)
    now = None if number is None else claim.chain[number]
    parties = tuple(_parties(reviewed.analysis, claim, None if now is None else now.actor))
    name = "" if now is None or now.name is None else now.name
    return _sheet("speaker", "Somebody else says it", f"/c/{claim.id}/speaker", reviewed, claim, parties=parties, name=name)


def make_chain(reviewed: Reviewed, claim: Claim) -> Sheet:
    """The hops of a chain, from the page inwards."""
    hops = tuple(
        HopField(number, ROLES[hop.role], hop.name or "", hop.polarity, hop.basis) for number, hop in enumerate(claim.chain)
    )
    parties = tuple(_parties(reviewed.analysis, claim, None))
    return _sheet("chain", "Change the chain", f"/c/{claim.id}/chain", reviewed, claim, parties=parties, hops=hops)


def make_actors(reviewed: Reviewed, claim: Claim, name: str, elsewhere: Sequence[Party], joined: Sequence[Party]) -> Sheet:
    """With whom a source of the claim is one: somebody of the document, somebody found by name, a row of a table."""
    actors = {actor.id: actor for actor in reviewed.analysis.actors}
    hops = [hop for hop in claim.chain if hop.actor in actors]
    sides = tuple(
        Party(hop.actor, actors[hop.actor].name, _describe(actors[hop.actor]), hop is hops[-1])
        for hop in hops
        if hop.actor is not None
    )
    inside = tuple(_parties(reviewed.analysis, claim, None, {side.value for side in sides[-1:]}))
    return _sheet(
        "actors", "Who is one, and who is not", f"/c/{claim.id}/actors", reviewed, claim,
        parties=(*elsewhere, *inside), sides=sides, found=tuple(joined), name=name,
    )  # fmt: skip


def _sheet(
    kind: Kind,
    title: str,
    address: str,
    reviewed: Reviewed,
    row: Row,
    *,
    parties: tuple[Party, ...] = (),
    hops: tuple[HopField, ...] = (),
    sides: tuple[Party, ...] = (),
    found: tuple[Party, ...] = (),
    name: str = "",
) -> Sheet:
    document = reviewed.analysis.document
    tools: Tools = make_tools(row, reviewed.reviews.get(row.id), document.id)
    words = _words(row, document.text)
    return Sheet(
        kind, title, address, document.id, row.id, tools.stamp, words, parties=parties, hops=hops, sides=sides, found=found,
        name=name, at=tools.start,
    )  # fmt: skip


def _place(row: Row) -> str:
    return f"/{row.id[:1]}/{row.id}"


def _words(row: Row, text: str) -> str:
    hop: Hop | None = row.chain[-1] if isinstance(row, Claim) and row.chain else None
    speaker = text_of(text, row.sources) if isinstance(row, Attribution) else (hop.name or NOBODY if hop else "")
    words = text_of(text, row.contents)
    return f"{speaker}: {words}" if speaker else words


def _parties(analysis: Analysis, claim: Claim, chosen: str | None, without: Iterable[str] = ()) -> Iterator[Party]:
    """The actors of the document, those that are named nearest to the claim first."""
    place = min((span.start for span in claim.contents), default=0)
    nearest: dict[str, int] = {}
    for mention in analysis.mentions:
        if mention.actor is not None:
            away = abs(mention.span.start - place)
            nearest[mention.actor] = min(away, nearest.get(mention.actor, away))
    left_out = set(without)
    listed = [actor for actor in analysis.actors if actor.kind != "anonymous" and actor.id not in left_out]
    listed.sort(key=lambda actor: (actor.id != chosen, nearest.get(actor.id, len(analysis.document.text)), actor.id))
    for actor in listed[:MOST_PARTIES]:
        yield Party(actor.id, actor.name, _describe(actor), actor.id == chosen)


def _describe(actor: Actor) -> str:
    """What is known of an actor, beside the name."""
    also = [name for name in actor.names if name != actor.name][:2]
    return ", ".join((*([actor.kind] if actor.kind != "other" else []), *actor.roles[:1], *(f"“{name}”" for name in also)))
