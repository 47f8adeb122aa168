"""What a table says of one reading, before it is drawn.

In: an `Analysis`. Out: a `Strip` about the document and a `ClaimRow` for each claim, in the order of the text; an
attribution that makes no claim (somebody declined to say) has a row too. Texts are as on the page: drawing makes them safe.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.records import Analysis, Attribution, Claim, Document, Hop, PublicationDate, Span, text_of

__all__ = ["ClaimRow", "Speaker", "Strip", "find_rows", "find_strip", "list_hops", "write_date"]

MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905  shorter
)
DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}))?)?)?")


@dataclass(frozen=True, slots=True)
class Strip:
    """What a page says of itself: `houses` from the page inwards, `sourceless` of its attributions name no source."""

    title: str | None
    houses: tuple[str, ...]
    published: str | None
    attributions: int
    sourceless: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source of the text: `name` is null where nobody is named, `polarity` is `-` where the source disputes what follows."""

    name: str | None
    polarity: str = "+"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of the table: `houses` are the publication hops after the page, `sources` who speaks inside the text."""

    start: int
    contents: str
    houses: tuple[str, ...]
    sources: tuple[Speaker, ...]
    cue: str
    style: str
    score: float


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
    """The rows of the table, in the order of the text."""
    known = {attribution.id: attribution for attribution in analysis.attributions}
    rows = [_claim_row(claim, known, analysis.document) for claim in analysis.claims]
    claimed = {hop.attribution for claim in analysis.claims for hop in claim.chain}
    rows += [_bare_row(item, analysis.document) for item in analysis.attributions if item.id not in claimed]
    return tuple(sorted(rows, key=lambda row: row.start))


def list_hops(chain: Sequence[Hop]) -> tuple[tuple[str, ...], tuple[Speaker, ...]]:
    """A chain in two: the houses that publish, and the sources in the text, both from the page inwards."""
    houses = tuple(hop.name or "unknown" for hop in chain if hop.role != "source")
    return houses, tuple(Speaker(hop.name, hop.polarity) for hop in chain if hop.role == "source")


def write_date(published: PublicationDate) -> str:
    """A date for people: "4 September 2018, 19:59"."""
    match = DATE.match(published.value)
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        return published.value
    year, month, day, clock = match.groups()
    words = " ".join(filter(None, (day and str(int(day)), month and MONTHS[int(month) - 1], year)))
    return words + (f", {clock}" if clock else "") + (f" {published.zone}" if clock and published.zone else "")


def _claim_row(claim: Claim, known: dict[str, Attribution], document: Document) -> ClaimRow:
    inner = next((known[hop.attribution] for hop in reversed(claim.chain) if hop.attribution in known), None)
    houses, sources = list_hops(claim.chain)
    return ClaimRow(
        start=_start(claim.contents, inner),
        contents=text_of(document.text, claim.contents),
        houses=houses,
        sources=sources,
        cue=text_of(document.text, inner.cue) if inner else "",
        style=inner.style if inner else "",
        score=claim.score,
    )


def _bare_row(item: Attribution, document: Document) -> ClaimRow:
    return ClaimRow(
        start=_start(item.contents, item),
        contents=text_of(document.text, item.contents) or "(nothing)",
        houses=() if document.publisher is None else (document.publisher.name,),
        sources=(Speaker(text_of(document.text, item.sources) or None),),
        cue=text_of(document.text, item.cue),
        style="no claim",
        score=item.score,
    )


def _start(contents: Sequence[Span], inner: Attribution | None) -> int:
    """Where a row belongs in the text: at whatever of it stands first."""
    spans = (*contents, *(inner.cue if inner else ()), *(inner.sources if inner else ()))
    return min((span.start for span in spans), default=0)
