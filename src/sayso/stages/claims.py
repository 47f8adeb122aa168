"""Claims from attributions: the rows of the ledger.

In: an analysis with its attributions. Out: the same with its claims, one for each attribution that claims something: the
publication hops of the document, then the source as it is written. Until chains are built nothing more is joined: the outer
attribution of a nested one adds no hop (it may be the same speaker's, who would then be his own witness; `parent` keeps what is
known), joint sources stay one, and sentences without a source make no claim. It scores no truth.

A decline ("refused to comment") and what stands in it ("declined to say where …"), an attribution without contents, and "did
not say that P" claim nothing: they stay attributions.
"""

from dataclasses import replace

from sayso.records import Analysis, Attribution, Claim, Document, Hop, Publisher, Span, TextQuote, text_of
from sayso.records.ids import claim_id
from sayso.stages.base import Stage

__all__ = ["CLAIMS", "find_claims"]

#: Characters of context on either side of the evidence.
CONTEXT = 32
#: What the words of a publisher's method say when nothing on the page names it.
INFERRED = ("host", "domain", "canonical", "address", "url")
#: How sure we are of a publication hop that is stated on the page, and of one that follows from an address; not measured.
STATED_SCORE = 1.0
INFERRED_SCORE = 0.8


def find_claims(analysis: Analysis) -> Analysis:
    """The analysis with the claims of its attributions, in their order."""
    published_by = _publication_hops(analysis.document)
    declined = {attribution.id for attribution in analysis.attributions if attribution.cue_kind == "decline"}
    found = [
        _claim(analysis.document, attribution, published_by)
        for attribution in analysis.attributions
        if _claims(attribution) and attribution.parent not in declined
    ]
    return replace(analysis, claims=tuple(found))


def _claims(attribution: Attribution) -> bool:
    """Whether an attribution claims something."""
    if attribution.cue_kind == "decline" or not attribution.contents:
        return False
    return attribution.polarity != "?" or attribution.cue_kind == "denial"


def _claim(document: Document, attribution: Attribution, published_by: tuple[Hop, ...]) -> Claim:
    return Claim(
        id=claim_id(document.id, attribution.id, document.text, attribution.contents),
        document=document.id,
        chain=(*published_by, _source_hop(document.text, attribution)),
        contents=attribution.contents,
        evidence=_evidence(document.text, attribution.contents),
        events=(),
        factuality=None,
        said=None,
        happened=None,
        score=attribution.score,
    )


def _source_hop(text: str, attribution: Attribution) -> Hop:
    """The source as it is written; without one the hop names nobody."""
    return Hop(
        role="source",
        name=_name(text, attribution.sources),
        actor=None,
        outlet=None,
        attribution=attribution.id,
        channel=" ".join(attribution.channel.of(text).split()) if attribution.channel else None,
        said=None,
        polarity=attribution.polarity,
        hedges=(),
        basis="stated",
        score=attribution.score,
    )


def _name(text: str, sources: tuple[Span, ...]) -> str | None:
    return " ".join(text_of(text, sources).split()).strip(" ,;:—–") or None


def _publication_hops(document: Document) -> tuple[Hop, ...]:
    """Republisher, then publisher, as far as they are known."""
    hops = [
        _publication_hop(document, "republisher", document.republisher),
        _publication_hop(document, "publisher", document.publisher),
    ]
    return tuple(hop for hop in hops if hop is not None)


def _publication_hop(document: Document, role: str, house: Publisher | None) -> Hop | None:
    if house is None:
        return None
    is_written = any(evidence.field == role and evidence.span is not None for evidence in document.evidence)
    is_stated = is_written or not any(word in house.method.lower() for word in INFERRED)
    return Hop(
        role="republisher" if role == "republisher" else "publisher",
        name=house.name,
        actor=None,
        outlet=house.outlet,
        attribution=None,
        channel=None,
        said=None,
        polarity="+",
        hedges=(),
        basis="stated" if is_stated else "inferred",
        score=STATED_SCORE if is_stated else INFERRED_SCORE,
    )


def _evidence(text: str, contents: tuple[Span, ...]) -> TextQuote:
    """The contents with what stands between their pieces, so that one search finds them again, and some context."""
    start, end = min(span.start for span in contents), max(span.end for span in contents)
    return TextQuote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


CLAIMS = Stage("claims", needs=("attributions",), gives=("claims",), apply=find_claims)
