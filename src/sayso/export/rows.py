"""What a table says of one reading, before it is drawn.

In: an `Analysis`. Out: a `Strip` about the document and a `ClaimRow` for each claim, in the order of the text; behind them a
row for each attribution that makes no claim (somebody declined to say). Texts are as on the page: drawing makes them safe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.export.dates import write_date, write_timex
from sayso.records import Analysis, Attribution, Claim, Document, Hop, Span, text_of

__all__ = [
    "OWN_WORD",
    "ClaimRow",
    "HopLine",
    "Strip",
    "find_dates",
    "find_hedges",
    "find_phrases",
    "find_rows",
    "find_strip",
    "find_venues",
    "list_hops",
]

#: Stands where a chain ends with the page: nobody else is said to have said it.
OWN_WORD: Final = "its own word"
#: What a hop rests on, where it does not stand in the words of its own sentence.
BASES: Final = {"resolved": "as we read it", "inferred": "as we read it", "carried": "carried"}
#: What a source does with what follows, other than asserting it. Without this a denial would read like a statement.
STANCES: Final = {"-": "disputes it", "?": "leaves it open"}
#: "unknown" alone would not say what is unknown.
CERTAINTIES: Final = {"unknown": "certainty unknown"}
#: How a place where something was said is joined to its speaker, where the text does not say it with one of these.
VENUES: Final = frozenset({"in", "on", "at", "to", "via", "before"})
DETERMINERS: Final = frozenset({"a", "an", "the", "his", "her", "its", "their", "this", "that"})
#: Characters before a channel in which its joining word is looked for.
LOOK_BACK: Final = 40


@dataclass(frozen=True, slots=True)
class Strip:
    """What a page says of itself: `houses` from the page inwards, `sourceless` of its attributions name no source."""

    title: str | None
    houses: tuple[str, ...]
    published: str | None
    attributions: int
    sourceless: int


@dataclass(frozen=True, slots=True)
class HopLine:
    """A hop as it is written.

    `name` is null where nobody is named; `notes` say what it rests on, that it disputes, and which pronoun was left open.
    `channel` is "to parliament", "in Radio Korvia"; a publication hop `is_house`.
    """

    name: str | None
    notes: tuple[str, ...] = ()
    channel: str = ""
    is_house: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of the table: `chain` from the page inwards, without the houses that the strip names but the innermost.

    `said`, `happened` and `hedge` are empty where the text has none. What `is_claim` denies is an attribution without one.
    """

    start: int
    contents: str
    chain: tuple[HopLine, ...]
    said: str
    happened: str
    hedge: tuple[str, ...]
    score: float
    is_claim: bool = True

    @property
    def is_own(self) -> bool:
        """Whether nobody but the publisher is said to have said it."""
        return all(line.is_house for line in self.chain)


def find_strip(analysis: Analysis) -> Strip:
    """The head of the table."""
    document = analysis.document
    houses = [house.name for house in (document.republisher, document.publisher) if house is not None]
    return Strip(
        title=document.title,
        houses=tuple(dict.fromkeys(houses)),
        published=write_date(document.published) if document.published else None,
        attributions=len(analysis.attributions),
        sourceless=sum(not attribution.sources for attribution in analysis.attributions),
    )


def find_rows(analysis: Analysis) -> tuple[ClaimRow, ...]:
    """The rows of the table: the claims, then what claims nothing, both in the order of the text."""
    known = {attribution.id: attribution for attribution in analysis.attributions}
    claimed = {hop.attribution for claim in analysis.claims for hop in claim.chain}
    venues, phrases = find_venues(analysis), find_phrases(analysis)
    chains = [list_hops(claim.chain, venues, phrases) for claim in analysis.claims]
    dates = find_dates(analysis)
    rows = [
        _claim_row(claim, chain, known, dates, analysis.document.text)
        for claim, chain in zip(analysis.claims, chains, strict=True)
    ]
    bare = [_bare_row(item, dates, analysis.document) for item in analysis.attributions if item.id not in claimed]
    return tuple(sorted((*rows, *bare), key=lambda row: (not row.is_claim, row.start)))


def list_hops(
    chain: Sequence[Hop], venues: Mapping[str, str] | None = None, phrases: Mapping[str, str] | None = None
) -> tuple[HopLine, ...]:
    """A chain as it is written, from the page inwards.

    `venues` say for an attribution how its channel is joined to it, `phrases` which words stand for its source.
    """
    return tuple(_line(hop, venues or {}, phrases or {}) for hop in chain)


def find_venues(analysis: Analysis) -> dict[str, str]:
    """For each attribution with a channel the word that joins it to its speaker: "told [to] parliament", "[in] a speech"."""
    text, found = analysis.document.text, {}
    for item in analysis.attributions:
        if item.channel is not None:
            start = item.channel.start
            words = [word.lower() for word in text[max(0, start - LOOK_BACK) : start].split()]
            before = next((word for word in reversed(words) if word not in DETERMINERS), "")
            is_told = any(before in span.of(text).lower().split() for span in item.cue)
            found[item.id] = before if before in VENUES else "to" if is_told or before == "with" else "in"
    return found


def find_phrases(analysis: Analysis) -> dict[str, str]:
    """The words that stand for the source of each attribution that has one."""
    return {one.id: text_of(analysis.document.text, one.sources) for one in analysis.attributions if one.sources}


def find_dates(analysis: Analysis) -> dict[str | None, str]:
    """The time expressions of the analysis by their ids, each in few words."""
    return {one.id: write_timex(one, analysis.document.text) for one in analysis.timexes}


def find_hedges(claim: Claim) -> tuple[Span, ...]:
    """The hedging words of a claim and its hops, in text order, each once."""
    own = claim.factuality.hedges if claim.factuality else ()
    return tuple(sorted({*own, *(span for hop in claim.chain for span in hop.hedges)}))


def _line(hop: Hop, venues: Mapping[str, str], phrases: Mapping[str, str]) -> HopLine:
    pronoun = phrases.get(hop.attribution or "") if hop.name is None else None
    notes = tuple(note for note in (pronoun and f"“{pronoun}”", BASES.get(hop.basis), STANCES.get(hop.polarity)) if note)
    joined = f"{venues.get(hop.attribution or '', 'in')} {hop.channel}" if hop.channel else ""
    return HopLine(hop.name, notes, joined, is_house=hop.role != "source")


def _claim_row(
    claim: Claim, lines: Sequence[HopLine], known: Mapping[str, Attribution], dates: Mapping[str | None, str], text: str
) -> ClaimRow:
    inner = next((known[key] for hop in reversed(claim.chain) if (key := hop.attribution or "") in known), None)
    return ClaimRow(
        start=_start(claim.contents, inner),
        contents=text_of(text, claim.contents),
        chain=(*[line for line in lines if line.is_house][-1:], *(line for line in lines if not line.is_house)),
        said=dates.get(claim.said, ""),
        happened=dates.get(claim.happened, ""),
        hedge=(*(span.of(text) for span in find_hedges(claim)), *_how_firmly(claim)),
        score=claim.score,
    )


def _how_firmly(claim: Claim) -> list[str]:
    """What hedges and cue come to: whether the innermost source denies it, and how sure that source is unless certain."""
    sources = [hop for hop in claim.chain if hop.role == "source" and hop.attribution is not None]
    found = ["denied"] if sources and sources[-1].polarity == "-" else []
    if (sources and sources[-1].polarity == "?") or (claim.factuality and claim.factuality.polarity == "?"):
        found.append("left open")
    if claim.factuality and claim.factuality.certainty != "certain" and "left open" not in found:
        found.append(CERTAINTIES.get(claim.factuality.certainty, claim.factuality.certainty))
    return found


def _bare_row(item: Attribution, dates: Mapping[str | None, str], document: Document) -> ClaimRow:
    source = HopLine(text_of(document.text, item.sources) or None)
    return ClaimRow(
        start=_start(item.contents, item),
        contents=text_of(document.text, item.contents) or "(nothing)",
        chain=(*((HopLine(document.publisher.name, is_house=True),) if document.publisher else ()), source),
        said=dates.get(item.said, ""),
        happened="",
        hedge=("no claim", f"“{text_of(document.text, item.cue)}”"),
        score=item.score,
        is_claim=False,
    )


def _start(contents: Sequence[Span], inner: Attribution | None) -> int:
    """Where a row belongs in the text: at whatever of it stands first."""
    spans = (*contents, *(inner.cue if inner else ()), *(inner.sources if inner else ()))
    return min((span.start for span in spans), default=0)
